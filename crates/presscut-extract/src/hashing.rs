//! The hash that features and word lists are kept under: FNV-1a, 64 bits.
//!
//! The surprising decision: it is written here and not taken from a crate, because its values are part of the model
//! files. A hash function that changed with a dependency would make every trained model worthless.

/// FNV-1a over some bytes.
pub fn fnv1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Mixes two hashes into one; the order matters.
pub fn mix_hashes(a: u64, b: u64) -> u64 {
    let mixed =
        (a ^ b.rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 32)
}

/// The hash of a word: FNV-1a, mixed once more so that all of its bits are equally good.
pub fn hash_word(bytes: impl Iterator<Item = u8>) -> u64 {
    mix_hashes(fnv1a(bytes), 1)
}

#[cfg(test)]
mod tests {
    use super::{fnv1a, hash_word, mix_hashes};

    #[test]
    fn hashes_are_those_that_models_were_trained_with() {
        assert_eq!(fnv1a("".bytes()), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a("a".bytes()), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a("foobar".bytes()), 0x8594_4171_f739_67e8);
        assert_ne!(mix_hashes(1, 2), mix_hashes(2, 1));
        assert_ne!(hash_word("a".bytes()), fnv1a("a".bytes()));
    }
}
