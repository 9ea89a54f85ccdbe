//! The short form of fuzzing, for `cargo test`: each target over its corpus, then over plain mutations of it for a
//! second. The long form, guided by coverage, is `run.sh`.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use presscut_fuzz::{Target, targets};

/// How long each target is given mutations.
const TIME_PER_TARGET: Duration = Duration::from_millis(700);

/// Bytes of a mutated input at most.
const MAX_INPUT_BYTES: usize = 4096;

/// A small generator of numbers (Steele and Vigna's SplitMix64): the same inputs each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }

    /// Changes an input in some places: a bit, a piece left out, doubled, or taken from another input.
    fn mutate(&mut self, inputs: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = inputs[self.below(inputs.len())].clone();
        for _ in 0..1 + self.below(6) {
            let (from, to) = (self.below(bytes.len() + 1), self.below(bytes.len() + 1));
            let piece = from.min(to)..from.max(to).min(from.min(to) + 64);
            match self.below(5) {
                0 if !bytes.is_empty() => {
                    bytes[from.min(to).min(piece.end.saturating_sub(1))] ^= 1 << self.below(8)
                }
                1 => drop(bytes.drain(piece)),
                2 => {
                    let copy = bytes[piece.clone()].to_vec();
                    bytes.splice(piece.start..piece.start, copy);
                }
                3 => {
                    let other = &inputs[self.below(inputs.len())];
                    let start = self.below(other.len() + 1);
                    let end = (start + self.below(64)).min(other.len());
                    bytes.splice(piece, other[start..end].iter().copied());
                }
                _ => bytes.insert(piece.start, self.below(256) as u8),
            }
        }
        bytes.truncate(MAX_INPUT_BYTES);
        bytes
    }
}

fn corpus_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn corpus(target: &Target) -> Vec<Vec<u8>> {
    let files = std::fs::read_dir(corpus_folder().join(&target.name));
    let files = files.unwrap_or_else(|error| panic!("{} has no corpus: {error}", target.name));
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

#[test]
fn no_target_breaks_a_promise_on_its_corpus_and_what_is_like_it() {
    let mut runs = 0;
    let targets = targets();
    for target in &targets {
        let inputs = corpus(target);
        inputs.iter().for_each(|input| target.run(input));
        let (began, mut numbers) = (Instant::now(), Numbers(7));
        while began.elapsed() < TIME_PER_TARGET {
            let input = numbers.mutate(&inputs);
            let outcome = std::panic::catch_unwind(|| target.run(&input));
            assert!(outcome.is_ok(), "{} fails on {:?}", target.name, String::from_utf8_lossy(&input));
            runs += 1;
        }
    }
    println!("fuzzing: {} targets, {runs} mutations", targets.len());
    assert!(runs >= targets.len());
}

#[test]
fn every_target_has_a_corpus_and_every_corpus_a_target() {
    let targets = targets();
    for folder in std::fs::read_dir(corpus_folder()).unwrap() {
        let name = folder.unwrap().file_name().into_string().unwrap();
        assert!(targets.iter().any(|target| target.name == name), "corpus/{name} belongs to no target");
    }
    for target in &targets {
        assert!(!corpus(target).is_empty(), "{} has no corpus", target.name);
    }
}
