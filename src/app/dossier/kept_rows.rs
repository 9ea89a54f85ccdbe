//! Rows of a section that are kept: all of them, or as many as a page can show, the first, the last, or both ends.

use std::collections::{HashMap, VecDeque};
use std::io;

use chrono::NaiveDate;

use crate::output::{Cell, Column, OwnedCell, Sink};

/// Rows of a ranking that a page shows at most: after these come names that are there once.
const MAX_RANKED_ROWS: usize = 25;

/// Which rows are kept where there are too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// The first, of a ranking.
    Ranked,
    /// The first: what comes next.
    First,
    /// The last: what is newest.
    Last,
    /// As many of the first as of the last.
    Ends,
}

/// Keeps rows.
#[derive(Debug, Default)]
pub(crate) struct KeptRows {
    /// The columns.
    pub columns: Vec<Column>,
    first: Vec<Vec<OwnedCell>>,
    last: VecDeque<Vec<OwnedCell>>,
    max_first: usize,
    max_last: usize,
    /// How many rows there were.
    pub all: usize,
    /// Of each column, over all rows: the sum of its whole numbers, and how many of them are above zero.
    totals: Vec<(u64, u64)>,
    /// Rows of articles that were published outside of these days do not count.
    published: (Option<String>, Option<String>),
    /// Where a row's article is on the web, by its number; kept of all rows.
    pub addresses: HashMap<i64, String>,
}

impl KeptRows {
    /// Keeps at most this many rows, or all of them.
    pub fn new(kept: Kept, max_rows: Option<usize>) -> KeptRows {
        let (max_first, max_last) = match (max_rows, kept) {
            (None, _) => (usize::MAX, 0),
            (Some(most), Kept::Ranked) => (most.min(MAX_RANKED_ROWS), 0),
            (Some(most), Kept::First) => (most, 0),
            (Some(most), Kept::Last) => (0, most),
            (Some(most), Kept::Ends) => (most.div_ceil(2), most / 2),
        };
        KeptRows { max_first, max_last, ..KeptRows::default() }
    }

    /// Only rows of articles that were published between these days, if the rows say when.
    pub fn published_between(self, from: Option<String>, to: Option<String>) -> KeptRows {
        KeptRows { published: (from, to), ..self }
    }

    /// The rows that were kept, in their order.
    pub fn rows(&self) -> impl Iterator<Item = &Vec<OwnedCell>> {
        self.first.iter().chain(&self.last)
    }

    /// How many rows were kept.
    pub fn len(&self) -> usize {
        self.first.len() + self.last.len()
    }

    /// The place of a column among the columns.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The sum of a column's whole numbers, over all rows.
    pub fn sum(&self, column: &str) -> u64 {
        self.column(column).map_or(0, |at| self.totals[at].0)
    }

    /// How many of a column's numbers are above zero, of all rows.
    pub fn above_zero(&self, column: &str) -> u64 {
        self.column(column).map_or(0, |at| self.totals[at].1)
    }

    /// Days from the first to the last article that has one; none where no article has.
    pub fn days(&self) -> Option<i64> {
        let at = self.column("published")?;
        let mut days = self.rows().filter_map(|row| match &row[at] {
            OwnedCell::Text(day) => day.parse::<NaiveDate>().ok(),
            _ => None,
        });
        let first = days.next()?;
        Some((days.last().unwrap_or(first) - first).num_days())
    }

    /// The texts of the column `name` in rows whose `articles` are above zero.
    pub fn named_with_articles(&self, name: &str) -> Vec<String> {
        let (Some(name), Some(articles)) = (self.column(name), self.column("articles")) else {
            return Vec::new();
        };
        let rows = self.rows().filter(|row| matches!(row[articles], OwnedCell::Integer(1..)));
        rows.map(|row| row[name].as_cell().text().into_owned()).collect()
    }

    /// Takes out a column that says nothing: the same in each row.
    pub fn drop_if_constant(&mut self, name: &str) {
        let Some(at) = self.column(name) else { return };
        let first = self.rows().next().map(|row| &row[at]);
        if self.rows().all(|row| Some(&row[at]) == first) {
            self.drop_column(at);
        }
    }

    /// Takes out the columns that are empty in each row.
    pub fn drop_empty_columns(&mut self) {
        for at in (0..self.columns.len()).rev() {
            if self.all > 0 && self.rows().all(|row| row[at] == OwnedCell::Null) {
                self.drop_column(at);
            }
        }
    }

    fn drop_column(&mut self, at: usize) {
        self.columns.remove(at);
        self.totals.remove(at);
        for row in self.first.iter_mut().chain(&mut self.last) {
            row.remove(at);
        }
    }

    /// A sentence that says which rows these are, where there are more.
    pub fn describe_part(&self, kept: Kept) -> Option<String> {
        let (here, all) = (self.len(), self.all);
        if here == all {
            return None;
        }
        Some(match kept {
            Kept::Ranked | Kept::First => format!("The first {here} of {all} rows."),
            Kept::Last => format!("The last {here} of {all} rows."),
            Kept::Ends => {
                format!("The first {} and the last {} of {all} rows.", self.first.len(), self.last.len())
            }
        })
    }

    /// Adds a column with the addresses of the rows' articles.
    pub fn add_addresses(&mut self, addresses: &HashMap<i64, String>) {
        let Some(article) = self.column("article_id") else { return };
        self.columns.extend(Column::named(["url"]));
        self.totals.push((0, 0));
        for row in self.first.iter_mut().chain(&mut self.last) {
            let address = match row[article] {
                OwnedCell::Integer(id) => addresses.get(&id),
                _ => None,
            };
            row.push(address.cloned().into());
        }
    }

    fn is_published_then(&self, row: &[OwnedCell]) -> bool {
        let (from, to) = &self.published;
        let Some(OwnedCell::Text(day)) = self.column("published").map(|at| &row[at]) else { return true };
        from.as_ref().is_none_or(|from| day >= from) && to.as_ref().is_none_or(|to| day <= to)
    }

    fn keep_address(&mut self, row: &[OwnedCell]) {
        let id = self.column("article_id").or_else(|| self.column("id"));
        if let (Some(id), Some(url)) = (id, self.column("url"))
            && let (OwnedCell::Integer(id), OwnedCell::Text(url)) = (&row[id], &row[url])
        {
            self.addresses.insert(*id, url.clone());
        }
    }
}

impl Sink for KeptRows {
    fn begin(&mut self, columns: &[Column]) -> io::Result<()> {
        self.columns = columns.to_vec();
        self.totals = vec![(0, 0); columns.len()];
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let row: Vec<OwnedCell> = cells.iter().map(|cell| OwnedCell::copy_of(*cell)).collect();
        if !self.is_published_then(&row) {
            return Ok(());
        }
        self.all += 1;
        for (total, cell) in self.totals.iter_mut().zip(&row) {
            if let OwnedCell::Integer(number @ 1..) = cell {
                *total = (total.0.saturating_add(number.unsigned_abs()), total.1 + 1);
            }
        }
        self.keep_address(&row);
        if self.first.len() < self.max_first {
            self.first.push(row);
        } else if self.max_last > 0 {
            if self.last.len() == self.max_last {
                self.last.pop_front();
            }
            self.last.push_back(row);
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(kept: Kept, max_rows: Option<usize>) -> (Vec<i64>, Option<String>) {
        let mut rows = KeptRows::new(kept, max_rows);
        rows.begin(&Column::named(["n", "same"])).unwrap();
        (1..=7).for_each(|n| rows.row(&[Cell::Integer(n), Cell::Text("x")]).unwrap());
        rows.drop_if_constant("same");
        rows.drop_if_constant("n");
        let numbers = rows.rows().map(|row| match row[..] {
            [OwnedCell::Integer(n)] => n,
            _ => panic!("{row:?}"),
        });
        (numbers.collect(), rows.describe_part(kept))
    }

    #[test]
    fn the_first_the_last_or_both_ends_are_kept() {
        let says = |text: &str| Some(text.to_string());
        assert_eq!(kept(Kept::Ends, None), (vec![1, 2, 3, 4, 5, 6, 7], None));
        assert_eq!(kept(Kept::First, Some(2)), (vec![1, 2], says("The first 2 of 7 rows.")));
        assert_eq!(kept(Kept::Ranked, Some(100)).0.len(), 7);
        assert_eq!(kept(Kept::Last, Some(2)), (vec![6, 7], says("The last 2 of 7 rows.")));
        assert_eq!(kept(Kept::Ends, Some(3)), (vec![1, 2, 7], says("The first 2 and the last 1 of 7 rows.")));
    }
}
