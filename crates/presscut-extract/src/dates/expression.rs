//! What a time expression says, before anybody asks when it was said.
//!
//! Rules ([`crate::dates::english::rules`]) make these from tokens; [`crate::dates::resolve`] makes TIMEX3 values of them.

use crate::dates::english::lexicon::{DayPart, Season, Unit};
use crate::dates::english::rules::holidays::Holiday;

/// A whole expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A stretch of the calendar, a part of it perhaps: "late March".
    Calendar(Calendar, Option<Modifier>),
    /// A time of a day: "5 p.m. Monday", "this morning".
    Time(Time, Option<Calendar>, Option<Modifier>),
    /// A length: "about two years".
    Duration(Duration),
    /// Something that recurs.
    Set(Recurrence),
    /// "now", "recently", "the future".
    Reference(Reference),
}

/// A stretch of the calendar.
#[derive(Debug, Clone, PartialEq)]
pub enum Calendar {
    Day {
        year: Year,
        month: u32,
        day: u32,
    },
    Month {
        year: Year,
        month: u32,
    },
    /// "the week of March 6", "the weekend of March 9".
    WeekOf {
        year: Year,
        month: u32,
        day: u32,
        weekend: bool,
    },
    Year(Year),
    /// 199 is the 1990s.
    Decade(i32),
    /// 19 is the 20th century: the years that begin with 19.
    Century(i32),
    Quarter {
        year: Year,
        quarter: u32,
    },
    Half {
        year: Year,
        half: u32,
    },
    Season {
        year: Year,
        season: Season,
    },
    /// A day of the week; `weeks` counts from the week of publication ("Thursday last week" is -1).
    Weekday {
        day: u32,
        which: Which,
        weeks: Option<i32>,
    },
    /// `count` units from a base: "last year" is -1 year from publication, "two days later" 2 days from the context.
    Shift {
        unit: Unit,
        count: i32,
        base: Base,
    },
    /// "a year ago", "a year earlier", "the year-ago period": in results, the same quarter of the year before.
    YearAgo(Base),
    /// "a week ago Friday": `count` weeks from the weekday.
    WeekdayShift {
        day: u32,
        count: i32,
    },
    /// "the following Tuesday", "the previous Friday": from the text's last day.
    WeekdayBeside {
        day: u32,
        side: Side,
    },
    /// "the day" of "the day before Christmas", "the day after Monday's debate".
    DayFrom {
        day: Box<Calendar>,
        count: i32,
    },
    /// "the 3rd", and the "5" of "May 3-5".
    DayOfMonth(u32),
    /// "the sixth day" of something that the text does not date.
    NumberedDay,
    /// "44 BC".
    BeforeChrist(u32),
    Holiday {
        holiday: Holiday,
        year: Year,
    },
    /// "the 1988 period": in results, the same quarter of that year.
    SamePeriod(i32),
    /// "the latest quarter", "the quarter".
    LatestQuarter,
    /// "the month": the one that the text speaks of.
    TheMonth,
    /// "the same month last year".
    MonthYearAgo,
}

/// How a year is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    Known(i32),
    /// "last year" is -1.
    Shift(i32),
    /// Not told, or by "last", "next", "this".
    Which(Which),
    /// "that year": the one that the text spoke of.
    Context,
}

/// Which of several a word points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Nothing is said: tense decides.
    Bare,
    Last,
    This,
    Next,
}

/// What a shift is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The day of publication.
    Publication,
    /// The nearest earlier date of the text.
    Context,
}

/// A time of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Time {
    Clock {
        hour: u32,
        minute: Option<u32>,
        utc: bool,
    },
    Part(DayPart),
    /// "last night", "overnight": the night before publication.
    LastNight,
}

/// A length of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Duration {
    pub amount: Amount,
    pub unit: Unit,
    /// "and two months", after "three years".
    pub rest: Option<(u32, Unit)>,
    pub modifier: Option<Modifier>,
    /// Whether it ends ("the past two weeks") or begins ("the next two weeks") at publication.
    pub side: Option<Side>,
}

/// What recurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    /// The TIMEX3 value: "every Monday" is "XXXX-WXX-1".
    pub value: String,
    /// TIMEX3 `quant`: EVERY, EACH.
    pub quantifier: Option<&'static str>,
    /// How often in each: TIMEX3 `freq` without its "X".
    pub times: Option<u32>,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    Whole(u32),
    /// So many and a half.
    AndHalf(u32),
    /// "several".
    Some,
}

/// Before or after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Past,
    Future,
}

/// What the words around an expression say of its side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tense {
    pub side: Side,
    /// Whether the telling word is near enough to be the expression's own.
    pub sure: bool,
}

/// TIMEX3 `mod`, and two words that it cannot tell apart from START and END.
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

/// TIMEX3's three vague times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    Past,
    Present,
    Future,
}
