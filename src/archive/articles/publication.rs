//! What an article's row says of its publication: the time, its periods, its source, and how it was read.
//!
//! One place turns a time into columns, for rows that are added, revised, and disambiguated later.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, ToSql};

use crate::archive::ArchiveError;
use crate::archive::stored_values::StoredIn;
use crate::model::{Article, DateOrder, DecidedBy, Decision, Precision, Published};
use crate::text::written_dates::{is_placeholder, parse_written_date};

/// The columns of an article's publication, as they are compared and written.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Publication {
    published: Option<Published>,
    modified: Option<Published>,
    from: Option<String>,
    written: Option<String>,
    decision: Option<Decision>,
    digits_order: Option<String>,
}

/// How what two scrapes say of one thing compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// Both say the same.
    Equal,
    /// Both say something else.
    Different,
    /// One of them does not say.
    Unknown,
}

/// The columns that [`Publication::read`] needs.
pub(crate) const READ_COLUMNS: &str =
    "published_at, modified_at, published_from, published_text, date_order, digits_order";

/// The columns that [`Publication::columns`] gives, in that order.
pub(crate) const WRITTEN_COLUMNS: [&str; 12] = [
    "published_at",
    "published_precision",
    "published_day",
    "published_week",
    "published_month",
    "published_year",
    "published_utc",
    "modified_at",
    "published_from",
    "published_text",
    "date_order",
    "digits_order",
];

impl Publication {
    /// As an article has it.
    pub fn from_article(article: &Article) -> Publication {
        let dating = &article.dating;
        Publication {
            published: article.published,
            modified: article.modified,
            from: dating.from.map(|from| from.as_str().to_string()),
            written: dating.written.clone(),
            decision: dating.decision,
            digits_order: dating
                .numeric
                .and_then(|date| date.order())
                .map(|order| order.as_str().to_string()),
        }
    }

    /// As a row has it.
    ///
    /// # Errors
    /// Where a column holds what no presscut writes.
    pub fn read(row: &Row<'_>, article: StoredIn<'_, i64>) -> rusqlite::Result<Publication> {
        Ok(Publication {
            published: article.parsed_optional(row, "published_at", Published::from_iso)?,
            modified: article.parsed_optional(row, "modified_at", Published::from_iso)?,
            from: row.get("published_from")?,
            written: row.get("published_text")?,
            decision: article.parsed_optional(row, "date_order", Decision::from_words)?,
            digits_order: row.get("digits_order")?,
        })
    }

    /// What this scrape says, merged with what is stored as `old`. A time that is missing, equal or less certain than what is
    /// known changes nothing; nor does a new time of change for the same text.
    pub fn merged_over(mut self, old: &Publication, same_text: bool) -> Publication {
        if self.modified.is_none() || (same_text && old.modified.is_some()) {
            self.modified = old.modified;
        }
        // What was stored as a date by an earlier version may stand for none.
        let stands_for_none = old.published.is_some_and(|published| is_placeholder(&published));
        let says_more = self.written.is_some() && old.written.is_none() && old.published.is_none();
        if self.published.is_none() && self.written.is_some() && (stands_for_none || says_more) {
            return self;
        }
        let by_option = matches!(self.decision, Some(Decision::Read(_, DecidedBy::Option)));
        let written_alike = self.written.is_some() && self.written == old.written && !by_option;
        let undecided = self.decision == Some(Decision::Undecided) && old.published.is_some();
        let is_known = self.published.is_none() || self.published == old.published || self.is_part_of(old);
        if is_known || written_alike || undecided {
            return Publication { modified: self.modified, ..old.clone() };
        }
        self
    }

    /// Whether it is less certain than `other` and says no more: the month of its day, the day of its minute.
    fn is_part_of(&self, other: &Publication) -> bool {
        let (Some(own), Some(others)) = (self.published, other.published) else { return false };
        let coarse = Published { precision: own.precision, ..others };
        own.precision < others.precision && own.to_iso() == coarse.to_iso()
    }

    /// The day that relative dates in the article are counted from, local to the publisher.
    pub fn anchor(&self) -> Option<NaiveDate> {
        self.published.and_then(|published| published.anchor())
    }

    /// Whether both are of one day, as far as both say. A date in digits that can be two days is of the other's day where some
    /// order makes it that.
    pub fn day_agreement(&self, other: &Publication) -> Agreement {
        let (Some(own), Some(others)) = (self.published, other.published) else { return Agreement::Unknown };
        let is_equal = match (self.readings(), other.readings()) {
            (Some(own), Some(others)) => own[0] == others[0] || own[1] == others[1],
            _ => {
                let precision = own.precision.min(others.precision);
                let [own, others] =
                    [own, others].map(|published| Published { precision, offset: None, ..published });
                return match own.to_iso() == others.to_iso() {
                    true => Agreement::Unknown,
                    false => Agreement::Different,
                };
            }
        };
        let at_one_time = own.to_utc().is_some_and(|own| others.to_utc() == Some(own));
        if is_equal || at_one_time { Agreement::Equal } else { Agreement::Different }
    }

    /// Its day, read day first and month first; `None` where less than a day is known.
    fn readings(&self) -> Option<[NaiveDate; 2]> {
        match (self.decision, &self.written) {
            (Some(Decision::Undecided), Some(written)) => {
                let written = parse_written_date(written).ok()?;
                let read = |order| written.in_order(Some(order)).anchor();
                Some([read(DateOrder::DayFirst)?, read(DateOrder::MonthFirst)?])
            }
            _ => self.anchor().map(|day| [day, day]),
        }
    }

    /// Whether its last change is before that of `other`, as far as both have one.
    pub fn changed_before(&self, other: &Publication) -> bool {
        let (Some(own), Some(others)) = (self.modified, other.modified) else { return false };
        match (own.to_utc(), others.to_utc()) {
            (Some(own), Some(others)) => own < others,
            _ => own.local < others.local,
        }
    }

    /// The same written date, read as it was decided.
    pub fn with_decision(mut self, published: Published, decision: Decision) -> Publication {
        self.published = Some(published);
        self.decision = Some(decision);
        self
    }

    /// The values of [`WRITTEN_COLUMNS`].
    pub fn columns(&self) -> [Value; 12] {
        let text = |text: Option<String>| text.map_or(Value::Null, Value::Text);
        let published = self.published.as_ref();
        let period = |least: Precision, format: &str| {
            let known = published.filter(|published| published.precision >= least);
            text(known.map(|published| published.local.format(format).to_string()))
        };
        [
            text(published.map(Published::to_iso)),
            text(published.map(|published| published.precision.as_str().to_string())),
            period(Precision::Day, "%Y-%m-%d"),
            period(Precision::Day, "%G-W%V"),
            period(Precision::Month, "%Y-%m"),
            period(Precision::Year, "%Y"),
            text(published.and_then(Published::to_utc)),
            text(self.modified.as_ref().map(Published::to_iso)),
            text(self.from.clone()),
            text(self.written.clone()),
            text(self.decision.map(|decision| decision.as_str().to_string())),
            text(self.digits_order.clone()),
        ]
    }

    /// Writes the columns into an existing row.
    pub fn write(&self, connection: &Connection, article: i64) -> Result<(), ArchiveError> {
        let columns = self.columns();
        let set: Vec<String> =
            (2..).zip(WRITTEN_COLUMNS).map(|(at, column)| format!("{column} = ?{at}")).collect();
        let values: Vec<&dyn ToSql> = std::iter::once(&article as &dyn ToSql)
            .chain(columns.iter().map(|value| value as &dyn ToSql))
            .collect();
        connection
            .prepare_cached(&format!("UPDATE articles SET {} WHERE id = ?1", set.join(", ")))?
            .execute(values.as_slice())?;
        Ok(())
    }
}
