//! What holds for every text.

use proptest::prelude::*;

use crate::{AttributionMethod, QuoteKind};

use crate::quotes::tests::find_english_quotes;

fn check(text: &str) -> Result<(), TestCaseError> {
    let found = find_english_quotes(text, &[], &[]);
    let mut end = 0;
    let mut utterance = 0;
    for quote in &found {
        prop_assert!(quote.span.start >= end && !quote.span.is_empty());
        end = quote.span.end;
        prop_assert_eq!(quote.span.slice(text), Some(quote.text.as_str()));
        prop_assert_eq!(quote.speaker.is_some(), quote.speaker_span.is_some());
        if let (Some(speaker), Some(span)) = (&quote.speaker, quote.speaker_span) {
            prop_assert_eq!(span.slice(text), Some(speaker.as_str()));
        }
        prop_assert!((0.0..=1.0).contains(&quote.confidence));
        if quote.kind == QuoteKind::Indirect {
            prop_assert_eq!(quote.method, Some(AttributionMethod::Reported));
            continue;
        }
        prop_assert!(quote.utterance.0 == utterance || quote.utterance.0 == utterance + 1);
        utterance = quote.utterance.0;
    }
    Ok(())
}

proptest! {
    #[test]
    fn spans_hold_over_any_text(text in "\\PC{0,120}") {
        check(&text)?;
    }

    #[test]
    fn spans_hold_over_marks_and_words(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "“", "”", "\"", "‘", "’", "'", "''", "``", "«", "»", "„", "「", "」", "‹", " ", " ", " ", "\n\n", ".",
                ",", ":", "—", "(", ")", "said", "Oduya", "he", "told", "the", "minister", "of", "and", "who",
                "according", "to", "’s", "Mr.", "5", "é", "台", "\u{200b}", "\u{301}", "calling", "by", "by",
            ]),
            0..60,
        )
    ) {
        check(&parts.concat())?;
    }
}
