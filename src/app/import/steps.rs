//! What goes from the reading thread through the workers to the writer: files and their records, in order.

use crate::app::record::Taken;
use crate::archive::ledger::{FileEnd, FileFacts};

pub(crate) use crate::app::record_input::Cut;

/// Work in the order of the files.
pub(crate) enum Step<R> {
    /// A file begins; its records follow.
    Begin(FileFacts),
    /// A file that some run has read to its end: it is not read.
    Known(FileFacts),
    /// Some records of the file.
    Records(Vec<R>),
    /// The file ends.
    End(FileEnd),
}

impl Step<Cut> {
    /// The same step, with what became of each record.
    pub(crate) fn map(self, take: impl Fn(Cut) -> Taken) -> Step<Taken> {
        match self {
            Step::Begin(facts) => Step::Begin(facts),
            Step::Known(facts) => Step::Known(facts),
            Step::Records(records) => Step::Records(records.into_iter().map(take).collect()),
            Step::End(end) => Step::End(end),
        }
    }
}
