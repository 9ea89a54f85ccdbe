//! The sections of a dossier: which canned query answers each, which of its columns are shown, and which rows of many.
//!
//! A dossier has no SQL of its own: what a section says can be asked again with `presscut query`, and its command stands
//! below it.

use crate::app::dossier::kept_rows::Kept;

/// A section of a dossier.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SectionSpec {
    /// Its heading; `{name}` is what the dossier is about.
    pub title: &'static str,
    /// What it shows, in a sentence.
    pub about: &'static str,
    /// The canned query.
    pub query: &'static str,
    /// The parameter of the query that takes the name.
    pub subject: Option<&'static str>,
    /// What the query's days are.
    pub days: Days,
    /// The columns that are shown; those with addresses are hidden behind titles.
    pub columns: &'static [&'static str],
    /// Which rows, where there are more than a page shows.
    pub kept: Kept,
    /// Where the rows are counted by the day of their articles, what the chart of it is called.
    pub daily: Option<&'static str>,
    /// Whether its column `type` is that of the name itself, which says nothing where it is always the same.
    pub has_own_type: bool,
    /// Whether the chart that the query declares is shown.
    pub is_drawn: bool,
}

/// What the parameters `from` and `to` of a query are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Days {
    /// Days of publication: the dossier's period.
    Published,
    /// Days on which something is to happen: those that are still to come.
    ToCome,
}

/// The names of sections that others refer to.
pub(crate) const ARTICLES: &str = "Articles";
pub(crate) const PAPERS: &str = "Papers";

/// What most sections have in common.
const PLAIN: SectionSpec = SectionSpec {
    title: "",
    about: "",
    query: "",
    subject: None,
    days: Days::Published,
    columns: &[],
    kept: Kept::Ranked,
    daily: None,
    has_own_type: false,
    is_drawn: false,
};

const OF_NAME: SectionSpec = SectionSpec { subject: Some("entity"), ..PLAIN };

/// The articles in which a name is.
pub(crate) const ARTICLES_OF_ENTITY: SectionSpec = SectionSpec {
    title: ARTICLES,
    about: "The articles that name {name}, oldest first, with the first place where they do.",
    query: "articles-mentioning",
    columns: &["published", "source", "title", "type", "mentions", "context", "url", "id"],
    kept: Kept::Ends,
    has_own_type: true,
    ..OF_NAME
};

/// How often a name is in the articles of a long period.
pub(crate) const MONTHS_OF_ENTITY: SectionSpec = SectionSpec {
    title: "Over time",
    about: "How often {name} is named, month by month; mentions in copies count once.",
    query: "entity-timeline",
    columns: &["month", "type", "mentions", "articles", "stories", "sources"],
    kept: Kept::Last,
    has_own_type: true,
    is_drawn: true,
    ..OF_NAME
};

/// In how many articles of a short period a name is.
pub(crate) const DAYS_OF_ENTITY: SectionSpec = SectionSpec {
    about: "How many articles name {name}, day by day.",
    query: "articles-mentioning",
    columns: &["day", "count"],
    daily: Some("Articles that name :entity, by day"),
    has_own_type: false,
    ..MONTHS_OF_ENTITY
};

/// The sections between the first and the last about somebody or something that has a name.
pub(crate) const OF_ENTITY: &[SectionSpec] = &[
    SectionSpec {
        title: "Forms of the name and titles",
        about: "How {name} is written, with the titles before the name; copies are left out.",
        query: "as-written",
        columns: &["as_written", "title", "type", "mentions", "articles", "sources", "first", "last"],
        has_own_type: true,
        ..OF_NAME
    },
    SectionSpec {
        title: "Named in the same articles",
        about: "Who and what is named in the same articles, most often first; mentions in copies count once.",
        query: "co-mentions",
        columns: &["entity", "type", "articles_together", "mentions", "stories", "sources"],
        is_drawn: true,
        ..OF_NAME
    },
    SectionSpec {
        title: "Said by {name}",
        about: "Quotes, oldest first, with how likely it is that the speaker is right, 0 to 1; copies are left out.",
        query: "quotes-by-speaker",
        subject: Some("speaker"),
        columns: &["published", "text", "kind", "confidence", "source", "title", "url", "article_id"],
        kept: Kept::Last,
        ..PLAIN
    },
    SectionSpec {
        title: "Said about {name}",
        about: "Quotes of others in which the name is, oldest first; copies are left out.",
        query: "quotes-about",
        columns: &["published", "speaker", "text", "confidence", "source", "title", "url", "article_id"],
        kept: Kept::Last,
        ..OF_NAME
    },
    SectionSpec {
        about: "What is to happen, by date, where it is said near to the name.",
        subject: Some("entity"),
        ..DATES_AHEAD
    },
    SectionSpec {
        title: PAPERS,
        about: "Which papers name {name}, and in how many of a hundred of their articles.",
        query: "entity-sources",
        columns: &["source", "mentions", "articles", "of_articles", "in_100_articles", "first", "last"],
        kept: Kept::First,
        is_drawn: true,
        ..OF_NAME
    },
];

const DATES_AHEAD: SectionSpec = SectionSpec {
    title: "Dates ahead",
    about: "What is to happen, by date.",
    query: "dates-ahead",
    days: Days::ToCome,
    columns: &["from", "to", "certainty", "sentence", "published", "source", "title", "url", "article_id"],
    kept: Kept::First,
    ..PLAIN
};

/// Sections about what a search finds; they are asked of the found articles alone. What is said about it comes between
/// them: it is a search itself.
pub(crate) const OF_TOPIC: &[SectionSpec] = &[
    SectionSpec {
        title: "Over time",
        about: "The articles by paper, over time.",
        query: "volume",
        columns: &["period", "source", "articles", "copies", "stories"],
        kept: Kept::Last,
        is_drawn: true,
        ..PLAIN
    },
    SectionSpec {
        title: "Who and what is named",
        about: "Who and what the articles name, most often first; mentions in copies count once.",
        query: "entities",
        columns: &["entity", "type", "mentions", "articles", "stories", "sources", "first", "last"],
        is_drawn: true,
        ..PLAIN
    },
    SectionSpec {
        title: "Who is quoted",
        about: "Whom the articles quote, most often first; copies are left out.",
        query: "speakers",
        columns: &["speaker", "type", "utterances", "quotes", "articles", "sources", "first", "last"],
        is_drawn: true,
        ..PLAIN
    },
    DATES_AHEAD,
    SectionSpec {
        title: PAPERS,
        about: "Which papers printed the articles.",
        query: "sources",
        columns: &["source", "articles", "copies", "first", "last"],
        kept: Kept::First,
        is_drawn: true,
        ..PLAIN
    },
    SectionSpec {
        title: ARTICLES,
        about: "The articles, oldest first.",
        query: "articles",
        columns: &["published", "source", "title", "byline", "words", "url", "duplicate_of", "id"],
        kept: Kept::Ends,
        ..PLAIN
    },
];
