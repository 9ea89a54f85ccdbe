//! The sheet of names that is exported to a spreadsheet and imported after editing.
//!
//! A row is a name as it was found, with the entity that it belongs to: writing another entity beside a name moves
//! it there. So rows with one entity and type are one entity, and merging, splitting, renaming, retyping and hiding are all
//! done by editing cells. A row that is missing changes nothing, and a sheet with one bad row changes nothing at all.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::ArchiveError;
use crate::archive::entities::curated::{Curated, NameKey};
use crate::archive::entities::curation::Draft;
use crate::archive::entities::entity::Entity;
use crate::archive::schema::connection::ArchiveReader;
use crate::model::EntityType;
use crate::text::edited_sheet::{EditedRow, EditedSheet, has_lost_letters};

/// What a sheet holds, in this order: what it is exported with.
pub const COLUMNS: &str = "entity, type, hidden, name, found_as, mentions, articles";

/// A row of a sheet: a name, and what it is to be a name of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// In the file, from 1.
    pub line: u64,
    /// The name.
    pub name: NameKey,
    /// The entity that it is to belong to.
    pub to: Curated,
}

/// Reads a sheet.
///
/// # Errors
/// Everything that is wrong with it, each with its line.
pub fn read(bytes: &[u8]) -> Result<Vec<SheetRow>, Vec<String>> {
    let sheet = EditedSheet::read(bytes).map_err(|what| vec![what])?;
    let columns = Columns::find(&sheet).map_err(|what| vec![what])?;
    let (mut rows, mut wrong) = (Vec::new(), sheet.wrong);
    for row in &sheet.rows {
        match columns.row(row) {
            Ok(row) => rows.push(row),
            Err(what) => wrong.push(format!("line {}: {what}", row.line)),
        }
    }
    contradictions(&rows, &mut wrong);
    if wrong.is_empty() { Ok(rows) } else { Err(wrong) }
}

/// The positions of the columns.
struct Columns {
    entity: usize,
    name: usize,
    kind: Option<usize>,
    found_as: Option<usize>,
    hidden: Option<usize>,
}

impl Columns {
    fn find(sheet: &EditedSheet) -> Result<Columns, String> {
        let at = |name: &str| sheet.column(name);
        let needed = |name: &str| {
            at(name).ok_or_else(|| {
                format!("line 1: there is no column “{name}”: the columns of `presscut entities export` are {COLUMNS}")
            })
        };
        Ok(Columns {
            entity: needed("entity")?,
            name: needed("name")?,
            kind: at("type"),
            found_as: at("found_as"),
            hidden: at("hidden"),
        })
    }

    fn row(&self, row: &EditedRow) -> Result<SheetRow, String> {
        let cell = |at: usize| row.cell(at);
        let kind = |at: Option<usize>, column: &str| -> Result<Option<EntityType>, String> {
            let word = at.map_or("", cell);
            let known = EntityType::named(&word.to_lowercase());
            if word.is_empty() || known.is_some() {
                return Ok(known);
            }
            let all: Vec<&str> = EntityType::ALL.iter().map(|kind| kind.as_str()).collect();
            Err(format!("{column} “{word}” is none: it has to be {}", all.join(", ")))
        };
        let (entity, name) = (cell(self.entity), cell(self.name));
        if name.is_empty() || entity.is_empty() {
            let column = if name.is_empty() { "name" } else { "entity" };
            return Err(format!("the cell {column} is empty"));
        }
        if let Some(broken) = [name, entity].into_iter().find(|text| has_lost_letters(text)) {
            return Err(format!("“{broken}” has lost letters: save the sheet as CSV UTF-8"));
        }
        let (shown_as, found_as) = (kind(self.kind, "type")?, kind(self.found_as, "found_as")?);
        let Some(shown_as) = shown_as.or(found_as) else { return Err("the cell type is empty".into()) };
        let hidden = match self.hidden.map_or("", cell).to_lowercase().as_str() {
            "" | "no" | "0" | "false" => false,
            "yes" | "1" | "true" | "x" => true,
            other => return Err(format!("hidden “{other}” is neither yes nor no")),
        };
        Ok(SheetRow {
            line: row.line,
            name: NameKey::new(found_as.unwrap_or(shown_as), name),
            to: Curated { name: entity.to_string(), kind: shown_as, hidden },
        })
    }
}

/// Rows that cannot both be meant.
fn contradictions(rows: &[SheetRow], wrong: &mut Vec<String>) {
    let mut names: BTreeMap<(EntityType, &str), &SheetRow> = BTreeMap::new();
    let mut entities: BTreeMap<(EntityType, String), &SheetRow> = BTreeMap::new();
    for row in rows {
        let first = *names.entry((row.name.kind, &row.name.key)).or_insert(row);
        if (&first.to.name, first.to.kind) != (&row.to.name, row.to.kind) {
            wrong.push(format!(
                "line {}: “{}” is to be a name of {}, but of {} in line {}",
                row.line, row.name.name, row.to.name, first.to.name, first.line
            ));
        }
        let target = NameKey::new(row.to.kind, &row.to.name);
        let first = *entities.entry((target.kind, target.key)).or_insert(row);
        if first.to.hidden != row.to.hidden {
            wrong.push(format!(
                "line {}: {} is hidden in one row and shown in another, line {}",
                row.line, row.to.name, first.line
            ));
        }
    }
}

/// What a sheet changes, prepared and not written.
pub struct Plan<'c> {
    /// To be decided.
    pub draft: Draft<'c>,
    /// One line a change, for people.
    pub changes: Vec<String>,
}

/// Works out what a sheet changes in an archive.
pub fn plan<'c>(archive: &'c ArchiveReader, rows: &[SheetRow]) -> Result<Plan<'c>, ArchiveError> {
    let mut plan = Plan { draft: Draft::new(archive)?, changes: Vec::new() };
    let mut targets: BTreeMap<(EntityType, String), Vec<&SheetRow>> = BTreeMap::new();
    let mut left = BTreeMap::new();
    let mut changed = BTreeSet::new();
    for row in rows {
        let target = NameKey::new(row.to.kind, &row.to.name);
        let id = (target.kind, target.key);
        targets.entry(id.clone()).or_default().push(row);
        let now = entity_of_row(archive, &plan.draft, row)?;
        if let Some(change) = change(row, now.as_ref()) {
            plan.changes.push(change);
            changed.insert(id);
            if let Some(CurrentEntity { entity: Some(entity), .. }) = now {
                left.insert(entity.id, entity);
            }
        }
    }
    // The names that stay in an entity are kept together by decision, so that they do not follow the one that leaves.
    let mut curated = Vec::new();
    for entity in left.values() {
        curated.push(plan.draft.curate(entity)?);
    }
    let whole = whole_entities(archive, rows, &left)?;
    for (id, rows) in targets.iter().filter(|(id, _)| changed.contains(*id)) {
        let into =
            match Entity::called(archive, &NameKey { kind: id.0, key: id.1.clone(), name: String::new() })? {
                Some(entity) => plan.draft.curate(&entity)?,
                None => match rows.iter().find_map(|row| whole.get(&(row.name.kind, row.name.key.clone()))) {
                    Some(entity) => plan.draft.curate(entity)?,
                    None => plan.draft.add_entity(rows[0].to.clone())?,
                },
            };
        for row in rows {
            plan.draft.give_name(&row.name, into)?;
        }
        plan.draft.set_shown(into, rows[0].to.clone())?;
    }
    for id in curated {
        plan.draft.drop_unused(id)?;
    }
    Ok(plan)
}

/// The entity that a name belongs to now.
struct CurrentEntity {
    entity: Option<Entity>,
    shown: Curated,
}

fn entity_of_row(
    archive: &ArchiveReader,
    draft: &Draft,
    row: &SheetRow,
) -> Result<Option<CurrentEntity>, ArchiveError> {
    if let Some(entity) = Entity::of_name(archive, &row.name)? {
        return Ok(Some(CurrentEntity { shown: entity.shown.clone(), entity: Some(entity) }));
    }
    let Some(curated) = draft.curated_id(&row.name)? else { return Ok(None) };
    Ok(draft.shown(curated)?.map(|shown| CurrentEntity { entity: None, shown }))
}

fn change(row: &SheetRow, now: Option<&CurrentEntity>) -> Option<String> {
    let SheetRow { line, name, to } = row;
    let Some(now) = now else {
        return Some(format!("line {line}: “{}” is a name of {} from now on", name.name, to.describe()));
    };
    let mut changes = Vec::new();
    if (&now.shown.name, now.shown.kind) != (&to.name, to.kind) {
        changes.push(format!("a name of {} instead of {}", to.describe(), now.shown.describe()));
    }
    if now.shown.hidden != to.hidden {
        changes.push(if to.hidden { "hidden".into() } else { "shown again".into() });
    }
    (!changes.is_empty()).then(|| format!("line {line}: “{}” is {}", name.name, changes.join(", ")))
}

/// The entities all of whose names the sheet gives to one that is not there yet: they are called another name. By each
/// of their names.
fn whole_entities<'e>(
    archive: &ArchiveReader,
    rows: &[SheetRow],
    left: &'e BTreeMap<i64, Entity>,
) -> Result<BTreeMap<(EntityType, String), &'e Entity>, ArchiveError> {
    let to: BTreeMap<(EntityType, &str), (EntityType, String)> = rows
        .iter()
        .map(|row| {
            let target = NameKey::new(row.to.kind, &row.to.name);
            ((row.name.kind, row.name.key.as_str()), (target.kind, target.key))
        })
        .collect();
    let mut whole = BTreeMap::new();
    for entity in left.values() {
        let names = entity.names(archive)?;
        let targets: BTreeSet<_> = names.iter().map(|name| to.get(&(name.kind, name.key.as_str()))).collect();
        if targets.len() == 1 && targets.iter().all(Option::is_some) {
            for name in names {
                whole.insert((name.kind, name.key), entity);
            }
        }
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<SheetRow> {
        read(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_sheet_is_read_however_a_spreadsheet_writes_it() {
        let plain = "entity,type,hidden,name,found_as\nNora Quint,person,,N. Quint,person\n";
        let expected = rows(plain);
        assert_eq!((expected[0].line, expected[0].name.key.as_str()), (2, "n quint"));
        assert_eq!(
            expected[0].to,
            Curated { name: "Nora Quint".into(), kind: EntityType::Person, hidden: false }
        );
        let excel =
            "\u{feff}Name;Found_as;Type;Entity;Hidden\r\n N. Quint ;person;Person;Nora Quint;no\r\n;;;;\r\n";
        assert_eq!(rows(excel), expected);
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(plain.replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(read(&utf16).unwrap(), expected);
        assert_eq!(rows("entity,type,name\n'=Acme,organization,\"'+1\"\n")[0].to.name, "=Acme");
    }

    #[test]
    fn what_is_wrong_is_named_by_line() {
        let wrong = read(
            b"entity,type,hidden,name,found_as\nA,persn,,A,person\n,person,,B,person\nC,person,perhaps,C,person\n\
              D,person,,E,person\nF,person,,E,person\nG,person,yes,G,person\nG,person,,H,person\nI,person,,??,person\n",
        )
        .unwrap_err();
        let lines: Vec<&str> = wrong.iter().map(|what| what.split(':').next().unwrap()).collect();
        assert_eq!(lines, ["line 2", "line 3", "line 4", "line 9", "line 6", "line 8"], "{wrong:?}");
        assert!(read(b"a,b\n1,2\n").unwrap_err()[0].contains("there is no column “entity”"));
    }
}
