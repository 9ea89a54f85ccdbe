//! A body that has to be read again by the extractors: a request that the archive makes and `app` carries out.
//!
//! The archive stores what was found in bodies and knows no extractor. Where a row follows from a body that is already stored
//! (a day became known, an earlier version came back, a correction was taken back), the function that changes the
//! archive gives requests, and another one takes what was found, in the same transaction.

use chrono::NaiveDate;

/// A stored body to read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReanalysisRequest {
    /// The article's number.
    pub article: i64,
    /// Its text.
    pub body: String,
    /// The day that relative dates are counted from, local to the publisher.
    pub anchor: Option<NaiveDate>,
}
