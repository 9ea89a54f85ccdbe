//! The file that rows go to, and the manifest beside it: both appear whole or not at all.

use std::io::Write;
use std::path::Path;

use crate::cli::CliError;
use crate::output;
use crate::output::manifest::Manifest;
use crate::output::{Target, TargetError};
use crate::query::QueryError;

/// The file that is written, and its manifest beside it.
pub(crate) struct Files {
    target: Target,
    beside: Option<Target>,
}

impl Files {
    /// Opens the file at `path`, or standard output; `beside` says whether a manifest is to be written, `force` whether files
    /// that are there are written over.
    pub fn open(path: Option<&Path>, beside: bool, force: bool) -> Result<Files, CliError> {
        let open = |path: &Path| Target::file(path, force).map_err(target_failed);
        let target = path.map_or(Ok(Target::Stdout), open)?;
        let beside = match path.filter(|_| beside) {
            Some(path) => {
                let mut name = path.as_os_str().to_owned();
                name.push(".manifest.json");
                Some(open(Path::new(&name))?)
            }
            None => None,
        };
        Ok(Files { target, beside })
    }

    /// Whether it is no standard output.
    pub fn is_file(&self) -> bool {
        matches!(self.target, Target::File { .. })
    }

    /// Lets `fill` write; an error of writing names the file.
    pub fn fill<T>(
        &mut self,
        fill: impl FnOnce(output::Out) -> Result<T, QueryError>,
    ) -> Result<T, CliError> {
        fill(self.target.writer()).map_err(|error| match error {
            QueryError::Io(error) => self.target.explain(error).map_or_else(CliError::Io, target_failed),
            other => other.into(),
        })
    }

    /// Puts the file in its place, and the manifest beside it.
    pub fn finish(self, manifest: Option<&Manifest>) -> Result<(), CliError> {
        self.target.finish().map_err(target_failed)?;
        let (Some(mut beside), Some(manifest)) = (self.beside, manifest) else { return Ok(()) };
        let written = serde_json::to_string_pretty(manifest)
            .map_err(std::io::Error::from)
            .and_then(|text| writeln!(beside.writer(), "{text}"));
        if let Err(error) = written {
            return Err(beside.explain(error).map_or_else(CliError::Io, target_failed));
        }
        beside.finish().map_err(target_failed)
    }
}

fn target_failed(error: TargetError) -> CliError {
    CliError::Failed(error.to_string())
}
