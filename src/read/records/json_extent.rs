//! Where a value of JSON ends, found by its brackets and strings as the bytes come, and whether it is well formed so far.
//!
//! It is no parser: what it lets pass may still be wrong. It sees early what would hide all that follows, such as a string
//! that is never closed, because after the next quotation mark stands what may not stand there.

use crate::read::encoding::Charset;

/// White space, among it the mark that parts the values of a JSON text sequence.
pub fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x1e
}

/// Follows a value's brackets and strings, byte by byte.
pub struct Scan {
    open: Vec<u8>,
    /// Inside of a string.
    pub in_string: bool,
    escaped: bool,
    /// The last byte outside of strings that was no white space: only some may follow it.
    last: u8,
    /// The next byte is the second half of a character.
    pub trail: bool,
    is_lead: fn(u8) -> bool,
    started: bool,
    /// The last bracket is closed.
    pub complete: bool,
    /// Something stands where it may not.
    pub malformed: bool,
    /// Where to go on after what is malformed was looked for.
    pub tried: bool,
}

impl Scan {
    /// Before the first byte of a value in a stream of which the set is known.
    pub fn new(charset: Charset) -> Scan {
        Scan {
            open: Vec::new(),
            in_string: false,
            escaped: false,
            last: 0,
            trail: false,
            is_lead: lead_bytes(charset),
            started: false,
            complete: false,
            malformed: false,
            tried: false,
        }
    }

    /// Whether a value that is no object or array ends before this byte.
    pub fn ends_before(&self, byte: u8, in_array: bool) -> bool {
        let parted =
            if in_array { matches!(byte, b',' | b']') } else { matches!(byte, b'\n' | b'{' | b'[' | 0x1e) };
        self.started && !self.in_string && !self.trail && self.open.is_empty() && parted
    }

    /// Whether a byte outside of strings may stand where it does.
    fn may_follow(&self, byte: u8) -> bool {
        match (self.last, byte) {
            (b'"', _) => matches!(byte, b',' | b':' | b']' | b'}'),
            (b':' | b',' | b'{' | b'[', b',') | (b':', b'}') => false,
            // In an object, what opens has a name before it.
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
    let (Charset::Named(encoding) | Charset::Around(encoding)) = charset else { return |_| false };
    match encoding.name() {
        "Shift_JIS" => |byte| matches!(byte, 0x81..=0x9f | 0xe0..=0xfc),
        "Big5" | "GBK" | "gb18030" => |byte| matches!(byte, 0x81..=0xfe),
        _ => |_| false,
    }
}
