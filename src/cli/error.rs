//! Errors as the user meets them: what to print, and the exit code.
//!
//! The use cases' errors are kept as they are; which of them are wrong usage is decided here.

use std::io;

use crate::app::article::ArticleError;
use crate::app::article_files::ArticleFilesError;
use crate::app::ask::AskError;
use crate::app::backup::BackupError;
use crate::app::desk::MarksError;
use crate::app::entities::{DecisionError, EntitiesError, UndoDecisionError};
use crate::app::extract_stream::ExtractError;
use crate::app::forget::ForgetError;
use crate::app::import::ImportError;
use crate::app::imports::ImportsError;
use crate::app::lake::extract::LakeExtractError;
use crate::app::lake::settle::SettleError;
use crate::app::merge::MergeError;
use crate::app::quotes::corrections::{CorrectionError, QuotesError};
use crate::app::quotes::score::ScoreError;
use crate::app::rejects::RejectsError;
use crate::app::sources::SourcesError;
use crate::app::trace::TraceError;
use crate::archive::ArchiveError;
use crate::query::QueryError;
use crate::query::resolve::NotResolved;

/// Why a command did not do what the user wanted.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The arguments make no sense together, or in this archive; exit code 2.
    #[error("{0}")]
    Usage(String),
    /// Something failed; exit code 1.
    #[error("{0}")]
    Failed(String),
    /// The archive's own errors; exit code 1.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// Reading or writing failed; a closed pipe on stdout is no error to the user.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl CliError {
    /// Whether the reader of our output has gone away, as `head` does.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, CliError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// 1 for an error, 2 for wrong usage, 4 where time was up.
    pub fn exit_code(&self) -> u8 {
        match self {
            CliError::Usage(_) => 2,
            CliError::Archive(error) if error.is_time_up() => 4,
            _ => 1,
        }
    }
}

impl From<AskError> for CliError {
    fn from(error: AskError) -> CliError {
        match error {
            error if error.is_usage() => CliError::Usage(error.to_string()),
            AskError::Io(error) => CliError::Io(error),
            AskError::Query(QueryError::Archive(error)) => error.into(),
            AskError::Query(QueryError::Sqlite(error)) => CliError::Archive(error.into()),
            error => CliError::Failed(error.to_string()),
        }
    }
}

impl From<ImportError> for CliError {
    fn from(error: ImportError) -> CliError {
        match error {
            ImportError::Archive(error) => error.into(),
            ImportError::Io(error) => error.into(),
            ImportError::NothingThere { .. } | ImportError::NoFiles | ImportError::Model(_) => {
                CliError::Failed(error.to_string())
            }
        }
    }
}

impl From<ExtractError> for CliError {
    fn from(error: ExtractError) -> CliError {
        match error {
            ExtractError::Io(error) => error.into(),
            ExtractError::Model(_) => CliError::Failed(error.to_string()),
        }
    }
}

impl From<LakeExtractError> for CliError {
    fn from(error: LakeExtractError) -> CliError {
        match error {
            LakeExtractError::Io(error) => error.into(),
            LakeExtractError::Model(_) | LakeExtractError::NothingThere(_) | LakeExtractError::Part(_) => {
                CliError::Failed(error.to_string())
            }
        }
    }
}

impl From<SettleError> for CliError {
    fn from(error: SettleError) -> CliError {
        match error {
            SettleError::Import(error) => error.into(),
            SettleError::Merge(error) => error.into(),
            SettleError::Tables(error) => error.into(),
            SettleError::Folder { .. } => CliError::Failed(error.to_string()),
        }
    }
}

impl From<ImportsError> for CliError {
    fn from(error: ImportsError) -> CliError {
        match error {
            ImportsError::Archive(error) => error.into(),
            ImportsError::Unknown(_)
            | ImportsError::NoneLeft
            | ImportsError::AlreadyUndone { .. }
            | ImportsError::AllSeenAgain { .. } => CliError::Failed(error.to_string()),
        }
    }
}

impl From<RejectsError> for CliError {
    fn from(error: RejectsError) -> CliError {
        match error {
            RejectsError::Archive(error) => error.into(),
            RejectsError::Unknown(_) | RejectsError::NothingToReadmit => CliError::Failed(error.to_string()),
        }
    }
}

impl From<SourcesError> for CliError {
    fn from(error: SourcesError) -> CliError {
        match error {
            SourcesError::Archive(error) => error.into(),
            SourcesError::NotResolved(error) => error.into(),
        }
    }
}

impl From<UndoDecisionError> for CliError {
    fn from(error: UndoDecisionError) -> CliError {
        match error {
            UndoDecisionError::Archive(error) => error.into(),
            UndoDecisionError::Unknown(_)
            | UndoDecisionError::Undone { .. }
            | UndoDecisionError::Superseded { .. }
            | UndoDecisionError::Unreadable(_) => CliError::Failed(error.to_string()),
        }
    }
}

impl From<DecisionError> for CliError {
    fn from(error: DecisionError) -> CliError {
        match error {
            DecisionError::Archive(error) => error.into(),
            DecisionError::NameTaken { .. } => CliError::Failed(error.to_string()),
            DecisionError::AlreadyOne { .. }
            | DecisionError::OneName { .. }
            | DecisionError::AllNames
            | DecisionError::NoSuchName { .. }
            | DecisionError::EmptyName => CliError::Usage(error.to_string()),
        }
    }
}

impl From<EntitiesError> for CliError {
    fn from(error: EntitiesError) -> CliError {
        match error {
            EntitiesError::Decision(error) => error.into(),
            EntitiesError::NotResolved(error) => error.into(),
            EntitiesError::NoRow(_) | EntitiesError::File(_) | EntitiesError::BadSheet { .. } => {
                CliError::Failed(error.to_string())
            }
        }
    }
}

impl From<MarksError> for CliError {
    fn from(error: MarksError) -> CliError {
        match error {
            MarksError::Archive(error) => error.into(),
            MarksError::Entity(error) => error.into(),
            MarksError::Selection(error) => error.into(),
            MarksError::NotResolved(error) => error.into(),
            MarksError::Words(_) => CliError::Usage(error.to_string()),
            MarksError::UnknownArticle(_)
            | MarksError::UnknownQuote(_)
            | MarksError::UnknownNote(_)
            | MarksError::NothingFound
            | MarksError::File(_)
            | MarksError::BadSheet { .. } => CliError::Failed(error.to_string()),
        }
    }
}

impl From<ForgetError> for CliError {
    fn from(error: ForgetError) -> CliError {
        match error {
            ForgetError::Archive(error) => error.into(),
            ForgetError::Selection(error) => error.into(),
            ForgetError::NotResolved(error) => error.into(),
            ForgetError::UnknownArticles(_)
            | ForgetError::Interrupted(_)
            | ForgetError::UnknownAddress(_)
            | ForgetError::NothingFound
            | ForgetError::NothingToFinish => CliError::Failed(error.to_string()),
        }
    }
}

impl From<ArticleFilesError> for CliError {
    fn from(error: ArticleFilesError) -> CliError {
        match error {
            ArticleFilesError::Archive(error) => error.into(),
            ArticleFilesError::Article(error) => error.into(),
            ArticleFilesError::NothingToWrite
            | ArticleFilesError::Exist { .. }
            | ArticleFilesError::Target(_) => CliError::Failed(error.to_string()),
        }
    }
}

impl From<MergeError> for CliError {
    fn from(error: MergeError) -> CliError {
        match error {
            MergeError::Archive(error) => error.into(),
            MergeError::Itself(_) => CliError::Usage(error.to_string()),
            MergeError::Other { .. } => CliError::Failed(error.to_string()),
        }
    }
}

impl From<QuotesError> for CliError {
    fn from(error: QuotesError) -> CliError {
        match error {
            QuotesError::Correction(CorrectionError::Archive(error)) => error.into(),
            QuotesError::Correction(CorrectionError::SpokenTerm) => CliError::Usage(error.to_string()),
            QuotesError::Speaker(error) => error.into(),
            QuotesError::UnknownSpeaker { .. } | QuotesError::NotNew { .. } => {
                CliError::Usage(error.to_string())
            }
            QuotesError::Correction(_)
            | QuotesError::Unreadable { .. }
            | QuotesError::BadFile { .. }
            | QuotesError::BadLine { .. } => CliError::Failed(error.to_string()),
        }
    }
}

impl From<ScoreError> for CliError {
    fn from(error: ScoreError) -> CliError {
        CliError::Failed(error.to_string())
    }
}

impl From<ArticleError> for CliError {
    fn from(error: ArticleError) -> CliError {
        match error {
            ArticleError::Archive(error) => error.into(),
            ArticleError::UnknownVersion { .. } => CliError::Usage(error.to_string()),
            ArticleError::Unknown(_) | ArticleError::OneVersion => CliError::Failed(error.to_string()),
        }
    }
}

impl From<TraceError> for CliError {
    fn from(error: TraceError) -> CliError {
        match error {
            TraceError::Archive(error) => error.into(),
            TraceError::Unknown { .. } => CliError::Failed(error.to_string()),
        }
    }
}

impl From<BackupError> for CliError {
    fn from(error: BackupError) -> CliError {
        match error {
            BackupError::Archive(error) => error.into(),
            BackupError::Io(error) => error.into(),
            BackupError::Exists { .. } => CliError::Failed(error.to_string()),
        }
    }
}

impl From<NotResolved> for CliError {
    fn from(error: NotResolved) -> CliError {
        match error {
            NotResolved::Sqlite(error) => ArchiveError::from(error).into(),
            NotResolved::UnknownEntity { .. }
            | NotResolved::AmbiguousEntity { .. }
            | NotResolved::UnknownSource { .. }
            | NotResolved::AmbiguousSource { .. }
            | NotResolved::UnknownTag { .. } => CliError::Usage(error.to_string()),
        }
    }
}
