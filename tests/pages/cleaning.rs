//! Cleaning loses nothing: whatever a page is made of, each of its words is in the body, in a block or in a teaser.

use presscut::clean::{Options, clean, mojibake};
use presscut::model::Scrape;
use proptest::prelude::*;

/// Lines of pages, furniture and teasers among them.
fn page() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "https://echo.example/news/1",
        "Harbor wall leaks again",
        "By Nora Quint / Staff reporter",
        "PORT ARDEN, March 3 (Harbour Wire) — The council met on Monday and went home without a decision.",
        "The council of Port Arden met for the third time this month to talk about the harbor wall, and went home.",
        "Photo: AFP",
        "Updated: March 16, 2031, 10:30 am",
        "Advertisement",
        "Read more: Storms come earlier, study finds",
        "Share this article on social media",
        "FERRY STRIKE: Crews walked out The crews of the four ferries that link Saint Brannock with the islands of Oss and Lind left their ships yesterday, and the company said it would",
        "“We are here,” Ilse Brandt said.",
        "",
        "\u{a0}\u{200b}",
        "soft\u{ad}hyphen and e\u{301}",
    ]);
    let line = prop_oneof![8 => line.prop_map(str::to_string), 1 => "\\PC{0,40}".prop_map(String::from)];
    let ending = prop::sample::select(vec!["\n", "\r\n", "\n\n"]);
    prop::collection::vec((line, ending), 1..16)
        .prop_map(|lines| lines.into_iter().map(|(line, ending)| line + ending).collect())
}

/// The letters and digits of a text, as cleaning composes them.
fn letters(text: &str) -> Vec<char> {
    use unicode_normalization::UnicodeNormalization;
    let mut letters: Vec<char> = text.nfc().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_letter_of_a_page_is_kept_somewhere(text in page()) {
        let scrape = Scrape { text: text.clone(), is_page: true, ..Scrape::default() };
        let Ok(cutting) = clean(&scrape, &Options::default()) else { return Ok(()) };
        let mut kept = cutting.article.body.clone();
        cutting.blocks.iter().for_each(|block| kept.push_str(&block.text));
        for teaser in &cutting.teasers {
            kept.push_str(teaser.kicker.as_deref().unwrap_or_default());
            kept.push_str(&teaser.body);
        }
        // Mojibake is the one thing whose letters are others afterwards.
        prop_assert_eq!(letters(&kept), letters(&mojibake::repair(&text).0));
    }
}
