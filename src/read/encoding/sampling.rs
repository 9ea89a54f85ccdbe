//! One answer for the character set of a whole file, from those of its records that are not UTF-8.
//!
//! A short record does not tell Polish from French; the records around it do. Each record is looked at as it is cut, on the
//! reader's thread and in the file's order, so that the answer does not depend on how many workers there are. A record that
//! is something else than the rest is outvoted, and decoded by its own looks where it is long enough to have any.

use std::collections::BTreeMap;

use chardetng::EncodingDetector;
use encoding_rs::Encoding;

use crate::read::encoding;
use crate::read::encoding::Charset;

/// So many bytes of such records are enough.
const ENOUGH: usize = 1 << 20;

/// So many bytes beyond ASCII make a record's own looks a vote.
const VOTE: usize = 6;

/// What is known of a stream's character set, and what its records add to it.
pub enum Sampling {
    /// The same for every record.
    Settled(Charset),
    /// It is asked of the records.
    Open(Box<Sample>),
}

/// The records of a stream that are not UTF-8, so far.
pub struct Sample {
    together: EncodingDetector,
    votes: BTreeMap<&'static str, (usize, &'static Encoding)>,
    fed: usize,
    answer: Option<&'static Encoding>,
}

impl Sampling {
    /// Of a stream that is known to hold lines and begins so.
    pub fn of_lines(head: &[u8]) -> Sampling {
        let mut sample =
            Sample { together: EncodingDetector::new(), votes: BTreeMap::new(), fed: 0, answer: None };
        for line in head.split(|&byte| byte == b'\n') {
            sample.feed(line);
        }
        sample.conclude();
        Sampling::Open(Box::new(sample))
    }

    /// What is known of the next record.
    pub fn of_record(&mut self, bytes: &[u8]) -> Charset {
        let sample = match self {
            Sampling::Settled(charset) => return *charset,
            Sampling::Open(sample) => sample,
        };
        // What stood in the stream's head is fed twice; that changes no answer.
        if sample.fed < ENOUGH && sample.feed(bytes) {
            sample.conclude();
        }
        sample.charset()
    }

    /// What is known so far.
    pub fn so_far(&self) -> Charset {
        match self {
            Sampling::Settled(charset) => *charset,
            Sampling::Open(sample) => sample.charset(),
        }
    }
}

impl Sample {
    fn charset(&self) -> Charset {
        self.answer.map_or(Charset::Unknown, Charset::Around)
    }

    /// Takes a record that is not UTF-8; says whether it was one.
    fn feed(&mut self, bytes: &[u8]) -> bool {
        let bytes = &bytes[..bytes.len().min(ENOUGH)];
        // One that is UTF-8 but for its cut end is UTF-8.
        let is_utf_8 = match std::str::from_utf8(bytes) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none(),
        };
        if is_utf_8 {
            return false;
        }
        self.together.feed(bytes, false);
        self.together.feed(b"\n", false);
        self.fed += bytes.len();
        let beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
        if beyond >= VOTE {
            let own = encoding::guess(bytes);
            self.votes.entry(own.name()).or_insert((0, own)).0 += 1;
        }
        true
    }

    /// All records together decide, unless most of them say otherwise: one of them may be no text
    /// at all, or a long one of another script.
    fn conclude(&mut self) {
        if self.fed == 0 {
            return;
        }
        let together = encoding::widest(self.together.guess(None, false));
        let all: usize = self.votes.values().map(|(count, _)| count).sum();
        let most = self.votes.values().max_by_key(|(count, _)| *count);
        self.answer = Some(match most {
            Some((count, voted)) if all > 2 && count * 10 > all * 6 => voted,
            _ => together,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{SHIFT_JIS, WINDOWS_1252};

    #[test]
    fn short_records_get_the_answer_of_all() {
        let lines =
            ["Wójt gminy żąda", "zażółć gęślą jaźń", "Łódź się cieszy", "że będą ćwiczyć śpiew"].join("\n");
        let (bytes, ..) = encoding_rs::ISO_8859_2.encode(&lines);
        let mut sampling = Sampling::of_lines(&bytes);
        let record = &b"\xb3\xf3dka"[..];
        let decoded = encoding::decode(record, sampling.of_record(record));
        assert_eq!((decoded.text.as_ref(), decoded.name().as_ref()), ("łódka", "iso-8859-2"));
    }

    #[test]
    fn a_record_that_is_no_text_spoils_nothing() {
        let story = "港の壁がまた漏れていると島の議会が述べた。市長は予想されていたと語った。";
        let (line, ..) = SHIFT_JIS.encode(story);
        let junk: Vec<u8> =
            (0..400u32).map(|n| (n * 37 % 251) as u8).filter(|b| *b != b'\n' && *b > 31).collect();
        let mut head = [&junk[..], b"\n"].concat();
        for _ in 0..20 {
            head.extend_from_slice(&line);
            head.push(b'\n');
        }
        assert_eq!(Sampling::of_lines(&head).so_far(), Charset::Around(SHIFT_JIS));
    }

    #[test]
    fn a_long_record_of_another_script_is_decoded_by_its_own_looks() {
        let russian =
            "Портовые власти сообщили, что паром снова опоздает, и обещали вернуть деньги за билеты.";
        let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(encoding::decode(&cyrillic, Charset::Around(WINDOWS_1252)).text, russian);
        assert_eq!(encoding::decode("Łódź".as_bytes(), Charset::Around(WINDOWS_1252)).text, "Łódź");
    }
}
