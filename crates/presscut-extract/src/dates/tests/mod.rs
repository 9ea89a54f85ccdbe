//! Tables of forms and their values, by kind, and properties that hold for every text.

mod ahead;
mod durations_and_times;
mod explicit;
mod no_dates;
mod no_one_day;
mod properties;
mod related;
mod relative;
mod table;
