//! Regular expressions: in linear time, whatever the pattern, and compiled once a statement.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use rusqlite::Connection;
use rusqlite::functions::Context;

use crate::query::functions::{pure, text_of, wrong};

/// Bytes of a compiled pattern at most.
const MAX_PATTERN_BYTES: usize = 1 << 20;

pub(crate) fn register(archive: &Connection) -> rusqlite::Result<()> {
    // `text REGEXP pattern` calls regexp(pattern, text).
    archive.create_scalar_function("regexp", 2, pure(), |context| {
        let (Some(pattern), Some(text)) = (compiled(context, 0)?, text_of(context, 1)) else {
            return Ok(None);
        };
        Ok(Some(pattern.is_match(&text)))
    })?;
    for arguments in [2, 3] {
        archive.create_scalar_function("regexp_extract", arguments, pure(), extract)?;
    }
    archive.create_scalar_function("regexp_count", 2, pure(), |context| {
        let (Some(pattern), Some(text)) = (compiled(context, 1)?, text_of(context, 0)) else {
            return Ok(None);
        };
        Ok(Some(pattern.find_iter(&text).count() as i64))
    })?;
    archive.create_scalar_function("regexp_replace", 3, pure(), |context| {
        let Some(pattern) = compiled(context, 1)? else { return Ok(None) };
        let (Some(text), Some(with)) = (text_of(context, 0), text_of(context, 2)) else { return Ok(None) };
        // Every place can become as long as all groups together.
        let places = pattern.find_iter(&text).count();
        if places.saturating_mul(with.len()).saturating_add(text.len())
            > crate::query::functions::bounded::MAX_TEXT_BYTES
        {
            return Err(wrong("regexp_replace: the result would be longer than a text may be"));
        }
        Ok(Some(pattern.replace_all(&text, with.as_ref()).into_owned()))
    })
}

fn extract(context: &mut Context<'_>) -> rusqlite::Result<Option<String>> {
    let group: i64 = if context.len() == 3 { context.get(2)? } else { 0 };
    let Some(pattern) = compiled(context, 1)? else { return Ok(None) };
    let group = usize::try_from(group).ok().filter(|group| *group < pattern.captures_len());
    let Some(group) = group else {
        let asked: i64 = context.get(2)?;
        return Err(wrong(format!("regexp_extract: {pattern} has no group {asked}")));
    };
    let Some(text) = text_of(context, 0) else { return Ok(None) };
    let found = pattern.captures(&text).and_then(|found| Some(found.get(group)?.as_str().to_string()));
    Ok(found)
}

/// The pattern of an argument, compiled; kept by SQLite as long as the argument is the same.
fn compiled(context: &Context, at: i32) -> rusqlite::Result<Option<Arc<Regex>>> {
    let Some(pattern) = text_of(context, at as usize) else { return Ok(None) };
    let compiled = context.get_or_create_aux(at, |_| {
        let built = RegexBuilder::new(&pattern).size_limit(MAX_PATTERN_BYTES).build();
        built.map_err(|error| format!("the regular expression cannot be read: {error}"))
    })?;
    Ok(Some(compiled))
}
