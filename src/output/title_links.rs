//! Which columns hold the addresses that titles in other columns lead to: `title` and `url`, `first_title` and
//! `first_url`. Where a title is a link, a second column with its address tells a reader nothing.

use crate::output::Column;

/// The last words of names of columns with addresses, and with titles.
const ADDRESS_NAMES: &[&str] = &["url", "link"];
const TITLE_NAMES: &[&str] = &["title", "headline", "article"];

/// Columns that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TitleLinks {
    /// By column: the column of the address that it links to.
    address_of: Vec<Option<usize>>,
    /// By column: whether it is shown.
    shown: Vec<bool>,
}

impl TitleLinks {
    /// Of these columns; addresses that have a title are left out unless they are asked for.
    pub fn of(columns: &[Column], keep_addresses: bool) -> TitleLinks {
        let names: Vec<String> = columns.iter().map(|column| column.name.to_lowercase()).collect();
        let prefix_of = |name: &str, words: &[&str]| -> Option<String> {
            words.iter().find_map(|word| {
                let prefix = name.strip_suffix(word)?;
                (prefix.is_empty() || prefix.ends_with('_')).then(|| prefix.to_string())
            })
        };
        let mut links = TitleLinks { address_of: vec![None; names.len()], shown: vec![true; names.len()] };
        for (address, name) in names.iter().enumerate() {
            let Some(prefix) = prefix_of(name, ADDRESS_NAMES) else { continue };
            let title = TITLE_NAMES.iter().find_map(|word| {
                let title = format!("{prefix}{word}");
                names.iter().position(|name| *name == title)
            });
            let Some(title) = title.filter(|title| links.address_of[*title].is_none()) else { continue };
            links.address_of[title] = Some(address);
            links.shown[address] = keep_addresses;
        }
        links
    }

    /// The column of the address that a column links to.
    pub fn address_of(&self, column: usize) -> Option<usize> {
        self.address_of.get(column).copied().flatten()
    }

    /// The columns that are shown, from left to right.
    pub fn shown(&self) -> impl Iterator<Item = usize> + '_ {
        self.shown.iter().enumerate().filter(|(_, shown)| **shown).map(|(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(names: &[&str], keep: bool) -> (Vec<usize>, Vec<Option<usize>>) {
        let links = TitleLinks::of(&Column::named(names.iter().copied()), keep);
        (links.shown().collect(), (0..names.len()).map(|at| links.address_of(at)).collect())
    }

    #[test]
    fn a_title_takes_the_address_of_the_same_first_words() {
        let names = ["title", "url", "first_title", "first_url", "other_url", "curl"];
        assert_eq!(shown(&names, false), (vec![0, 2, 4, 5], vec![Some(1), None, Some(3), None, None, None]));
        assert_eq!(shown(&names, true).0, [0, 1, 2, 3, 4, 5]);
        assert_eq!(shown(&["URL", "Headline"], false), (vec![1], vec![None, Some(0)]));
        assert_eq!(shown(&["url", "link", "title"], false), (vec![1, 2], vec![None, None, Some(0)]));
    }
}
