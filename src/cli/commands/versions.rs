//! `presscut show --revisions` and `--diff`: an article's versions, and what changed from one to the next.
//!
//! Changes are shown word by word, as an editor marks a proof: paragraphs that are the same are only counted.

use std::io::{self, Write};

use crate::app::article::{ArticleDiff, ParagraphChange, Piece, Version};
use crate::cli::terminal::display::is_stdout_colored;
use crate::cli::{ColorChoice, Global};
use crate::output::printable::printable;
use crate::text::count_phrase::count_phrase;

/// Lists the versions.
pub fn write_list(out: &mut dyn Write, versions: &[Version]) -> io::Result<()> {
    for version in versions {
        let words = version.body.split_whitespace().count();
        let facts = [
            Some(format!("revision {}", version.revision)),
            Some(format!("import {} at {}", version.import, version.imported_at)),
            version.published_at.as_ref().map(|when| format!("published {when}")),
            Some(format!("{words} words")),
            Some(format!("{}, record {}", version.path, version.record)),
        ];
        writeln!(out, "{}", facts.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
        if let Some(title) = &version.title {
            writeln!(out, "  {title}")?;
        }
    }
    Ok(())
}

/// How added and removed words are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// [-removed-] and {+added+}.
    Brackets,
    /// Red and struck out, green and underlined.
    Colours,
}

impl Marks {
    /// As the terminal and the user want them.
    pub fn wanted(global: &Global) -> Marks {
        let colours = match global.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_stdout_colored(),
        };
        if colours { Marks::Colours } else { Marks::Brackets }
    }

    fn mark(self, piece: &Piece) -> String {
        let (Piece::Kept(words) | Piece::Removed(words) | Piece::Added(words)) = piece;
        let words = printable(words);
        match (piece, self) {
            (Piece::Kept(_), _) => words.into_owned(),
            (Piece::Removed(_), Marks::Brackets) => format!("[-{words}-]"),
            (Piece::Added(_), Marks::Brackets) => format!("{{+{words}+}}"),
            (Piece::Removed(_), Marks::Colours) => format!("\u{1b}[31;9m{words}\u{1b}[0m"),
            (Piece::Added(_), Marks::Colours) => format!("\u{1b}[32;4m{words}\u{1b}[0m"),
        }
    }

    fn mark_all(self, pieces: &[Piece]) -> String {
        pieces.iter().map(|piece| self.mark(piece)).collect()
    }
}

/// Shows what changed.
pub fn write_diff(out: &mut dyn Write, diff: &ArticleDiff, marks: Marks) -> io::Result<()> {
    writeln!(out, "revision {} → {}", diff.from, diff.to)?;
    for field in &diff.fields {
        writeln!(out, "{}: {}", field.name, marks.mark_all(&field.pieces))?;
    }
    writeln!(out)?;
    for change in &diff.body {
        let text = match change {
            ParagraphChange::Unchanged(count) => {
                format!("({} unchanged)", count_phrase(*count as u64, "paragraph"))
            }
            ParagraphChange::Removed(text) => marks.mark(&Piece::Removed(text.clone())),
            ParagraphChange::Added(text) => marks.mark(&Piece::Added(text.clone())),
            ParagraphChange::Rewritten(pieces) => marks.mark_all(pieces),
        };
        writeln!(out, "{text}\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_words_are_marked() {
        let pieces =
            [Piece::Kept("ferry was ".into()), Piece::Removed("late".into()), Piece::Added("on time".into())];
        assert_eq!(Marks::Brackets.mark_all(&pieces), "ferry was [-late-]{+on time+}");
        assert_eq!(
            Marks::Colours.mark_all(&pieces),
            "ferry was \u{1b}[31;9mlate\u{1b}[0m\u{1b}[32;4mon time\u{1b}[0m"
        );
    }
}
