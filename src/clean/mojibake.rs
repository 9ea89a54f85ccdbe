//! Mojibake repaired: UTF-8 that some program read as Windows-1252 and saved again, as in "itâ€™s" for "it’s".
//!
//! A sequence of characters is repaired if its bytes in Windows-1252 (or Latin-1, which leaves control characters) are one
//! character of UTF-8. Most such sequences are unmistakable by themselves; one that could be a letter before a mark
//! ("“IRMÃ”" in Portuguese capitals) is repaired only if the text has no other characters beyond ASCII. A text that was
//! damaged twice is repaired twice. This runs before control characters are dropped, since they are evidence.
//!
//! plsfix 0.1.8 was measured on 1,913 damaged paragraphs: it restores 1,888 of them and this 1,867, at the same speed. But it
//! turns the sound "“IRMÃ”" into "“IRMÔ", does not count its repairs, which the archive stores, and brings 39 more
//! crates.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use crate::model::Scrape;

/// How many times over a text may have been damaged.
const MAX_DAMAGE_DEPTH: usize = 3;

/// Repairs a scrape's texts; says what was done, if anything was.
pub(crate) fn repair_scrape(scrape: &Scrape) -> (Cow<'_, Scrape>, Option<String>) {
    let texts = [Some(&scrape.text), scrape.title.as_ref(), scrape.byline.as_ref(), scrape.source.as_ref()];
    if !texts.into_iter().flatten().any(|text| may_be_damaged(text)) {
        return (Cow::Borrowed(scrape), None);
    }
    let mut new = scrape.clone();
    let mut places = 0;
    let mut repair_in = |text: &mut String| {
        let (repaired, found) = repair(text);
        places += found;
        *text = repaired;
    };
    repair_in(&mut new.text);
    for text in [&mut new.title, &mut new.byline, &mut new.source].into_iter().flatten() {
        repair_in(text);
    }
    match places {
        0 => (Cow::Borrowed(scrape), None),
        1 => (Cow::Owned(new), Some("utf-8 read as windows-1252 (1 place)".into())),
        _ => (Cow::Owned(new), Some(format!("utf-8 read as windows-1252 ({places} places)"))),
    }
}

/// Repairs a text; gives it with the number of repaired sequences.
pub fn repair(text: &str) -> (String, usize) {
    let mut text = text.to_string();
    let mut places = 0;
    for pass in 0..MAX_DAMAGE_DEPTH {
        let Some((repaired, found)) = repair_once(&text) else { break };
        text = repaired;
        if pass == 0 {
            places = found;
        }
    }
    (text, places)
}

/// Whether a character that may begin damage is after another beyond ASCII.
fn may_be_damaged(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Every character of damage has two or three bytes, and two of them are next to each other.
    bytes.windows(2).any(|pair| matches!(pair, [0x80..=0xff, 0xc2 | 0xc5 | 0xc6 | 0xcb | 0xe2]))
}

/// How sure it is that a sequence is damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// Nobody writes that.
    Unmistakable,
    /// A letter followed by marks would look the same.
    Doubtful,
}

/// A sequence that may be damage: bytes `start` to `end` of the text.
struct Suspect {
    start: usize,
    end: usize,
    /// The character that it was.
    original: char,
    certainty: Certainty,
}

fn repair_once(text: &str) -> Option<(String, usize)> {
    let places = find_suspects(text);
    if places.is_empty() {
        return None;
    }
    let sure = places.iter().filter(|place| place.certainty == Certainty::Unmistakable).count();
    let inside: usize = places.iter().map(|place| count_beyond_ascii(&text[place.start..place.end])).sum();
    let nothing_else = count_beyond_ascii(text) == inside;
    let all = nothing_else && (sure > 0 || are_of_one_script(&places));
    let wanted = |place: &&Suspect| all || place.certainty == Certainty::Unmistakable;
    let mut repaired = String::with_capacity(text.len());
    let (mut done, mut count) = (0, 0);
    for place in places.iter().filter(wanted) {
        repaired.push_str(&text[done..place.start]);
        repaired.push(place.original);
        done = place.end;
        count += 1;
    }
    repaired.push_str(&text[done..]);
    (count > 0).then_some((repaired, count))
}

fn count_beyond_ascii(text: &str) -> usize {
    text.chars().filter(|c| !c.is_ascii()).count()
}

/// Whether doubtful sequences together are words of one script, as damaged Cyrillic or Chinese is.
fn are_of_one_script(places: &[Suspect]) -> bool {
    let script = |c: char| match c {
        '\u{370}'..='\u{3ff}' => 1,
        '\u{400}'..='\u{52f}' => 2,
        '\u{590}'..='\u{5ff}' => 3,
        '\u{600}'..='\u{6ff}' => 4,
        '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' => 5,
        '\u{ac00}'..='\u{d7a3}' => 6,
        _ => 0,
    };
    let first = places.first().map_or(0, |place| script(place.original));
    let chained = places.windows(2).filter(|pair| pair[0].end == pair[1].start).count();
    first > 0 && chained >= 3 && places.iter().all(|place| script(place.original) == first)
}

/// The sequences that may be damage, from the left.
fn find_suspects(text: &str) -> Vec<Suspect> {
    let mut places: Vec<Suspect> = Vec::new();
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    while let Some((start, lead)) = rest.next() {
        if let Some((length, original)) =
            windows_1252_byte(lead).and_then(|byte| decode_first(byte, &text[start..]))
        {
            let end = start + length;
            let certainty = certainty_of(&text[start..end], original, before, text[end..].chars().next());
            places.push(Suspect { start, end, original, certainty });
            before = Some(original);
            while rest.peek().is_some_and(|(at, _)| *at < end) {
                rest.next();
            }
        } else {
            before = Some(lead);
        }
    }
    places
}

/// A character's byte in Windows-1252; for the control characters that Latin-1 leaves, their own.
fn windows_1252_byte(c: char) -> Option<u8> {
    if c.is_ascii() {
        return None;
    }
    if ('\u{80}'..='\u{9f}').contains(&c) {
        return u8::try_from(u32::from(c)).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, unknown) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (bytes.as_ref(), unknown) {
        ([byte], false) => Some(*byte),
        _ => None,
    }
}

/// The character of UTF-8 that the bytes of a text's first characters are, and the length of these characters in bytes.
fn decode_first(lead: u8, text: &str) -> Option<(usize, char)> {
    let wanted = match lead {
        0xc2..=0xdf => 2,
        0xe2..=0xef => 3,
        // Of the characters beyond, texts have only emoji and rare Chinese.
        0xf0 => 4,
        _ => return None,
    };
    let (mut bytes, mut length) = (Vec::with_capacity(4), 0);
    for c in text.chars().take(wanted) {
        bytes.push(windows_1252_byte(c)?);
        length += c.len_utf8();
    }
    let mut characters = std::str::from_utf8(&bytes).ok()?.chars();
    let c = characters.next()?;
    (occurs_in_news(c, text) && bytes.len() == wanted).then_some((length, c))
}

/// Whether a character occurs in news: none of the blocks of rare letters, nothing unassigned.
fn occurs_in_news(c: char, damage: &str) -> bool {
    match c {
        // Those of these blocks that Windows-1252 has occur in text that was damaged twice; so do those that Latin-1 leaves.
        '\u{192}' | '\u{2c6}' | '\u{2dc}' => true,
        '\u{80}'..='\u{9f}' => damage.chars().nth(1).is_some_and(|c| c <= '\u{9f}'),
        '\u{180}'..='\u{217}' | '\u{21c}'..='\u{36f}' | '\u{530}'..='\u{58f}' | '\u{700}'..='\u{8ff}' => {
            false
        }
        '\u{e000}'..='\u{f8ff}' | '\u{fffd}'..='\u{ffff}' => false,
        _ => true,
    }
}

/// How sure it is that characters are damage to one other character.
fn certainty_of(damage: &str, original: char, before: Option<char>, after: Option<char>) -> Certainty {
    let mut characters = damage.chars();
    let (lead, second) = (characters.next().unwrap_or_default(), characters.next().unwrap_or_default());
    let has_control = damage.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c));
    let is_sure = match lead {
        _ if has_control => true,
        // Marks, dashes, signs: "â€™", "â‚¬", "â„¢", "âˆ’", "â†’".
        'â' => matches!(second, '€' | '‚' | '„' | 'ˆ' | '†'),
        // A byte order mark, pictures.
        'ï' => original == '\u{feff}' || ('\u{ff00}'..='\u{ffef}').contains(&original),
        'ð' => second == 'Ÿ',
        // A capital where the small letter belongs.
        'Â' | 'Ã' | 'Ä' | 'Å' => {
            // These begin Latin letters: a letter of another script is in another word.
            let small_around = |c: Option<char>| c.is_some_and(|c| c.is_lowercase() && c < '\u{250}');
            let in_a_word = original.is_lowercase() && (small_around(before) || small_around(after));
            follows_no_letter(second)
                || (in_a_word && !(is_closing(second) && before.is_none_or(char::is_uppercase)))
        }
        _ => false,
    };
    if is_sure { Certainty::Unmistakable } else { Certainty::Doubtful }
}

/// Signs that do not follow a capital letter.
fn follows_no_letter(c: char) -> bool {
    "¡¢£¤¥¦§¨©ª¬¯±²³´µ¶¸¹¼½¾¿ƒ†‡ˆ‰€˜".contains(c)
}

/// Marks and spaces that may follow a letter.
fn is_closing(c: char) -> bool {
    "’‘“”„‚…–—›»«•™®°º·\u{a0}\u{ad}".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a program makes of a text that reads its UTF-8 as Windows-1252.
    fn damaged(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    fn as_latin_1(text: &str) -> String {
        text.bytes().map(char::from).collect()
    }

    #[track_caller]
    fn stays(text: &str) {
        assert_eq!(repair(text), (text.to_string(), 0));
    }

    #[test]
    fn damage_is_repaired() {
        assert_eq!(repair("itâ€™s the cafÃ©"), ("it’s the café".into(), 2));
        assert_eq!(repair("â€œNoâ€\u{9d}, he said â€” twice"), ("“No”, he said — twice".into(), 3));
        for text in [
            "“Ça va à São Paulo”, says Łukasz Kovář…",
            "À Paris, où l’été",
            "€5 – £3 Straße Öl",
            "Привет, мир",
            "市长说不",
            "👍 ok",
        ] {
            assert_eq!(repair(&damaged(text)).0, text);
            assert_eq!(repair(&as_latin_1(text)).0, text);
            assert_eq!(repair(&damaged(&damaged(text))).0, text, "twice");
        }
    }

    #[test]
    fn damage_inside_a_sound_text_is_repaired_alone() {
        assert_eq!(
            repair("“It’s late”, said JosÃ©. “Itâ€™s MarÃ\u{ad}a’s.”"),
            ("“It’s late”, said José. “It’s María’s.”".into(), 3)
        );
    }

    #[test]
    fn sound_texts_stay() {
        let texts = [
            "SÃO PAULO e a “IRMÃ” de JOÃO: «IRMû – NÃO… GUIMARÃES",
            "L’ÂGE D’OR et “PÂTÉ” «Â» à 5 €",
            "“L’été ‘sans café’”, ‘é’… MÜNCHEN–KÖLN “Ä” „Ö“",
            "CAFÉ™ ÅÄÖ® Å–Ä «À»",
            "Łódź, žluťoučký kůň, ŞİŞLİ, Đà Nẵng ÂN ƯỚC",
            "市长说：“不。” Привет «мир» É»",
            "",
        ];
        for text in texts {
            stays(text);
        }
    }

    #[test]
    fn letters_of_two_scripts_are_no_word_that_was_damaged() {
        assert_eq!(repair("ÓŠÄ—"), ("ÓŠÄ—".into(), 0));
    }

    #[test]
    fn all_of_a_scrape_is_repaired_and_counted() {
        let scrape =
            Scrape { text: "cafÃ©".into(), title: Some("Itâ€™s".into()), ..Scrape::default() };
        let (new, repair) = repair_scrape(&scrape);
        assert_eq!((new.text.as_str(), new.title.as_deref()), ("café", Some("It’s")));
        assert_eq!(repair.as_deref(), Some("utf-8 read as windows-1252 (2 places)"));
    }

    fn word() -> impl Strategy<Value = String> {
        let small = "[a-zàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿšžœłśżčřěůőűğışţăđ]{1,9}";
        prop_oneof![
            small,
            "[A-ZÀÁÂÃÄÅÇÈÉÊÖØÚÜŠŽŁŚČŘ]"
                .prop_flat_map(move |first| small.prop_map(move |rest| format!("{first}{rest}"))),
            "[A-ZÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŠŽŁŚČŘ]{2,8}",
            "[一-龥あ-んア-ン]{1,5}",
            "[а-яё]{1,8}",
        ]
    }

    fn mark() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            " ", " ", " ", ", ", ". ", "’s ", "” ", " “", " – ", "—", "… ", "» ", " «", "’” ", "!” ", "\n",
        ])
    }

    proptest! {
        #[test]
        fn a_text_without_damage_is_never_changed(words in prop::collection::vec((word(), mark()), 0..40)) {
            let text: String = words.iter().flat_map(|(word, mark)| [word.as_str(), mark]).collect();
            prop_assert_eq!(repair(&text), (text, 0));
        }

        #[test]
        fn damage_to_any_text_is_repaired(
            text in "[a-zA-Zà-öø-ÿÀ-ÖØ-Þšžœłśżčřěůőű ,.“”‘’–—…€™«»°£]{0,60}",
            times in 1..3usize,
        ) {
            // One place beyond doubt, as every longer text has.
            let text = format!("It’s {text}");
            prop_assume!(repair(&text).1 == 0);
            let broken = (0..times).fold(text.clone(), |text, _| damaged(&text));
            prop_assert_eq!(repair(&broken).0, text);
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            repair(&text);
        }
    }
}
