//! Pairs of entities that may be one, each with the evidence: for a person to decide.
//!
//! What the archive puts together by itself is certain; what is listed here is likely, no more. Pairs that people have
//! decided on differently are left out. All names are read once; likely pairs are found through what they share, so that the
//! cost grows with the number of names and not with its square.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use crate::archive::ArchiveError;
use crate::archive::entities::blocking_key;
use crate::model::EntityType;

/// Two entities that may be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The one that is named more.
    pub keep: Candidate,
    /// The other.
    pub merge: Candidate,
    /// What speaks for it.
    pub evidence: String,
    /// How much it speaks for it, 0 to 1.
    pub likelihood: f64,
}

/// An entity of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its row.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: EntityType,
    /// How often it is named.
    pub mentions: i64,
    key: String,
    curated: Option<i64>,
}

/// More entities than this do not share something that tells much.
const MOST_SHARING: usize = 12;

/// The likely pairs, the likeliest and most named first.
pub fn suggest(connection: &Connection) -> Result<Vec<Suggestion>, ArchiveError> {
    let candidates = candidates(connection)?;
    let mut pairs = Pairs { all: &candidates, found: BTreeMap::new() };
    pairs.by_alias(connection)?;
    pairs.of_one_key();
    pairs.of_people();
    pairs.of_organizations();
    pairs.of_spelling();
    let mut suggestions = pairs.into_suggestions();
    suggestions.sort_by(|a, b| {
        let mentions = |pair: &Suggestion| pair.keep.mentions + pair.merge.mentions;
        b.likelihood
            .total_cmp(&a.likelihood)
            .then(mentions(b).cmp(&mentions(a)))
            .then(a.keep.id.cmp(&b.keep.id))
    });
    Ok(suggestions)
}

fn candidates(connection: &Connection) -> Result<Vec<Candidate>, ArchiveError> {
    let candidates = connection
        .prepare(
            "SELECT e.id, e.name, e.type, e.key, e.curated_id, (SELECT count(*) FROM mentions m WHERE m.entity_id = e.id)
             FROM entities e WHERE e.hidden = 0 ORDER BY e.id",
        )?
        .query_map([], |row| {
            let kind = EntityType::named(row.get_ref(2)?.as_str().unwrap_or_default());
            Ok(Candidate {
                id: row.get(0)?,
                name: row.get(1)?,
                kind: kind.unwrap_or(EntityType::Misc),
                key: row.get(3)?,
                curated: row.get(4)?,
                mentions: row.get(5)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(candidates)
}

struct Pairs<'c> {
    all: &'c [Candidate],
    /// By the places of both in `all`, the lower first.
    found: BTreeMap<(usize, usize), (f64, BTreeSet<String>)>,
}

impl Pairs<'_> {
    fn add(&mut self, a: usize, b: usize, likelihood: f64, evidence: String) {
        let decided = self.all[a].curated.is_some() && self.all[b].curated.is_some();
        if a == b || decided {
            return;
        }
        let entry = self.found.entry((a.min(b), a.max(b))).or_insert((likelihood, BTreeSet::new()));
        entry.0 = entry.0.max(likelihood);
        entry.1.insert(evidence);
    }

    fn into_suggestions(self) -> Vec<Suggestion> {
        let suggestion = |((a, b), (likelihood, evidence)): ((usize, usize), (f64, BTreeSet<String>))| {
            let (a, b) = (&self.all[a], &self.all[b]);
            let (keep, merge) = if b.mentions > a.mentions { (b, a) } else { (a, b) };
            let evidence = evidence.into_iter().collect::<Vec<_>>().join("; ");
            Suggestion { keep: keep.clone(), merge: merge.clone(), evidence, likelihood }
        };
        self.found.into_iter().map(suggestion).collect()
    }

    /// An article calls one by the name of the other.
    fn by_alias(&mut self, connection: &Connection) -> Result<(), ArchiveError> {
        let places: FxHashMap<i64, usize> =
            self.all.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
        let mut statement = connection.prepare(
            "SELECT a.entity_id, e.id, a.alias, (SELECT count(DISTINCT x.entity_id) FROM aliases x WHERE x.key = a.key)
             FROM aliases a JOIN entities e ON e.key = a.key AND e.id <> a.entity_id
             WHERE a.key <> (SELECT key FROM entities WHERE id = a.entity_id)",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (long, short, alias, sharing): (i64, i64, String, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let (Some(&long), Some(&short)) = (places.get(&long), places.get(&short)) else { continue };
            if self.all[long].kind != self.all[short].kind || sharing > MOST_SHARING as i64 {
                continue;
            }
            let likelihood = if sharing == 2 { 0.9 } else { 0.9 / sharing as f64 };
            let shared = match sharing {
                2 => String::new(),
                n => format!(", and {} others too", n - 2),
            };
            self.add(
                long,
                short,
                likelihood,
                format!("an article calls {} “{alias}”{shared}", self.all[long].name),
            );
        }
        Ok(())
    }

    /// The same name, found as two types.
    fn of_one_key(&mut self) {
        for group in self.groups(|one| Some(one.key.clone())) {
            for pair in group.windows(2) {
                let kinds = [self.all[pair[0]].kind.as_str(), self.all[pair[1]].kind.as_str()];
                self.add(
                    pair[0],
                    pair[1],
                    0.7,
                    format!("the same name, as {} and as {}", kinds[0], kinds[1]),
                );
            }
        }
    }

    /// First and last word are the same, with more between them in one.
    fn of_people(&mut self) {
        let ends = |one: &Candidate| {
            let (first, rest) = one.key.split_once(' ').filter(|_| one.kind == EntityType::Person)?;
            Some(format!("{first} {}", rest.rsplit(' ').next()?))
        };
        for group in self.groups(ends) {
            for (at, &a) in group.iter().enumerate() {
                for &b in &group[at + 1..] {
                    let words = |at: usize| self.all[at].key.split(' ').count();
                    if words(a).min(words(b)) == 2 && words(a) != words(b) {
                        self.add(a, b, 0.6, "one has a middle name that the other lacks".into());
                    }
                }
            }
        }
    }

    /// One is the other without what says that it is a company.
    fn of_organizations(&mut self) {
        let bare = |one: &Candidate| {
            let first = one.key.split(' ').next().filter(|_| one.kind == EntityType::Organization)?;
            Some(first.to_string())
        };
        for group in self.groups(bare) {
            for (at, &a) in group.iter().enumerate() {
                for &b in &group[at + 1..] {
                    let (short, long) =
                        if self.all[a].key.len() < self.all[b].key.len() { (a, b) } else { (b, a) };
                    let rest = self.all[long].key.strip_prefix(self.all[short].key.as_str());
                    if rest.is_some_and(|rest| rest.starts_with(' ') && blocking_key::are_company_forms(rest))
                    {
                        self.add(a, b, 0.8, "the same name, with what says that it is a company".into());
                    }
                }
            }
        }
    }

    /// One letter differs in a long name.
    fn of_spelling(&mut self) {
        for half in [true, false] {
            let part = |one: &Candidate| {
                let length = one.key.chars().count();
                let (from, to) = if half { (0, length / 2) } else { (length - length / 2, length) };
                let long = length >= 8 && one.key.is_ascii();
                long.then(|| format!("{}{}", one.kind.as_str(), &one.key[from..to]))
            };
            for group in self.groups_of(part, 4 * MOST_SHARING) {
                for (at, &a) in group.iter().enumerate() {
                    for &b in &group[at + 1..] {
                        let [one, other] = [&self.all[a].key, &self.all[b].key];
                        let digits = one.contains(|c: char| c.is_ascii_digit())
                            || other.contains(|c: char| c.is_ascii_digit());
                        if !digits && strsim::osa_distance(one, other) == 1 {
                            self.add(a, b, 0.75, "one letter differs".into());
                        }
                    }
                }
            }
        }
    }

    fn groups(&self, key: impl Fn(&Candidate) -> Option<String>) -> Vec<Vec<usize>> {
        self.groups_of(key, MOST_SHARING)
    }

    /// The places of those that share something, where they are not too many.
    fn groups_of(&self, key: impl Fn(&Candidate) -> Option<String>, most: usize) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, one) in self.all.iter().enumerate() {
            if let Some(key) = key(one) {
                groups.entry(key).or_default().push(at);
            }
        }
        groups.into_values().filter(|group| (2..=most).contains(&group.len())).collect()
    }
}
