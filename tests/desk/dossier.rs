//! A dossier: what the archive has on a name or a topic, on one page, in one workbook, in Markdown.

use calamine::{Data, Reader, Xlsx, open_workbook};
use dom_query::Document;

use crate::workspace::Workspace;

/// The rows of a table in Markdown below a heading, as cells.
fn table(text: &str, heading: &str) -> Vec<Vec<String>> {
    let section = text.split("\n## ").find(|section| section.starts_with(heading));
    let section = section.unwrap_or_else(|| panic!("no {heading} in {text}"));
    let rows = section.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| --"));
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_string()).collect()).collect()
}

#[test]
fn a_dossier_has_what_the_queries_of_its_sections_give() {
    let space = Workspace::with_samples();
    space
        .run_args(&["dossier", "Ingrid", "Solheim", "-o", "s.md"])
        .code(0)
        .says("s.md: a dossier of 5 articles");
    let text = space.read("s.md");
    assert!(
        text.contains("\n# Dossier: Ingrid Solheim\n\n- **Type:** person\n- **Also written:** Solheim\n"),
        "{text}"
    );
    assert!(text.contains("- **Named:** 7 mentions in 5 articles of 2 papers\n"), "{text}");
    assert!(
        text.contains(
            "- **First article:** [2031-03-10, Arden Post: Ferry fares to rise by a tenth from April](https://www.ardenpost.example/"
        ),
        "{text}"
    );
    assert!(
        text.contains("- **Last article:** [2031-03-16, Calder Tribune: Solheim under pressure"),
        "{text}"
    );
    assert_eq!(
        table(&text, "Over time")[1..],
        [["2031-03-10", "1"], ["2031-03-14", "1"], ["2031-03-15", "2"], ["2031-03-16", "1"]]
    );
    let said = table(&text, "Said by Ingrid Solheim");
    assert_eq!(said[0], ["Published", "Text", "Kind", "Confidence", "Source", "Title", "Article ID"]);
    assert_eq!(said.len(), 3);
    assert_eq!(said[1][..3], ["2031-03-10", "run like a company, not like a charity.", "partial"]);
    assert!(said[1][5].starts_with("[Ferry fares to rise by a tenth from April](https://"), "{said:?}");
    assert!(text.contains("\nAll rows: presscut query quotes-by-speaker -p speaker \"Ingrid Solheim\"\n"));
    let together = table(&text, "Named in the same articles");
    assert_eq!(together[1], ["Port Arden", "location", "4", "5", "4", "2"]);
    let ahead = table(&text, "Dates ahead");
    assert!(ahead.iter().any(|row| row[3].contains("two new ships, built in Gdansk")), "{ahead:?}");
    assert!(!ahead.iter().any(|row| row[3].contains("island council")), "a date that is far from the name");
    assert_eq!(table(&text, "Articles").len(), 6);
}

#[test]
fn periods_and_confidence_go_to_every_section() {
    let space = Workspace::with_samples();
    let dossier = |options: &[&str]| {
        space.run_args(&[&["dossier", "Ingrid Solheim", "-o", "s.md", "--force"], options].concat()).code(0);
        space.read("s.md")
    };
    let text = dossier(&["-p", "from", "2031-03-15", "-p", "to", "2031-03-15"]);
    assert_eq!(table(&text, "Articles").len(), 3);
    let said = table(&text, "Said by");
    assert_eq!(said.len(), 2);
    assert_eq!(said[1][1], "I am glad that reason has prevailed,");
    // What is said of the days to come is of the articles of the period too.
    assert!(table(&text, "Dates ahead").iter().skip(1).all(|row| row.contains(&"2031-03-15".to_string())));
    let strict = dossier(&["-p", "min_confidence=0.95"]);
    assert_eq!(table(&strict, "Said by").len(), 2);
    assert!(strict.contains("1 row is left out, less sure than 0.95."), "{strict}");
    space.run("tag 6 follow-up").code(0);
    assert_eq!(table(&dossier(&["-p", "tag", "follow-up"]), "Articles").len(), 2);
}

#[test]
fn a_page_needs_nothing_else_and_leads_to_articles_and_addresses() {
    let space = Workspace::with_samples();
    space.run_args(&["dossier", "Ingrid Solheim", "-o", "s.html"]).code(0);
    let text = space.read("s.html");
    let page = Document::from(text.as_str());
    assert_eq!(page.select("script, link, img, iframe").length(), 0);
    assert_eq!(page.select("html").attr("lang").unwrap().to_string(), "en");
    let headings: Vec<String> = page.select("h2").iter().map(|head| head.text().to_string()).collect();
    assert_eq!(
        headings,
        [
            "Over time",
            "Forms of the name and titles",
            "Named in the same articles",
            "Said by Ingrid Solheim",
            "Said about Ingrid Solheim",
            "Dates ahead",
            "Papers",
            "Articles"
        ]
    );
    // Each chart is there wide and narrow, and says its values to those who do not see it.
    assert_eq!(page.select("figure > svg[role=img]").length(), 6);
    assert!(
        page.select("figure.wide desc").iter().any(|desc| desc.text().contains("2031-03-15: 2")),
        "{text}"
    );
    let own: Vec<String> = page
        .select("a[href^='#article-']")
        .iter()
        .map(|link| link.attr("href").unwrap().to_string())
        .collect();
    assert!(own.len() >= 5, "{own:?}");
    for place in own {
        assert_eq!(page.select(&format!("td[id='{}']", &place[1..])).length(), 1, "{place}");
    }
    let quotes =
        page.select("section, table").iter().filter(|one| one.text().contains("not like a charity")).count();
    assert!(quotes >= 1);
    assert!(page.select("footer").text().contains("Source: archive presscut.db"));
}

#[test]
fn a_workbook_has_a_sheet_a_section_with_all_rows_and_charts() {
    let space = Workspace::with_samples();
    space.run_args(&["dossier", "Arden Ferry Company", "-o", "a.xlsx"]).code(0).says("a.xlsx: 8 sheets, ");
    let mut book: Xlsx<_> = open_workbook(space.path("a.xlsx")).unwrap();
    let names = book.sheet_names();
    assert_eq!(names[0], "Contents");
    for name in ["Over time", "Over time, chart", "Named in the same articles", "Articles", "Manifest"] {
        assert!(names.iter().any(|known| known == name), "no {name} in {names:?}");
    }
    let contents = book.worksheet_range("Contents").unwrap();
    let cell = |row, column| contents.get_value((row, column)).map(Data::to_string).unwrap_or_default();
    assert_eq!(
        (cell(0, 0), cell(1, 0), cell(1, 1)),
        ("Dossier: Arden Ferry Company".into(), "Type".into(), "organization".into())
    );
    let articles = book.worksheet_range("Articles").unwrap();
    let all = space.run("query articles-mentioning -p entity=AFC --csv").code(0).stdout;
    assert_eq!(articles.height(), all.lines().count());
    space.run_args(&["dossier", "AFC", "-o", "a.md", "--limit", "2"]).code(0);
    assert!(space.read("a.md").contains("The first 1 and the last 1 of "), "{}", space.read("a.md"));
}

#[test]
fn a_topic_has_a_dossier_of_what_a_search_finds() {
    let space = Workspace::with_samples();
    space.run_args(&["dossier", "--search", "ferry fares", "-o", "f.md"]).code(0);
    let text = space.read("f.md");
    let found = space.run("search ferry fares --csv").code(0).stdout;
    assert_eq!(table(&text, "Articles").len(), found.lines().count());
    // Names and speakers are those of the found articles alone.
    let all = space.run("query speakers --csv").code(0).stdout.lines().count();
    let speakers = table(&text, "Who is quoted");
    assert!(speakers.len() > 1 && speakers.len() < all, "{speakers:?}");
    assert!(speakers.iter().any(|row| row[0] == "Tomas Okafor"), "{speakers:?}");
    assert!(!text.contains("Beatrix Oduya"));
    let said = table(&text, "Said about it");
    assert!(
        said.iter().skip(1).all(|row| row[2].to_lowercase().contains("fares") && !row[2].contains('«')),
        "{said:?}"
    );
    space
        .run("dossier --search zzzq -o z.md")
        .code(1)
        .says("“zzzq” finds nothing, so there is no dossier of it");
    assert!(!space.path("z.md").exists());
}

#[test]
fn names_that_are_unknown_or_those_of_several_list_who_may_be_meant() {
    let space = Workspace::with_samples();
    space.run_args(&["dossier", "Ingrid Solhem"]).code(2).says("did you mean Ingrid Solheim?");
    space.run_args(&["dossier", "Lind"]).code(2).says("\"Lind\" can be Marek Lind (person, 5 mentions, #");
    space.run_args(&["dossier", "Marek Lind", "-p", "form=2031"]).code(2).says("did you mean from?");
    space.run_args(&["dossier", "Marek Lind", "-p", "from=someday"]).code(2).says("someday");
    space
        .run_args(&["dossier", "Marek Lind", "-o", "m.pdf"])
        .code(2)
        .says("written as .html, .xlsx, .md or .txt");
    space.run_args(&["dossier"]).code(2);
    space.run_args(&["dossier", "Marek Lind", "-o", "m.md"]).code(0);
    space.run_args(&["dossier", "Marek Lind", "-o", "m.md"]).code(1).says("--force");
    // Without a file it is text, and nothing is written.
    let text = space.run_args(&["dossier", "Marek Lind"]).code(0).stdout;
    assert!(text.starts_with("Dossier: Marek Lind\n\nType: person\n"), "{text}");
}
