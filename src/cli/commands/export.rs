//! `presscut export`: whole tables, the archive for Datasette, and its graphs.

use std::path::{Path, PathBuf};

use crate::archive::schema::open;
use crate::cli::args::output_options::OutputOptions;
use crate::cli::args::query_session::{Asked, Question};
use crate::cli::{CliError, Global, Outcome};
use crate::output::graph::{Dialect, GraphWriter};
use crate::output::{Format, Target, TargetError};
use crate::query::export::network;
use crate::query::export::network::Network;
use crate::query::export::{datasette, tables};

/// Write whole tables and views to files, the archive for Datasette, or its networks
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut export --format parquet -o archive/",
    after_help = "One table goes into a file, several go into one workbook (-o FILE.xlsx), or a file each into a folder \
                  (--format csv, jsonl, parquet … -o FOLDER). With no names, these are written: sources, articles, \
                  entities, aliases, mentions, quotes, dates, stories, imports, import_files. What \
                  `presscut query` lists is written by `presscut query NAME -o FILE`."
)]
pub struct Args {
    /// Tables and views, as `presscut schema` lists them
    #[arg(value_name = "TABLE", conflicts_with_all = ["datasette", "network"])]
    names: Vec<String>,
    /// Write datasette.yaml into a folder: the canned queries, titles and descriptions
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["output", "network"])]
    datasette: Option<PathBuf>,
    /// Write who is named with whom, and who speaks in which paper, as GEXF and GraphML into a folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "output")]
    network: Option<PathBuf>,
    /// With --network: leave out what was together in fewer articles, or said in fewer quotes
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "network")]
    least: u32,
    #[command(flatten)]
    output: OutputOptions,
}

/// Exports.
pub fn run(args: Args, global: &Global) -> Result<Outcome, CliError> {
    if let Some(folder) = &args.datasette {
        return to_datasette(folder, args.output.force, global);
    }
    if let Some(folder) = &args.network {
        return to_networks(folder, args.least, args.output.force, global);
    }
    let archive = open::reading(&global.db)?;
    let names = tables::named(&archive, &args.names)?;
    let queries: Vec<(String, String)> =
        names.into_iter().map(|name| (tables::select(&name), name)).collect();
    let questions: Vec<Question> = queries
        .iter()
        .map(|(sql, name)| Question { name: Some(name), title: Some(name), sql, values: &[], limit: None })
        .collect();
    if let [question] = &questions[..] {
        return args.output.answer_named(global, archive, question, None);
    }
    match (args.output.form_told(), args.output.path()) {
        (Some(Format::Xlsx), Some(path)) if Format::of_file(path).is_some() => {
            let asked = Asked::begin(global, archive, None, args.output.describes())?;
            args.output.write_workbook(global, &asked, &questions)
        }
        (Some(format), Some(folder)) if Format::of_file(folder).is_none() => {
            std::fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
            let files: Vec<OutputOptions> = queries
                .iter()
                .map(|(_, name)| folder.join(format!("{name}.{}", format.extension())))
                .map(|path| args.output.for_file(path, format))
                .collect();
            let described = files.iter().any(OutputOptions::describes);
            let asked = Asked::begin(global, archive, None, described)?;
            let mut outcome = Outcome::Done;
            for (options, question) in files.iter().zip(&questions) {
                outcome = match options.write(global, &asked, question)? {
                    Outcome::Done => outcome,
                    other => other,
                };
            }
            Ok(outcome)
        }
        _ => Err(CliError::Usage(
            "several tables go into one workbook (-o FILE.xlsx), or a file each into a folder (--format parquet -o FOLDER)"
                .into(),
        )),
    }
}

fn cannot(path: &Path, error: &std::io::Error) -> CliError {
    CliError::Failed(format!("{} cannot be written: {error}", path.display()))
}

fn failed(error: TargetError) -> CliError {
    CliError::Failed(error.to_string())
}

fn to_datasette(folder: &Path, overwrite: bool, global: &Global) -> Result<Outcome, CliError> {
    let archive = open::reading(&global.db)?;
    let text = datasette::config(&global.db, &archive)?;
    std::fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    let path = folder.join("datasette.yaml");
    let mut target = Target::file(&path, overwrite).map_err(failed)?;
    target.writer().write_all(text.as_bytes()).map_err(|error| cannot(&path, &error))?;
    target.finish().map_err(failed)?;
    if !global.quiet {
        let (db, path) = (global.db.display(), path.display());
        eprintln!("{path}: serve it with `datasette {db} -c {path}` (before Datasette 1.0: -m {path})");
    }
    Ok(Outcome::Done)
}

fn to_networks(folder: &Path, least: u32, overwrite: bool, global: &Global) -> Result<Outcome, CliError> {
    let archive = open::reading(&global.db)?;
    archive.execute_batch("BEGIN")?;
    std::fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    for network in [Network::CoMentions, Network::SpeakersAndSources] {
        for dialect in [Dialect::Gexf, Dialect::GraphMl] {
            let path = folder.join(format!("{}.{}", network.name(), dialect.extension()));
            let mut target = Target::file(&path, overwrite).map_err(failed)?;
            let written = {
                let mut graph = GraphWriter::new(target.writer(), dialect, network.is_directed());
                network::write(&archive, network, least, &mut graph)
            };
            let (nodes, edges) = written?;
            target.finish().map_err(failed)?;
            if !global.quiet {
                eprintln!("{}: {nodes} nodes, {edges} edges", path.display());
            }
        }
    }
    Ok(Outcome::Done)
}
