//! Curves of confidence, from decisions on articles that the models had not read.
//!
//! Takes annotated texts; gives a curve of speakers and one of pronouns, and the counts that they come from. The surprising
//! decision: the models of the folds only measure. Those that are shipped learn from all articles.

use presscut_extract::training::quotes::{Calibration, QuoteGrammar};

use crate::corpus::AnnotatedText;
use crate::decisions::{Decision, pronoun_decisions, span_decisions};
use crate::stages;

/// Each fold is read by models that learned from the others.
const FOLDS: usize = 5;
/// Decisions that a point of a curve of speakers stands for at least.
const MIN_SPEAKERS_A_POINT: usize = 150;
/// The same of pronouns, which are few.
const MIN_PRONOUNS_A_POINT: usize = 50;

/// The curves that belong to a pair of models.
pub struct Curves {
    /// Of kind and speaker.
    pub speaker: Calibration,
    /// Of the person whom a pronoun means.
    pub pronoun: Calibration,
}

/// Measures the models fold by fold; gives the curves, and what the folds had right.
pub fn cross_validate(
    texts: &[AnnotatedText],
    grammar: &QuoteGrammar,
    rounds: usize,
) -> (Curves, Vec<String>) {
    let (mut speakers, mut pronouns) = (Vec::new(), Vec::new());
    for fold in 0..FOLDS {
        let is_held_out = |number: usize| number % FOLDS == fold;
        let others: Vec<&AnnotatedText> =
            (0..texts.len()).filter(|&number| !is_held_out(number)).map(|number| &texts[number]).collect();
        let (models, _) = stages::learn(&others, grammar, rounds);
        for text in (0..texts.len()).filter(|&number| is_held_out(number)).map(|number| &texts[number]) {
            speakers.extend(span_decisions(text, grammar, &models));
            pronouns.extend(pronoun_decisions(text, grammar, &models));
        }
    }
    let scores = vec![counts("speech with its speaker", &speakers), counts("pronouns", &pronouns)];
    let curves = Curves {
        speaker: curve(speakers, MIN_SPEAKERS_A_POINT),
        pronoun: curve(pronouns, MIN_PRONOUNS_A_POINT),
    };
    println!("{:?}\n{:?}", curves.speaker, curves.pronoun);
    (curves, scores)
}

fn counts(what: &str, decisions: &[Decision]) -> String {
    let right = decisions.iter().filter(|(_, right)| *right).count();
    let line =
        format!("{what}, each fifth read by models of the others: {right} of {} right", decisions.len());
    println!("{line}");
    line
}

/// A curve through groups of decisions that are next to each other, by pooling neighbours that fall (isotonic regression).
fn curve(mut decisions: Vec<Decision>, min_group: usize) -> Calibration {
    decisions.sort_by(|one, other| one.0.total_cmp(&other.0));
    // Sum of raw probabilities, right decisions, all decisions.
    let mut groups: Vec<(f64, f64, f64)> = Vec::new();
    for group in decisions.chunks(min_group) {
        let right = group.iter().filter(|(_, right)| *right).count() as f64;
        let raw: f64 = group.iter().map(|&(raw, _)| f64::from(raw)).sum();
        groups.push((raw, right, group.len() as f64));
        while let [.., before, last] = groups[..] {
            if before.1 / before.2 <= last.1 / last.2 {
                break;
            }
            groups.truncate(groups.len() - 2);
            groups.push((before.0 + last.0, before.1 + last.1, before.2 + last.2));
        }
    }
    let point =
        |&(raw, right, all): &(f64, f64, f64)| ((raw / all) as f32, ((right + 0.5) / (all + 1.0)) as f32);
    Calibration::through(groups.iter().map(point).collect())
}
