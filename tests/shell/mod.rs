//! The interactive prompt.

#[cfg(unix)]
mod prompt;
