//! One entity of the names that mean one, inside an article.
//!
//! Names are one where the text gives evidence: the same words; a surname or a given name after the full name; the
//! initials of a long form; what a parenthesis after a name gives ("Taiwan Semiconductor Manufacturing Co (TSMC, 台積電)").
//! Where a short name fits two people, it is the one who was named last. The surprising decision: a name that the
//! recogniser took for several things in one article is what it took it for most often.

pub(crate) mod entity_types;
pub(crate) mod name_forms;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::Document;
use crate::document::is_cjk;
use crate::entities::crf::bioes::{Class, Found};
use crate::entities::entity_type;
use crate::entities::titles;
use crate::entities::titles::Gender;
use crate::{Entity, EntityType, LocalEntity, Mention};
use entity_types::{companies, with_one_type};
use name_forms::{
    acronym, are_initials, is_part_of_person, is_suffix, is_within_person, one_line, words_of,
    words_of_people, words_of_person,
};

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
    let names: Vec<Found> = names.into_iter().filter_map(|name| titles::without(document, name)).collect();
    let names = with_surnames(document, with_one_type(document, names));
    let mut linker = Linker {
        document,
        clusters: Vec::new(),
        by_words: FxHashMap::default(),
        defined: FxHashMap::default(),
        houses: Houses::of(document, &names),
    };
    let mut mentions = Vec::with_capacity(names.len());
    // The title of one person does not reach back over another.
    let mut floor = 0;
    for name in names {
        let Some(kind) = entity_type(name.class) else { continue };
        let Some(name) = without_possessive(document, name) else { continue };
        let title =
            (kind == EntityType::Person).then(|| titles::before(document, name.start, floor)).flatten();
        let title = title.map(|tokens| document.slice(tokens).to_string());
        let entity = linker.entity_of(&name, kind, title.as_deref());
        if kind == EntityType::Person {
            floor = name.end;
        }
        mentions.push(Mention {
            span: document.span(name.start..name.end),
            surface: document.slice(name.start..name.end).to_string(),
            entity: LocalEntity(entity),
            title,
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
    let companies = companies(document, &names);
    let capital = |at: usize| at < document.tokens.len() && document.word(at).starts_with(char::is_uppercase);
    let mut covered = names.iter().flat_map(|name| name.start..name.end).peekable();
    let mut added = Vec::new();
    for at in 0..document.tokens.len() {
        let word = document.word(at);
        // Most words are in small letters: they are passed over before anything else is asked.
        if word.starts_with(|c: char| c.is_ascii_lowercase()) || !surnames.contains(word) {
            continue;
        }
        while covered.next_if(|token| *token < at).is_some() {}
        let alone = !capital(at + 1)
            && (at == 0 || !capital(at - 1) || document.sentence_of(at) != document.sentence_of(at - 1));
        if covered.peek() != Some(&at) && alone && !companies.contains(word) {
            added.push(Found { start: at, end: at + 1, class: Class::Person });
        }
    }
    names.extend(added);
    names.sort_by_key(|name| name.start);
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
    /// The titles that its bearer has, in small letters, and what they say of the gender.
    titles: Vec<String>,
    gender: Option<Gender>,
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
    /// From letters that a parenthesis has given to the cluster that they stand for.
    defined: FxHashMap<String, usize>,
    houses: Houses,
}

/// The organisations of several words that alone begin with their word: "Samsung" is the one "Samsung Electronics".
#[derive(Debug)]
struct Houses(FxHashSet<String>);

impl Houses {
    fn of(document: &Document, names: &[Found]) -> Houses {
        let mut longest: FxHashMap<String, Option<Vec<String>>> = FxHashMap::default();
        let mut others: FxHashSet<String> = FxHashSet::default();
        for name in names {
            let words = words_of(&one_line(document.slice(name.start..name.end)));
            match (name.class, &words[..]) {
                (Class::Organization, [first, _, ..]) => {
                    let known = longest.entry(first.clone()).or_insert_with(|| Some(words.clone()));
                    *known = match known.take() {
                        Some(known) if words.starts_with(&known) => Some(words),
                        Some(known) if known.starts_with(&words) => Some(known),
                        _ => None,
                    };
                }
                (Class::Location | Class::Norp | Class::Person, [word]) => drop(others.insert(word.clone())),
                _ => {}
            }
        }
        let only = longest
            .into_iter()
            .filter(|(word, long)| long.is_some() && word.len() > 2 && !others.contains(word));
        Houses(only.map(|(word, _)| word).collect())
    }
}

impl Linker<'_, '_> {
    fn entity_of(&mut self, name: &Found, kind: EntityType, title: Option<&str>) -> usize {
        let surface = self.document.slice(name.start..name.end);
        let form = one_line(surface);
        let at = self.known_by_all(&form, kind).unwrap_or_else(|| self.known_here(&form, kind, title));
        self.clusters[at].last = name.start;
        if let Some(title) = title {
            let cluster = &mut self.clusters[at];
            cluster.gender = cluster.gender.or(titles::gender(title));
            cluster.titles.extend(title.split_whitespace().map(str::to_lowercase));
        }
        at
    }

    /// The entity of a name that is one everywhere.
    fn known_by_all(&mut self, form: &str, kind: EntityType) -> Option<usize> {
        let lower = form.to_lowercase();
        let (canonical, _) = ONE_NAME.iter().find(|(_, forms)| forms.contains(&lower.as_str()))?;
        let words = words_of(canonical);
        let at = self.exactly(&words, kind).unwrap_or_else(|| self.new_cluster(canonical, words, kind));
        self.clusters[at].add(form, Vec::new());
        Some(at)
    }

    fn known_here(&mut self, form: &str, kind: EntityType, title: Option<&str>) -> usize {
        let words = match kind {
            EntityType::Person => words_of_person(form),
            EntityType::Norp => words_of_people(form),
            _ => words_of(form),
        };
        let defined = words.first().filter(|_| words.len() == 1 && kind != EntityType::Person);
        let found = defined.and_then(|letters| self.defined.get(letters)).copied();
        let found = found.or_else(|| match kind {
            EntityType::Person => self.person(&words, title),
            EntityType::Organization => {
                self.exactly(&words, kind).or_else(|| self.organization(&words, form))
            }
            _ => self.exactly(&words, kind),
        });
        match found {
            Some(at) => {
                self.clusters[at].add(form, words.clone());
                self.index(&words, at);
                at
            }
            None => self.new_cluster(form, words, kind),
        }
    }

    fn new_cluster(&mut self, form: &str, words: Vec<String>, kind: EntityType) -> usize {
        let at = self.clusters.len();
        self.index(&words, at);
        self.clusters.push(Cluster {
            kind,
            name: form.to_string(),
            forms: vec![form.to_string()],
            words: vec![words],
            titles: Vec::new(),
            gender: None,
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

    /// A person by the same name, by a part of a full name, or by a fuller form of a name that was given in part. Of
    /// several, the one with the same title; Mr Chen is not Ms Chen.
    fn person(&self, words: &[String], title: Option<&str>) -> Option<usize> {
        let gender = title.and_then(titles::gender);
        let may_be =
            |cluster: &Cluster| cluster.gender.is_none() || gender.is_none() || cluster.gender == gender;
        let titles: Vec<String> = title.unwrap_or("").split_whitespace().map(str::to_lowercase).collect();
        let titled = |cluster: &Cluster| {
            titles.iter().any(|word| titles::tells(word) && cluster.titles.contains(word))
        };
        let same = |cluster: &Cluster| cluster.words.iter().any(|form| form == words);
        // A fuller name is held against the fullest that is known: Ana Reyes is not Luis Reyes, whom "Reyes" means.
        let fullest = |cluster: &Cluster| cluster.words.iter().map(Vec::len).max().unwrap_or(0);
        let part = |cluster: &Cluster| {
            let full = fullest(cluster);
            cluster.words.iter().any(|form| {
                is_part_of_person(words, form) || (form.len() == full && is_part_of_person(form, words))
            })
        };
        let within = |cluster: &Cluster| {
            let full = fullest(cluster);
            cluster.words.iter().any(|form| {
                is_within_person(words, form) || (form.len() == full && is_within_person(form, words))
            })
        };
        let latest = |fits: &dyn Fn(&Cluster) -> bool| self.latest(words, EntityType::Person, fits);
        if words.len() > 1
            && let Some(same) = latest(&|cluster| same(cluster))
        {
            return Some(same);
        }
        latest(&|cluster| titled(cluster) && may_be(cluster) && (same(cluster) || part(cluster)))
            .or_else(|| latest(&|cluster| may_be(cluster) && (same(cluster) || part(cluster))))
            .or_else(|| latest(&|cluster| may_be(cluster) && within(cluster)))
    }

    /// An organisation by its initials, by the beginning or the end of its long form, or by the long form of initials
    /// that came first.
    fn organization(&self, words: &[String], form: &str) -> Option<usize> {
        let house = |short: &[String]| matches!(short, [word] if self.houses.0.contains(word));
        let beginning = |short: &[String], long: &[String]| {
            (short.len() >= 2 || house(short)) && long.len() > short.len() && long.starts_with(short)
        };
        let end = |short: &[String], long: &[String]| short.len() >= 2 && long.ends_with(short);
        let by_words = self.latest(words, EntityType::Organization, |cluster| {
            cluster
                .words
                .iter()
                .any(|known| beginning(words, known) || beginning(known, words) || end(words, known))
        });
        let is_one =
            |cluster: &Cluster| cluster.kind == EntityType::Organization && cluster.part_of.is_none();
        by_words.or_else(|| match acronym(form) {
            Some(letters) => self.clusters.iter().rposition(|cluster| {
                is_one(cluster) && cluster.forms.iter().any(|long| are_initials(&letters, long))
            }),
            None if words.len() > 1 => self.clusters.iter().rposition(|cluster| {
                let letters = acronym(&cluster.name);
                is_one(cluster)
                    && letters.is_some_and(|letters| letters.len() > 2 && are_initials(&letters, form))
            }),
            None => None,
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
            let cluster = &self.clusters[entity];
            // "Umno" is written as a word; its letters have to be the initials.
            let initials = acronym(word).is_some()
                || (word.chars().count() > 2 && are_initials(&word.to_uppercase(), &cluster.name));
            let initials = initials && cluster.kind != EntityType::Person && cluster.name.contains(' ');
            let native = word.chars().all(is_cjk);
            if word == ")" {
                return;
            }
            if alone && native {
                self.clusters[entity].add(word, Vec::new());
            } else if alone && initials {
                self.add_initials(word, entity);
            }
        }
    }
}

impl Linker<'_, '_> {
    /// A parenthesis gives the initials of an entity; who was called by them before was the entity too.
    fn add_initials(&mut self, initials: &str, entity: usize) {
        let words = words_of(initials);
        let earlier: Vec<usize> = EntityType::ALL
            .iter()
            .filter(|kind| **kind != EntityType::Person)
            .filter_map(|kind| self.exactly(&words, *kind))
            .filter(|earlier| *earlier != entity && self.clusters[*earlier].words.len() == 1)
            .collect();
        for earlier in earlier {
            self.clusters[earlier].part_of = Some(entity);
            self.clusters[earlier].words.clear();
        }
        if let [letters] = &words[..] {
            self.defined.insert(letters.clone(), entity);
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
