//! Numbers in ascending order as few bytes: the gaps between them, in Rice's code (Rice and Plaunt, 1971).
//!
//! The first byte says how many of a gap's lowest bits are written as they are. What is above them comes first, as that many
//! ones and a zero. Bits are written from the highest of a byte; what is left of the last byte is ones, which is no gap.

/// The most bits of a gap that are written as they are.
const MAX_LOW_BITS: u32 = 31;

/// Ascending numbers, each once, as bytes; none are no bytes.
pub(super) fn encode(numbers: &[u32]) -> Vec<u8> {
    let Some(&last) = numbers.last() else { return Vec::new() };
    // Seven tenths of the mean gap, as is best for gaps between numbers that lie anywhere (Golomb, 1966).
    let mean = (u64::from(last) + 1) / numbers.len() as u64;
    let low_bits = (mean * 7 / 10).checked_ilog2().unwrap_or(0).min(MAX_LOW_BITS);
    let mut bytes = vec![low_bits as u8];
    let mut bits = BitWriter { bytes: &mut bytes, current: 0, free: 8 };
    let mut next = 0;
    for &number in numbers {
        let gap = u64::from(number).saturating_sub(next);
        (0..gap >> low_bits).for_each(|_| bits.push(true));
        bits.push(false);
        (0..low_bits).rev().for_each(|bit| bits.push(gap >> bit & 1 == 1));
        next = u64::from(number) + 1;
    }
    while bits.free < 8 {
        bits.push(true);
    }
    bytes
}

/// What [`encode`] was given. Of bytes that it never gave, the numbers up to the first that is none.
pub(super) fn decode(bytes: &[u8]) -> Vec<u32> {
    let Some((&low_bits, bytes)) = bytes.split_first() else { return Vec::new() };
    let low_bits = u32::from(low_bits).min(MAX_LOW_BITS);
    let mut bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1));
    let mut numbers = Vec::new();
    let mut next: u64 = 0;
    loop {
        let mut gap: u64 = 0;
        loop {
            match bits.next() {
                Some(true) => gap += 1,
                Some(false) => break,
                None => return numbers,
            }
        }
        for _ in 0..low_bits {
            let Some(bit) = bits.next() else { return numbers };
            gap = gap << 1 | u64::from(bit);
        }
        let Ok(number) = u32::try_from(next + gap) else { return numbers };
        numbers.push(number);
        next = u64::from(number) + 1;
    }
}

struct BitWriter<'b> {
    bytes: &'b mut Vec<u8>,
    current: u8,
    /// Bits of the current byte that are not written yet.
    free: u32,
}

impl BitWriter<'_> {
    fn push(&mut self, bit: bool) {
        self.current = self.current << 1 | u8::from(bit);
        self.free -= 1;
        if self.free == 0 {
            self.bytes.push(self.current);
            (self.current, self.free) = (0, 8);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    use super::{decode, encode};

    #[test]
    fn numbers_that_lie_anywhere_take_little_more_than_their_gaps() {
        let numbers: Vec<u32> = (1..=128).map(|n: u32| n * 7_000_000 + n * n % 97 * 40_000).collect();
        assert_eq!(decode(&encode(&numbers)), numbers);
        // Four bytes each as they are.
        assert!(encode(&numbers).len() < 128 * 25 / 8, "{}", encode(&numbers).len());
        assert_eq!(encode(&[]), Vec::<u8>::new());
        for some in [vec![0], vec![u32::MAX], vec![0, u32::MAX], (0..128).collect()] {
            assert_eq!(decode(&encode(&some)), some);
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(numbers in btree_set(any::<u32>(), 0..128)) {
            let numbers: Vec<u32> = numbers.into_iter().collect();
            prop_assert_eq!(decode(&encode(&numbers)), numbers);
        }

        #[test]
        fn bytes_of_any_kind_give_ascending_numbers(bytes in vec(any::<u8>(), 0..600)) {
            let numbers = decode(&bytes);
            prop_assert!(numbers.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
