//! libFuzzer's entry: one program for all targets, which PRESSCUT_FUZZ_TARGET chooses among. Linked once, it saves a
//! program of some ten megabytes for each target.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use presscut_fuzz::{Target, target};

static CHOSEN: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("PRESSCUT_FUZZ_TARGET").unwrap_or_default();
    target(&name).unwrap_or_else(|| panic!("PRESSCUT_FUZZ_TARGET names no target: “{name}”"))
});

fuzz_target!(|bytes: &[u8]| CHOSEN.run(bytes));
