//! Tags and notes, marks in short: what people write on articles, quotes and entities.
//!
//! A mark is kept with what it is about and never with a row's number ([`subject`]), so that it is there again when rows go
//! and come: with a revision, with an import that is undone and made again, with a newer extractor, with a merge of
//! entities. [`changes`] keeps and undoes decisions about marks, [`words`] says what a tag and a note may be.

pub mod changes;
pub mod sheet;
pub mod shown;
pub mod subject;
pub mod words;

/// What is written on something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A word or a few, shared by many things.
    Tag,
    /// A paragraph about one thing.
    Note,
}

impl Mark {
    /// Its table.
    pub(crate) fn table(self) -> &'static str {
        match self {
            Mark::Tag => "tags",
            Mark::Note => "notes",
        }
    }

    /// The column of that table with the words.
    pub(crate) fn column(self) -> &'static str {
        match self {
            Mark::Tag => "tag",
            Mark::Note => "note",
        }
    }
}
