//! Day-first or month-first: ambiguous dates, decided as soon as their source shows how it writes. 31/12/2024 decides
//! 03/04/2024.
//!
//! The decision follows from what is in the archive and from nothing else, so that neither the order of the records
//! nor the number of workers changes it: the user's rule for the source first, then its dates that can be read in one
//! way only, then those in the same column of its file, then the day of the import, since no story is published after it.
//! A file (or a member of an archive file) has one column of publication dates, so its rows are the column. Until one of them decides, the date stays
//! undecided and is no more than its year. The relative dates of the body depend on the day: their articles are given as
//! [`PendingDates`], to be read again and stored with [`store_dates`] in the same transaction.

use std::collections::{HashMap, VecDeque};

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::ArchiveError;
use crate::archive::articles::annotation_rows;
use crate::archive::articles::publication;
use crate::archive::articles::publication::Publication;
use crate::archive::articles::reanalysis::ReanalysisRequest;
use crate::archive::ledger::records::FileId;
use crate::archive::near_duplicates::stories;
use crate::archive::schema::connection::{ArchiveReader, ArchiveWriter};
use crate::archive::stored_values::stored_in;
use crate::model::{DateMention, DateOrder, DecidedBy, Decision, NumericDate};
use crate::text::written_dates::parse_written_date;

/// A source that writes its dates both ways decides nothing, unless one way is at least this many times as frequent.
const MIN_MAJORITY_RATIO: u64 = 20;
/// Dates counted at most for each order: more change nothing.
const MAX_COUNTED_DATES: u64 = 1000;
/// How far after its import a story may be dated: the difference between zones, and a clock that is wrong.
const MAX_DAYS_AHEAD: Days = Days::new(2);

/// The files of a parameter that follows: the file itself, and the rows of runs that read it before without reaching its
/// end.
const SAME_FILES: &str = "SELECT f.id FROM import_files own
    JOIN import_files f ON f.id = own.id OR (f.sha256 = own.sha256 AND f.settings = own.settings)
    WHERE own.id = ";

/// Articles whose day has changed, and whose dates have to be found again with it.
#[derive(Debug, Default)]
#[must_use]
pub struct PendingDates {
    queue: VecDeque<(i64, Option<NaiveDate>)>,
    changed: u64,
}

impl PendingDates {
    /// How many publication dates are read in another way than before.
    pub fn changed(&self) -> u64 {
        self.changed
    }

    /// The next body in which dates have to be found; `None` at the end. What is found goes to [`store_dates`].
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn next_request(
        &mut self,
        archive: &ArchiveReader,
    ) -> Result<Option<ReanalysisRequest>, ArchiveError> {
        let Some((article, anchor)) = self.queue.pop_front() else { return Ok(None) };
        let body = archive
            .connection()
            .prepare_cached("SELECT body FROM articles WHERE id = ?1")?
            .query_row([article], |row| row.get(0))?;
        Ok(Some(ReanalysisRequest { article, body, anchor }))
    }

    /// Adds those of another source.
    pub(crate) fn append(&mut self, mut others: PendingDates) {
        self.queue.append(&mut others.queue);
        self.changed += others.changed;
    }
}

/// Stores the dates that were found in a body that was read again.
///
/// # Errors
/// Where the archive cannot be written.
pub fn store_dates(archive: &ArchiveWriter, article: i64, dates: &[DateMention]) -> Result<(), ArchiveError> {
    annotation_rows::replace_dates(archive.connection(), article, dates)
}

/// Decides the ambiguous dates of the sources for which a file has brought some.
pub(crate) fn disambiguate_file(connection: &Connection, file: FileId) -> Result<PendingDates, ArchiveError> {
    let sources: Vec<Option<i64>> = connection
        .prepare_cached(&format!(
            "SELECT DISTINCT source_id FROM articles
             WHERE import_file_id IN ({SAME_FILES} ?1) AND published_text IS NOT NULL"
        ))?
        .query_map([file.0], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut pending = PendingDates::default();
    for source in sources {
        pending.append(disambiguate(connection, source, Some(file))?);
    }
    Ok(pending)
}

/// The one article, whose day has changed.
pub(crate) fn dates_of_article(connection: &Connection, article: i64) -> Result<PendingDates, ArchiveError> {
    let day = connection
        .prepare_cached("SELECT published_day FROM articles WHERE id = ?1 AND not_extracted IS NULL")?
        .query_row([article], |row| {
            stored_in("articles", &article).parsed_optional(row, "published_day", |day| day.parse().ok())
        })
        .optional()?;
    let queue = day.map(|day| (article, day)).into_iter().collect();
    Ok(PendingDates { queue, changed: 0 })
}

/// Decides the ambiguous dates of a source anew.
///
/// # Errors
/// Where the archive cannot be written.
pub fn disambiguate_source(archive: &ArchiveWriter, source: i64) -> Result<PendingDates, ArchiveError> {
    disambiguate(archive.connection(), Some(source), None)
}

/// Decides the ambiguous dates of a source. Where nothing is known of the source, those of `file` alone are compared with
/// the day of their import: the others were before.
fn disambiguate(
    connection: &Connection,
    source: Option<i64>,
    file: Option<FileId>,
) -> Result<PendingDates, ArchiveError> {
    let known = match source {
        Some(source) => known_order(connection, source)?,
        None => None,
    };
    let mut pending = PendingDates::default();
    for before in Decision::ALL {
        let stays = match (before, known) {
            (Decision::Read(_, DecidedBy::Option), _) => true,
            // What else is in the file may have come since: a run that was interrupted goes on with it.
            (Decision::Read(_, DecidedBy::Future | DecidedBy::Column), None) => file.is_none(),
            (before, Some((order, by))) => before == Decision::Read(order, by),
            _ => false,
        };
        if stays {
            continue;
        }
        // What the source decided before and decides no longer is undecided in all files.
        let was_of_source = matches!(before, Decision::Read(_, DecidedBy::Source | DecidedBy::Rule));
        let of_file = file.filter(|_| known.is_none() && !was_of_source);
        let articles: Vec<i64> = connection
            .prepare_cached(&format!(
                "SELECT id FROM articles
                 WHERE source_id IS ?1 AND date_order = ?2 AND (?3 IS NULL OR import_file_id IN ({SAME_FILES} ?3))
                 ORDER BY id"
            ))?
            .query_map(params![source, before.as_str(), of_file.map(|file| file.0)], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut columns = ColumnOrders::default();
        for article in articles {
            let known = match known {
                Some(known) => Some(known),
                None => columns.order_beside(connection, article)?.map(|order| (order, DecidedBy::Column)),
            };
            decide_date(connection, article, before, known, &mut pending)?;
        }
    }
    Ok(pending)
}

/// How a source writes its dates, and how that is known.
fn known_order(connection: &Connection, source: i64) -> Result<Option<(DateOrder, DecidedBy)>, ArchiveError> {
    let rule: Option<DateOrder> = connection
        .prepare_cached("SELECT rule FROM date_orders WHERE source_id = ?1")?
        .query_row([source], |row| {
            stored_in("date_orders", &source).parsed(row, "rule", DateOrder::from_words)
        })
        .optional()?;
    if let Some(order) = rule {
        return Ok(Some((order, DecidedBy::Rule)));
    }
    let count = |order: DateOrder| -> Result<u64, ArchiveError> {
        Ok(connection
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM articles WHERE source_id = ?1 AND digits_order = ?2 LIMIT ?3)",
            )?
            .query_row(params![source, order.as_str(), MAX_COUNTED_DATES], |row| row.get(0))?)
    };
    let order = order_of_majority(count(DateOrder::DayFirst)?, count(DateOrder::MonthFirst)?);
    Ok(order.map(|order| (order, DecidedBy::Source)))
}

/// The order of nearly all dates, given how many there are in each.
fn order_of_majority(day: u64, month: u64) -> Option<DateOrder> {
    match (day, month) {
        (0, 0) => None,
        _ if month * MIN_MAJORITY_RATIO <= day => Some(DateOrder::DayFirst),
        _ if day * MIN_MAJORITY_RATIO <= month => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// How the columns of files write their dates, each counted once.
#[derive(Default)]
struct ColumnOrders {
    by_column: HashMap<(i64, Option<String>), Option<DateOrder>>,
}

impl ColumnOrders {
    /// The order in the column that an article's date is from; `None` where its date is from no field of a record.
    fn order_beside(
        &mut self,
        connection: &Connection,
        article: i64,
    ) -> Result<Option<DateOrder>, ArchiveError> {
        let column: Option<(i64, Option<String>)> = connection
            .prepare_cached(
                "SELECT import_file_id, member FROM articles WHERE id = ?1 AND published_from = 'record field'",
            )?
            .query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some(column) = column else { return Ok(None) };
        if let Some(known) = self.by_column.get(&column) {
            return Ok(*known);
        }
        let count = |order: DateOrder| -> Result<u64, ArchiveError> {
            Ok(connection
                .prepare_cached(&format!(
                    "SELECT count(*) FROM (
                         SELECT 1 FROM articles
                         WHERE import_file_id IN ({SAME_FILES} ?1) AND member IS ?2 AND digits_order = ?3
                           AND published_from = 'record field' LIMIT ?4)"
                ))?
                .query_row(params![column.0, column.1, order.as_str(), MAX_COUNTED_DATES], |row| {
                    row.get(0)
                })?)
        };
        let order = order_of_majority(count(DateOrder::DayFirst)?, count(DateOrder::MonthFirst)?);
        self.by_column.insert(column, order);
        Ok(order)
    }
}

/// What an article's row says of its date.
struct StoredDate {
    publication: Publication,
    written: Option<String>,
    imported: NaiveDate,
    is_extracted: bool,
}

impl StoredDate {
    fn load(connection: &Connection, article: i64) -> Result<StoredDate, ArchiveError> {
        let columns = publication::READ_COLUMNS;
        let found = connection
            .prepare_cached(&format!(
                "SELECT {columns}, i.id AS import_id, substr(i.started_at, 1, 10) AS started_at, not_extracted IS NULL AS is_extracted
                 FROM articles a JOIN imports i ON i.id = a.import_id WHERE a.id = ?1"
            ))?
            .query_row([article], |row| {
                let import: i64 = row.get("import_id")?;
                let day = |day: &str| day.parse().ok();
                Ok(StoredDate {
                    publication: Publication::read(row, stored_in("articles", &article))?,
                    written: row.get("published_text")?,
                    imported: stored_in("imports", &import).parsed(row, "started_at", day)?,
                    is_extracted: row.get("is_extracted")?,
                })
            })?;
        Ok(found)
    }
}

/// Decides an article's date anew; where that changes it, writes the decision and notes that its body has to be read again.
fn decide_date(
    connection: &Connection,
    article: i64,
    before: Decision,
    known: Option<(DateOrder, DecidedBy)>,
    pending: &mut PendingDates,
) -> Result<(), ArchiveError> {
    let found = StoredDate::load(connection, article)?;
    let written = found.written.as_deref().and_then(|written| parse_written_date(written).ok());
    let Some(numeric) = written.and_then(|written| written.numeric) else { return Ok(()) };
    let decision = match known.or_else(|| order_not_in_future(&numeric, found.imported)) {
        Some((order, by)) => Decision::Read(order, by),
        None => Decision::Undecided,
    };
    let published = match decision {
        Decision::Read(order, _) => numeric.read(order),
        Decision::Undecided => numeric.certain(),
    };
    let Some(published) = published.filter(|_| decision != before) else { return Ok(()) };
    found.publication.with_decision(published, decision).write(connection, article)?;
    if found.is_extracted {
        pending.queue.push_back((article, published.anchor()));
    }
    pending.changed += 1;
    let (story, text) = stories::story_and_text(connection, article)?;
    stories::regroup_after_date_change(connection, article, story, text)
}

/// The order of the one day that is not after the import, where the other is.
fn order_not_in_future(numeric: &NumericDate, imported: NaiveDate) -> Option<(DateOrder, DecidedBy)> {
    let last = imported.checked_add_days(MAX_DAYS_AHEAD)?;
    let is_past = |order| numeric.read(order).is_some_and(|published| published.local.date() <= last);
    match (is_past(DateOrder::DayFirst), is_past(DateOrder::MonthFirst)) {
        (true, false) => Some((DateOrder::DayFirst, DecidedBy::Future)),
        (false, true) => Some((DateOrder::MonthFirst, DecidedBy::Future)),
        _ => None,
    }
}

/// Keeps or forgets the user's rule for a source.
///
/// # Errors
/// Where the archive cannot be written.
pub fn set_rule(archive: &ArchiveWriter, source: i64, rule: Option<DateOrder>) -> Result<(), ArchiveError> {
    let connection = archive.connection();
    match rule {
        Some(order) => connection.execute(
            "INSERT INTO date_orders (source_id, rule) VALUES (?1, ?2)
             ON CONFLICT (source_id) DO UPDATE SET rule = excluded.rule",
            params![source, order.as_str()],
        )?,
        None => connection.execute("DELETE FROM date_orders WHERE source_id = ?1", [source])?,
    };
    Ok(())
}
