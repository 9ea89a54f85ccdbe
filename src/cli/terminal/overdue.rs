//! The end of a program whose question is still running after its time, where nothing else can stop it.

use crate::cli::terminal::streams::say_line;
use crate::output::remove_unfinished_files;

/// Ends the program: a question only reads, so nothing is harmed.
pub(crate) fn end_overdue_program() {
    say_line("time was up: give it more with --timeout SECONDS, or ask for less");
    remove_unfinished_files();
    std::process::exit(4);
}
