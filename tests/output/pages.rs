//! Pages: what a reader, a keyboard and a screen reader find on them.

use dom_query::Document;

use crate::workspace::Workspace;

#[test]
fn a_page_has_a_language_buttons_links_on_titles_and_says_where_it_comes_from() {
    let space = Workspace::with_samples();
    space.run("query articles -p from 2031-03-10 -o articles.html").code(0);
    let page = Document::from(space.read("articles.html"));
    assert_eq!(page.select("html").attr("lang").unwrap().to_string(), "en");
    assert_eq!(page.select("th > button[type=button]").length(), page.select("th[scope=col]").length());
    assert!(page.select("th").length() > 5);
    let heads: Vec<String> = page.select("th").iter().map(|head| head.text().to_string()).collect();
    let title = heads.iter().position(|head| head == "Title").unwrap();
    assert!(!heads.iter().any(|head| head == "URL"), "{heads:?}");
    let first = page.select(&format!("tbody tr:first-child td:nth-child({}) a", title + 1));
    assert!(first.attr("href").unwrap().starts_with("https://") && !first.text().starts_with("http"));
    let source = page.select("footer p").text().to_string();
    assert!(
        source.starts_with("Source: archive presscut.db; query articles (from 2031-03-10); presscut "),
        "{source}"
    );
    assert!(page.select("footer code").text().starts_with("-- title: Articles"));
    space.run("query articles -o urls.html --urls").code(0);
    assert!(space.read("urls.html").contains(">URL</button>"));
}

#[test]
fn a_chart_on_a_page_is_there_for_wide_and_for_narrow_screens() {
    let space = Workspace::with_samples();
    space.file("r.toml", "output = \"r.html\"\n[[sheet]]\nquery = \"speakers\"\n");
    space.run("report r.toml").code(0);
    space.run("chart speakers -o c.html").code(0);
    space.run("chart speakers --size column -o small.html").code(0);
    for (file, widths) in
        [("r.html", &["960", "420"][..]), ("c.html", &["960", "420"]), ("small.html", &["420"])]
    {
        let page = Document::from(space.read(file));
        let found: Vec<String> =
            page.select("figure > svg").iter().map(|svg| svg.attr("width").unwrap().to_string()).collect();
        assert_eq!(found, widths, "{file}");
        let mut ids: Vec<String> =
            page.select("svg title").iter().map(|title| title.attr("id").unwrap().to_string()).collect();
        ids.dedup();
        assert_eq!(ids.len(), widths.len(), "{file}: an id is there twice");
    }
}

#[test]
fn a_csv_has_the_separator_and_the_decimals_that_the_user_says() {
    let space = Workspace::with_samples();
    let csv = |options: &[&str]| {
        let sql = "SELECT 'a;b' AS \"text\", 0.5 AS half, -3 AS n";
        space.run_args(&[&["sql", sql], options].concat()).code(0).stdout
    };
    assert_eq!(csv(&["--separator", ";"]), "text;half;n\n\"a;b\";0.5;-3\n");
    assert_eq!(csv(&["--separator", "tab"]), "text\thalf\tn\na;b\t0.5\t-3\n");
    assert_eq!(csv(&["--decimal-comma"]), "text;half;n\n\"a;b\";0,5;-3\n");
    assert_eq!(
        csv(&["--excel", "--separator", ";", "--decimal-comma"]),
        "\u{feff}text;half;n\r\n\"a;b\";0,5;-3\r\n"
    );
    assert_eq!(csv(&["--decimal-comma", "--tsv"]), "text\thalf\tn\na;b\t0,5\t-3\n");
    let wrong = |options: &[&str], says: &str| {
        space.run_args(&[&["sql", "SELECT 1"], options].concat()).code(2).says(says);
    };
    wrong(&["--separator", ";", "--json"], "--separator is for CSV");
    wrong(&["--decimal-comma", "--json"], "--decimal-comma is for CSV and TSV");
    wrong(&["--decimal-comma", "--separator", ","], "--decimal-comma needs another separator than the comma");
    wrong(&["--separator", "#"], "give ',', ';' or tab");
}
