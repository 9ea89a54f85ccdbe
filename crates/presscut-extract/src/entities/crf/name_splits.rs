//! Splits tagged names that are two, and cuts off what is no name: "Lundby, Ruvalia" is two places, "Daily Courier Holt" a
//! paper and a person, "Ruvalia Friday" a place and a day, "North Ruvalia Sen" a state.
//!
//! Takes the names of a document, in order; gives them back in order. The tagger sees a few words on each side; what is
//! split here is what the rest of the article or its punctuation shows. The surprising decision: two places with a comma
//! between them are always two, although the corpus that the tagger learned from has a fifth of them as one.

use rustc_hash::FxHashSet;

use crate::Document;
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::features::{DocumentFeatures, word_types::phrase_list};
use crate::entities::grammar::EntityGrammar;

/// Splits the names of a document.
pub(crate) fn split_names(
    document: &Document,
    names: Vec<TaggedName>,
    features: &DocumentFeatures,
    grammar: &dyn EntityGrammar,
) -> Vec<TaggedName> {
    let splitter = NameSplitter::new(document, &names, features, grammar);
    let mut split = Vec::with_capacity(names.len());
    let mut floor = 0;
    for name in names {
        if matches!(name.class, NameClass::Money | NameClass::Date) {
            split.push(name);
        } else {
            splitter.split(name, floor, &mut split);
        }
        floor = split.last().map_or(floor, |last: &TaggedName| last.end);
    }
    split
}

struct NameSplitter<'d, 't> {
    document: &'d Document<'t>,
    grammar: &'d dyn EntityGrammar,
    /// The names of the document as written: all, and those of people.
    all: FxHashSet<&'t str>,
    people: FxHashSet<&'t str>,
    /// The first and last words of people's full names.
    person_words: FxHashSet<&'t str>,
    /// The first tokens of people's names.
    starts: FxHashSet<usize>,
    /// The listed phrases of the document, as written, that are papers, platforms and bodies; and those that are places.
    bodies: FxHashSet<&'t str>,
    places: FxHashSet<&'t str>,
}

impl<'d, 't> NameSplitter<'d, 't> {
    fn new(
        document: &'d Document<'t>,
        names: &[TaggedName],
        features: &DocumentFeatures,
        grammar: &'d dyn EntityGrammar,
    ) -> Self {
        let text = |name: &TaggedName| document.slice(name.start..name.end);
        let people = || names.iter().filter(|name| name.class == NameClass::Person);
        let full = people().filter(|name| name.end - name.start > 1);
        let listed = |lists: u16| {
            let phrases = features.listed_phrases().filter(move |(_, on)| on & lists != 0);
            phrases.map(|(tokens, _)| document.slice(tokens)).collect()
        };
        NameSplitter {
            document,
            grammar,
            all: names.iter().map(text).collect(),
            people: people().map(text).collect(),
            starts: people().map(|name| name.start).collect(),
            person_words: full
                .flat_map(|name| [document.word(name.start), document.word(name.end - 1)])
                .collect(),
            bodies: listed(phrase_list::BODIES),
            places: listed(phrase_list::PLACES),
        }
    }

    /// Puts the parts of a name; no token before `floor` is free.
    fn split(&self, name: TaggedName, floor: usize, parts: &mut Vec<TaggedName>) {
        let name = self.cut_role(self.cut_weekday(self.cut_verb(name)));
        let Some(name) = self.cut_title(name, floor) else { return };
        let name = self.cut_common_owner(name);
        let name = self.cut_party(self.cut_opening_adjective(self.with_first_word(name, floor)));
        if let Some((first, second)) = self
            .person_behind(&name)
            .or_else(|| self.person_before(&name))
            .or_else(|| self.surname_before(&name))
            .or_else(|| self.place_before_party(&name))
            .or_else(|| self.country_behind(&name))
            .or_else(|| self.owner_and_owned(&name))
            .or_else(|| self.two_bodies(&name))
        {
            parts.extend([first, second]);
        } else if name.class == NameClass::Location {
            self.split_places(name, parts);
        } else {
            parts.push(name);
        }
    }

    /// "Lundby, Ruvalia" and "Lundby, western Ruvalia": two places.
    fn split_places(&self, name: TaggedName, parts: &mut Vec<TaggedName>) {
        let document = self.document;
        if let Some(and) = self.joint_of_places(&name) {
            parts.push(TaggedName { end: and, ..name });
            parts.push(TaggedName { start: and + 1, ..name });
            return;
        }
        let mut start = name.start;
        for comma in name.start + 1..name.end.saturating_sub(1) {
            let after = document.word(comma + 1);
            let is_place = after.starts_with(char::is_uppercase) || self.grammar.is_part_of_place(after);
            // The capital's district is part of its name: "Washington, D.C."
            if document.word(comma) == "," && is_place && after != "D.C." && after != "DC" && comma > start {
                parts.push(TaggedName { start, end: comma, ..name });
                start = comma + 1;
            }
        }
        parts.push(TaggedName { start, ..name });
    }

    /// The "and" of "Lundby and Harrow City", which are two listed places and no listed one together.
    fn joint_of_places(&self, name: &TaggedName) -> Option<usize> {
        let document = self.document;
        let is_listed = |start: usize, end: usize| self.places.contains(document.slice(start..end));
        let and = (name.start + 1..name.end.saturating_sub(1))
            .find(|&at| self.grammar.joins_equals(document.word(at)))?;
        (is_listed(name.start, and) && is_listed(and + 1, name.end) && !is_listed(name.start, name.end))
            .then_some(and)
    }

    /// "North Ruvalia Sen. Mira Holt": the title is no part of the state. What is left of "Republican Gov" is a people's name.
    fn cut_title(&self, mut name: TaggedName, floor: usize) -> Option<TaggedName> {
        let document = self.document;
        let word = |at: usize| if at < document.tokens.len() { document.word(at) } else { "" };
        let is_title = self.grammar.is_title_abbreviation(word(name.end - 1))
            && word(name.end) == "."
            && !document.tokens[name.end].space_before
            && word(name.end + 1).starts_with(char::is_uppercase);
        if !is_title {
            return Some(name);
        }
        name.end -= 1;
        if name.end == name.start {
            return None;
        }
        let before = name.start.checked_sub(1).filter(|&before| before >= floor);
        let compass =
            before.filter(|&at| self.grammar.is_part_of_place(&word(at).to_lowercase()) || word(at) == "New");
        if let Some(before) = compass.filter(|&at| word(at).starts_with(char::is_uppercase)) {
            name.start = before;
        }
        name.class = match self.grammar.is_party_adjective(document.slice(name.start..name.end)) {
            true => NameClass::Norp,
            false => NameClass::Location,
        };
        Some(name)
    }

    /// "Supreme Court Justice Ana Roe": the role is no part of the body.
    fn cut_role(&self, mut name: TaggedName) -> TaggedName {
        let document = self.document;
        let is_role = name.class == NameClass::Organization
            && name.end - name.start > 2
            && (self.starts.contains(&name.end)
                || document.tokens.get(name.end).is_some()
                    && document.word(name.end) == ","
                    && self.starts.contains(&(name.end + 1)))
            && self.grammar.is_occupation(&document.word(name.end - 1).to_lowercase())
            && self.grammar.is_body_word(document.word(name.end - 2));
        name.end -= usize::from(is_role);
        name
    }

    /// "the Agency’s Harbour Panel": an owner that is a noun and no name is no part of the body.
    fn cut_common_owner(&self, mut name: TaggedName) -> TaggedName {
        let document = self.document;
        let clitic = name.start + 1;
        let is_common = name.class == NameClass::Organization
            && name.end - name.start > 3
            && name.start > 0
            && self.grammar.is_possessive(document.word(clitic))
            && self.grammar.is_body_word(document.word(name.start))
            && self.grammar.is_definite_article(document.word(name.start - 1));
        if is_common {
            name.start = clitic + 1;
        }
        name
    }

    /// "New Mexico" where the tagger found Mexico: a listed place has all of its words.
    fn with_first_word(&self, mut name: TaggedName, floor: usize) -> TaggedName {
        let before = name.start.checked_sub(1).filter(|&before| {
            before >= floor
                && name.class == NameClass::Location
                && self.document.sentence_of(before) == self.document.sentence_of(name.start)
        });
        if let Some(before) = before
            && self.places.contains(self.document.slice(before..name.end))
        {
            name.start = before;
        }
        name
    }

    /// "New Lundby Rovers striker Karl Roe" opens a sentence, and the club is Lundby Rovers elsewhere in the text.
    fn cut_opening_adjective(&self, mut name: TaggedName) -> TaggedName {
        let document = self.document;
        let start = document.sentences[document.sentence_of(name.start)].start;
        let whole = document.slice(name.start..name.end);
        let is_listed = self.places.contains(whole) || self.bodies.contains(whole);
        let is_adjective = start == name.start
            && name.class == NameClass::Organization
            && self.grammar.is_opening_adjective(document.word(name.start))
            && !is_listed
            && name.end - name.start > 2
            && document.text.matches(document.slice(name.start + 1..name.end)).count()
                > document.text.matches(whole).count();
        name.start += usize::from(is_adjective);
        name
    }

    /// "the Senate Democratic leaders", "the Republican Ohio governor": a party beside a body or a place says whose people
    /// are meant.
    fn cut_party(&self, mut name: TaggedName) -> TaggedName {
        let document = self.document;
        let is_party = |at: usize| self.grammar.is_party_adjective(document.word(at));
        if name.end - name.start < 2 || self.bodies.contains(document.slice(name.start..name.end)) {
            return name;
        }
        let is_adjective =
            document.tokens.len() > name.end && document.word(name.end).starts_with(char::is_lowercase);
        match name.class {
            NameClass::Organization if is_adjective && is_party(name.end - 1) => name.end -= 1,
            NameClass::Location if is_party(name.start) => name.start += 1,
            _ => {}
        }
        name
    }

    /// "House and Senate members": two bodies that the text also names alone.
    fn two_bodies(&self, name: &TaggedName) -> Option<(TaggedName, TaggedName)> {
        let document = self.document;
        let whole = document.slice(name.start..name.end);
        let is_alone = |text: &str| self.all.contains(text) && self.bodies.contains(text);
        let and = (name.start + 1..name.end.saturating_sub(1))
            .find(|&at| self.grammar.joins_equals(document.word(at)))?;
        let is_two = name.class == NameClass::Organization
            && !self.bodies.contains(whole)
            && is_alone(document.slice(name.start..and))
            && is_alone(document.slice(and + 1..name.end));
        is_two.then(|| (TaggedName { end: and, ..*name }, TaggedName { start: and + 1, ..*name }))
    }

    /// "Mira Holt Says Karl Tamm Lied": in a headline, a name ends before its verb.
    fn cut_verb(&self, mut name: TaggedName) -> TaggedName {
        let is_verb = |&at: &usize| self.grammar.is_headline_verb(self.document.word(at));
        if name.class == NameClass::Person
            && let Some(verb) = (name.start + 1..name.end).find(is_verb)
        {
            name.end = verb;
        }
        name
    }

    /// "Storms hit Ruvalia Friday": the day is no part of the place.
    fn cut_weekday(&self, mut name: TaggedName) -> TaggedName {
        let is_day = name.end - name.start > 1
            && matches!(name.class, NameClass::Location | NameClass::Person)
            && self.grammar.is_weekday(self.document.word(name.end - 1));
        let opens = |word: &str| matches!(word, "Good" | "Black" | "Easter" | "Ash" | "Palm" | "Sheffield");
        if is_day && !opens(self.document.word(name.end - 2)) {
            name.end -= 1;
        }
        name
    }

    /// "the Daily Courier Holt said", "at Lake Foods Ana Roe said": a body and, right after it, a person whom the article
    /// names elsewhere too.
    fn person_behind(&self, name: &TaggedName) -> Option<(TaggedName, TaggedName)> {
        let document = self.document;
        if name.class == NameClass::Person || name.end - name.start < 2 {
            return None;
        }
        let words = || (name.start..name.end).map(|at| document.word(at));
        if !words().all(|word| word.starts_with(char::is_uppercase)) {
            return None;
        }
        let is_body = |text: &str| self.all.contains(text) || self.bodies.contains(text);
        (name.start + 1..name.end).find_map(|at| {
            let (body, person) = (document.slice(name.start..at), document.slice(at..name.end));
            let is_person = self.people.contains(person)
                || name.end - at == 1 && self.person_words.contains(person) && self.bodies.contains(body)
                || name.end - at == 2
                    && self.grammar.is_given_name(document.word(at))
                    && !self.all.contains(person);
            // One word before a known surname is a given name: "Ghent Roe".
            let several = at - name.start > 1 || self.bodies.contains(body);
            let class = match name.class {
                NameClass::Location if self.places.contains(body) => NameClass::Location,
                _ => NameClass::Organization,
            };
            (is_person && is_body(body) && several).then(|| {
                let first = TaggedName { end: at, class, ..*name };
                (first, TaggedName { start: at, class: NameClass::Person, ..*name })
            })
        })
    }

    /// "Roe of the Post", where the article has Ana Roe: a person and a body.
    fn surname_before(&self, name: &TaggedName) -> Option<(TaggedName, TaggedName)> {
        let document = self.document;
        let of = name.start + 1;
        let is_surname = name.class == NameClass::Organization
            && name.end - name.start > 2
            && document.word(of) == "of"
            && self.person_words.contains(document.word(name.start))
            && !self.grammar.is_body_word(document.word(name.start));
        is_surname.then(|| {
            let article = self.grammar.is_definite_article(document.word(of + 1)) && name.end > of + 2;
            let first = TaggedName { end: of, class: NameClass::Person, ..*name };
            (first, TaggedName { start: of + 1 + usize::from(article), ..*name })
        })
    }

    /// "Ruvalia Democrats": a place and the people of a party there; but not the Sweden Democrats, which are a party.
    fn place_before_party(&self, name: &TaggedName) -> Option<(TaggedName, TaggedName)> {
        let document = self.document;
        let last = name.end - 1;
        let place = document.slice(name.start..last.max(name.start + 1));
        let is_two = name.class == NameClass::Organization
            && name.end - name.start > 1
            && self.grammar.is_party_people(document.word(last))
            && self.places.contains(place)
            && place != "Sweden";
        is_two.then(|| {
            let first = TaggedName { end: last, class: NameClass::Location, ..*name };
            (first, TaggedName { start: last, class: NameClass::Norp, ..*name })
        })
    }

    /// "Ana Roe of Lundby University" is a person and a body.
    fn person_before(&self, name: &TaggedName) -> Option<(TaggedName, TaggedName)> {
        let document = self.document;
        let of = (name.start + 2..name.end.saturating_sub(1)).find(|&at| document.word(at) == "of")?;
        let is_person = name.class == NameClass::Organization
            && of - name.start == 2
            && self.grammar.is_given_name(document.word(name.start))
            && !self.grammar.is_body_word(document.word(name.start + 1))
            && (of + 1..name.end).any(|at| self.grammar.is_body_word(document.word(at)));
        is_person.then(|| {
            let first = TaggedName { end: of, class: NameClass::Person, ..*name };
            (first, TaggedName { start: of + 1, ..*name })
        })
    }

    /// "the Security Council Ruvalia expert": the body and the place that somebody works on.
    fn country_behind(&self, name: &TaggedName) -> Option<(TaggedName, TaggedName)> {
        let document = self.document;
        let last = name.end - 1;
        let splits = name.class == NameClass::Organization
            && name.end - name.start > 2
            && self.places.contains(document.word(last))
            && document.word(last - 1).starts_with(char::is_uppercase)
            && document.tokens.get(name.end).is_some()
            && self.grammar.is_occupation(document.word(name.end));
        splits.then(|| {
            let first = TaggedName { end: last, ..*name };
            (first, TaggedName { start: last, class: NameClass::Location, ..*name })
        })
    }

    /// The class of what owns a body: of a university before its institute, of a country before a body that each country has.
    fn class_of_owner(&self, name: &TaggedName, clitic: usize) -> Option<NameClass> {
        let document = self.document;
        let mut owner = name.start..clitic;
        if owner.len() > 1 && owner.any(|at| self.grammar.is_school_word(document.word(at))) {
            return Some(name.class);
        }
        // "The Lundby Post’s Daily Edition"
        if self.bodies.contains(document.slice(name.start..clitic)) {
            return Some(NameClass::Organization);
        }
        let body: Vec<String> = (clitic + 1..name.end).map(|at| document.word(at).to_lowercase()).collect();
        let is_country = self.places.contains(document.slice(name.start..clitic));
        (is_country && self.grammar.is_body_of_each_country(&body)).then_some(NameClass::Location)
    }

    /// "Lundby’s Harbour Quarter", "Roe’s Lundby": a place and its owner, where the owner is a name by itself. Of bodies
    /// only some are two: others are as often one ("Ruvalia’s Chamber of Trade").
    fn owner_and_owned(&self, name: &TaggedName) -> Option<(TaggedName, TaggedName)> {
        let document = self.document;
        if !matches!(
            name.class,
            NameClass::Location | NameClass::Facility | NameClass::Organization | NameClass::Misc
        ) {
            return None;
        }
        let clitic = (name.start + 1..name.end.saturating_sub(1))
            .find(|&at| self.grammar.is_possessive(document.word(at)))?;
        let owner = document.slice(name.start..clitic);
        let class = match () {
            () if name.class == NameClass::Misc => {
                self.bodies.contains(owner).then_some(NameClass::Organization)?
            }
            () if name.class == NameClass::Organization => self.class_of_owner(name, clitic)?,
            () if self.people.contains(owner) => NameClass::Person,
            () if self.places.contains(owner) || self.all.contains(owner) => NameClass::Location,
            () => return None,
        };
        let is_name = document.word(clitic + 1).starts_with(char::is_uppercase);
        is_name.then(|| {
            let first = TaggedName { end: clitic, class, ..*name };
            let head = document.word(clitic + 1);
            let owned = self.grammar.is_body_word(document.word(name.end - 1))
                || self.grammar.is_body_word(head) && matches!(document.word(clitic + 2), "of" | "for");
            // What a paper owns is mostly a column or an edition.
            let is_work = class == NameClass::Organization && self.bodies.contains(owner) && !owned;
            let class = if is_work { NameClass::Misc } else { name.class };
            (first, TaggedName { start: clitic + 1, class, ..*name })
        })
    }
}
