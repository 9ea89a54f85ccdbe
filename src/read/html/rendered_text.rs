//! The text of a part of a page, with white space as a browser lays it out.
//!
//! Takes a node of a parsed page, gives its lines. Inline elements add nothing, white space of the markup is one blank, and
//! blocks and `<br>` begin a new line. `<pre>` keeps its lines, hidden elements and the readings of ruby are left out, and `<q>`
//! has its marks. Sources: CSS Text 3 (4.1, white space), HTML (15.3, which elements are blocks), `innerText`.
//!
//! The surprising decision: a line break of the source between two Chinese or Japanese characters is nothing, as CSS asks and as
//! readers of these languages expect; anywhere else it is a blank.

use dom_query::{NodeData, NodeId, NodeRef};

use crate::read::html::visibility::{is_hidden, is_never_text};

/// A line as a browser shows it, if the window were wide enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RenderedLine {
    /// Not empty, without line breaks, and without blanks at its ends.
    pub text: String,
    /// The innermost block that it is in.
    pub block: NodeId,
    /// Whether it begins a block; if not, `<br>` or a line of `<pre>` is before it.
    pub begins_block: bool,
    /// Characters that are in links, without white space.
    pub link_chars: usize,
    /// Characters that are bold, without white space.
    pub bold_chars: usize,
    /// All of its characters without white space.
    pub chars: usize,
}

/// The text of a node on one line: a blank where a block begins or ends.
pub(crate) fn rendered_line(node: &NodeRef<'_>) -> String {
    let lines = render_lines(node, |node| !is_hidden(node));
    lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Lines as one text: an empty line between blocks, a line break where `<br>` is.
pub(crate) fn join_lines(lines: &[RenderedLine]) -> String {
    let mut text = String::with_capacity(lines.iter().map(|line| line.text.len() + 2).sum());
    for line in lines {
        if !text.is_empty() {
            text.push_str(if line.begins_block { "\n\n" } else { "\n" });
        }
        text.push_str(&line.text);
    }
    text
}

/// The lines of a node. `is_shown` is asked about every element in it, hidden ones too; the node itself is always shown.
pub(crate) fn render_lines<'a>(
    node: &NodeRef<'a>,
    is_shown: impl Fn(&NodeRef<'a>) -> bool,
) -> Vec<RenderedLine> {
    let style =
        Style { block: node.id, is_link: false, is_bold: false, keeps_space: false, keeps_lines: false };
    let mut flow = Flow { lines: Vec::new(), line: None, style, gap: Gap::None, at_block: true };
    // A stack of its own: a page may nest deeper than calls can.
    let mut steps: Vec<Step<'a>> = vec![Step::Enter(*node)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(display, style) => flow.leave(display, style),
            Step::Enter(inner) => {
                if inner.id != node.id && inner.is_element() && !is_shown(&inner) {
                    continue;
                }
                if let Some(leave) = flow.enter(&inner) {
                    steps.push(leave);
                    steps.extend(inner.children_it(true).map(Step::Enter));
                }
            }
        }
    }
    flow.end_line();
    flow.lines
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Display, Style),
}

/// How an element is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Display {
    Inline,
    Block,
    /// A cell of a table of data: its row is one line.
    Cell,
    /// `<q>`: in quotation marks.
    Quotation,
}

/// What an element passes on to what is in it.
#[derive(Clone, Copy)]
struct Style {
    block: NodeId,
    is_link: bool,
    is_bold: bool,
    keeps_space: bool,
    keeps_lines: bool,
}

/// White space that is not written yet, because it may be at the end of a line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    /// White space with a line break of the source in it.
    SourceBreak,
    Blank,
}

struct Flow {
    lines: Vec<RenderedLine>,
    /// The line that is being written.
    line: Option<RenderedLine>,
    style: Style,
    gap: Gap,
    /// Whether the next line begins a block.
    at_block: bool,
}

impl Flow {
    /// Writes a text, or opens an element and says how it is left; `None` if there is nothing in it.
    fn enter<'a>(&mut self, node: &NodeRef<'a>) -> Option<Step<'a>> {
        let outer = self.style;
        let display = node.query_or(None, |tree_node| match &tree_node.data {
            NodeData::Text { contents } => {
                self.write(contents);
                None
            }
            NodeData::Element(element) => {
                let tag = &*element.name.local;
                if is_never_text(tag) {
                    return None;
                }
                if tag == "br" {
                    self.end_line();
                    return None;
                }
                let style = element.attrs.iter().find(|attribute| &*attribute.name.local == "style");
                let style = style.map(|style| style.value.to_ascii_lowercase()).unwrap_or_default();
                self.style.is_link |=
                    tag == "a" && element.attrs.iter().any(|attribute| &*attribute.name.local == "href");
                self.style.is_bold |= matches!(tag, "b" | "strong");
                self.style.keeps_space |= matches!(tag, "pre" | "textarea" | "listing" | "xmp");
                self.set_white_space(&style);
                Some(display_of(tag, &style))
            }
            _ => Some(Display::Inline),
        })?;
        let display = match display {
            Display::Cell if is_cell_of_layout(node) => Display::Block,
            Display::Quotation if self.has_marks(node) => Display::Inline,
            display => display,
        };
        match display {
            Display::Block => {
                self.end_block();
                self.style.block = node.id;
            }
            Display::Cell => self.gap = self.gap.max(Gap::Blank),
            Display::Quotation => self.write_quotation_mark("“"),
            Display::Inline => {}
        }
        Some(Step::Leave(display, outer))
    }

    fn leave(&mut self, display: Display, outer: Style) {
        match display {
            Display::Block => self.end_block(),
            Display::Cell => self.gap = self.gap.max(Gap::Blank),
            Display::Quotation => self.write_quotation_mark("”"),
            Display::Inline => {}
        }
        self.style = outer;
    }

    fn set_white_space(&mut self, style: &str) {
        let Some((_, value)) = style.split_once("white-space:") else { return };
        let value = value.split(';').next().unwrap_or_default().trim();
        self.style.keeps_space = value.starts_with("pre") && value != "pre-line" || value == "break-spaces";
        self.style.keeps_lines = value == "pre-line";
    }

    fn write(&mut self, text: &str) {
        let keeps_lines = self.style.keeps_space || self.style.keeps_lines;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c);
            let end = rest.bytes().position(is_space).unwrap_or(rest.len());
            if end > 0 {
                self.write_word(&rest[..end]);
                rest = &rest[end..];
                continue;
            }
            if keeps_lines && c == '\n' {
                self.end_line();
            } else if self.style.keeps_space && self.line.is_some() {
                self.gap = Gap::Blank;
            } else {
                self.gap = self.gap.max(Gap::Blank);
                if matches!(c, '\n' | '\r') {
                    self.gap = Gap::SourceBreak;
                }
            }
            rest = &rest[1..];
            // Blanks around a line break of the source belong to it.
            if self.gap == Gap::SourceBreak {
                rest = rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{c}']);
            }
        }
    }

    fn write_word(&mut self, word: &str) {
        let style = self.style;
        let begins_block = self.at_block;
        let line = self.line.get_or_insert_with(|| RenderedLine {
            text: String::new(),
            block: style.block,
            begins_block,
            link_chars: 0,
            bold_chars: 0,
            chars: 0,
        });
        if !line.text.is_empty() {
            let is_joined = || {
                line.text.chars().next_back().is_some_and(is_wide) && word.chars().next().is_some_and(is_wide)
            };
            if self.gap == Gap::Blank || self.gap == Gap::SourceBreak && !is_joined() {
                line.text.push(' ');
            }
        }
        self.gap = Gap::None;
        let chars = word.chars().count();
        line.chars += chars;
        line.link_chars += if style.is_link { chars } else { 0 };
        line.bold_chars += if style.is_bold { chars } else { 0 };
        line.text.push_str(word);
    }

    /// Whether the writer of a `<q>` has written marks as well.
    fn has_marks(&self, quotation: &NodeRef<'_>) -> bool {
        let is_mark = |c: char| "\"'“”„«»‘’‚‹›「『".contains(c);
        let before = self
            .line
            .as_ref()
            .filter(|_| self.gap == Gap::None)
            .and_then(|line| line.text.chars().next_back());
        before.is_some_and(is_mark) || quotation.text().trim_start().starts_with(is_mark)
    }

    fn write_quotation_mark(&mut self, mark: &str) {
        // A blank before the end of the quotation belongs after it.
        let gap = if mark == "”" { std::mem::replace(&mut self.gap, Gap::None) } else { Gap::None };
        self.write_word(mark);
        self.gap = gap;
    }

    fn end_line(&mut self) {
        self.gap = Gap::None;
        let Some(mut line) = self.line.take() else { return };
        let text = line.text.trim();
        if text.is_empty() {
            return;
        }
        if text.len() < line.text.len() {
            line.text = text.to_string();
        }
        self.at_block = false;
        self.lines.push(line);
    }

    fn end_block(&mut self) {
        self.end_line();
        self.at_block = true;
    }
}

/// Whether a line break before or after the character is nothing: Chinese and Japanese, not Korean, which has blanks.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{30ff}' | '\u{3105}'..='\u{312f}' | '\u{31a0}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

fn display_of(tag: &str, style: &str) -> Display {
    if let Some((_, value)) = style.split_once("display:") {
        let value = value.split([';', '!']).next().unwrap_or_default().trim();
        match value {
            "inline" | "inline-block" | "contents" => return Display::Inline,
            "block" | "list-item" | "flex" | "grid" | "flow-root" | "table" => return Display::Block,
            _ => {}
        }
    }
    match tag {
        "td" | "th" => Display::Cell,
        "q" => Display::Quotation,
        _ if is_block_tag(tag) => Display::Block,
        _ => Display::Inline,
    }
}

/// Whether browsers lay an element out as a block, if no style sheet says otherwise; cells of tables count.
pub(crate) fn is_block_tag(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "button"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "textarea"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}

/// A longer cell is text that a table lays out.
const MAX_DATA_CELL_CHARS: usize = 120;

/// Whether a cell of a table holds blocks, or text that is longer than data.
fn is_cell_of_layout(cell: &NodeRef<'_>) -> bool {
    let mut chars = 0;
    cell.descendants_it().any(|node| {
        node.query_or(false, |inner| match &inner.data {
            NodeData::Element(element) => is_block_tag(&element.name.local),
            NodeData::Text { contents } => {
                chars += contents.chars().filter(|c| !c.is_whitespace()).count();
                chars > MAX_DATA_CELL_CHARS
            }
            _ => false,
        })
    })
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::{is_hidden, join_lines, render_lines, rendered_line};

    fn text(html: &str) -> String {
        join_lines(&render_lines(&Document::from(html).body().unwrap(), |node| !is_hidden(node)))
    }

    #[test]
    fn inline_elements_add_nothing() {
        for (html, shown) in [
            (
                "<p><span class=drop>T</span>he opera<b>tor</b>’s <a href=x>e</a>-mail of the 3<sup>rd</sup></p>",
                "The operator’s e-mail of the 3rd",
            ),
            (
                "<p>“<em>No</em>,” <abbr>Dr</abbr>. <font color=red>Mc</font>Gill <mark>said</mark>.</p>",
                "“No,” Dr. McGill said.",
            ),
            ("<p>Der Hafen<i>meister</i> und die <u>In</u>sel</p>", "Der Hafenmeister und die Insel"),
            ("<p>港の<a href=x>市場</a>は<strong>閉鎖</strong>された。</p>", "港の市場は閉鎖された。"),
            ("<p>antidis<wbr>establish<!-- x -->ment</p>", "antidisestablishment"),
            ("<p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の町</p>", "港の町"),
        ] {
            assert_eq!(text(html), shown);
        }
    }

    #[test]
    fn white_space_of_the_source_is_one_blank() {
        assert_eq!(
            text("<p>\n  The pier \n\t of\r\nTarn <b> is </b> closed\n</p>\n"),
            "The pier of Tarn is closed"
        );
        assert_eq!(text("<p>the <b>\n old</b>\n<i>pier</i></p>"), "the old pier");
        assert_eq!(text("<p>항구의\n시장</p>"), "항구의 시장");
    }

    #[test]
    fn a_source_line_break_within_chinese_and_japanese_is_nothing() {
        assert_eq!(text("<p>港の市場は\n  閉鎖された。\n「困る」と</p>"), "港の市場は閉鎖された。「困る」と");
        assert_eq!(text("<p>市場 Tarn\n閉鎖</p>"), "市場 Tarn 閉鎖");
    }

    #[test]
    fn blocks_and_breaks_separate() {
        let html = "Intro<p>One<br>two<div>three</div><ul><li>four<li>five</ul><h2>six</h2>seven";
        assert_eq!(text(html), "Intro\n\nOne\ntwo\n\nthree\n\nfour\n\nfive\n\nsix\n\nseven");
        assert_eq!(text("a<span style='display: block'>b</span>c"), "a\n\nb\n\nc");
        let document = Document::from("<h1>One <span>two</span><br>three</h1>");
        assert_eq!(rendered_line(&document.body().unwrap()), "One two three");
    }

    #[test]
    fn preformatted_lines_stay_lines() {
        assert_eq!(text("<pre>one\n  two\n\nthree</pre>"), "one\ntwo\nthree");
        assert_eq!(text("<p style='white-space:pre-line'>one\ntwo</p>"), "one\ntwo");
    }

    #[test]
    fn tables_of_data_have_rows_and_tables_of_layout_have_blocks() {
        assert_eq!(
            text("<table><tr><td>Arden</td><td>3</td></tr><tr><td>Sund<td>1</table>"),
            "Arden 3\n\nSund 1"
        );
        assert_eq!(text("<table><tr><td>Home<td>Story<p>Text</table>"), "Home\n\nStory\n\nText");
    }

    #[test]
    fn quotations_have_marks() {
        assert_eq!(
            text("<p><q>No</q>, she said, “<q>never</q>”, <q>«jamais» </q>.</p>"),
            "“No”, she said, “never”, «jamais» ."
        );
    }

    #[test]
    fn hidden_elements_and_denied_ones_are_left_out() {
        assert_eq!(text("<p>One<span class=sr-only>, opens a window</span>.<p hidden>x"), "One.");
        let document = Document::from("<p>One <i>two</i> <b><a href=x>three</a></b></p>");
        let lines = render_lines(&document.body().unwrap(), |node| !is_hidden(node) && !node.has_name("i"));
        assert_eq!(
            (lines[0].text.as_str(), lines[0].link_chars, lines[0].bold_chars, lines[0].chars),
            ("One three", 5, 5, 8)
        );
    }
}
