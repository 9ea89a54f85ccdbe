//! An article's publication time, with what is known of how it was written.
//!
//! A date that cannot be read, or stands for none, never costs the article: it goes in without one, and what was written
//! is kept beside it.

use crate::clean::options::Options;
use crate::model::{Article, DecidedBy, Decision, PublishedFrom};
use crate::text::address_dates::date_in_address;
use crate::text::characters::one_line;
use crate::text::written_dates::{parse_written_date, says_nothing};

/// What is kept of a date that cannot be read: more is a text that is in the wrong field.
const MAX_WRITTEN_CHARS: usize = 200;

/// Sets an article's publication time to the one that is written in `text`; where that is no date, keeps what is written.
pub(crate) fn set_published(article: &mut Article, text: &str, from: PublishedFrom, options: &Options) {
    if says_nothing(text) {
        return;
    }
    let Ok(written) = parse_written_date(text) else {
        article.dating.from = Some(from);
        article.dating.written = Some(one_line(text).chars().take(MAX_WRITTEN_CHARS).collect());
        return;
    };
    article.published = Some(written.in_order(options.date_order));
    article.dating.from = Some(from);
    article.dating.numeric = written.numeric;
    // What could not be read elsewhere stays, unless there is a date in digits to keep.
    article.dating.written = written.numeric.map(|_| one_line(text)).or(article.dating.written.take());
    article.dating.decision = written.ambiguous().map(|_| match options.date_order {
        Some(order) => Decision::Read(order, DecidedBy::Option),
        None => Decision::Undecided,
    });
}

/// Sets the publication time of an article whose scrape gives none: to the user's option, else to the date in its address.
/// The option also goes before an address that has only a month or a year.
pub(crate) fn fill_in_published(article: &mut Article, options: &Options) {
    let is_vague = article.dating.from == Some(PublishedFrom::Address)
        && article.published.is_some_and(|published| published.anchor().is_none());
    if let Some(published) = options.published.filter(|_| article.published.is_none() || is_vague) {
        article.published = Some(published);
        article.dating.from = Some(PublishedFrom::Option);
    }
    if article.published.is_none()
        && let Some(date) = article.url.as_deref().and_then(date_in_address)
    {
        set_published(article, &date, PublishedFrom::Address, options);
    }
}
