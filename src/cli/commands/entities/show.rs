//! `entities show`: one entity with its names and what was decided about it, to read.

use std::io::{self, Write};

use crate::app::entities;
use crate::app::entities::{DecisionInForce, NameDetails};
use crate::cli::commands::show::describe_note;
use crate::cli::terminal::streams::page_out;
use crate::cli::{CliError, Global, Outcome};
use crate::text::count_phrase::count_phrase;

/// Shows it.
pub fn run(name: &str, global: &Global) -> Result<Outcome, CliError> {
    let found = entities::show(&global.db, name)?;
    let mut out = page_out();
    let entity = &found.entity;
    let hidden = if entity.shown.hidden { ", hidden" } else { "" };
    writeln!(out, "{}, number {}{hidden}", entity.describe(), entity.id)?;
    let days = found.days.map_or(String::new(), |(first, last)| format!(", {first} to {last}"));
    let (mentions, articles) =
        (count_phrase(found.mentions, "mention"), count_phrase(found.articles, "article"));
    writeln!(out, "{mentions} in {articles}{days}")?;
    writeln!(out, "\nNames")?;
    for name in &found.names {
        write_name(&mut out, name)?;
    }
    if !found.tags.is_empty() {
        writeln!(out, "\nTags: {}", found.tags.join(", "))?;
    }
    if !found.notes.is_empty() {
        writeln!(out, "\nNotes")?;
        for note in &found.notes {
            writeln!(out, "  {}", describe_note(note))?;
        }
    }
    if entity.curated.is_some() {
        writeln!(out, "\nDecided")?;
        for decision in &found.decisions {
            write_decision(&mut out, decision)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn write_name(out: &mut dyn Write, details: &NameDetails) -> io::Result<()> {
    let (name, mentions) = (&details.name, count_phrase(details.mentions, "mention"));
    write!(out, "  {} ({}): {mentions}", name.name, name.kind.as_str())?;
    match details.also.is_empty() {
        true => writeln!(out),
        false => writeln!(out, "; also {}", details.also.join(", ")),
    }
}

fn write_decision(out: &mut dyn Write, decision: &DecisionInForce) -> io::Result<()> {
    let DecisionInForce { id, at, by, what, why } = decision;
    let why = why.as_ref().map_or(String::new(), |why| format!(" ({why})"));
    writeln!(out, "  {id}  {at}  {by}: {what}{why}")
}
