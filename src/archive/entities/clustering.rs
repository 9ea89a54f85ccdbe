//! Which of some names are one: decided from what they have in common and from what people have said of them.
//!
//! Takes names that may be one, gives sets of them; reads nothing and writes nothing. The surprising decision: where
//! people keep two apart, a step that would put them together is not taken at all, not even for the names in it of which
//! nobody has said anything.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::archive::entities::blocking_key;
use crate::archive::entities::entity_resolution::Name;
use crate::model::EntityType;

/// Numbers that are put together.
#[derive(Debug)]
pub(crate) struct Sets(Vec<usize>);

impl Sets {
    fn new(length: usize) -> Sets {
        Sets((0..length).collect())
    }

    fn of(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The members of each set.
    pub(crate) fn members(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.0.len() {
            members.entry(self.of(at)).or_default().push(at);
        }
        members
    }
}

/// Puts names together that have something in common, step by step: those with one link, those with one form in East
/// Asian script, an acronym and the one long form that it is given to. A step that would put together what people have
/// kept apart is not taken, and leaves those that nobody has decided on by themselves.
pub(crate) fn together(names: &[&Name]) -> Sets {
    let mut sets = Sets::new(names.len());
    let mut links: FxHashMap<(EntityType, &str), Vec<usize>> = FxHashMap::default();
    let mut natives: FxHashMap<(EntityType, &str), Vec<usize>> = FxHashMap::default();
    for (at, name) in names.iter().enumerate() {
        links.entry((name.kind, &name.link)).or_default().push(at);
        for form in name.native() {
            natives.entry((name.kind, form)).or_default().push(at);
        }
    }
    let linked = links.into_iter().flat_map(|((kind, _), linked)| match kind {
        EntityType::Person => by_initials(names, &linked),
        _ => vec![linked],
    });
    join_all(names, &mut sets, linked);
    join_all(names, &mut sets, natives.into_values());
    // Which long forms there are is looked at before any acronym is joined to one.
    let mut acronyms = Vec::new();
    for (at, short) in names.iter().enumerate().filter(|(_, name)| name.is_short()) {
        let long = names.iter().enumerate().filter(|(other, long)| {
            *other != at
                && long.kind == short.kind
                && !long.is_short()
                && long.acronyms().any(|key| key == short.key)
        });
        let long: Vec<usize> = long.map(|(at, _)| at).collect();
        let different: BTreeSet<usize> = long.iter().map(|at| sets.of(*at)).collect();
        if different.len() == 1 {
            acronyms.push(vec![at, long[0]]);
        }
    }
    join_all(names, &mut sets, acronyms.into_iter());
    for (at, name) in names.iter().enumerate().filter(|(_, name)| name.curated.is_some()) {
        if let Some(first) = names.iter().position(|other| other.curated == name.curated) {
            sets.join(first, at);
        }
    }
    sets
}

/// Of people with one link, those that are certainly one. "Jane Roe" is "Jane Q. Roe" where no Jane with another initial is
/// known; if many families are called so, an article has to call one as the other is called, too.
fn by_initials(names: &[&Name], linked: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in linked {
        groups.entry(blocking_key::initials(&names[*at].key)).or_default().push(*at);
    }
    let Some(plain) = groups.remove("") else { return groups.into_values().collect() };
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    let calls = |one: &usize, other: &usize| {
        names[*one].aliases.iter().any(|(_, key)| *key == names[*other].key && names[*one].key != *key)
    };
    match &mut groups[..] {
        [fuller]
            if !blocking_key::is_common_family(&names[plain[0]].key)
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

/// Joins the sets of each group, unless people have decided differently on some of them.
fn join_all(names: &[&Name], sets: &mut Sets, groups: impl Iterator<Item = Vec<usize>>) {
    let mut wanted = Sets(sets.0.clone());
    for group in groups {
        for at in &group {
            wanted.join(group[0], *at);
        }
    }
    for members in wanted.members().into_values() {
        let decisions: BTreeSet<i64> = members.iter().filter_map(|at| names[*at].curated).collect();
        if decisions.len() < 2 {
            for at in &members {
                sets.join(members[0], *at);
            }
        }
    }
}
