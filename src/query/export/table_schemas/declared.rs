//! The tables that canned queries need, and those beside them: each column with its type and what it holds.

use crate::output::ColumnKind;
use crate::output::ColumnKind::{Bytes, Day, Flag, Integer, Real, Text};

/// A table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DeclaredTable {
    /// Its name.
    pub name: &'static str,
    /// What its rows are.
    pub about: &'static str,
    /// Its columns; an archive may have more.
    pub columns: &'static [DeclaredColumn],
}

impl DeclaredTable {
    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&'static DeclaredColumn> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DeclaredColumn {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// What that means.
    pub about: &'static str,
    /// The table of whose `id` it is.
    pub references: Option<&'static str>,
}

const fn column(name: &'static str, kind: ColumnKind, about: &'static str) -> DeclaredColumn {
    DeclaredColumn { name, kind, about, references: None }
}

/// The number of a row of another table.
const fn number_of(name: &'static str, table: &'static str, about: &'static str) -> DeclaredColumn {
    DeclaredColumn { name, kind: Integer, about, references: Some(table) }
}

/// All of them.
pub(crate) const TABLES: &[DeclaredTable] = &[
    DeclaredTable {
        name: "sources",
        about: "The papers.",
        columns: &[
            column("id", Integer, "its number"),
            column("name", Text, "its name"),
            column("domain", Text, "its domain, without www."),
        ],
    },
    DeclaredTable {
        name: "articles",
        about: "Articles, and the openings of other stories on their pages (teasers).",
        columns: &[
            column("id", Integer, "its number"),
            column("kind", Text, "article or teaser"),
            number_of("source_id", "sources", "the paper"),
            column("url", Text, "the address, as given"),
            column("title", Text, "the headline"),
            column("byline", Text, "the authors"),
            column("dateline", Text, "the place and agency at its head"),
            column("kicker", Text, "what is above the headline"),
            column(
                "published_at",
                Text,
                "when it was published: ISO 8601, with as many digits as were given",
            ),
            column("published_precision", Text, "year, month, day or minute"),
            column("published_day", Day, "the day, where one is known"),
            column("published_week", Text, "2031-W11"),
            column("published_month", Text, "2031-03"),
            column("published_year", Text, "2031"),
            column("published_utc", Text, "the time in UTC, where the zone is known"),
            column("modified_at", Text, "when it was last changed"),
            column("published_from", Text, "where the time was found"),
            column("published_text", Text, "the date as written, where it is in digits or cannot be read"),
            column("date_order", Text, "how a date that can be two days was read"),
            column("digits_order", Text, "the order that its own date in digits shows"),
            column("language", Text, "the code of its language"),
            column("body", Text, "the text; offsets count its characters"),
            column("word_count", Integer, "the words of the body"),
            number_of("parent_id", "articles", "the page that a teaser was on"),
            column("cut_off", Flag, "whether the text stops in mid-sentence"),
            column("evidence", Text, "why a teaser was taken for one"),
            number_of("duplicate_of", "articles", "the article of which it is a copy"),
            number_of("story_id", "articles", "the first article of its story"),
            column("similarity", Real, "how much of the first article of its story it shares, from 0 to 1"),
            column("identity", Text, "what makes two scrapes one article"),
            column("text_key", Text, "SHA-256 of the normalised body"),
            column("text_id", Integer, "equal in articles with one text"),
            column("revision", Integer, "how often it was changed, from 1"),
            column("extractor", Text, "the version of the extractors that read it"),
            column("not_extracted", Text, "why nothing was looked for in it"),
            number_of("import_id", "imports", "the run that brought it"),
            number_of("import_file_id", "import_files", "the file that it was in"),
            column("member", Text, "the member of an archive file"),
            column("record", Integer, "the number of its record in the file, from 1"),
            column("byte_offset", Integer, "the first byte of the record"),
            column("byte_length", Integer, "the bytes of the record"),
            column("section", Text, "the section of the paper"),
            column("page", Text, "the page of the paper"),
            column("vendor", Text, "the database that it was exported from"),
            column("vendor_number", Text, "the number that the database gives to it"),
            column("stated_words", Integer, "the words that the database counts"),
            column("encoding", Text, "what its bytes were decoded from"),
            column("repair", Text, "what was repaired in its characters"),
        ],
    },
    DeclaredTable {
        name: "entities",
        about: "People, organisations, places and more, a row for one entity.",
        columns: &[
            column("id", Integer, "its number"),
            column("name", Text, "its name"),
            column("type", Text, "person, organization, location, facility, norp, product or misc"),
            column("key", Text, "the name without case, marks and punctuation"),
            column("hidden", Flag, "whether somebody has hidden it"),
            column("curated_id", Integer, "what people have decided about it"),
            column("is_alias", Flag, "whether its name is one of its aliases"),
            column(
                "name_uses",
                Integer,
                "mentions written just so, where its name is no other's; null: see names",
            ),
            column(
                "name_link",
                Text,
                "what its name has in common with names that are one with it; null: the key",
            ),
        ],
    },
    DeclaredTable {
        name: "aliases",
        about: "The names and spellings of entities.",
        columns: &[
            number_of("entity_id", "entities", "the entity"),
            column("alias", Text, "a name, as written"),
            column("key", Text, "the name without case, marks and punctuation"),
        ],
    },
    DeclaredTable {
        name: "mentions",
        about: "Every place where an entity is named.",
        columns: &[
            column("id", Integer, "its number"),
            number_of("article_id", "articles", "the article"),
            number_of("entity_id", "entities", "the entity"),
            column("start", Integer, "the first character of the body, from 0"),
            column("end", Integer, "the character after the last"),
            column("surface", Text, "the words there"),
            column("title", Text, "the title before the name"),
            column("name_id", Integer, "equal in mentions of one name"),
        ],
    },
    DeclaredTable {
        name: "quotes",
        about: "What was said.",
        columns: &[
            column("id", Integer, "its number"),
            number_of("article_id", "articles", "the article"),
            column("start", Integer, "the first character of the body, from 0"),
            column("end", Integer, "the character after the last"),
            column("text", Text, "the words"),
            column("kind", Text, "direct, partial, term or indirect"),
            column("utterance", Integer, "equal in the parts of one utterance of an article"),
            column("speaker", Text, "the speaker, as written"),
            column("speaker_start", Integer, "the first character of the speaker"),
            column("speaker_end", Integer, "the character after the last"),
            number_of("speaker_entity_id", "entities", "the speaker"),
            column("speaker_name_id", Integer, "the name of the speaker"),
            column("cue", Text, "the verb of speech"),
            column("method", Text, "how the speaker was found"),
            column("confidence", Real, "how sure that is, from 0 to 1"),
            column("correction_id", Integer, "the correction that holds for it"),
        ],
    },
    DeclaredTable {
        name: "dates",
        about: "Time expressions.",
        columns: &[
            column("id", Integer, "its number"),
            number_of("article_id", "articles", "the article"),
            column("start", Integer, "the first character of the body, from 0"),
            column("end", Integer, "the character after the last"),
            column("text", Text, "the words"),
            column("type", Text, "DATE, TIME, DURATION or SET"),
            column("value", Text, "the value, as TIMEX3"),
            column("mod", Text, "the modifier, as TIMEX3"),
            column("quant", Text, "the quantifier of a set"),
            column("freq", Text, "the frequency of a set"),
            column("earliest", Day, "the first day that it can mean"),
            column("latest", Day, "the last day that it can mean"),
            column("sentence_start", Integer, "the first character of its sentence"),
            column("sentence_end", Integer, "the character after the last"),
            column("ahead", Text, "how certainly the sentence says that it is to come"),
        ],
    },
    DeclaredTable {
        name: "sums",
        about: "Amounts of money.",
        columns: &[
            column("id", Integer, "its number"),
            number_of("article_id", "articles", "the article"),
            column("start", Integer, "the first character of the body, from 0"),
            column("end", Integer, "the character after the last"),
            column("text", Text, "the words"),
            column("currency", Text, "the code of the currency"),
            column("amount", Real, "how much"),
        ],
    },
    DeclaredTable {
        name: "blocks",
        about: "What was taken out of bodies: bylines, captions, advertisements.",
        columns: &[
            column("id", Integer, "its number"),
            number_of("article_id", "articles", "the article"),
            column("kind", Text, "what it is"),
            column("text", Text, "the words"),
            column("line", Integer, "its line on the page, from 1"),
        ],
    },
    DeclaredTable {
        name: "revisions",
        about: "Earlier versions of articles.",
        columns: &[
            column("id", Integer, "its number"),
            number_of("article_id", "articles", "the article"),
            column("revision", Integer, "which version, from 1"),
            number_of("source_id", "sources", "the paper"),
            column("url", Text, "the address"),
            column("title", Text, "the headline"),
            column("byline", Text, "the authors"),
            column("dateline", Text, "the place and agency at its head"),
            column(
                "published_at",
                Text,
                "when it was published: ISO 8601, with as many digits as were given",
            ),
            column("published_precision", Text, "year, month, day or minute"),
            column("published_utc", Text, "the time in UTC"),
            column("modified_at", Text, "when it was last changed"),
            column("published_from", Text, "where the time was found"),
            column("published_text", Text, "the date as written"),
            column("date_order", Text, "how a date that can be two days was read"),
            column("digits_order", Text, "the order that its own date shows"),
            column("language", Text, "the code of its language"),
            column("body", Text, "the text"),
            column("text_key", Text, "SHA-256 of the normalised body"),
            column("not_extracted", Text, "why nothing was looked for in it"),
            column("blocks", Text, "what was taken out of the body, as JSON"),
            number_of("import_id", "imports", "the run that brought it"),
            number_of("import_file_id", "import_files", "the file that it was in"),
            column("member", Text, "the member of an archive file"),
            column("record", Integer, "the number of its record in the file, from 1"),
            column("byte_offset", Integer, "the first byte of the record"),
            column("byte_length", Integer, "the bytes of the record"),
            number_of("replaced_by_import", "imports", "the run that brought the next version"),
            column("section", Text, "the section of the paper"),
            column("page", Text, "the page of the paper"),
            column("vendor", Text, "the database"),
            column("vendor_number", Text, "the number in the database"),
            column("stated_words", Integer, "the words that the database counts"),
            column("encoding", Text, "what its bytes were decoded from"),
            column("repair", Text, "what was repaired in its characters"),
        ],
    },
    DeclaredTable {
        name: "rejects",
        about: "Records that became no article.",
        columns: &[
            column("id", Integer, "its number"),
            number_of("import_id", "imports", "the run"),
            number_of("import_file_id", "import_files", "the file"),
            column("path", Text, "the path of the file"),
            column("member", Text, "the member of an archive file"),
            column("record", Integer, "the number of the record; none where the whole file was rejected"),
            column("byte_offset", Integer, "the first byte of the record"),
            column("rule", Text, "why, in a word or two"),
            column("reason", Text, "why"),
            column("raw", Bytes, "the bytes of the record"),
            column("raw_sha256", Text, "their SHA-256"),
            column("scrape", Text, "what was read of it, as JSON"),
            column("readmitted_at", Text, "when somebody let it in"),
        ],
    },
    DeclaredTable {
        name: "stories",
        about: "Articles that tell the same in nearly the same words.",
        columns: &[
            number_of("id", "articles", "the first article"),
            column("title", Text, "its headline"),
            column("articles", Integer, "how many articles"),
            column("versions", Integer, "how many texts"),
            column("sources", Integer, "in how many papers"),
            column("first_day", Day, "the first day"),
            column("last_day", Day, "the last day"),
        ],
    },
    DeclaredTable {
        name: "article_tags",
        about: "The tags on articles.",
        columns: &[number_of("article_id", "articles", "the article"), column("tag", Text, "the tag")],
    },
    DeclaredTable {
        name: "quote_tags",
        about: "The tags on quotes.",
        columns: &[number_of("quote_id", "quotes", "the quote"), column("tag", Text, "the tag")],
    },
    DeclaredTable {
        name: "entity_tags",
        about: "The tags on entities.",
        columns: &[number_of("entity_id", "entities", "the entity"), column("tag", Text, "the tag")],
    },
    DeclaredTable {
        name: "imports",
        about: "Every run that brought articles in.",
        columns: &[
            column("id", Integer, "its number"),
            column("started_at", Text, "when it began, UTC"),
            column("finished_at", Text, "when it ended, UTC"),
            column("status", Text, "running, done, interrupted or failed"),
            column("command", Text, "what was run"),
            column("version", Text, "the version of presscut"),
            column("new", Integer, "articles that were new"),
            column("unchanged", Integer, "articles that were there"),
            column("revised", Integer, "articles that were changed"),
            column("duplicate", Integer, "articles whose text was there"),
            column("rejected", Integer, "records that became no article"),
            column("teasers", Integer, "teasers"),
            column("undone_at", Text, "when it was undone"),
            column("forgotten", Integer, "records that were kept out"),
        ],
    },
    DeclaredTable {
        name: "import_files",
        about: "Every file that a run read.",
        columns: &[
            column("id", Integer, "its number"),
            number_of("import_id", "imports", "the run"),
            column("path", Text, "the path"),
            column("sha256", Text, "of its bytes"),
            column("bytes", Integer, "how many bytes"),
            column("format", Text, "the format"),
            column("encoding", Text, "what its bytes were decoded from"),
            column("settings", Text, "the options that decided what its records became"),
            column("status", Text, "reading, done, skipped, interrupted or failed"),
            column("records", Integer, "its records"),
            column("rejected", Integer, "those that became no article"),
            column("passed_over", Integer, "what it has beside records"),
        ],
    },
];
