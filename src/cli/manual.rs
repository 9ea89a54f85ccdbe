//! `presscut man`: a manual page for each command, made from the definition of the command line.
//!
//! Takes nothing but that definition; gives roff. Every page that a page refers to exists: the references are the
//! commands above, below and beside it, not a list kept by hand.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::cli::{Cli, CliError, Global, Outcome};

/// The section of the manual for programs that users run.
const SECTION: &str = "1";

/// Print the manual page of a command, or write all of them
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Example: presscut man import | man -l -",
    after_help = "Without a command: the page of presscut itself, which lists the others."
)]
pub struct Args {
    /// The command: import, or entities merge
    #[arg(value_name = "COMMAND", conflicts_with = "dir")]
    command: Vec<String>,
    /// Write the pages of all commands into this folder, such as ~/.local/share/man/man1
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Prints one page, or writes all.
pub fn run(args: Args, _global: &Global) -> Result<Outcome, CliError> {
    let pages = pages();
    match args.dir {
        Some(dir) => write_pages(&pages, &dir)?,
        None => {
            let wanted = Page::name_of(&args.command);
            let page = pages.iter().find(|page| page.name == wanted).ok_or_else(|| {
                CliError::Usage(format!(
                    "there is no command {}; `presscut man` lists the commands",
                    args.command.join(" ")
                ))
            })?;
            io::stdout().write_all(&page.render(&pages)?)?;
        }
    }
    Ok(Outcome::Done)
}

/// Writes each page into a file of its own, as `man` looks for it.
fn write_pages(pages: &[Page], dir: &Path) -> Result<(), CliError> {
    let failed = |path: &Path, error: io::Error| {
        CliError::Failed(format!("the manual page {} cannot be written: {error}", path.display()))
    };
    fs::create_dir_all(dir).map_err(|error| failed(dir, error))?;
    for page in pages {
        let path = dir.join(format!("{}.{SECTION}", page.name));
        fs::write(&path, page.render(pages)?).map_err(|error| failed(&path, error))?;
    }
    Ok(())
}

/// One command's page.
struct Page {
    /// `presscut-entities-merge`.
    name: String,
    /// The page of the command above; none for presscut itself.
    above: Option<String>,
    command: clap::Command,
}

impl Page {
    /// The name of a command's page.
    fn name_of(command: &[String]) -> String {
        let words = std::iter::once("presscut").chain(command.iter().map(String::as_str));
        words.collect::<Vec<_>>().join("-")
    }

    /// The page as roff.
    fn render(&self, pages: &[Page]) -> io::Result<Vec<u8>> {
        let mut page = Vec::new();
        let man = Man::new(self.command.clone())
            .title(self.name.to_uppercase())
            .source(concat!("presscut ", env!("CARGO_PKG_VERSION")))
            .manual("presscut manual");
        man.render_title(&mut page)?;
        self.name_section().to_writer(&mut page)?;
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
        self.closing_sections(pages).to_writer(&mut page)?;
        Ok(page)
    }

    /// The line that `apropos` and `whatis` show.
    fn name_section(&self) -> Roff {
        let about = self.command.get_about().map(ToString::to_string).unwrap_or_default();
        let mut roff = Roff::new();
        roff.control("SH", ["NAME"]);
        roff.text([roman(format!("{} - {about}", self.name))]);
        roff
    }

    /// The commands below this one, an example, notes, exit codes and references.
    fn closing_sections(&self, pages: &[Page]) -> Roff {
        let mut roff = Roff::new();
        let below: Vec<&Page> =
            pages.iter().filter(|page| page.above.as_deref() == Some(&self.name)).collect();
        if !below.is_empty() {
            roff.control("SH", ["COMMANDS"]);
        }
        for page in &below {
            roff.control("TP", []);
            roff.text([bold(page.name.as_str()), roman(format!("({SECTION})"))]);
            roff.text([roman(page.command.get_about().map(ToString::to_string).unwrap_or_default())]);
        }
        if let Some(example) = self.command.get_before_help() {
            roff.control("SH", ["EXAMPLE"]);
            roff.control("nf", []);
            roff.text([roman(example.to_string().trim_start_matches("Example: ").to_owned())]);
            roff.control("fi", []);
        }
        if let Some(notes) = self.command.get_after_help().filter(|_| self.above.is_some()) {
            roff.control("SH", ["NOTES"]);
            roff.text([roman(notes.to_string())]);
        }
        roff.control("SH", ["EXIT STATUS"]);
        roff.text([roman(crate::cli::EXIT_CODES)]);
        let beside = pages.iter().filter(|page| page.above == self.above && page.name != self.name);
        let above = pages.iter().filter(|page| Some(&page.name) == self.above.as_ref());
        let references: Vec<String> =
            above.chain(beside).map(|page| format!("{}({SECTION})", page.name)).collect();
        if !references.is_empty() {
            roff.control("SH", ["SEE ALSO"]);
            roff.text([roman(references.join(", "))]);
        }
        roff
    }
}

/// The pages of presscut and of all its commands, in the order of `--help`.
fn pages() -> Vec<Page> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    add_pages(command, "presscut".to_owned(), None, &mut pages);
    pages
}

fn add_pages(command: clap::Command, name: String, above: Option<String>, pages: &mut Vec<Page>) {
    let below: Vec<clap::Command> =
        command.get_subcommands().filter(|command| !command.is_hide_set()).cloned().collect();
    pages.push(Page { name: name.clone(), above, command });
    for command in below {
        let its_name = format!("{name}-{}", command.get_name());
        add_pages(command, its_name, Some(name.clone()), pages);
    }
}
