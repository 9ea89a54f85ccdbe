//! Output that goes to a pager once it is longer than the screen.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Holds output back until it is known whether it fits on the screen.
pub struct Pager {
    held: Vec<u8>,
    /// How many more lines fit.
    room: usize,
    state: State,
}

enum State {
    Holding,
    Plain,
    Paging(Child),
}

impl Pager {
    /// For a screen of this many lines; with none, output is not paged.
    pub fn new(lines: Option<usize>) -> Pager {
        let state = if lines.is_some() { State::Holding } else { State::Plain };
        Pager { held: Vec::new(), room: lines.unwrap_or(0), state }
    }

    /// Shows what was held back, and waits until the user has read the pages.
    pub fn finish(mut self) -> io::Result<()> {
        match &mut self.state {
            State::Paging(child) => end(child),
            State::Holding | State::Plain => {
                let mut out = io::stdout().lock();
                out.write_all(&self.held)?;
                out.flush()
            }
        }
    }

    /// Starts the pager, or goes on without one.
    fn start(&mut self) -> io::Result<()> {
        self.state = match pager().stdin(Stdio::piped()).spawn() {
            Ok(child) => State::Paging(child),
            Err(_) => State::Plain,
        };
        let held = std::mem::take(&mut self.held);
        self.write_all(&held)
    }
}

/// Waits until the user has read the pages.
fn end(child: &mut Child) -> io::Result<()> {
    drop(child.stdin.take());
    child.wait()?;
    Ok(())
}

impl Drop for Pager {
    fn drop(&mut self) {
        if let State::Paging(child) = &mut self.state {
            // After an error too: the terminal is the pager's until it ends.
            let _ = end(child);
        }
    }
}

impl Write for Pager {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.state {
            State::Paging(child) => match &mut child.stdin {
                Some(pages) => pages.write(bytes),
                None => Ok(bytes.len()),
            },
            State::Plain => io::stdout().lock().write(bytes),
            State::Holding => {
                self.held.extend_from_slice(bytes);
                let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
                match self.room.checked_sub(lines) {
                    Some(room) => self.room = room,
                    None => self.start()?,
                }
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.state {
            State::Paging(child) => child.stdin.as_mut().map_or(Ok(()), Write::flush),
            State::Plain => io::stdout().lock().flush(),
            State::Holding => Ok(()),
        }
    }
}

/// The command in `PAGER`, which may have options; else less, which ends by itself where all fits. A path may have blanks, as
/// `C:\Program Files\Git\usr\bin\less.exe` has.
fn pager() -> Command {
    let command_line = std::env::var("PAGER").unwrap_or_default();
    let is_path = Path::new(command_line.trim()).is_file();
    let mut words: Vec<&str> =
        if is_path { vec![command_line.trim()] } else { command_line.split_whitespace().collect() };
    if words.is_empty() {
        words.push("less");
    }
    let mut command = Command::new(words[0]);
    command.args(&words[1..]);
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRSX");
    }
    command
}
