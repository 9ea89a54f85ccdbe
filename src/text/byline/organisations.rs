//! Organisations that sign stories: news agencies, and the desks and newsrooms of papers.

use std::sync::LazyLock;

use crate::text::byline::word_list::{WordList, word_list};

static AGENCIES: LazyLock<WordList> = LazyLock::new(|| word_list(include_str!("words/agencies.txt")));
static DESK_WORDS: LazyLock<WordList> = LazyLock::new(|| word_list(include_str!("words/desks.txt")));

/// Endings of the names of organisations in scripts without spaces.
const DESK_ENDINGS: &[&str] = &[
    "編集部",
    "取材班",
    "支局",
    "新聞",
    "新聞社",
    "通信",
    "通信社",
    "報道部",
    "社会部",
    "政治部",
    "经济部",
    "デジタル",
    "日报",
    "晚报",
    "日報",
    "网",
    "新闻",
    "编辑部",
    "通讯社",
    "뉴스",
    "뉴스팀",
    "신문",
    "일보",
    "편집국",
    "편집부",
    "취재팀",
    "팀",
    "통신",
    "방송",
];

/// Whether a name is that of a news agency.
pub(crate) fn is_agency(name: &str) -> bool {
    AGENCIES.contains(name.trim().to_lowercase().as_str())
}

/// Whether a word is one of the names of desks and newsrooms.
pub(super) fn is_desk_word(word: &str) -> bool {
    DESK_WORDS.contains(word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
}

/// Whether a name, which is no agency's, is that of a desk, a newsroom or a paper.
pub(super) fn is_desk(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split(|c: char| c.is_whitespace() || c == '-');
    let is_domain = !name.contains(' ')
        && name.rsplit_once('.').is_some_and(|(head, end)| {
            let is_top_level = matches!(end, "com" | "org" | "net" | "info" | "news" | "online")
                || (end.len() == 2 && end.chars().all(|c| c.is_ascii_lowercase()));
            head.len() > 1 && is_top_level
        });
    is_domain
        || words.any(|word| DESK_WORDS.contains(word.trim_matches(|c: char| !c.is_alphanumeric())))
        || DESK_ENDINGS.iter().any(|end| name.ends_with(end) && name.chars().count() > end.chars().count())
}
