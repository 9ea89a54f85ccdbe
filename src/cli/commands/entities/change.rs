//! `entities merge`, `split`, `rename`, `retype` and `hide`: one decision each.

use crate::archive::entities::curated::{Curated, NameKey};
use crate::archive::entities::curation::Draft;
use crate::archive::entities::entity::Entity;
use crate::archive::schema::connection::ArchiveWriter;
use crate::archive::schema::open;
use crate::cli::commands::entities::{Command, Who, because, find, say};
use crate::cli::{CliError, Global, Outcome};
use crate::model::EntityType;
use crate::text::name_key::name_key;

/// Decides.
pub fn run(command: Command, global: &Global) -> Result<Outcome, CliError> {
    let (decided, what) = open::change(&global.db, |archive| {
        let draft = Draft::new(archive)?;
        let (action, who, change) = match &command {
            Command::Merge { into, others, who } => ("merge", who, merge(archive, draft, into, others)?),
            Command::Split { entity, names, together, who } => {
                ("split", who, split(archive, draft, entity, names, *together)?)
            }
            Command::Rename { entity, name, who } => ("rename", who, rename(archive, draft, entity, name)?),
            Command::Retype { entity, kind, who } => ("retype", who, retype(archive, draft, entity, *kind)?),
            Command::Hide { entities, show_again, who } => {
                let action = if *show_again { "unhide" } else { "hide" };
                (action, who, hide(archive, draft, entities, !show_again)?)
            }
            _ => return Err(CliError::Failed("this command changes nothing".into())),
        };
        let (draft, what) = change;
        let by = Who::name(who.by.as_deref());
        Ok::<_, CliError>((draft.decide(archive, action, &what, because(&by, who))?, what))
    })?;
    say(global, decided, &what);
    Ok(Outcome::Done)
}

type Change<'c> = (Draft<'c>, String);

fn merge<'c>(
    archive: &'c ArchiveWriter,
    mut draft: Draft<'c>,
    into: &str,
    others: &[String],
) -> Result<Change<'c>, CliError> {
    let entity = find::entity(archive, into)?;
    let into = draft.curate(&entity)?;
    let mut merged = Vec::new();
    for other in others {
        let other = find::entity(archive, other)?;
        if other.id == entity.id {
            return Err(CliError::Usage(format!(
                "{} and {} are one entity already",
                entity.shown.name, other.shown.name
            )));
        }
        let from = draft.curate(&other)?;
        if from != into {
            draft.merge(from, into)?;
        }
        merged.push(other.describe());
    }
    Ok((draft, format!("{} is {} too", entity.describe(), merged.join(", "))))
}

fn split<'c>(
    archive: &'c ArchiveWriter,
    mut draft: Draft<'c>,
    entity: &str,
    names: &[String],
    together: bool,
) -> Result<Change<'c>, CliError> {
    let entity = find::entity(archive, entity)?;
    let all = entity.names(archive)?;
    if all.len() < 2 {
        return Err(CliError::Usage(format!(
            "{} has one name only: there is nothing to take apart",
            entity.describe()
        )));
    }
    let taken = match names {
        [] => all.clone(),
        names => names.iter().map(|name| one_of(&all, &entity, name)).collect::<Result<Vec<_>, _>>()?,
    };
    if taken.len() == all.len() && together {
        return Err(CliError::Usage("these are all its names: some have to stay".into()));
    }
    let rest = draft.curate(&entity)?;
    let own = |name: &NameKey| Curated { name: name.name.clone(), kind: name.kind, hidden: false };
    let mut first = None;
    for name in &taken {
        match first.filter(|_| together) {
            Some(first) => draft.give_name(name, first)?,
            None => first = Some(draft.add_entity(own(name))?),
        }
    }
    draft.drop_unused(rest)?;
    let list: Vec<&str> = taken.iter().map(|name| name.name.as_str()).collect();
    Ok((draft, format!("{} is not {}", entity.describe(), list.join(", "))))
}

/// The name of an entity that the user means.
fn one_of(all: &[NameKey], entity: &Entity, text: &str) -> Result<NameKey, CliError> {
    let key = name_key(text);
    let found: Vec<&NameKey> = all.iter().filter(|name| name.key == key).collect();
    let names: Vec<String> =
        all.iter().map(|name| format!("{} ({})", name.name, name.kind.as_str())).collect();
    match found[..] {
        [one] => Ok(one.clone()),
        _ => Err(CliError::Usage(format!(
            "{} has no name {text:?} that could be taken out of it; its names are {}",
            entity.describe(),
            names.join(", ")
        ))),
    }
}

fn rename<'c>(
    archive: &'c ArchiveWriter,
    mut draft: Draft<'c>,
    entity: &str,
    name: &str,
) -> Result<Change<'c>, CliError> {
    let entity = find::entity(archive, entity)?;
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(CliError::Usage("the new name is empty".into()));
    }
    let shown = Curated { name: name.clone(), ..entity.shown.clone() };
    refuse_taken(archive, &entity, &shown)?;
    let curated = draft.curate(&entity)?;
    draft.set_shown(curated, shown)?;
    Ok((draft, format!("{} is called {name}", entity.describe())))
}

fn retype<'c>(
    archive: &'c ArchiveWriter,
    mut draft: Draft<'c>,
    entity: &str,
    kind: EntityType,
) -> Result<Change<'c>, CliError> {
    let entity = find::entity(archive, entity)?;
    let shown = Curated { kind, ..entity.shown.clone() };
    refuse_taken(archive, &entity, &shown)?;
    let curated = draft.curate(&entity)?;
    draft.set_shown(curated, shown)?;
    Ok((draft, format!("{} is of type {}", entity.describe(), kind.as_str())))
}

/// Two entities may not be called and be the same.
fn refuse_taken(archive: &ArchiveWriter, entity: &Entity, shown: &Curated) -> Result<(), CliError> {
    let name = NameKey::new(shown.kind, &shown.name);
    let taken = match Entity::called(archive, &name)? {
        None => Entity::of_name(archive, &name)?,
        called => called,
    };
    match taken.filter(|other| other.id != entity.id) {
        None => Ok(()),
        Some(other) => Err(CliError::Failed(format!(
            "“{}” is a name of another entity, {}: put them together with `presscut entities merge {} {}`",
            shown.name,
            other.describe(),
            other.id,
            entity.id
        ))),
    }
}

fn hide<'c>(
    archive: &'c ArchiveWriter,
    mut draft: Draft<'c>,
    entities: &[String],
    hidden: bool,
) -> Result<Change<'c>, CliError> {
    let mut names = Vec::new();
    for entity in entities {
        let entity = find::entity(archive, entity)?;
        let curated = draft.curate(&entity)?;
        draft.set_shown(curated, Curated { hidden, ..entity.shown.clone() })?;
        names.push(entity.describe());
    }
    let how = if hidden { "hidden" } else { "shown again" };
    Ok((draft, format!("{} {} {how}", names.join(", "), if names.len() == 1 { "is" } else { "are" })))
}
