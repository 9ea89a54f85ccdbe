//! What columns of the canned queries are called in words, where their names alone say too little.
//!
//! Other names are made into words where rows are written: "word_count" is "Word count".

/// Columns' names and their headings.
pub const HEADINGS: &[(&str, &str)] = &[
    ("as_written", "Name as written"),
    ("first_percent", "First in percent"),
    ("had_by_another_first", "Had by another paper first"),
    ("in_100_articles", "In 100 articles"),
    ("in_100_before", "In 100 articles before"),
    ("lacking_in", "Paper that lacks it"),
    ("of_articles", "All articles"),
    ("of_utterances", "All utterances"),
    ("on_page_of", "On the page of article"),
    ("per_week", "Articles per week"),
    ("percent", "Percent"),
    ("percent_of_articles", "Percent of articles"),
    ("percent_of_words", "Percent of words"),
    ("published_at", "Published"),
    ("words_an_article", "Words per article"),
];
