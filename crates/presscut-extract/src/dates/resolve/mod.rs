//! What an expression means on a day of publication: its TIMEX3 value and the days that it can mean.
//!
//! Takes expressions in the order of the text, since some count from dates named before; gives [`Timex`] values. Knows
//! no language.

pub(crate) mod calendar_math;
pub(crate) mod context;
pub(crate) mod date_values;
pub(crate) mod holidays;
pub(crate) mod interval;
pub(crate) mod related_dates;
pub(crate) mod timex_values;
pub(crate) mod years;

use chrono::NaiveDate;

use crate::DateType;
use crate::dates::expression::{
    Amount, Anchor, DateExpression, DateRole, Direction, DurationExpression, Modifier, Quantifier,
    Recurrence, Tense, TimeExpression, TimeOfDay,
};
use crate::dates::units::Unit;
use calendar_math::{months_and_days, shift_days, shift_months};
use context::{DiscourseContext, Position};
use interval::Interval;
use timex_values::{UNKNOWN_DAY, duration_value, recurring_value, time_suffix, two_unit_duration_value};

/// A resolved expression: the attributes of its TIMEX3 tag, and its days.
#[derive(Debug, PartialEq)]
pub struct Timex {
    pub kind: DateType,
    pub value: String,
    pub modifier: Option<Modifier>,
    pub quantifier: Option<Quantifier>,
    pub frequency: Option<u32>,
    /// The first and the last day that it can mean; `None` where the text gives none.
    pub days: Option<Interval>,
}

impl Timex {
    fn new(kind: DateType, value: String) -> Timex {
        Timex { kind, value, modifier: None, quantifier: None, frequency: None, days: None }
    }
}

impl Timex {
    /// How many days after publication a date or a time begins, where its last day is after publication.
    pub fn days_ahead(&self, publication: NaiveDate) -> Option<i64> {
        let calendar = matches!(self.kind, DateType::Date | DateType::Time);
        let (earliest, latest) = self.days.filter(|_| calendar)?;
        (latest > publication).then(|| (earliest - publication).num_days().max(0))
    }
}

/// Resolves the expressions of a text, in order.
pub struct Resolver {
    context: DiscourseContext,
}

impl Resolver {
    /// `publication` is the day of publication; without it, nothing is guessed.
    pub fn new(publication: Option<NaiveDate>) -> Resolver {
        Resolver { context: DiscourseContext::new(publication) }
    }

    /// Resolves an expression at a position of the text; `tense` is that of the words around it, `role` its
    /// part in the sentence. `None` for what is
    /// no date after all, such as February 30.
    pub fn resolve(
        &mut self,
        expression: &TimeExpression,
        tense: Option<Tense>,
        position: Position,
        role: DateRole,
    ) -> Option<Timex> {
        self.context.enter_expression(position, role);
        match expression {
            TimeExpression::Date(date, modifier) => self.resolve_date(date, *modifier, tense, role),
            TimeExpression::Time(time, date, modifier) => {
                self.resolve_time(*time, date.as_ref(), *modifier, tense, role)
            }
            TimeExpression::Duration(duration) => Some(self.resolve_duration(duration)),
            TimeExpression::Set(recurrence) => Some(resolve_set(*recurrence)),
            TimeExpression::Vague(reference) => {
                Some(Timex::new(DateType::Date, reference.as_str().to_string()))
            }
        }
    }

    fn resolve_date(
        &mut self,
        date: &DateExpression,
        modifier: Option<Modifier>,
        tense: Option<Tense>,
        role: DateRole,
    ) -> Option<Timex> {
        let value = self.context.date_value(date, tense)?;
        let days = interval::days_of_value(&value)
            .map(|days| interval::days_of_part(&value, days, modifier, self.context.publication));
        self.context.remember_date(date, &value, days, tense, role);
        Some(Timex { modifier, days, ..Timex::new(DateType::Date, value) })
    }

    fn resolve_time(
        &mut self,
        time: TimeOfDay,
        date: Option<&DateExpression>,
        modifier: Option<Modifier>,
        tense: Option<Tense>,
        role: DateRole,
    ) -> Option<Timex> {
        let date = match (time, date) {
            (TimeOfDay::LastNight, _) => {
                self.context.offset_value(Unit::Day, -1, Anchor::Publication, tense)?
            }
            (_, Some(date)) => self.context.date_value(date, tense)?,
            (_, None) => match self.context.recent_day() {
                Some(day) => day.to_string(),
                // "Open from 8 a.m. to 4 p.m.": no day in particular.
                None if role != DateRole::Scene && !will_happen(tense) => UNKNOWN_DAY.to_string(),
                None => self.context.offset_value(Unit::Day, 0, Anchor::Publication, tense)?,
            },
        };
        let days = interval::days_of_value(&date);
        self.context.remember_days(days);
        Some(Timex { modifier, days, ..Timex::new(DateType::Time, date + &time_suffix(time)) })
    }

    fn resolve_duration(&mut self, duration: &DurationExpression) -> Timex {
        let DurationExpression { amount, unit, rest, modifier, direction } = *duration;
        // After "the nine months" of a business report, "a year earlier" is no quarter.
        if unit == Unit::Month && matches!(amount, Amount::Whole(6 | 9)) {
            self.context.reports_on_quarter = false;
        }
        let value = match (amount, rest) {
            (Amount::Whole(count), Some(rest)) => two_unit_duration_value(count, unit, rest),
            _ => duration_value(amount, unit),
        };
        let days = self.context.publication.zip(direction).and_then(|(today, direction)| {
            let (months, days) = months_and_days(amount, unit)?;
            let sign = if direction == Direction::Past { -1 } else { 1 };
            let other = shift_days(shift_months(today, sign * months)?, i64::from(sign) * days)?;
            Some((today.min(other), today.max(other)))
        });
        Timex { modifier, days, ..Timex::new(DateType::Duration, value) }
    }
}

/// Whether a verb of the future certainly belongs to an expression.
fn will_happen(tense: Option<Tense>) -> bool {
    tense.is_some_and(|tense| tense.certain && tense.direction == Direction::Future)
}

fn resolve_set(recurrence: Recurrence) -> Timex {
    let Recurrence { recurring, quantifier, frequency } = recurrence;
    Timex { quantifier, frequency, ..Timex::new(DateType::Set, recurring_value(recurring)) }
}
