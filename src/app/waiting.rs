//! How long commands wait for another program that writes to the archive, and who hears of it.

pub use crate::archive::schema::waiting::{Wait, WaitPolicy, set_wait_policy};
