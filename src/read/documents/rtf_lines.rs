//! An RTF document as lines of text, one at a time, each with its place in the file.
//!
//! Headers, footers, pictures, instructions of fields and whatever else is not the text are left out by their destinations. A row
//! of a table is a line whose cells have tabs between them; a further paragraph in a cell is a line that begins with a tab.

use std::collections::{HashMap, VecDeque};
use std::io::{self, BufRead};

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::read::documents::rtf_charsets;
use crate::read::documents::rtf_tokens::{RtfToken, RtfTokens};

/// Groups inside one another: no program writes a hundredth of it.
const MAX_DEPTH: usize = 10_000;

/// The most bytes of a line: a longer one is cut, and the rest is the next line.
const MAX_LINE_BYTES: usize = 8 << 20;

/// A line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RtfLine {
    /// Its text, decoded.
    pub text: String,
    /// Where it begins in the file.
    pub offset: u64,
    /// Whether its outline level is the first.
    pub is_heading: bool,
    /// Whether it is centred.
    pub is_centred: bool,
    /// Whether a page begins with it.
    pub begins_page: bool,
}

/// What a group inherits and may change.
#[derive(Clone)]
struct GroupState {
    /// Whether its text is no text of the document.
    is_hidden: bool,
    /// How many characters after `\u` stand for it in programs that do not know it.
    fallback_chars: usize,
    encoding: &'static Encoding,
    in_table: bool,
    is_centred: bool,
    is_heading: bool,
    /// Whether it is the table of fonts.
    in_fonts: bool,
}

/// The lines of a document.
pub(crate) struct RtfLines<R> {
    tokens: RtfTokens<R>,
    state: GroupState,
    outer: Vec<GroupState>,
    /// Whether `\*` was the last token: what is not known is left out.
    is_optional: bool,
    /// How many characters are left that stand for the one before.
    skip_chars: usize,
    /// Bytes of text that are not decoded yet: a character may have two.
    bytes: Vec<u8>,
    /// The first half of a character beyond the basic plane.
    surrogate: Option<u16>,
    default_encoding: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    font: i32,
    line: RtfLine,
    /// Whether the line has begun.
    has_begun: bool,
    /// Paragraphs of the open cell, and the cells before it.
    cell: String,
    cells: Vec<String>,
    ready: VecDeque<RtfLine>,
    is_done: bool,
}

impl<R: BufRead> RtfLines<R> {
    /// Over a stream that begins with `{\rtf`.
    pub fn new(stream: R) -> RtfLines<R> {
        RtfLines {
            tokens: RtfTokens::new(stream),
            state: GroupState {
                is_hidden: false,
                fallback_chars: 1,
                encoding: WINDOWS_1252,
                in_table: false,
                is_centred: false,
                is_heading: false,
                in_fonts: false,
            },
            outer: Vec::new(),
            is_optional: false,
            skip_chars: 0,
            bytes: Vec::new(),
            surrogate: None,
            default_encoding: WINDOWS_1252,
            fonts: HashMap::new(),
            font: 0,
            line: RtfLine::default(),
            has_begun: false,
            cell: String::new(),
            cells: Vec::new(),
            ready: VecDeque::new(),
            is_done: false,
        }
    }

    /// Where reading has got to in the file.
    pub fn offset(&self) -> u64 {
        self.tokens.offset
    }

    /// The next line; `None` at the end.
    ///
    /// # Errors
    /// Where the stream cannot be read, or groups are nested too deep.
    pub fn next_line(&mut self) -> io::Result<Option<RtfLine>> {
        loop {
            if let Some(line) = self.ready.pop_front() {
                return Ok(Some(line));
            }
            if self.is_done {
                return Ok(None);
            }
            let before = self.tokens.offset;
            match self.tokens.next_token()? {
                None => {
                    self.is_done = true;
                    self.end_row();
                    self.end_line();
                }
                Some(RtfToken::Open) => self.open_group()?,
                Some(RtfToken::Close) => self.close_group(),
                Some(RtfToken::Byte(byte)) => self.take_byte(byte, before),
                Some(RtfToken::Symbol(symbol)) => self.take_symbol(symbol, before),
                Some(RtfToken::Word(word, number)) => self.take_word(&word, number, before),
            }
        }
    }

    fn open_group(&mut self) -> io::Result<()> {
        self.decode_bytes();
        if self.outer.len() >= MAX_DEPTH {
            return Err(io::Error::other(format!(
                "it has more than {MAX_DEPTH} groups inside one another, and no program writes such a document"
            )));
        }
        self.outer.push(self.state.clone());
        self.is_optional = false;
        self.skip_chars = 0;
        Ok(())
    }

    fn close_group(&mut self) {
        self.decode_bytes();
        self.skip_chars = 0;
        self.is_optional = false;
        if let Some(outer) = self.outer.pop() {
            self.state = outer;
        }
    }

    fn take_byte(&mut self, byte: u8, at: u64) {
        self.is_optional = false;
        if self.skip_chars > 0 {
            self.skip_chars -= 1;
        } else if !self.state.is_hidden {
            self.begin_line(at);
            self.bytes.push(byte);
            if self.line.text.len() + self.bytes.len() > MAX_LINE_BYTES {
                self.end_line();
            }
        }
    }

    fn take_symbol(&mut self, symbol: u8, at: u64) {
        if symbol == b'*' {
            self.is_optional = true;
            return;
        }
        if self.skip_chars > 0 {
            self.skip_chars -= 1;
            return;
        }
        match symbol {
            b'~' => self.add_text("\u{a0}", at),
            b'_' => self.add_text("-", at),
            _ => {}
        }
    }

    fn take_word(&mut self, word: &str, number: Option<i32>, at: u64) {
        let is_optional = std::mem::take(&mut self.is_optional);
        if word != "u" {
            self.decode_bytes();
        }
        if is_optional || is_no_text(word) {
            self.state.is_hidden = true;
            self.state.in_fonts = word == "fonttbl";
            return;
        }
        match word {
            "u" => self.take_code_unit(number.unwrap_or(0), at),
            "uc" => self.state.fallback_chars = usize::try_from(number.unwrap_or(1)).unwrap_or(1),
            "par" | "line" | "lbr" | "softline" | "row" | "cell" | "nestcell" | "sect" | "page" | "pard"
            | "column" | "trowd" | "softpage" => self.take_break(word),
            "ansicpg" => self.set_default_encoding(rtf_charsets::of_code_page(number.unwrap_or(0))),
            "mac" => self.set_default_encoding(encoding_rs::MACINTOSH),
            "f" => self.take_font(number.unwrap_or(0)),
            "fcharset" if self.state.in_fonts => {
                let encoding = rtf_charsets::of_font(number.unwrap_or(1)).unwrap_or(self.default_encoding);
                self.fonts.insert(self.font, encoding);
            }
            "plain" => self.state.encoding = self.default_encoding,
            "v" | "deleted" => self.state.is_hidden = number != Some(0),
            "intbl" => self.state.in_table = true,
            "qc" => self.state.is_centred = true,
            "ql" | "qr" | "qj" => self.state.is_centred = false,
            "outlinelevel" => self.state.is_heading = number == Some(0),
            _ => {
                if let Some(sign) = sign_of_word(word) {
                    self.add_text(sign, at);
                }
            }
        }
    }

    fn take_break(&mut self, word: &str) {
        match word {
            "pard" => {
                (self.state.in_table, self.state.is_centred, self.state.is_heading) = (false, false, false);
            }
            _ if self.state.is_hidden => {}
            "par" | "line" | "lbr" | "softline" if self.state.in_table => {
                self.cell.push_str(&std::mem::take(&mut self.line.text));
                self.cell.push('\n');
            }
            "cell" | "nestcell" => {
                self.cell.push_str(&std::mem::take(&mut self.line.text));
                self.cells.push(std::mem::take(&mut self.cell));
            }
            "row" => self.end_row(),
            "trowd" => {}
            _ => {
                self.end_row();
                self.end_line();
                if matches!(word, "page" | "sect") {
                    self.line.begins_page = true;
                }
            }
        }
    }

    fn set_default_encoding(&mut self, encoding: &'static Encoding) {
        self.default_encoding = encoding;
        self.state.encoding = encoding;
    }

    fn take_font(&mut self, number: i32) {
        self.font = number;
        if !self.state.in_fonts {
            self.state.encoding = self.fonts.get(&number).copied().unwrap_or(self.default_encoding);
        }
    }

    /// A character by the number of its UTF-16 code unit.
    fn take_code_unit(&mut self, number: i32, at: u64) {
        self.decode_bytes();
        self.skip_chars = self.state.fallback_chars;
        let unit = (number & 0xffff) as u16;
        let text = match (self.surrogate.take(), unit) {
            (_, 0xd800..=0xdbff) => {
                self.surrogate = Some(unit);
                return;
            }
            (Some(high), 0xdc00..=0xdfff) => String::from_utf16_lossy(&[high, unit]),
            _ => String::from_utf16_lossy(&[unit]),
        };
        self.add_text(&text, at);
    }

    fn add_text(&mut self, text: &str, at: u64) {
        self.decode_bytes();
        if !self.state.is_hidden {
            self.begin_line(at);
            self.line.text.push_str(text);
        }
    }

    fn begin_line(&mut self, at: u64) {
        if !self.has_begun {
            self.has_begun = true;
            self.line.offset = at;
        }
        self.line.is_centred |= self.state.is_centred;
        self.line.is_heading |= self.state.is_heading;
    }

    fn decode_bytes(&mut self) {
        if !self.bytes.is_empty() {
            let (text, _) = self.state.encoding.decode_without_bom_handling(&self.bytes);
            self.line.text.push_str(&text);
            self.bytes.clear();
        }
    }

    fn end_line(&mut self) {
        self.decode_bytes();
        let line = std::mem::take(&mut self.line);
        if self.has_begun {
            self.ready.push_back(line);
        } else {
            // An empty one; what follows begins the page.
            self.line.begins_page = line.begins_page;
        }
        self.has_begun = false;
    }

    /// Gives the open row as lines.
    fn end_row(&mut self) {
        self.decode_bytes();
        if self.cells.is_empty() && self.cell.is_empty() {
            return;
        }
        let rest = std::mem::take(&mut self.line.text);
        let mut cell = std::mem::take(&mut self.cell);
        cell.push_str(&rest);
        let mut cells = std::mem::take(&mut self.cells);
        if !cell.trim().is_empty() {
            cells.push(cell);
        }
        let row = cells.iter().map(|cell| cell.trim_end_matches('\n')).collect::<Vec<_>>().join("\t");
        let head = std::mem::take(&mut self.line);
        for (number, text) in row.split('\n').enumerate() {
            let text = if number == 0 { text.to_string() } else { format!("\t{text}") };
            let begins_page = head.begins_page && number == 0;
            self.ready.push_back(RtfLine { text, begins_page, ..head.clone() });
        }
        self.has_begun = false;
    }
}

/// Whether a group that begins with a word holds no text of the document.
fn is_no_text(word: &str) -> bool {
    matches!(
        word,
        "fonttbl"
            | "colortbl"
            | "stylesheet"
            | "info"
            | "pict"
            | "object"
            | "fldinst"
            | "nonshppict"
            | "shppict"
            | "header"
            | "headerl"
            | "headerr"
            | "headerf"
            | "footer"
            | "footerl"
            | "footerr"
            | "footerf"
            | "footnote"
            | "annotation"
            | "themedata"
            | "colorschememapping"
            | "datastore"
            | "latentstyles"
            | "listtable"
            | "listoverridetable"
            | "rsidtbl"
            | "generator"
            | "xmlnstbl"
            | "filetbl"
            | "revtbl"
            | "bkmkstart"
            | "bkmkend"
            | "pntext"
            | "listtext"
            | "private"
            | "template"
            | "wgrffmtfilter"
    )
}

/// The sign that a control word stands for.
fn sign_of_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" => " ",
        _ => return None,
    })
}

/// Whether bytes begin as RTF does.
pub(crate) fn looks_like_rtf(head: &[u8]) -> bool {
    head.trim_ascii_start().starts_with(b"{\\rtf")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rtf: &str) -> Vec<String> {
        let mut lines = RtfLines::new(rtf.as_bytes());
        std::iter::from_fn(|| lines.next_line().unwrap()).map(|line| line.text).collect()
    }

    #[test]
    fn only_the_text_of_a_document_is_given() {
        let rtf = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}}{\info{\title No}}{\header Page 1\par}
{\*\generator x}{\field{\*\fldinst HYPERLINK x}{\fldrslt Tide}}\'92s \u8220?high\u8221?\par{\f1 \'cc\'fd\'f0}\par{\pict 89}End\~it}";
        assert_eq!(lines(rtf), ["Tide’s “high”", "Мэр", "End\u{a0}it"]);
    }

    #[test]
    fn a_row_is_a_line_and_a_further_paragraph_of_a_cell_begins_with_a_tab() {
        let rtf =
            r"{\rtf1 \trowd{\pard\intbl LP\cell}{\pard\intbl One.\par Two.\cell}\row\pard Document X\par}";
        assert_eq!(lines(rtf), ["LP\tOne.", "\tTwo.", "Document X"]);
    }

    #[test]
    fn groups_without_end_are_an_error_and_a_million_in_order_are_none() {
        let mut nested = RtfLines::new(std::io::BufReader::new(std::io::Read::chain(
            &b"{\\rtf1 "[..],
            std::io::Read::take(std::io::repeat(b'{'), 1_000_000),
        )));
        assert!(nested.next_line().unwrap_err().to_string().contains("groups inside one another"));
        let in_order = format!("{{\\rtf1 {}It is late.}}", "{\\b}".repeat(100_000));
        assert_eq!(lines(&in_order), ["It is late."]);
    }

    #[test]
    fn characters_beyond_the_basic_plane_and_two_byte_sets_are_decoded() {
        assert_eq!(lines(r"{\rtf1\uc1 \u-10179?\u-8704?\par}"), ["😀"]);
        assert_eq!(lines(r"{\rtf1\ansicpg932 \'93\'fa\'96{\b \'7b}\par}").len(), 1);
    }
}
