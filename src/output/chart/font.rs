//! How wide a text is, by the advance widths of the font that pictures of points embed.
//!
//! Takes text and a size in pixels, gives pixels; wraps lines and cuts names by that measure. The surprising decision: the
//! subset of the font has no kerning and no ligatures, so that a text is as wide as the sum of its letters, here and where
//! it is drawn. Letters that the font lacks are counted as wide as a reader's own fonts make them at most.

use std::sync::LazyLock;

use ttf_parser::Face;
use unicode_width::UnicodeWidthChar;

/// Noto Sans, reduced to Latin, Greek and Cyrillic letters: see `fonts/README.md`.
pub(crate) const REGULAR: &[u8] = include_bytes!("fonts/NotoSans-Regular.ttf");
/// The same in bold.
pub(crate) const BOLD: &[u8] = include_bytes!("fonts/NotoSans-Bold.ttf");

/// The family that pictures name first; the others are about as wide or narrower.
pub(crate) const FAMILY: &str = "Noto Sans";

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Advances in thousandths of the size, by character up to the last one of the font.
struct Advances(Vec<Option<u16>>);

impl Advances {
    fn of(bytes: &[u8]) -> Advances {
        let Ok(face) = Face::parse(bytes, 0) else { return Advances(Vec::new()) };
        let units = u32::from(face.units_per_em().max(1));
        let advance = |code: u32| {
            let glyph = face.glyph_index(char::from_u32(code)?)?;
            u16::try_from(u32::from(face.glyph_hor_advance(glyph)?) * 1000 / units).ok()
        };
        Advances((0..0x2300).map(advance).collect())
    }

    fn advance(&self, c: char) -> f64 {
        match self.0.get(c as usize) {
            Some(Some(advance)) => f64::from(*advance) / 1000.0,
            // What is not in the font: signs of two columns are square, marks have no width.
            _ => match c.width().unwrap_or(0) {
                0 => 0.0,
                1 => 0.75,
                _ => 1.05,
            },
        }
    }
}

static REGULAR_ADVANCES: LazyLock<Advances> = LazyLock::new(|| Advances::of(REGULAR));
static BOLD_ADVANCES: LazyLock<Advances> = LazyLock::new(|| Advances::of(BOLD));

fn advances(weight: Weight) -> &'static Advances {
    match weight {
        Weight::Regular => &REGULAR_ADVANCES,
        Weight::Bold => &BOLD_ADVANCES,
    }
}

/// Whether the font has all letters of a text.
pub(crate) fn has_all_letters(text: &str) -> bool {
    text.chars()
        .all(|c| c.width().unwrap_or(0) == 0 || matches!(REGULAR_ADVANCES.0.get(c as usize), Some(Some(_))))
}

/// The width of a text on one line, in pixels.
pub(crate) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let advances = advances(weight);
    text.chars().map(|c| advances.advance(c)).sum::<f64>() * size
}

/// A text cut to a width, with … where something is left out.
pub(crate) fn cut(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_string();
    }
    let advances = advances(weight);
    let mut used = advances.advance('…') * size;
    let fits = |c: &char| {
        used += advances.advance(*c) * size;
        used <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

/// A text in lines of a width, broken between words; the last of `most` lines is cut.
pub(crate) fn wrap(text: &str, size: f64, weight: Weight, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let longer = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
        if line.is_empty() || width(&longer, size, weight) <= room {
            line = longer;
            continue;
        }
        if lines.len() + 1 == most {
            let rest: Vec<&str> = std::iter::once(word).chain(words.by_ref()).collect();
            line = format!("{line} {}", rest.join(" "));
            break;
        }
        lines.push(cut(&line, size, weight, room));
        line = word.to_string();
    }
    if !line.is_empty() {
        lines.push(cut(&line, size, weight, room));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_as_wide_as_the_font_says() {
        // Noto Sans: i 258, M 907, 0 572 thousandths.
        assert!((width("0000", 10.0, Weight::Regular) - 22.88).abs() < 0.05);
        assert!(width("iiii", 10.0, Weight::Regular) < width("MMMM", 10.0, Weight::Regular) / 3.0);
        assert!(width("Title", 10.0, Weight::Bold) > width("Title", 10.0, Weight::Regular));
        assert!((width("台積電", 10.0, Weight::Regular) - 31.5).abs() < 0.001);
        assert!(has_all_letters("Łódź, Ἀθῆναι? – “Київ”") || has_all_letters("Łódź – “Київ” Αθήνα"));
        assert!(!has_all_letters("台積電"));
    }

    #[test]
    fn lines_break_between_words_and_the_last_is_cut() {
        let lines = wrap("one two three four five", 10.0, Weight::Regular, 50.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'), "{lines:?}");
        assert_eq!(wrap("one two", 10.0, Weight::Regular, 500.0, 2), ["one two"]);
        assert!(wrap("  ", 10.0, Weight::Regular, 50.0, 2).is_empty());
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_room(text in "\\PC{0,60}", room in 12.0f64..300.0) {
            for line in wrap(&text, 12.0, Weight::Bold, room, 3) {
                prop_assert!(width(&line, 12.0, Weight::Bold) <= room + 0.01, "{line}");
            }
        }
    }
}
