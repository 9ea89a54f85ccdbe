//! Decisions of models on articles that they did not learn from: how sure they were, and whether they were right.

use presscut_extract::QuoteKind;
use presscut_extract::training::quotes::{
    ModelPart, Models, QuoteGrammar, best_index, collect_span_examples, softmax,
};

use crate::corpus::{AnnotatedText, gold_of, is_right};
use crate::stages::pronoun_cases;

/// How sure the models were, from 0 to 1, and whether they were right.
pub type Decision = (f32, bool);

/// The spans that are taken for speech: whether they are, with this speaker.
pub fn span_decisions(text: &AnnotatedText, grammar: &QuoteGrammar, models: &Models) -> Vec<Decision> {
    let examples = collect_span_examples(&text.document, grammar, models);
    let speech = examples
        .iter()
        .filter(|example| example.kind != QuoteKind::Term && !text.article.touches(example.span));
    let decision = |example: &presscut_extract::training::quotes::SpanExample| {
        let gold = gold_of(text.article, example.span);
        let right = gold.is_some_and(|gold| is_right(gold, &text.document, example.speaker.as_ref()));
        (example.confidence, right)
    };
    speech.map(decision).collect()
}

/// The pronouns whose meaning is annotated: whether the best person is the right one.
pub fn pronoun_decisions(text: &AnnotatedText, grammar: &QuoteGrammar, models: &Models) -> Vec<Decision> {
    let decide = |case: crate::stages::PronounCase| {
        let model = models.part(ModelPart::Pronoun);
        let scores: Vec<f32> = case.features.iter().map(|features| model.score(features)).collect();
        let best = best_index(&scores)?;
        Some((softmax(&scores)[best], case.right[best]))
    };
    pronoun_cases(text, grammar, models).into_iter().filter_map(decide).collect()
}

/// Prints how often the models are right on these articles, and how certain they are; gives the first line.
pub fn print_decisions(texts: &[AnnotatedText], grammar: &QuoteGrammar, models: &Models) -> String {
    let decisions: Vec<Decision> =
        texts.iter().flat_map(|text| span_decisions(text, grammar, models)).collect();
    let right = decisions.iter().filter(|(_, right)| *right).count();
    let summary = format!("speech with its speaker: {right} of {} right", decisions.len());
    println!("{summary}");
    let curve = models.speaker_curve();
    for tenth in 0..10 {
        let in_tenth = |(raw, _): &&Decision| ((curve.apply(*raw) * 10.0) as usize).min(9) == tenth;
        let row: Vec<&Decision> = decisions.iter().filter(in_tenth).collect();
        if !row.is_empty() {
            let right = row.iter().filter(|(_, right)| *right).count();
            println!(
                "certainty {:.1}: {right} of {} right, {:.3}",
                tenth as f64 / 10.0,
                row.len(),
                right as f64 / row.len() as f64
            );
        }
    }
    summary
}
