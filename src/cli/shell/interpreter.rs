//! What becomes of a line: SQL is run, a command is carried out.

use crate::app::ask::schema::function_rows;
use crate::app::ask::shell::{PreparedSearch, PreparedSql, QuerySummary};
use crate::app::ask::sql::SqlScript;
use crate::cli::CliError;
use crate::cli::shell::command::{COMMANDS, ShellCommand};
use crate::cli::shell::session::{Session, Step};
use crate::text::text_file::read_text_file;

/// How many files may run one another with `.read`.
const MAX_OPEN_FILES: usize = 16;

/// Runs every line and statement of a script; the first error ends it.
pub fn run_script(session: &mut Session, script: &str) -> Result<Step, CliError> {
    let mut sql = String::new();
    let mut last = Step::Next;
    for line in script.lines() {
        let between = {
            let so_far = SqlScript::parse(&sql);
            so_far.is_empty() && so_far.is_closed()
        };
        if between && line.trim_start().starts_with('.') {
            match run_command(session, ShellCommand::parse(line.trim())?)? {
                Step::Quit => return Ok(Step::Quit),
                Step::Stopped => last = Step::Stopped,
                Step::Next => {}
            }
            continue;
        }
        sql.push_str(line);
        sql.push('\n');
        let so_far = SqlScript::parse(&sql);
        if so_far.is_complete() && !so_far.is_empty() {
            last = session.run_sql(&so_far)?;
            if session.was_interrupted() {
                return Ok(last);
            }
            sql.clear();
        }
    }
    let rest = SqlScript::parse(&sql);
    if rest.is_empty() { Ok(last) } else { session.run_sql(&rest) }
}

/// Runs what the user entered at the prompt.
pub fn run_line(session: &mut Session, line: &str) -> Result<Step, CliError> {
    let line = line.trim();
    match line.trim_end_matches(';').to_lowercase().as_str() {
        "" => Ok(Step::Next),
        "exit" | "quit" => Ok(Step::Quit),
        "help" => run_command(session, ShellCommand::Help),
        _ if line.starts_with('.') => run_command(session, ShellCommand::parse(line)?),
        _ => session.run_sql(&SqlScript::parse(line)),
    }
}

/// Carries out a command.
pub fn run_command(session: &mut Session, command: ShellCommand) -> Result<Step, CliError> {
    match command {
        ShellCommand::Help => session.show(&help()),
        ShellCommand::Tables => session.show(&lines(&session.archive.tables()?)),
        ShellCommand::Schema(table) => run_prepared(session, &session.archive.schema(table.as_deref())?),
        ShellCommand::Functions => session.show_rows(&mut function_rows()),
        ShellCommand::Queries => show_queries(session),
        ShellCommand::Query { name, parameters } => {
            run_prepared(session, &session.archive.canned_query(&name, &parameters)?)
        }
        ShellCommand::Search(words) => {
            let search = PreparedSearch::parse(&words)?;
            let script = search.script();
            session.show_rows(&mut search.rows(&script, &session.archive)?)
        }
        ShellCommand::Explain(sql) => session.show(&lines(&session.archive.explain(&sql)?)),
        ShellCommand::ShowParameters => {
            let parameters = session.parameters.iter();
            session.show(&lines(
                &parameters.map(|(name, value)| format!(":{name} = {value}")).collect::<Vec<_>>(),
            ))
        }
        ShellCommand::ShowMode => session.show(&format!("{}\n", session.mode.name)),
        ShellCommand::Read(path) => run_file(session, &path),
        ShellCommand::Quit => Ok(Step::Quit),
        setting => {
            apply_setting(session, setting);
            Ok(Step::Next)
        }
    }
}

/// Runs a file, which may run others in turn.
fn run_file(session: &mut Session, path: &str) -> Result<Step, CliError> {
    if session.open_files == MAX_OPEN_FILES {
        return Err(CliError::Usage(format!(
            "{path}: {MAX_OPEN_FILES} files run one another already: does one of them run itself with .read?"
        )));
    }
    let script = read_text_file(path.as_ref())
        .map_err(|error| CliError::Failed(format!("{path} cannot be read: {error}")))?;
    session.open_files += 1;
    let ended = run_script(session, &script);
    session.open_files -= 1;
    ended
}

/// Changes what holds for the lines after this one.
fn apply_setting(session: &mut Session, setting: ShellCommand) {
    match setting {
        ShellCommand::ClearParameters => session.parameters.clear(),
        ShellCommand::SetParameter { name, value } => {
            session.parameters.retain(|(known, _)| *known != name);
            session.parameters.extend(value.map(|value| (name, value)));
        }
        ShellCommand::SetMode(format) => session.mode = format,
        ShellCommand::Once(file) => session.once = Some(file).into(),
        ShellCommand::Limit(rows) => session.max_rows = rows,
        ShellCommand::Timeout(time) => session.archive.set_time(time),
        _ => {}
    }
}

fn run_prepared(session: &Session, prepared: &PreparedSql) -> Result<Step, CliError> {
    let script = SqlScript::parse(&prepared.sql);
    session.show_rows(&mut session.archive.single_result(&script, &prepared.values)?)
}

fn lines(each: &[String]) -> String {
    each.iter().map(|line| format!("{line}\n")).collect()
}

fn help() -> String {
    let form = |(name, rest, _): &(&str, &str, &str)| format!("{name} {rest}");
    let widest = COMMANDS.iter().map(|command| form(command).chars().count()).max().unwrap_or(0);
    let mut text: String =
        COMMANDS.iter().map(|command| format!("{:widest$}  {}\n", form(command), command.2)).collect();
    text.push_str("\nAnything else is SQL, up to a semicolon; it reads the archive and changes nothing.\n");
    text.push_str(
        "Tab completes names, the arrows go through the history, Ctrl-C stops a query or drops a line.\n",
    );
    text
}

fn show_queries(session: &Session) -> Result<Step, CliError> {
    let listed = session.archive.query_list()?;
    let widest = listed.iter().map(|query| query.name.len()).max().unwrap_or(0);
    let line = |QuerySummary { name, about }: &QuerySummary| match about {
        Ok(about) => format!("{name:widest$}  {about}"),
        Err(error) => format!("{name:widest$}  (cannot be used: {error})"),
    };
    session.show(&lines(&listed.iter().map(line).collect::<Vec<_>>()))
}
