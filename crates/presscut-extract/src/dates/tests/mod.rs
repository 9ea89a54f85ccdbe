//! Tables of forms and their values, by kind, and properties that hold for every text.

mod durations_and_times;
mod explicit;
mod no_dates;
mod properties;
mod relative;
mod table;
