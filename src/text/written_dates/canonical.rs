//! What is written, in one form: ASCII digits, English abbreviations of months, no weekdays, no words that only link.
//!
//! Takes the text of a date, gives the text that the forms of dates and times read: "le jeudi 3 octobre 2024 à 17 h 05"
//! becomes "3 Oct 2024 17 h 05". A word that is none of a date's stays, so that text which is no date remains none.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::text::calendar_words::{fold_word, is_weekday, month_number};
use crate::text::patterns::compile_pattern;
use crate::text::time_zones::is_zone_name;
use crate::text::written_dates::date_words::{
    half_after_time, half_of_day, is_hour_unit, is_linking, is_ordinal_ending,
};
use crate::text::written_dates::other_calendars::to_common_calendar;

/// The months as the forms of dates know them.
pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

static CJK_DAY: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日号號일]?(?:\s?\(\s?[\p{Han}\p{Hangul}]{1,4}\s?\))?",
    )
});
static CJK_MONTH: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]$"));
static CJK_WEEKDAY: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(r"\(\s?[月火水木金土日월화수목금토일一二三四五六]\s?\)"));
static CJK_TIME: LazyLock<Regex> = LazyLock::new(|| {
    compile_pattern(
        r"(?P<half>午前|午後|上午|下午|凌晨|早上|中午|晚上|오전|오후)?\s?(?P<hour>\d{1,2})(?:\s?[时時点點시]\s?(?:(?P<minute>\d{1,2})\s?[分분]?)?(?:\s?(?P<second>\d{1,2})\s?[秒초])?|(?P<rest>:\d{2}(?::\d{2})?))",
    )
});
static NUMBERED_MONTH: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(r"(?i)\b(?:tháng|thg|th)\.?\s?(?P<month>1[0-2]|0?[1-9])\b"));
static HALF_OF_DAY: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(r"(?i)(?P<before>\d)\s?(?P<half>[ap])\.?\s?m\b\.?"));
static WORD: LazyLock<Regex> =
    LazyLock::new(|| compile_pattern(r"[\p{L}\p{M}º°ª]+(?:[.'’׳॰][\p{L}\p{M}]+)*[.׳॰]?"));
static EMPTY_BRACKETS: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"[(\[][\s,.]*[)\]]"));
static SPACES: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"\s+"));
static SPACE_BEFORE_COMMA: LazyLock<Regex> = LazyLock::new(|| compile_pattern(r"\s*,[\s,]*"));

/// The canonical form of a written date.
pub(super) fn canonicalize(text: &str) -> String {
    let text = to_common_calendar(&plain_characters(text));
    let text = if text.is_ascii() { text } else { plain_cjk(&text) };
    let text = NUMBERED_MONTH.replace_all(&text, |found: &Captures<'_>| {
        let month = found["month"].parse::<usize>().unwrap_or(1);
        format!(" {} ", MONTHS[month.clamp(1, 12) - 1])
    });
    let text = HALF_OF_DAY.replace_all(&text, "${before} ${half}m ");
    let text = translate_words(&text);
    let text = EMPTY_BRACKETS.replace_all(&text, " ");
    let text = SPACE_BEFORE_COMMA.replace_all(&text, ", ");
    let text = SPACES.replace_all(&text, " ");
    text.trim_matches([' ', ',', '|', '·', ';', '–', '—', ':', '•']).to_string()
}

/// The text with ASCII digits and signs, and without marks that are not seen.
fn plain_characters(text: &str) -> String {
    if text.is_ascii() {
        return text.to_string();
    }
    let plain = text.chars().filter_map(|c| match c {
        '\u{200c}' => Some(' '),
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{ad}' => None,
        '−' | '‐' | '‑' | '－' => Some('-'),
        '，' | '、' | '،' | '٬' => Some(','),
        '：' | '∶' => Some(':'),
        '／' | '⁄' => Some('/'),
        '．' | '。' => Some('.'),
        '（' => Some('('),
        '）' => Some(')'),
        _ if c.is_whitespace() => Some(' '),
        _ => Some(ascii_digit(c).unwrap_or(c)),
    });
    plain.collect()
}

/// The ASCII digit of a decimal digit in any script that papers use.
fn ascii_digit(c: char) -> Option<char> {
    /// The zeros of Arabic, Persian, Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam,
    /// Thai, Lao, Tibetan, Burmese, Khmer and of full width.
    const ZEROS: [u32; 17] = [
        0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
        0x1040, 0x17e0, 0xff10,
    ];
    let digit = ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero).filter(|digit| *digit < 10))?;
    char::from_digit(digit, 10)
}

/// The text with dates and times of Chinese, Japanese and Korean as digits.
fn plain_cjk(text: &str) -> String {
    if !text
        .contains(|c: char| ('\u{2e80}'..='\u{9fff}').contains(&c) || ('\u{ac00}'..='\u{d7af}').contains(&c))
    {
        return text.to_string();
    }
    let text = CJK_DAY.replace(text, "${year}-${month}-${day} ");
    let text = CJK_MONTH.replace(&text, "${year}-${month}");
    let text = CJK_WEEKDAY.replace(&text, " ");
    let time = |found: &Captures<'_>| {
        let part = |name: &str| found.name(name).map_or("00", |part| part.as_str());
        let half = match found.name("half").map(|half| half.as_str()) {
            Some("午前" | "上午" | "凌晨" | "早上" | "오전") => " am",
            // Noon's hours are written as 11, 12 or 1.
            Some("中午") if part("hour") == "11" => " am",
            Some(_) => " pm",
            None => "",
        };
        match found.name("rest") {
            Some(rest) => format!(" {}{}{half} ", &found["hour"], rest.as_str()),
            None => format!(" {}:{:0>2}:{:0>2}{half} ", &found["hour"], part("minute"), part("second")),
        }
    };
    CJK_TIME.replace(&text, time).into_owned()
}

/// What a word is in a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WordKind {
    Month(u32),
    Dropped,
    Half(&'static str),
    Hour,
    Other,
}

/// A word of the text, and where it is.
struct FoundWord<'t> {
    start: usize,
    end: usize,
    text: &'t str,
    kind: WordKind,
}

fn translate_words(text: &str) -> String {
    let mut words = classify_words(text);
    // "mar. 5 mar. 2024": of two months, the one that is a weekday too is the weekday.
    let months =
        |words: &[FoundWord<'_>]| words.iter().filter(|word| matches!(word.kind, WordKind::Month(_))).count();
    while months(&words) > 1 {
        let also_weekday = words.iter().position(|word| {
            matches!(word.kind, WordKind::Month(_)) && is_weekday(word.text.trim_end_matches('.'))
        });
        let Some(at) = also_weekday else { break };
        words[at].kind = WordKind::Dropped;
    }
    let mut canonical = String::with_capacity(text.len());
    let mut from = 0;
    for word in &words {
        canonical.push_str(&text[from..word.start]);
        match word.kind {
            WordKind::Month(month) => {
                let name = MONTHS[(month.clamp(1, 12) - 1) as usize];
                canonical.push_str(&format!(" {name} "));
            }
            WordKind::Dropped => canonical.push(' '),
            WordKind::Half(half) => canonical.push_str(&format!(" {half} ")),
            WordKind::Hour if text[word.end..].starts_with(|c: char| c.is_ascii_digit()) => {
                canonical.push('h')
            }
            WordKind::Hour => canonical.push_str("h "),
            WordKind::Other => canonical.push_str(word.text),
        }
        from = word.end;
    }
    canonical.push_str(&text[from..]);
    canonical
}

fn classify_words(text: &str) -> Vec<FoundWord<'_>> {
    let mut words: Vec<FoundWord<'_>> = Vec::new();
    let found: Vec<(usize, &str)> = WORD.find_iter(text).map(|word| (word.start(), word.as_str())).collect();
    let mut at = 0;
    while at < found.len() {
        let (start, word) = found[at];
        // Names of two words: "thứ ba", "quinta-feira", "كانون الثاني".
        if let Some(&(next_start, next)) = found.get(at + 1)
            && next_start - (start + word.len()) == 1
        {
            let both = &text[start..next_start + next.len()];
            let kind = name_kind(both);
            if kind != WordKind::Other {
                words.push(FoundWord { start, end: start + both.len(), text: both, kind });
                at += 2;
                continue;
            }
        }
        let kind = word_kind(word, &text[..start]);
        if kind == WordKind::Other && word.trim_end_matches('.').contains(['.', '\'', '’']) {
            // "d'octubre", "5.mar.Tuesday".
            for part in word.split_inclusive(['.', '\'', '’']) {
                let part_start = part.as_ptr() as usize - text.as_ptr() as usize;
                let kind = word_kind(part.trim_end_matches(['.', '\'', '’']), &text[..part_start]);
                words.push(FoundWord { start: part_start, end: part_start + part.len(), text: part, kind });
            }
        } else {
            words.push(FoundWord { start, end: start + word.len(), text: word, kind });
        }
        at += 1;
    }
    words
}

/// Whether a word or two are a month or a weekday.
fn name_kind(word: &str) -> WordKind {
    match month_number(word) {
        Some(month) => WordKind::Month(month),
        None if is_weekday(word) => WordKind::Dropped,
        None => WordKind::Other,
    }
}

fn word_kind(word: &str, before: &str) -> WordKind {
    let folded = fold_word(word);
    let after_digit = before.ends_with(|c: char| c.is_ascii_digit());
    let after_number = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    if after_digit && is_ordinal_ending(&folded) {
        return WordKind::Dropped;
    }
    let is_zone = before.contains(|c: char| c.is_ascii_digit()) && is_zone_name(word.trim_end_matches('.'));
    if matches!(word, "T" | "Z") || is_zone {
        return WordKind::Other;
    }
    // "5 am", but "am 5. März".
    let half = half_of_day(&folded).filter(|_| folded != "am" || after_number);
    let after_time = after_number && before.contains([':', '.', 'h']);
    if let Some(half) = half.or_else(|| half_after_time(&folded).filter(|_| after_time)) {
        return WordKind::Half(half);
    }
    if after_number && is_hour_unit(&folded) && !is_year_before(before) {
        return WordKind::Hour;
    }
    // Croatian and Polish give this word to two months; only Croatian writes a full stop after the day.
    if folded == "listopada" && before.trim_end().ends_with('.') {
        return WordKind::Month(10);
    }
    match name_kind(word) {
        WordKind::Other if is_linking(&folded) => WordKind::Dropped,
        kind => kind,
    }
}

/// Whether a year of four digits is before: "2024 год" is no hour.
fn is_year_before(before: &str) -> bool {
    before.trim_end().bytes().rev().take_while(u8::is_ascii_digit).count() >= 4
}
