//! `entities export` and `entities import`: the names as a sheet, out and back.

use std::path::Path;

use crate::archive::entities::entity_sheet;
use crate::archive::entities::entity_sheet::SheetRow;
use crate::archive::schema::connection::ArchiveReader;
use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::commands::entities::{FILTERED, Filter, Who, because, say};
use crate::cli::commands::import::counted;
use crate::cli::{CliError, Global, Outcome};

/// Of the entities that the filter lets through, every name.
const EXPORT: &str = "
    , said AS (
        SELECT m.name_id, count(*) AS mentions, count(DISTINCT m.article_id) AS articles
        FROM mentions m GROUP BY m.name_id
    )
    SELECT c.name AS entity, c.type, CASE WHEN c.hidden = 1 THEN 'yes' END AS hidden, n.name, n.type AS found_as,
           s.mentions, s.articles
    FROM counted c
    JOIN names n ON n.entity_id = c.id
    LEFT JOIN said s ON s.name_id = n.id
    ORDER BY c.mentions DESC, c.name, c.id, s.mentions DESC, n.name, n.type";

/// Writes the sheet.
pub fn export(
    archive: ArchiveReader,
    filter: &Filter,
    output: &OutputOptions,
    global: &Global,
) -> Result<Outcome, CliError> {
    output.answer(global, archive, &format!("{FILTERED} {EXPORT}"), &filter.values(), None)
}

/// Takes an edited sheet, or says what it would do.
pub fn import(file: &Path, dry_run: bool, who: &Who, global: &Global) -> Result<Outcome, CliError> {
    let rows = read(file)?;
    if dry_run {
        let archive = open::reading(&global.db)?;
        let changes = entity_sheet::plan(&archive, &rows)?.changes;
        tell(&changes, global);
        if !global.quiet {
            eprintln!(
                "{}: {} to make; nothing was changed",
                global.db.display(),
                counted(changes.len() as u64, "change")
            );
        }
        return Ok(Outcome::Done);
    }
    let by = Who::name(who.by.as_deref());
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    let (decided, what, changes) = open::change(&global.db, |archive| {
        let plan = entity_sheet::plan(archive, &rows)?;
        let what = format!("{name}, {}", counted(plan.changes.len() as u64, "change"));
        let decided = match plan.changes.is_empty() {
            true => None,
            false => plan.draft.decide(archive, "import", &what, because(&by, who))?,
        };
        Ok::<_, CliError>((decided, what, plan.changes))
    })?;
    tell(&changes, global);
    say(global, decided, &what);
    Ok(Outcome::Done)
}

fn read(file: &Path) -> Result<Vec<SheetRow>, CliError> {
    let bytes = std::fs::read(file)
        .map_err(|error| CliError::Failed(format!("{} cannot be read: {error}", file.display())))?;
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(CliError::Failed(format!(
            "{} is a workbook: save it as CSV UTF-8, and import that",
            file.display()
        )));
    }
    entity_sheet::read(&bytes).map_err(|wrong| {
        CliError::Failed(format!("{}: nothing was changed\n  {}", file.display(), wrong.join("\n  ")))
    })
}

fn tell(changes: &[String], global: &Global) {
    if !global.quiet {
        for change in changes {
            eprintln!("{change}");
        }
    }
}
