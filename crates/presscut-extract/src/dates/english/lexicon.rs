//! The words of time: what a token can mean in a time expression, before any rule looks at it.
//!
//! Every token of a document is looked up once, without its case; rules then compare small values and not strings of
//! letters. Words that mean something only to one rule are [`Lex::Word`]. Ambiguous month names ("may", "march",
//! "mar", "jan") are marked: a rule has to ask for more evidence before it takes them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::Document;
use crate::dates::english::rules::holidays;
use crate::document::TokenKind;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    /// Two weeks.
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A season, of the northern half of the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
}

/// What a token can mean in a time expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Lex {
    /// Nothing.
    Other,
    /// ASCII digits alone, at most nine of them.
    Digits { value: u32, length: u8 },
    /// A number with commas or a point: "1,200", "1.5".
    Figure(f64),
    /// A number as a word: "two", "twenty", "hundred".
    Cardinal(u32),
    /// "first" to "thirtieth", as words.
    Ordinal(u32),
    /// A month, from 1. Where it is not `sure`, it is another word too, or an abbreviation that is a name.
    Month { month: u32, sure: bool },
    /// A day of the week, from Monday = 1. Where it is not `sure`, it is an abbreviation that is another word.
    Weekday { day: u32, sure: bool },
    /// "week", "weeks".
    Unit { unit: Unit, plural: bool },
    /// "summer".
    Season(Season),
    /// "morning", "mornings".
    DayPart(DayPart),
    /// "daily".
    Frequency(Unit),
    /// An apostrophe that stands for the century: "’96".
    Apostrophe,
    /// "Mondays": a day of the week again and again, from Monday = 1.
    Weekdays(u32),
    /// "nineties": 199.
    Decade(i32),
    /// "3.10.2024", day first as it is written with stops.
    Dotted { day: u32, month: u32, year: i32 },
    /// A word that a rule asks for by name.
    Word(&'static str),
}

/// The words that rules ask for by name.
const WORDS: &str = "the a an this that these those last past next previous following coming same current latest \
    recent upcoming first final ago earlier later before after from now then of in on at by to and or until till \
    since through during between within into for early late mid beginning start middle end midst turn close half \
    about around roughly approximately nearly almost over under some more less than least most up no well \
    only just another additional full straight consecutive trading working business calendar solid long whole \
    other few several couple dozen dozens hundreds thousands many number numerous countless old year-old \
    today yesterday tomorrow tonight overnight noon midday midnight o'clock o’clock a.m a.m. am p.m p.m. pm \
    currently recently soon previously future moment nowadays present shortly lately formerly afterward afterwards hence \
    each every per once twice times time fiscal fy q ended ending th st nd rd s h period term \
    est edt cst cdt mst mdt pst pdt gmt utc bst cet cest ist jst kst hkt sgt aest eastern et pt ct local hours \
    christmas new eve thanksgiving easter labor memorial independence fourth halloween valentine good black \
    lunar chinese year’s ramadan eid boxing veterans columbus martin luther king \
    reiwa heisei showa taisho meiji republic roc minguo buddhist be era b.e. bc b.c. ad a.d. bce ce circa china back \
    xiii xiv xv xvi xvii xviii xix xx xxi not yet as possible short closing near distant foreseeable immediate far sometime weekdays nightly \
    dawn dusk sunrise sunset corresponding comparable like latter ahead jr sr too but with";

static LEXICON: LazyLock<FxHashMap<&'static str, Lex>> = LazyLock::new(|| {
    let mut lexicon: FxHashMap<&'static str, Lex> =
        WORDS.split_whitespace().map(|word| (word, Lex::Word(word))).collect();
    let numbers = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
                   sixteen seventeen eighteen nineteen";
    lexicon.extend((0..).zip(numbers.split_whitespace()).map(|(n, word)| (word, Lex::Cardinal(n))));
    let tens = "twenty thirty forty fifty sixty seventy eighty ninety hundred";
    lexicon.extend((2..).zip(tens.split_whitespace()).map(|(n, word)| (word, Lex::Cardinal(10 * n))));
    lexicon.insert("thousand", Lex::Cardinal(1000));
    let ordinals = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth \
                    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";
    lexicon.extend((1..).zip(ordinals.split_whitespace()).map(|(n, word)| (word, Lex::Ordinal(n))));
    lexicon.insert("thirtieth", Lex::Ordinal(30));
    let months = "january february march april may june july august september october november december";
    for (month, word) in (1..).zip(months.split_whitespace()) {
        let sure = !matches!(word, "march" | "may");
        lexicon.insert(word, Lex::Month { month, sure });
        if word != "may" {
            lexicon.insert(&word[..3], Lex::Month { month, sure: false });
        }
    }
    lexicon.insert("sept", Lex::Month { month: 9, sure: false });
    let days = "monday tuesday wednesday thursday friday saturday sunday";
    for (day, word) in (1..).zip(days.split_whitespace()) {
        lexicon.insert(word, Lex::Weekday { day, sure: true });
        lexicon.insert(&word[..3], Lex::Weekday { day, sure: false });
    }
    let many = "mondays tuesdays wednesdays thursdays fridays saturdays sundays";
    lexicon.extend((1..).zip(many.split_whitespace()).map(|(day, word)| (word, Lex::Weekdays(day))));
    let decades = "twenties thirties forties fifties sixties seventies eighties nineties";
    lexicon.extend((192..).zip(decades.split_whitespace()).map(|(decade, word)| (word, Lex::Decade(decade))));
    for (word, day) in [("tues", 2), ("thur", 4), ("thurs", 4)] {
        lexicon.insert(word, Lex::Weekday { day, sure: false });
    }
    let units = [
        ("second", "seconds", Unit::Second),
        ("minute", "minutes", Unit::Minute),
        ("hour", "hours", Unit::Hour),
        ("day", "days", Unit::Day),
        ("week", "weeks", Unit::Week),
        ("fortnight", "fortnights", Unit::Fortnight),
        ("weekend", "weekends", Unit::Weekend),
        ("month", "months", Unit::Month),
        ("quarter", "quarters", Unit::Quarter),
        ("year", "years", Unit::Year),
        ("decade", "decades", Unit::Decade),
        ("century", "centuries", Unit::Century),
    ];
    for (one, many, unit) in units {
        if unit != Unit::Second {
            lexicon.insert(one, Lex::Unit { unit, plural: false });
        }
        lexicon.insert(many, Lex::Unit { unit, plural: true });
    }
    let seasons = [
        ("spring", Season::Spring),
        ("summer", Season::Summer),
        ("fall", Season::Fall),
        ("autumn", Season::Fall),
        ("winter", Season::Winter),
    ];
    lexicon.extend(seasons.map(|(word, season)| (word, Lex::Season(season))));
    let parts = [
        ("morning", DayPart::Morning),
        ("afternoon", DayPart::Afternoon),
        ("evening", DayPart::Evening),
        ("night", DayPart::Night),
        ("mornings", DayPart::Morning),
        ("afternoons", DayPart::Afternoon),
        ("evenings", DayPart::Evening),
        ("nights", DayPart::Night),
    ];
    lexicon.extend(parts.map(|(word, part)| (word, Lex::DayPart(part))));
    let frequencies = [
        ("hourly", Unit::Hour),
        ("daily", Unit::Day),
        ("weekly", Unit::Week),
        ("monthly", Unit::Month),
        ("yearly", Unit::Year),
        ("annually", Unit::Year),
    ];
    lexicon.extend(frequencies.map(|(word, unit)| (word, Lex::Frequency(unit))));
    for word in holidays::first_words() {
        lexicon.entry(word).or_insert(Lex::Word(word));
    }
    lexicon
});

/// What a token can do for an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing: no rule knows it.
    None,
    /// It stands inside of expressions and begins none: "of".
    Inner,
    /// It begins one if what follows is known to a rule too: "the".
    Weak,
    /// It makes an expression of what stands beside it.
    Strong,
}

/// Words of which [`Role::Inner`] is all.
const INNER: &str = "in of on by to and or for from as with but too before after until till since through during between \
    within into then time times term period local ago old most least nd rd th s not yet";

/// Words that are [`Role::Weak`].
const WEAK: &str =
    "the a an at up no more over that be good black king like memorial labor election national";

static ROLES: LazyLock<FxHashMap<&'static str, Role>> = LazyLock::new(|| {
    let inner = INNER.split_whitespace().map(|word| (word, Role::Inner));
    inner.chain(WEAK.split_whitespace().map(|word| (word, Role::Weak))).collect()
});

/// The meaning and the role of every word in the lexicon.
static MEANINGS: LazyLock<FxHashMap<&'static str, (Lex, Role)>> = LazyLock::new(|| {
    let role = |word| ROLES.get(word).copied().unwrap_or(Role::Strong);
    LEXICON.iter().map(|(word, lex)| (*word, (*lex, role(*word)))).collect()
});

/// Longer words mean nothing to us.
const LONGEST: usize = 16;

/// Looks up every token of a document.
pub fn look_up(document: &Document) -> Vec<(Lex, Role)> {
    let meanings = &*MEANINGS;
    let mut lower = [0; LONGEST];
    let nothing = (Lex::Other, Role::None);
    (0..document.tokens.len())
        .map(|token| {
            let word = document.word(token);
            match document.tokens[token].kind {
                TokenKind::Number => match number(word) {
                    Lex::Other => nothing,
                    lex => (lex, Role::Strong),
                },
                TokenKind::Word if word.len() <= LONGEST => {
                    let lower = &mut lower[..word.len()];
                    lower.copy_from_slice(word.as_bytes());
                    lower.make_ascii_lowercase();
                    let known = std::str::from_utf8(lower).ok().and_then(|lower| meanings.get(lower));
                    known.copied().unwrap_or(nothing)
                }
                TokenKind::Punct if matches!(word, "'" | "’" | "‘") => (Lex::Apostrophe, Role::Strong),
                _ => nothing,
            }
        })
        .collect()
}

fn number(word: &str) -> Lex {
    if word.len() <= 9 && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse().map_or(Lex::Other, |value| Lex::Digits { value, length: word.len() as u8 });
    }
    if let Some(date) = dotted(word) {
        return date;
    }
    if word.len() > LONGEST || !word.is_ascii() {
        return Lex::Other;
    }
    word.replace(',', "").parse().map_or(Lex::Other, Lex::Figure)
}

/// "3.10.2024"; "1.2.3" is a version.
fn dotted(word: &str) -> Option<Lex> {
    let mut parts = word.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    Some(Lex::Dotted { day: day.parse().ok()?, month: month.parse().ok()?, year: year.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_looked_up_without_their_case() {
        let document = Document::new("TUESDAY, 3 Oct. 1,200 ninety mornings İ");
        let found = look_up(&document);
        assert_eq!(found[0].0, Lex::Weekday { day: 2, sure: true });
        assert_eq!(found[2].0, Lex::Digits { value: 3, length: 1 });
        assert_eq!(found[3].0, Lex::Month { month: 10, sure: false });
        assert_eq!(found[5].0, Lex::Figure(1200.0));
        assert_eq!(found[6].0, Lex::Cardinal(90));
        assert_eq!(found[7].0, Lex::DayPart(DayPart::Morning));
        assert_eq!(found[8].0, Lex::Other);
    }
}
