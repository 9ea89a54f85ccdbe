//! `presscut show --revisions` and `--diff`: an article's versions, and what changed from one to the next.
//!
//! Changes are shown word by word, as an editor marks a proof: paragraphs that are the same are only counted.

use std::io::{self, IsTerminal, Write};

use similar::{ChangeTag, DiffOp, TextDiff};

use crate::archive::articles::revisions::Version;
use crate::cli::{CliError, ColorChoice, Global};

/// Lists the versions.
pub fn list(out: &mut dyn Write, versions: &[Version]) -> io::Result<()> {
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

/// The two versions that a user wants to compare: one, and the one after it or the current one.
///
/// # Errors
/// Where there is no such version, or only one.
pub fn pair(versions: &[Version], from: Option<i64>) -> Result<(&Version, &Version), CliError> {
    let Some((current, earlier)) = versions.split_last() else {
        return Err(CliError::Failed("there is no such article".into()));
    };
    let chosen = match from {
        None => earlier.last(),
        Some(number) => earlier.iter().find(|version| version.revision == number),
    };
    match (chosen, earlier) {
        (Some(chosen), _) => Ok((chosen, current)),
        (None, []) => Err(CliError::Failed("it has one version only: nothing to compare".into())),
        (None, _) => {
            let numbers: Vec<String> = earlier.iter().map(|version| version.revision.to_string()).collect();
            Err(CliError::Usage(format!(
                "there is no earlier version of that number; these are: {}",
                numbers.join(", ")
            )))
        }
    }
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
            ColorChoice::Auto => std::env::var_os("NO_COLOR").is_none() && io::stdout().is_terminal(),
        };
        if colours { Marks::Colours } else { Marks::Brackets }
    }

    fn around(self, tag: ChangeTag, words: &str) -> String {
        match (tag, self) {
            (ChangeTag::Equal, _) => words.to_string(),
            (ChangeTag::Delete, Marks::Brackets) => format!("[-{words}-]"),
            (ChangeTag::Insert, Marks::Brackets) => format!("{{+{words}+}}"),
            (ChangeTag::Delete, Marks::Colours) => format!("\u{1b}[31;9m{words}\u{1b}[0m"),
            (ChangeTag::Insert, Marks::Colours) => format!("\u{1b}[32;4m{words}\u{1b}[0m"),
        }
    }
}

/// Shows what changed.
pub fn diff(out: &mut dyn Write, old: &Version, new: &Version, marks: Marks) -> io::Result<()> {
    writeln!(out, "revision {} → {}", old.revision, new.revision)?;
    for (name, old, new) in [
        ("title", &old.title, &new.title),
        ("byline", &old.byline, &new.byline),
        ("published", &old.published_at, &new.published_at),
        ("url", &old.url, &new.url),
    ] {
        if old != new {
            let (old, new) = (old.as_deref().unwrap_or_default(), new.as_deref().unwrap_or_default());
            writeln!(out, "{name}: {}", words(old, new, marks))?;
        }
    }
    writeln!(out)?;
    paragraphs(out, &old.body, &new.body, marks)
}

fn paragraphs(out: &mut dyn Write, old: &str, new: &str, marks: Marks) -> io::Result<()> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split("\n\n").collect(), new.split("\n\n").collect());
    let diff = TextDiff::from_slices(&old, &new);
    for op in diff.ops() {
        match *op {
            DiffOp::Equal { len, .. } => {
                let what = if len == 1 { "1 paragraph".to_string() } else { format!("{len} paragraphs") };
                writeln!(out, "({what} unchanged)\n")?;
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                for paragraph in &old[old_index..old_index + old_len] {
                    writeln!(out, "{}\n", marks.around(ChangeTag::Delete, paragraph))?;
                }
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                for paragraph in &new[new_index..new_index + new_len] {
                    writeln!(out, "{}\n", marks.around(ChangeTag::Insert, paragraph))?;
                }
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let old = old[old_index..old_index + old_len].join("\n\n");
                let new = new[new_index..new_index + new_len].join("\n\n");
                writeln!(out, "{}\n", words(&old, &new, marks))?;
            }
        }
    }
    Ok(())
}

/// One text made the other, word by word; words that change side by side are marked together.
fn words(old: &str, new: &str, marks: Marks) -> String {
    let diff = TextDiff::from_words(old, new);
    let mut shown = String::new();
    for op in diff.ops() {
        let (tag, old, new) = op.as_tag_tuple();
        let (before, after) = (diff.old_slices()[old].concat(), diff.new_slices()[new].concat());
        if tag == similar::DiffTag::Equal {
            shown.push_str(&after);
            continue;
        }
        for (tag, words) in [(ChangeTag::Delete, before), (ChangeTag::Insert, after)] {
            if !words.is_empty() {
                shown.push_str(&marks.around(tag, &words));
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_change_are_marked_together() {
        let shown =
            words("The ferry was late on Monday.", "The last ferry was on time on Monday.", Marks::Brackets);
        assert_eq!(shown, "The {+last +}ferry was [-late-]{+on time+} on Monday.");
    }
}
