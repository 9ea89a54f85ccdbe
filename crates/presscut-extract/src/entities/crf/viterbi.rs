//! The best sequence of tags of a sentence, by Viterbi's algorithm over the transitions that make sense.
//!
//! Takes a score for each tag of each token and one for each tag after each tag. The surprising part is how little of
//! it is done: inside of a name there are one or two ways on, and between names most tags cannot be on the best way.

use crate::entities::crf::bioes::{CLASSES, Class, OUTSIDE, Place, TAGS, Tag, tag, untag};

/// Whether a tag may follow another; the start and the end of a sentence are like [`OUTSIDE`].
pub fn may_follow(from: Tag, to: Tag) -> bool {
    let open = match untag(from) {
        Some((class, Place::Begin | Place::Inside)) => Some(class),
        _ => None,
    };
    match (open, untag(to)) {
        (Some(open), Some((class, Place::Inside | Place::End))) => open == class,
        (Some(_), _) => false,
        (None, Some((_, Place::Inside | Place::End))) => false,
        (None, _) => true,
    }
}

/// The transitions that make sense, with their weights.
#[derive(Debug, Clone)]
pub struct Transitions {
    /// For every tag after every tag; those that make no sense are infinitely bad.
    weights: [[f32; TAGS]; TAGS],
    /// By how much those from closed tags differ at the most.
    spread: f32,
    /// Inside of a name of each class.
    inner: Inner,
}

/// What follows, inside of a name of each class, on its beginning or inside: its inside, or its end.
#[derive(Debug, Clone)]
struct Inner {
    begin_inside: [f32; CLASSES],
    inside_inside: [f32; CLASSES],
    begin_end: [f32; CLASSES],
    inside_end: [f32; CLASSES],
}

/// Where the tags of each place begin; those of wholes follow those of ends.
const BEGIN: usize = tag(Class::ALL[0], Place::Begin) as usize;
const INSIDE: usize = tag(Class::ALL[0], Place::Inside) as usize;
const END: usize = tag(Class::ALL[0], Place::End) as usize;

/// Weighs the transitions that make sense.
pub fn allowed(weight: impl Fn(usize, usize) -> f32) -> Box<Transitions> {
    let one = |from: usize, to: usize| {
        if may_follow(from as Tag, to as Tag) { weight(from, to) } else { f32::NEG_INFINITY }
    };
    let weights: [[f32; TAGS]; TAGS] = std::array::from_fn(|from| std::array::from_fn(|to| one(from, to)));
    let finite = closed().flat_map(|from| weights[from]).filter(|weight| weight.is_finite());
    let (least, most) = finite.fold((0f32, 0f32), |(least, most), one| (least.min(one), most.max(one)));
    let of = |from: usize, to: usize| std::array::from_fn(|class| weights[from + class][to + class]);
    let inner = Inner {
        begin_inside: of(BEGIN, INSIDE),
        inside_inside: of(INSIDE, INSIDE),
        begin_end: of(BEGIN, END),
        inside_end: of(INSIDE, END),
    };
    Box::new(Transitions { weights, spread: most - least, inner })
}

/// Viterbi's algorithm: fills in the best tags, one for each token. Of sequences that are equally good, the one with the
/// lower tags.
///
/// Inside of a name there are one or two ways on. Between names every way is open, but a tag that is worse than the best
/// one by more than any transition could make good need not be asked: one or two are left of nineteen.
pub fn best_sequence(
    score: impl Fn(usize) -> [f32; TAGS],
    transitions: &Transitions,
    tags: &mut [Tag],
    back: &mut Vec<[u32; TAGS]>,
) {
    if tags.is_empty() {
        return;
    }
    back.clear();
    let first = score(0);
    let mut best: [f32; TAGS] =
        std::array::from_fn(|tag| first[tag] + transitions.weights[usize::from(OUTSIDE)][tag]);
    for at in 1..tags.len() {
        let (mut next, pointers) = transitions.step(&best);
        for (score, own) in next.iter_mut().zip(score(at)) {
            *score += own;
        }
        back.push(pointers);
        best = next;
    }
    let mut last = usize::from(OUTSIDE);
    for tag in closed() {
        if best[tag] > best[last] {
            last = tag;
        }
    }
    for (tag, pointers) in tags[1..].iter_mut().zip(&*back).rev() {
        *tag = last as Tag;
        last = pointers[last] as usize;
    }
    tags[0] = last as Tag;
}

impl Transitions {
    /// The scores of the best ways to each tag of the next token, and the tags before it on them. Pointers are as wide as
    /// scores, so that both are chosen in one step.
    fn step(&self, best: &[f32; TAGS]) -> ([f32; TAGS], [u32; TAGS]) {
        let most = best[END..].iter().fold(best[usize::from(OUTSIDE)], |most, &one| most.max(one));
        let mut candidates = closed().filter(|&from| best[from] + self.spread >= most);
        let first = candidates.next().unwrap_or(usize::from(OUTSIDE));
        // The tags that nothing closed leads to are infinitely bad here, until their own ways are gone.
        let mut pointers = [first as u32; TAGS];
        let mut next: [f32; TAGS] = std::array::from_fn(|tag| best[first] + self.weights[first][tag]);
        for from in candidates {
            for tag in 0..TAGS {
                let score = best[from] + self.weights[from][tag];
                let better = score > next[tag];
                next[tag] = if better { score } else { next[tag] };
                pointers[tag] = if better { from as u32 } else { pointers[tag] };
            }
        }
        let Inner { begin_inside, inside_inside, begin_end, inside_end } = &self.inner;
        for (to, from_begin, from_inside) in
            [(INSIDE, begin_inside, inside_inside), (END, begin_end, inside_end)]
        {
            for class in 0..CLASSES {
                let short = best[BEGIN + class] + from_begin[class];
                let long = best[INSIDE + class] + from_inside[class];
                let better = long > short;
                next[to + class] = if better { long } else { short };
                pointers[to + class] = if better { INSIDE + class } else { BEGIN + class } as u32;
            }
        }
        (next, pointers)
    }
}

/// The tags after which a name may begin: outside, and the ends and the wholes of all classes.
fn closed() -> impl Iterator<Item = usize> {
    std::iter::once(usize::from(OUTSIDE)).chain(END..TAGS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_before_it_ends() {
        let begin = tag(Class::Person, Place::Begin);
        let end = tag(Class::Person, Place::End);
        assert!(may_follow(begin, end) && may_follow(OUTSIDE, begin) && may_follow(end, begin));
        assert!(!may_follow(OUTSIDE, end) && !may_follow(begin, OUTSIDE));
        assert!(!may_follow(begin, tag(Class::Location, Place::End)));
        // The first token would like to begin a name; nothing lets it end, so it does not begin.
        let mut scores = [[0.0; TAGS]; 2];
        scores[0][usize::from(begin)] = 5.0;
        scores[1][usize::from(OUTSIDE)] = 9.0;
        assert_eq!(best(&scores, &allowed(|_, _| 0.0))[1], OUTSIDE);
    }

    fn best(scores: &[[f32; TAGS]], transitions: &Transitions) -> Vec<Tag> {
        let mut tags = vec![OUTSIDE; scores.len()];
        best_sequence(|at| scores[at], transitions, &mut tags, &mut Vec::new());
        tags
    }

    /// Every sequence that makes sense, tried.
    fn best_of_all(scores: &[[f32; TAGS]], transitions: &Transitions) -> Vec<Tag> {
        let mut paths = vec![(0.0, vec![OUTSIDE])];
        for row in scores {
            let longer = |(sum, path): &(f32, Vec<Tag>)| {
                let (sum, path) = (*sum, path.clone());
                let from = usize::from(path[path.len() - 1]);
                (0..TAGS).filter(move |&tag| transitions.weights[from][tag].is_finite()).map(move |tag| {
                    (sum + transitions.weights[from][tag] + row[tag], [&path[..], &[tag as Tag]].concat())
                })
            };
            paths = paths.iter().flat_map(longer).collect();
        }
        paths.retain(|(_, path)| may_follow(path[path.len() - 1], OUTSIDE));
        let best = paths.iter().map(|(sum, _)| *sum).fold(f32::NEG_INFINITY, f32::max);
        // Of equals the one whose last tag is the lowest, then the one before it.
        let equal = paths.into_iter().filter(|(sum, _)| *sum == best).map(|(_, path)| path);
        let path = equal.min_by_key(|path| path.iter().rev().copied().collect::<Vec<Tag>>());
        path.map(|path| path[1..].to_vec()).unwrap_or_default()
    }

    #[test]
    fn no_sequence_is_better_than_the_best() {
        let mut random = 7u64;
        let mut number = |limit: u64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((random >> 33) % (2 * limit + 1)) as f32 - limit as f32
        };
        for limit in [1, 3, 10, 40] {
            for _ in 0..5 {
                let weights: Vec<f32> = (0..TAGS * TAGS).map(|_| number(10)).collect();
                let transitions = allowed(|from, to| weights[from * TAGS + to]);
                let scores: Vec<[f32; TAGS]> =
                    (0..3).map(|_| std::array::from_fn(|_| number(limit))).collect();
                let found = best(&scores, &transitions);
                assert_eq!(found, best_of_all(&scores, &transitions));
            }
        }
    }
}
