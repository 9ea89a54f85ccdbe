//! Numbers with what they count, in English: "1 file", "2 files".

/// A number and the word for what it counts, given in the singular.
pub fn count_phrase(number: u64, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
