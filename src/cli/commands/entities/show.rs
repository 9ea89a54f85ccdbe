//! `entities show`: one entity with its names and what was decided of it, to read.

use std::io::{self, Write};

use rusqlite::params;

use crate::archive::entities::curated::NameKey;
use crate::archive::entities::entity::Entity;
use crate::archive::schema::connection::ArchiveReader;
use crate::cli::commands::entities::find;
use crate::cli::commands::import::counted;
use crate::cli::{CliError, Outcome};

/// Shows it.
pub fn run(archive: &ArchiveReader, text: &str) -> Result<Outcome, CliError> {
    let entity = find::entity(archive, text)?;
    let mut out = io::stdout().lock();
    let hidden = if entity.shown.hidden { ", hidden" } else { "" };
    writeln!(out, "{}, number {}{hidden}", entity.describe(), entity.id)?;
    let (mentions, articles, first, last): (u64, u64, Option<String>, Option<String>) = archive.query_row(
        "SELECT count(*), count(DISTINCT a.id), min(a.published_day), max(a.published_day)
         FROM mentions m JOIN articles a ON a.id = m.article_id WHERE m.entity_id = ?1",
        [entity.id],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let days = first.zip(last).map_or(String::new(), |(first, last)| format!(", {first} to {last}"));
    writeln!(out, "{} in {}{days}", counted(mentions, "mention"), counted(articles, "article"))?;
    writeln!(out, "\nNames")?;
    for name in entity.names(archive)? {
        write_name(&mut out, archive, &name)?;
    }
    write_decisions(&mut out, archive, &entity)?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn write_name(out: &mut impl Write, archive: &ArchiveReader, name: &NameKey) -> Result<(), CliError> {
    let found = params![name.kind.as_str(), name.key];
    let mentions: u64 = archive.query_row(
        "SELECT count(*) FROM names n JOIN mentions m ON m.entity_id = n.entity_id AND m.name_id = n.id
         WHERE n.type = ?1 AND n.key = ?2",
        found,
        |row| row.get(0),
    )?;
    write!(out, "  {} ({}): {}", name.name, name.kind.as_str(), counted(mentions, "mention"))?;
    let also: Vec<String> = archive
        .prepare(
            "SELECT a.alias FROM names n JOIN name_aliases a ON a.name_id = n.id
             WHERE n.type = ?1 AND n.key = ?2 AND a.alias <> n.name ORDER BY a.alias",
        )?
        .query_map(found, |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    match also.is_empty() {
        true => writeln!(out)?,
        false => writeln!(out, "; also {}", also.join(", "))?,
    }
    Ok(())
}

/// The decisions that are in force on it.
fn write_decisions(out: &mut impl Write, archive: &ArchiveReader, entity: &Entity) -> Result<(), CliError> {
    let Some(curated) = entity.curated else { return Ok(()) };
    writeln!(out, "\nDecided")?;
    let mut statement = archive.prepare(
        "SELECT d.id, d.at, d.\"by\", d.what, d.why FROM decisions d
         WHERE d.undone_at IS NULL
           AND EXISTS (SELECT 1 FROM json_each(d.after, '$.names') n WHERE n.value ->> 3 = ?1
                       UNION ALL SELECT 1 FROM json_each(d.after, '$.curated') c WHERE c.value ->> 0 = ?1)
         ORDER BY d.id",
    )?;
    let mut rows = statement.query([curated])?;
    while let Some(row) = rows.next()? {
        let (id, at, by, what): (i64, String, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let why = row.get::<_, Option<String>>(4)?.map_or(String::new(), |why| format!(" ({why})"));
        writeln!(out, "  {id}  {at}  {by}: {what}{why}")?;
    }
    Ok(())
}
