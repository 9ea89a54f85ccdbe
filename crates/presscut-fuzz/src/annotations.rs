//! Text for each extractor; every span that it gives is what stands at its place, in order.

use std::cell::OnceCell;

use chrono::NaiveDate;
use presscut_extract::{Extractor, Span};

/// Gives `work` the extractor of this thread: made once, as each thread remembers words for the one it used last.
fn with_extractor(bytes: &[u8], work: impl FnOnce(&Extractor, &str)) {
    thread_local!(static EXTRACTOR: OnceCell<Extractor> = const { OnceCell::new() });
    let text = String::from_utf8_lossy(bytes);
    EXTRACTOR.with(|extractor| work(extractor.get_or_init(Extractor::default), &text));
}

/// Asserts that spans are in order and hold what they say; `whole` texts must be equal.
fn assert_spans<'s>(text: &str, spans: impl Iterator<Item = (Span, &'s str)>) {
    for (span, surface) in spans {
        assert!(span.start < span.end, "an empty span {span:?} in {text:?}");
        assert_eq!(span.slice(text), Some(surface), "{span:?} in {text:?}");
    }
}

/// Finds entities and money.
pub(crate) fn find_entities(bytes: &[u8]) {
    with_extractor(bytes, |extractor, text| {
        let (entities, mentions, money) = extractor.find_entities(&extractor.segment(text));
        assert!(mentions.iter().all(|mention| mention.entity.0 < entities.len()));
        assert!(mentions.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        assert_spans(text, mentions.iter().map(|mention| (mention.span, mention.surface.as_str())));
        assert_spans(text, money.iter().map(|sum| (sum.span, sum.text.as_str())));
    });
}

/// Finds quotes, with the entities of the same text.
pub(crate) fn find_quotes(bytes: &[u8]) {
    with_extractor(bytes, |extractor, text| {
        let document = extractor.segment(text);
        let (entities, mentions, _) = extractor.find_entities(&document);
        let quotes = extractor.find_quotes(&document, &entities, &mentions);
        assert!(quotes.iter().all(|quote| quote.speaker_entity.is_none_or(|who| who.0 < entities.len())));
        assert_spans(text, quotes.iter().map(|quote| (quote.span, quote.text.as_str())));
    });
}

/// Finds dates, with and without a day of publication.
pub(crate) fn find_dates(bytes: &[u8]) {
    with_extractor(bytes, |extractor, text| {
        let document = extractor.segment(text);
        for published in [None, NaiveDate::from_ymd_opt(2032, 2, 29)] {
            let dates = extractor.find_dates(&document, published);
            assert!(dates.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            assert_spans(text, dates.iter().map(|date| (date.span, date.text.as_str())));
        }
    });
}
