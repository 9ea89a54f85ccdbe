//! `presscut entities`: who and what is in the archive, which names are one, and what people have decided about that.

pub(crate) mod args;
pub(crate) mod change;
pub(crate) mod sheet;
pub(crate) mod show;
pub(crate) mod suggest;

use crate::app::entities;
use crate::app::entities::curate::{EntityChange, Grouping, Visibility};
use crate::cli::args::list_output::write_list;
use crate::cli::{CliError, Global, Outcome};
use args::Command;

pub use args::Args;

/// Lists, shows or decides.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let Some(command) = args.command else {
        return write_list(&args.output, &entities::list(&args.filter.into_request(global)?), global);
    };
    match command {
        Command::Show { entity } => show::run(&entity, global),
        Command::Suggest { filter, output } => suggest::run(filter.into_request(global)?, &output, global),
        Command::History { output } => write_list(&output, &entities::history(), global),
        Command::Export { filter, output } => {
            write_list(&output, &entities::sheet::export(&filter.into_request(global)?), global)
        }
        Command::Import { file, dry_run, who } => sheet::import(file, dry_run, who, global),
        Command::Undo { number, by } => change::undo(number, by, global),
        Command::Merge { into, others, who } => {
            change::run(EntityChange::Merge { into, others }, who, global)
        }
        Command::Split { entity, names, together, who } => {
            let grouping = if together { Grouping::Together } else { Grouping::Apart };
            change::run(EntityChange::Split { entity, names, grouping }, who, global)
        }
        Command::Rename { entity, name, who } => {
            change::run(EntityChange::Rename { entity, name }, who, global)
        }
        Command::Retype { entity, kind, who } => {
            change::run(EntityChange::Retype { entity, kind }, who, global)
        }
        Command::Hide { entities, show_again, who } => {
            let visibility = if show_again { Visibility::Shown } else { Visibility::Hidden };
            change::run(EntityChange::SetVisibility { entities, visibility }, who, global)
        }
    }
}
