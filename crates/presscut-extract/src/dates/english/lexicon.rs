//! The English words of time: what a token can mean in a time expression, before any rule looks at it.
//!
//! Every token of a document is looked up once, in lower case, so that rules compare small values instead of strings.
//! Words without a meaning of their own are [`Meaning::Word`], for rules to ask for. Ambiguous names of months ("may",
//! "march", "mar", "jan") are marked: rules need more evidence before they accept them.

use rustc_hash::FxHashMap;

use crate::Document;
use crate::dates::units::{DayPart, Season, Unit};
use crate::document::vocabulary::WordMemo;
use crate::document::{Token, TokenKind};

/// What a token can mean in a time expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Meaning {
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
    /// A month, from 1. Where it is not `certain`, it is another word as well, or an abbreviation that is also a name.
    Month { month: u32, certain: bool },
    /// A weekday, from Monday = 1. Where it is not `certain`, it is an abbreviation that is also another word.
    Weekday { day: u32, certain: bool },
    /// "week", "weeks".
    Unit { unit: Unit, plural: bool },
    /// "summer".
    Season(Season),
    /// "morning", "mornings".
    DayPart(DayPart),
    /// "daily".
    Frequency(Unit),
    /// An apostrophe, which may replace the century: "’96".
    Apostrophe,
    /// "Mondays", from Monday = 1.
    Weekdays(u32),
    /// "nineties": 199.
    Decade(i32),
    /// "3.10.2024": a date with full stops has its day first.
    Dotted { day: u32, month: u32, year: i32 },
    /// A word that rules ask for by name.
    Word(&'static str),
}

/// The words that rules ask for by name. What only one file of rules asks for is in its [`RuleSet`].
///
/// [`RuleSet`]: crate::dates::english::rules::rule::RuleSet
const WORDS: &str = "\
    the a an this that these those last past next previous following coming same current latest recent \
    upcoming first final ago earlier later before after from now then of in on at by to and or until \
    till since through during between within into for early late mid beginning start middle end midst \
    turn close half about around roughly approximately nearly almost over under some more less than \
    least most up no well only just another additional full straight consecutive trading working \
    business calendar solid long whole other few several couple dozen dozens hundreds thousands many \
    number numerous countless old year-old today yesterday tomorrow tonight overnight noon midday \
    midnight o'clock o’clock a.m a.m. am p.m p.m. pm currently recently soon previously future moment \
    nowadays present shortly lately formerly afterward afterwards hence each every per once twice \
    times time fiscal fy q ended ending th st nd rd s h period term local hours christmas new eve \
    thanksgiving easter labor memorial independence fourth halloween valentine good black lunar \
    chinese year’s ramadan eid boxing veterans columbus martin luther king be circa back not yet as \
    possible short closing near distant foreseeable immediate far sometime weekdays nightly dawn dusk \
    sunrise sunset corresponding comparable like latter ahead jr sr too but with";

/// Meanings by word, in lower case.
type Meanings = FxHashMap<&'static str, Meaning>;

fn add_numbers(meanings: &mut Meanings) {
    let numbers = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
                   sixteen seventeen eighteen nineteen";
    meanings.extend((0..).zip(numbers.split_whitespace()).map(|(n, word)| (word, Meaning::Cardinal(n))));
    let tens = "twenty thirty forty fifty sixty seventy eighty ninety hundred";
    meanings.extend((2..).zip(tens.split_whitespace()).map(|(n, word)| (word, Meaning::Cardinal(10 * n))));
    meanings.insert("thousand", Meaning::Cardinal(1000));
    let ordinals = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth \
                    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";
    meanings.extend((1..).zip(ordinals.split_whitespace()).map(|(n, word)| (word, Meaning::Ordinal(n))));
    meanings.insert("thirtieth", Meaning::Ordinal(30));
    let decades = "twenties thirties forties fifties sixties seventies eighties nineties";
    meanings.extend(
        (192..).zip(decades.split_whitespace()).map(|(decade, word)| (word, Meaning::Decade(decade))),
    );
}

fn add_months_and_weekdays(meanings: &mut Meanings) {
    let months = "january february march april may june july august september october november december";
    for (month, word) in (1..).zip(months.split_whitespace()) {
        let certain = !matches!(word, "march" | "may");
        meanings.insert(word, Meaning::Month { month, certain });
        if word != "may" {
            meanings.insert(&word[..3], Meaning::Month { month, certain: false });
        }
    }
    meanings.insert("sept", Meaning::Month { month: 9, certain: false });
    let days = "monday tuesday wednesday thursday friday saturday sunday";
    for (day, word) in (1..).zip(days.split_whitespace()) {
        meanings.insert(word, Meaning::Weekday { day, certain: true });
        meanings.insert(&word[..3], Meaning::Weekday { day, certain: false });
    }
    let many = "mondays tuesdays wednesdays thursdays fridays saturdays sundays";
    meanings.extend((1..).zip(many.split_whitespace()).map(|(day, word)| (word, Meaning::Weekdays(day))));
    for (word, day) in [("tues", 2), ("weds", 3), ("thur", 4), ("thurs", 4)] {
        meanings.insert(word, Meaning::Weekday { day, certain: false });
    }
}

fn add_units(meanings: &mut Meanings) {
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
            meanings.insert(one, Meaning::Unit { unit, plural: false });
        }
        meanings.insert(many, Meaning::Unit { unit, plural: true });
    }
}

fn add_seasons_and_day_parts(meanings: &mut Meanings) {
    let seasons = [
        ("spring", Season::Spring),
        ("summer", Season::Summer),
        ("fall", Season::Fall),
        ("autumn", Season::Fall),
        ("winter", Season::Winter),
    ];
    meanings.extend(seasons.map(|(word, season)| (word, Meaning::Season(season))));
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
    meanings.extend(parts.map(|(word, part)| (word, Meaning::DayPart(part))));
    let frequencies = [
        ("hourly", Unit::Hour),
        ("daily", Unit::Day),
        ("weekly", Unit::Week),
        ("monthly", Unit::Month),
        ("yearly", Unit::Year),
        ("annually", Unit::Year),
    ];
    meanings.extend(frequencies.map(|(word, unit)| (word, Meaning::Frequency(unit))));
}

/// What a token does as a trigger of an expression (the "lexical trigger" of TIMEX2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// No trigger: no rule knows it.
    None,
    /// It occurs inside expressions and begins none: "of".
    Inside,
    /// It begins an expression if a rule knows the next word too: "the".
    Weak,
    /// It begins an expression alone or with any neighbour.
    Strong,
}

/// Words that are [`Trigger::Inside`].
const INSIDE_WORDS: &str = "in of on by to and or for from as with but too before after until till since through during between \
    within into then time times term period local ago old most least nd rd th s not yet";

/// Words that are [`Trigger::Weak`].
const WEAK_WORDS: &str =
    "the a an at up no more over that be good black king like memorial labor election national";

fn trigger_of(word: &str) -> Trigger {
    let is_in = |list: &str| list.split_whitespace().any(|listed| listed == word);
    match () {
        () if is_in(WEAK_WORDS) => Trigger::Weak,
        () if is_in(INSIDE_WORDS) => Trigger::Inside,
        () => Trigger::Strong,
    }
}

/// No word of time is longer than this.
const MAX_WORD_BYTES: usize = 16;

/// Longer runs of digits are no number in a date. This many fit into 32 bits.
const MAX_DIGITS: usize = 9;

/// The meaning and the trigger of every known word.
pub struct Lexicon {
    meanings: FxHashMap<&'static str, (Meaning, Trigger)>,
    /// The outlines of known words; a word without one of these is not looked up.
    outlines: Vec<bool>,
}

/// How many outlines words of at most [`MAX_WORD_BYTES`] can have.
const OUTLINES: usize = (MAX_WORD_BYTES + 1) << 10;

/// A number for the length and the first and last letter of a word, in any case. Words with different numbers are different.
fn outline(word: &str) -> usize {
    let bytes = word.as_bytes();
    let letter = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(byte & 31));
    bytes.len() << 10 | letter(bytes.first()) << 5 | letter(bytes.last())
}

impl Lexicon {
    /// The words of time, and `rule_words` that only some rules ask for.
    pub fn new(rule_words: impl IntoIterator<Item = &'static str>) -> Lexicon {
        let mut meanings: Meanings =
            WORDS.split_whitespace().map(|word| (word, Meaning::Word(word))).collect();
        add_numbers(&mut meanings);
        add_months_and_weekdays(&mut meanings);
        add_units(&mut meanings);
        add_seasons_and_day_parts(&mut meanings);
        for word in rule_words {
            meanings.entry(word).or_insert(Meaning::Word(word));
        }
        let mut outlines = vec![false; OUTLINES];
        for word in meanings.keys().filter(|word| word.len() <= MAX_WORD_BYTES) {
            outlines[outline(word)] = true;
        }
        let with_trigger = |(word, meaning)| (word, (meaning, trigger_of(word)));
        Lexicon { meanings: meanings.into_iter().map(with_trigger).collect(), outlines }
    }

    /// Looks up every token of a document; what `memo` knows already is taken from there. A memo is of one lexicon.
    pub fn look_up_tokens(
        &self,
        document: &Document,
        memo: &mut WordMemo<(Meaning, Trigger)>,
    ) -> Vec<(Meaning, Trigger)> {
        memo.prepare_for(document.generation());
        let look_up = |(token, Token { kind, .. }): (usize, &Token)| {
            memo.get_or_look_up(document.word_number(token), || self.look_up(document.word(token), *kind))
        };
        document.tokens.iter().enumerate().map(look_up).collect()
    }

    /// What a word can mean. Its first letter decides the kind of its token.
    fn look_up(&self, word: &str, kind: TokenKind) -> (Meaning, Trigger) {
        let nothing = (Meaning::Other, Trigger::None);
        match kind {
            TokenKind::Number => match number_meaning(word) {
                Meaning::Other => nothing,
                meaning => (meaning, Trigger::Strong),
            },
            TokenKind::Word if word.len() <= MAX_WORD_BYTES && self.outlines[outline(word)] => {
                let mut buffer = [0; MAX_WORD_BYTES];
                let lower = &mut buffer[..word.len()];
                lower.copy_from_slice(word.as_bytes());
                lower.make_ascii_lowercase();
                let known = std::str::from_utf8(lower).ok().and_then(|lower| self.meanings.get(lower));
                known.copied().unwrap_or(nothing)
            }
            TokenKind::Punct if matches!(word, "'" | "’" | "‘") => (Meaning::Apostrophe, Trigger::Strong),
            _ => nothing,
        }
    }
}

fn number_meaning(word: &str) -> Meaning {
    if word.len() <= MAX_DIGITS && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word
            .parse()
            .map_or(Meaning::Other, |value| Meaning::Digits { value, length: word.len() as u8 });
    }
    if let Some(date) = dotted_date(word) {
        return date;
    }
    if word.len() > MAX_WORD_BYTES || !word.is_ascii() {
        return Meaning::Other;
    }
    word.replace(',', "").parse().map_or(Meaning::Other, Meaning::Figure)
}

/// "3.10.2024"; "1.2.3" is a version.
fn dotted_date(word: &str) -> Option<Meaning> {
    let mut parts = word.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    Some(Meaning::Dotted { day: day.parse().ok()?, month: month.parse().ok()?, year: year.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_looked_up_without_their_case() {
        let document = Document::new("TUESDAY, 3 Oct. 1,200 ninety mornings İ");
        let found = Lexicon::new([]).look_up_tokens(&document, &mut WordMemo::default());
        assert_eq!(found[0].0, Meaning::Weekday { day: 2, certain: true });
        assert_eq!(found[2].0, Meaning::Digits { value: 3, length: 1 });
        assert_eq!(found[3].0, Meaning::Month { month: 10, certain: false });
        assert_eq!(found[5].0, Meaning::Figure(1200.0));
        assert_eq!(found[6].0, Meaning::Cardinal(90));
        assert_eq!(found[7].0, Meaning::DayPart(DayPart::Morning));
        assert_eq!(found[8].0, Meaning::Other);
    }
}
