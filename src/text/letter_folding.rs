//! Letters as a keyboard without accents has them: how names and texts are compared, wherever that is done.
//!
//! Takes text, gives text. Marks go, in every script whose letters have them apart (é, ά, й); letters with strokes and
//! ligatures, which no decomposition of Unicode takes apart, have a table (ł, ø, đ, ß, œ). The surprising decision: there are
//! two depths. [`fold`] and [`unaccent`] change all such letters. [`fold_for_index`] changes those that the tokenizer of the
//! full-text index leaves as they are, and nothing else, so that the schema's triggers can do the same from a short table.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Whether a character is a mark over, under or through the letter before it.
pub(crate) fn is_letter_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Text without accents, case kept: "Škoda Łódź Ærø" → "Skoda Lodz AEro".
pub fn unaccent(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_letter_mark(*c)) {
        push_plain(&mut plain, c);
    }
    // Syllables of Hangul and the like, which canonical decomposition splits, are composed again.
    plain.nfc().collect()
}

/// Text in small letters and without accents, to compare by: "ÉCLAIR Straße" → "eclair strasse".
pub fn fold(text: &str) -> String {
    unaccent(&text.to_lowercase()).replace('ς', "σ")
}

/// Appends a letter of a text as [`fold`] would have it, but for syllables of Hangul, which stay in pieces.
pub(crate) fn fold_letter(folded: &mut String, c: char) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    for c in std::iter::once(c).nfd().filter(|c| !is_letter_mark(*c)).flat_map(char::to_lowercase) {
        push_plain(folded, if c == 'ς' { 'σ' } else { c });
    }
}

/// Appends a letter, or what is written for it without its stroke or ligature.
pub(crate) fn push_plain(text: &mut String, c: char) {
    match plain_letters(c) {
        Some(plain) => text.push_str(plain),
        None => text.push(c),
    }
}

/// What is written for a letter with a stroke or for a ligature; `None` for any other.
pub(crate) fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        _ if c.is_ascii() => return None,
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "Th",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ħ' => "h",
        'Ħ' => "H",
        'ŧ' => "t",
        'Ŧ' => "T",
        'ƶ' => "z",
        'Ƶ' => "Z",
        'ı' => "i",
        'ĳ' => "ij",
        'Ĳ' => "IJ",
        'ſ' => "s",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

/// Text as the full-text indexes hold it, with the words and their order as they were.
pub fn fold_for_index(text: &str) -> Cow<'_, str> {
    // The first bytes of such letters; curly quotes and dashes begin with others, so English is seldom decoded.
    let may_have = |byte: u8| matches!(byte, 0xC3..=0xD3 | 0xE1 | 0xEF);
    if !text.bytes().any(may_have) || !text.contains(|c| indexed_as(c).is_some()) {
        return text.into();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match indexed_as(c) {
            Some(plain) => folded.push_str(&plain),
            None => folded.push(c),
        }
    }
    folded.into()
}

/// What the index holds for a letter that its tokenizer would keep as it is: one with a stroke, a ligature, and a Greek or
/// Cyrillic letter with an accent.
fn indexed_as(c: char) -> Option<Cow<'static, str>> {
    match c {
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{fb00}'..='\u{fb06}' => {
            let base = std::iter::once(c).nfd().find(|c| !is_letter_mark(*c))?;
            plain_letters(base).map(Cow::Borrowed)
        }
        'ς' => Some("σ".into()),
        '\u{370}'..='\u{4ff}' | '\u{1f00}'..='\u{1fff}' => {
            let plain: String = std::iter::once(c).nfd().filter(|c| !is_letter_mark(*c)).collect();
            (plain.chars().next().is_some_and(char::is_alphabetic) && !plain.chars().eq([c]))
                .then_some(plain.into())
        }
        _ => None,
    }
}

/// Every letter that [`fold_for_index`] changes, with what it becomes, in the order of Unicode.
#[cfg(test)]
pub(crate) fn index_folds() -> Vec<(String, String)> {
    let letters = ('\0'..=char::MAX).filter_map(|c| Some((c.to_string(), indexed_as(c)?.into_owned())));
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_strokes_and_ligatures_go_in_every_script() {
        for (text, folded) in [
            ("ÉCLAIR Straße", "eclair strasse"),
            ("Đặng Văn Đức", "dang van duc"),
            ("Ömer IŞIK Işık", "omer isik isik"),
            ("Paweł ŁĄCKI", "pawel lacki"),
            ("Þórður Sæmundsson", "thordur saemundsson"),
            ("Ġorġ Ħal", "gorg hal"),
            ("Παπαδόπουλος ΠΑΠΑΔΌΠΟΥΛΟΣ", "παπαδοπουλοσ παπαδοπουλοσ"),
            ("Королёв Чайковский", "королев чаиковскии"),
            ("서울 台積電", "서울 台積電"),
        ] {
            assert_eq!(fold(text), folded);
        }
        assert_eq!(unaccent("Škoda Łódź Ærø"), "Skoda Lodz AEro");
    }

    #[test]
    fn the_index_gets_what_its_tokenizer_would_keep() {
        for (text, folded) in [
            ("Gołąb", "Goląb"),
            ("Økland ǿre", "Okland ore"),
            ("Δημήτρης ᾍδης", "Δημητρησ Αδησ"),
            ("Ёлка йод", "Елка иод"),
            ("café — “x”", "café — “x”"),
        ] {
            assert_eq!(fold_for_index(text), folded);
        }
        assert!(matches!(fold_for_index("“Plain” café — words"), Cow::Borrowed(_)));
    }
}
