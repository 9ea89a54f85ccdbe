//! `presscut entities`: who and what is in the archive, which names are one, and what people have decided of that.

pub(crate) mod change;
pub(crate) mod find;
pub(crate) mod sheet;
pub(crate) mod show;
pub(crate) mod suggest;

use std::path::PathBuf;

use rusqlite::types::Value;

use crate::archive::entities::curation;
use crate::archive::entities::curation::{Because, CurationError};
use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::{CliError, Global, Outcome};
use crate::model::EntityType;
use crate::text::name_key::name_key;

/// List people, organisations and places, put names together or apart, and keep what was decided
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    before_help = "Examples: presscut entities --type person --at-least 5\n          \
                   presscut entities merge \"Nora Quint\" \"N. Quint\" --why \"same captain\"\n          \
                   presscut entities export -o names.csv && presscut entities import names.csv --dry-run",
    after_help = "An entity is named by any of its names, or by its number. Every decision is kept in `presscut entities history`, \
                  holds for later imports too, and is taken back with `presscut entities undo`."
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    output: OutputOptions,
}

/// Which entities
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Filter {
    /// With this in one of their names
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// Of this type: person, organization, location, facility, norp, product or misc
    #[arg(long = "type", value_name = "TYPE", value_parser = entity_type)]
    kind: Option<EntityType>,
    /// Named at least so often
    #[arg(long, value_name = "MENTIONS", default_value_t = 0)]
    at_least: i64,
    /// Those on which somebody has decided
    #[arg(long)]
    curated: bool,
    /// Those that are hidden
    #[arg(long)]
    hidden: bool,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Show one, with its names and what was decided of it
    Show {
        /// Any of its names, or its number
        #[arg(value_name = "ENTITY")]
        entity: String,
    },
    /// Make one of several: the first one's name and type stay
    Merge {
        /// The one that stays
        #[arg(value_name = "ENTITY")]
        into: String,
        /// Those that become a part of it
        #[arg(value_name = "OTHER", required = true)]
        others: Vec<String>,
        #[command(flatten)]
        who: Who,
    },
    /// Take names out of an entity; without names, take all its names apart
    Split {
        /// The one that they are taken out of
        #[arg(value_name = "ENTITY")]
        entity: String,
        /// The names that become entities of their own, as `entities show` lists them
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        /// Make one entity of them, rather than one of each
        #[arg(long, requires = "names")]
        together: bool,
        #[command(flatten)]
        who: Who,
    },
    /// Call an entity another name
    Rename {
        /// Any of its names, or its number
        #[arg(value_name = "ENTITY")]
        entity: String,
        /// What it is to be called
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        who: Who,
    },
    /// Say what an entity is: person, organization, location, facility, norp, product or misc
    Retype {
        /// Any of its names, or its number
        #[arg(value_name = "ENTITY")]
        entity: String,
        /// What it is
        #[arg(value_name = "TYPE", value_parser = entity_type)]
        kind: EntityType,
        #[command(flatten)]
        who: Who,
    },
    /// Leave entities out of lists: names that are nobody's
    Hide {
        /// Any of their names, or their numbers
        #[arg(value_name = "ENTITY", required = true)]
        entities: Vec<String>,
        /// Show them again
        #[arg(long)]
        show_again: bool,
        #[command(flatten)]
        who: Who,
    },
    /// List pairs that may be one, with the evidence, the likeliest first
    Suggest {
        #[command(flatten)]
        filter: Box<Filter>,
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// List what was decided: by whom, when and why
    History {
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Take a decision back
    Undo {
        /// Its number, as `entities history` lists it
        #[arg(value_name = "N")]
        number: i64,
        /// Who takes it back [default: the user's name]
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
    },
    /// Write the names as a sheet, to be edited and imported again
    Export {
        #[command(flatten)]
        filter: Box<Filter>,
        #[command(flatten)]
        output: Box<OutputOptions>,
    },
    /// Take an edited sheet as one decision: rows with one entity and type are one
    Import {
        /// The sheet: CSV, with commas, semicolons or tabs
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only say what it would do
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        who: Who,
    },
}

/// Who decides, and why
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Who {
    /// Why, for those who read the history
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// Who decides [default: the user's name]
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

impl Who {
    fn name(by: Option<&str>) -> String {
        let user = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        by.map(str::to_string).or_else(user).unwrap_or_else(|| "unknown".into())
    }
}

fn entity_type(word: &str) -> Result<EntityType, String> {
    EntityType::named(&word.to_lowercase()).ok_or_else(|| {
        let all: Vec<&str> = EntityType::ALL.iter().map(|kind| kind.as_str()).collect();
        format!("it has to be {}", all.join(", "))
    })
}

impl Filter {
    fn values(&self) -> [(String, Value); 5] {
        [
            ("name".into(), self.name.as_deref().map_or(Value::Null, |name| name_key(name).into())),
            ("type".into(), self.kind.map_or(Value::Null, |kind| kind.as_str().to_string().into())),
            ("at_least".into(), self.at_least.into()),
            ("curated".into(), i64::from(self.curated).into()),
            ("hidden".into(), i64::from(self.hidden).into()),
        ]
    }
}

/// The entities that a filter lets through, with how often they are named: a beginning of a query.
const FILTERED: &str = "
    WITH counted AS (
        SELECT e.id, e.name, e.type, e.hidden, e.curated_id, count(m.id) AS mentions, count(DISTINCT m.article_id) AS articles
        FROM entities e LEFT JOIN mentions m ON m.entity_id = e.id
        WHERE (:type IS NULL OR e.type = :type)
          AND (:name IS NULL OR EXISTS (SELECT 1 FROM aliases a WHERE a.entity_id = e.id AND instr(a.key, :name) > 0))
          AND (:curated = 0 OR e.curated_id IS NOT NULL)
          AND (:hidden = 0 OR e.hidden = 1)
        GROUP BY e.id
        HAVING count(m.id) >= :at_least
    )";

const LIST: &str = "
    SELECT c.id, c.name AS entity, c.type, c.mentions, c.articles,
           (SELECT count(*) FROM aliases a WHERE a.entity_id = c.id) AS names,
           CASE WHEN c.hidden = 1 THEN 'hidden' WHEN c.curated_id IS NOT NULL THEN 'yes' END AS decided
    FROM counted c
    WHERE c.hidden = 0 OR :hidden = 1 OR :curated = 1
    ORDER BY c.mentions DESC, c.name, c.id";

const HISTORY: &str = "
    SELECT d.id, d.at, d.\"by\", d.action, d.what, d.why, d.undone_at, d.undone_by
    FROM decisions d
    ORDER BY d.id";

/// Lists, shows or decides.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    // Opened for reading first: an archive that is not there is not made.
    let archive = open::reading(&global.db)?;
    let Some(command) = args.command else {
        let sql = format!("{FILTERED} {LIST}");
        return args.output.answer(global, archive, &sql, &args.filter.values(), None);
    };
    match command {
        Command::Show { entity } => show::run(&archive, &entity),
        Command::Suggest { filter, output } => suggest::run(&archive, &filter, &output, global),
        Command::History { output } => output.answer(global, archive, HISTORY, &[], None),
        Command::Export { filter, output } => sheet::export(archive, &filter, &output, global),
        Command::Import { file, dry_run, who } => {
            drop(archive);
            sheet::import(&file, dry_run, &who, global)
        }
        Command::Undo { number, by } => {
            drop(archive);
            undo(number, &Who::name(by.as_deref()), global)
        }
        command => {
            drop(archive);
            change::run(command, global)
        }
    }
}

fn undo(number: i64, by: &str, global: &Global) -> Result<Outcome, CliError> {
    let what = open::change(&global.db, |archive| curation::undo(archive, number, by))?;
    if !global.quiet {
        eprintln!("{}: decision {number} is taken back: {what}", global.db.display());
    }
    Ok(Outcome::Done)
}

/// Says what was decided, and under which number.
fn say(global: &Global, decided: Option<i64>, what: &str) {
    if global.quiet {
        return;
    }
    match decided {
        Some(number) => eprintln!("{}: decision {number}: {what}", global.db.display()),
        None => eprintln!("{}: nothing to change: it is so already", global.db.display()),
    }
}

/// Who decides and why, as the archive takes it.
fn because<'a>(by: &'a str, who: &'a Who) -> Because<'a> {
    Because { by, why: who.why.as_deref() }
}

impl From<CurationError> for CliError {
    fn from(error: CurationError) -> CliError {
        match error {
            CurationError::Archive(error) => error.into(),
            refused => CliError::Failed(refused.to_string()),
        }
    }
}
