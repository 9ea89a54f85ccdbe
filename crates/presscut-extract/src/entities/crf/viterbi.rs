//! Viterbi's algorithm: the tag sequence of a sentence with the highest score, over the transitions that BIOES allows.
//!
//! Takes a score for each tag of each token and one for each pair of tags. The surprising part is how little is
//! computed: inside a name only one or two tags can follow, and between names most tags cannot be on the best path.

use crate::entities::crf::bioes::{
    BioesPosition, NAME_CLASSES, NameClass, OUTSIDE, TAG_COUNT, Tag, decode_tag, encode_tag,
};

/// Whether `to` may follow `from`; the start and the end of a sentence count as [`OUTSIDE`].
pub fn may_follow(from: Tag, to: Tag) -> bool {
    let open = match decode_tag(from) {
        Some((class, BioesPosition::Begin | BioesPosition::Inside)) => Some(class),
        _ => None,
    };
    match (open, decode_tag(to)) {
        (Some(open), Some((class, BioesPosition::Inside | BioesPosition::End))) => open == class,
        (Some(_), _) => false,
        (None, Some((_, BioesPosition::Inside | BioesPosition::End))) => false,
        (None, _) => true,
    }
}

/// The weights of the allowed transitions.
#[derive(Debug, Clone)]
pub struct Transitions {
    /// By tag and following tag; negative infinity where the transition is not allowed.
    weights: [[f32; TAG_COUNT]; TAG_COUNT],
    /// The largest difference between two transitions from closed tags.
    spread: f32,
    /// The transitions inside a name.
    inner: InnerTransitions,
}

/// For each class, the weights from its begin and inside tags to its inside and end tags.
#[derive(Debug, Clone)]
struct InnerTransitions {
    begin_inside: [f32; NAME_CLASSES],
    inside_inside: [f32; NAME_CLASSES],
    begin_end: [f32; NAME_CLASSES],
    inside_end: [f32; NAME_CLASSES],
}

/// The first tag of each position; the whole tags follow the end tags.
const BEGIN: usize = encode_tag(NameClass::ALL[0], BioesPosition::Begin) as usize;
const INSIDE: usize = encode_tag(NameClass::ALL[0], BioesPosition::Inside) as usize;
const END: usize = encode_tag(NameClass::ALL[0], BioesPosition::End) as usize;

/// Weighs the transitions that BIOES allows.
pub fn weigh_transitions(weight: impl Fn(usize, usize) -> f32) -> Box<Transitions> {
    let one = |from: usize, to: usize| {
        if may_follow(from as Tag, to as Tag) { weight(from, to) } else { f32::NEG_INFINITY }
    };
    let weights: [[f32; TAG_COUNT]; TAG_COUNT] =
        std::array::from_fn(|from| std::array::from_fn(|to| one(from, to)));
    let finite = closed().flat_map(|from| weights[from]).filter(|weight| weight.is_finite());
    let (least, most) = finite.fold((0f32, 0f32), |(least, most), one| (least.min(one), most.max(one)));
    let by_class = |from: usize, to: usize| std::array::from_fn(|class| weights[from + class][to + class]);
    let inner = InnerTransitions {
        begin_inside: by_class(BEGIN, INSIDE),
        inside_inside: by_class(INSIDE, INSIDE),
        begin_end: by_class(BEGIN, END),
        inside_end: by_class(INSIDE, END),
    };
    Box::new(Transitions { weights, spread: most - least, inner })
}

/// Fills `tags` with the best sequence, one tag for each token. Of sequences with equal scores, the one with the lower
/// tags wins. `back` is scratch space.
///
/// Inside a name one or two tags can follow. Between names any may follow, but a tag whose score is behind the best by
/// more than any transition could make up for is skipped: one or two of nineteen remain.
pub fn decode_best_tags(
    score: impl Fn(usize) -> [f32; TAG_COUNT],
    transitions: &Transitions,
    tags: &mut [Tag],
    back: &mut Vec<[u32; TAG_COUNT]>,
) {
    if tags.is_empty() {
        return;
    }
    back.clear();
    let first = score(0);
    let mut best: [f32; TAG_COUNT] =
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
    /// The best score for each tag of the next token, and the tag before it on that path. Pointers are as wide as scores,
    /// so that the compiler selects both with the same vector instructions.
    fn step(&self, best: &[f32; TAG_COUNT]) -> ([f32; TAG_COUNT], [u32; TAG_COUNT]) {
        let most = best[END..].iter().fold(best[usize::from(OUTSIDE)], |most, &one| most.max(one));
        let mut candidates = closed().filter(|&from| best[from] + self.spread >= most);
        let first = candidates.next().unwrap_or(usize::from(OUTSIDE));
        // Tags that no closed tag leads to are negative infinity here; the loop over inner transitions sets them.
        let mut pointers = [first as u32; TAG_COUNT];
        let mut next: [f32; TAG_COUNT] = std::array::from_fn(|tag| best[first] + self.weights[first][tag]);
        for from in candidates {
            for tag in 0..TAG_COUNT {
                let score = best[from] + self.weights[from][tag];
                let better = score > next[tag];
                next[tag] = if better { score } else { next[tag] };
                pointers[tag] = if better { from as u32 } else { pointers[tag] };
            }
        }
        let InnerTransitions { begin_inside, inside_inside, begin_end, inside_end } = &self.inner;
        for (to, from_begin, from_inside) in
            [(INSIDE, begin_inside, inside_inside), (END, begin_end, inside_end)]
        {
            for class in 0..NAME_CLASSES {
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

/// The tags after which a name may begin: outside, and the end and whole tags of all classes.
fn closed() -> impl Iterator<Item = usize> {
    std::iter::once(usize::from(OUTSIDE)).chain(END..TAG_COUNT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_before_it_ends() {
        let begin = encode_tag(NameClass::Person, BioesPosition::Begin);
        let end = encode_tag(NameClass::Person, BioesPosition::End);
        assert!(may_follow(begin, end) && may_follow(OUTSIDE, begin) && may_follow(end, begin));
        assert!(!may_follow(OUTSIDE, end) && !may_follow(begin, OUTSIDE));
        assert!(!may_follow(begin, encode_tag(NameClass::Location, BioesPosition::End)));
        // The first token scores best as a beginning, but no end follows, so it is not one.
        let mut scores = [[0.0; TAG_COUNT]; 2];
        scores[0][usize::from(begin)] = 5.0;
        scores[1][usize::from(OUTSIDE)] = 9.0;
        assert_eq!(best(&scores, &weigh_transitions(|_, _| 0.0))[1], OUTSIDE);
    }

    fn best(scores: &[[f32; TAG_COUNT]], transitions: &Transitions) -> Vec<Tag> {
        let mut tags = vec![OUTSIDE; scores.len()];
        decode_best_tags(|at| scores[at], transitions, &mut tags, &mut Vec::new());
        tags
    }

    /// The best of all allowed sequences, by trying each.
    fn best_by_enumeration(scores: &[[f32; TAG_COUNT]], transitions: &Transitions) -> Vec<Tag> {
        let mut paths = vec![(0.0, vec![OUTSIDE])];
        for row in scores {
            let longer = |(sum, path): &(f32, Vec<Tag>)| {
                let (sum, path) = (*sum, path.clone());
                let from = usize::from(path[path.len() - 1]);
                (0..TAG_COUNT).filter(move |&tag| transitions.weights[from][tag].is_finite()).map(
                    move |tag| {
                        (sum + transitions.weights[from][tag] + row[tag], [&path[..], &[tag as Tag]].concat())
                    },
                )
            };
            paths = paths.iter().flat_map(longer).collect();
        }
        paths.retain(|(_, path)| may_follow(path[path.len() - 1], OUTSIDE));
        let best = paths.iter().map(|(sum, _)| *sum).fold(f32::NEG_INFINITY, f32::max);
        // Ties: the lowest last tag, then the lowest before it.
        let equal = paths.into_iter().filter(|(sum, _)| *sum == best).map(|(_, path)| path);
        let path = equal.min_by_key(|path| path.iter().rev().copied().collect::<Vec<Tag>>());
        path.map(|path| path[1..].to_vec()).unwrap_or_default()
    }

    #[test]
    fn decoding_finds_the_best_of_all_sequences() {
        let mut random = 7u64;
        let mut number = |limit: u64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((random >> 33) % (2 * limit + 1)) as f32 - limit as f32
        };
        for limit in [1, 3, 10, 40] {
            for _ in 0..5 {
                let weights: Vec<f32> = (0..TAG_COUNT * TAG_COUNT).map(|_| number(10)).collect();
                let transitions = weigh_transitions(|from, to| weights[from * TAG_COUNT + to]);
                let scores: Vec<[f32; TAG_COUNT]> =
                    (0..3).map(|_| std::array::from_fn(|_| number(limit))).collect();
                let found = best(&scores, &transitions);
                assert_eq!(found, best_by_enumeration(&scores, &transitions));
            }
        }
    }
}
