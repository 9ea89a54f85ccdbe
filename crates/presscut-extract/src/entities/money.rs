//! Sums of money: which currency, and how much, where the text says it for certain.
//!
//! Takes what the recogniser took for money; gives each its ISO 4217 code and its amount in whole units. The surprising
//! decision: a bare "$", "pounds", "rupees" or "pesos" has no code, since a paper means its own country's by it; and a
//! range, or "millions of dollars", has no amount.

use crate::Document;
use crate::Sum;
use crate::entities::crf::bioes::{Class, Found};

/// The sums among what was found, in order.
pub fn of(document: &Document, found: &[Found]) -> Vec<Sum> {
    let money = found.iter().filter(|found| found.class == Class::Money);
    let sums = money.filter_map(|found| {
        let text = document.slice(found.start..found.end);
        // "dollar" and "greenback" are words about money, and no sum.
        if !text.contains(|c: char| c.is_ascii_digit()) && !has_number_word(text) {
            return None;
        }
        let (currency, amount) = read(text);
        let span = document.span(found.start..found.end);
        Some(Sum { span, text: text.to_string(), currency, amount })
    });
    sums.collect()
}

/// The currency and the amount of a sum as it is written.
pub fn read(text: &str) -> (Option<&'static str>, Option<f64>) {
    let parts = parts(text);
    let words: Vec<&str> = parts
        .iter()
        .filter_map(|part| if let Part::Word(word) = part { Some(word.as_str()) } else { None })
        .collect();
    (currency(&words), amount(&parts))
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Number(String),
    /// Letters and signs, without stops.
    Word(String),
    /// "-" and its like between two numbers.
    Dash,
}

/// Numbers, and words with their signs: "US$4.2bn" is "US$", 4.2 and "bn".
fn parts(text: &str) -> Vec<Part> {
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

/// Signs and short forms before a number; those of several countries are not here.
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

/// Currencies that one country has, by their names in small letters.
const NAMES: &[(&str, &str)] = &[
    ("euro", "EUR"),
    ("yen", "JPY"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("won", "KRW"),
    ("baht", "THB"),
    ("ringgit", "MYR"),
    ("rupiah", "IDR"),
    ("dong", "VND"),
    ("naira", "NGN"),
    ("cedi", "GHS"),
    ("rand", "ZAR"),
    ("birr", "ETB"),
    ("taka", "BDT"),
    ("ruble", "RUB"),
    ("rouble", "RUB"),
    ("real", "BRL"),
    ("reais", "BRL"),
    ("reai", "BRL"),
    ("zloty", "PLN"),
    ("forint", "HUF"),
    ("hryvnia", "UAH"),
    ("hryvnya", "UAH"),
    ("shekel", "ILS"),
    ("tenge", "KZT"),
    ("lari", "GEL"),
    ("dram", "AMD"),
    ("afghani", "AFN"),
    ("kyat", "MMK"),
    ("kip", "LAK"),
    ("riel", "KHR"),
    ("tugrik", "MNT"),
    ("guarani", "PYG"),
    ("boliviano", "BOB"),
    ("quetzal", "GTQ"),
    ("lempira", "HNL"),
    ("gourde", "HTG"),
    ("pula", "BWP"),
    ("metical", "MZN"),
    ("meticai", "MZN"),
    ("dalasi", "GMD"),
    ("ariary", "MGA"),
    ("nakfa", "ERN"),
    ("ouguiya", "MRU"),
    ("ngultrum", "BTN"),
    ("pataca", "MOP"),
    ("rufiyaa", "MVR"),
    ("lek", "ALL"),
    ("lev", "BGN"),
    ("leva", "BGN"),
    ("denar", "MKD"),
    ("koruna", "CZK"),
    ("sterling", "GBP"),
    ("pence", "GBP"),
];

/// Currencies that several countries have, by the country's adjective and the name.
const OF_COUNTRIES: &[(&str, &str, &str)] = &[
    ("us", "dollar", "USD"),
    ("american", "dollar", "USD"),
    ("australian", "dollar", "AUD"),
    ("canadian", "dollar", "CAD"),
    ("singapore", "dollar", "SGD"),
    ("singaporean", "dollar", "SGD"),
    ("kong", "dollar", "HKD"),
    ("zealand", "dollar", "NZD"),
    ("taiwan", "dollar", "TWD"),
    ("taiwanese", "dollar", "TWD"),
    ("jamaican", "dollar", "JMD"),
    ("namibian", "dollar", "NAD"),
    ("fijian", "dollar", "FJD"),
    ("fiji", "dollar", "FJD"),
    ("british", "pound", "GBP"),
    ("egyptian", "pound", "EGP"),
    ("lebanese", "pound", "LBP"),
    ("syrian", "pound", "SYP"),
    ("sudanese", "pound", "SDG"),
    ("swiss", "franc", "CHF"),
    ("congolese", "franc", "CDF"),
    ("rwandan", "franc", "RWF"),
    ("burundian", "franc", "BIF"),
    ("guinean", "franc", "GNF"),
    ("mexican", "peso", "MXN"),
    ("philippine", "peso", "PHP"),
    ("argentine", "peso", "ARS"),
    ("colombian", "peso", "COP"),
    ("chilean", "peso", "CLP"),
    ("cuban", "peso", "CUP"),
    ("dominican", "peso", "DOP"),
    ("uruguayan", "peso", "UYU"),
    ("kenyan", "shilling", "KES"),
    ("kenya", "shilling", "KES"),
    ("ugandan", "shilling", "UGX"),
    ("uganda", "shilling", "UGX"),
    ("tanzanian", "shilling", "TZS"),
    ("somali", "shilling", "SOS"),
    ("iraqi", "dinar", "IQD"),
    ("kuwaiti", "dinar", "KWD"),
    ("jordanian", "dinar", "JOD"),
    ("libyan", "dinar", "LYD"),
    ("algerian", "dinar", "DZD"),
    ("tunisian", "dinar", "TND"),
    ("bahraini", "dinar", "BHD"),
    ("serbian", "dinar", "RSD"),
    ("uae", "dirham", "AED"),
    ("emirati", "dirham", "AED"),
    ("moroccan", "dirham", "MAD"),
    ("saudi", "riyal", "SAR"),
    ("qatari", "riyal", "QAR"),
    ("qatar", "riyal", "QAR"),
    ("omani", "rial", "OMR"),
    ("iranian", "rial", "IRR"),
    ("yemeni", "rial", "YER"),
    ("indian", "rupee", "INR"),
    ("pakistani", "rupee", "PKR"),
    ("pakistan", "rupee", "PKR"),
    ("lankan", "rupee", "LKR"),
    ("nepali", "rupee", "NPR"),
    ("nepalese", "rupee", "NPR"),
    ("mauritian", "rupee", "MUR"),
    ("swedish", "krona", "SEK"),
    ("swedish", "kronor", "SEK"),
    ("norwegian", "krone", "NOK"),
    ("norwegian", "kroner", "NOK"),
    ("danish", "krone", "DKK"),
    ("danish", "kroner", "DKK"),
    ("icelandic", "krona", "ISK"),
    ("turkish", "lira", "TRY"),
    ("lebanese", "lira", "LBP"),
    ("syrian", "lira", "SYP"),
    ("zambian", "kwacha", "ZMW"),
    ("malawian", "kwacha", "MWK"),
    ("malawi", "kwacha", "MWK"),
    ("belarusian", "ruble", "BYN"),
    ("romanian", "leu", "RON"),
    ("romanian", "lei", "RON"),
    ("moldovan", "leu", "MDL"),
    ("azerbaijani", "manat", "AZN"),
    ("turkmen", "manat", "TMT"),
    ("kyrgyz", "som", "KGS"),
    ("uzbek", "sum", "UZS"),
    ("uzbek", "som", "UZS"),
];

/// Codes as they are written in news.
const CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CNY", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "INR", "PKR", "BDT", "LKR",
    "NPR", "IDR", "MYR", "PHP", "THB", "VND", "KRW", "ZAR", "NGN", "GHS", "KES", "UGX", "TZS", "ETB", "EGP",
    "MAD", "DZD", "TND", "BRL", "ARS", "CLP", "COP", "PEN", "MXN", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK",
    "HUF", "RUB", "UAH", "TRY", "ILS", "AED", "SAR", "QAR", "KWD", "BHD", "OMR", "JOD", "IQD", "IRR", "LBP",
    "RWF", "XOF", "XAF", "ZMW", "MWK", "BWP", "NAD", "MZN", "AOA", "KZT", "MMK", "KHR",
];

fn currency(words: &[&str]) -> Option<&'static str> {
    let mut found: Option<&'static str> = None;
    let mut agree = |code: &'static str| match found {
        Some(other) if other != code => false,
        _ => {
            found = Some(code);
            true
        }
    };
    let mut before = String::new();
    for word in words {
        let code = SIGNS
            .iter()
            .find(|(sign, _)| sign == word)
            .map(|(_, code)| *code)
            .or_else(|| CODES.iter().find(|code| *code == word).copied())
            .or_else(|| by_name(&before, &word.to_lowercase()));
        if let Some(code) = code
            && !agree(code)
        {
            return None;
        }
        before = word.to_lowercase();
    }
    found
}

fn by_name(before: &str, word: &str) -> Option<&'static str> {
    let one =
        word.strip_suffix("es").filter(|one| one.ends_with("an")).or(word.strip_suffix('s')).unwrap_or(word);
    let of_country =
        OF_COUNTRIES.iter().find(|(country, name, _)| *country == before && (*name == one || *name == word));
    let alone = NAMES.iter().find(|(name, _)| *name == one || *name == word);
    of_country.map(|(_, _, code)| *code).or(alone.map(|(_, code)| *code))
}

/// What a word multiplies by.
fn scale(word: &str) -> Option<f64> {
    Some(match word.to_lowercase().as_str() {
        "hundred" => 1e2,
        "thousand" | "k" => 1e3,
        "lakh" | "lakhs" => 1e5,
        "million" | "m" | "mn" | "mln" | "mil" => 1e6,
        "crore" | "crores" => 1e7,
        "billion" | "b" | "bn" | "bln" => 1e9,
        "trillion" | "tn" | "trn" => 1e12,
        _ => return None,
    })
}

/// A number that is written as a word.
fn number_word(word: &str) -> Option<f64> {
    const WORDS: [&str; 13] = [
        "half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    match word {
        "a" | "an" => Some(1.0),
        "twenty" => Some(20.0),
        "thirty" => Some(30.0),
        "forty" => Some(40.0),
        "fifty" => Some(50.0),
        _ => WORDS.iter().position(|known| *known == word).map(|at| if at == 0 { 0.5 } else { at as f64 }),
    }
}

fn has_number_word(text: &str) -> bool {
    text.split([' ', '-']).any(|word| {
        let word = word.to_lowercase();
        number_word(&word).is_some_and(|_| word.len() > 2)
            || scale(word.trim_end_matches('s')).is_some() && word.len() > 2
    })
}

fn amount(parts: &[Part]) -> Option<f64> {
    let mut amount: Option<f64> = None;
    let mut scaled = 1.0;
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Number(text) if amount.is_none() => amount = Some(number(text, parts.get(at + 1))?),
            // Two numbers: a range.
            Part::Number(_) => return None,
            Part::Dash => {}
            Part::Word(word) => {
                let lower = word.to_lowercase();
                if let Some(times) = scale(&lower) {
                    scaled *= times;
                } else if matches!(lower.as_str(), "cent" | "cents" | "pence") {
                    scaled /= 100.0;
                } else if let Some(number) = number_word(&lower) {
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
    // A product such as 4.2 × 10⁹ is off by a hair in binary: cents are as fine as sums are.
    amount.map(|amount| (amount * scaled * 100.0).round() / 100.0).filter(|amount| amount.is_finite())
}

/// "1,200", "4.2", and "1,7 million" as in South Africa; nothing where commas make no sense.
fn number(text: &str, next: Option<&Part>) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let scaled = matches!(next, Some(Part::Word(word)) if scale(word).is_some());
    if let ([units, tenths], "", true) = (&groups[..], fraction, scaled)
        && tenths.len() < 3
    {
        return format!("{units}.{tenths}").parse().ok();
    }
    // In South Asia groups are of two.
    let in_groups = groups[1..].iter().all(|group| matches!(group.len(), 2 | 3))
        && groups.last().is_none_or(|last| groups.len() == 1 || last.len() == 3);
    if !in_groups || fraction.contains(['.', ',']) {
        return None;
    }
    format!("{}.{}", groups.concat(), if fraction.is_empty() { "0" } else { fraction }).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::read;
    use proptest::prelude::*;

    #[test]
    fn sums_are_read_where_they_are_certain() {
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
        fn a_plain_sum_is_read_back(amount in 0u32..1_000_000_000) {
            let text = format!("{amount} yen");
            prop_assert_eq!(read(&text), (Some("JPY"), Some(f64::from(amount))));
        }
    }
}
