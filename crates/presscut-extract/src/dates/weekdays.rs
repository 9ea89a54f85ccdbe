//! On which side of publication the weekdays of a text are, where the words around one do not say so.
//!
//! Takes the located expressions of a text; gives the tense of each. The surprising decision: a weekday is one day throughout
//! a text ("will meet on Friday … before Friday’s vote"), so a Friday without a cue follows those that have one. In
//! TimeBank and AQUAINT, 117 of 119 weekdays have the day of the one before of the same name.

use chrono::{Datelike, NaiveDate};

use crate::dates::expression::{DateExpression, Deixis, Direction, Tense, TimeExpression};
use crate::dates::located::LocatedExpression;

/// What a cue that certainly belongs to a weekday counts, beside one that may belong to it.
const CERTAIN_WEIGHT: i32 = 3;

/// For each weekday (from Monday = 1), how much speaks for the one to come (above zero) or the last one.
pub struct WeekdayDirections([i32; 8]);

impl WeekdayDirections {
    /// Counts the cues of the weekdays that only their tense places.
    pub fn gather(located: &[LocatedExpression], publication: Option<NaiveDate>) -> WeekdayDirections {
        let today = publication.map(|day| day.weekday().number_from_monday());
        let mut weights = [0; 8];
        let mut before: Option<(u32, &LocatedExpression)> = None;
        for found in located {
            let Some(day) = unmarked_weekday(&found.expression) else { continue };
            weights[day as usize] += match found.tense {
                Some(tense) => {
                    let weight = if tense.certain { CERTAIN_WEIGHT } else { 1 };
                    if tense.direction == Direction::Future { weight } else { -weight }
                }
                // "Both Friday and Saturday", published on a Friday: the Saturday that follows.
                None => {
                    let follows_today = before.is_some_and(|(first, other)| {
                        Some(first) == today && other.list.start == found.list.start && first != day
                    });
                    i32::from(follows_today)
                }
            };
            before = Some((day, found));
        }
        WeekdayDirections(weights)
    }

    /// The tense of an expression: its own, or that of its weekday where its own is missing or doubtful.
    pub fn tense_of(&self, expression: &TimeExpression, tense: Option<Tense>) -> Option<Tense> {
        let doubtful = tense.is_none_or(|tense| !tense.certain);
        let Some(day) = unmarked_weekday(expression).filter(|_| doubtful) else { return tense };
        let direction = match self.0[day as usize] {
            0 => return tense,
            1.. => Direction::Future,
            _ => Direction::Past,
        };
        Some(Tense { direction, certain: false, by_saying: false })
    }
}

/// The weekday of an expression that says nothing of the week.
fn unmarked_weekday(expression: &TimeExpression) -> Option<u32> {
    match expression {
        TimeExpression::Date(date, _) | TimeExpression::Time(_, Some(date), _) => match date {
            DateExpression::Weekday { day, deixis: Deixis::Unmarked, weeks: None } => Some(*day),
            _ => None,
        },
        _ => None,
    }
}
