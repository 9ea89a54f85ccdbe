//! What splitting a text into tokens and sentences has to know of its language.

/// The words and signs of one language that tokens and sentence ends depend on.
#[derive(Debug)]
pub struct Segmentation {
    /// The letter, small, of the clitic that is a token of its own after an apostrophe: the s of "Japan’s".
    pub clitic_letter: Option<char>,
    /// Words that are written with a full stop that does not end their sentence.
    pub abbreviations: &'static [&'static str],
    /// Those abbreviations that a name or number always follows, so that they never end a sentence.
    pub never_last: &'static [&'static str],
    /// Words that open a sentence far more often than they follow an abbreviation.
    pub sentence_openers: &'static [&'static str],
}
