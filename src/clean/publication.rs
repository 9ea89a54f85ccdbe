//! An article's publication time, with what is known of how it was written.

use crate::clean::options::Options;
use crate::model::{Article, BadDate, DecidedBy, Decision, PublishedFrom};
use crate::text::characters::one_line;
use crate::text::written_dates::parse_written_date;

/// Sets an article's publication time to the one that is written in `text`.
///
/// # Errors
/// Where that is no date.
pub(crate) fn set_published(
    article: &mut Article,
    text: &str,
    from: PublishedFrom,
    options: &Options,
) -> Result<(), BadDate> {
    let written = parse_written_date(text)?;
    article.published = Some(written.in_order(options.date_order));
    article.dating.from = Some(from);
    article.dating.numeric = written.numeric;
    article.dating.written = written.numeric.map(|_| one_line(text));
    article.dating.decision = written.ambiguous().map(|_| match options.date_order {
        Some(order) => Decision::Read(order, DecidedBy::Option),
        None => Decision::Undecided,
    });
    Ok(())
}
