//! What feeds and news services write under a story that they give in part: "[+1234 chars]", "Continue reading", "The post … appeared
//! first on …".
//!
//! It is taken away where it is the end of the text, and nowhere else. The surprising decision: the note on where a post was
//! published first is recognised in any language by what it repeats, the entry's headline and its paper's name.

/// No such end is longer, in bytes.
const MAX_END_BYTES: usize = 600;

/// The most characters of a note beside the headline and the name that it repeats.
const MAX_NOTE_CHARS: usize = 60;

/// How many things may be under one another.
const MAX_ENDS: usize = 4;

/// A text without what was written under it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// The story, or the part of it.
    pub text: String,
    /// Whether what was written under it says that there is more.
    pub cut_off: bool,
}

/// What is known of the story.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Heading<'h> {
    /// Its headline.
    pub title: Option<&'h str>,
    /// Its paper's name.
    pub source: Option<&'h str>,
}

/// Takes from a text's end what a feed or a service wrote there.
pub(crate) fn strip_excerpt_end(text: String, heading: Heading<'_>) -> Excerpt {
    let mut end = text.trim_end().len();
    let mut cut_off = false;
    for _ in 0..MAX_ENDS {
        let kept = &text[..end];
        let Some((next, says_more)) = end_of_story(kept, heading) else { break };
        end = kept[..next].trim_end().len();
        cut_off |= says_more;
    }
    let mut text = text;
    if end < text.trim_end().len() || cut_off {
        text.truncate(end);
        cut_off |= text.ends_with('…') || text.ends_with("...");
    }
    Excerpt { text, cut_off }
}

/// Whether a text ends in the middle of a sentence, as the summaries of feeds do.
pub(crate) fn ends_in_ellipsis(text: &str) -> bool {
    let text = text.trim_end();
    let stem = text.strip_suffix('…').or_else(|| text.strip_suffix("..."));
    stem.is_some_and(|stem| stem.trim_end().ends_with(char::is_alphanumeric))
}

/// Where the story ends above the last thing under it, and whether that says that there is more; `None` if nothing is there.
fn end_of_story(text: &str, heading: Heading<'_>) -> Option<(usize, bool)> {
    if let Some(end) = end_before_character_count(text).or_else(|| end_before_bracketed_ellipsis(text)) {
        return Some((end, true));
    }
    let line_start = text.rfind('\n').map_or(0, |at| at + 1);
    let line = &text[line_start..];
    if line.len() > MAX_END_BYTES && line_start > 0 && !is_label_near_end(line) {
        return None;
    }
    if line_start > 0 && is_first_published_note(line, heading) {
        return Some((line_start, false));
    }
    let at = start_of_link_label(line, heading.title)?;
    Some((line_start + at, false))
}

/// A long paragraph may end in a label too.
fn is_label_near_end(line: &str) -> bool {
    let tail = tail_of(line, MAX_END_BYTES);
    start_of_link_label(tail, None).is_some()
}

/// The last bytes of a text, from a character's start on.
fn tail_of(text: &str, bytes: usize) -> &str {
    let mut start = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// "… [+1234 chars]": how much more there is.
fn end_before_character_count(text: &str) -> Option<usize> {
    let at = text.strip_suffix(']')?.rfind('[')?;
    let inner = text[at + 1..text.len() - 1].trim();
    let (count, unit) = inner.split_once(' ')?;
    let digits = count.strip_prefix('+').unwrap_or(count);
    let is_count = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || ",.".contains(c));
    (is_count && matches!(unit.trim(), "chars" | "char" | "characters" | "words")).then_some(at)
}

/// "[…]" after the excerpt that a content system made; the ellipsis of the text itself stays.
fn end_before_bracketed_ellipsis(text: &str) -> Option<usize> {
    let at = text.strip_suffix(']')?.rfind('[')?;
    matches!(text[at + 1..text.len() - 1].trim(), "…" | "..." | ". . .").then_some(at)
}

/// What a content system writes under a post in a feed, in the words before the headline and those before its own name.
const FIRST_PUBLISHED: [(&str, &str); 29] = [
    ("The post ", " appeared first on "),
    ("The article ", " appeared first on "),
    ("This article ", " first appeared on "),
    ("Der Beitrag ", " erschien zuerst auf "),
    ("Der Beitrag ", " erschien erstmals auf "),
    ("L’article ", " est apparu en premier sur "),
    ("L'article ", " est apparu en premier sur "),
    ("Cet article ", " est apparu en premier sur "),
    ("La entrada ", " se publicó primero en "),
    ("La entrada ", " apareció primero en "),
    ("L’articolo ", " proviene da "),
    ("L'articolo ", " proviene da "),
    ("O post ", " apareceu primeiro "),
    ("O conteúdo ", " aparece primeiro "),
    ("Het bericht ", " verscheen eerst op "),
    ("Inlägget ", " dök först upp på "),
    ("Indlægget ", " blev først udgivet "),
    ("Innlegget ", " dukket først opp på "),
    ("Artikkeli ", " julkaistiin ensimmäisen kerran "),
    ("Artykuł ", " pochodzi z serwisu "),
    ("Wpis ", " pochodzi z serwisu "),
    ("Článek ", " se nejdříve objevil "),
    ("Příspěvek ", " pochází z "),
    ("Articolul ", " apare prima dată "),
    ("A(z) ", " bejegyzés először "),
    ("Запись ", " впервые появилась "),
    ("Сообщение ", " появились сначала на "),
    ("Το άρθρο ", " εμφανίστηκε πρώτα "),
    ("", " yazısı ilk önce "),
];

/// Whether a line says where the post was published first.
fn is_first_published_note(line: &str, heading: Heading<'_>) -> bool {
    let line = line.trim();
    if FIRST_PUBLISHED.iter().any(|(start, middle)| line.starts_with(start) && line.contains(middle)) {
        return true;
    }
    let (Some(title), Some(source)) = (heading.title, heading.source) else { return false };
    let (line, title, source) = (letters(line), letters(title), letters(source));
    let is_long_enough = title.chars().count() > 7 && source.chars().count() > 2;
    let repeated = (title.chars().count() + source.chars().count()).min(line.chars().count());
    is_long_enough
        && line
            .split_once(&title)
            .is_some_and(|(before, after)| before.contains(&source) || after.contains(&source))
        && (1..=MAX_NOTE_CHARS).contains(&(line.chars().count() - repeated))
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of links to the rest of a story, in lower case.
const LINK_LABELS: [&str; 53] = [
    "continue reading",
    "keep reading",
    "read more",
    "read the full story",
    "read the full article",
    "read full story",
    "read full article",
    "read the rest of this entry",
    "read the rest",
    "view full article",
    "weiterlesen",
    "mehr lesen",
    "ganzen artikel lesen",
    "lire la suite",
    "lire l’article complet",
    "en savoir plus",
    "leer más",
    "seguir leyendo",
    "continuar leyendo",
    "sigue leyendo",
    "continua a leggere",
    "continua la lettura",
    "leggi tutto",
    "leggi di più",
    "lees verder",
    "lees meer",
    "verder lezen",
    "läs mer",
    "läs hela artikeln",
    "fortsätt läsa",
    "les mer",
    "les hele saken",
    "læs mere",
    "læs videre",
    "lue lisää",
    "jatka lukemista",
    "czytaj dalej",
    "czytaj więcej",
    "číst dál",
    "číst více",
    "citește mai mult",
    "citește mai departe",
    "tovább olvasom",
    "ler mais",
    "leia mais",
    "continue lendo",
    "читать далее",
    "читать дальше",
    "читати далі",
    "devamını oku",
    "διαβάστε περισσότερα",
    "続きを読む",
    "阅读全文",
];

/// Where a link to the rest of the story begins that ends a line: its label alone, or followed by the headline.
fn start_of_link_label(line: &str, title: Option<&str>) -> Option<usize> {
    let tail = tail_of(line, MAX_END_BYTES);
    let lower = tail.to_lowercase();
    if lower.len() != tail.len() {
        return None;
    }
    let is_mark = |c: char| !c.is_alphanumeric();
    let end = lower.trim_end_matches(is_mark);
    let before_title = || {
        let title = title?.to_lowercase();
        Some(end.strip_suffix(title.trim_end_matches(is_mark))?.trim_end_matches(is_mark))
    };
    let label_at = |text: &str| LINK_LABELS.iter().find_map(|label| Some(text.strip_suffix(label)?.len()));
    let at = label_at(end).or_else(|| label_at(before_title()?))?;
    let above = tail[..at].trim_end();
    let stands_apart = above.is_empty()
        || above.ends_with(['…', '.', '!', '?', ']', ')', '(', '[', '”', '"', '»', '。', '|', '→']);
    let above = above.trim_end_matches(|c: char| c.is_whitespace() || "([|→".contains(c));
    stands_apart.then_some(line.len() - tail.len() + above.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: Heading<'_> = Heading { title: Some("Ferry hall to close"), source: Some("Island Echo") };

    fn stripped(text: &str) -> (String, bool) {
        let excerpt = strip_excerpt_end(text.to_string(), HEADING);
        (excerpt.text, excerpt.cut_off)
    }

    #[test]
    fn notes_under_a_post_go_in_any_language() {
        for note in [
            "The post Ferry hall to close appeared first on Island Echo.",
            "The post Another one appeared first on Elsewhere.",
            "Der Beitrag Ferry hall to close erschien zuerst auf Island Echo.",
            "Ferry hall to close – ọ bụ Island Echo bu ụzọ bipụta ya.",
            "「Ferry hall to close」は最初にIsland Echoに登場しました。",
            "Read more…",
            "Continue reading Ferry hall to close →",
            "Lire la suite »",
            "Читать далее",
        ] {
            assert_eq!(
                stripped(&format!("It was late.\n\n{note}")),
                ("It was late.".into(), false),
                "{note}"
            );
        }
        let both = "It was late.\n\nRead more\n\nThe post Ferry hall to close appeared first on Island Echo.";
        assert_eq!(stripped(both), ("It was late.".into(), false));
    }

    #[test]
    fn what_says_that_there_is_more_marks_the_text_as_cut_off() {
        for (text, left) in [
            ("The council voted on Tues… [+1234 chars]", "The council voted on Tues…"),
            ("The council voted on Tues... [1,234 chars]", "The council voted on Tues..."),
            ("The council voted […]", "The council voted"),
            ("The council voted [...] Continue reading", "The council voted"),
            ("The council voted… Weiterlesen", "The council voted…"),
            ("The council voted ... Continue reading Ferry hall to close", "The council voted ..."),
        ] {
            assert_eq!(stripped(text), (left.into(), true), "{text}");
        }
    }

    #[test]
    fn a_story_keeps_its_own_end() {
        for text in [
            "It was late.\n\nHe wanted to read more.",
            "It was late.\n\nThe Island Echo reported it first.",
            "It was late.\n\nThe post of harbour master is free.",
            "Read more books, she said.\n\nIt was late.",
            "It was late, he said [in 2031]",
            "They should continue reading",
            "And then …",
        ] {
            assert_eq!(stripped(text), (text.into(), false));
        }
        assert!(ends_in_ellipsis("The council voted on Tues...") && !ends_in_ellipsis("It was late."));
    }
}
