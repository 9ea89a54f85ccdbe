//! `presscut completions`: generated from the definition of the command line.
//!
//! A completion script is a few lines that ask presscut itself, with `COMPLETE` set to the shell's name, what could be
//! where the cursor is: so names of queries, parameters, people and papers come out of the archive at hand
//! ([`candidates`](crate::cli::completion::candidates)). clap's scripts are used except for two shells: bash, which separates words at `=` and does not quote
//! what has spaces, and PowerShell, which does not quote either.

pub(crate) mod candidates;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use clap::CommandFactory;
use clap_complete::engine::complete;
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};
use clap_complete::{CompleteEnv, Shell};

use crate::cli::{Cli, CliError, Global, Outcome};
use candidates::CommandLine;

/// What a script sets to ask.
const VARIABLE: &str = "COMPLETE";

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut completions bash > ~/.local/share/bash-completion/completions/presscut",
    after_help = "zsh: put it into a folder of $fpath as _presscut. fish: ~/.config/fish/completions/presscut.fish. \
                  PowerShell: presscut completions powershell | Out-String | Invoke-Expression, in $PROFILE. \
                  Names of queries, parameters, people and papers are completed from the archive of --db or PRESSCUT_DB."
)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Prints the script.
pub fn run(args: Args, _global: &Global) -> Result<Outcome, CliError> {
    let shell: &dyn EnvCompleter = match args.shell {
        Shell::Bash => &Bash,
        Shell::Elvish => &Elvish,
        Shell::Fish => &Fish,
        Shell::PowerShell => &QuotingPowershell,
        Shell::Zsh => &Zsh,
        other => return Err(CliError::Usage(format!("there is no completion script for {other}"))),
    };
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, "presscut", "presscut", "presscut", &mut script)?;
    io::stdout().write_all(&script)?;
    Ok(Outcome::Done)
}

/// Answers a shell that asks for completions, and ends the program; does nothing otherwise.
pub fn answer_shell() {
    if std::env::var_os(VARIABLE).is_none_or(|shell| shell.is_empty()) {
        return;
    }
    let (before, words): (Vec<OsString>, Vec<OsString>) = {
        let all: Vec<OsString> = std::env::args_os().collect();
        let at = all.iter().position(|word| word == "--").map_or(all.len(), |at| at + 1);
        (all[..at].to_vec(), all[at..].to_vec())
    };
    let line = CommandLine::parse(&words);
    let plain = line.plain_words();
    let completer = CompleteEnv::with_factory(move || line.fitted(Cli::command()))
        .var(VARIABLE)
        .shells(Shells(&[&Bash, &Elvish, &Fish, &QuotingPowershell, &Zsh]));
    let folder = std::env::current_dir().ok();
    match completer.try_complete(before.into_iter().chain(plain), folder.as_deref()) {
        Ok(true) => std::process::exit(0),
        Ok(false) => {}
        Err(error) => error.exit(),
    }
}

/// Bash: words that were separated at `=` are joined again, and candidates are quoted unless a quotation mark is open.
struct Bash;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn is(&self, name: &str) -> bool {
        name == "bash"
    }

    fn write_registration(
        &self,
        variable: &str,
        name: &str,
        command: &str,
        completer: &str,
        out: &mut dyn Write,
    ) -> Result<(), io::Error> {
        let script = include_str!("completion.bash");
        let script = script.replace("VARIABLE", variable).replace("NAME", name);
        out.write_all(script.replace("COMMAND", command).replace("COMPLETER", completer).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut clap::Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<(), io::Error> {
        let at = words.len().saturating_sub(1);
        for candidate in complete(command, words, at, folder)? {
            writeln!(out, "{}", candidate.get_value().to_string_lossy())?;
        }
        Ok(())
    }
}

/// PowerShell, with what has spaces in quotation marks.
struct QuotingPowershell;

impl EnvCompleter for QuotingPowershell {
    fn name(&self) -> &'static str {
        Powershell.name()
    }

    fn is(&self, name: &str) -> bool {
        Powershell.is(name)
    }

    fn write_registration(
        &self,
        variable: &str,
        name: &str,
        command: &str,
        completer: &str,
        out: &mut dyn Write,
    ) -> Result<(), io::Error> {
        Powershell.write_registration(variable, name, command, completer, out)
    }

    fn write_complete(
        &self,
        command: &mut clap::Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<(), io::Error> {
        let at = words.len().saturating_sub(1);
        for candidate in complete(command, words, at, folder)? {
            let value = candidate.get_value().to_string_lossy();
            let plain = |c: char| c.is_alphanumeric() || "-_./=".contains(c);
            let value = match value.chars().all(plain) {
                true => value.into_owned(),
                false => format!("'{}'", value.replace('\'', "''")),
            };
            let help = candidate.get_help().map(ToString::to_string).unwrap_or_default();
            writeln!(out, "{value}\t{}", help.lines().next().unwrap_or(&value))?;
        }
        Ok(())
    }
}
