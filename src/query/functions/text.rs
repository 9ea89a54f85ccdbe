//! Text: capitals, marks, likeness, pieces, addresses.

use rusqlite::Connection;
use rusqlite::functions::Context;
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

use crate::query::functions::{pure, text_of, wrong};
use crate::text::letter_folding::{fold, unaccent};
use crate::text::word_count::word_count;

/// Bytes of a text that is compared letter by letter, at most.
const MAX_COMPARED_BYTES: usize = 5_000;

pub(crate) fn register(archive: &Connection) -> rusqlite::Result<()> {
    let one = |name: &str, of: fn(&str) -> Option<String>| {
        archive.create_scalar_function(name, 1, pure(), move |context: &mut Context<'_>| {
            Ok(text_of(context, 0).and_then(|text| of(&text)))
        })
    };
    one("initcap", |text| Some(initcap(text)))?;
    one("unaccent", |text| Some(unaccent(text)))?;
    one("fold", |text| Some(fold(text)))?;
    one("url_host", |text| {
        let url = Url::parse(text).ok()?;
        let host = url.host_str()?;
        Some(host.strip_prefix("www.").unwrap_or(host).to_string())
    })?;
    one("url_path", |text| Url::parse(text).ok().map(|url| url.path().to_string()))?;
    archive.create_scalar_function("word_count", 1, pure(), |context| {
        Ok(text_of(context, 0).map(|text| word_count(&text) as i64))
    })?;
    archive.create_scalar_function("levenshtein", 2, pure(), |context| {
        compared(context, |a, b| strsim::levenshtein(a, b) as i64)
    })?;
    archive
        .create_scalar_function("similarity", 2, pure(), |context| compared(context, strsim::jaro_winkler))?;
    archive.create_scalar_function("split_part", 3, pure(), split_part)?;
    archive.create_scalar_function("around", 4, pure(), around)
}

fn compared<T>(context: &Context, compare: fn(&str, &str) -> T) -> rusqlite::Result<Option<T>> {
    let (Some(a), Some(b)) = (text_of(context, 0), text_of(context, 1)) else { return Ok(None) };
    if a.len().max(b.len()) > MAX_COMPARED_BYTES {
        return Err(wrong(format!("names are compared, not texts of more than {MAX_COMPARED_BYTES} bytes")));
    }
    Ok(Some(compare(&a, &b)))
}

/// A capital at the head of every word, small letters in it: "O'Neil" is one word, "Marie-Luise" two.
fn initcap(text: &str) -> String {
    let mut capitals = String::with_capacity(text.len());
    for word in text.split_word_bounds() {
        let mut letters = word.chars();
        if let Some(first) = letters.next() {
            capitals.extend(first.to_uppercase());
            capitals.push_str(&letters.as_str().to_lowercase());
        }
    }
    capitals
}

fn split_part(context: &mut Context<'_>) -> rusqlite::Result<Option<String>> {
    let (Some(text), Some(separator)) = (text_of(context, 0), text_of(context, 1)) else { return Ok(None) };
    let number: i64 = context.get(2)?;
    let at = usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX).wrapping_sub(1);
    if separator.is_empty() || number == 0 {
        return Err(wrong("split_part: give a separator, and a number from 1, or from -1 for the end"));
    }
    let piece = if number > 0 {
        text.split(separator.as_ref()).nth(at)
    } else {
        text.rsplit(separator.as_ref()).nth(at)
    };
    Ok(piece.map(str::to_string))
}

/// A span of a body, with characters on either side.
fn around(context: &mut Context<'_>) -> rusqlite::Result<Option<String>> {
    let Some(body) = text_of(context, 0) else { return Ok(None) };
    let number = |at| -> rusqlite::Result<Option<usize>> {
        Ok(context.get::<Option<i64>>(at)?.map(|number| usize::try_from(number).unwrap_or(0)))
    };
    let (Some(start), Some(end), Some(letters)) = (number(1)?, number(2)?, number(3)?) else {
        return Ok(None);
    };
    let from = start.saturating_sub(letters);
    let length = end.saturating_add(letters).saturating_sub(from);
    Ok(Some(body.chars().skip(from).take(length).collect()))
}
