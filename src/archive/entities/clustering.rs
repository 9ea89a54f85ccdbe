//! Clusters names that may be one entity: from what they have in common, and from what people have decided.
//!
//! Takes names, gives a union-find of them; reads nothing and writes nothing. The surprising decision: where
//! people keep two apart, a step that would join them is not taken at all, not even for the names in it on which
//! nobody has decided anything.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::archive::entities::blocking_key;
use crate::archive::entities::found_name::FoundName;
use crate::model::EntityType;

/// Disjoint sets of the numbers from 0, each set known by its lowest number.
#[derive(Debug)]
pub(crate) struct UnionFind(Vec<usize>);

impl UnionFind {
    fn new(length: usize) -> UnionFind {
        UnionFind((0..length).collect())
    }

    fn find(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn union(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The members of each set.
    pub(crate) fn members(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.0.len() {
            members.entry(self.find(at)).or_default().push(at);
        }
        members
    }
}

/// Joins names step by step: those with one blocking key, those with one form in East Asian script, an acronym and the one
/// long form that it is given to, and last those that people have decided to be one. A step that would join what people have
/// kept apart is not taken, and leaves the names that nobody has decided on apart.
pub(crate) fn cluster(names: &[&FoundName]) -> UnionFind {
    let mut sets = UnionFind::new(names.len());
    let mut blocks: FxHashMap<(EntityType, &str), Vec<usize>> = FxHashMap::default();
    let mut east_asian: FxHashMap<(EntityType, &str), Vec<usize>> = FxHashMap::default();
    for (at, name) in names.iter().enumerate() {
        blocks.entry((name.kind, &name.block)).or_default().push(at);
        for form in name.east_asian_forms() {
            east_asian.entry((name.kind, form)).or_default().push(at);
        }
    }
    let same_block = blocks.into_iter().flat_map(|((kind, _), same_block)| match kind {
        EntityType::Person => split_by_middle_names(names, &same_block),
        _ => vec![same_block],
    });
    union_unless_decided(names, &mut sets, same_block);
    union_unless_decided(names, &mut sets, east_asian.into_values());
    // The long forms are counted before any acronym is joined to one.
    let mut acronyms = Vec::new();
    for (at, short) in names.iter().enumerate().filter(|(_, name)| name.is_distinctive_acronym()) {
        let long = names.iter().enumerate().filter(|(other, long)| {
            *other != at
                && long.kind == short.kind
                && !long.is_distinctive_acronym()
                && long.acronyms().any(|key| key == short.key)
        });
        let long: Vec<usize> = long.map(|(at, _)| at).collect();
        let different: BTreeSet<usize> = long.iter().map(|at| sets.find(*at)).collect();
        if different.len() == 1 {
            acronyms.push(vec![at, long[0]]);
        }
    }
    union_unless_decided(names, &mut sets, acronyms.into_iter());
    for (at, name) in names.iter().enumerate().filter(|(_, name)| name.curated.is_some()) {
        if let Some(first) = names.iter().position(|other| other.curated == name.curated) {
            sets.union(first, at);
        }
    }
    sets
}

/// Splits people with one blocking key into those that are certainly one. "Jane Roe" is "Jane Q. Roe" where no Jane with
/// another initial is known; for a common family name, and for "Jane Ada Roe", an article also has to use both names for one
/// person. Forms of well-known people have no names between.
fn split_by_middle_names(names: &[&FoundName], same_block: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in same_block {
        groups.entry(blocking_key::middle_names(&names[*at].key)).or_default().push(*at);
    }
    let Some(plain) = groups.remove("") else { return groups.into_values().collect() };
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    let calls = |one: &usize, other: &usize| {
        names[*one].forms.iter().any(|form| form.key == names[*other].key && names[*one].key != form.key)
    };
    match &mut groups[..] {
        [fuller]
            if (!blocking_key::is_common_family(&names[plain[0]].key)
                && blocking_key::are_initials(&blocking_key::middle_names(&names[fuller[0]].key)))
                || fuller
                    .iter()
                    .any(|one| plain.iter().any(|other| calls(one, other) || calls(other, one))) =>
        {
            fuller.extend(plain);
        }
        _ => groups.push(plain),
    }
    groups
}

/// Joins the sets of each group, unless people have decided on several of them.
fn union_unless_decided(
    names: &[&FoundName],
    sets: &mut UnionFind,
    groups: impl Iterator<Item = Vec<usize>>,
) {
    let mut joined = UnionFind(sets.0.clone());
    for group in groups {
        for at in &group {
            joined.union(group[0], *at);
        }
    }
    for members in joined.members().into_values() {
        let decisions: BTreeSet<i64> = members.iter().filter_map(|at| names[*at].curated).collect();
        if decisions.len() < 2 {
            for at in &members {
                sets.union(members[0], *at);
            }
        }
    }
}
