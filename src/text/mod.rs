//! Knowledge of text that several stations share: dates as written, time zones, bylines, addresses, language, identity.
//!
//! Takes strings, gives values; knows no page and no archive. The one that opens files, `text_file`, bounds what it reads.
//! Nothing here decides what happens to a record.

pub(crate) mod address_dates;
pub mod byline;
pub(crate) mod calendar_words;
pub(crate) mod characters;
pub mod count_phrase;
pub mod edited_sheet;
pub mod fingerprint;
pub mod identity;
pub mod language;
pub mod language_codes;
pub mod letter_folding;
pub(crate) mod list_cells;
pub mod name_key;
pub(crate) mod patterns;
pub mod shingles;
pub(crate) mod sql_names;
pub(crate) mod text_file;
pub(crate) mod time_lines;
pub(crate) mod time_zones;
pub mod url;
pub mod vocabulary;
pub(crate) mod word_count;
pub mod written_dates;
