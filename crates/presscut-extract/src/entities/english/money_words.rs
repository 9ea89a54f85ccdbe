//! English words for money: the names of currencies, multipliers and numbers.
//!
//! Takes words in small letters; gives ISO 4217 codes and numbers. The surprising decision: names that several
//! countries use ("dollar", "pound", "peso") have no code without the country's adjective before them.

/// Names of currencies that only one country uses.
const ONE_COUNTRY_NAMES: &[(&str, &str)] = &[
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
const ADJECTIVE_NAMES: &[(&str, &str, &str)] = &[
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

/// The codes of all currencies that have a name here.
pub(crate) fn named_currency_codes() -> impl Iterator<Item = &'static str> {
    let alone = ONE_COUNTRY_NAMES.iter().map(|(_, code)| *code);
    alone.chain(ADJECTIVE_NAMES.iter().map(|(_, _, code)| *code))
}

/// The code of a currency by its name in singular or plural, and the word before it.
pub(super) fn currency_code(before: &str, name: &str) -> Option<&'static str> {
    let singular =
        name.strip_suffix("es").filter(|one| one.ends_with("an")).or(name.strip_suffix('s')).unwrap_or(name);
    let with_adjective = ADJECTIVE_NAMES
        .iter()
        .find(|(adjective, known, _)| *adjective == before && (*known == singular || *known == name));
    let alone = ONE_COUNTRY_NAMES.iter().find(|(known, _)| *known == singular || *known == name);
    with_adjective.map(|(_, _, code)| *code).or(alone.map(|(_, code)| *code))
}

/// What a word multiplies an amount by.
pub(super) fn multiplier(lower: &str) -> Option<f64> {
    Some(match lower {
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

/// The number that a word means.
pub(super) fn number_word(lower: &str) -> Option<f64> {
    const FROM_HALF_ON: [&str; 13] = [
        "half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    match lower {
        "a" | "an" => Some(1.0),
        "twenty" => Some(20.0),
        "thirty" => Some(30.0),
        "forty" => Some(40.0),
        "fifty" => Some(50.0),
        _ => FROM_HALF_ON
            .iter()
            .position(|known| *known == lower)
            .map(|at| if at == 0 { 0.5 } else { at as f64 }),
    }
}
