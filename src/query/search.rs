//! Full-text search: a user's words made into a query that FTS5 cannot misread, and the SQL that ranks what it finds.
//!
//! Words are looked for together; "in quotation marks" as a phrase; with a star at the end by their beginning; with a
//! minus before not at all; OR between two means either. Everything else is taken for what it says: no punctuation is an
//! error.

/// Ranks by BM25, a word in a headline counting as four in the body. The snippet marks hits with « ».
pub const SQL: &str = "
    SELECT a.id, a.published_day AS published, s.name AS source, a.title,
           snippet(articles_fts, 1, '«', '»', '…', :context) AS snippet
    FROM articles_fts
    JOIN articles a ON a.id = articles_fts.rowid
    LEFT JOIN sources s ON s.id = a.source_id
    WHERE articles_fts MATCH :match
      AND (:source IS NULL OR s.name = :source)
      AND (:from IS NULL OR a.published_day >= :from)
      AND (:to IS NULL OR a.published_day <= :to)
    ORDER BY bm25(articles_fts, 4.0, 1.0), a.id";

/// A piece of what the user typed.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// Words to be found in a row, quoted for FTS5; the flag asks for words that begin so.
    Words(String, bool),
    /// The same, and not to be found.
    Not(String),
    Or,
}

/// The FTS5 query of what a user typed; `None` where there is no word in it.
pub fn fts_query(typed: &str) -> Option<String> {
    let pieces = pieces(typed);
    let mut alternatives: Vec<Vec<String>> = vec![Vec::new()];
    let mut excluded = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Words(words, prefix) => {
                let star = if prefix { " *" } else { "" };
                if let Some(last) = alternatives.last_mut() {
                    last.push(format!("\"{words}\"{star}"));
                }
            }
            Piece::Not(words) => excluded.push(format!("\"{words}\"")),
            Piece::Or => alternatives.push(Vec::new()),
        }
    }
    alternatives.retain(|words| !words.is_empty());
    if alternatives.is_empty() {
        return None;
    }
    let each = alternatives.iter().map(|words| format!("({})", words.join(" AND ")));
    let mut query = each.collect::<Vec<_>>().join(" OR ");
    if !excluded.is_empty() {
        query = format!("({query}) NOT ({})", excluded.join(" OR "));
    }
    Some(query)
}

fn pieces(typed: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let (negative, inner) = match rest.strip_prefix('-') {
            Some(inner) if inner.starts_with(|c: char| c == '"' || c.is_alphanumeric()) => (true, inner),
            _ => (false, rest),
        };
        let (text, quoted, after) = match inner.strip_prefix(['"', '“']) {
            // A quotation mark that is never closed is no mark.
            Some(phrase) => match phrase.find(['"', '”']) {
                Some(end) => {
                    let mark = phrase[end..].chars().next().map_or(1, char::len_utf8);
                    (&phrase[..end], true, &phrase[end + mark..])
                }
                None => word(phrase),
            },
            None => word(inner),
        };
        rest = after.trim_start();
        if !quoted && !negative && text == "OR" {
            pieces.push(Piece::Or);
            continue;
        }
        let words = text.replace('"', " ");
        // What the tokenizer finds no letter in would match nothing, and hide the rest.
        if !words.contains(char::is_alphanumeric) {
            continue;
        }
        let prefix = !quoted && text.ends_with('*');
        let words = words.trim_end_matches('*').to_string();
        pieces.push(if negative { Piece::Not(words) } else { Piece::Words(words, prefix) });
    }
    pieces
}

fn word(text: &str) -> (&str, bool, &str) {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (&text[..end], false, &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_phrases_beginnings_and_exclusions() {
        let query = |typed| fts_query(typed).unwrap();
        assert_eq!(query("ferry strike"), "(\"ferry\" AND \"strike\")");
        assert_eq!(query("\"harbor wall\" leak*"), "(\"harbor wall\" AND \"leak\" *)");
        assert_eq!(query("ferry -bus -\"night train\""), "((\"ferry\")) NOT (\"bus\" OR \"night train\")");
        assert_eq!(query("ferry OR bus"), "(\"ferry\") OR (\"bus\")");
    }

    #[test]
    fn punctuation_is_taken_for_what_it_says() {
        let query = |typed| fts_query(typed).unwrap();
        assert_eq!(query("O'Neil"), "(\"O'Neil\")");
        assert_eq!(query("C++"), "(\"C++\")");
        assert_eq!(query("\"unbalanced"), "(\"unbalanced\")");
        assert_eq!(query("title:x AND (NEAR"), "(\"title:x\" AND \"AND\" AND \"(NEAR\")");
        assert_eq!(query("台積電 — now"), "(\"台積電\" AND \"now\")");
        assert_eq!(query("OR ferry OR"), "(\"ferry\")");
        for nothing in ["", "  ", "-", "\"\"", "***", "OR", "-ferry"] {
            assert_eq!(fts_query(nothing), None, "{nothing}");
        }
    }
}
