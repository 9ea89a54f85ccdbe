//! What a time expression says, before it is resolved against a day of publication.
//!
//! A language's [`DateGrammar`](crate::dates::grammar::DateGrammar) makes these values from tokens;
//! [`crate::dates::resolve`] turns them into TIMEX3 values. Nothing here depends on a language.

use crate::dates::holiday::Holiday;
use crate::dates::units::{DayPart, Season, Unit};

/// A whole time expression. The first four variants are the TIMEX3 types.
#[derive(Debug, Clone, PartialEq)]
pub enum TimeExpression {
    /// A date of any granularity, or a part of it: "late March".
    Date(DateExpression, Option<Modifier>),
    /// A time of day, with its date where one is written: "5 p.m. Monday", "this morning".
    Time(TimeOfDay, Option<DateExpression>, Option<Modifier>),
    /// A length of time: "about two years".
    Duration(DurationExpression),
    /// Something that recurs: "every Monday".
    Set(Recurrence),
    /// "now", "recently", "the future".
    Vague(VagueReference),
}

/// A date of any granularity, from a day to a century. Weekdays count from Monday = 1, months from January = 1.
#[derive(Debug, Clone, PartialEq)]
pub enum DateExpression {
    Day {
        year: YearReference,
        month: u32,
        day: u32,
    },
    Month {
        year: YearReference,
        month: u32,
    },
    /// The week or weekend that contains a day: "the week of March 6", "the weekend of March 9".
    WeekOf {
        year: YearReference,
        month: u32,
        day: u32,
        weekend: bool,
    },
    Year(YearReference),
    /// 199 is the 1990s.
    Decade(i32),
    /// 19 is the 20th century: the years that begin with 19.
    Century(i32),
    Quarter {
        year: YearReference,
        quarter: u32,
    },
    Half {
        year: YearReference,
        half: u32,
    },
    Season {
        year: YearReference,
        season: Season,
    },
    /// A weekday; `weeks` counts from the week of publication ("Thursday last week" is -1).
    Weekday {
        day: u32,
        deixis: Deixis,
        weeks: Option<i32>,
    },
    /// "a Tuesday": any of them.
    AnyWeekday(u32),
    /// `count` units from an anchor: "last year" is -1 year from publication, "two days later" 2 days from the context.
    Offset {
        unit: Unit,
        count: i32,
        anchor: Anchor,
    },
    /// "a year ago", "a year earlier", "the year-ago period": in business results, the same quarter of the year before.
    YearAgo(Anchor),
    /// "five years ago today", "a year ago this week": the day, week or month of publication so many years before.
    Anniversary {
        years: i32,
        unit: Unit,
    },
    /// "a week ago Friday": `count` weeks from the last such weekday.
    WeeksFromWeekday {
        day: u32,
        count: i32,
    },
    /// "the following Tuesday", "the previous Friday": counted from the last day that the text named.
    AdjacentWeekday {
        day: u32,
        direction: Direction,
    },
    /// `count` units from another date: "the day" in "the day before Christmas", "a week on Tuesday", "two days" in "two
    /// days after Easter".
    Shifted {
        date: Box<DateExpression>,
        unit: Unit,
        count: i32,
    },
    /// "the Friday before Easter", "the weekend after July 4", "Easter weekend".
    Neighbour {
        noun: NeighbourNoun,
        date: Box<DateExpression>,
        side: Side,
    },
    /// "the 3rd of last month", "the first Monday of next month", "the last day of that month".
    InMonth {
        position: PositionInMonth,
        month: Box<DateExpression>,
    },
    /// "Monday the 11th": a weekday (from Monday = 1) and a day of a month that is not named.
    WeekdayAndDay {
        weekday: u32,
        day: u32,
    },
    /// A day of the month that the text last named: "the 3rd", and the "5" in "May 3-5".
    DayOfMonth(u32),
    /// "the sixth day" of something that the text does not date.
    OrdinalDay,
    /// "44 BC".
    BeforeChrist(u32),
    Holiday {
        holiday: Holiday,
        year: YearReference,
    },
    /// "the 1988 period": in business results, the same quarter of that year.
    SamePeriodOfYear(i32),
    /// "the latest quarter", "the quarter".
    LatestQuarter,
    /// "the month": the month that the text last named.
    DiscourseMonth,
    /// "the same month last year".
    SameMonthLastYear,
}

/// What stands beside a date that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeighbourNoun {
    /// From Monday = 1.
    Weekday(u32),
    Week,
    Weekend,
}

/// On which side of a date its neighbour is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Before,
    /// The week or weekend that the date belongs to.
    Around,
    After,
}

/// A day or week inside a month. Numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PositionInMonth {
    Day(u32),
    LastDay,
    /// Weekday (Monday = 1) and number.
    NthWeekday(u32, u32),
    LastWeekday(u32),
    NthWeek(u32),
    LastWeek,
}

/// What places a date after publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Its own words: "next week", "2031".
    Stated,
    /// The tense, or nothing; and it is soon.
    Soon,
    /// The tense, or nothing.
    Open,
}

impl TimeExpression {
    /// Whether the words themselves place a date after publication, if it is after it: by its year, by "next", by being
    /// counted from publication. A weekday, or a month without its year, is placed by the tense.
    pub fn states_that_it_is_ahead(&self) -> bool {
        match self {
            TimeExpression::Date(_, Some(Modifier::Later)) => true,
            TimeExpression::Date(date, _) | TimeExpression::Time(_, Some(date), _) => date.is_stated(),
            _ => false,
        }
    }
}

impl DateExpression {
    fn is_stated(&self) -> bool {
        match self {
            DateExpression::Day { year, .. }
            | DateExpression::Month { year, .. }
            | DateExpression::WeekOf { year, .. }
            | DateExpression::Year(year)
            | DateExpression::Quarter { year, .. }
            | DateExpression::Half { year, .. }
            | DateExpression::Season { year, .. }
            | DateExpression::Holiday { year, .. } => matches!(
                year,
                YearReference::Known(_) | YearReference::Offset(_) | YearReference::Deictic(Deixis::Next)
            ),
            DateExpression::Decade(_) | DateExpression::Century(_) => true,
            DateExpression::Weekday { deixis, weeks, .. } => *deixis == Deixis::Next || weeks.is_some(),
            DateExpression::Offset { count, anchor, .. } => *anchor == Anchor::Publication && *count > 0,
            DateExpression::Shifted { date, .. }
            | DateExpression::Neighbour { date, .. }
            | DateExpression::InMonth { month: date, .. } => date.is_stated(),
            _ => false,
        }
    }
}

/// How an expression gives its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearReference {
    Known(i32),
    /// Years from the year of publication: "last year" is -1.
    Offset(i32),
    /// Not given, or only by "last", "next" or "this".
    Deictic(Deixis),
    /// "that year": the year of the last date in the text.
    Context,
}

/// The deictic word before a name that recurs, such as a weekday or a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deixis {
    /// No such word: tense decides.
    Unmarked,
    Last,
    This,
    Next,
}

/// What an offset is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The day of publication (the document creation time of TimeML).
    Publication,
    /// The nearest earlier date of the text.
    Context,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TimeOfDay {
    /// `hour` is 0 to 24, where 24:00 is the midnight that ends the day; `utc` says that the text gives the time in UTC.
    Clock {
        hour: u32,
        minute: Option<u32>,
        utc: bool,
    },
    Part(DayPart),
    /// "last night", "overnight": the night before the day of publication.
    LastNight,
}

/// A length of time.
#[derive(Debug, Clone, PartialEq)]
pub struct DurationExpression {
    pub amount: Amount,
    pub unit: Unit,
    /// "and two months", after "three years".
    pub rest: Option<(u32, Unit)>,
    pub modifier: Option<Modifier>,
    /// Whether it ends ("the past two weeks") or begins ("the next two weeks") at publication.
    pub direction: Option<Direction>,
}

impl DurationExpression {
    /// A bare duration: one unit, no modifier, no direction.
    pub fn plain(amount: Amount, unit: Unit) -> DurationExpression {
        DurationExpression { amount, unit, rest: None, modifier: None, direction: None }
    }
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    Whole(u32),
    /// A whole number and a half.
    WithHalf(u32),
    /// "several": TIMEX3 writes "X".
    Unspecified,
}

/// A recurring time (TIMEX3 type SET).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recurrence {
    pub recurring: Recurring,
    /// TIMEX3 `quant`.
    pub quantifier: Option<Quantifier>,
    /// TIMEX3 `freq`: how often in each ("twice a week" is 2).
    pub frequency: Option<u32>,
}

/// What recurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recurring {
    /// "every two weeks", "daily".
    Period(Amount, Unit),
    /// "every Monday", "Mondays", from Monday = 1.
    Weekday(u32),
    /// "Tuesday nights".
    WeekdayPart(u32, DayPart),
    /// "weekends".
    Weekends,
    /// "weekdays".
    WorkingDays,
    /// "every October".
    Month(u32),
    /// "every 2 April".
    Day {
        month: u32,
        day: u32,
    },
    Season(Season),
    Holiday(Holiday),
    /// "every morning", "nightly".
    DayPart(DayPart),
}

/// TIMEX3 `quant`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    Each,
    Every,
}

impl Quantifier {
    /// As TimeML writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Quantifier::Each => "EACH",
            Quantifier::Every => "EVERY",
        }
    }
}

/// Before or after a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Past,
    Future,
}

/// What a date does in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateRole {
    /// It opens its sentence: "In 2016 the club was sold."
    Scene,
    /// It says when: "on July 8", "the riots of July 2021".
    Adverbial,
    /// It belongs to a noun, or bounds what the text speaks of: "the June 2014 attacks", "since June 2014".
    Attribute,
}

/// On which side of publication the words around an expression place it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tense {
    pub direction: Direction,
    /// Whether the cue is near enough to belong to the expression.
    pub certain: bool,
    /// Whether the cue is a verb of saying, which has a time of its own: "in May, she said".
    pub by_saying: bool,
}

impl Tense {
    /// The tense of a cue that certainly belongs to the expression.
    pub fn certain(direction: Direction) -> Tense {
        Tense { direction, certain: true, by_saying: false }
    }
}

/// TIMEX3 `mod`, with two more values that TIMEX3 does not separate from START and END.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modifier {
    Start,
    Mid,
    End,
    /// "earlier this year": up to publication.
    Earlier,
    /// "later this year": from publication on.
    Later,
    Approx,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
}

impl Modifier {
    /// As TimeML writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Modifier::Start | Modifier::Earlier => "START",
            Modifier::Mid => "MID",
            Modifier::End | Modifier::Later => "END",
            Modifier::Approx => "APPROX",
            Modifier::LessThan => "LESS_THAN",
            Modifier::MoreThan => "MORE_THAN",
            Modifier::EqualOrLess => "EQUAL_OR_LESS",
            Modifier::EqualOrMore => "EQUAL_OR_MORE",
        }
    }
}

/// The three vague dates of TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VagueReference {
    Past,
    Present,
    Future,
}

impl VagueReference {
    /// As TimeML writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            VagueReference::Past => "PAST_REF",
            VagueReference::Present => "PRESENT_REF",
            VagueReference::Future => "FUTURE_REF",
        }
    }
}
