//! The line that the user enters: edited, coloured, completed, remembered. By rustyline.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::Validator;
use rustyline::{ColorMode, CompletionType, Config, Context, Editor, Helper};

use crate::app::ask::shell::KEYWORDS;
use crate::app::ask::sql::{SqlScript, lex};
use crate::cli::args::reported::say;
use crate::cli::shell::complete::Vocabulary;
use crate::cli::shell::interpreter::run_line;
use crate::cli::shell::session::{Session, Step};
use crate::cli::terminal::streams::say_line;
use crate::cli::{CliError, Outcome};

const PROMPT: &str = "presscut> ";

/// Before a line that goes on with the SQL of the line above.
const CONTINUATION: &str = "     ...> ";

/// Lines that the history keeps at most.
const MAX_HISTORY_LINES: usize = 5_000;

/// Reads and answers until the user ends it.
pub fn run(session: &mut Session, colored: bool) -> Result<Outcome, CliError> {
    let failed = |error: ReadlineError| CliError::Failed(format!("the terminal cannot be read: {error}"));
    let config = Config::builder()
        .max_history_size(MAX_HISTORY_LINES)
        .map_err(failed)?
        .completion_type(CompletionType::List)
        .color_mode(if colored { ColorMode::Forced } else { ColorMode::Disabled })
        .build();
    let mut editor: Editor<Line, DefaultHistory> = Editor::with_config(config).map_err(failed)?;
    let line = Line {
        vocabulary: Vocabulary(session.archive.names()),
        files: FilenameCompleter::new(),
        colored,
        above: String::new(),
    };
    editor.set_helper(Some(line));
    let history = history();
    if let Some(path) = &history {
        // There is none yet, or it cannot be read: then nothing is remembered from before.
        let _ = editor.load_history(path);
    }
    say(session.global, &greeting(session));
    // The lines of a statement that no semicolon has ended yet.
    let mut above = String::new();
    loop {
        session.at_prompt.store(true, Ordering::Relaxed);
        let line = editor.readline(if above.is_empty() { PROMPT } else { CONTINUATION });
        session.at_prompt.store(false, Ordering::Relaxed);
        match line {
            Ok(line) => {
                let entered = above + &line;
                let is_complete = is_complete(&entered);
                above = if is_complete { String::new() } else { format!("{entered}\n") };
                if let Some(line) = editor.helper_mut() {
                    line.above.clone_from(&above);
                }
                if !is_complete {
                    continue;
                }
                if !entered.trim().is_empty() {
                    let _ = editor.add_history_entry(entered.as_str());
                    append_to_history(&mut editor, history.as_ref());
                }
                match run_line(session, &entered) {
                    Ok(Step::Quit) => break,
                    Ok(_) => {}
                    Err(error) => say_line(&format!("error: {error}")),
                }
            }
            // What was entered of a statement is dropped.
            Err(ReadlineError::Interrupted) => {
                above.clear();
                if let Some(line) = editor.helper_mut() {
                    line.above.clear();
                }
            }
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(failed(error)),
        }
    }
    Ok(Outcome::Done)
}

fn greeting(session: &Session) -> String {
    format!(
        "{}: {} articles and teasers, {} quotes. SQL ends with ; and .help lists the commands.",
        session.global.db.display(),
        session.archive.count_rows("articles"),
        session.archive.count_rows("quotes")
    )
}

/// After every line, so that a shell that is killed has lost nothing; a history that cannot be written is no trouble.
fn append_to_history(editor: &mut Editor<Line, DefaultHistory>, path: Option<&PathBuf>) {
    if let Some(path) = path {
        if let Some(folder) = path.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        let _ = editor.append_history(path);
    }
}

/// `$XDG_STATE_HOME/presscut/history`
fn history() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from);
    let state = folder("XDG_STATE_HOME")
        .or_else(|| folder("HOME").map(|home| home.join(".local/state")))
        .or_else(|| folder("LOCALAPPDATA"))?;
    Some(state.join("presscut").join("history"))
}

/// What rustyline asks about a line.
struct Line {
    vocabulary: Vocabulary,
    files: FilenameCompleter,
    colored: bool,
    /// The lines above that it goes on with.
    above: String,
}

impl Helper for Line {}

impl Hinter for Line {
    type Hint = String;
}

impl Completer for Line {
    type Candidate = Pair;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let before = &line[..at];
        if before.trim_start().starts_with(".once ") || before.trim_start().starts_with(".read ") {
            return self.files.complete_path(line, at);
        }
        let (start, names) = self.vocabulary.completions(&format!("{}{before}", self.above));
        let pair = |name: String| Pair { display: name.clone(), replacement: name };
        Ok((start.saturating_sub(self.above.len()), names.into_iter().map(pair).collect()))
    }
}

impl Validator for Line {}

/// A command is a line; SQL goes on until a semicolon ends it.
fn is_complete(entered: &str) -> bool {
    let entered = entered.trim();
    let command = entered.starts_with('.') || matches!(entered, "" | "quit" | "exit" | "help");
    command || SqlScript::parse(entered).is_complete()
}

impl Highlighter for Line {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if !self.colored || line.trim_start().starts_with('.') {
            return line.into();
        }
        let colour = |token: &lex::Token| match token.kind {
            _ if !token.closed => "\x1b[31m",
            lex::TokenKind::Word if KEYWORDS.iter().any(|word| token.is(word)) => "\x1b[1;34m",
            lex::TokenKind::Text => "\x1b[32m",
            lex::TokenKind::Number => "\x1b[36m",
            lex::TokenKind::Parameter => "\x1b[33m",
            lex::TokenKind::Comment => "\x1b[2m",
            _ => "",
        };
        let shown = |token: &lex::Token| match colour(token) {
            "" => token.text.to_string(),
            colour => format!("{colour}{}\x1b[0m", token.text),
        };
        lex::tokens(line).iter().map(shown).collect::<String>().into()
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        if self.colored { format!("\x1b[1m{prompt}\x1b[0m").into() } else { prompt.into() }
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        self.colored && kind != CmdKind::MoveCursor
    }
}
