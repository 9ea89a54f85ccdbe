//! Numbers of a group: the one in the middle, percentiles, how far they are spread.

use rusqlite::Connection;
use rusqlite::functions::{Aggregate, Context};

use crate::query::functions::{number_of, pure, wrong};

/// Numbers kept for one group at most: 128 MB of them.
const MAX_GROUP_NUMBERS: usize = 16 << 20;

pub(crate) fn register(archive: &Connection) -> rusqlite::Result<()> {
    archive.create_aggregate_function("median", 1, pure(), Percentile)?;
    archive.create_aggregate_function("percentile", 2, pure(), Percentile)?;
    archive.create_aggregate_function("stdev", 1, pure(), Spread { root: true })?;
    archive.create_aggregate_function("variance", 1, pure(), Spread { root: false })
}

/// A group's numbers, and how many per cent of them are to lie below.
struct Numbers {
    all: Vec<f64>,
    percent: f64,
}

struct Percentile;

impl Aggregate<Numbers, Option<f64>> for Percentile {
    fn init(&self, context: &mut Context<'_>) -> rusqlite::Result<Numbers> {
        let percent = if context.len() == 2 { number_of(context, 1).unwrap_or(f64::NAN) } else { 50.0 };
        if !(0.0..=100.0).contains(&percent) {
            return Err(wrong("percentile: the second argument is a number from 0 to 100"));
        }
        Ok(Numbers { all: Vec::new(), percent })
    }

    fn step(&self, context: &mut Context<'_>, numbers: &mut Numbers) -> rusqlite::Result<()> {
        if let Some(number) = number_of(context, 0).filter(|number| !number.is_nan()) {
            if numbers.all.len() == MAX_GROUP_NUMBERS {
                return Err(wrong("median or percentile: more numbers in a group than fit into memory"));
            }
            numbers.all.push(number);
        }
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, numbers: Option<Numbers>) -> rusqlite::Result<Option<f64>> {
        let Some(Numbers { mut all, percent }) = numbers.filter(|numbers| !numbers.all.is_empty()) else {
            return Ok(None);
        };
        let place = percent / 100.0 * (all.len() - 1) as f64;
        let (below, rest) = (place.floor() as usize, place.fract());
        let (_, low, above) = all.select_nth_unstable_by(below, f64::total_cmp);
        let low = *low;
        if rest == 0.0 {
            return Ok(Some(low));
        }
        let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
        Ok(Some(low + (high - low) * rest))
    }
}

/// Count, mean and squared distances, kept as the numbers come (Welford): exact where sums of squares are not.
#[derive(Default)]
struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
}

struct Spread {
    root: bool,
}

impl Aggregate<Moments, Option<f64>> for Spread {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Moments> {
        Ok(Moments::default())
    }

    fn step(&self, context: &mut Context<'_>, moments: &mut Moments) -> rusqlite::Result<()> {
        if let Some(number) = number_of(context, 0) {
            moments.count += 1.0;
            let distance = number - moments.mean;
            moments.mean += distance / moments.count;
            moments.squares += distance * (number - moments.mean);
        }
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, moments: Option<Moments>) -> rusqlite::Result<Option<f64>> {
        let variance = moments
            .filter(|moments| moments.count > 1.0)
            .map(|moments| moments.squares / (moments.count - 1.0));
        Ok(variance.map(|variance| if self.root { variance.sqrt() } else { variance }))
    }
}
