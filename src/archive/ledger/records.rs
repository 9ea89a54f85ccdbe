//! What the ledger keeps of runs, files and rejected records, as values.

use crate::model::Origin;

/// A run's row in `imports`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportId(pub i64);

/// A file's row in `import_files`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileId(pub i64);

/// How many records became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles that the archive did not have.
    pub new: u64,
    /// Articles that it had exactly so.
    pub unchanged: u64,
    /// Articles that it had in another version, now a revision.
    pub revised: u64,
    /// New rows whose text another article already has.
    pub duplicate: u64,
    /// Records that are no article, or cannot be read.
    pub rejected: u64,
    /// Records of articles that were forgotten: they are kept out.
    pub forgotten: u64,
    /// Openings of other stories, found on new or revised pages.
    pub teasers: u64,
}

impl Counts {
    /// Adds others to these.
    pub fn add(&mut self, others: &Counts) {
        self.new += others.new;
        self.unchanged += others.unchanged;
        self.revised += others.revised;
        self.duplicate += others.duplicate;
        self.rejected += others.rejected;
        self.forgotten += others.forgotten;
        self.teasers += others.teasers;
    }

    /// Records that were read, taken or not.
    pub fn records(&self) -> u64 {
        self.new + self.unchanged + self.revised + self.duplicate + self.rejected + self.forgotten
    }
}

/// How a run or a file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// At its end.
    Done,
    /// Stopped by the user; what was read before is in.
    Interrupted,
    /// By an error; what was read before is in.
    Failed,
}

impl Ending {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Ending::Done => "done",
            Ending::Interrupted => "interrupted",
            Ending::Failed => "failed",
        }
    }
}

/// How a file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileEnd {
    /// At its end, or before.
    pub ending: Ending,
    /// Its parts that are no records of a scrape, and nothing to reject: the requests and pictures of a crawl.
    pub passed_over: u64,
}

/// What the importer knows of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// As the user named it.
    pub path: String,
    /// Of its bytes, in hexadecimal; `None` for standard input and for what cannot be read.
    pub sha256: Option<String>,
    /// How many bytes, where that is known.
    pub bytes: Option<u64>,
    /// The format that was detected.
    pub format: Option<&'static str>,
    /// The options that decide what its records become.
    pub settings: String,
}

/// A record that is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Where it was; record 0 is the whole file.
    pub origin: Origin,
    /// One or two words, for grouping.
    pub rule: String,
    /// For people, with the evidence.
    pub reason: String,
    /// Its bytes.
    pub raw: Vec<u8>,
    /// What was read of it, as JSON, if it was the gate that rejected it.
    pub scrape: Option<String>,
}
