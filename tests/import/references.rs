//! Lists of references: RIS and BibTeX. The abstract is the text, and says so.

use super::story;
use crate::workspace::Workspace;

const FACTS: &str = "SELECT a.title, a.byline, s.name, a.published_at, a.section, a.page, a.url
    FROM articles a LEFT JOIN sources s ON s.id = a.source_id ORDER BY a.id";

#[test]
fn a_ris_file_gives_an_article_for_each_abstract_with_its_day_of_publication() {
    let (hall, pool) = (story("hall"), story("pool").replace(". ", ".\n"));
    let file = format!(
        "Provider: A library\r\nContent: text/plain\r\n\r\n\
         TY  - NEWS\r\nTI  - Hall closes &amp; opens\r\nA1  - Roe, Jane\r\nAU  - Vik, Eino\r\nT2  - Arden Herald, The\r\nY2  - 2031/06/01/\r\n\
         DA  - 2031/03/14/\r\nPY  - 2031\r\nSP  - 5\r\nEP  - 7\r\nSE  - Local\r\nUR  - https://herald.example/hall\r\nAB  - {hall}\r\nER  - \r\n\r\n\
         TY  - JOUR\r\nT1  - Pool closes\r\nAU  - Anonymous\r\nJO  - Sund Post\r\nY1  - 2031/04//\r\nY2  - 2031/06/01/\r\nN2  - {pool}\r\n\
         TY  - NEWS\r\nTI  - Nothing to read\r\nY2  - 2031/06/01/\r\nER  - \r\n"
    );
    let space = Workspace::new();
    space
        .file("export.txt", file)
        .import(&["export.txt"])
        .code(3)
        .says("2 new")
        .says("without an abstract (“Nothing to read”)");
    assert_eq!(
        space.rows(FACTS),
        [
            [
                "Hall closes & opens",
                "Jane Roe; Eino Vik",
                "The Arden Herald",
                "2031-03-14",
                "Local",
                "5–7",
                "https://herald.example/hall"
            ],
            ["Pool closes", "∅", "Sund Post", "2031-04", "∅", "∅", "∅"],
        ]
    );
    assert_eq!(space.column("SELECT body FROM articles WHERE id = 1"), [story("hall")]);
    let marked =
        "SELECT b.article_id FROM blocks b JOIN articles a ON a.id = b.article_id WHERE b.kind = 'abstract'";
    assert_eq!(space.column(marked), ["1", "2"]);
    assert_eq!(space.rows("SELECT record, rule FROM rejects"), [["3", "no text"]]);
    let traced = space.run("trace article 2 --raw").code(0).stdout;
    assert!(traced.starts_with("TY  - JOUR") && traced.contains("Y2  - 2031"), "{traced}");
    space.import(&["export.txt"]).says("nothing new");
}

#[test]
fn a_bibtex_file_gives_an_article_for_each_abstract_and_a_broken_entry_costs_itself_alone() {
    let file = format!(
        "% Exported\n@string{{post = \"Sund Post\"}}\n@comment{{not an entry}}\n\
         @article{{roe2031hall,\n title = {{{{Caf\\'e}} hall closes}},\n author = {{Roe, Jane and Vik, Eino and {{Island News Service}}}},\n journal = post,\n\
         year = 2031,\n month = mar,\n day = 14,\n urldate = {{2031-06-01}},\n pages = {{5--7}},\n url = {{https://post.example/hall_1}},\n abstract = {{{}}}\n}}\n\
         @misc{{broken, title = {{Never closed, abstract = {{x}}\n\
         @online{{pool, title = {{Pool closes}}, date = {{2031-04}}, urldate = {{2031-06-01}}, abstract = \"{}\"}}\n\
         @misc{{looked, title = {{Looked up}}, urldate = {{2031-06-01}}, abstract = {{{}}}}}\n\
         @misc{{none, title = {{Nothing to read}}, urldate = {{2031-06-01}}}}\n",
        story("hall"),
        story("pool"),
        story("quay"),
    );
    let space = Workspace::new();
    space.file("library.bib", file).import(&["library.bib"]).code(3).says("3 new").says("2 rejected");
    assert_eq!(
        space.rows(FACTS),
        [
            [
                "Café hall closes",
                "Jane Roe; Eino Vik; Island News Service",
                "Sund Post",
                "2031-03-14",
                "∅",
                "5–7",
                "https://post.example/hall_1"
            ],
            ["Pool closes", "∅", "∅", "2031-04", "∅", "∅", "∅"],
            ["Looked up", "∅", "∅", "∅", "∅", "∅", "∅"],
        ]
    );
    assert_eq!(space.column("SELECT body FROM articles WHERE id = 2"), [story("pool")]);
    assert_eq!(space.rows("SELECT record, rule FROM rejects"), [["2", "not BibTeX"], ["5", "no text"]]);
    assert_eq!(space.column("SELECT format FROM import_files"), ["bibtex"]);
    let traced = space.run("trace article 2 --raw").code(0).stdout;
    assert!(traced.starts_with("@online{pool"), "{traced}");
}
