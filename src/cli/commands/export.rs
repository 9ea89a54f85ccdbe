//! `presscut export`: whole tables, the archive for Datasette, and its graphs.

use std::path::{Path, PathBuf};

use crate::app::article_files;
use crate::app::article_files::DocumentFormat;
use crate::app::ask::canned::Dialect;
use crate::app::export::{
    Partition, TablesPlan, TablesWritten, export_datasette, export_setup, export_tables,
};
use crate::app::export_networks::{DEFAULT_EDGES, NetworksRequest, export_networks};
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::reported::{report_rows, report_workbook, say};
use crate::cli::{CliError, Global, Outcome};
use crate::output::registry::format_of_file;
use crate::text::count_phrase::count_phrase;

/// Write whole tables and views to files, the archive for Datasette, or its networks
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples: presscut export --format parquet -o archive/\n          presscut export articles --as markdown cuttings/",
    after_help = "One table goes into a file, several go into one workbook (-o FILE.xlsx), or a file each into a folder \
                  (--format csv, jsonl, parquet … -o FOLDER). With no names, these are written: sources, articles, \
                  entities, aliases, mentions, quotes, dates, sums, stories, article_tags, imports, import_files; as \
                  Parquet also blocks, revisions, rejects, quote_tags and entity_tags, so that engines can answer every canned query. What \
                  `presscut query` lists is written by `presscut query NAME -o FILE`."
)]
pub struct Args {
    /// Tables and views, as `presscut schema` lists them
    #[arg(value_name = "TABLE", conflicts_with_all = ["datasette", "network"])]
    names: Vec<String>,
    /// Write datasette.yaml into a folder: the canned queries, titles and descriptions
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["output", "network"])]
    datasette: Option<PathBuf>,
    /// Write the SQL by which an engine sees the Parquet tables in a folder as the canned queries expect them
    #[arg(long, value_name = "ENGINE FOLDER", num_args = 2, conflicts_with_all = ["output", "network", "datasette", "files", "partition", "names"])]
    setup: Option<Vec<String>>,
    /// Write who is named with whom, and who speaks in which paper, as GEXF, GraphML and CSV into a folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "output")]
    network: Option<PathBuf>,
    /// With --network: leave out what was together in fewer articles, or said in fewer utterances
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, requires = "network")]
    least: f64,
    /// With --network: the strongest edges written; 0 for all
    #[arg(long, value_name = "NUMBER", default_value_t = DEFAULT_EDGES, requires = "network")]
    edges: usize,
    /// With --network: names of these types only, with commas: person, organization, location, facility,
    /// norp, product, misc
    #[arg(long, value_name = "TYPES", value_delimiter = ',', requires = "network")]
    types: Vec<String>,
    /// With --network: articles of this time only: 2031-03, "last month"
    #[arg(long, value_name = "PERIOD", requires = "network")]
    period: Option<String>,
    /// With `articles` and a folder: write each article to a file of its own, with what is known of it above the text
    #[arg(long = "as", value_name = "markdown|text|html", conflicts_with_all = ["datasette", "network"])]
    files: Option<FileForm>,
    /// Parts of the tables that belong to articles, a folder each: TABLE/month=2031-03/TABLE.parquet
    #[arg(long, value_name = "month", conflicts_with_all = ["datasette", "network", "files"])]
    partition: Option<PartitionBy>,
    #[command(flatten)]
    output: OutputOptions,
}

/// What the parts of a table are by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum PartitionBy {
    /// The month of publication
    Month,
}

/// What articles are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FileForm {
    /// Markdown
    Markdown,
    /// Plain text
    Text,
    /// Pages
    Html,
}

/// Exports.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    let overwrite = args.output.force;
    if let Some(form) = args.files {
        return export_files(&args, form, global);
    }
    if let Some(folder) = &args.datasette {
        let path = export_datasette(&global.db, folder, overwrite)?;
        let (db, path) = (global.db.display(), path.display());
        say(
            global,
            &format!("{path}: serve it with `datasette {db} -c {path}` (before Datasette 1.0: -m {path})"),
        );
        return Ok(Outcome::Done);
    }
    if let Some([engine, folder]) = args.setup.as_deref() {
        let path = export_setup(engine_named(engine)?, Path::new(folder), overwrite)?;
        say(
            global,
            &format!("{}: the views that `presscut query NAME --dialect {engine}` reads", path.display()),
        );
        return Ok(Outcome::Done);
    }
    if let Some(folder) = &args.network {
        let request = NetworksRequest {
            archive: &global.db,
            folder,
            least: args.least,
            edges: args.edges,
            types: &args.types,
            period: args.period.as_deref(),
            overwrite,
        };
        export_networks(&request, &mut |written| {
            let (nodes, edges, found) = (written.nodes, written.edges, written.found);
            let more = match found > edges as u64 {
                true => format!(", the strongest of {found}: --edges 0 writes all"),
                false => String::new(),
            };
            say(global, &format!("{}: {nodes} nodes, {edges} edges{more}", written.path.display()));
        })?;
        return Ok(Outcome::Done);
    }
    let mut outcome = Outcome::Done;
    export_tables(&global.db, &args.names, &tables_plan(&args)?, &mut |written| {
        let ended = match written {
            TablesWritten::File(rows) => report_rows(global, &rows),
            TablesWritten::Workbook(book) => report_workbook(global, &book),
        };
        if ended != Outcome::Done {
            outcome = ended;
        }
    })?;
    Ok(outcome)
}

fn engine_named(name: &str) -> Result<Dialect, CliError> {
    [Dialect::DuckDb, Dialect::Spark].into_iter().find(|dialect| dialect.as_str() == name).ok_or_else(|| {
        CliError::Usage(format!("there is no setup for {name}: say duckdb or spark, and the folder"))
    })
}

/// `export articles --as markdown FOLDER`: the folder is the second name, or where -o says.
fn export_files(args: &Args, form: FileForm, global: &Global) -> Result<Outcome, CliError> {
    let folder = match (&args.names[..], args.output.path()) {
        ([what, folder], None) if what == "articles" => PathBuf::from(folder),
        ([what], Some(folder)) if what == "articles" => folder.to_path_buf(),
        _ => {
            let what = "--as writes articles into a folder: presscut export articles --as markdown FOLDER";
            return Err(CliError::Usage(what.into()));
        }
    };
    let format = match form {
        FileForm::Markdown => DocumentFormat::Markdown,
        FileForm::Text => DocumentFormat::Text,
        FileForm::Html => DocumentFormat::Html,
    };
    let written = article_files::write_all_articles(&global.db, &folder, format, args.output.force)?;
    say(global, &format!("{}: {}", folder.display(), count_phrase(written, "article")));
    Ok(Outcome::Done)
}

/// One file for one table; for several a workbook or a folder.
fn tables_plan(args: &Args) -> Result<TablesPlan, CliError> {
    let output = &args.output;
    let partition = if args.partition.is_some() { Partition::Month } else { Partition::Whole };
    if args.names.len() == 1 && partition == Partition::Whole {
        return Ok(TablesPlan::File(output.plan(None)?));
    }
    match (output.format_named(), output.path()) {
        (Some(format), Some(path)) if format_of_file(path).is_some() && format.name == "xlsx" => {
            Ok(TablesPlan::Workbook(output.plan(None)?))
        }
        (Some(format), Some(path)) if format_of_file(path).is_none() => {
            Ok(TablesPlan::Folder(output.folder_plan(None, format)?, partition))
        }
        _ if partition == Partition::Month => Err(CliError::Usage(
            "--partition makes folders: --format parquet --partition month -o FOLDER".into(),
        )),
        _ => Err(CliError::Usage(
            "several tables go into one workbook (-o FILE.xlsx), or a file each into a folder (--format parquet -o FOLDER)"
                .into(),
        )),
    }
}
