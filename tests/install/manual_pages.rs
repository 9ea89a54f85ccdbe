//! `presscut man`: a page for each command, whose references exist.

use std::collections::BTreeSet;

use regex::Regex;

use crate::workspace::Workspace;

/// The names of the commands that a help lists.
fn commands_of(help: &str) -> Vec<String> {
    let list = help.split("Commands:\n").nth(1).unwrap_or("");
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names
        .map(|line| line.split_whitespace().next().unwrap().to_owned())
        .filter(|name| name != "help")
        .collect()
}

#[test]
fn each_command_has_a_page_and_each_reference_leads_to_one() {
    let space = Workspace::new();
    space.run("man --dir pages/man1").code(0);
    let folder = std::fs::read_dir(space.path("pages/man1")).unwrap();
    let files: BTreeSet<String> =
        folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let mut expected = BTreeSet::from(["presscut.1".to_owned()]);
    for command in commands_of(&space.run("--help").code(0).stdout) {
        let below = commands_of(&space.run(&format!("{command} --help")).code(0).stdout);
        expected.extend(below.iter().map(|name| format!("presscut-{command}-{name}.1")));
        expected.insert(format!("presscut-{command}.1"));
    }
    assert_eq!(files, expected);
    assert!(files.len() > 25, "{files:?}");
    let reference = Regex::new(r"(presscut[a-z\\-]*)(?:\\fR)?\(1\)").unwrap();
    let mut references = 0;
    for file in &files {
        let page = std::fs::read_to_string(space.path(&format!("pages/man1/{file}"))).unwrap();
        for found in reference.captures_iter(&page) {
            let name = found[1].replace('\\', "");
            assert!(files.contains(&format!("{name}.1")), "{file} refers to {name}");
            references += 1;
        }
    }
    assert!(references > 100, "only {references} references found");
}

#[test]
fn a_page_says_name_example_options_exit_codes_and_neighbours() {
    let space = Workspace::new();
    let page = space.run("man import").code(0).stdout;
    assert!(page.contains(".TH PRESSCUT-IMPORT 1"), "{page}");
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLE", "EXIT STATUS", "SEE ALSO"] {
        let heads = [format!(".SH {section}\n"), format!(".SH \"{section}\"\n")];
        assert!(heads.iter().any(|head| page.contains(head)), "no {section} in {page}");
    }
    assert!(page.contains("3 done but some records were rejected"), "{page}");
    let page = space.run("man entities merge").code(0).stdout;
    assert!(
        page.contains(r"presscut\-entities(1), ") && page.contains(r"presscut\-entities\-split(1)"),
        "{page}"
    );
}

#[test]
fn a_page_of_no_command_is_wrong_usage() {
    Workspace::new().run("man entities marry").code(2).says("there is no command entities marry");
    Workspace::new().run("man import --dir here").code(2);
}
