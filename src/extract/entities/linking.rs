//! One entity of the names that mean one, inside an article.
//!
//! Names are one where the text gives evidence: the same words; a surname or a given name after the full name; the
//! initials of a long form; what a parenthesis after a name gives ("Taiwan Semiconductor Manufacturing Co (TSMC, 台積電)").
//! Where a short name fits two people, it is the one who was named last. The surprising decision: a name that the
//! recogniser took for several things in one article is what it took it for most often.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::Document;
use super::super::document::is_cjk;
use super::tags::{Class, Found};
use super::{entity_type, titles};
use crate::model::{Entity, EntityType, LocalEntity, Mention};

/// Names that are always one, by the name that the archive gives them.
const ONE_NAME: &[(&str, &[&str])] = &[
    (
        "United States",
        &[
            "us",
            "u.s.",
            "u.s",
            "usa",
            "u.s.a.",
            "united states",
            "united states of america",
            "the united states",
            "the us",
            "america",
        ],
    ),
    ("United Kingdom", &["uk", "u.k.", "united kingdom", "the united kingdom", "the uk"]),
    ("European Union", &["eu", "e.u.", "european union", "the european union"]),
    ("United Nations", &["un", "u.n.", "united nations", "the united nations"]),
    ("United Arab Emirates", &["uae", "u.a.e.", "united arab emirates"]),
];

/// Makes entities of names, and mentions of them, both in the order of the text.
pub fn link(document: &Document, names: Vec<Found>) -> (Vec<Entity>, Vec<Mention>) {
    let mut linker = Linker { document, clusters: Vec::new(), by_words: FxHashMap::default() };
    let names = with_surnames(document, with_one_type(document, names));
    let mut mentions = Vec::with_capacity(names.len());
    for name in names {
        let Some(kind) = entity_type(name.class) else { continue };
        let Some(name) = without_possessive(document, name) else { continue };
        let entity = linker.entity_of(&name, kind);
        let title = (kind == EntityType::Person).then(|| titles::before(document, name.start)).flatten();
        mentions.push(Mention {
            span: document.span(name.start..name.end),
            surface: document.slice(name.start..name.end).to_string(),
            entity: LocalEntity(entity),
            title: title.map(|tokens| document.slice(tokens).to_string()),
        });
        linker.read_parenthesis(name.end, entity);
    }
    linker.into_entities(mentions)
}

/// "Japan’s" is a mention of Japan.
fn without_possessive(document: &Document, mut name: Found) -> Option<Found> {
    while name.end > name.start && matches!(document.word(name.end - 1), "’s" | "'s" | "’" | "'" | ",") {
        name.end -= 1;
    }
    let letters = document.slice(name.start..name.end).contains(char::is_alphanumeric);
    letters.then_some(name)
}

/// Adds the places where a person who is named in full elsewhere is named by the surname alone, and the recogniser saw
/// nothing.
fn with_surnames(document: &Document, mut names: Vec<Found>) -> Vec<Found> {
    let surnames: FxHashSet<&str> = names
        .iter()
        .filter(|name| name.class == Class::Person && name.end - name.start > 1)
        .map(|name| document.word(name.end - 1))
        .filter(|word| word.chars().count() > 2 && !is_suffix(&[word.to_lowercase()]))
        .collect();
    if surnames.is_empty() {
        return names;
    }
    let capital = |at: usize| at < document.tokens.len() && document.word(at).starts_with(char::is_uppercase);
    let mut covered = names.iter().flat_map(|name| name.start..name.end).peekable();
    let mut added = Vec::new();
    for at in 0..document.tokens.len() {
        while covered.next_if(|token| *token < at).is_some() {}
        let alone = !capital(at + 1)
            && (at == 0 || !capital(at - 1) || document.sentence_of(at) != document.sentence_of(at - 1));
        if covered.peek() != Some(&at) && alone && surnames.contains(document.word(at)) {
            added.push(Found { start: at, end: at + 1, class: Class::Person });
        }
    }
    names.extend(added);
    names.sort_by_key(|name| name.start);
    names
}

/// Gives each name the class that it has most often in the document.
fn with_one_type(document: &Document, mut names: Vec<Found>) -> Vec<Found> {
    let mut counts: FxHashMap<&str, Vec<(Class, usize)>> = FxHashMap::default();
    for name in &names {
        let counted = counts.entry(document.slice(name.start..name.end)).or_default();
        match counted.iter_mut().find(|(class, _)| *class == name.class) {
            Some((_, count)) => *count += 1,
            None => counted.push((name.class, 1)),
        }
    }
    let surnames: FxHashSet<&str> = names
        .iter()
        .filter(|name| name.class == Class::Person && name.end - name.start > 1)
        .map(|name| document.word(name.end - 1))
        .collect();
    for name in &mut names {
        // A surname is its bearer's, whatever a preposition before it makes it look like.
        let surname = name.end - name.start == 1 && surnames.contains(document.word(name.start));
        if surname && matches!(name.class, Class::Location | Class::Organization | Class::Misc) {
            name.class = Class::Person;
            continue;
        }
        let Some(counted) = counts.get(document.slice(name.start..name.end)) else { continue };
        let own = counted.iter().find(|(class, _)| *class == name.class).map_or(0, |(_, count)| *count);
        // Of classes that are equally frequent, each name keeps its own.
        if let Some((class, _)) = counted.iter().find(|(_, count)| *count > 2 * own) {
            name.class = *class;
        }
    }
    names
}

/// The names of one entity.
struct Cluster {
    kind: EntityType,
    /// The fullest form so far.
    name: String,
    /// All forms, in order, each once.
    forms: Vec<String>,
    /// The words of all forms, compared without case and stops.
    words: Vec<Vec<String>>,
    /// When it was named last.
    last: usize,
    /// The cluster that it turned out to be a part of.
    part_of: Option<usize>,
}

impl Cluster {
    fn entity(self) -> Entity {
        let aliases = self.forms.into_iter().filter(|form| *form != self.name).collect();
        Entity { name: self.name, kind: self.kind, aliases }
    }

    fn add(&mut self, form: &str, words: Vec<String>) {
        if !self.forms.iter().any(|known| known == form) {
            self.forms.push(form.to_string());
        }
        if !words.is_empty() && !self.words.contains(&words) {
            let fuller = words.len() > self.words.iter().map(Vec::len).max().unwrap_or(0);
            if fuller && !ONE_NAME.iter().any(|(name, _)| *name == self.name) {
                self.name = form.to_string();
            }
            self.words.push(words);
        }
    }
}

struct Linker<'d, 't> {
    document: &'d Document<'t>,
    clusters: Vec<Cluster>,
    /// From a word to the clusters that have it in a form.
    by_words: FxHashMap<String, Vec<usize>>,
}

impl Linker<'_, '_> {
    fn entity_of(&mut self, name: &Found, kind: EntityType) -> usize {
        let surface = self.document.slice(name.start..name.end);
        let form = one_line(surface);
        if let Some((canonical, _)) =
            ONE_NAME.iter().find(|(_, forms)| forms.contains(&form.to_lowercase().as_str()))
        {
            let words = words_of(canonical);
            let at = self.exactly(&words, kind).unwrap_or_else(|| self.new_cluster(canonical, words, kind));
            self.clusters[at].add(&form, Vec::new());
            self.clusters[at].last = name.start;
            return at;
        }
        let words = words_of(&form);
        let found = self.exactly(&words, kind).or_else(|| match kind {
            EntityType::Person => self.person(&words),
            EntityType::Organization => self.organization(&words, &form),
            _ => None,
        });
        let at = match found {
            Some(at) => {
                self.clusters[at].add(&form, words.clone());
                self.index(&words, at);
                at
            }
            None => self.new_cluster(&form, words, kind),
        };
        self.clusters[at].last = name.start;
        at
    }

    fn new_cluster(&mut self, form: &str, words: Vec<String>, kind: EntityType) -> usize {
        let at = self.clusters.len();
        self.index(&words, at);
        self.clusters.push(Cluster {
            kind,
            name: form.to_string(),
            forms: vec![form.to_string()],
            words: vec![words],
            last: 0,
            part_of: None,
        });
        at
    }

    fn index(&mut self, words: &[String], at: usize) {
        for word in words {
            let clusters = self.by_words.entry(word.clone()).or_default();
            if !clusters.contains(&at) {
                clusters.push(at);
            }
        }
    }

    /// Of the clusters of a type that share a word, those that fit; the one that was named last.
    fn latest(&self, words: &[String], kind: EntityType, fits: impl Fn(&Cluster) -> bool) -> Option<usize> {
        let shared = words.iter().filter_map(|word| self.by_words.get(word)).flatten().copied();
        shared
            .filter(|&at| {
                let cluster = &self.clusters[at];
                cluster.part_of.is_none() && cluster.kind == kind && fits(cluster)
            })
            .max_by_key(|&at| (self.clusters[at].last, at))
    }

    fn exactly(&self, words: &[String], kind: EntityType) -> Option<usize> {
        self.latest(words, kind, |cluster| cluster.words.iter().any(|form| form == words))
    }

    /// A person by a part of a full name, or by a fuller form of a name that was given in part.
    fn person(&self, words: &[String]) -> Option<usize> {
        self.latest(words, EntityType::Person, |cluster| {
            cluster.words.iter().any(|form| is_part_of_person(words, form) || is_part_of_person(form, words))
        })
    }

    /// An organisation by its initials, or by the beginning of its long form.
    fn organization(&self, words: &[String], form: &str) -> Option<usize> {
        let beginning = |short: &[String], long: &[String]| short.len() >= 2 && long.starts_with(short);
        let by_words = self.latest(words, EntityType::Organization, |cluster| {
            cluster.words.iter().any(|known| beginning(words, known) || beginning(known, words))
        });
        by_words.or_else(|| {
            let acronym = form.chars().filter(|c| *c != '.').collect::<String>();
            let fits = |cluster: &Cluster| {
                cluster.kind == EntityType::Organization
                    && cluster.part_of.is_none()
                    && cluster.forms.iter().any(|long| are_initials(&acronym, long))
            };
            let short = acronym.chars().count() >= 2 && acronym.chars().all(char::is_uppercase);
            self.clusters.iter().rposition(fits).filter(|_| short)
        })
    }

    /// "(TSMC, 台積電)" after a name: other forms of it.
    fn read_parenthesis(&mut self, at: usize, entity: usize) {
        if at >= self.document.tokens.len() || self.document.word(at) != "(" {
            return;
        }
        for token in at + 1..self.document.tokens.len().min(at + 8) {
            let word = self.document.word(token);
            let alone =
                matches!(self.document.word(token - 1), "(" | "," | "or" | ";" | "、")
                    && self.document.tokens.get(token + 1).is_some_and(|_| {
                        matches!(self.document.word(token + 1), ")" | "," | "or" | ";" | "、")
                    });
            let letters = word.chars().filter(|c| *c != '.').collect::<String>();
            let acronym = letters.chars().count() >= 2
                && letters.chars().all(|c| c.is_uppercase() || c.is_numeric())
                && self.clusters[entity].kind != EntityType::Person
                && self.clusters[entity].name.contains(' ');
            let native = word.chars().all(is_cjk);
            if word == ")" {
                return;
            }
            if alone && native {
                self.clusters[entity].add(word, Vec::new());
            } else if alone && acronym {
                self.add_initials(word, entity);
            }
        }
    }
}

impl Linker<'_, '_> {
    /// A parenthesis gives the initials of an entity; who was called by them before was the entity too.
    fn add_initials(&mut self, initials: &str, entity: usize) {
        let words = words_of(initials);
        if let Some(earlier) =
            self.exactly(&words, self.clusters[entity].kind).filter(|earlier| *earlier != entity)
        {
            self.clusters[earlier].part_of = Some(entity);
            self.clusters[earlier].words.clear();
        }
        let cluster = &mut self.clusters[entity];
        if !cluster.forms.iter().any(|known| known == initials) {
            cluster.forms.push(initials.to_string());
        }
        cluster.words.push(words.clone());
        self.index(&words, entity);
    }

    /// The entities, those that were parts of others left out, and the mentions of them.
    fn into_entities(self, mut mentions: Vec<Mention>) -> (Vec<Entity>, Vec<Mention>) {
        let whole = |mut at: usize| {
            while let Some(other) = self.clusters[at].part_of {
                at = other;
            }
            at
        };
        let mut numbers = vec![None; self.clusters.len()];
        let mut order = Vec::new();
        for mention in &mut mentions {
            let at = whole(mention.entity.0);
            let number = *numbers[at].get_or_insert_with(|| {
                order.push(at);
                order.len() - 1
            });
            mention.entity = LocalEntity(number);
        }
        let mut clusters: Vec<Option<Cluster>> = self.clusters.into_iter().map(Some).collect();
        let entities = order.into_iter().filter_map(|at| clusters[at].take()).map(Cluster::entity).collect();
        (entities, mentions)
    }
}

/// Whether one person's name is a part of another's: the surname, the given name, or both with less between them.
fn is_part_of_person(part: &[String], full: &[String]) -> bool {
    let (Some(first), Some(last)) = (part.first(), part.last()) else { return false };
    if part.len() >= full.len() {
        return false;
    }
    if part.len() == 1 {
        // An initial is no name; a middle name alone is seldom used.
        return first.chars().count() > 1
            && (full.first() == Some(first)
                || full.last() == Some(first)
                || full.iter().rev().nth(1) == Some(first) && is_suffix(full));
    }
    let fits =
        |short: &str, long: &str| short == long || (short.chars().count() == 1 && long.starts_with(short));
    let rest = full.last().filter(|_| !is_suffix(full)).or(full.iter().rev().nth(1));
    let in_order = {
        let mut all = full.iter();
        part.iter().all(|word| all.any(|other| other == word))
    };
    in_order
        || (full.first().is_some_and(|other| fits(first, other) || fits(other, first)) && rest == Some(last))
}

fn is_suffix(words: &[String]) -> bool {
    words.last().is_some_and(|word| matches!(word.as_str(), "jr" | "sr" | "ii" | "iii"))
}

/// Whether letters are the initials of a long form: "MND" of "Ministry of National Defense".
fn are_initials(letters: &str, long: &str) -> bool {
    let words: Vec<&str> = long.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 {
        return false;
    }
    let initials = |small: bool| -> String {
        words
            .iter()
            .filter(|word| small || word.starts_with(char::is_uppercase))
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .collect()
    };
    initials(false) == letters || initials(true) == letters
}

fn one_line(surface: &str) -> String {
    surface.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a name as they are compared: small letters, no stops, no leading article.
fn words_of(form: &str) -> Vec<String> {
    let words: Vec<String> = form
        .split([' ', '-', '‑'])
        .map(|word| {
            word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect();
    match words.split_first() {
        Some((first, rest)) if first == "the" && !rest.is_empty() => rest.to_vec(),
        _ => words,
    }
}
