//! The character set of a whole file, from those of its records that are not UTF-8.
//!
//! A short record does not tell Polish from French; the records around it do. Each record is sampled as it is split, on the
//! reader's thread and in the file's order, so that the answer does not depend on the number of workers. A record in another
//! character set is outvoted, and decoded by its own looks if it is long enough.

use std::collections::BTreeMap;

use chardetng::EncodingDetector;
use encoding_rs::Encoding;

use crate::read::encoding::{Charset, guess_encoding, superset_of};

/// How many bytes of such records are sampled.
const MAX_SAMPLED_BYTES: usize = 1 << 20;

/// A record with this many bytes beyond ASCII has a vote of its own.
const MIN_VOTING_BYTES: usize = 6;

/// What is known of a stream's character set, and what its records add.
pub(crate) enum CharsetSampling {
    /// It is the same for every record.
    Settled(Charset),
    /// Its records decide.
    Sampled(Box<CharsetSample>),
}

/// The records of a stream that are not UTF-8, so far.
pub(crate) struct CharsetSample {
    together: EncodingDetector,
    votes: BTreeMap<&'static str, (usize, &'static Encoding)>,
    fed_bytes: usize,
    answer: Option<&'static Encoding>,
}

impl CharsetSampling {
    /// From the first lines of a stream of lines.
    pub fn from_lines(head: &[u8]) -> CharsetSampling {
        let mut sample = CharsetSample {
            together: EncodingDetector::new(),
            votes: BTreeMap::new(),
            fed_bytes: 0,
            answer: None,
        };
        for line in head.split(|&byte| byte == b'\n') {
            sample.feed(line);
        }
        sample.conclude();
        CharsetSampling::Sampled(Box::new(sample))
    }

    /// What is known of the next record, with these bytes.
    pub fn charset_of_record(&mut self, bytes: &[u8]) -> Charset {
        let sample = match self {
            CharsetSampling::Settled(charset) => return *charset,
            CharsetSampling::Sampled(sample) => sample,
        };
        // Records in the stream's head are fed twice; that changes no answer.
        if sample.fed_bytes < MAX_SAMPLED_BYTES && sample.feed(bytes) {
            sample.conclude();
        }
        sample.charset()
    }

    /// What is known from the sample alone, before the next record is seen.
    pub fn current_charset(&self) -> Charset {
        match self {
            CharsetSampling::Settled(charset) => *charset,
            CharsetSampling::Sampled(sample) => sample.charset(),
        }
    }

    /// What is known of a text that is one record: nothing that a sample of lines could say.
    pub fn charset_of_single_record(&self) -> Charset {
        match self {
            CharsetSampling::Settled(charset) => *charset,
            CharsetSampling::Sampled(_) => Charset::Unknown,
        }
    }
}

impl CharsetSample {
    fn charset(&self) -> Charset {
        self.answer.map_or(Charset::Unknown, Charset::Surrounding)
    }

    /// Adds a record that is not UTF-8; says whether it was one.
    fn feed(&mut self, bytes: &[u8]) -> bool {
        let bytes = &bytes[..bytes.len().min(MAX_SAMPLED_BYTES)];
        // One that is UTF-8 except for its truncated end is UTF-8.
        let is_utf_8 = match std::str::from_utf8(bytes) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none(),
        };
        if is_utf_8 {
            return false;
        }
        self.together.feed(bytes, false);
        self.together.feed(b"\n", false);
        self.fed_bytes += bytes.len();
        let beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
        if beyond >= MIN_VOTING_BYTES {
            let own = guess_encoding(bytes);
            self.votes.entry(own.name()).or_insert((0, own)).0 += 1;
        }
        true
    }

    /// The sample as a whole decides, unless most records vote otherwise: one of them may be no text at all, or a long one in
    /// another script.
    fn conclude(&mut self) {
        if self.fed_bytes == 0 {
            return;
        }
        let together = superset_of(self.together.guess(None, false));
        let votes: usize = self.votes.values().map(|(count, _)| count).sum();
        let most = self.votes.values().max_by_key(|(count, _)| *count);
        self.answer = Some(match most {
            Some((count, voted)) if votes > 2 && count * 10 > votes * 6 => voted,
            _ => together,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::encoding;
    use encoding_rs::{SHIFT_JIS, WINDOWS_1252};

    #[test]
    fn short_records_get_the_answer_of_all() {
        let lines =
            ["Wójt gminy żąda", "zażółć gęślą jaźń", "Łódź się cieszy", "że będą ćwiczyć śpiew"].join("\n");
        let (bytes, ..) = encoding_rs::ISO_8859_2.encode(&lines);
        let mut sampling = CharsetSampling::from_lines(&bytes);
        let record = &b"\xb3\xf3dka"[..];
        let decoded = encoding::decode(record, sampling.charset_of_record(record));
        assert_eq!((decoded.text.as_ref(), decoded.encoding_name().as_ref()), ("łódka", "iso-8859-2"));
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
        assert_eq!(CharsetSampling::from_lines(&head).current_charset(), Charset::Surrounding(SHIFT_JIS));
    }

    #[test]
    fn a_long_record_of_another_script_is_decoded_by_its_own_looks() {
        let russian =
            "Портовые власти сообщили, что паром снова опоздает, и обещали вернуть деньги за билеты.";
        let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(encoding::decode(&cyrillic, Charset::Surrounding(WINDOWS_1252)).text, russian);
        assert_eq!(encoding::decode("Łódź".as_bytes(), Charset::Surrounding(WINDOWS_1252)).text, "Łódź");
    }
}
