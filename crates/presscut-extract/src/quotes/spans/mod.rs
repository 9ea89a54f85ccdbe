//! Quotation marks paired into stretches: which marks open, which close, and which are apostrophes.
//!
//! Takes a [`Document`]; gives the outermost [`Stretch`]es in order, never overlapping and never crossing a
//! paragraph. The surprising decision: what is quoted inside a quote gives no stretch of its own. Its words are
//! already those of the outer one, and a reader who counts rows must not count them twice.

pub(crate) mod kind;

use std::ops::Range;

use crate::document::TokenKind;
use crate::quotes::Document;

/// What stands between an opening mark and its closing mark, or the end of its paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The token that is the opening mark.
    pub open: usize,
    /// The tokens between the marks; never empty.
    pub inner: Range<usize>,
    /// Whether a closing mark follows `inner`.
    pub closed: bool,
    /// The number of its paragraph.
    pub paragraph: usize,
}

impl Stretch {
    /// The first token after the stretch and its closing mark.
    pub fn after(&self) -> usize {
        self.inner.end + usize::from(self.closed)
    }
}

/// What a mark can be, by its shape and by the white space around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    token: usize,
    level: Level,
    opens: bool,
    closes: bool,
    /// Among single closing marks: cannot be an apostrophe, for punctuation stands before or after it.
    firm: bool,
    /// Shaped to open only: “ ‘ « „.
    directed_open: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Double,
    Single,
}

/// Finds the outermost stretches of a document. Linear in its length.
pub fn stretches(document: &Document) -> Vec<Stretch> {
    let mut found = Vec::new();
    for (number, paragraph) in document.paragraphs.iter().enumerate() {
        let marks = marks_in(document, paragraph.clone());
        if !marks.is_empty() {
            Pairing::new(document, paragraph.clone(), number, &marks).run(&mut found);
        }
    }
    found
}

fn marks_in(document: &Document, paragraph: Range<usize>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut in_markup = false;
    for token in paragraph.clone() {
        if document.tokens[token].kind != TokenKind::Punct {
            continue;
        }
        let word = document.word(token);
        if word == "\"" {
            // The values of attributes in left-over markup (<a href="…">) are not speech.
            let after_equals = token > paragraph.start && document.word(token - 1) == "=";
            if in_markup || after_equals {
                in_markup = after_equals;
                continue;
            }
        }
        marks.extend(mark_at(document, &paragraph, token));
    }
    marks
}

/// The mark at a token, if it is one; apostrophes and inches are left out where their neighbours show them.
fn mark_at(document: &Document, paragraph: &Range<usize>, token: usize) -> Option<Mark> {
    let level = match document.word(token) {
        "“" | "”" | "\"" | "„" | "‟" | "«" | "»" | "``" | "''" | "＂" | "「" | "」" | "『" | "』" => {
            Level::Double
        }
        "‘" | "’" | "'" | "‚" | "‛" | "‹" | "›" | "`" => Level::Single,
        _ => return None,
    };
    let word = document.word(token);
    let glued_left = token > paragraph.start && !document.tokens[token].space_before;
    let glued_right = token + 1 < paragraph.end && !document.tokens[token + 1].space_before;
    let before = glued_left.then(|| last_char(document, token - 1)).flatten();
    let after = glued_right.then(|| first_char(document, token + 1)).flatten();
    // 6’2”, 6'2": a digit on the left and, for feet, one on the right; and inches where nothing is open are
    // settled by the pairing, which takes no mark after a digit for an opening one.
    if level == Level::Single && is_digit(before) && is_digit(after) {
        return None;
    }
    if level == Level::Double && is_digit(before) && token >= paragraph.start + 3 {
        let feet = matches!(document.word(token - 2), "'" | "’" | "′");
        if feet && !document.tokens[token - 2].space_before && !document.tokens[token - 1].space_before {
            return None;
        }
    }
    let free_left = before.is_none_or(|c| !c.is_alphanumeric() && !is_sentence_mark(c));
    let free_right = after.is_none_or(|c| !c.is_alphanumeric());
    let directed_open =
        matches!(word, "“" | "‘" | "„" | "‚" | "«" | "‹" | "``" | "`" | "「" | "『" | "‟" | "‛");
    let directed_close = matches!(word, "”" | "」" | "』");
    let cjk = matches!(word, "「" | "」" | "『" | "』" | "»" | "«");
    let mut opens = (glued_right && free_left) || (directed_open && (glued_right || free_left));
    let mut closes = glued_left || (free_right && !directed_open);
    if directed_close && glued_left {
        opens = cjk && word == "»" && free_left;
    }
    if level == Level::Single {
        closes = glued_left && free_right;
        opens &= free_left && glued_right && !is_elision(document, token);
    }
    let firm = closes && (before.is_some_and(is_firm) || after.is_some_and(is_firm));
    Some(Mark { token, level, opens, closes, firm, directed_open })
}

fn last_char(document: &Document, token: usize) -> Option<char> {
    document.word(token).chars().next_back()
}

fn first_char(document: &Document, token: usize) -> Option<char> {
    document.word(token).chars().next()
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

fn is_sentence_mark(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?' | ';' | '%' | ')' | '…')
}

fn is_firm(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?' | ';' | ':' | '…' | '—' | '–' | ')' | ']' | '"' | '”' | '“')
}

/// ’90s, ’n’, ’em, ’tis: an apostrophe for what was left out at the front of a word.
fn is_elision(document: &Document, token: usize) -> bool {
    const ELIDED: &[&str] = &[
        "n", "em", "til", "till", "tis", "twas", "twill", "cause", "cos", "coz", "bout", "round", "nuff",
        "neath", "gainst", "d", "ll", "re", "ve", "m", "t", "im", "er", "kay", "sup", "ere",
    ];
    let word = document.word(token + 1);
    let decade = word.len() == 2
        && is_digit(word.chars().next())
        && (document.tokens.get(token + 2).is_none_or(|next| next.space_before)
            || matches!(document.word(token + 2), "s" | "," | "." | "-" | ";"));
    decade || ELIDED.contains(&word.to_lowercase().as_str())
}

/// A mark that is open and waits for its closing one.
struct Open {
    mark: Mark,
}

struct Pairing<'d, 't> {
    document: &'d Document<'t>,
    paragraph: Range<usize>,
    number: usize,
    marks: &'d [Mark],
    /// For each mark, the first at it or after it that is a single closing one; a firm one; a double one. Made once,
    /// so that asking whether an opening mark can be answered costs nothing.
    next_close: Vec<Option<usize>>,
    next_firm: Vec<Option<usize>>,
    next_double: Vec<Option<usize>>,
}

impl<'d, 't> Pairing<'d, 't> {
    fn new(document: &'d Document<'t>, paragraph: Range<usize>, number: usize, marks: &'d [Mark]) -> Self {
        let mut next_close = vec![None; marks.len() + 1];
        let mut next_firm = vec![None; marks.len() + 1];
        let mut next_double = vec![None; marks.len() + 1];
        for (at, mark) in marks.iter().enumerate().rev() {
            next_double[at] = if mark.level == Level::Double { Some(at) } else { next_double[at + 1] };
            let single_close =
                mark.level == Level::Single && mark.closes && !(mark.directed_open && mark.opens);
            next_close[at] = if single_close { Some(at) } else { next_close[at + 1] };
            next_firm[at] = if single_close && mark.firm { Some(at) } else { next_firm[at + 1] };
        }
        Pairing { document, paragraph, number, marks, next_close, next_firm, next_double }
    }

    /// Walks over the marks with at most one double and one single mark open, in either order of nesting.
    fn run(&self, found: &mut Vec<Stretch>) {
        let mut outer: Option<Open> = None;
        let mut inner: Option<Open> = None;
        for (at, &mark) in self.marks.iter().enumerate() {
            match &outer {
                None => {
                    if self.may_open(at, None) {
                        outer = Some(Open { mark });
                        inner = None;
                    }
                }
                Some(open) if open.mark.level == mark.level => {
                    if self.closes_outer(at, open, inner.is_some()) {
                        self.push(found, open.mark.token, mark.token, true);
                        outer = None;
                    } else if mark.opens && !mark.closes && mark.level == Level::Double {
                        // Its closing mark is missing: it ends before the next one opens.
                        self.push(found, open.mark.token, mark.token, false);
                        outer = Some(Open { mark });
                    } else {
                        continue;
                    }
                    inner = None;
                }
                Some(open) => match &inner {
                    None if self.may_open(at, Some(open.mark.level)) => inner = Some(Open { mark }),
                    Some(_) if mark.closes => inner = None,
                    _ => {}
                },
            }
        }
        if let Some(open) = outer {
            self.push(found, open.mark.token, self.paragraph.end, false);
        }
    }

    fn may_open(&self, at: usize, within: Option<Level>) -> bool {
        let mark = self.marks[at];
        if mark.level == Level::Double {
            let left_digit = mark.token > self.paragraph.start
                && !self.document.tokens[mark.token].space_before
                && is_digit(last_char(self.document, mark.token - 1));
            // Sloppy spacing (" so ") opens too, where nothing else is open.
            return !left_digit && (mark.opens || !mark.closes || self.stands_alone(mark.token));
        }
        if !mark.opens {
            return false;
        }
        let answered = self.next_close[at + 1];
        match (within, answered) {
            (Some(_), answer) => answer.is_some(),
            // A British utterance that goes on in the next paragraph has no closing mark in this one.
            (None, None) => {
                (mark.directed_open || mark.token == self.paragraph.start)
                    && self.next_paragraph_opens_single()
            }
            (None, Some(close)) => self.is_plausible_single(at, close),
        }
    }

    /// Between a single opening mark and its answer no double mark may be left open, and a pair that holds
    /// doubles must end as speech ends.
    fn is_plausible_single(&self, at: usize, close: usize) -> bool {
        let capital = first_char(self.document, self.marks[at].token + 1).is_some_and(char::is_uppercase);
        match self.next_double[at + 1] {
            Some(double) if double < close => {
                self.next_firm[at + 1].is_some() && (self.marks[at].directed_open || capital)
            }
            _ => true,
        }
    }

    fn stands_alone(&self, token: usize) -> bool {
        self.document.tokens[token].space_before
            && self.document.tokens.get(token + 1).is_some_and(|next| next.space_before)
    }

    fn next_paragraph_opens_single(&self) -> bool {
        self.document.paragraphs.get(self.number + 1).is_some_and(|next| {
            matches!(self.document.word(next.start), "‘" | "'")
                && self.document.tokens.get(next.start + 1).is_some_and(|after| !after.space_before)
        })
    }

    fn closes_outer(&self, at: usize, open: &Open, inner_open: bool) -> bool {
        let mark = self.marks[at];
        if mark.token == open.mark.token + 1 {
            return mark.level == Level::Double;
        }
        if mark.level == Level::Double {
            let nested_low =
                open.mark.directed_open && mark.directed_open && mark.opens && !self.glued_left(mark);
            return (mark.closes || self.stands_alone(mark.token)) && !nested_low;
        }
        if !mark.closes || inner_open && !mark.firm {
            return false;
        }
        mark.firm || !self.is_apostrophe_of_plural(at)
    }

    fn glued_left(&self, mark: Mark) -> bool {
        mark.token > self.paragraph.start && !self.document.tokens[mark.token].space_before
    }

    /// the ministers’ plan, goin’ home: inside of a stretch that a later mark closes better.
    fn is_apostrophe_of_plural(&self, at: usize) -> bool {
        let word = self.document.word(self.marks[at].token - 1);
        if !(word.ends_with('s') || word.ends_with("in") || word.ends_with('z') || word.ends_with('x')) {
            return false;
        }
        let Some(later) = self.next_close[at + 1] else { return false };
        !self.marks[at + 1..later].iter().any(|mark| mark.level == Level::Single && mark.opens)
    }

    fn push(&self, found: &mut Vec<Stretch>, open: usize, end: usize, closed: bool) {
        if open + 1 < end {
            found.push(Stretch { open, inner: open + 1..end, closed, paragraph: self.number });
        }
    }
}
