//! `presscut completions` and `presscut man`: generated from the definition of the command line.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, CliError, Outcome};

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut completions bash > ~/.local/share/bash-completion/completions/presscut"
)]
pub struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Print the manual page
#[derive(Debug, clap::Args)]
#[command(before_help = "Example: presscut man > presscut.1 && man ./presscut.1")]
pub struct ManArgs {}

/// Prints the script.
pub fn run(args: Args) -> Result<Outcome, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "presscut", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Outcome::Done)
}

/// Prints the page, each command with its options.
pub fn man(_: ManArgs) -> Result<Outcome, CliError> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        let man =
            clap_mangen::Man::new(subcommand.clone().name(format!("presscut {}", subcommand.get_name())));
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    io::stdout().write_all(&page)?;
    Ok(Outcome::Done)
}
