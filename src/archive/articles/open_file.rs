//! A file while its records are stored.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::archive::ledger::records::{Counts, FileId};
use crate::model::Article;

/// A file whose records are being stored, and what they became so far.
#[derive(Debug)]
pub struct OpenFile {
    pub(crate) id: FileId,
    /// What its records became so far.
    pub counts: Counts,
    /// What its records were decoded from, and how many of them.
    encodings: BTreeMap<Cow<'static, str>, u64>,
}

impl OpenFile {
    /// A file without records yet.
    pub(crate) fn new(id: FileId) -> OpenFile {
        OpenFile { id, counts: Counts::default(), encodings: BTreeMap::new() }
    }

    /// Counts what an article was decoded from.
    pub(crate) fn count_encoding(&mut self, article: &Article) {
        if let Some(encoding) = &article.encoding {
            *self.encodings.entry(encoding.clone()).or_insert(0) += 1;
        }
    }

    /// What its records were decoded from, the most frequent first: "utf-8, windows-1252".
    pub(crate) fn encodings(&self) -> Option<String> {
        let mut found: Vec<_> = self.encodings.iter().collect();
        found.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let names: Vec<&str> = found.into_iter().map(|(name, _)| name.as_ref()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}
