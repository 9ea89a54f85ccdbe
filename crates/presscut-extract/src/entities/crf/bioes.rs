//! BIOES tags: a token is outside of any name, or begins, continues, ends or is the whole of a name of one class.
//!
//! Converts names to tags and tags to names. The surprising decision: a tag is a plain number, because the model's rows
//! and the decoder's tables are indexed by it; its meaning is in [`encode_tag`] and [`decode_tag`].

use crate::EntityType;

/// What the tagger can call a stretch of text. `Date` is tagged so that dates are not mistaken for names, and then
/// dropped: dates have their own extractor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameClass {
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
    /// An amount of money with its currency.
    Money,
    /// A calendar date.
    Date,
}

impl NameClass {
    /// Every class, in the order of the model's rows.
    pub const ALL: [NameClass; 9] = [
        NameClass::Person,
        NameClass::Organization,
        NameClass::Location,
        NameClass::Facility,
        NameClass::Norp,
        NameClass::Product,
        NameClass::Misc,
        NameClass::Money,
        NameClass::Date,
    ];

    /// The class that an annotated corpus calls by this word.
    #[cfg(any(test, feature = "train"))]
    pub fn from_corpus_label(name: &str) -> Option<NameClass> {
        const NAMES: [&str; 9] =
            ["person", "organization", "location", "facility", "norp", "product", "misc", "money", "date"];
        NAMES.iter().position(|known| *known == name).map(|at| NameClass::ALL[at])
    }

    /// The archive's type for this class; `None` for money and dates, which are no entities.
    pub fn entity_type(self) -> Option<EntityType> {
        Some(match self {
            NameClass::Person => EntityType::Person,
            NameClass::Organization => EntityType::Organization,
            NameClass::Location => EntityType::Location,
            NameClass::Facility => EntityType::Facility,
            NameClass::Norp => EntityType::Norp,
            NameClass::Product => EntityType::Product,
            NameClass::Misc => EntityType::Misc,
            NameClass::Money | NameClass::Date => return None,
        })
    }
}

/// How many classes there are.
pub const NAME_CLASSES: usize = NameClass::ALL.len();

/// How many tags there are: outside, and four for each class.
pub const TAG_COUNT: usize = 1 + 4 * NAME_CLASSES;

/// A tag's number: 0 is outside; then the beginnings of all classes, the insides, the ends and the wholes.
pub type Tag = u8;

/// Outside of any name.
pub const OUTSIDE: Tag = 0;

/// The position of a token in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BioesPosition {
    /// The first of several tokens.
    Begin,
    /// Between the first and the last.
    Inside,
    /// The last of several tokens.
    End,
    /// The only token.
    Whole,
}

/// The tag of a position in a name of a class.
pub const fn encode_tag(class: NameClass, position: BioesPosition) -> Tag {
    1 + NAME_CLASSES as u8 * position as u8 + class as u8
}

/// The class and position that a tag means; `None` for [`OUTSIDE`] and for numbers that are no tag.
pub fn decode_tag(tag: Tag) -> Option<(NameClass, BioesPosition)> {
    let at = usize::from(tag.checked_sub(1)?);
    let position = match at / NAME_CLASSES {
        0 => BioesPosition::Begin,
        1 => BioesPosition::Inside,
        2 => BioesPosition::End,
        _ => BioesPosition::Whole,
    };
    Some((*NameClass::ALL.get(at % NAME_CLASSES)?, position))
}

/// A name that the tagger found: tokens `start..end` and their class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaggedName {
    /// First token.
    pub start: usize,
    /// The token after the last.
    pub end: usize,
    /// Its class.
    pub class: NameClass,
}

/// The names in a well-formed sequence of tags; `offset` is the number of its first token.
pub fn names_from_tags(tags: &[Tag], offset: usize) -> Vec<TaggedName> {
    let mut names = Vec::new();
    let mut start = 0;
    for (at, &tag) in tags.iter().enumerate() {
        match decode_tag(tag) {
            Some((_, BioesPosition::Begin)) => start = at,
            Some((class, BioesPosition::End)) => {
                names.push(TaggedName { start: offset + start, end: offset + at + 1, class })
            }
            Some((class, BioesPosition::Whole)) => {
                names.push(TaggedName { start: offset + at, end: offset + at + 1, class })
            }
            _ => {}
        }
    }
    names
}

/// The tags of `length` tokens, the first of which has the number `offset`, given the names among them.
#[cfg(any(test, feature = "train"))]
pub fn tags_from_names(names: &[TaggedName], offset: usize, length: usize) -> Vec<Tag> {
    let mut tags = vec![OUTSIDE; length];
    for name in names {
        let (start, last) = (name.start - offset, name.end - offset - 1);
        for (at, slot) in tags.iter_mut().enumerate().take(last + 1).skip(start) {
            let position = match () {
                () if start == last => BioesPosition::Whole,
                () if at == start => BioesPosition::Begin,
                () if at == last => BioesPosition::End,
                () => BioesPosition::Inside,
            };
            *slot = encode_tag(name.class, position);
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_a_round_trip_through_tags() {
        let names = [
            TaggedName { start: 11, end: 12, class: NameClass::Person },
            TaggedName { start: 12, end: 15, class: NameClass::Organization },
            TaggedName { start: 17, end: 19, class: NameClass::Date },
        ];
        assert_eq!(names_from_tags(&tags_from_names(&names, 10, 10), 10), names);
        assert_eq!(decode_tag(OUTSIDE), None);
        assert_eq!(NameClass::from_corpus_label("date"), Some(NameClass::Date));
    }
}
