//! `presscut --version --verbose` and `presscut licences`.

use std::path::Path;

use crate::workspace::Workspace;

#[test]
fn the_verbose_version_names_schema_extractor_models_and_sqlite() {
    let space = Workspace::new();
    let shown = space.run("--version --verbose").code(0).stdout;
    assert_eq!(space.run("-v -V").code(0).stdout, shown);
    let fact = |name: &str| {
        let line = shown.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_else(|| panic!("no {name} in {shown}")).trim().to_owned()
    };
    assert_eq!(fact("presscut "), env!("CARGO_PKG_VERSION"));
    let record = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("crates/presscut-extract/languages/en/models/quotes/MODEL.toml");
    let record: toml::Table = std::fs::read_to_string(record).unwrap().parse().unwrap();
    assert_eq!(fact("model quotes "), record["sha256"].as_str().unwrap());
    assert_eq!(fact("model entities ").len(), 64);
    assert!(fact("SQLite ").starts_with("3."), "{shown}");

    let samples = Workspace::with_samples();
    let archive = samples.value("SELECT user_version FROM pragma_user_version");
    assert_eq!(fact("schema "), archive);
    assert_eq!(fact("extractor "), samples.value("SELECT extractor FROM articles LIMIT 1"));
}

#[test]
fn the_short_version_stays_one_line() {
    let shown = Workspace::new().run("--version").code(0).stdout;
    assert_eq!(shown, format!("presscut {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_licences_name_the_source_of_each_list_of_others() {
    let shown = Workspace::new().run("licences").code(0).stdout;
    assert!(shown.starts_with("MIT License"), "{shown}");
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/presscut-extract/languages/en/lists");
    // What the heads of the lists call their sources.
    let sources = [
        "GeoNames",
        "CLDR",
        "ISO 3166-1",
        "ISO 3166-2",
        "Faker 40",
        "1990 census",
        "spacy-lookups-data 1.0.5",
        "GloVe 6B",
        "fundus 0.5.7",
    ];
    let mut named = 0;
    for entry in std::fs::read_dir(lists).unwrap() {
        let path = entry.unwrap().path();
        let list = std::fs::read_to_string(&path).unwrap();
        let head: Vec<&str> = list.lines().take_while(|line| line.starts_with('#')).collect();
        let head = head.join(" ").replace("# ", "");
        let of_others = head.contains("licence)") || head.contains("CC BY") || head.contains("public domain");
        let its_sources: Vec<&&str> = sources.iter().filter(|source| head.contains(**source)).collect();
        assert!(
            !of_others || !its_sources.is_empty(),
            "{}: add its source here and to NOTICE",
            path.display()
        );
        for source in its_sources {
            assert!(shown.contains(*source), "NOTICE does not name {source}");
            named += 1;
        }
    }
    assert!(named >= 8, "only {named} sources found");
}
