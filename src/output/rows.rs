//! Columns and cells: what every sink takes and every source of rows gives.

use std::borrow::Cow;

/// A column's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As the query names it.
    pub name: String,
}

impl Column {
    /// Columns of these names, in this order.
    pub fn named<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<Column> {
        names.into_iter().map(|name| Column { name: name.to_string() }).collect()
    }
}

/// One value, borrowed from where the row comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'r> {
    /// Nothing is known.
    Null,
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Real(f64),
    /// Text.
    Text(&'r str),
    /// Bytes that are no text.
    Blob(&'r [u8]),
}

impl Cell<'_> {
    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Cell::Integer(_) | Cell::Real(_))
    }

    /// The value as text: null is empty, bytes are hexadecimal.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Null => "".into(),
            Cell::Integer(number) => number.to_string().into(),
            // Very large and very small numbers by their exponent, not by hundreds of digits.
            Cell::Real(number) if number.abs() < 1e15 && number.fract() == 0.0 => number.to_string().into(),
            Cell::Real(number) => format!("{number:?}").into(),
            Cell::Text(text) => (*text).into(),
            Cell::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into(),
        }
    }
}

/// One value that owns its text: for rows that are kept, or that are made rather than read.
#[derive(Debug, Clone, PartialEq)]
pub enum OwnedCell {
    /// Nothing is known.
    Null,
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Real(f64),
    /// Text.
    Text(String),
}

impl OwnedCell {
    /// A copy of a borrowed value; bytes become hexadecimal text.
    pub(crate) fn copy_of(cell: Cell) -> OwnedCell {
        match cell {
            Cell::Null => OwnedCell::Null,
            Cell::Integer(number) => OwnedCell::Integer(number),
            Cell::Real(number) => OwnedCell::Real(number),
            Cell::Text(_) | Cell::Blob(_) => OwnedCell::Text(cell.text().into_owned()),
        }
    }

    /// The value, borrowed.
    pub fn as_cell(&self) -> Cell<'_> {
        match self {
            OwnedCell::Null => Cell::Null,
            OwnedCell::Integer(number) => Cell::Integer(*number),
            OwnedCell::Real(number) => Cell::Real(*number),
            OwnedCell::Text(text) => Cell::Text(text),
        }
    }

    /// The value as a number that can be drawn: finite, and not text.
    pub(crate) fn as_number(&self) -> Option<f64> {
        match self {
            OwnedCell::Integer(number) => Some(*number as f64),
            OwnedCell::Real(number) if number.is_finite() => Some(*number),
            _ => None,
        }
    }
}

impl From<&str> for OwnedCell {
    fn from(text: &str) -> OwnedCell {
        OwnedCell::Text(text.to_string())
    }
}

impl From<String> for OwnedCell {
    fn from(text: String) -> OwnedCell {
        OwnedCell::Text(text)
    }
}

impl From<i64> for OwnedCell {
    fn from(number: i64) -> OwnedCell {
        OwnedCell::Integer(number)
    }
}

impl From<f64> for OwnedCell {
    fn from(number: f64) -> OwnedCell {
        OwnedCell::Real(number)
    }
}

impl<T: Into<OwnedCell>> From<Option<T>> for OwnedCell {
    fn from(value: Option<T>) -> OwnedCell {
        value.map_or(OwnedCell::Null, Into::into)
    }
}
