//! The file that rows go to, and the manifest beside it: both appear whole or not at all.

use std::io::Write;
use std::path::Path;

use crate::app::ask::error::AskError;
use crate::app::output::plan::{OutputPlan, OutputTarget};
use crate::output::{Manifest, Out, Target};

/// The file that is written, and its manifest beside it.
pub(crate) struct OutputFiles {
    target: Target,
    beside: Option<Target>,
}

impl OutputFiles {
    /// Opens the files of a plan.
    pub fn open(plan: &OutputPlan) -> Result<OutputFiles, AskError> {
        let OutputTarget::File { path, overwrite } = &plan.target else {
            // A coloured table has made its texts printable by itself.
            let is_printable = plan.style.color && plan.format.is_colored;
            let target = Target::stdout(plan.screen_lines, is_printable);
            return Ok(OutputFiles { target, beside: None });
        };
        let target = Target::file(path, *overwrite)?;
        let beside = match plan.manifest.beside_file {
            true => {
                let mut name = path.as_os_str().to_owned();
                name.push(".manifest.json");
                Some(Target::file(Path::new(&name), *overwrite)?)
            }
            false => None,
        };
        Ok(OutputFiles { target, beside })
    }

    /// Whether it is a file, and not standard output or a device.
    pub fn is_file(&self) -> bool {
        matches!(self.target, Target::File { .. })
    }

    /// Lets `fill` write; an error of writing names the file.
    pub fn fill<T>(&mut self, fill: impl FnOnce(Out) -> Result<T, AskError>) -> Result<T, AskError> {
        fill(self.target.writer()).map_err(|error| match error {
            AskError::Io(error) => self.target.explain(error).map_or_else(AskError::Io, AskError::Target),
            other => other,
        })
    }

    /// Puts the file in its place, and the manifest beside it.
    pub fn finish(self, manifest: Option<&Manifest>) -> Result<(), AskError> {
        self.target.finish()?;
        let (Some(mut beside), Some(manifest)) = (self.beside, manifest) else { return Ok(()) };
        let written = serde_json::to_string_pretty(manifest)
            .map_err(std::io::Error::from)
            .and_then(|text| writeln!(beside.writer(), "{text}"));
        if let Err(error) = written {
            return Err(beside.explain(error).map_or_else(AskError::Io, AskError::Target));
        }
        Ok(beside.finish()?)
    }
}
