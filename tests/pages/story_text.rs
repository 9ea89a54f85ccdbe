//! The story of a page: its white space as a browser has it, all of its paragraphs, and nothing else, whatever the page came in.

use crate::workspace::Workspace;

const PARAGRAPHS: [&str; 3] = [
    "The council of Quillan voted on Monday to close the old eel market for two years, and traders said that they had not been asked.",
    "The hall was built in 1921, and its roof would not last another winter of storms from the west, the mayor said on Monday.",
    "Traders are to sell from the quay until the new hall opens, and some of them say that they will give up before that.",
];

/// A page in which inline tags cut words and lines of the source cut paragraphs, and the first paragraph as readers see it.
fn page() -> (String, String) {
    let first = "<span class=drop>R</span>enata <a href=/o>Okonjo</a>’s house in\n   Quil<b>lan</b> was sold (<a href=/p>see plan</a>)\nfor $<b>5</b>m on\r\nthe 10<sup>th</sup> by <i>e</i>-mail.";
    let shown = "Renata Okonjo’s house in Quillan was sold (see plan) for $5m on the 10th by e-mail.";
    let rest: String =
        PARAGRAPHS.iter().map(|text| format!("<p>{}</p>", text.replace(", and", ",\n  and"))).collect();
    let page = format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Market closes</title></head><body><nav><a href=/>Home</a></nav>
         <article><h1>Market closes</h1><p>{first}</p>{rest}</article></body></html>"
    );
    (page, [&[shown], &PARAGRAPHS[..]].concat().join("\n\n"))
}

#[test]
fn inline_tags_add_no_blank_and_source_lines_no_paragraph_in_any_container() {
    let (page, shown) = page();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let warc = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/1\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{head}\r\n\r\n",
        head.len()
    );
    let mhtml = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/1\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"--seam\"\r\n\r\n----seam\r\nContent-Type: text/html; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n----seam--\r\n"
    );
    let story = page.split("</h1>").nth(1).unwrap().split("</article>").next().unwrap();
    let json = serde_json::json!({"title": "Market closes", "body": story}).to_string();
    for (name, content) in [("a.html", page.clone()), ("a.warc", warc), ("a.mhtml", mhtml), ("a.jsonl", json)]
    {
        let space = Workspace::new();
        space.file(name, content).run(&format!("import {name}")).code(0).says("1 new");
        assert_eq!(space.value("SELECT body FROM articles"), shown, "{name}");
    }
}

#[test]
fn chinese_and_japanese_text_has_no_blanks_at_tags_and_source_lines() {
    let space = Workspace::new();
    let paragraph = "港の<a href=/m>市場</a>は二年間<strong>閉鎖</strong>されると、キラン町議会が月曜日に決めた。\n   商人たちは何も聞かされていなかったと話している。";
    space.file("page.html", format!("<html lang=ja><head><meta charset=utf-8><title>市場閉鎖</title></head><body><article><h1>市場閉鎖</h1><p>{paragraph}</p><p>{paragraph}</p></article></body></html>"));
    space.run("import page.html").code(0).says("1 new");
    let shown = "港の市場は二年間閉鎖されると、キラン町議会が月曜日に決めた。商人たちは何も聞かされていなかったと話している。";
    assert_eq!(space.value("SELECT body FROM articles"), [shown, shown].join("\n\n"));
}

#[test]
fn a_layout_table_with_unclosed_paragraphs_keeps_its_story_and_loses_its_menu() {
    let space = Workspace::new();
    let [one, two, three] = PARAGRAPHS;
    space.file("page.html", format!("<html><head><title>Market closes</title></head><body><table><tr><td><a href=/>Home</a> <a href=/old>Old papers</a></td><td><h1>Market closes</h1><p>{one} The fee <i>f</i> is <b>three crowns</b> a stall.<p>{two}<p>{three}</td></tr></table></body></html>"));
    space.run("import page.html").code(0).says("1 new");
    let shown = format!("{one} The fee f is three crowns a stall.\n\n{two}\n\n{three}");
    assert_eq!(space.value("SELECT body FROM articles"), shown);
}

#[test]
fn the_last_paragraph_stays_where_it_ends_with_a_quotation() {
    for last in [
        "Der Rat sieht sich auf dem richtigen Weg. Auf die Frage nach der Summe antwortete der Bürgermeister in einem Gespräch: „Zumindest ist es ein Zeichen. Das braucht die Insel.“",
        "Borgmesteren mener, at det er den rigtige vej for hele øen og alle dens gæster, og hun siger til sidst: »Vi bygger den nye hal i maj.«",
        "Le maire pense que l’île est sur la bonne voie, et il a répondu à la question de la somme devant tous les marchands : « La halle rouvrira en mai. »",
    ] {
        let space = Workspace::new();
        let rest: String = PARAGRAPHS.iter().map(|text| format!("<p>{text}</p>")).collect();
        space.file("page.html", format!("<html><head><meta charset=utf-8><title>Market closes</title></head><body><article><h1>Market closes</h1>{rest}<p>{last} </p></article></body></html>"));
        space.run("import page.html").code(0).says("1 new");
        assert!(space.value("SELECT body FROM articles WHERE kind = 'article'").ends_with(last), "{last}");
    }
}

#[test]
fn calls_to_other_stories_and_labels_of_advertisements_are_no_body_in_many_languages() {
    let space = Workspace::new();
    let [one, two, three] = PARAGRAPHS;
    let labels = [
        "Anzeige",
        "Publicité",
        "Реклама",
        "Lesen Sie auch: Eine Halle am Meer",
        "Lees ook | De markt gaat dicht",
        "À lire aussi",
        "Les også: Torget stenger",
    ];
    let between: String = labels.iter().map(|label| format!("<p>{label}</p>")).collect();
    space.file("page.html", format!("<html><head><meta charset=utf-8><title>Market closes</title></head><body><article><h1>Market closes</h1><p>{one}</p>{between}<p>{two}</p><p>{three}</p></article></body></html>"));
    space.run("import page.html").code(0).says("1 new");
    assert_eq!(space.value("SELECT body FROM articles"), PARAGRAPHS.join("\n\n"));
}

#[test]
fn a_page_that_a_script_fills_is_no_story() {
    for shell in [
        "<div id=root></div>",
        "<main id='__next'> </main>",
        "<noscript>Bitte JavaScript einschalten.</noscript>",
    ] {
        let space = Workspace::new();
        space.file("page.html", format!("<html><head><title>Market closes</title></head><body>{shell}<script src=app.js></script><h1>Market closes</h1><p>The old eel market of Quillan is to close.</p></body></html>"));
        space.run("import page.html").says("a script builds the story");
        assert_eq!(space.value("SELECT count(*) FROM articles"), "0", "{shell}");
    }
}
