//! Words that stand beside the names in a byline, or where a name should be, and name nobody: roles, degrees, labels,
//! buttons, days.

use std::sync::LazyLock;

use crate::text::byline::word_list::{WordList, word_list};

/// Endings of names in scripts without spaces that say what the person does.
const ROLE_ENDINGS: &[&str] = &[
    "記者",
    "编辑部记者",
    "记者",
    "特派員",
    "支局長",
    "編集委員",
    "論説委員",
    "編集長",
    "通信員",
    "撰稿",
    "编辑",
    "기자",
    "특파원",
    "논설위원",
    "선임기자",
    "전문기자",
    "인턴기자",
    "객원기자",
    "앵커",
    "PD",
];

/// Degrees and orders after names, without points and in lower case.
const DEGREES: &[&str] = &[
    "phd", "md", "ba", "bsc", "msc", "mba", "mph", "rn", "llb", "llm", "jd", "dphil", "esq", "cpa", "obe",
    "mbe", "cbe", "dds", "pharmd", "mscn", "facp", "edd", "mfa", "frcp", "frs",
];

static ROLES: LazyLock<WordList> = LazyLock::new(|| word_list(include_str!("words/roles.txt")));
static PARTS_OF_ROLES: LazyLock<WordList> =
    LazyLock::new(|| word_list(include_str!("words/parts_of_roles.txt")));
static LABELS: LazyLock<WordList> = LazyLock::new(|| word_list(include_str!("words/labels.txt")));
static DAYS: LazyLock<WordList> = LazyLock::new(|| word_list(include_str!("words/days.txt")));
static NO_NAMES: LazyLock<WordList> = LazyLock::new(|| word_list(include_str!("words/no_names.txt")));

/// A word without marks around it, in lower case.
pub(super) fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether a word is one of a role.
pub(super) fn is_role(word: &str) -> bool {
    ROLES.contains(bare(word).as_str())
}

/// Whether a word belongs to a role, or is a name.
pub(super) fn may_be_role(word: &str) -> bool {
    is_role(word) || PARTS_OF_ROLES.contains(bare(word).as_str())
}

/// Whether a word is a degree.
pub(super) fn is_degree(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    // "Ba" and "Md" are names; "BA" and "M.D." are degrees.
    let cased = letters.chars().next_back().is_some_and(char::is_uppercase) || letters == "Esq";
    cased && DEGREES.contains(&letters.to_lowercase().as_str())
}

/// Whether a word is one of a label or a button.
pub(super) fn is_label(word: &str) -> bool {
    LABELS.contains(bare(word).as_str())
}

/// Whether a word is the name of a day.
pub(super) fn is_day(word: &str) -> bool {
    DAYS.contains(bare(word).as_str())
}

/// Whether a word alone is no name: a day, a month, the beginning of a sentence.
pub(super) fn is_no_name_alone(word: &str) -> bool {
    is_day(word) || NO_NAMES.contains(bare(word).as_str())
}

/// A name in a script without spaces, without the role at its end: "신현주 기자" → "신현주".
pub(super) fn strip_role_ending(name: &str) -> &str {
    let mut name = name.trim();
    while let Some(rest) = ROLE_ENDINGS.iter().find_map(|end| name.strip_suffix(end)) {
        let is_caseless = rest.chars().any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
        if !is_caseless && !rest.trim().is_empty() {
            break;
        }
        name = rest.trim_end();
    }
    name
}
