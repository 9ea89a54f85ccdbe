//! Vocabularies: the words of a text, and how surely one side uses a word more than another.

use rusqlite::Connection;

use crate::query::functions::{number_of, pure, text_of, wrong};
use crate::text::vocabulary::count_words;

pub(crate) fn register(archive: &Connection) -> rusqlite::Result<()> {
    archive.create_scalar_function("word_counts", 1, pure(), |context| {
        let Some(text) = text_of(context, 0) else { return Ok(None) };
        serde_json::to_string(&count_words(&text)).map(Some).map_err(|error| wrong(error.to_string()))
    })?;
    archive.create_scalar_function("log_likelihood", 4, pure(), |context| {
        let side = |at: usize| number_of(context, at).zip(number_of(context, at + 1));
        Ok(side(0).zip(side(2)).and_then(|(one, other)| log_likelihood(one, other)))
    })
}

/// The log-likelihood ratio (G²) of a word's uses among the words of two sides, as Rayson and Garside compute it
/// (Comparing Corpora using Frequency Profiling, 2000); `None` where a side has no words or fewer than uses.
fn log_likelihood((uses, words): (f64, f64), (other_uses, other_words): (f64, f64)) -> Option<f64> {
    let is_side = |uses: f64, words: f64| uses >= 0.0 && words > 0.0 && uses <= words;
    if !is_side(uses, words) || !is_side(other_uses, other_words) {
        return None;
    }
    let share = (uses + other_uses) / (words + other_words);
    let part = |uses: f64, words: f64| if uses > 0.0 { uses * (uses / (words * share)).ln() } else { 0.0 };
    Some((2.0 * (part(uses, words) + part(other_uses, other_words))).max(0.0))
}
