//! Work grows with what there is to do, not with its square. Each shape is a kind of input or archive in three sizes, n, 2n
//! and 4n; the processor time of the command that meets it (its own and the system's for it) may grow from n to 4n by an
//! exponent of 1.3 at most. What a run costs without input is taken off, and a small time is no finding.

use std::panic::catch_unwind;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::proofs::Extent;
use crate::proofs::growth_of_archives::ARCHIVE_SHAPES;
use crate::proofs::growth_shapes::{SHAPES, Shape};
use crate::workspace::Workspace;

/// From n to 4n, a time may become 4^1.3 = 6.06 as long.
const MAX_EXPONENT: f64 = 1.3;

/// Times below this many seconds are noise: they are added to the time at n before the times are compared.
const NOISE_SECONDS: f64 = 0.08;

/// A command that takes longer than this at n is not run at 4n.
const MAX_SECONDS: f64 = 60.0;

/// How often a size is measured before a growth is believed: other programs make times longer, never shorter.
const TRIES: usize = 3;

/// Measured in `cargo test`: one of each station, and those that take little time.
const SHORT_FORM: &[&str] = &[
    "one name with n first names",
    "n quotation marks never closed",
    "JSON n brackets",
    "JSON n deep",
    "n cells after an open quote",
    "a page of n ampersands",
    "elements n deep",
    "the same record n times",
    "SQL of n tokens",
];

/// All shapes.
fn shapes() -> impl Iterator<Item = &'static Shape> {
    SHAPES.iter().chain(ARCHIVE_SHAPES)
}

/// The processor time of a command, in seconds.
fn processor_time(space: &Workspace, args: &[String]) -> f64 {
    let output = Command::new("sh")
        // The shell counts the time of its children.
        .args([
            "-c",
            "\"$0\" \"$@\" >/dev/null 2>stderr.txt </dev/null; echo \"rc $?\"; times",
            env!("CARGO_BIN_EXE_presscut"),
        ])
        .args(args)
        .current_dir(space.path(""))
        .env_remove("PRESSCUT_DB")
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let code: i32 = lines[0].strip_prefix("rc ").unwrap().parse().unwrap();
    assert!(matches!(code, 0 | 3 | 4), "{args:?}: {code}: {}", space.read("stderr.txt"));
    lines[2].split_whitespace().map(seconds).sum()
}

/// "1m2.5s" in seconds.
fn seconds(text: &str) -> f64 {
    let (minutes, seconds) = text.trim_end_matches('s').split_once('m').unwrap();
    minutes.parse::<f64>().unwrap() * 60.0 + seconds.replace(',', ".").parse::<f64>().unwrap()
}

/// The time that a shape takes at a size: a folder of its own, what comes before it not counted.
fn measure(shape: &Shape, size: usize) -> f64 {
    let space = Workspace::new();
    let commands = (shape.make)(&space, size);
    let (last, before) = commands.split_last().unwrap();
    for args in before {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ended = space.run_args(&args);
        assert!(matches!(ended.code, 0 | 3), "{}: {args:?}: {}", shape.name, ended.stderr);
    }
    processor_time(&space, last)
}

/// The times of a shape at n, 2n and 4n without what it costs at nothing, and the exponent.
struct Growth {
    times: [f64; 3],
}

impl Growth {
    fn of(shape: &Shape, part: usize) -> Growth {
        let n = (shape.size / part).max(4);
        let nothing = measure(shape, 1);
        let mut times = [f64::MAX; 3];
        for _ in 0..TRIES {
            for (time, factor) in times.iter_mut().zip([1, 2, 4]) {
                *time = time.min((measure(shape, n * factor) - nothing).max(0.0));
                if *time > MAX_SECONDS {
                    return Growth { times };
                }
            }
            if (Growth { times }).is_allowed() {
                break;
            }
        }
        Growth { times }
    }

    fn is_allowed(&self) -> bool {
        self.times[2] <= (self.times[0] + NOISE_SECONDS) * 4_f64.powf(MAX_EXPONENT)
    }

    fn exponent(&self) -> f64 {
        (self.times[2] / self.times[0].max(0.001)).log(4.0)
    }
}

#[test]
fn work_grows_with_what_there_is_to_do() {
    let extent = Extent::wanted();
    let only = std::env::var("PRESSCUT_SHAPE").ok();
    let began = Instant::now();
    let (mut wrong, mut measured) = (Vec::new(), 0);
    for shape in shapes() {
        let wanted = match &only {
            Some(only) => shape.name.contains(only.as_str()),
            None => extent == Extent::Long || SHORT_FORM.contains(&shape.name),
        };
        if !wanted {
            continue;
        }
        let measured_growth = catch_unwind(|| Growth::of(shape, extent.pick(8, 1)));
        let Ok(growth) = measured_growth else {
            wrong.push(format!("{}: cannot be measured", shape.name));
            continue;
        };
        let [n, two, four] = growth.times;
        let row = format!(
            "{:<40} {:>8} {n:>7.2} {two:>7.2} {four:>7.2}  {:>5.2}",
            shape.name,
            shape.size,
            growth.exponent()
        );
        println!("growth: {row}");
        measured += 1;
        if !growth.is_allowed() {
            wrong.push(row);
        }
    }
    println!(
        "growth: {measured} shapes, {} that grow too fast, {:.0} s",
        wrong.len(),
        began.elapsed().as_secs_f64()
    );
    assert!(wrong.is_empty(), "these grow faster than n^{MAX_EXPONENT}:\n{}", wrong.join("\n"));
}

#[test]
fn the_short_form_is_of_shapes_that_there_are() {
    for name in SHORT_FORM {
        assert!(shapes().any(|shape| shape.name == *name), "{name}");
    }
    assert!(shapes().count() >= 40);
    assert!(Duration::from_secs_f64(seconds("1m2.5s")) == Duration::from_millis(62_500));
}

#[test]
fn a_square_is_found() {
    let grown = |times| Growth { times };
    assert!(!grown([0.5, 2.0, 8.0]).is_allowed());
    assert!(grown([0.5, 1.0, 2.0]).is_allowed());
    assert!(grown([0.0, 0.1, 0.4]).is_allowed());
}
