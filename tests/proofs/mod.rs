//! Proofs that anyone can repeat: that nothing is lost, nothing gets in, and nothing runs away.
//!
//! Each has a short form, which `cargo test` runs, and a long one, by `just prove NAME`: the same code with more kills,
//! sizes, damage. A proof prints its figures as one line that begins with its name; `docs/trust.md` has them with their day.

#[cfg(target_os = "linux")]
mod concurrency;
#[cfg(unix)]
mod crash;
mod damage;
#[cfg(target_os = "linux")]
mod full_disk;
#[cfg(unix)]
mod growth;
#[cfg(unix)]
mod growth_shapes;
mod harmless_output;
mod hostile_archive;
#[cfg(unix)]
mod sql_attacks;

/// How long a proof runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// As a test among others.
    Short,
    /// By `just prove`.
    Long,
}

impl Extent {
    /// What the environment asks for.
    fn wanted() -> Extent {
        match std::env::var("PRESSCUT_PROOFS").as_deref() {
            Ok("long") => Extent::Long,
            _ => Extent::Short,
        }
    }

    /// One of two numbers.
    fn pick<T>(self, short: T, long: T) -> T {
        match self {
            Extent::Short => short,
            Extent::Long => long,
        }
    }
}
