//! The stages of training: what is speech, who spoke it, whom pronouns mean. Each learns from the decisions of the one before.

use presscut_extract::QuoteKind;
use presscut_extract::training::quotes::{
    ModelPart, Models, QuoteGrammar, SpanExample, collect_pronoun_examples, collect_span_examples,
};

use crate::corpus::{AnnotatedText, gold_of, is_right, same_last_word};
use crate::learner::{Learner, mean, shuffle};

/// The binary logarithms of the models' sizes: of speech, of speakers, of pronouns.
const BITS: [u32; 3] = [16, 17, 13];
/// The size of the first steps.
const RATE: f32 = 0.15;
/// The same for pronouns, which are few.
const PRONOUN_RATE: f32 = 0.05;
/// The seeds of the orders in which the articles are learned; the models are the mean of those that each order gives.
const SEEDS: [u64; 4] =
    [0x2545_f491_4f6c_dd1d, 0x9e37_79b9_7f4a_7c15, 0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb];

/// Learns one decision about a span, where the annotation says what is right; gives whether the model was right before.
type Stage = fn(&AnnotatedText, &SpanExample, &mut Learner) -> Option<bool>;

/// Learns all models; gives them, quantised as a model file has them, and how the last round of each order went.
pub fn learn(texts: &[&AnnotatedText], grammar: &QuoteGrammar, rounds: usize) -> (Models, Vec<String>) {
    let mut models = Models::untrained(BITS);
    let mut scores = Vec::new();
    let stages: [(ModelPart, Stage); 2] =
        [(ModelPart::Speech, learn_kinds), (ModelPart::Speaker, learn_speakers)];
    for (number, (part, stage)) in stages.into_iter().enumerate() {
        let mut averages = Vec::new();
        for seed in SEEDS {
            let mut learner = Learner::new(BITS[number]);
            let mut order: Vec<usize> = (0..texts.len()).collect();
            let mut random = seed;
            let mut result = String::new();
            for round in 0..rounds {
                shuffle(&mut order, &mut random);
                learner.rate = RATE / (1.0 + round as f32);
                let (mut right, mut all) = (0, 0);
                for &at in &order {
                    *models.part_mut(part) = learner.now.clone();
                    let text = texts[at];
                    for example in &collect_span_examples(&text.document, grammar, &models) {
                        if !text.article.ignores(example.span)
                            && let Some(correct) = stage(text, example, &mut learner)
                        {
                            all += 1;
                            right += usize::from(correct);
                        }
                    }
                }
                result = format!("{part:?}, round {round}: {right} of {all} right before they were learned");
            }
            println!("{result}");
            scores.push(result);
            averages.push(learner.average());
        }
        *models.part_mut(part) = mean(averages, BITS[number]);
        models = quantised(&models);
    }
    learn_pronouns(texts, grammar, &mut models, rounds);
    (quantised(&models), scores)
}

fn quantised(models: &Models) -> Models {
    Models::read(&models.to_bytes()).expect("the bytes that were just written")
}

fn learn_kinds(text: &AnnotatedText, example: &SpanExample, learner: &mut Learner) -> Option<bool> {
    let speech = gold_of(text.article, example.span).is_some();
    let slots: Vec<usize> =
        example.speech_features.iter().map(|&feature| learner.now.weight_index(feature)).collect();
    // Against nothing, whose score is zero.
    learner.step(&[slots, Vec::new()], |answer| speech == (answer == 0));
    Some(speech == (example.kind != QuoteKind::Term))
}

fn learn_speakers(text: &AnnotatedText, example: &SpanExample, learner: &mut Learner) -> Option<bool> {
    let gold = gold_of(text.article, example.span)?;
    if example.candidates.is_empty() {
        return None;
    }
    let right: Vec<bool> = example
        .candidates
        .iter()
        .map(|(tokens, _)| is_right(gold, &text.document, tokens.as_ref()))
        .collect();
    if !right.contains(&true) {
        return None;
    }
    let slots: Vec<Vec<usize>> = example
        .candidates
        .iter()
        .map(|(_, features)| features.iter().map(|&feature| learner.now.weight_index(feature)).collect())
        .collect();
    Some(learner.step(&slots, |candidate| right[candidate]))
}

/// A pronoun with the people whom it can mean, where the annotation says which is right and one of them is.
pub struct PronounCase {
    /// Their features.
    pub features: Vec<Vec<u32>>,
    /// Whether each is right.
    pub right: Vec<bool>,
}

/// The pronouns of a text whose meaning the annotation gives ("speaker_silver"), as these models find them.
pub fn pronoun_cases(text: &AnnotatedText, grammar: &QuoteGrammar, models: &Models) -> Vec<PronounCase> {
    let examples = collect_pronoun_examples(&text.document, &text.entities, &text.mentions, grammar, models);
    let case = |example: presscut_extract::training::quotes::PronounExample| {
        let place = text.document.span(example.pronoun);
        let gold = text.article.gold.iter().find(|gold| gold.place == place && gold.means.is_some())?;
        let name = gold.means.as_deref()?;
        let right: Vec<bool> = example
            .antecedents
            .iter()
            .map(|(entity, _)| same_last_word(&text.entities[entity.0].name, name))
            .collect();
        let features = example.antecedents.into_iter().map(|(_, features)| features).collect();
        right.contains(&true).then_some(PronounCase { features, right })
    };
    examples.into_iter().filter_map(case).collect()
}

/// Learns whom pronouns mean.
fn learn_pronouns(texts: &[&AnnotatedText], grammar: &QuoteGrammar, models: &mut Models, rounds: usize) {
    let mut learner = Learner::new(BITS[2]);
    let mut result = String::new();
    for round in 0..rounds {
        learner.rate = PRONOUN_RATE / (1.0 + round as f32);
        let (mut right, mut all) = (0, 0);
        for text in texts {
            *models.part_mut(ModelPart::Pronoun) = learner.now.clone();
            for case in pronoun_cases(text, grammar, models) {
                let slots: Vec<Vec<usize>> = case
                    .features
                    .iter()
                    .map(|features| {
                        features.iter().map(|&feature| learner.now.weight_index(feature)).collect()
                    })
                    .collect();
                all += 1;
                right += usize::from(learner.step(&slots, |candidate| case.right[candidate]));
            }
        }
        result = format!("pronouns, round {round}: {right} of {all} right before they were learned");
    }
    println!("{result}");
    *models.part_mut(ModelPart::Pronoun) = learner.average();
}
