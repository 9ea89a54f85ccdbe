//! `presscut --version --verbose`: all versions that matter for a report of a fault, a line each.

use std::ffi::OsString;
use std::fmt::Write as _;

use crate::app::build_facts::{BuildFacts, Profile};

/// Whether the arguments ask for all versions. clap shows one line and ends at `--version`, so this is asked before.
pub(crate) fn asks_for_versions(arguments: &[OsString]) -> bool {
    let is = |argument: &OsString, names: [&str; 2]| names.iter().any(|name| argument == name);
    match arguments {
        [_, one, other] => [(one, other), (other, one)]
            .iter()
            .any(|(version, verbose)| is(version, ["--version", "-V"]) && is(verbose, ["--verbose", "-v"])),
        _ => false,
    }
}

/// The facts, a line each.
pub(crate) fn show_versions(facts: &BuildFacts) -> String {
    let profile = match facts.profile {
        Profile::Release => "release",
        Profile::Development => "development",
    };
    let mut text =
        format!("presscut {}\nschema {}\nextractor {}\n", facts.presscut, facts.schema, facts.extractor);
    for model in facts.models {
        // A string takes any line.
        let _ = writeln!(text, "model {} {}", model.name, model.sha256);
    }
    text += &format!("SQLite {}\nbuild {} {} {profile}\n", facts.sqlite, facts.system, facts.processor);
    text
}
