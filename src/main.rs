//! The binary: parse, run, and turn the outcome into an exit code.

use std::process::ExitCode;

use presscut::cli::terminal::streams::say_line;
use presscut::cli::{self, Cli, Outcome};

fn main() -> ExitCode {
    match cli::run(Cli::from_arguments()) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeRejected) => ExitCode::from(3),
        Ok(Outcome::Stopped) => ExitCode::from(4),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        // `presscut query … | head` has got what it wanted.
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            say_line(&format!("error: {error}"));
            ExitCode::from(error.exit_code())
        }
    }
}
