//! Numbers of rows, as commands take them: "12", or "#12" as presscut lists them. A word that is none is answered with what the
//! number is and which command lists it.

/// The number of an article or teaser.
pub(crate) fn article(text: &str) -> Result<i64, String> {
    row_number(text, "an article's number", "`presscut query articles` and `presscut search WORDS` list them")
}

/// The number of a quote.
pub(crate) fn quote(text: &str) -> Result<i64, String> {
    row_number(text, "a quote's number", "`presscut quotes` lists them")
}

/// The number of a correction.
pub(crate) fn correction(text: &str) -> Result<i64, String> {
    row_number(text, "a correction's number", "`presscut quotes corrections` lists them")
}

/// The number of a decision.
pub(crate) fn decision(text: &str) -> Result<i64, String> {
    row_number(
        text,
        "a decision's number",
        "`presscut entities history` and `presscut tags history` list them",
    )
}

/// The number of a note.
pub(crate) fn note(text: &str) -> Result<i64, String> {
    row_number(text, "a note's number", "`presscut notes` lists them")
}

/// The number of a reject.
pub(crate) fn reject(text: &str) -> Result<i64, String> {
    row_number(text, "a reject's number", "`presscut rejects` lists them")
}

/// The number of an import.
pub(crate) fn import(text: &str) -> Result<i64, String> {
    row_number(text, "an import's number", "`presscut imports` lists them")
}

/// The number of a row of any kind.
pub(crate) fn any_row(text: &str) -> Result<i64, String> {
    row_number(
        text,
        "a row's number",
        "it is in the column id of what lists the rows, as `presscut quotes` does",
    )
}

fn row_number(text: &str, what: &str, lists: &str) -> Result<i64, String> {
    let digits = text.trim().strip_prefix('#').unwrap_or(text.trim());
    match digits.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("it has to be {what}, such as 12: {lists}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_have_its_sign_and_a_word_is_told_what_it_should_be() {
        assert_eq!((article("12"), quote(" #7 ")), (Ok(12), Ok(7)));
        for text in ["abc", "", "-1", "0", "1.5", "99999999999999999999"] {
            assert_eq!(
                note(text).unwrap_err(),
                "it has to be a note's number, such as 12: `presscut notes` lists them"
            );
        }
    }
}
