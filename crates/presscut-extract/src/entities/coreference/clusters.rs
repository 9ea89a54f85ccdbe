//! Clusters of names: the state of coreference while an article is read from beginning to end.
//!
//! Takes names one by one, each with its type and title; gives the number of the entity that it means. The surprising
//! part: a cluster can turn out to be part of another one later, when a parenthesis explains initials that were used
//! before; numbers are settled at the end.

use rustc_hash::FxHashMap;

use crate::Document;
use crate::document::is_cjk;
use crate::entities::crf::bioes::TaggedName;
use crate::entities::grammar::{EntityGrammar, Gender};
use crate::{Entity, EntityType, LocalEntity, Mention};

use crate::entities::coreference::form_counts::{DistinctNames, FormCounts, SoleOpeners};
use crate::entities::coreference::name_forms::{
    acronym_letters, are_initials, collapse_white_space, ends_in_suffix, is_misspelt, is_part_of_person,
    is_within_person, shares_stem, words_of, words_of_people, words_of_person,
};

/// How many clusters a name is compared with at most, the latest ones, for each of its words. More in one article are of a list
/// of names, in which a family name or "committee" stands a thousand times.
const MAX_COMPARED_CLUSTERS: usize = 256;

/// How many forms of an entity a name is compared with at most, the first ones.
const MAX_COMPARED_FORMS: usize = 64;

/// The names of one entity.
struct Cluster {
    kind: EntityType,
    /// The fullest form so far.
    name: String,
    /// All forms, in order, each once.
    forms: Vec<String>,
    /// The words of all forms, as they are compared.
    words: Vec<Vec<String>>,
    /// The words of its bearer's titles, in small letters.
    titles: Vec<String>,
    /// What the titles say of the gender.
    gender: Option<Gender>,
    /// The token where it was named last.
    last: usize,
    /// The cluster that it turned out to be part of.
    part_of: Option<usize>,
}

impl Cluster {
    fn into_entity(self, grammar: &dyn EntityGrammar) -> Entity {
        let is_given_name = |form: &String| grammar.is_lone_given_name(&form.to_lowercase());
        let is_identified = self.kind != EntityType::Person
            || !self.titles.is_empty()
            || !self.forms.iter().all(is_given_name);
        let aliases = self.forms.into_iter().filter(|form| *form != self.name).collect();
        Entity { name: self.name, kind: self.kind, aliases, is_identified }
    }

    /// Adds a form; it becomes the name if it is fuller, unless the name is a universal one.
    fn add_form(&mut self, form: &str, words: Vec<String>, grammar: &dyn EntityGrammar) {
        if !self.forms.iter().any(|known| known == form) {
            self.forms.push(form.to_string());
        }
        if !words.is_empty() && self.words.len() < MAX_COMPARED_FORMS && !self.words.contains(&words) {
            let fuller = words.len() > self.words.iter().map(Vec::len).max().unwrap_or(0);
            if fuller && !grammar.universal_names().iter().any(|(name, _)| *name == self.name) {
                self.name = form.to_string();
            }
            self.words.push(words);
        }
    }
}

/// All clusters of an article.
pub(super) struct NameClusters<'d, 't> {
    document: &'d Document<'t>,
    grammar: &'d dyn EntityGrammar,
    clusters: Vec<Cluster>,
    /// From a word to the clusters that have it in a form.
    by_words: FxHashMap<String, Vec<usize>>,
    /// From initials that a parenthesis has given to the cluster that they mean.
    defined: FxHashMap<String, usize>,
    sole_openers: SoleOpeners,
    counts: FormCounts,
}

impl<'d, 't> NameClusters<'d, 't> {
    pub(super) fn new(
        document: &'d Document<'t>,
        grammar: &'d dyn EntityGrammar,
        names: &[TaggedName],
    ) -> NameClusters<'d, 't> {
        let distinct = DistinctNames::collect(document, names);
        NameClusters {
            document,
            grammar,
            clusters: Vec::new(),
            by_words: FxHashMap::default(),
            defined: FxHashMap::default(),
            sole_openers: SoleOpeners::collect(&distinct, grammar),
            counts: FormCounts::collect(&distinct, grammar),
        }
    }

    /// The number of the cluster of a name; a new one if no cluster fits.
    pub(super) fn cluster_of(&mut self, name: &TaggedName, kind: EntityType, title: Option<&str>) -> usize {
        let surface = self.document.slice(name.start..name.end);
        let form = collapse_white_space(surface);
        let form = match kind {
            EntityType::Location => self.grammar.strip_place_description(&form),
            EntityType::Organization => self.grammar.strip_body_noun(&form),
            _ => &form,
        };
        let at = self.universal_cluster(form, kind).unwrap_or_else(|| self.local_cluster(form, kind, title));
        self.clusters[at].last = name.start;
        if let Some(title) = title {
            let cluster = &mut self.clusters[at];
            cluster.gender = cluster.gender.or(self.grammar.title_gender(title));
            cluster.titles.extend(title.split_whitespace().map(str::to_lowercase));
        }
        at
    }

    /// The number of the cluster of an organisation whose country is named right before it, from the token `start` on. A body
    /// that each country has is known by its country: "Russia’s Defence Ministry" is not "Ukraine’s Defence Ministry".
    pub(super) fn cluster_of_country(&mut self, name: &TaggedName, start: usize) -> usize {
        let form = collapse_white_space(self.document.slice(name.start..name.end));
        let words = words_of(&form, self.grammar);
        if !self.grammar.is_body_of_each_country(&words) {
            return self.cluster_of(name, EntityType::Organization, None);
        }
        let qualified = collapse_white_space(self.document.slice(start..name.end));
        let own = words_of(&qualified, self.grammar);
        let found = self.find_latest(&words, EntityType::Organization, |cluster| {
            cluster.words.iter().any(|known| self.is_of_one_country(&own, known))
        });
        let at = found.unwrap_or_else(|| self.new_cluster(&qualified, own, EntityType::Organization));
        self.clusters[at].add_form(&form, Vec::new(), self.grammar);
        self.clusters[at].last = name.start;
        at
    }

    /// The number of the cluster of a state that has the name of a city, with the word after it: "Washington state".
    pub(super) fn cluster_of_state(&mut self, name: &TaggedName) -> usize {
        let form = collapse_white_space(self.document.slice(name.start..name.end));
        let qualified = collapse_white_space(self.document.slice(name.start..name.end + 1));
        let at = self.local_cluster(&qualified, EntityType::Location, None);
        self.clusters[at].add_form(&form, Vec::new(), self.grammar);
        self.clusters[at].last = name.start;
        at
    }

    /// The cluster of a name that means one entity in any article.
    fn universal_cluster(&mut self, form: &str, kind: EntityType) -> Option<usize> {
        let lower = form.to_lowercase();
        let (canonical, _) =
            self.grammar.universal_names().iter().find(|(_, forms)| forms.contains(&lower.as_str()))?;
        let words = words_of(canonical, self.grammar);
        let at = self.find_exact(&words, kind).unwrap_or_else(|| self.new_cluster(canonical, words, kind));
        self.clusters[at].add_form(form, Vec::new(), self.grammar);
        Some(at)
    }

    /// The cluster of a name by what this article says.
    fn local_cluster(&mut self, form: &str, kind: EntityType, title: Option<&str>) -> usize {
        let words = match kind {
            EntityType::Person => words_of_person(form, self.grammar),
            EntityType::Norp => words_of_people(form, self.grammar),
            _ => words_of(form, self.grammar),
        };
        let defined = words.first().filter(|_| words.len() == 1 && kind != EntityType::Person);
        let found = defined.and_then(|letters| self.defined.get(letters)).copied();
        let found = found.or_else(|| match kind {
            EntityType::Person => self.find_person(&words, title),
            EntityType::Organization => {
                self.find_exact(&words, kind).or_else(|| self.find_organization(&words, form))
            }
            _ => self.find_exact(&words, kind),
        });
        match found {
            Some(at) => {
                self.clusters[at].add_form(form, words.clone(), self.grammar);
                self.index_words(&words, at);
                at
            }
            None => self.new_cluster(form, words, kind),
        }
    }

    fn new_cluster(&mut self, form: &str, words: Vec<String>, kind: EntityType) -> usize {
        let at = self.clusters.len();
        self.index_words(&words, at);
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

    fn index_words(&mut self, words: &[String], at: usize) {
        for word in words {
            let clusters = self.by_words.entry(word.clone()).or_default();
            if !clusters.iter().rev().take(MAX_COMPARED_CLUSTERS).any(|known| *known == at) {
                clusters.push(at);
            }
        }
    }

    /// Of the clusters of a type that share a word and fit, the one that was named last.
    fn find_latest(
        &self,
        words: &[String],
        kind: EntityType,
        fits: impl Fn(&Cluster) -> bool,
    ) -> Option<usize> {
        let shared = words
            .iter()
            .filter_map(|word| self.by_words.get(word))
            .flat_map(|clusters| clusters.iter().rev().take(MAX_COMPARED_CLUSTERS))
            .copied();
        shared
            .filter(|&at| {
                let cluster = &self.clusters[at];
                cluster.part_of.is_none() && cluster.kind == kind && fits(cluster)
            })
            .max_by_key(|&at| (self.clusters[at].last, at))
    }

    fn find_exact(&self, words: &[String], kind: EntityType) -> Option<usize> {
        self.find_latest(words, kind, |cluster| cluster.words.iter().any(|form| form == words))
    }

    /// A person by the same name, by part of a full name, or by a fuller form of a partial name. Of several, the one with
    /// the same title; Mr Chen is not Ms Chen.
    fn find_person(&self, words: &[String], title: Option<&str>) -> Option<usize> {
        let gender = title.and_then(|title| self.grammar.title_gender(title));
        let may_be =
            |cluster: &Cluster| cluster.gender.is_none() || gender.is_none() || cluster.gender == gender;
        let titles: Vec<String> = title.unwrap_or("").split_whitespace().map(str::to_lowercase).collect();
        let titled = |cluster: &Cluster| {
            titles
                .iter()
                .any(|word| self.grammar.distinguishes_bearers(word) && cluster.titles.contains(word))
        };
        let same = |cluster: &Cluster| cluster.words.iter().any(|form| form == words);
        // A fuller name is compared with the fullest known form: Ana Reyes is not the Luis Reyes who is also "Reyes".
        let fullest = |cluster: &Cluster| cluster.words.iter().map(Vec::len).max().unwrap_or(0);
        let part = |cluster: &Cluster| {
            let full = fullest(cluster);
            cluster.words.iter().any(|form| {
                self.may_share_suffix(words, form)
                    && (is_part_of_person(words, form, self.grammar)
                        || (form.len() == full && is_part_of_person(form, words, self.grammar)))
            })
        };
        let within = |cluster: &Cluster| {
            let full = fullest(cluster);
            cluster.words.iter().any(|form| {
                is_within_person(words, form) || (form.len() == full && is_within_person(form, words))
            })
        };
        let latest = |fits: &dyn Fn(&Cluster) -> bool| self.find_latest(words, EntityType::Person, fits);
        if words.len() > 1
            && let Some(same) = latest(&|cluster| same(cluster))
        {
            return Some(same);
        }
        latest(&|cluster| titled(cluster) && may_be(cluster) && (same(cluster) || part(cluster)))
            .or_else(|| latest(&|cluster| may_be(cluster) && (same(cluster) || part(cluster))))
            .or_else(|| latest(&|cluster| may_be(cluster) && within(cluster)))
            .or_else(|| self.find_misspelt(words))
    }

    /// The only person whose surname differs from a lone one in a letter or two, where that one is used at most twice and the
    /// other more often: "Olena Zelenska … Zelenksa
    /// said". A surname that others have is no slip.
    fn find_misspelt(&self, words: &[String]) -> Option<usize> {
        const MAX_USES: usize = 2;
        let [surname] = words else { return None };
        let uses = self.counts.uses(words);
        if uses > MAX_USES || self.grammar.is_listed_surname(surname) {
            return None;
        }
        let recent = self.clusters.iter().enumerate().rev().take(MAX_COMPARED_CLUSTERS);
        let mut found = recent.filter(|(_, cluster)| {
            cluster.kind == EntityType::Person
                && cluster.part_of.is_none()
                && cluster.words.iter().any(|form| {
                    form.len() > 1 && form.last().is_some_and(|known| is_misspelt(surname, known))
                })
        });
        let (at, _) = found.next()?;
        found.next().is_none().then_some(at)
    }

    /// Whether a name can mean somebody who has a form, as far as "Jr" and the like go. A full name without it is the father,
    /// unless the form with it came first and is as common.
    fn may_share_suffix(&self, words: &[String], form: &[String]) -> bool {
        let (has, had) = (ends_in_suffix(words, self.grammar), ends_in_suffix(form, self.grammar));
        match (has, had) {
            (true, false) => form.len() < 2,
            (false, true) => words.len() < 2 || self.counts.is_as_common(form, words),
            _ => true,
        }
    }

    /// An organisation by its initials, by the beginning or the end of its long form, or by the long form of initials
    /// that came first.
    fn find_organization(&self, words: &[String], form: &str) -> Option<usize> {
        let by_words = self.find_latest(words, EntityType::Organization, |cluster| {
            cluster.words.iter().any(|known| {
                self.is_short_for(words, form, known)
                    || self.is_company(words, known)
                    || self.is_of_one_country(words, known)
            })
        });
        let is_one =
            |cluster: &Cluster| cluster.kind == EntityType::Organization && cluster.part_of.is_none();
        let find = |fits: &dyn Fn(&Cluster) -> bool| {
            let latest = self.clusters.iter().enumerate().rev().take(MAX_COMPARED_CLUSTERS);
            latest.into_iter().find(|(_, cluster)| fits(cluster)).map(|(at, _)| at)
        };
        by_words.or_else(|| match acronym_letters(form) {
            Some(letters) => find(&|cluster| {
                is_one(cluster)
                    && cluster.forms.iter().take(MAX_COMPARED_FORMS).any(|long| are_initials(&letters, long))
            }),
            None if words.len() > 1 => find(&|cluster| {
                let letters = acronym_letters(&cluster.name);
                is_one(cluster)
                    && letters.is_some_and(|letters| letters.len() > 2 && are_initials(&letters, form))
            }),
            None => None,
        })
    }

    /// Whether two forms are one body of one country: "Russian Defence Ministry" and "Russia’s Defence Ministry".
    fn is_of_one_country(&self, words: &[String], known: &[String]) -> bool {
        matches!((words, known), ([country, body @ ..], [other, same @ ..])
            if body == same && shares_stem(country, other) && self.grammar.is_body_of_each_country(body))
    }

    /// Whether a form is the beginning or the end of a longer one that came first. The beginning is often a name of its own
    /// (the Arden Post and the Arden Post Crossword): one of several words, or in capitals, has to be no commoner than the
    /// longer one.
    fn is_short_for(&self, short: &[String], form: &str, long: &[String]) -> bool {
        if long.len() <= short.len() {
            return false;
        }
        let is_company = long.last().is_some_and(|word| self.grammar.is_company_form(word));
        match short {
            [word] => {
                long.starts_with(short)
                    && self.sole_openers.contains(word)
                    && !self.grammar.names_whole_body(word)
                    && (is_company
                        || acronym_letters(form).is_none()
                        || self.counts.is_as_common(long, short))
            }
            _ => {
                long.ends_with(short)
                    || long.starts_with(short) && (is_company || self.counts.is_as_common(long, short))
            }
        }
    }

    /// Whether one of two forms is the other with the form of a company after it, in either order: "Arden Motor" and "Arden
    /// Motor Co".
    fn is_company(&self, words: &[String], known: &[String]) -> bool {
        let (short, long) = if words.len() < known.len() { (words, known) } else { (known, words) };
        let is_opener = short.len() > 1 || short.first().is_some_and(|word| self.sole_openers.contains(word));
        is_opener
            && long.len() > short.len()
            && long.starts_with(short)
            && long[short.len()..].iter().all(|word| self.grammar.is_company_form(word))
    }

    /// Reads other forms of a name from a parenthesis after it: "(TSMC, 台積電)".
    pub(super) fn read_parenthesis(&mut self, at: usize, entity: usize) {
        if at >= self.document.tokens.len() || self.document.word(at) != "(" {
            return;
        }
        for token in at + 1..self.document.tokens.len().min(at + 8) {
            let word = self.document.word(token);
            let separates =
                |word: &str| matches!(word, "," | ";" | "、") || self.grammar.joins_alternatives(word);
            let (before, after) = (self.document.word(token - 1), token + 1);
            let alone = (before == "(" || separates(before))
                && after < self.document.tokens.len()
                && (self.document.word(after) == ")" || separates(self.document.word(after)));
            let cluster = &self.clusters[entity];
            // "Umno" is written like a word: its letters must be the initials.
            let initials = acronym_letters(word).is_some()
                || (word.chars().count() > 2 && are_initials(&word.to_uppercase(), &cluster.name));
            // "LUNDBY CITY (AP)": the letters after a place are often somebody else's.
            let may_have = match cluster.kind {
                EntityType::Person => false,
                EntityType::Location => are_initials(&word.to_uppercase(), &cluster.name),
                _ => true,
            };
            let initials = initials && may_have && cluster.name.contains(' ');
            let native = word.chars().all(is_cjk);
            if word == ")" {
                return;
            }
            if alone && native {
                self.clusters[entity].add_form(word, Vec::new(), self.grammar);
            } else if alone && initials {
                self.add_initials(word, entity);
            }
        }
    }
}

impl NameClusters<'_, '_> {
    /// Adds initials that a parenthesis gives; what had them for its only name before is the same entity.
    fn add_initials(&mut self, initials: &str, entity: usize) {
        let words = words_of(initials, self.grammar);
        let earlier: Vec<usize> = EntityType::ALL
            .iter()
            .filter(|kind| **kind != EntityType::Person)
            .filter_map(|kind| self.find_exact(&words, *kind))
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
        self.index_words(&words, entity);
    }

    /// The entities, each once, and the mentions with the numbers of their entities.
    pub(super) fn into_entities(self, mut mentions: Vec<Mention>) -> (Vec<Entity>, Vec<Mention>) {
        let whole_of = |mut at: usize| {
            while let Some(other) = self.clusters[at].part_of {
                at = other;
            }
            at
        };
        let mut numbers = vec![None; self.clusters.len()];
        let mut order = Vec::new();
        for mention in &mut mentions {
            let at = whole_of(mention.entity.0);
            let number = *numbers[at].get_or_insert_with(|| {
                order.push(at);
                order.len() - 1
            });
            mention.entity = LocalEntity(number);
        }
        let mut clusters: Vec<Option<Cluster>> = self.clusters.into_iter().map(Some).collect();
        let entities = order.into_iter().filter_map(|at| clusters[at].take());
        let entities = entities.map(|cluster| cluster.into_entity(self.grammar)).collect();
        (entities, mentions)
    }
}
