//! Dates that can be two days, read as soon as their source shows how it writes: 31/12/2024 says it for 03/04/2024.
//!
//! What is decided follows from what is in the archive and from nothing else, so that neither the order of the records
//! nor the number of workers changes it: the user's rule for the source first, then its dates that can be read in one
//! way only, then the day of the import, which a story does not lie after. Until one of them speaks, the date stays
//! undecided and is no more than its year. What hangs on the day, the relative dates of the body, is read again with it.

use chrono::{Days, NaiveDate};
use rusqlite::{Connection, OptionalExtension, params};

use crate::archive::articles::annotation_rows;
use crate::archive::articles::publication;
use crate::archive::articles::publication::Publication;
use crate::archive::articles::reread::Reread;
use crate::archive::ledger::FileId;
use crate::archive::{ArchiveError, near_duplicates};
use crate::model::{DateOrder, DecidedBy, Decision, NumericDate};

/// A file, and the rows of runs that have read it before and did not come to its end.
const OF_FILE: &str = "SELECT f.id FROM import_files own
    JOIN import_files f ON f.id = own.id OR (f.sha256 = own.sha256 AND f.settings = own.settings)
    WHERE own.id = ";

/// Settles the dates of the sources for which a file has brought some.
pub(crate) fn after_file(
    connection: &Connection,
    file: FileId,
    reread: &dyn Reread,
) -> Result<(), ArchiveError> {
    let sources: Vec<Option<i64>> = connection
        .prepare_cached(&format!(
            "SELECT DISTINCT source_id FROM articles
             WHERE import_file_id IN ({OF_FILE} ?1) AND published_text IS NOT NULL"
        ))?
        .query_map([file.0], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for source in sources {
        settle(connection, source, Some(file), reread)?;
    }
    Ok(())
}

/// Settles the dates of a source; gives how many were read in another way than before. Where nothing is known of the
/// source, those of `file` alone are held against the day of their import: the others were before.
pub fn settle(
    connection: &Connection,
    source: Option<i64>,
    file: Option<FileId>,
    reread: &dyn Reread,
) -> Result<u64, ArchiveError> {
    let known = match source {
        Some(source) => known_order(connection, source)?,
        None => None,
    };
    let mut changed = 0;
    for before in Decision::ALL {
        let stays = match (before, known) {
            (Decision::Read(_, DecidedBy::Option), _) => true,
            (Decision::Read(_, DecidedBy::Future), None) => true,
            (before, Some((order, by))) => before == Decision::Read(order, by),
            _ => false,
        };
        if stays {
            continue;
        }
        let of_file = file.filter(|_| known.is_none() && (before == Decision::Undecided));
        let articles: Vec<i64> = connection
            .prepare_cached(&format!(
                "SELECT id FROM articles
                 WHERE source_id IS ?1 AND date_order = ?2 AND (?3 IS NULL OR import_file_id IN ({OF_FILE} ?3)) ORDER BY id"
            ))?
            .query_map(params![source, before.as_str(), of_file.map(|file| file.0)], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for article in articles {
            changed += u64::from(decide(connection, article, before, known, reread)?);
        }
    }
    Ok(changed)
}

/// How a source writes its dates, and how that is known.
pub fn known_order(
    connection: &Connection,
    source: i64,
) -> Result<Option<(DateOrder, DecidedBy)>, ArchiveError> {
    let rule: Option<String> = connection
        .prepare_cached("SELECT rule FROM date_orders WHERE source_id = ?1")?
        .query_row([source], |row| row.get(0))
        .optional()?;
    if let Some(order) = rule.as_deref().and_then(DateOrder::from_words) {
        return Ok(Some((order, DecidedBy::Rule)));
    }
    let seen = |order: DateOrder| -> Result<u64, ArchiveError> {
        Ok(connection
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM articles WHERE source_id = ?1 AND digits_order = ?2 LIMIT ?3)",
            )?
            .query_row(params![source, order.as_str(), MOST_COUNTED], |row| row.get(0))?)
    };
    let (day, month) = (seen(DateOrder::DayFirst)?, seen(DateOrder::MonthFirst)?);
    let order = match (day, month) {
        (0, 0) => None,
        _ if month * OUTWEIGHS <= day => Some(DateOrder::DayFirst),
        _ if day * OUTWEIGHS <= month => Some(DateOrder::MonthFirst),
        _ => None,
    };
    Ok(order.map(|order| (order, DecidedBy::Source)))
}

/// A source that writes its dates both ways decides nothing, unless one way is this many times as frequent.
const OUTWEIGHS: u64 = 20;
/// More dates than this need not be counted.
const MOST_COUNTED: u64 = 1000;
/// A zone's difference, and a clock that is wrong.
const AHEAD: Days = Days::new(2);

/// The undecided article, as far as its date goes.
struct Undecided {
    publication: Publication,
    written: Option<String>,
    imported: Option<NaiveDate>,
    body: String,
    is_read: bool,
}

/// Reads an article's date anew; gives whether that changed it.
fn decide(
    connection: &Connection,
    article: i64,
    before: Decision,
    known: Option<(DateOrder, DecidedBy)>,
    reread: &dyn Reread,
) -> Result<bool, ArchiveError> {
    let columns = publication::READ;
    let found = connection
        .prepare_cached(&format!(
            "SELECT {columns}, substr(i.started_at, 1, 10) AS imported, body, not_extracted IS NULL AS is_read
             FROM articles a JOIN imports i ON i.id = a.import_id WHERE a.id = ?1"
        ))?
        .query_row([article], |row| {
            let imported: String = row.get("imported")?;
            Ok(Undecided {
                publication: Publication::read(row)?,
                written: row.get("published_text")?,
                imported: imported.parse().ok(),
                body: row.get("body")?,
                is_read: row.get("is_read")?,
            })
        })?;
    let Some(numeric) = found.written.as_deref().and_then(|written| reread.numeric(written)) else {
        return Ok(false);
    };
    let decision = match known.or_else(|| not_in_future(&numeric, found.imported?)) {
        Some((order, by)) => Decision::Read(order, by),
        None => Decision::Undecided,
    };
    let published = match decision {
        Decision::Read(order, _) => numeric.read(order),
        Decision::Undecided => numeric.certain(),
    };
    let Some(published) = published.filter(|_| decision != before) else { return Ok(false) };
    found.publication.decided(published, decision).write(connection, article)?;
    if found.is_read {
        let dates = reread.dates(&found.body, published.anchor());
        annotation_rows::replace_dates(connection, article, &dates)?;
    }
    let (story, text) = near_duplicates::of_article(connection, article)?;
    near_duplicates::move_day(connection, article, story, text)?;
    Ok(true)
}

/// The order of the one day that is not after the import, where the other is.
fn not_in_future(numeric: &NumericDate, imported: NaiveDate) -> Option<(DateOrder, DecidedBy)> {
    let last = imported.checked_add_days(AHEAD)?;
    let is_past = |order| numeric.read(order).is_some_and(|published| published.local.date() <= last);
    match (is_past(DateOrder::DayFirst), is_past(DateOrder::MonthFirst)) {
        (true, false) => Some((DateOrder::DayFirst, DecidedBy::Future)),
        (false, true) => Some((DateOrder::MonthFirst, DecidedBy::Future)),
        _ => None,
    }
}

/// Keeps or forgets what the user says of a source.
pub fn set_rule(connection: &Connection, source: i64, rule: Option<DateOrder>) -> Result<(), ArchiveError> {
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
