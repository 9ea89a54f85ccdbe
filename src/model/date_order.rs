//! Dates written in digits, which may be ambiguous: 31/12/2024 shows which part is the month, 03/04/2024 does not.
//!
//! A [`NumericDate`] keeps the parts in their order, so that the archive can decide when it has seen what else its
//! source wrote. Until then no more than the year is certain.

use chrono::{FixedOffset, NaiveDate, NaiveTime};

use crate::model::{Precision, Published};

/// Which part of a date in digits comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// 31/12/2024
    DayFirst,
    /// 12/31/2024
    MonthFirst,
}

impl DateOrder {
    /// The words in the archive.
    pub fn as_str(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "day first",
            DateOrder::MonthFirst => "month first",
        }
    }

    /// The order with these words.
    pub fn from_words(words: &str) -> Option<DateOrder> {
        [DateOrder::DayFirst, DateOrder::MonthFirst].into_iter().find(|order| order.as_str() == words)
    }
}

/// What decided how an ambiguous date is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecidedBy {
    /// `--dayfirst` or `--monthfirst`.
    Option,
    /// The rule that the user set for its source.
    Rule,
    /// The dates of its source that can be read in one way only.
    Source,
    /// The dates in the same column of its file that can be read in one way only.
    Column,
    /// The other day had not come yet when it was imported.
    Future,
}

/// How an ambiguous date was read, as the archive has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// In this order, because of that.
    Read(DateOrder, DecidedBy),
    /// Not at all: only the year is certain.
    Undecided,
}

impl Decision {
    /// Every decision.
    pub const ALL: [Decision; 11] = {
        use DateOrder::{DayFirst, MonthFirst};
        use Decision::{Read, Undecided};
        [
            Undecided,
            Read(DayFirst, DecidedBy::Option),
            Read(MonthFirst, DecidedBy::Option),
            Read(DayFirst, DecidedBy::Rule),
            Read(MonthFirst, DecidedBy::Rule),
            Read(DayFirst, DecidedBy::Source),
            Read(MonthFirst, DecidedBy::Source),
            Read(DayFirst, DecidedBy::Column),
            Read(MonthFirst, DecidedBy::Column),
            Read(DayFirst, DecidedBy::Future),
            Read(MonthFirst, DecidedBy::Future),
        ]
    };

    /// The words in the archive: "day first (source)".
    pub fn as_str(self) -> &'static str {
        use DateOrder::{DayFirst, MonthFirst};
        match self {
            Decision::Undecided => "undecided",
            Decision::Read(DayFirst, DecidedBy::Option) => "day first (option)",
            Decision::Read(MonthFirst, DecidedBy::Option) => "month first (option)",
            Decision::Read(DayFirst, DecidedBy::Rule) => "day first (rule)",
            Decision::Read(MonthFirst, DecidedBy::Rule) => "month first (rule)",
            Decision::Read(DayFirst, DecidedBy::Source) => "day first (source)",
            Decision::Read(MonthFirst, DecidedBy::Source) => "month first (source)",
            Decision::Read(DayFirst, DecidedBy::Column) => "day first (column)",
            Decision::Read(MonthFirst, DecidedBy::Column) => "month first (column)",
            Decision::Read(DayFirst, DecidedBy::Future) => "day first (not in the future)",
            Decision::Read(MonthFirst, DecidedBy::Future) => "month first (not in the future)",
        }
    }

    /// The decision with these words.
    pub fn from_words(words: &str) -> Option<Decision> {
        Decision::ALL.into_iter().find(|decision| decision.as_str() == words)
    }
}

/// A date in digits, its parts in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumericDate {
    /// The first part.
    pub first: u32,
    /// The second part.
    pub second: u32,
    /// The year.
    pub year: i32,
    /// The time of day, if it is given.
    pub time: Option<NaiveTime>,
    /// Its zone's offset, if it is given.
    pub offset: Option<FixedOffset>,
}

impl NumericDate {
    /// The order that the date itself shows, where one part is no month.
    pub fn order(&self) -> Option<DateOrder> {
        match (self.first, self.second) {
            (13.., 1..=12) => Some(DateOrder::DayFirst),
            (1..=12, 13..) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// Whether it can be two days.
    pub fn is_ambiguous(&self) -> bool {
        self.first <= 12 && self.second <= 12 && self.first != self.second
    }

    /// The time that it is in this order; `None` where no calendar has that day.
    pub fn read(&self, order: DateOrder) -> Option<Published> {
        let (month, day) = match order {
            DateOrder::DayFirst => (self.second, self.first),
            DateOrder::MonthFirst => (self.first, self.second),
        };
        let date = NaiveDate::from_ymd_opt(self.year, month, day)?;
        Some(match self.time {
            Some(time) => {
                Published { local: date.and_time(time), offset: self.offset, precision: Precision::Minute }
            }
            None => Published::day(date),
        })
    }

    /// What both days share.
    pub fn certain(&self) -> Option<Published> {
        let year = NaiveDate::from_ymd_opt(self.year, 1, 1)?;
        Some(Published { precision: Precision::Year, ..Published::day(year) })
    }
}

/// A written date, read: what is certain of it, and its parts where it was written in digits whose order could differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// What is certain: only the year where the date can be two days.
    pub certain: Published,
    /// The parts of a date like 31/12/2024 or 03/04/2024.
    pub numeric: Option<NumericDate>,
}

impl Written {
    /// A date that is no numeric one.
    pub fn plain(published: Published) -> Written {
        Written { certain: published, numeric: None }
    }

    /// The parts, where they can be two days.
    pub fn ambiguous(&self) -> Option<&NumericDate> {
        self.numeric.as_ref().filter(|numeric| numeric.is_ambiguous())
    }

    /// The time, with the order of an ambiguous date given; what is certain where it is not.
    pub fn in_order(&self, order: Option<DateOrder>) -> Published {
        let read = self.ambiguous().zip(order).and_then(|(numeric, order)| numeric.read(order));
        read.unwrap_or(self.certain)
    }
}

/// Where an article's publication time was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishedFrom {
    /// The page's JSON-LD.
    JsonLd,
    /// A `<meta>` of the page.
    Meta,
    /// An element's `itemprop`.
    Microdata,
    /// A `<time>` element.
    TimeElement,
    /// An element's attribute for scripts: `data-published`.
    DataAttribute,
    /// The data of a page that is built by script.
    Script,
    /// What the page shows to its readers.
    PageText,
    /// The page's address: /2024/10/03/.
    Address,
    /// A field of a crawler's record.
    RecordField,
    /// A feed's entry.
    Feed,
    /// `--published`.
    Option,
}

impl PublishedFrom {
    /// The words in the archive.
    pub fn as_str(self) -> &'static str {
        match self {
            PublishedFrom::JsonLd => "json-ld",
            PublishedFrom::Meta => "meta",
            PublishedFrom::Microdata => "microdata",
            PublishedFrom::TimeElement => "time element",
            PublishedFrom::DataAttribute => "data attribute",
            PublishedFrom::Script => "script",
            PublishedFrom::PageText => "page text",
            PublishedFrom::Address => "address",
            PublishedFrom::RecordField => "record field",
            PublishedFrom::Feed => "feed",
            PublishedFrom::Option => "option",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(first: u32, second: u32) -> NumericDate {
        NumericDate { first, second, year: 2024, time: None, offset: None }
    }

    #[test]
    fn a_date_in_digits_knows_whether_it_can_be_two_days() {
        assert_eq!(date(31, 12).order(), Some(DateOrder::DayFirst));
        assert_eq!(date(12, 31).order(), Some(DateOrder::MonthFirst));
        assert!(date(3, 4).is_ambiguous() && !date(4, 4).is_ambiguous() && !date(13, 4).is_ambiguous());
        assert_eq!(date(3, 4).read(DateOrder::DayFirst).unwrap().to_iso(), "2024-04-03");
        assert_eq!(date(3, 4).read(DateOrder::MonthFirst).unwrap().to_iso(), "2024-03-04");
        assert_eq!(date(3, 4).certain().unwrap().to_iso(), "2024");
    }

    #[test]
    fn every_decision_is_told_from_the_others_by_its_words() {
        for decision in Decision::ALL {
            assert_eq!(Decision::from_words(decision.as_str()), Some(decision));
        }
    }
}
