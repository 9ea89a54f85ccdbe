//! What a press database says of an article beside what every scrape says: page, number, length.

use rusqlite::Row;

use crate::model::Article;

/// The columns that a press database fills.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct VendorFields {
    /// The page of the printed paper.
    pub page: Option<String>,
    /// The database.
    pub vendor: Option<String>,
    /// The number that it gives to the article.
    pub number: Option<String>,
    /// How many words the article has, as the database says.
    pub stated_words: Option<i64>,
}

impl VendorFields {
    /// As an article has them.
    pub fn from_article(article: &Article) -> VendorFields {
        VendorFields {
            page: article.page.clone(),
            vendor: article.vendor.as_ref().map(ToString::to_string),
            number: article.vendor_number.clone(),
            stated_words: article.stated_words.and_then(|words| i64::try_from(words).ok()),
        }
    }

    /// From a row of articles.
    pub fn read(row: &Row<'_>) -> rusqlite::Result<VendorFields> {
        Ok(VendorFields {
            page: row.get("page")?,
            vendor: row.get("vendor")?,
            number: row.get("vendor_number")?,
            stated_words: row.get("stated_words")?,
        })
    }

    /// These, and what they do not say from `old`.
    pub fn merged_over(self, old: &VendorFields) -> VendorFields {
        VendorFields {
            page: self.page.or_else(|| old.page.clone()),
            vendor: self.vendor.or_else(|| old.vendor.clone()),
            number: self.number.or_else(|| old.number.clone()),
            stated_words: self.stated_words.or(old.stated_words),
        }
    }
}
