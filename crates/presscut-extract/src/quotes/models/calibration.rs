//! A calibration curve: what a model takes for a probability, turned into the share that was right on texts that it had not
//! read.
//!
//! Takes pairs of a raw probability and the share that was right; gives probabilities between them. The surprising decision:
//! the curve is part of the model file, since it belongs to these weights and no others.

use crate::quotes::models::bad_model::BadModel;

/// Bytes of a point: both values as f32, little end first.
const POINT_BYTES: usize = 8;

/// A curve that never falls.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Raw and calibrated probability, both rising.
    points: Vec<(f32, f32)>,
}

impl Calibration {
    /// The curve that changes nothing.
    #[cfg(any(test, feature = "train"))]
    pub fn identity() -> Calibration {
        Calibration { points: Vec::new() }
    }

    /// A curve through these points. They are sorted, and where the right share falls it is kept level.
    #[cfg(any(test, feature = "train"))]
    pub fn through(mut points: Vec<(f32, f32)>) -> Calibration {
        points.sort_by(|one, other| one.0.total_cmp(&other.0));
        points.truncate(usize::from(u8::MAX));
        let mut least = 0.0f32;
        for (_, share) in &mut points {
            least = least.max(*share);
            *share = least;
        }
        Calibration { points }
    }

    /// Reads a curve from the start of `bytes`: the number of its points, then the points. Gives it and the bytes that follow.
    pub fn read<'b>(bytes: &'b [u8], name: &'static str) -> Result<(Calibration, &'b [u8]), BadModel> {
        let truncated =
            |expected, found: &[u8]| BadModel::Truncated { model: name, expected, found: found.len() };
        let (&count, rest) = bytes.split_first().ok_or_else(|| truncated(1, bytes))?;
        let length = usize::from(count) * POINT_BYTES;
        let (values, rest) = rest.split_at_checked(length).ok_or_else(|| truncated(length, rest))?;
        let number = |bytes: &[u8]| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        let points: Vec<(f32, f32)> = values
            .chunks_exact(POINT_BYTES)
            .map(|point| (number(&point[..4]), number(&point[4..])))
            .collect();
        let is_share = |value: f32| (0.0..=1.0).contains(&value);
        let rises = points.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1);
        if !rises || !points.iter().all(|&(raw, share)| is_share(raw) && is_share(share)) {
            return Err(BadModel::Curve { model: name });
        }
        Ok((Calibration { points }, rest))
    }

    /// The bytes that [`Calibration::read`] reads.
    #[cfg(any(test, feature = "train"))]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![self.points.len() as u8];
        for &(raw, share) in &self.points {
            bytes.extend(raw.to_le_bytes());
            bytes.extend(share.to_le_bytes());
        }
        bytes
    }

    /// The share that is right where a model says `raw`: on the line between the two nearest points.
    pub fn apply(&self, raw: f32) -> f32 {
        let after = self.points.partition_point(|&(point, _)| point <= raw);
        match (after.checked_sub(1).map(|before| self.points[before]), self.points.get(after)) {
            (None, None) => raw,
            (None, Some(&(_, share))) | (Some((_, share)), None) => share,
            (Some((low, from)), Some(&(high, to))) => from + (to - from) * (raw - low) / (high - low),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_is_straight_between_its_points_and_level_outside() {
        let curve = Calibration::through(vec![(0.8, 0.9), (0.4, 0.5), (0.6, 0.45)]);
        let shares = [0.1, 0.4, 0.5, 0.6, 0.7, 1.0].map(|raw| (curve.apply(raw) * 1000.0).round() / 1000.0);
        assert_eq!(shares, [0.5, 0.5, 0.5, 0.5, 0.7, 0.9]);
        assert_eq!(Calibration::identity().apply(0.3), 0.3);
    }

    #[test]
    fn a_damaged_curve_is_an_error() {
        let curve = Calibration::through(vec![(0.2, 0.1), (0.9, 0.95)]);
        let bytes = curve.to_bytes();
        assert_eq!(Calibration::read(&bytes, "speaker curve"), Ok((curve, &[][..])));
        let cut = Calibration::read(&bytes[..9], "speaker curve");
        assert!(matches!(cut, Err(BadModel::Truncated { model: "speaker curve", .. })), "{cut:?}");
        let falling: Vec<u8> =
            [2.0f32, 0.1, 0.9, 0.95].iter().flat_map(|value| value.to_le_bytes()).collect();
        let bytes = [&[2][..], &falling].concat();
        assert_eq!(
            Calibration::read(&bytes, "speaker curve"),
            Err(BadModel::Curve { model: "speaker curve" })
        );
    }
}
