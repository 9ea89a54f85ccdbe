//! Bytes as a file of some format: opened, split and parsed to the end.

use std::io::Cursor;

use presscut::model::Origin;
use presscut::read::{self, Format, Options};

/// Reads bytes as the format that they show themselves to be.
pub(crate) fn read_detected(bytes: &[u8]) {
    read_with(bytes, &Options::default());
}

/// Reads bytes as a format, whatever they are.
pub(crate) fn read_as(format: Format, bytes: &[u8]) {
    read_with(bytes, &Options { format: Some(format), ..Options::default() });
}

fn read_with(bytes: &[u8], options: &Options) {
    let origin = Origin { path: "fuzzed".into(), ..Origin::default() };
    let Ok(mut records) = read::open(Cursor::new(bytes), origin, options) else { return };
    while let Some(record) = records.next_record() {
        let Ok((record, parser)) = record else { break };
        if let Ok(scrape) = parser.parse(&record) {
            assert_eq!(scrape.origin, record.origin, "a scrape comes from its own record");
        }
    }
}
