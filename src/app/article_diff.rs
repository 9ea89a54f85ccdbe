//! What changed from one version of an article to another: word by word, as an editor marks a proof.

use similar::{DiffOp, DiffTag, TextDiff};

use crate::archive::articles::revisions::Version;

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleDiff {
    /// The older version's number.
    pub from: i64,
    /// The newer version's number.
    pub to: i64,
    /// The fields that changed.
    pub fields: Vec<FieldChange>,
    /// The body, from its first paragraph to its last.
    pub body: Vec<ParagraphChange>,
}

/// A field that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name.
    pub name: &'static str,
    /// Both versions in one.
    pub pieces: Vec<Piece>,
}

/// What became of some paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParagraphChange {
    /// This many paragraphs are as they were.
    Unchanged(usize),
    /// One paragraph that is not in the newer version.
    Removed(String),
    /// One paragraph that is not in the older version.
    Added(String),
    /// Paragraphs that were rewritten, both versions in one.
    Rewritten(Vec<Piece>),
}

/// A run of words in a text that shows two versions in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Kept(String),
    /// In the older one.
    Removed(String),
    /// In the newer one.
    Added(String),
}

impl ArticleDiff {
    /// Compares two versions.
    pub fn between(old: &Version, new: &Version) -> ArticleDiff {
        let fields = [
            ("title", &old.title, &new.title),
            ("byline", &old.byline, &new.byline),
            ("published", &old.published_at, &new.published_at),
            ("url", &old.url, &new.url),
        ];
        let fields = fields
            .into_iter()
            .filter(|(_, old, new)| old != new)
            .map(|(name, old, new)| FieldChange {
                name,
                pieces: diff_words(old.as_deref().unwrap_or_default(), new.as_deref().unwrap_or_default()),
            })
            .collect();
        ArticleDiff {
            from: old.revision,
            to: new.revision,
            fields,
            body: diff_paragraphs(&old.body, &new.body),
        }
    }
}

fn diff_paragraphs(old: &str, new: &str) -> Vec<ParagraphChange> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split("\n\n").collect(), new.split("\n\n").collect());
    let mut changes = Vec::new();
    for op in TextDiff::from_slices(&old, &new).ops() {
        match *op {
            DiffOp::Equal { len, .. } => changes.push(ParagraphChange::Unchanged(len)),
            DiffOp::Delete { old_index, old_len, .. } => {
                let removed = &old[old_index..old_index + old_len];
                changes.extend(removed.iter().map(|text| ParagraphChange::Removed(text.to_string())));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                let added = &new[new_index..new_index + new_len];
                changes.extend(added.iter().map(|text| ParagraphChange::Added(text.to_string())));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let old = old[old_index..old_index + old_len].join("\n\n");
                let new = new[new_index..new_index + new_len].join("\n\n");
                changes.push(ParagraphChange::Rewritten(diff_words(&old, &new)));
            }
        }
    }
    changes
}

/// Two texts in one; words that change side by side are one piece.
fn diff_words(old: &str, new: &str) -> Vec<Piece> {
    let diff = TextDiff::from_words(old, new);
    let mut pieces = Vec::new();
    for op in diff.ops() {
        let (tag, old, new) = op.as_tag_tuple();
        let (before, after) = (diff.old_slices()[old].concat(), diff.new_slices()[new].concat());
        if tag == DiffTag::Equal {
            pieces.push(Piece::Kept(after));
            continue;
        }
        if !before.is_empty() {
            pieces.push(Piece::Removed(before));
        }
        if !after.is_empty() {
            pieces.push(Piece::Added(after));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_change_side_by_side_are_one_piece() {
        let pieces = diff_words("The ferry was late on Monday.", "The last ferry was on time on Monday.");
        let expected = [
            Piece::Kept("The ".into()),
            Piece::Added("last ".into()),
            Piece::Kept("ferry was ".into()),
            Piece::Removed("late".into()),
            Piece::Added("on time".into()),
            Piece::Kept(" on Monday.".into()),
        ];
        assert_eq!(pieces, expected);
    }
}
