//! Pairs of entities that may be one, each with the evidence: for a person to decide.
//!
//! What the archive merges by itself is certain; what is listed here is only likely. Pairs that people have
//! decided on differently are left out. All names are read once; likely pairs are found through what they share, so that the
//! cost grows with the number of names and not with its square.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::archive::ArchiveError;
use crate::archive::entities::blocking_key;
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::stored_values::stored_in;
use crate::model::EntityType;

/// Two entities that may be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The one that is named more.
    pub keep: Candidate,
    /// The other.
    pub merge: Candidate,
    /// The evidence for it.
    pub evidence: String,
    /// How likely it is, 0 to 1.
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

/// Where more entities than this share something, it is no evidence.
const MAX_SHARING: usize = 12;

/// The likely pairs, the likeliest and most named first.
pub fn suggest(archive: &ArchiveReader) -> Result<Vec<Suggestion>, ArchiveError> {
    let candidates = candidates(archive)?;
    let mut pairs = Pairs { all: &candidates, found: BTreeMap::new() };
    pairs.add_aliases(archive)?;
    pairs.add_same_key();
    pairs.add_people();
    pairs.add_organizations();
    pairs.add_spellings();
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

fn candidates(archive: &ArchiveReader) -> Result<Vec<Candidate>, ArchiveError> {
    let candidates = archive
        .connection()
        .prepare(
            "SELECT e.id, e.name, e.type, e.key, e.curated_id, (SELECT count(*) FROM mentions m WHERE m.entity_id = e.id)
             FROM entities e WHERE e.hidden = 0 ORDER BY e.id",
        )?
        .query_map([], |row| {
            let id = row.get(0)?;
            Ok(Candidate {
                id,
                name: row.get(1)?,
                kind: stored_in("entities", &id).entity_type(row)?,
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
    /// By the indexes of both in `all`, the lower first.
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
    fn add_aliases(&mut self, archive: &ArchiveReader) -> Result<(), ArchiveError> {
        let places: FxHashMap<i64, usize> =
            self.all.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
        let mut statement = archive.connection().prepare(
            "SELECT a.entity_id, e.id, a.alias, (SELECT count(*) FROM (SELECT x.id FROM entities x WHERE x.key = a.key AND x.is_alias = 1
                                          UNION SELECT y.entity_id FROM alias_rows y WHERE y.key = a.key))
             FROM alias_rows a JOIN entities e ON e.key = a.key AND e.id <> a.entity_id
             WHERE a.key <> (SELECT key FROM entities WHERE id = a.entity_id)",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (long, short, alias, sharing): (i64, i64, String, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let (Some(&long), Some(&short)) = (places.get(&long), places.get(&short)) else { continue };
            if self.all[long].kind != self.all[short].kind || sharing > MAX_SHARING as i64 {
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
    fn add_same_key(&mut self) {
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
    fn add_people(&mut self) {
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

    /// One is the other without its legal form.
    fn add_organizations(&mut self) {
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
                        self.add(a, b, 0.8, "the same name, with a company's legal form".into());
                    }
                }
            }
        }
    }

    /// One letter differs in a long name.
    fn add_spellings(&mut self) {
        for half in [true, false] {
            let part = |one: &Candidate| {
                let length = one.key.chars().count();
                let (from, to) = if half { (0, length / 2) } else { (length - length / 2, length) };
                let long = length >= 8 && one.key.is_ascii();
                long.then(|| format!("{}{}", one.kind.as_str(), &one.key[from..to]))
            };
            for group in self.groups_up_to(part, 4 * MAX_SHARING) {
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
        self.groups_up_to(key, MAX_SHARING)
    }

    /// The indexes of those that share something, where they are not too many.
    fn groups_up_to(&self, key: impl Fn(&Candidate) -> Option<String>, most: usize) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, one) in self.all.iter().enumerate() {
            if let Some(key) = key(one) {
                groups.entry(key).or_default().push(at);
            }
        }
        groups.into_values().filter(|group| (2..=most).contains(&group.len())).collect()
    }
}
