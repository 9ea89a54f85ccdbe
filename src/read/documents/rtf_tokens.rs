//! RTF as tokens: groups, control words, bytes of text (RTF 1.9.1).
//!
//! A crate was tried first: rtf-parser 0.4 loses curly quotation marks and lets headers into the text, rtf-parser-tt 0.6
//! builds the whole document in memory, which page scans make hundreds of megabytes. This one streams, and skips what
//! `\bin` announces without looking at it.

use std::io::{self, BufRead};

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RtfToken {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` with its number, if it has one.
    Word(String, Option<i32>),
    /// `\'hh`, or a byte of text.
    Byte(u8),
    /// `\~` and its like.
    Symbol(u8),
}

/// The tokens of a stream.
pub(crate) struct RtfTokens<R> {
    stream: R,
    /// How many bytes were read.
    pub offset: u64,
}

/// A longer control word is none.
const MAX_WORD_BYTES: usize = 32;

impl<R: BufRead> RtfTokens<R> {
    /// Over a stream that begins with `{\rtf`.
    pub fn new(stream: R) -> RtfTokens<R> {
        RtfTokens { stream, offset: 0 }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.stream.fill_buf()?.first().copied())
    }

    fn next_byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.peek()?;
        if byte.is_some() {
            self.stream.consume(1);
            self.offset += 1;
        }
        Ok(byte)
    }

    /// Skips the bytes of a picture that stand as they are.
    fn skip(&mut self, count: u64) -> io::Result<()> {
        let mut left = count;
        while left > 0 {
            let ready = self.stream.fill_buf()?.len() as u64;
            if ready == 0 {
                break;
            }
            let taken = ready.min(left);
            self.stream.consume(taken as usize);
            self.offset += taken;
            left -= taken;
        }
        Ok(())
    }

    /// The next token; `None` at the end.
    pub fn next_token(&mut self) -> io::Result<Option<RtfToken>> {
        loop {
            let Some(byte) = self.next_byte()? else { return Ok(None) };
            return Ok(Some(match byte {
                b'{' => RtfToken::Open,
                b'}' => RtfToken::Close,
                b'\r' | b'\n' | 0 => continue,
                b'\\' => match self.control()? {
                    Some(token) => token,
                    None => continue,
                },
                byte => RtfToken::Byte(byte),
            }));
        }
    }

    /// What follows a backslash; `None` where it is skipped.
    fn control(&mut self) -> io::Result<Option<RtfToken>> {
        let Some(first) = self.peek()? else { return Ok(None) };
        if !first.is_ascii_alphabetic() {
            self.next_byte()?;
            return Ok(Some(match first {
                b'\'' => RtfToken::Byte(self.hex_byte()?),
                b'{' | b'}' | b'\\' => RtfToken::Byte(first),
                b'\r' | b'\n' => RtfToken::Word("par".into(), None),
                symbol => RtfToken::Symbol(symbol),
            }));
        }
        let mut word = String::new();
        while let Some(byte) = self.peek()?.filter(u8::is_ascii_alphabetic)
            && word.len() < MAX_WORD_BYTES
        {
            word.push(char::from(byte));
            self.next_byte()?;
        }
        let number = self.number()?;
        if self.peek()? == Some(b' ') {
            self.next_byte()?;
        }
        if word == "bin" {
            self.skip(number.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))?;
            return Ok(None);
        }
        Ok(Some(RtfToken::Word(word, number.map(|number| number as i32))))
    }

    fn number(&mut self) -> io::Result<Option<i64>> {
        const MAX_DIGITS: usize = 10;
        let is_negative = self.peek()? == Some(b'-');
        if is_negative {
            self.next_byte()?;
        }
        let (mut number, mut digits) = (0i64, 0);
        while let Some(digit) = self.peek()?.filter(u8::is_ascii_digit)
            && digits < MAX_DIGITS
        {
            number = number * 10 + i64::from(digit - b'0');
            digits += 1;
            self.next_byte()?;
        }
        Ok((digits > 0).then_some(if is_negative { -number } else { number }))
    }

    fn hex_byte(&mut self) -> io::Result<u8> {
        let mut value = 0u8;
        for _ in 0..2 {
            let Some(digit) = self.peek()?.and_then(|byte| char::from(byte).to_digit(16)) else { break };
            value = value << 4 | digit as u8;
            self.next_byte()?;
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tokens(rtf: &[u8]) -> Vec<RtfToken> {
        let mut tokens = RtfTokens::new(rtf);
        std::iter::from_fn(|| tokens.next_token().unwrap()).collect()
    }

    #[test]
    fn binary_data_is_skipped_whatever_is_in_it() {
        let found = tokens(b"{\\pict\\bin4 {\\}}a\\'e9\\u8217?}");
        let word = |word: &str, number| RtfToken::Word(word.into(), number);
        let expected = [
            RtfToken::Open,
            word("pict", None),
            RtfToken::Byte(b'a'),
            RtfToken::Byte(0xe9),
            word("u", Some(8217)),
            RtfToken::Byte(b'?'),
            RtfToken::Close,
        ];
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(rtf in proptest::collection::vec(any::<u8>(), 0..200)) {
            tokens(&rtf);
        }
    }
}
