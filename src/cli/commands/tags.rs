//! `presscut tags`: the tags, what has them, and the sheet that goes out to a spreadsheet and comes back.

use std::path::PathBuf;

use crate::app::ask::selection::Selection;
use crate::app::desk;
use crate::app::desk::mark::{RenameTagRequest, rename_tag};
use crate::app::desk::sheet::{MarkSheetRequest, export_articles, export_marked};
use crate::app::desk::{SubjectKind, WhichMarks, sheet};
use crate::app::entities::sheet::SheetMode;
use crate::cli::args::list_output::write_list;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reason::{ReasonOptions, WhoOptions};
use crate::cli::args::row_numbers;
use crate::cli::args::selection::SelectionOptions;
use crate::cli::commands::entities::change::{report_decision, undo};
use crate::cli::commands::entities::sheet::report_sheet;
use crate::cli::{CliError, Global, Outcome};

/// List tags and what has them, rename them, send them to a spreadsheet and take them back
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    before_help = "Examples: presscut tags\n          presscut tags list follow-up\n          \
                   presscut tags export --search \"harbor fees\" -o harbor.xlsx && presscut tags import harbor.xlsx --dry-run",
    after_help = "`presscut tag` puts tags on and takes them off. Every decision is kept in `presscut tags history`, and taken back \
                  with `presscut tags undo`."
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    output: OutputOptions,
}

/// Which marks
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct MarkFilterOptions {
    /// On this kind of thing only: article, quote or entity
    #[arg(long, value_name = "KIND", value_parser = ["article", "quote", "entity"], hide_possible_values = true)]
    kind: Option<String>,
}

impl MarkFilterOptions {
    /// What the options and a tag mean.
    pub fn into_filter(self, tag: Option<String>) -> WhichMarks {
        WhichMarks { tag, kind: self.kind.as_deref().and_then(SubjectKind::named) }
    }
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List everything that is tagged, or that has one tag
    List {
        /// This tag only
        #[arg(value_name = "TAG")]
        tag: Option<String>,
        #[command(flatten)]
        filter: MarkFilterOptions,
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Call a tag by another name everywhere; it may be that of another tag
    Rename {
        /// The tag
        #[arg(value_name = "TAG")]
        tag: String,
        /// Its new name
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        reason: ReasonOptions,
    },
    /// Take a tag off everything that has it
    Remove {
        /// The tag
        #[arg(value_name = "TAG")]
        tag: String,
        #[command(flatten)]
        reason: ReasonOptions,
    },
    /// Write tags and notes as a sheet, to be edited and imported again: of all that has some, or of the articles of a search
    Export {
        /// What has this tag only
        #[arg(long, value_name = "TAG", conflicts_with_all = ["search", "query"])]
        tag: Option<String>,
        #[command(flatten)]
        filter: MarkFilterOptions,
        #[command(flatten)]
        selection: Box<SelectionOptions>,
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Import an edited sheet as one decision: each thing has the tags and notes of its row then
    Import {
        /// The sheet: CSV, with commas, semicolons or tabs, or XLSX
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only say what it would do
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        reason: ReasonOptions,
    },
    /// List the decisions about tags and notes: by whom, when and why
    History {
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Take a decision back
    Undo {
        /// Its number, as `tags history` lists it
        #[arg(value_parser = row_numbers::decision, value_name = "N")]
        number: i64,
        #[command(flatten)]
        by: WhoOptions,
    },
}

/// Lists, renames, exports, imports or undoes.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let Some(command) = args.command else { return write_list(&args.output, &desk::tags(), global) };
    match command {
        Command::List { tag, filter, output } => {
            write_list(&output, &desk::tagged(&global.db, &filter.into_filter(tag))?, global)
        }
        Command::Rename { tag, name, reason } => rename(tag, Some(name), reason, global),
        Command::Remove { tag, reason } => rename(tag, None, reason, global),
        Command::Export { tag, filter, selection, output } => {
            export(filter.into_filter(tag), *selection, &output, global)
        }
        Command::Import { file, dry_run, reason } => {
            let outcome = sheet::import(&MarkSheetRequest {
                archive: global.db.clone(),
                file,
                mode: if dry_run { SheetMode::DryRun } else { SheetMode::Decide },
                reason: reason.into_reason(),
            })?;
            report_sheet(&outcome.changes, outcome.decided.as_ref(), global);
            Ok(Outcome::Done)
        }
        Command::History { output } => write_list(&output, &desk::history(), global),
        Command::Undo { number, by } => undo(number, by, global),
    }
}

fn rename(
    tag: String,
    name: Option<String>,
    reason: ReasonOptions,
    global: &Global,
) -> Result<Outcome, CliError> {
    let request = RenameTagRequest { archive: global.db.clone(), tag, name, reason: reason.into_reason() };
    report_decision(&rename_tag(&request)?, global);
    Ok(Outcome::Done)
}

fn export(
    filter: WhichMarks,
    selection: SelectionOptions,
    output: &OutputOptions,
    global: &Global,
) -> Result<Outcome, CliError> {
    let chosen = selection.into_selection(global)?;
    let query = chosen.query.as_ref().map(|(query, parameters)| (query, parameters.as_slice()));
    let selection = Selection { search: chosen.search.as_deref(), query, ..Selection::default() };
    let list = match selection.is_empty() {
        true => export_marked(&global.db, &filter)?,
        false if filter.kind.is_some() => {
            return Err(CliError::Usage("--kind goes with what is tagged: a search gives articles".into()));
        }
        false => export_articles(&global.db, &selection, chosen.time)?,
    };
    write_list(output, &list, global)
}
