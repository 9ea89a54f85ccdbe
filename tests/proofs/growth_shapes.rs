//! The shapes whose growth is measured: what a scrape, an archive or a question can have much of.

use crate::workspace::{Workspace, corpus, gzip, zip};

/// Something that there can be n of.
pub(super) struct Shape {
    /// What there is n of.
    pub name: &'static str,
    /// n, chosen so that 4n takes about a second or two.
    pub size: usize,
    /// Makes the files; gives the commands, of which the last is measured.
    pub make: fn(&Workspace, usize) -> Commands,
}

type Commands = Vec<Vec<String>>;

fn command(args: &[&str]) -> Vec<String> {
    args.iter().map(|arg| arg.to_string()).collect()
}

/// Imports one file.
fn import(space: &Workspace, name: &str, content: impl AsRef<[u8]>) -> Commands {
    space.file(name, content);
    vec![command(&["import", name, "--quiet", "--jobs", "1"])]
}

/// Imports one article with this text.
fn text(space: &Workspace, text: String) -> Commands {
    let text = format!("The ferry came back to Port Arden on Tuesday.\n\n{text}");
    import(
        space,
        "a.jsonl",
        serde_json::json!({"url": "https://a.example/1", "text": text}).to_string() + "\n",
    )
}

/// Imports a page with this body.
fn page(space: &Workspace, body: String) -> Commands {
    let head = "<!DOCTYPE html><html><head><title>Ferry is back</title></head><body><h1>Ferry is back</h1>\
                <p>The ferry came back to Port Arden on Tuesday, and nobody had expected it so early in the year.</p>";
    import(space, "a.html", format!("{head}{body}</body></html>"))
}

/// Imports n articles, then runs a command.
fn then(space: &Workspace, n: usize, args: &[&str]) -> Commands {
    space.file("many.jsonl", (0..n as u64).map(corpus::line).collect::<String>());
    vec![command(&["import", "many.jsonl", "--quiet"]), command(args)]
}

/// A word for a number: "Bakelo".
fn word(number: usize) -> String {
    let syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "da"];
    let digits = format!("{number:03}");
    let word: String = digits.bytes().map(|digit| syllables[usize::from(digit - b'0')]).collect();
    word[..1].to_uppercase() + &word[1..]
}

fn each(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).map(piece).collect()
}

/// A record of a crawl.
fn warc_record(number: usize) -> String {
    let page = format!(
        "<html><title>Ferry {number}</title><body><p>{}</p></body></html>",
        corpus::body(number as u64)
    );
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    )
}

fn tar(n: usize) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for number in 0..n {
        let line = corpus::line(number as u64);
        let mut header = tar::Header::new_gnu();
        header.set_size(line.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, format!("{number}.jsonl"), line.as_bytes()).unwrap();
    }
    archive.into_inner().unwrap()
}

fn workbook(space: &Workspace, n: usize) -> Commands {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "url").unwrap();
    sheet.write(0, 1, "text").unwrap();
    for row in 0..n {
        sheet.write(row as u32 + 1, 0, format!("https://a.example/{row}")).unwrap();
        sheet.write(row as u32 + 1, 1, corpus::body(row as u64)).unwrap();
    }
    import(space, "a.xlsx", book.save_to_buffer().unwrap())
}

fn report(space: &Workspace, n: usize) -> Commands {
    let sheet = |number: usize| format!("[[sheet]]\nname = \"Sheet {number}\"\nquery = \"sources\"\n");
    space.file("report.toml", format!("output = \"report.xlsx\"\n{}", each(n, sheet)));
    then(space, 5, &["report", "report.toml"])
}

fn rows(n: usize, format: &str) -> Commands {
    let sql = format!(
        "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {n}) SELECT x, 'Port Arden' AS place FROM n"
    );
    let output = format!("rows.{format}");
    vec![command(&["sql", &sql, "-o", &output, "--timeout", "0"])]
}

fn with_rows(space: &Workspace, n: usize, format: &str) -> Commands {
    [then(space, 3, &["check"]), rows(n, format)].concat()
}

fn revision(number: usize) -> String {
    let text = corpus::body(3).replace("2019", &word(number));
    serde_json::json!({"url": "https://a.example/1", "title": "Plan", "text": text}).to_string() + "\n"
}

/// Every shape.
pub(super) const SHAPES: &[Shape] = &[
    // Texts.
    Shape {
        name: "paragraphs of one text",
        size: 400,
        make: |s, n| {
            text(s, each(n, |i| corpus::body(i as u64).split(" “").next().unwrap().to_string() + "\n\n"))
        },
    },
    Shape {
        name: "one name with n first names",
        size: 4000,
        make: |s, n| text(s, each(n, |i| format!("{} Brandt spoke on Monday. ", word(i)))),
    },
    Shape {
        name: "different names",
        size: 3000,
        make: |s, n| {
            text(s, each(n, |i| format!("Mayor {} {} spoke in {}. ", word(i), word(i + 7), word(i + 31))))
        },
    },
    Shape {
        name: "one name n times",
        size: 4000,
        make: |s, n| text(s, each(n, |i| format!("{} said no to Ilse Brandt. ", word(i % 3)))),
    },
    Shape {
        name: "quotes",
        size: 3500,
        make: |s, n| text(s, each(n, |i| format!("“We will go {i} times,” Ilse {} said. ", word(i % 40)))),
    },
    Shape {
        name: "quotation marks never closed",
        size: 3000,
        make: |s, n| text(s, each(n, |i| format!("“We will go {i} times. "))),
    },
    Shape { name: "n quotation marks never closed", size: 20_000, make: |s, n| text(s, "“ ".repeat(n)) },
    Shape { name: "apostrophes", size: 8000, make: |s, n| text(s, "‘No’ and 'no' ".repeat(n)) },
    Shape {
        name: "dates",
        size: 4000,
        make: |s, n| text(s, each(n, |i| format!("They met on May {}, {}. ", 1 + i % 28, 1900 + i % 150))),
    },
    Shape {
        name: "words of time",
        size: 2000,
        make: |s, n| text(s, "two weeks before the third Tuesday of last May ".repeat(n)),
    },
    Shape {
        name: "amounts of money",
        size: 4500,
        make: |s, n| text(s, each(n, |i| format!("It cost US${i} million. "))),
    },
    Shape {
        name: "one sentence of n words",
        size: 8000,
        make: |s, n| text(s, "ferry and harbour wall ".repeat(n)),
    },
    Shape {
        name: "one sentence of n capitals",
        size: 16_000,
        make: |s, n| text(s, each(n, |i| word(i) + " ")),
    },
    Shape { name: "one word of n letters", size: 100_000, make: |s, n| text(s, "a".repeat(n)) },
    Shape { name: "open brackets", size: 80_000, make: |s, n| text(s, "(".repeat(n)) },
    Shape { name: "empty lines", size: 60_000, make: |s, n| text(s, "\n \n".repeat(n)) },
    Shape { name: "lines of one word", size: 12_000, make: |s, n| text(s, each(n, |i| word(i) + "\n")) },
    Shape {
        name: "combining marks",
        size: 20_000,
        make: |s, n| text(s, format!("e{}", "\u{301}".repeat(n))),
    },
    // Pages.
    Shape { name: "a page of n ampersands", size: 60_000, make: |s, n| page(s, "&".repeat(n)) },
    Shape { name: "elements n deep", size: 30_000, make: |s, n| page(s, "<div>".repeat(n)) },
    Shape { name: "elements never closed", size: 1000, make: |s, n| page(s, "<b><p>word".repeat(n)) },
    Shape {
        name: "attributes of one element",
        size: 60_000,
        make: |s, n| page(s, format!("<p {}>", each(n, |i| format!("a{i}=1 ")))),
    },
    Shape {
        name: "cells of a table",
        size: 2000,
        make: |s, n| page(s, format!("<table>{}", "<tr><td>ferry<td>late".repeat(n))),
    },
    Shape {
        name: "links",
        size: 3000,
        make: |s, n| page(s, each(n, |i| format!("<li><a href=/{i}>Ferry {} is late</a>", word(i)))),
    },
    Shape {
        name: "data in scripts",
        size: 2000,
        make: |s, n| {
            page(
                s,
                each(n, |i| {
                    format!(
                        "<script type=application/ld+json>{{\"@type\":\"Thing\",\"name\":\"{i}\"}}</script>"
                    )
                }),
            )
        },
    },
    Shape {
        name: "tags of a page's head",
        size: 4000,
        make: |s, n| page(s, each(n, |i| format!("<meta property=og:x{i} content={i}>"))),
    },
    Shape {
        name: "Markdown n deep",
        size: 60_000,
        make: |s, n| import(s, "a.md", format!("# Ferry\n\nThe ferry is back.\n\n{}x", "> ".repeat(n))),
    },
    Shape {
        name: "Markdown brackets",
        size: 8000,
        make: |s, n| import(s, "a.md", format!("# Ferry\n\nThe ferry is back.\n\n{}", "[a](".repeat(n))),
    },
    // Records.
    Shape {
        name: "records",
        size: 100,
        make: |s, n| import(s, "a.jsonl", each(n, |i| corpus::line(i as u64))),
    },
    Shape {
        name: "the same record n times",
        size: 800,
        make: |s, n| import(s, "a.jsonl", corpus::line(1).repeat(n)),
    },
    Shape {
        name: "one text at n addresses",
        size: 400,
        make: |s, n| import(s, "a.jsonl", each(n, |i| corpus::line(1).replace("/1\"", &format!("/{i}\"")))),
    },
    Shape {
        name: "versions of one address",
        size: 200,
        make: |s, n| import(s, "a.jsonl", each(n, revision)),
    },
    Shape {
        name: "near duplicates",
        size: 200,
        make: |s, n| import(s, "a.jsonl", each(n, |i| revision(i).replace("/1\"", &format!("/{i}\"")))),
    },
    Shape {
        name: "records that cannot be read",
        size: 4000,
        make: |s, n| {
            import(
                s,
                "a.jsonl",
                format!("{}{}", corpus::line(1), each(n, |i| format!("{{\"text\": \"cut {i}\n"))),
            )
        },
    },
    Shape {
        name: "papers",
        size: 300,
        make: |s, n| {
            import(
                s,
                "a.jsonl",
                each(n, |i| {
                    format!(
                        "{{\"source\": \"{} Post\", \"url\": \"https://p{i}.example/1\", \"text\": \"The ferry number {i} was late.\"}}\n",
                        word(i)
                    )
                }),
            )
        },
    },
    Shape {
        name: "JSON n deep",
        size: 1000,
        make: |s, n| {
            import(
                s,
                "a.json",
                format!("[{{\"text\": \"The ferry is back.\"}}, {}", "{\"a\":[{\"x\":".repeat(n)),
            )
        },
    },
    Shape {
        name: "JSON n brackets",
        size: 400_000,
        make: |s, n| import(s, "a.json", format!("[{{\"text\": \"The ferry is back.\"}}, {}", "[".repeat(n))),
    },
    Shape {
        name: "fields of one object",
        size: 40_000,
        make: |s, n| {
            import(
                s,
                "a.jsonl",
                format!(
                    "{{\"text\": \"The ferry is back.\", {} \"z\": 1}}\n",
                    each(n, |i| format!("\"a{i}\": \"b\", "))
                ),
            )
        },
    },
    Shape {
        name: "members of an array",
        size: 100,
        make: |s, n| {
            import(
                s,
                "a.json",
                format!("[{}]", each(n, |i| corpus::line(i as u64)).trim_end().replace('\n', ",")),
            )
        },
    },
    Shape {
        name: "rows of a CSV",
        size: 300,
        make: |s, n| {
            import(
                s,
                "a.csv",
                format!(
                    "url,text\n{}",
                    each(n, |i| format!(
                        "https://a.example/{i},\"The ferry number {i} was late on Tuesday.\"\n"
                    ))
                ),
            )
        },
    },
    Shape {
        name: "n cells after an open quote",
        size: 15_000,
        make: |s, n| {
            import(
                s,
                "a.csv",
                format!("url,text\nhttps://a.example/1,The ferry is back.\nx,\"{}", "a,b\n".repeat(n)),
            )
        },
    },
    Shape {
        name: "columns of a CSV",
        size: 2000,
        make: |s, n| {
            import(
                s,
                "a.csv",
                format!("text,{}z\nThe ferry is back.,{}\n", each(n, |i| format!("a{i},")), "b,".repeat(n)),
            )
        },
    },
    // Containers.
    Shape {
        name: "entries of a feed",
        size: 200,
        make: |s, n| {
            import(
                s,
                "a.xml",
                format!(
                    "<rss><channel><title>Post</title>{}</channel></rss>",
                    each(n, |i| format!(
                        "<item><title>Ferry {i}</title><link>https://a.example/{i}</link><description>The ferry number {i} was late on Tuesday.</description></item>"
                    ))
                ),
            )
        },
    },
    Shape {
        name: "a feed n deep",
        size: 100_000,
        make: |s, n| {
            import(
                s,
                "a.xml",
                format!(
                    "<rss><channel><item><title>Ferry</title><description>The ferry was late on Tuesday.</description>{}",
                    "<a>".repeat(n)
                ),
            )
        },
    },
    Shape {
        name: "parts of a page with its pictures",
        size: 4000,
        make: |s, n| {
            import(
                s,
                "a.mhtml",
                format!(
                    "From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<title>Ferry</title><p>The ferry was late on Tuesday by three hours.\n{}--b--\n",
                    "--b\nContent-Type: image/png\n\nx\n".repeat(n)
                ),
            )
        },
    },
    Shape { name: "records of a crawl", size: 60, make: |s, n| import(s, "a.warc", each(n, warc_record)) },
    Shape {
        name: "members of a ZIP",
        size: 100,
        make: |s, n| {
            import(
                s,
                "a.zip",
                zip(&(0..n).map(|i| (format!("{i}.jsonl"), corpus::line(i as u64))).collect::<Vec<_>>()),
            )
        },
    },
    Shape { name: "members of a tar", size: 100, make: |s, n| import(s, "a.tar", tar(n)) },
    Shape {
        name: "members of a gzip",
        size: 100,
        make: |s, n| {
            import(
                s,
                "a.jsonl.gz",
                (0..n).flat_map(|i| gzip(corpus::line(i as u64).as_bytes())).collect::<Vec<_>>(),
            )
        },
    },
    Shape { name: "rows of a workbook", size: 80, make: workbook },
    Shape {
        name: "files",
        size: 100,
        make: |s, n| {
            (0..n).for_each(|i| {
                s.file(&format!("in/{i}.jsonl"), corpus::line(i as u64));
            });
            vec![command(&["import", "in", "--quiet", "--jobs", "1"])]
        },
    },
    // Commands on an archive of n.
    Shape { name: "undo of n articles", size: 150, make: |s, n| then(s, n, &["imports", "undo", "1"]) },
    Shape {
        name: "reextract of n articles",
        size: 80,
        make: |s, n| then(s, n, &["reextract", "--all", "--quiet", "--jobs", "1"]),
    },
    Shape { name: "check of n articles", size: 300, make: |s, n| then(s, n, &["check"]) },
    Shape { name: "backup of n articles", size: 1000, make: |s, n| then(s, n, &["backup", "copy.db"]) },
    Shape {
        name: "merge among n articles",
        size: 200,
        make: |s, n| then(s, n.max(20), &["entities", "merge", "Ilse Brandt", "Marek Lind"]),
    },
    Shape {
        name: "search among n articles",
        size: 400,
        make: |s, n| then(s, n, &["search", "ferry OR budget", "--csv"]),
    },
    Shape {
        name: "network of n articles",
        size: 300,
        make: |s, n| then(s, n, &["export", "--network", "net.gexf"]),
    },
    Shape {
        name: "suggestions among n names",
        size: 1500,
        make: |s, n| {
            let line = |i: usize| {
                format!(
                    "{{\"url\": \"https://a.example/{i}\", \"text\": \"Mayor {} {} spoke in Port Arden on Tuesday.\"}}\n",
                    word(i),
                    word(i + 7)
                )
            };
            s.file("a.jsonl", each(n, line));
            vec![command(&["import", "a.jsonl", "--quiet"]), command(&["entities", "suggest", "--csv"])]
        },
    },
    Shape { name: "sheets of a report", size: 50, make: report },
    Shape { name: "rows as CSV", size: 60_000, make: |s, n| with_rows(s, n, "csv") },
    Shape { name: "rows as HTML", size: 30_000, make: |s, n| with_rows(s, n, "html") },
    Shape { name: "rows as a workbook", size: 20_000, make: |s, n| with_rows(s, n, "xlsx") },
    Shape { name: "rows as Parquet", size: 60_000, make: |s, n| with_rows(s, n, "parquet") },
    Shape {
        name: "SQL of n tokens",
        size: 60_000,
        make: |s, n| {
            s.file("a.sql", format!("SELECT 1 IN ({}1)", "1, ".repeat(n)));
            [then(s, 3, &["check"]), vec![command(&["sql", "@a.sql", "--csv"])]].concat()
        },
    },
    Shape {
        name: "a search of n words",
        size: 300,
        make: |s, n| {
            [
                then(s, 3, &["check"]),
                vec![command(&[
                    "search",
                    &each(n, |i| format!("{} OR ", word(i))),
                    "--csv",
                    "--timeout",
                    "0",
                ])],
            ]
            .concat()
        },
    },
    Shape {
        name: "extraction of n records",
        size: 80,
        make: |s, n| {
            s.file("a.jsonl", each(n, |i| corpus::line(i as u64)));
            vec![command(&["extract", "a.jsonl", "--jobs", "1"])]
        },
    },
];
