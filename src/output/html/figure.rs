//! A picture on a page, wide and narrow: the stylesheet shows the one that the screen has room for.
//!
//! On a phone a wide picture would be shrunk until nobody can read its letters.

/// The elements of a picture, as SVG; `narrow` is the same picture drawn for a narrow screen.
pub(crate) fn figure(wide: &str, narrow: Option<&str>) -> String {
    match narrow {
        None => format!("<figure>{wide}</figure>\n"),
        Some(narrow) => {
            format!("<figure class=\"wide\">{wide}</figure>\n<figure class=\"narrow\">{narrow}</figure>\n")
        }
    }
}
