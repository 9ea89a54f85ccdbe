//! Where a value of JSON ends, found by its brackets and strings as the bytes come, and whether it is well formed so far.
//!
//! It is no parser: what it accepts may still be wrong. It sees early what would hide everything that follows, such as a
//! string that is never closed, because the byte after the next quotation mark is one that may not follow a string.

use crate::read::encoding::Charset;

/// White space, including the separator of values in a JSON text sequence.
pub(crate) fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x1e
}

/// Follows a value's brackets and strings, byte by byte.
pub(crate) struct JsonScan {
    open: Vec<u8>,
    /// Whether the next byte is inside a string.
    pub in_string: bool,
    escaped: bool,
    /// The last byte outside strings that was no white space: it decides which may follow.
    last: u8,
    /// Whether the next byte is the second half of a character.
    pub trail: bool,
    is_lead: fn(u8) -> bool,
    started: bool,
    /// Whether the last bracket is closed.
    pub complete: bool,
    /// Whether something is where it may not be.
    pub malformed: bool,
}

impl JsonScan {
    /// Before the first byte of a value in a stream in a character set.
    pub fn new(charset: Charset) -> JsonScan {
        JsonScan {
            open: Vec::new(),
            in_string: false,
            escaped: false,
            last: 0,
            trail: false,
            is_lead: lead_bytes(charset),
            started: false,
            complete: false,
            malformed: false,
        }
    }

    /// Whether a value that is no object or array ends before this byte.
    pub fn ends_before(&self, byte: u8, in_array: bool) -> bool {
        let is_separator =
            if in_array { matches!(byte, b',' | b']') } else { matches!(byte, b'\n' | b'{' | b'[' | 0x1e) };
        self.started && !self.in_string && !self.trail && self.open.is_empty() && is_separator
    }

    /// Whether a byte outside strings may follow the last one.
    fn may_follow(&self, byte: u8) -> bool {
        match (self.last, byte) {
            (b'"', _) => matches!(byte, b',' | b':' | b']' | b'}'),
            (b':' | b',' | b'{' | b'[', b',') | (b':', b'}') => false,
            // In an object, a value has a name before it.
            (_, b'{' | b'[') => self.last == b':' || self.open.last() != Some(&b'{'),
            _ => true,
        }
    }

    /// Takes the next byte.
    pub fn push(&mut self, byte: u8) {
        self.started = true;
        if std::mem::take(&mut self.trail) {
            return;
        }
        self.trail = (self.is_lead)(byte);
        if self.in_string {
            match byte {
                _ if std::mem::take(&mut self.escaped) => {}
                b'\\' => self.escaped = true,
                b'"' => (self.in_string, self.last) = (false, b'"'),
                b'\n' => self.malformed = true,
                _ => {}
            }
            return;
        }
        if byte.is_ascii_whitespace() {
            return;
        }
        self.malformed |= !self.may_follow(byte);
        self.last = byte;
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.open.push(byte),
            b'}' | b']' => {
                let opened = self.open.pop();
                self.malformed |= opened != Some(if byte == b'}' { b'{' } else { b'[' });
                self.complete = self.open.is_empty();
            }
            _ => {}
        }
    }
}

/// In some sets the second byte of a character may look like a bracket or a backslash.
fn lead_bytes(charset: Charset) -> fn(u8) -> bool {
    let (Charset::Named(encoding) | Charset::Surrounding(encoding)) = charset else { return |_| false };
    match encoding.name() {
        "Shift_JIS" => |byte| matches!(byte, 0x81..=0x9f | 0xe0..=0xfc),
        "Big5" | "GBK" | "gb18030" => |byte| matches!(byte, 0x81..=0xfe),
        _ => |_| false,
    }
}
