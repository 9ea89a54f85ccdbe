//! What stands between quotation marks: whole utterances, fragments and mere terms, and who spoke them.

use super::Document;
use crate::model::{Entity, Mention, Quote};

/// Finds the quotes of a text, in order. `entities` and `mentions` are those of the same text.
pub fn find(document: &Document, entities: &[Entity], mentions: &[Mention]) -> Vec<Quote> {
    let _ = (document, entities, mentions);
    Vec::new()
}
