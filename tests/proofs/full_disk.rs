//! A full disk, a file that may not grow, a full stderr: a command that cannot write says so, loses nothing, and works
//! again when there is room.

use std::process::{Command, Stdio};

use crate::proofs::Extent;
use crate::proofs::crash::{SCENARIOS, Scenario, assert_goes_on, content, copy_of};
use crate::proofs::harmless_output::{RUNS, arguments, prepared};
use crate::workspace::{Ended, Workspace};

/// Blocks of 512 bytes (as `ulimit -f` counts) that a file may have at most.
const FILE_LIMITS: &[u32] = &[1, 40, 200, 600, 1200];

fn run_in_shell(space: &Workspace, script: &str, args: &[&str]) -> Ended {
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_presscut")])
        .args(args)
        .current_dir(space.path(""))
        .env_remove("PRESSCUT_DB")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Ended::from(output)
}

/// Runs each command under a limit, then without it; gives how often the limit was met.
fn prove(scenario: &Scenario, limits: &[u32]) -> u32 {
    let base = Workspace::new();
    (scenario.prepare)(&base);
    let args = [&["--db", "presscut.db"], scenario.command].concat();
    let whole = copy_of(&base);
    let code = whole.run_args(&args).code;
    let whole = content(&whole.path(scenario.result), scenario.numbers);
    let mut met = 0;
    for limit in limits {
        let what = format!("{}, files of {limit} blocks", scenario.name);
        let space = copy_of(&base);
        let ended =
            run_in_shell(&space, &format!("ulimit -f {limit}; trap '' XFSZ; exec \"$0\" \"$@\""), &args);
        assert!(
            [1, code].contains(&ended.code) && !ended.stderr.contains("panicked"),
            "{what}: {}: {}",
            ended.code,
            ended.stderr
        );
        met += u32::from(ended.code == 1);
        assert!(ended.code == code || ended.stderr.contains("error: "), "{what}: {}", ended.stderr);
        assert_goes_on(scenario, &space, &args, code, &whole, &what);
    }
    met
}

#[test]
fn a_file_that_may_not_grow_costs_nothing_that_was_there() {
    let limits = match Extent::wanted() {
        Extent::Short => &FILE_LIMITS[2..3],
        Extent::Long => FILE_LIMITS,
    };
    let met: u32 = SCENARIOS
        .iter()
        .filter(|scenario| scenario.name != "opening")
        .map(|scenario| prove(scenario, limits))
        .sum();
    println!(
        "full disk: {} commands under {} limits of size, {met} met it, no row lost",
        SCENARIOS.len() - 1,
        limits.len()
    );
    assert!(met > 3, "no limit was met: nothing was proved");
}

#[test]
fn a_full_disk_costs_nothing_that_was_there() {
    let mut met = 0;
    let sizes: &[u32] = Extent::wanted().pick(&[1500], &[300, 900, 1500, 2500]);
    let step = Extent::wanted().pick(4, 1);
    for scenario in SCENARIOS.iter().filter(|scenario| scenario.name != "opening").step_by(step) {
        for kilobytes in sizes {
            let base = Workspace::new();
            (scenario.prepare)(&base);
            let args = [&["--db", "presscut.db"], scenario.command].concat();
            let whole = copy_of(&base);
            let code = whole.run_args(&args).code;
            let space = copy_of(&base);
            std::fs::create_dir(space.path("disk")).unwrap();
            // In a namespace of its own, the file system is gone when the shell ends; what is on it is copied out.
            let script = format!(
                "mount -t tmpfs -o size={kilobytes}k tmpfs disk 2>/dev/null || exit 99; for f in *; do [ -f \"$f\" ] && {{ cp \"$f\" disk || exit 98; }}; done; \
                 cd disk && \"$0\" \"$@\"; rc=$?; rm -f ../presscut.db*; cp -a . ..; exit $rc"
            );
            let output = Command::new("unshare")
                .args(["-rm", "sh", "-c", &script, env!("CARGO_BIN_EXE_presscut")])
                .args(&args)
                .current_dir(space.path(""))
                .env_remove("PRESSCUT_DB")
                .output();
            let ended = match output {
                Ok(output)
                    if output.status.code() != Some(99)
                        && !String::from_utf8_lossy(&output.stderr).contains("unshare") =>
                {
                    Ended::from(output)
                }
                _ => return println!("full disk: no small file system can be mounted here: skipped"),
            };
            let what = format!("{} on a disk of {kilobytes} kB", scenario.name);
            if ended.code == 98 {
                continue;
            }
            assert!(
                [1, code].contains(&ended.code) && !ended.stderr.contains("panicked"),
                "{what}: {}: {}",
                ended.code,
                ended.stderr
            );
            met += u32::from(ended.code == 1);
            let whole = content(&whole.path(scenario.result), scenario.numbers);
            assert_goes_on(scenario, &space, &args, code, &whole, &what);
        }
    }
    println!(
        "full disk: {} commands on {} small disks, {met} filled it, no row lost",
        (SCENARIOS.len() - 1).div_ceil(step),
        sizes.len()
    );
}

#[test]
fn no_command_crashes_where_nothing_can_be_said() {
    let space = prepared();
    let scripts = [
        "exec \"$0\" \"$@\" 2>/dev/full",
        "exec \"$0\" \"$@\" >/dev/full",
        "exec \"$0\" \"$@\" >/dev/full 2>&1",
        "exec \"$0\" \"$@\" >&- 2>&-",
    ];
    let mut runs = 0;
    for (number, (name, args)) in RUNS.iter().enumerate() {
        let args = arguments(name, args);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        // Each in turn in the short form, all of them in the long one.
        let of_this_run = Extent::wanted().pick(&scripts[number % 4..=number % 4], &scripts[..]);
        for script in of_this_run {
            runs += 1;
            let ended = run_in_shell(&space, script, &args);
            assert!((0..=4).contains(&ended.code), "{name} {script}: {}: {}", ended.code, ended.stderr);
            assert!(!ended.stderr.contains("panicked"), "{name} {script}: {}", ended.stderr);
        }
    }
    println!("full disk: {runs} runs with a full or closed stdout and stderr, none crashed");
}
