//! What a page of HTML says of its story: headline, people, section, times, captions and credits, into the archive.

use crate::workspace::Workspace;

/// A story's paragraphs, as HTML; what `between` says stands after the first.
fn story(between: &str) -> String {
    let paragraphs = [
        "The tidal mill of Quillan ground its first flour in ninety years on Saturday, watched by some two hundred people who had come down to the quay before dawn to see the sluice opened.",
        "“My grandfather swept this floor, and his father cut the stone,” said Renata Okonjo, who leads the trust that has restored the building. “We only had to learn what they forgot to write down.”",
        "The Quillan Mill Trust bought the ruin for one crown in 2019 and has spent 3.4 million crowns on it since, most of it given by the Fund for Coastal Heritage and by readers of this paper.",
        "Bakers will get their first sacks in May, Okonjo said. The trust hopes to open the upper floors to visitors by the end of the year, if the roof over the eastern wing is mended by then.",
    ];
    let [first, rest @ ..] = paragraphs;
    let rest: Vec<String> = rest.iter().map(|text| format!("<p>{text}</p>")).collect();
    format!("<p>{first}</p>\n{between}\n{}", rest.join("\n"))
}

#[test]
fn a_page_without_json_ld_is_read_by_what_it_states_and_shows() {
    let space = Workspace::new();
    space.file(
        "page.html",
        format!(
            "<!DOCTYPE html><html lang=en><head><title>Tidal mill turns again | Meridian Review</title>
             <meta property='og:site_name' content='Meridian Review'><meta name=author content='@meridianreview'>
             <meta property='og:title' content='Tidal mill turns'><meta property='article:section' content='Culture'>
             <meta property='article:modified_time' content='2031-04-07T10:00:00+02:00'>
             <link rel=canonical href='https://meridianreview.example/culture/mill'></head><body>
             <header><h1><a href='/'>Meridian Review</a></h1></header><main><article>
             <h1>Tidal mill turns again after ninety years</h1>
             <p class=byline>By <a href='/people/ferreira'>Salome Ferreira</a>, Staff Writer | <span>6 April 2031, 9:30 am (SGT)</span></p>
             {}</article></main><aside><time datetime='2031-04-20'>20 April</time></aside></body></html>",
            story("")
        ),
    );
    space.run("import page.html").code(0).says("1 new");
    assert_eq!(
        space.rows(
            "SELECT title, byline, section, published_at, published_utc, published_from, modified_at, url FROM articles"
        ),
        [[
            "Tidal mill turns again after ninety years",
            "Salome Ferreira",
            "Culture",
            "2031-04-06T09:30:00+08:00",
            "2031-04-06T01:30:00Z",
            "page text",
            "2031-04-07T10:00:00+02:00",
            "https://meridianreview.example/culture/mill"
        ]]
    );
}

#[test]
fn captions_and_credits_are_blocks_in_page_order_and_never_in_the_body() {
    let space = Workspace::new();
    let figure = "<figure><img src=mill.jpg><figcaption>The mill at low water on Saturday morning, before the sluice was opened. Photo: Salome Ferreira</figcaption></figure>";
    space.file(
        "page.html",
        format!(
            "<html><head><title>Tidal mill turns again</title></head><body><main><article><h1>Tidal mill turns again</h1>
             <figure><img src=wheel.jpg><figcaption><span class=caption>The wheel, cut from one oak in the winter of the great storm.</span>
             <span class=credit>Kofi Brandt / Meridian Review</span></figcaption></figure>{}</article></main></body></html>",
            story(figure)
        ),
    );
    space.run("import page.html").code(0).says("1 new");
    assert_eq!(
        space.rows("SELECT kind, text FROM blocks WHERE kind IN ('caption', 'credit') ORDER BY line, id"),
        [
            ["caption", "The wheel, cut from one oak in the winter of the great storm."],
            ["credit", "Kofi Brandt / Meridian Review"],
            ["caption", "The mill at low water on Saturday morning, before the sluice was opened."],
            ["credit", "Photo: Salome Ferreira"],
        ]
    );
    let body = space.value("SELECT body FROM articles");
    for picture in ["one oak", "Kofi Brandt", "low water", "Photo"] {
        assert!(!body.contains(picture), "{picture} in {body}");
    }
    assert_eq!(space.column("SELECT line FROM blocks WHERE kind = 'caption' ORDER BY line")[0], "1");
    assert_ne!(space.column("SELECT line FROM blocks WHERE kind = 'caption' ORDER BY line")[1], "1");
}

#[test]
fn json_ld_that_points_elsewhere_is_followed() {
    let space = Workspace::new();
    let linked = r##"<script type="application/ld+json">
        [{"@context": "https://schema.org", "@graph": [
          {"@type": "NewsArticle", "url": "https://meridianreview.example/other", "headline": "Another story", "datePublished": "2030-01-01"},
          {"@type": ["NewsArticle", "Thing"], "mainEntityOfPage": {"@type": "WebPage", "@id": "https://meridianreview.example/mill"},
           "headline": "Tidal mill turns again", "datePublished": "2031-04-06T09:30:00.000Z", "dateModified": "2031-04-06T09:30:00.000Z",
           "articleSection": ["Culture"], "author": [{"@id": "#kofi"}, {"@type": "Organization", "name": "Meridian Review"}],
           "publisher": {"@id": "#paper"},},
          {"@type": "Person", "@id": "#kofi", "name": "Kofi Brandt"},
          {"@type": "Organization", "@id": "#paper", "name": "Meridian Review"}]}]</script>"##;
    space.file(
        "page.html",
        format!(
            "<html><head><title>x</title><link rel=canonical href='https://meridianreview.example/mill'>{linked}</head>
             <body><article>{}</article></body></html>",
            story("")
        ),
    );
    space.run("import page.html").code(0).says("1 new");
    assert_eq!(
        space.rows(
            "SELECT a.title, a.byline, a.section, a.published_at, a.published_from, coalesce(a.modified_at, '-'), s.name
             FROM articles a JOIN sources s ON s.id = a.source_id"
        ),
        [[
            "Tidal mill turns again",
            "Kofi Brandt",
            "Culture",
            "2031-04-06T09:30:00Z",
            "json-ld",
            "-",
            "Meridian Review"
        ]]
    );
}

#[test]
fn feeds_and_options_say_where_a_time_comes_from() {
    let space = Workspace::new();
    let text = "The tidal mill of Quillan ground its first flour in ninety years on Saturday, watched by two hundred people.";
    space.file(
        "feed.xml",
        format!(
            "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Meridian Review</title><id>f</id><updated>2031-04-09T00:00:00Z</updated>
             <entry><id>1</id><title>Tidal mill turns again</title><link href='https://meridianreview.example/mill'/>
             <published>2031-04-06T09:30:00+02:00</published><updated>2031-04-08T08:00:00+02:00</updated><category term='Culture'/>
             <content type='text'>{text}</content></entry></feed>"
        ),
    );
    space.run("import feed.xml").code(0).says("1 new");
    let facts =
        "SELECT published_at, published_utc, published_from, modified_at, section FROM articles WHERE id = ";
    assert_eq!(
        space.rows(&format!("{facts} 1")),
        [[
            "2031-04-06T09:30:00+02:00",
            "2031-04-06T07:30:00Z",
            "feed",
            "2031-04-08T08:00:00+02:00",
            "Culture"
        ]]
    );
    space.file(
        "page.txt",
        format!("Lighthouse opens\n\n{} And more of it.\n", text.replace("mill", "lighthouse")),
    );
    space.run("import page.txt --published 2031-05-01").code(0).says("1 new");
    assert_eq!(
        space.rows("SELECT published_at, published_from FROM articles WHERE id = 2"),
        [["2031-05-01", "option"]]
    );
}
