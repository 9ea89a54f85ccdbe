//! Headlines with their kickers apart, and authors who are people, from pages of many languages, into the archive.

use serde_json::{Value, json};

use crate::workspace::Workspace;

const STORY: &str = "<p>The tidal mill of Quillan ground its first flour in ninety years on Saturday, watched by some two hundred people who had come down to the quay before dawn to see the sluice opened.</p>
    <p>“My grandfather swept this floor, and his father cut the stone,” said Renata Okonjo, who leads the trust that has restored the building, with readers of this paper.</p>
    <p>The Quillan Mill Trust bought the ruin for one crown in 2019 and has spent 3.4 million crowns on it since, most of it given by the Fund for Coastal Heritage and by others.</p>";

/// What `extract` says of a page with this head, and with this between the body's tag and the story.
fn extracted(head: &str, above: &str) -> Value {
    let space = Workspace::new();
    let page = format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8>{head}</head><body><article>{above}{STORY}</article></body></html>"
    );
    space.file("page.html", page);
    serde_json::from_str(space.run("extract -q page.html").code(0).stdout.trim()).unwrap()
}

fn authors_of(head: &str, byline: &str) -> Value {
    extracted(&format!("<title>Mill turns</title>{head}"), &format!("<h1>Mill turns</h1>{byline}"))["authors"]
        .clone()
}

#[test]
fn bylines_of_many_languages_name_people() {
    for byline in [
        "<div class=byline>Von Nora Quint und Eino Vik</div>",
        "<p class=author>Par Nora Quint et Eino Vik (avec AFP)</p>",
        "<div class=author>Por Nora Quint y Eino Vik</div>",
        "<div class=byline>di Nora Quint e Eino Vik</div>",
        "<div class=byline>Door Nora Quint en Eino Vik</div>",
        "<div class=byline>Av Nora Quint og Eino Vik</div>",
        "<div class=byline>Teksti: Nora Quint ja Eino Vik</div>",
        "<div class=byline>Tekst: Nora Quint i Eino Vik</div>",
        "<div class=byline>Haber: Nora Quint ve Eino Vik</div>",
        "<span class=meta>Erstellt von Nora Quint, Redakteurin, und Eino Vik | 3.4.2031</span>",
        "<div class=authors><span>Nora Quint</span> <span>Eino Vik</span></div>",
        "<div><span class=byline><b>Nora</b> <b>Quint</b></span> <span class=byline><b>Eino</b> <b>Vik</b></span></div>",
        "<aside class=info><p class=authors>By <a href=/a/nq>Nora Quint</a> and <a href=/a/ev>Eino Vik</a></p></aside>",
        "<header><span itemprop=author>Nora Quint</span>, <span itemprop=author>Eino Vik</span></header>",
        "<div data-author='Nora Quint, Eino Vik'></div>",
        "<p><strong>Nora Quint/Eino Vik</strong></p>",
        "<div class=name><a href=/author/nq>Nora Quint</a></div><div class=name><a href=/author/ev>Eino Vik</a></div>",
    ] {
        assert_eq!(authors_of("", byline), json!(["Nora Quint", "Eino Vik"]), "{byline}");
    }
}

#[test]
fn metadata_names_people_without_what_is_around_them() {
    for head in [
        "<meta name=author content='Von Nora Quint'>",
        "<meta name=author content='Nora Quint, professor of coastal law at the University of Tarn'>",
        "<meta name=author content='Nora Quint, PhD'>",
        "<meta name=articleAuthor content='Nora Quint, Quillan'>",
        "<meta name='twitter:label1' content='Verfasst von'><meta name='twitter:data1' content='Nora Quint'>",
        "<meta itemprop=author content='Nora Quint'>",
        r#"<script type="application/ld+json">//<![CDATA[
           {"@type": "NewsArticle", "author": {"@type": "Person", "name": "Nora Quint"}}
           //]]></script>"#,
        r#"<script type="application/ld+json">{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;author&quot;: &quot;Nora Quint&quot;}</script>"#,
        r#"<script type="application/ld+json">{"@type": "NewsArticle", // the story
           "author": [{"@type": "Person", "givenName": "Nora", "familyName": "Quint",}],}</script>"#,
        r##"<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "author": {"@id": "#nq"}}]}</script>
           <script type="application/ld+json">{"@type": "Person", "@id": "#nq", "name": "Nora Quint"}</script>"##,
    ] {
        assert_eq!(authors_of(head, ""), json!(["Nora Quint"]), "{head}");
    }
}

#[test]
fn labels_buttons_and_people_of_other_stories_are_no_authors() {
    for byline in [
        "<div class=author><span>By</span></div>",
        "<div class=author>Follow</div>",
        "<div class=author-box><a href=/authors/all>Mehr</a></div>",
        "<div class=byline>Sunday</div>",
        "<p class=meta>Staff</p>",
        "<div class=related><span class=author>Eino Vik</span></div>",
        "<p>Tags: <a href=/person/renata-okonjo>Renata Okonjo</a></p>",
    ] {
        assert_eq!(authors_of("", byline), json!([]), "{byline}");
    }
}

#[test]
fn agencies_and_papers_are_marked() {
    let found = |author: &str| {
        let head = format!(
            "<title>Mill turns</title><meta property=og:site_name content='Meridian Review'>
             <script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"author\": {author}}}</script>"
        );
        let page = extracted(&head, "<h1>Mill turns</h1>");
        (page["authors"].clone(), page["agencies"].clone())
    };
    assert_eq!(found(r#"{"name": "AFP"}"#), (json!(["AFP"]), json!(["AFP"])));
    assert_eq!(
        found(r#"{"name": "Meridian Review"}"#),
        (json!(["Meridian Review"]), json!(["Meridian Review"]))
    );
    assert_eq!(
        found(r#"[{"name": "Reuters"}, {"name": "Nora Quint"}]"#),
        (json!(["Nora Quint", "Reuters"]), json!(["Reuters"]))
    );
    assert_eq!(found(r#"{"name": "Nora Quint, Reuters"}"#), (json!(["Nora Quint"]), json!([])));
}

#[test]
fn a_kicker_is_apart_from_its_headline() {
    let page = |head: &str, above: &str| {
        let page = extracted(head, above);
        (page["title"].clone(), page["kicker"].clone())
    };
    let apart = (json!("Mill turns after ninety years"), json!("Quillan"));
    for heading in [
        "<h1><span class=kicker>Quillan</span><span class=hide>: </span><span>Mill turns after ninety years</span></h1>",
        "<h1><span class=title__overline>Quillan</span> - <span>Mill turns after ninety years</span></h1>",
        "<h1><small>Quillan</small><br>Mill turns after ninety years</h1>",
        "<h1>Quillan: Mill turns after ninety years</h1>",
        "<h2 class=article-kicker>Quillan</h2><h1>Mill turns after ninety years</h1>",
        "<p class=eyebrow>Quillan</p><div><h1>Mill turns after <em>ninety</em> years</h1></div>",
    ] {
        let head = "<title>Mill turns after ninety years - Meridian Review</title>
            <meta property=og:title content='Mill turns after ninety years'>";
        assert_eq!(page(head, heading), apart, "{heading}");
    }
    let head = "<title>Quillan: Mill turns - Meridian Review</title><meta property=og:title content='Quillan: Mill turns'>";
    let heading = "<h1><span class=kicker>Quillan</span><span>: </span><span>Mill turns</span></h1>";
    assert_eq!(page(head, heading).0, "Quillan: Mill turns");
}

#[test]
fn a_headline_has_no_site_section_or_character_reference() {
    for (head, above) in [
        (
            "<title>Mill turns &amp; turns | Culture | Meridian Review</title><meta property=og:site_name content='Meridian Review'>",
            "<h1>Mill turns &amp; turns</h1>",
        ),
        (
            "<meta property=og:title content='Mill turns &amp;amp; turns - Meridian Review'><meta property=og:site_name content='Meridian Review'>",
            "",
        ),
        (
            "<title>Mill turns &amp; turns - review.example</title><link rel=canonical href='https://review.example/mill'>",
            "",
        ),
        (
            "<title>Mill turns</title><meta property=og:title content='Mill turns &amp; turns'>",
            "<h1><span>M</span>ill turns &amp;\n turns</h1>",
        ),
        (
            r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Mill <b>turns</b> &amp; turns"}</script>"#,
            "",
        ),
    ] {
        assert_eq!(extracted(head, above)["title"], "Mill turns & turns", "{head} {above}");
    }
}

#[test]
fn bylines_and_times_beside_the_story_are_blocks() {
    for line in [
        "<p>Nora Quint</p>",
        "<p>Von Nora Quint</p>",
        "<p>NORA QUINT, Redakteurin</p>",
        "<p>Par Nora Quint avec AFP</p>",
        "<p>Nora Quint</p><p>Staff Writer</p>",
        "<p>Publié le 3 mars 2031 à 10h30</p>",
        "<p>Stand: 03.03.2031, 10:30 Uhr</p>",
        "<p>Actualizado: 3 de marzo de 2031</p>",
        "<p>Lesezeit: 3 Min.</p>",
    ] {
        let page = extracted(
            "<title>Mill turns</title><meta name=author content='Nora Quint'>",
            &format!("<h1>Mill turns</h1>{line}"),
        );
        assert!(page["body"].as_str().unwrap().starts_with("The tidal mill"), "{line}: {}", page["body"]);
        assert_eq!(page["authors"], json!(["Nora Quint"]), "{line}");
    }
}

#[test]
fn a_list_as_text_is_a_list_of_authors() {
    let space = Workspace::new();
    let body = "The council of Quillan voted on Tuesday to close the old mill for two years, and bakers said that they had not been asked at all.";
    let cells = [
        "\"['Nora Quint', 'Eino Vik']\"",
        "\"[\"\"Ana O'Neil\"\"]\"",
        "[]",
        "\"Von Nora Quint\"",
        "\"['Nora Quint' 'Eino Vik']\"",
    ];
    let rows: String = cells
        .iter()
        .enumerate()
        .map(|(row, cell)| format!("https://review.example/{row},{cell},Mill {row},\"{body} ({row})\"\n"))
        .collect();
    space.file("news.csv", format!("url,author,title,body_text\n{rows}"));
    space.run("import news.csv").code(0);
    assert_eq!(
        space.column("SELECT ifnull(byline, 'none') FROM articles ORDER BY url"),
        ["Nora Quint, Eino Vik", "Ana O'Neil", "none", "Nora Quint", "Nora Quint, Eino Vik"]
    );
}

#[test]
fn the_kicker_of_an_article_is_in_its_row_and_stays_there() {
    let space = Workspace::new();
    space.file(
        "page.html",
        format!(
            "<title>Mill turns again</title><link rel=canonical href='https://review.example/mill'>
             <article><p class=kicker>Quillan</p><h1>Mill turns again</h1>{STORY}</article>"
        ),
    );
    space.run("import page.html").code(0).says("1 new");
    space.run("import page.html").code(0);
    assert_eq!(space.rows("SELECT title, kicker FROM articles"), [["Mill turns again", "Quillan"]]);
}
