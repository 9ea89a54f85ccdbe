//! Articles go out as files that people read: one that is shown, or all in a folder.

use super::article;
use crate::workspace::Workspace;

const TITLE: &str = "Ferry fares to rise by a tenth from April";

#[test]
fn an_article_is_written_as_markdown_text_or_a_page() {
    let space = Workspace::with_samples();
    let id = article(&space, TITLE);
    for file in ["article.md", "article.txt", "article.html"] {
        space.run_args(&["show", &id, "-o", file]).code(0);
    }
    let markdown = space.read("article.md");
    assert!(
        markdown.starts_with(&format!(
            "---\ntitle: \"{TITLE}\"\nsource: \"Arden Post\"\npublished: \"2031-03-10"
        )),
        "{markdown}"
    );
    assert!(markdown.contains(&format!("\n---\n\n# {TITLE}\n\nFares on the ferries")), "{markdown}");
    let text = space.read("article.txt");
    assert!(text.starts_with(&format!("{TITLE}\nsource: Arden Post\n")), "{text}");
    let body = space.value(&format!("SELECT body FROM articles WHERE id = {id}"));
    assert!(text.ends_with(&format!("\n\n{body}\n")), "{text}");
    let page = space.read("article.html");
    assert!(page.contains("<html lang=\"en\">") && page.contains(&format!("<h1>{TITLE}</h1>")), "{page}");
    assert!(page.contains("<dt>source</dt><dd>Arden Post</dd>"), "{page}");
}

#[test]
fn a_file_that_is_there_and_a_form_that_is_not_known_are_refused() {
    let space = Workspace::with_samples();
    space.file("article.md", "mine");
    space.run("show 1 -o article.md").code(1).says("article.md");
    assert_eq!(space.read("article.md"), "mine");
    space.run("show 1 -o article.md --force").code(0);
    assert!(space.read("article.md").starts_with("---\n"));
    space.run("show 1 -o article.doc").code(2).says("an article is written as .md, .txt or .html");
    space.run("show 999 -o new.md").code(1).says("there is no article 999");
    assert!(!space.path("new.md").exists());
}

#[test]
fn all_articles_go_into_a_folder_named_by_day_source_and_headline() {
    let space = Workspace::with_samples();
    let articles = space.value("SELECT count(*) FROM articles WHERE kind = 'article'");
    space
        .run("export articles --as markdown cuttings")
        .code(0)
        .says(&format!("cuttings: {articles} articles"));
    assert_eq!(std::fs::read_dir(space.path("cuttings")).unwrap().count().to_string(), articles);
    let name = "cuttings/2031-03-10-arden-post-ferry-fares-to-rise-by-a-tenth-from-april.md";
    assert!(space.read(name).contains(TITLE));
    space.file(name, "mine");
    space.run("export articles --as markdown cuttings").code(1).says("nothing was written");
    assert_eq!(space.read(name), "mine");
    space.run("export quotes --as markdown cuttings").code(2).says("--as writes articles into a folder");
    space.run("export articles --as text texts").code(0);
    assert!(space.path("texts/2031-03-10-arden-post-ferry-fares-to-rise-by-a-tenth-from-april.txt").exists());
}
