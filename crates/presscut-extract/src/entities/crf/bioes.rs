//! The tags that the recogniser gives to tokens: outside, or the beginning, inside, end or whole of a name of a class.

/// What a stretch of text can be. `Date` is recognised so that it is not taken for something else, and then dropped:
/// dates have their own extractor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A human being.
    Person,
    /// A company, party, ministry, team, newspaper …
    Organization,
    /// A country, city, region, sea …
    Location,
    /// A building, airport, bridge …
    Facility,
    /// A nationality, religion or political group.
    Norp,
    /// A made thing with a name.
    Product,
    /// Events, works, laws, agreements, awards.
    Misc,
    /// A sum with its currency.
    Money,
    /// A calendar date.
    Date,
}

impl Class {
    /// Every class, in the order of the model's rows.
    pub const ALL: [Class; 9] = [
        Class::Person,
        Class::Organization,
        Class::Location,
        Class::Facility,
        Class::Norp,
        Class::Product,
        Class::Misc,
        Class::Money,
        Class::Date,
    ];

    /// The class by the word of an annotated corpus.
    pub fn named(name: &str) -> Option<Class> {
        const NAMES: [&str; 9] =
            ["person", "organization", "location", "facility", "norp", "product", "misc", "money", "date"];
        NAMES.iter().position(|known| *known == name).map(|at| Class::ALL[at])
    }
}

/// How many classes there are.
pub const CLASSES: usize = Class::ALL.len();

/// How many tags there are: outside, and four for each class.
pub const TAGS: usize = 1 + 4 * CLASSES;

/// A tag's number: 0 is outside; then the beginnings of all classes, the insides, the ends and the wholes.
pub type Tag = u8;

/// Outside of any name.
pub const OUTSIDE: Tag = 0;

/// Where in its name a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The first token of several.
    Begin,
    /// Between the first and the last.
    Inside,
    /// The last of several.
    End,
    /// The only one.
    Whole,
}

/// The tag of a place in a name of a class.
pub const fn tag(class: Class, place: Place) -> Tag {
    1 + CLASSES as u8 * place as u8 + class as u8
}

/// What a tag says.
pub fn untag(tag: Tag) -> Option<(Class, Place)> {
    let at = usize::from(tag.checked_sub(1)?);
    let place = match at / CLASSES {
        0 => Place::Begin,
        1 => Place::Inside,
        2 => Place::End,
        _ => Place::Whole,
    };
    Some((*Class::ALL.get(at % CLASSES)?, place))
}

/// A name found: tokens `start..end` and their class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// First token.
    pub start: usize,
    /// The token after the last.
    pub end: usize,
    /// What it is.
    pub class: Class,
}

/// The names that a well-formed sequence of tags tells; `offset` is the number of its first token.
pub fn names(tags: &[Tag], offset: usize) -> Vec<Found> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, &tag) in tags.iter().enumerate() {
        match untag(tag) {
            Some((_, Place::Begin)) => start = at,
            Some((class, Place::End)) => {
                found.push(Found { start: offset + start, end: offset + at + 1, class })
            }
            Some((class, Place::Whole)) => {
                found.push(Found { start: offset + at, end: offset + at + 1, class })
            }
            _ => {}
        }
    }
    found
}

/// The tags of names over `length` tokens from `offset` on.
pub fn tags(names: &[Found], offset: usize, length: usize) -> Vec<Tag> {
    let mut tags = vec![OUTSIDE; length];
    for name in names {
        let (start, last) = (name.start - offset, name.end - offset - 1);
        for (at, slot) in tags.iter_mut().enumerate().take(last + 1).skip(start) {
            let place = match () {
                () if start == last => Place::Whole,
                () if at == start => Place::Begin,
                () if at == last => Place::End,
                () => Place::Inside,
            };
            *slot = tag(name.class, place);
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_tags_and_come_back() {
        let there = [
            Found { start: 11, end: 12, class: Class::Person },
            Found { start: 12, end: 15, class: Class::Organization },
            Found { start: 17, end: 19, class: Class::Date },
        ];
        assert_eq!(names(&tags(&there, 10, 10), 10), there);
        assert_eq!(untag(OUTSIDE), None);
        assert_eq!(Class::named("date"), Some(Class::Date));
    }
}
