//! LIKE, GLOB, instr and replace, as SQLite has them, in time that their arguments do not make endless.
//!
//! SQLite's LIKE and GLOB try again from every star, so that `*a*a*a*a*b` over a long text takes years, and its instr and
//! replace compare letter by letter from every place; none of them looks at the clock. Here a star goes back to the last
//! one only, which is enough, places are found in linear time, and the clock is looked at.

use std::sync::Arc;

use memchr::{memchr, memchr2, memmem};
use rusqlite::Connection;
use rusqlite::functions::Context;
use rusqlite::types::ValueRef;

use crate::query::functions::{pure, text_of, wrong};
use crate::query::sandbox::clock::Clock;

/// Bytes of a text that a function gives at most: as many as SQLite allows here.
pub(crate) const MAX_TEXT_BYTES: usize = 64 << 20;

/// Bytes of a pattern at most.
const MAX_PATTERN_BYTES: usize = 1_000;

/// Comparisons between two checks of the clock.
const STEPS_BETWEEN_CHECKS: usize = 1 << 16;

pub(crate) fn register(archive: &Connection, clock: &Clock) -> rusqlite::Result<()> {
    for arguments in [2, 3] {
        let clock = clock.clone();
        archive.create_scalar_function("like", arguments, pure(), move |context| {
            let escape = if context.len() == 3 { escape(context)? } else { None };
            matched(context, &clock, |pattern| Pattern::like(pattern, escape))
        })?;
    }
    let watched = clock.clone();
    archive.create_scalar_function("glob", 2, pure(), move |context| {
        matched(context, &watched, Pattern::glob)
    })?;
    archive.create_scalar_function("instr", 2, pure(), instr)?;
    archive.create_scalar_function("replace", 3, pure(), replace)
}

fn escape(context: &Context) -> rusqlite::Result<Option<char>> {
    let Some(text) = text_of(context, 2) else { return Ok(None) };
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(one), None) => Ok(Some(one)),
        _ => Err(wrong("ESCAPE expression must be a single character")),
    }
}

/// `text LIKE pattern` calls like(pattern, text).
fn matched(
    context: &Context,
    clock: &Clock,
    compile: impl FnOnce(&str) -> Pattern,
) -> rusqlite::Result<Option<bool>> {
    let (Some(pattern), Some(text)) = (text_of(context, 0), text_of(context, 1)) else { return Ok(None) };
    if pattern.len() > MAX_PATTERN_BYTES {
        return Err(wrong("LIKE or GLOB pattern too complex"));
    }
    let compiled: Arc<Pattern> = context.get_or_create_aux(0, |_| Ok::<_, String>(compile(&pattern)))?;
    compiled.matches(&text, clock).map(Some)
}

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// Any text.
    Many,
    /// Any character.
    One,
    /// This byte; with another, in either case.
    Byte(u8, u8),
    /// One of these characters, or none of them.
    Set(Vec<(char, char)>, bool),
}

/// A pattern of LIKE or GLOB.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern(Vec<Piece>);

impl Pattern {
    fn like(pattern: &str, escape: Option<char>) -> Pattern {
        let mut pieces = Vec::new();
        let mut chars = pattern.chars();
        while let Some(c) = chars.next() {
            match c {
                c if Some(c) == escape => match chars.next() {
                    Some(next) => literal(&mut pieces, next, true),
                    // Nothing is escaped: matches nothing, as in SQLite.
                    None => pieces.push(Piece::Set(Vec::new(), false)),
                },
                '%' => pieces.push(Piece::Many),
                '_' => pieces.push(Piece::One),
                c => literal(&mut pieces, c, true),
            }
        }
        Pattern(pieces)
    }

    fn glob(pattern: &str) -> Pattern {
        let mut pieces = Vec::new();
        let mut rest = pattern;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            match c {
                '*' => pieces.push(Piece::Many),
                '?' => pieces.push(Piece::One),
                '[' => match set(rest) {
                    Some((piece, after)) => {
                        pieces.push(piece);
                        rest = after;
                    }
                    // A set that is not closed matches nothing.
                    None => return Pattern(vec![Piece::Set(Vec::new(), false)]),
                },
                c => literal(&mut pieces, c, false),
            }
        }
        Pattern(pieces)
    }

    /// Whether it is the whole text.
    fn matches(&self, text: &str, clock: &Clock) -> rusqlite::Result<bool> {
        let (mut at, mut piece, mut steps) = (0, 0, 0);
        // The last star, and where the text after it was tried from.
        let mut star: Option<(usize, usize)> = None;
        loop {
            steps += 1;
            if steps % STEPS_BETWEEN_CHECKS == 0 && clock.is_up() {
                return Err(wrong("interrupted"));
            }
            let fits = match self.0.get(piece) {
                Some(Piece::Many) => {
                    piece += 1;
                    let Some(from) = self.candidate(piece, text, at) else { return Ok(false) };
                    star = Some((piece, from));
                    at = from;
                    continue;
                }
                Some(fits) => fits.length(text, at),
                None if at == text.len() => return Ok(true),
                None => None,
            };
            match (fits, star) {
                (Some(length), _) => {
                    at += length;
                    piece += 1;
                }
                (None, None) => return Ok(false),
                (None, Some((after, from))) => {
                    if from >= text.len() {
                        return Ok(false);
                    }
                    let next = from + text[from..].chars().next().map_or(1, char::len_utf8);
                    let Some(from) = self.candidate(after, text, next) else { return Ok(false) };
                    star = Some((after, from));
                    (at, piece) = (from, after);
                }
            }
        }
    }

    /// The next place from which the pieces after a star may go on; `None` where there is none.
    fn candidate(&self, piece: usize, text: &str, from: usize) -> Option<usize> {
        let rest = &text.as_bytes()[from..];
        match self.0.get(piece) {
            None => Some(text.len()),
            // A byte within a character begins nothing.
            Some(Piece::Byte(one, other)) if one.is_ascii() || *one >= 0xC0 => {
                let found = if one == other { memchr(*one, rest) } else { memchr2(*one, *other, rest) };
                found.map(|at| from + at)
            }
            Some(_) => Some(from),
        }
    }
}

impl Piece {
    /// How much of the text it takes at a place, if it fits.
    fn length(&self, text: &str, at: usize) -> Option<usize> {
        match self {
            Piece::Many => Some(0),
            Piece::Byte(one, other) => {
                let byte = text.as_bytes().get(at)?;
                (byte == one || byte == other).then_some(1)
            }
            Piece::One => text.get(at..)?.chars().next().map(char::len_utf8),
            Piece::Set(ranges, negated) => {
                let c = text.get(at..)?.chars().next()?;
                let within = ranges.iter().any(|(from, to)| (*from..=*to).contains(&c));
                (within != *negated).then(|| c.len_utf8())
            }
        }
    }
}

fn literal(pieces: &mut Vec<Piece>, c: char, any_case: bool) {
    let mut bytes = [0; 4];
    for &byte in c.encode_utf8(&mut bytes).as_bytes() {
        pieces.push(match any_case {
            true => Piece::Byte(byte.to_ascii_lowercase(), byte.to_ascii_uppercase()),
            false => Piece::Byte(byte, byte),
        });
    }
}

/// `^a-c]…`: the set, and what comes after it.
fn set(rest: &str) -> Option<(Piece, &str)> {
    let (negated, mut rest) = match rest.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let mut ranges: Vec<(char, char)> = Vec::new();
    let mut first = true;
    loop {
        let c = rest.chars().next()?;
        rest = &rest[c.len_utf8()..];
        let mut ahead = rest.chars();
        match (c, ahead.next(), ahead.next()) {
            (']', ..) if !first => return Some((Piece::Set(ranges, negated), rest)),
            (from, Some('-'), Some(to)) if to != ']' => {
                ranges.push((from, to));
                rest = &rest[1 + to.len_utf8()..];
            }
            (c, ..) => ranges.push((c, c)),
        }
        first = false;
    }
}

/// Where a text is in another, in characters from 1; in bytes where both are bytes; 0 where it does not.
fn instr(context: &mut Context<'_>) -> rusqlite::Result<Option<i64>> {
    if let (ValueRef::Blob(whole), ValueRef::Blob(part)) = (context.get_raw(0), context.get_raw(1)) {
        return Ok(Some(memmem::find(whole, part).map_or(0, |at| at as i64 + 1)));
    }
    let (Some(whole), Some(part)) = (text_of(context, 0), text_of(context, 1)) else { return Ok(None) };
    Ok(Some(whole.find(part.as_ref()).map_or(0, |at| whole[..at].chars().count() as i64 + 1)))
}

fn replace(context: &mut Context<'_>) -> rusqlite::Result<Option<String>> {
    let (Some(whole), Some(part), Some(with)) =
        (text_of(context, 0), text_of(context, 1), text_of(context, 2))
    else {
        return Ok(None);
    };
    if part.is_empty() {
        return Ok(Some(whole.into_owned()));
    }
    if with.len() > part.len() {
        let places = memmem::find_iter(whole.as_bytes(), part.as_bytes()).count();
        if whole.len().saturating_add(places.saturating_mul(with.len() - part.len())) > MAX_TEXT_BYTES {
            return Err(wrong("string or blob too big"));
        }
    }
    Ok(Some(whole.replace(part.as_ref(), &with)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::sandbox::restrict_to_reading;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    /// What SQLite itself says, and what it says with these functions.
    fn both<T: rusqlite::types::FromSql>(sql: &str, values: &[&str]) -> [Option<T>; 2] {
        let plain = Connection::open_in_memory().unwrap();
        let mut bounded = Connection::open_in_memory().unwrap();
        restrict_to_reading(&mut bounded, None).unwrap();
        [plain, bounded].map(|archive| {
            archive.query_row(sql, rusqlite::params_from_iter(values), |row| row.get(0)).unwrap()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn like_and_glob_are_those_of_sqlite(text in "[abAé台%]{0,8}", pattern in "[abAé台%_*?\\[\\]^-]{0,8}") {
            let [plain, bounded] = both::<i64>("SELECT ?1 LIKE ?2", &[&text, &pattern]);
            prop_assert_eq!(plain, bounded, "{} LIKE {}", text, pattern);
            let [plain, bounded] = both::<i64>("SELECT ?1 LIKE ?2 ESCAPE 'b'", &[&text, &pattern]);
            prop_assert_eq!(plain, bounded, "{} LIKE {} ESCAPE b", text, pattern);
            let [plain, bounded] = both::<i64>("SELECT ?1 GLOB ?2", &[&text, &pattern]);
            prop_assert_eq!(plain, bounded, "{} GLOB {}", text, pattern);
        }

        #[test]
        fn instr_and_replace_are_those_of_sqlite(whole in "[abé台]{0,9}", part in "[abé台]{0,3}", with in "[a台]{0,3}") {
            let [plain, bounded] = both::<i64>("SELECT instr(?1, ?2)", &[&whole, &part]);
            prop_assert_eq!(plain, bounded);
            let [plain, bounded] = both::<String>("SELECT replace(?1, ?2, ?3)", &[&whole, &part, &with]);
            prop_assert_eq!(plain, bounded);
        }
    }

    #[test]
    fn many_stars_over_a_long_text_end() {
        let mut archive = Connection::open_in_memory().unwrap();
        restrict_to_reading(&mut archive, Some(Duration::from_secs(1))).unwrap();
        let begun = Instant::now();
        let sql = "WITH t(x) AS (SELECT replace(hex(zeroblob(500000)), '0', 'a'))
                   SELECT x GLOB '*a*a*a*a*a*a*a*a*a*b', x LIKE '%a%a%a%a%a%a%a%a_b', instr(x, x || 'b') FROM t";
        let all: (i64, i64, i64) =
            archive.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        assert_eq!(all, (0, 0, 0));
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
        let bomb = format!("SELECT replace(hex(zeroblob(5000000)), '0', 'a') LIKE '%{}b'", "a".repeat(900));
        let stopped = archive.query_row(&bomb, [], |row| row.get::<_, i64>(0));
        assert!(stopped.is_err(), "the clock was not looked at");
    }
}
