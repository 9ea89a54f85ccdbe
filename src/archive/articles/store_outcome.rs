//! What storing a cutting came to: what it became, or that its body has to be read again first.

use crate::archive::articles::article_version::ArticleVersion;
use crate::archive::articles::reanalysis::ReanalysisRequest;
use crate::model::Annotated;

/// What a cutting became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArticleOutcome {
    /// The archive did not have it.
    New,
    /// The archive has it exactly so.
    Unchanged,
    /// The archive had another version.
    Revised,
    /// New, and its text is that of another article.
    Duplicate,
    /// It was forgotten, and is kept out.
    Forgotten,
}

/// What storing a cutting came to.
#[derive(Debug)]
#[must_use]
pub enum StoreOutcome {
    /// It is stored.
    Stored(ArticleOutcome),
    /// It is a revision whose body has to be read again first: nothing of it is stored yet. To be given to
    /// [`Writer::store_reanalyzed`](crate::archive::articles::writer::Writer::store_reanalyzed).
    NeedsReanalysis(Box<PendingRevision>),
}

/// A revision that is about to be written over the version that is stored.
#[derive(Debug)]
pub struct PendingRevision {
    pub(crate) article: i64,
    pub(crate) merged: ArticleVersion,
    pub(crate) annotated: Box<Annotated>,
}

impl PendingRevision {
    /// What has to be read again.
    pub fn request(&self) -> ReanalysisRequest {
        ReanalysisRequest {
            article: self.article,
            body: self.annotated.cutting.article.body.clone(),
            anchor: self.merged.anchor(),
        }
    }

    /// Whether its day is another than its scrape says, so that relative dates are counted from another day.
    pub(crate) fn needs_reanalysis(&self) -> bool {
        let own_day = self.annotated.cutting.article.published.and_then(|published| published.anchor());
        own_day != self.merged.anchor() && self.annotated.not_extracted.is_none()
    }
}
