//! Every span, in the extractors' output and in the archive, is what stands at its place: for SQL's `substr` and for
//! characters as Rust and Python count them, whatever the text is made of.

use std::sync::LazyLock;

use chrono::NaiveDate;
use presscut_extract::Extractor;
use proptest::prelude::*;

use crate::workspace::Workspace;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

/// Pieces of news, so that the extractors find something, between anything that Unicode has.
fn text() -> impl Strategy<Value = String> {
    let news = prop::sample::select(vec![
        "“We will go,” Minister Jane Roe said on Tuesday. ",
        "‘No,’ he said. ",
        "\"It’s late,\" said Dr. Wei-ling Hsu (許惟齡) of the Ministry of Health (MOH, 衛生部). ",
        "José García, 62, wrote: «Más tarde» on Oct. 3, 2024. ",
        "In the 1990s the U.S. and Côte d’Ivoire met in São Paulo. ",
        "“First paragraph\n\n“second paragraph,” she added yesterday. ",
        "a “so-called” plan by late 2028 ",
        "İstanbul’da ﬁne ẞtraße Å e\u{301}",
        "👩‍👩‍👧 said: “👍🏽.” ",
        "\u{200f}שלום\u{200e} عام ٢٠٢٤ ",
        "May 3-5 at 5:30 p.m. (0930 GMT) every Monday ",
        "\u{ad}\u{feff}\u{200b}",
        "\n\n",
        "\r\n",
    ]);
    let anything = "\\PC{0,12}".prop_map(String::from);
    let any_char = any::<char>().prop_map(|c| c.to_string());
    let piece = prop_oneof![6 => news.prop_map(str::to_string), 2 => anything, 2 => any_char];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn slice(characters: &[char], start: usize, end: usize) -> String {
    characters[start..end].iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn spans_reslice_to_their_text_in_order(text in text(), dated in any::<bool>()) {
        let anchor = dated.then(|| NaiveDate::from_ymd_opt(2024, 10, 3)).flatten();
        let found = EXTRACTOR.annotate(&text, anchor);
        let characters: Vec<char> = text.chars().collect();
        let mut last = 0;
        for mention in &found.mentions {
            prop_assert!(mention.span.start >= last && mention.span.start < mention.span.end);
            last = mention.span.end;
            prop_assert_eq!(slice(&characters, mention.span.start, mention.span.end), mention.surface.as_str());
            prop_assert!(mention.entity.0 < found.entities.len());
        }
        let mut last = 0;
        for date in &found.dates {
            prop_assert!(date.span.start >= last && date.span.start < date.span.end);
            last = date.span.end;
            prop_assert_eq!(slice(&characters, date.span.start, date.span.end), date.text.as_str());
            prop_assert!(date.earliest <= date.latest || date.latest.is_none());
        }
        let mut last = 0;
        for quote in &found.quotes {
            prop_assert!(quote.span.start >= last && quote.span.start < quote.span.end);
            last = quote.span.start;
            prop_assert_eq!(slice(&characters, quote.span.start, quote.span.end), quote.text.as_str());
            if let (Some(span), Some(speaker)) = (quote.speaker_span, &quote.speaker) {
                prop_assert_eq!(&slice(&characters, span.start, span.end), speaker);
            }
        }
        prop_assert_eq!(EXTRACTOR.annotate(&text, anchor), found);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn sqlite_agrees_on_every_span(texts in prop::collection::vec(text(), 20)) {
        let work = Workspace::new();
        let lines = texts.iter().enumerate().map(|(n, text)| {
            let padded = format!("{text} The council of Port Arden met again and decided nothing, as it had done before.");
            serde_json::json!({"url": format!("https://a.example/{n}"), "text": padded, "date": "2024-10-03"}).to_string() + "\n"
        });
        work.file("in.jsonl", lines.collect::<String>());
        let ended = work.run("import in.jsonl");
        prop_assert!(ended.code == 0 || ended.code == 3, "{}", ended.stderr);
        let checked = work.run("check");
        prop_assert_eq!(checked.code, 0, "{}{}", checked.stdout, checked.stderr);
    }
}
