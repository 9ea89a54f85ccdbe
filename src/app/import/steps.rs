//! What goes from the reading thread through the workers to the writer: files and their records, in order.

use std::sync::Arc;

use crate::app::record::Taken;
use crate::archive::ledger::{FileEnd, FileFacts, Reject};
use crate::read::{Parser, Record};

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

/// A record on its way to a worker, with its parser; or what was wrong before it got that far.
pub(crate) type Cut = Result<(Record, Arc<dyn Parser>), Box<Reject>>;

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
