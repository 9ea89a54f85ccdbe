//! Amounts of money: which currency and how much, where the text says it for certain.
//!
//! Takes what the tagger took for money; gives each its ISO 4217 code and its amount in whole units. The surprising
//! decision: a bare "$", "pounds", "rupees" or "pesos" has no code, since a paper means its own country's by it; and a
//! range, or "millions of dollars", has no amount.

use crate::Document;
use crate::MoneyMention;
use crate::entities::crf::bioes::{NameClass, TaggedName};
use crate::entities::grammar::EntityGrammar;

/// The amounts of money among tagged names, in order.
pub fn extract_money(
    document: &Document,
    names: &[TaggedName],
    grammar: &dyn EntityGrammar,
) -> Vec<MoneyMention> {
    let money = names.iter().filter(|name| name.class == NameClass::Money);
    let mentions = money.filter_map(|name| {
        let text = document.slice(name.start..name.end);
        // "dollar" and "greenback" are words about money, and no amount.
        if !text.contains(|c: char| c.is_ascii_digit()) && !has_number_word(text, grammar) {
            return None;
        }
        let (currency, amount) = read_money(text, grammar);
        let span = document.span(name.start..name.end);
        Some(MoneyMention { span, text: text.to_string(), currency, amount })
    });
    mentions.collect()
}

/// The currency and the amount that a text says, each `None` where it is not certain.
fn read_money(text: &str, grammar: &dyn EntityGrammar) -> (Option<&'static str>, Option<f64>) {
    let parts = split_parts(text);
    let words: Vec<&str> = parts
        .iter()
        .filter_map(|part| if let Part::Word(word) = part { Some(word.as_str()) } else { None })
        .collect();
    (currency_of(&words, grammar), amount_of(&parts, grammar))
}

/// A part of an amount as it is written.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// Digits with their commas and points.
    Number(String),
    /// Letters and signs, without full stops.
    Word(String),
    /// A hyphen or dash.
    Dash,
}

/// Splits an amount into numbers, words and dashes: "US$4.2bn" is "US$", 4.2 and "bn".
fn split_parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    let end_word = |word: &mut String, parts: &mut Vec<Part>| {
        if !word.is_empty() {
            parts.push(Part::Word(std::mem::take(word)));
        }
    };
    while let Some(c) = chars.next() {
        match c {
            '0'..='9' => {
                end_word(&mut word, &mut parts);
                let mut number = String::from(c);
                while let Some(next) = chars.next_if(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
                    number.push(next);
                }
                parts.push(Part::Number(number.trim_end_matches([',', '.']).to_string()));
            }
            '.' => {}
            '-' | '–' | '—' | '‑' => {
                end_word(&mut word, &mut parts);
                parts.push(Part::Dash);
            }
            c if c.is_whitespace() || c == ',' => end_word(&mut word, &mut parts),
            c => word.push(c),
        }
    }
    end_word(&mut word, &mut parts);
    parts
}

/// Signs and short forms before a number. Those that several countries use are not here.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("A$", "AUD"),
    ("AU$", "AUD"),
    ("C$", "CAD"),
    ("CA$", "CAD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("J$", "JMD"),
    ("TT$", "TTD"),
    ("N$", "NAD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("₦", "NGN"),
    ("₩", "KRW"),
    ("₱", "PHP"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("₴", "UAH"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₡", "CRC"),
    ("₲", "PYG"),
    ("₸", "KZT"),
    ("GH¢", "GHS"),
    ("GH₵", "GHS"),
    ("₵", "GHS"),
    ("Tk", "BDT"),
    ("RM", "MYR"),
    ("Rp", "IDR"),
    ("Ksh", "KES"),
    ("KSh", "KES"),
    ("Ush", "UGX"),
    ("USh", "UGX"),
    ("Tsh", "TZS"),
    ("TSh", "TZS"),
    ("RMB", "CNY"),
    ("N", "NGN"),
    ("R", "ZAR"),
    ("LE", "EGP"),
    ("Kshs", "KES"),
];

/// ISO 4217 codes that news writes.
const CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CNY", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "INR", "PKR", "BDT", "LKR",
    "NPR", "IDR", "MYR", "PHP", "THB", "VND", "KRW", "ZAR", "NGN", "GHS", "KES", "UGX", "TZS", "ETB", "EGP",
    "MAD", "DZD", "TND", "BRL", "ARS", "CLP", "COP", "PEN", "MXN", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK",
    "HUF", "RUB", "UAH", "TRY", "ILS", "AED", "SAR", "QAR", "KWD", "BHD", "OMR", "JOD", "IQD", "IRR", "LBP",
    "RWF", "XOF", "XAF", "ZMW", "MWK", "BWP", "NAD", "MZN", "AOA", "KZT", "MMK", "KHR",
];

/// The codes of all currencies that are known by a sign or by their code.
pub(crate) fn written_currency_codes() -> impl Iterator<Item = &'static str> {
    CODES.iter().copied().chain(SIGNS.iter().map(|(_, code)| *code))
}

/// The currency that all words agree on.
fn currency_of(words: &[&str], grammar: &dyn EntityGrammar) -> Option<&'static str> {
    let mut found: Option<&'static str> = None;
    let mut before = String::new();
    for word in words {
        let lower = word.to_lowercase();
        let code = SIGNS
            .iter()
            .find(|(sign, _)| sign == word)
            .map(|(_, code)| *code)
            .or_else(|| CODES.iter().find(|code| *code == word).copied())
            .or_else(|| grammar.currency_code(&before, &lower));
        if let Some(code) = code {
            if found.is_some_and(|other| other != code) {
                return None;
            }
            found = Some(code);
        }
        before = lower;
    }
    found
}

fn has_number_word(text: &str, grammar: &dyn EntityGrammar) -> bool {
    text.split([' ', '-']).any(|word| {
        let word = word.to_lowercase();
        let is_number =
            grammar.number_word(&word).is_some() || grammar.multiplier(word.trim_end_matches('s')).is_some();
        is_number && word.len() > 2
    })
}

fn amount_of(parts: &[Part], grammar: &dyn EntityGrammar) -> Option<f64> {
    let mut amount: Option<f64> = None;
    let mut multiplier = 1.0;
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Number(text) if amount.is_none() => {
                amount = Some(parse_number(text, parts.get(at + 1), grammar)?);
            }
            // Two numbers: a range.
            Part::Number(_) => return None,
            Part::Dash => {}
            Part::Word(word) => {
                let lower = word.to_lowercase();
                if let Some(times) = grammar.multiplier(&lower) {
                    multiplier *= times;
                } else if grammar.is_hundredth(&lower) {
                    multiplier /= 100.0;
                } else if let Some(number) = grammar.number_word(&lower) {
                    match (amount, number) {
                        (None, _) => amount = Some(number),
                        // "half a million"
                        (Some(_), 1.0) => {}
                        _ => return None,
                    }
                }
            }
        }
    }
    // 4.2 × 10⁹ is not exact in binary: rounding to hundredths gives back what was written.
    amount.map(|amount| (amount * multiplier * 100.0).round() / 100.0).filter(|amount| amount.is_finite())
}

/// Parses "1,200", "4.2", and "1,7 million" as in South Africa; `None` where the commas make no sense.
fn parse_number(text: &str, next: Option<&Part>, grammar: &dyn EntityGrammar) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let multiplied =
        matches!(next, Some(Part::Word(word)) if grammar.multiplier(&word.to_lowercase()).is_some());
    if let ([units, tenths], "", true) = (&groups[..], fraction, multiplied)
        && tenths.len() < 3
    {
        return format!("{units}.{tenths}").parse().ok();
    }
    // South Asia groups digits in twos.
    let in_groups = groups[1..].iter().all(|group| matches!(group.len(), 2 | 3))
        && groups.last().is_none_or(|last| groups.len() == 1 || last.len() == 3);
    if !in_groups || fraction.contains(['.', ',']) {
        return None;
    }
    format!("{}.{}", groups.concat(), if fraction.is_empty() { "0" } else { fraction }).parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::entities::english::English;

    fn read(text: &str) -> (Option<&'static str>, Option<f64>) {
        super::read_money(text, &English)
    }

    #[test]
    fn amounts_are_read_where_they_are_certain() {
        for (text, currency, amount) in [
            ("US$ 4.2 billion", Some("USD"), Some(4.2e9)),
            ("U.S.93 Million", None, Some(93e6)),
            ("U.S.$2", Some("USD"), Some(2.0)),
            ("$1,200", None, Some(1200.0)),
            ("N7.2 billion", Some("NGN"), Some(7.2e9)),
            ("ZAR1,7 million", Some("ZAR"), Some(1.7e6)),
            ("10,000 US dollars", Some("USD"), Some(10_000.0)),
            ("US dollars 6000", Some("USD"), Some(6000.0)),
            ("150,000 Egyptian Pounds", Some("EGP"), Some(150_000.0)),
            ("Tk 45.52 crore", Some("BDT"), Some(455_200_000.0)),
            ("5.4 trillion yuan", Some("CNY"), Some(5.4e12)),
            ("$12.7bn", None, Some(12.7e9)),
            ("30-million-dollar", None, Some(30e6)),
            ("half a million euros", Some("EUR"), Some(500_000.0)),
            ("Rs 1,50,000", None, Some(150_000.0)),
            ("€31m", Some("EUR"), Some(31e6)),
            ("50 cents", None, Some(0.5)),
            ("USD1,850,000", Some("USD"), Some(1_850_000.0)),
            ("3 lakh crore rupees", None, Some(3e12)),
        ] {
            assert_eq!(read(text), (currency, amount), "{text}");
        }
    }

    #[test]
    fn what_is_not_certain_is_left_open() {
        for text in ["$1.2–1.4 trillion", "250-300 rupees", "millions of dollars", "1,2,3 dollars", "$1.2.3"]
        {
            assert_eq!(read(text), (None, None), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,40}") {
            if let (_, Some(amount)) = read(&text) {
                prop_assert!(amount.is_finite() && amount >= 0.0);
            }
        }

        #[test]
        fn a_plain_amount_is_read_back(amount in 0u32..1_000_000_000) {
            let text = format!("{amount} yen");
            prop_assert_eq!(read(&text), (Some("JPY"), Some(f64::from(amount))));
        }
    }
}
