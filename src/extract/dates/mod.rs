//! Time expressions: found, typed and resolved, as TIMEX3 (TimeML 1.2.1) with the days that they can mean.

use chrono::NaiveDate;

use super::Document;
use crate::model::DateMention;

/// Finds the time expressions of a text, in order, without overlaps.
///
/// `anchor` is the day of publication, at the publisher; without one, relative expressions keep an
/// underspecified value ("XXXX-WXX-2") and no days.
pub fn find(document: &Document, anchor: Option<NaiveDate>) -> Vec<DateMention> {
    let _ = (document, anchor);
    Vec::new()
}
