//! What the documents say in passing exists: each command and each `--option` of a `presscut …` between backticks is in
//! that command's help.

use std::collections::BTreeMap;
use std::path::Path;

use regex::Regex;

use crate::workspace::Workspace;

/// The `presscut …` between backticks in a document's running text.
fn commands_in_passing(document: &str) -> Vec<String> {
    let fenced = Regex::new(r"(?ms)^ *```.*?^ *```$").unwrap();
    let text = fenced.replace_all(document, "").replace('\n', " ");
    let spans = Regex::new("`presscut ([^`]+)`").unwrap();
    spans.captures_iter(&text).map(|found| found[1].to_string()).collect()
}

/// What is wrong with a command, by presscut's own help; `helps` keeps each help that was asked for.
fn fault(command: &str, helps: &mut BTreeMap<Vec<String>, Result<String, String>>) -> Option<String> {
    let is_name = |word: &&str| word.chars().all(|letter| letter.is_ascii_lowercase());
    let words: Vec<String> =
        command.split_whitespace().take_while(is_name).take(2).map(str::to_string).collect();
    let help = helps.entry(words.clone()).or_insert_with(|| {
        let mut args: Vec<&str> = words.iter().map(String::as_str).collect();
        args.push("--help");
        let ended = Workspace::new().run_args(&args);
        if ended.code == 0 { Ok(ended.stdout) } else { Err(ended.stderr) }
    });
    let help = match help {
        Ok(help) => help,
        Err(error) => return Some(format!("`presscut {command}`: {error}")),
    };
    let option = Regex::new(r"(?:^| )(--[a-z-]+)").unwrap();
    let known = |name: &str| Regex::new(&format!(r"(?m)(^|[ ,\[]){name}\b([^-]|$)")).unwrap().is_match(help);
    let unknown = option.captures_iter(command).find(|found| !known(&found[1]))?;
    Some(format!("`presscut {command}`: its help has no {}", &unknown[1]))
}

#[test]
fn commands_and_options_in_the_text_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = std::fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut documents: Vec<_> = docs.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    documents.extend([root.join("README.md"), root.join("CHANGELOG.md")]);
    let (mut faults, mut found, mut helps) = (Vec::new(), 0, BTreeMap::new());
    for path in documents {
        for command in commands_in_passing(&std::fs::read_to_string(&path).unwrap()) {
            found += 1;
            let fault = fault(&command, &mut helps);
            faults.extend(fault.map(|fault| format!("{}: {fault}", path.display())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(found > 40, "only {found} commands found");
}

#[test]
fn commands_and_options_that_do_not_exist_are_found_out() {
    let text = "Say `presscut query --json` or\n`presscut import\n--dry-ran`.\n\n```sh\n`presscut x`\n```\n`presscut quary`";
    let commands = commands_in_passing(text);
    assert_eq!(commands, ["query --json", "import --dry-ran", "quary"]);
    let mut helps = BTreeMap::new();
    assert_eq!(fault("query sources --json -o x.csv", &mut helps), None);
    assert_eq!(fault("COMMAND --help", &mut helps), None);
    assert!(fault("import --dry-ran", &mut helps).unwrap().ends_with("its help has no --dry-ran"));
    assert!(fault("entities hyde", &mut helps).unwrap().contains("unrecognized subcommand"));
}
