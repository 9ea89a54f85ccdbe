//! Axes of values: round ticks, whole ones for counts; and numbers as readers write them.

/// The ticks of an axis from the least value (or 0) to the largest, at most `most` steps between them.
pub(crate) fn ticks(least: f64, largest: f64, most: usize, whole: bool) -> Vec<f64> {
    let (low, high) = (least.min(0.0), largest.max(0.0));
    let span = if high > low { high - low } else { 1.0 };
    let rough = span / most.max(1) as f64;
    let power = 10f64.powf(rough.log10().floor());
    let mut step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|step| *step >= rough).unwrap_or(span);
    if whole {
        step = step.max(1.0);
    }
    let (first, last) = ((low / step).floor() as i64, ((low + span) / step).ceil() as i64);
    (first..=last).map(|n| n as f64 * step).collect()
}

/// 1234567.5 → "1,234,567.5"; at most two decimals.
pub(crate) fn number(value: f64) -> String {
    let text = if value.fract() == 0.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.2}").trim_end_matches('0').trim_end_matches('.').to_string()
    };
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("−", rest));
    let (whole, part) = text.split_at(text.find('.').unwrap_or(text.len()));
    let grouped: Vec<&str> =
        whole.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    format!("{sign}{}{part}", grouped.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round_and_whole_for_counts() {
        assert_eq!(ticks(0.0, 3.0, 5, true), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(ticks(1.0, 1.0, 5, true), [0.0, 1.0]);
        assert_eq!(ticks(0.0, 1.0, 4, false), [0.0, 0.5, 1.0]);
        assert_eq!(ticks(0.0, 97.0, 5, true), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(0.0, 0.0, 5, true), [0.0, 1.0]);
        assert_eq!(ticks(-3.0, 4.0, 4, true), [-4.0, -2.0, 0.0, 2.0, 4.0]);
        assert_eq!(number(1_234_567.5), "1,234,567.5");
        assert_eq!(number(-1000.0), "−1,000");
        assert_eq!(number(0.126), "0.13");
    }

    proptest! {
        #[test]
        fn all_values_lie_between_the_first_and_the_last_tick(value in -1e9f64..1e9, most in 2usize..9, whole in any::<bool>()) {
            let ticks = ticks(value, value, most, whole);
            prop_assert!(ticks[0] <= value.min(0.0) && *ticks.last().unwrap() >= value.max(0.0));
            prop_assert!(ticks.len() <= most + 3);
        }
    }
}
