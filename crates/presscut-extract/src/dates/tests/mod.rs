//! Forms and what they come to, by kind, as tables; and what holds for every text.

mod durations_and_times;
mod explicit;
mod no_dates;
mod properties;
mod relative;
mod table;
