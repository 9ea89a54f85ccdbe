//! Every row back to its bytes: whatever the file is, what `trace --raw` gives is the slice of the source that was read.

use crate::workspace::{Workspace, gzip, zip};

fn story(number: u32) -> String {
    format!(
        "The council of Port Arden voted on Tuesday to close hall number {number} for two years while its floor is rebuilt. Engineers have warned of its state since 1998, “and of the café”, the mayor said."
    )
}

fn page(number: u32) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>Hall {number}</title></head><body><article><h1>Hall {number}</h1><p>{}</p><p>{}</p></article></body></html>",
        story(number),
        story(number + 100)
    )
}

fn jsonl(from: u32) -> String {
    (from..from + 3)
        .map(|n| {
            serde_json::json!({"url": format!("https://a.example/{n}"), "text": story(n)}).to_string() + "\n"
        })
        .collect()
}

fn warc(from: u32) -> String {
    let record = |kind: &str, n: u32, block: &str| {
        format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/{n}\r\nContent-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    (from..from + 2)
        .map(|n| {
            let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(n));
            record("request", n, "GET / HTTP/1.1\r\n\r\n") + &record("response", n, &response)
        })
        .collect()
}

fn feed(from: u32) -> String {
    let item = |n: u32| {
        format!(
            "<item><title>Hall {n}</title><link>https://a.example/{n}</link><description><![CDATA[<p>{}</p>]]></description></item>\n",
            story(n)
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"windows-1252\"?>\n<rss version=\"2.0\"><channel><title>P</title>\n{}{}</channel></rss>",
        item(from),
        item(from + 1)
    )
}

fn mhtml(n: u32) -> String {
    let quoted = page(n)
        .replace("<meta charset=\"utf-8\">", "")
        .replace('=', "=3D")
        .replace('“', "=93")
        .replace('”', "=94")
        .replace('é', "=E9");
    format!(
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://a.example/{n}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"seam\"\r\n\r\n--seam\r\nContent-Type: text/html; charset=\"windows-1252\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n--seam--\r\n"
    )
}

/// Files of every kind, and how many articles are in each.
fn files(base: u32) -> Vec<(String, Vec<u8>, usize)> {
    let feed = feed(base + 30);
    let (windows, ..) = encoding_rs::WINDOWS_1252.encode(&feed);
    vec![
        ("a.jsonl".into(), jsonl(base).into_bytes(), 3),
        (
            "b.json".into(),
            format!("{{\"n\": 1, \"articles\": [{}]}}", jsonl(base + 10).trim().replace('\n', ",\n "))
                .into_bytes(),
            3,
        ),
        (
            "c.csv".into(),
            format!(
                "url;text\nhttps://a.example/{0};\"{1}\n{1}\"\nhttps://a.example/{0}b;\"x {1}\"\n",
                base + 20,
                story(base + 20)
            )
            .into_bytes(),
            2,
        ),
        ("d.rss".into(), windows.into_owned(), 2),
        ("e.warc".into(), warc(base + 40).into_bytes(), 2),
        ("f.html".into(), page(base + 50).into_bytes(), 1),
        ("g.mhtml".into(), mhtml(base + 60).into_bytes(), 1),
        ("h.txt".into(), story(base + 70).into_bytes(), 1),
    ]
}

#[test]
fn every_record_of_every_format_is_traced_to_its_bytes() {
    let space = Workspace::new();
    let (plain, packed, zipped) = (files(1000), files(2000), files(3000));
    let mut sources = std::collections::BTreeMap::new();
    for (name, bytes, _) in &plain {
        space.file(&format!("in/{name}"), bytes);
        sources.insert((format!("in/{name}"), "∅".to_string()), bytes.clone());
    }
    for (name, bytes, _) in &packed {
        space.file(&format!("in/{name}.gz"), gzip(bytes));
        sources.insert((format!("in/{name}.gz"), "∅".to_string()), bytes.clone());
    }
    let members: Vec<(String, Vec<u8>)> =
        zipped.iter().map(|(name, bytes, _)| (format!("m/{name}"), bytes.clone())).collect();
    let deep = files(4000).remove(0).1;
    let inner = zip(&[("deep.jsonl.gz".to_string(), gzip(&deep))]);
    space.file("in/all.zip", zip(&[&members[..], &[("inner.zip".to_string(), inner)]].concat()));
    for (name, bytes) in members {
        sources.insert(("in/all.zip".into(), name), bytes);
    }
    sources.insert(("in/all.zip".into(), "inner.zip/deep.jsonl.gz".into()), deep);
    space.import(&["in"]).code(0);
    let rows = space.rows(
        "SELECT f.path, a.member, a.byte_offset, a.byte_length, a.id, a.body
         FROM articles a JOIN import_files f ON f.id = a.import_file_id WHERE a.kind = 'article'",
    );
    let expected: usize = plain.iter().map(|(.., count)| count).sum();
    assert_eq!(rows.len(), expected * 3 + 3);
    for row in rows {
        let source = &sources[&(row[0].clone(), row[1].clone())];
        let (offset, length): (usize, usize) = (row[2].parse().unwrap(), row[3].parse().unwrap());
        let traced = space.raw(&["trace", "article", &row[4], "--raw"]);
        assert!(
            !traced.is_empty() && traced == source[offset..offset + length],
            "{row:?}: {}",
            String::from_utf8_lossy(&traced)
        );
        assert!(row[5].contains("“and of the café”"), "{row:?}");
    }
}

#[test]
fn a_file_that_has_changed_is_said_to_have() {
    let space = Workspace::new();
    space.file("a.jsonl", jsonl(1)).import(&["a.jsonl"]).code(0);
    space.file("a.jsonl", jsonl(1).replace("1998", "1989"));
    let told = space.run("trace article 2").code(0).stdout;
    assert!(told.contains("has changed since it was imported") && told.contains("since 1989"), "{told}");
    assert_eq!(space.run("trace article 2 --raw").code(1).says("has changed since").stdout, "");
    space.file("a.jsonl", "");
    assert!(space.run("trace article 2").code(0).stdout.contains("The record is not there any more"));
}

#[test]
fn a_file_is_looked_for_beside_the_archive_too() {
    let space = Workspace::new();
    space.file("sub/a.jsonl", jsonl(1)).import(&["sub/a.jsonl"]).code(0);
    let line = jsonl(1).lines().nth(1).unwrap().to_string();
    let db = space.path("presscut.db");
    space.file("elsewhere/x", "");
    let from_elsewhere = |words: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("presscut").unwrap();
        let output =
            command.current_dir(space.path("elsewhere")).arg("--db").arg(&db).args(words).output().unwrap();
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(from_elsewhere(&["trace", "article", "2", "--raw"]), line);
    std::fs::remove_file(space.path("sub/a.jsonl")).unwrap();
    let told = from_elsewhere(&["trace", "article", "2"]);
    assert!(told.contains("looked for: sub/a.jsonl, ") && told.contains("record 2 of sub/a.jsonl"), "{told}");
}

#[test]
fn a_terminal_gets_the_beginning_of_a_long_record() {
    let long: String = (0..60).map(|n| story(n) + " ").collect();
    let line = serde_json::json!({"url": "https://a.example/1", "text": long}).to_string();
    let space = Workspace::new();
    space.file("a.jsonl", &line).import(&["a.jsonl"]).code(0);
    let told = space.run("trace article 1").code(0).stdout;
    assert!(
        told.len() < 5000
            && told.contains(&format!("and {} more bytes: --raw gives all of them", line.len() - 4000)),
        "{told}"
    );
    assert_eq!(space.run("trace article 1 --raw").code(0).stdout, line);
}

#[test]
fn the_options_of_the_import_are_those_of_the_trace() {
    let row = |n: u32| format!("{n}|https://a.example/{n}|{}\n", story(n).replace("“and of the café”, ", ""));
    let space = Workspace::new();
    space.file("a.dat.gz", gzip((row(1) + &row(2)).as_bytes()));
    let options = [
        "a.dat.gz",
        "--format",
        "csv",
        "--no-headers",
        "--map",
        "url=2,text=3",
        "--encoding",
        "koi8-r",
        "--max-record",
        "2",
        "--source",
        "The Post",
    ];
    space.import(&options).code(0).says("2 new");
    assert_eq!(space.run("trace article 2 --raw").code(0).stdout, row(2).trim_end());
    assert!(space.run("trace article 2").stdout.contains("decoded from koi8-r"));
}

#[test]
fn a_record_over_the_limit_costs_itself_in_every_format() {
    let long = "word ".repeat(300_000);
    let object = |n: u32, text: &str| {
        serde_json::json!({"url": format!("https://a.example/{n}"), "text": text}).to_string()
    };
    let html = |text: &str| {
        format!("<!DOCTYPE html><html><body><article><p>{text}</p><p>{text}</p></article></body></html>")
    };
    let record = |n: u32, body: &str| {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{n}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    let three = [story(1), long.clone(), story(3)];
    let numbered = || (1..).zip(&three);
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "a.jsonl",
            numbered().map(|(n, text)| object(n, text) + "\n").collect::<String>().into_bytes(),
            "2 new",
        ),
        (
            "a.json",
            format!("[{}]", numbered().map(|(n, text)| object(n, text)).collect::<Vec<_>>().join(", "))
                .into_bytes(),
            "2 new",
        ),
        (
            "b.json",
            format!(
                "{{\"r\": [{}]}}",
                numbered().map(|(n, text)| object(n, text)).collect::<Vec<_>>().join(",\n")
            )
            .into_bytes(),
            "2 new",
        ),
        (
            "a.csv",
            format!(
                "url,text\n{}",
                numbered().map(|(n, text)| format!("https://a.example/{n},\"{text}\"\n")).collect::<String>()
            )
            .into_bytes(),
            "2 new",
        ),
        (
            "a.warc",
            numbered().map(|(n, text)| record(n, &html(text))).collect::<String>().into_bytes(),
            "2 new",
        ),
        ("a.html", html(&long).into_bytes(), "0 new"),
        (
            "a.zip",
            zip(&numbered()
                .map(|(n, text)| (format!("{n}.html"), html(text).into_bytes()))
                .collect::<Vec<_>>()),
            "2 new",
        ),
    ];
    for (name, bytes, new) in files {
        let space = Workspace::new();
        let ended = space.file(name, bytes).import(&[name, "--max-record", "1"]).code(3);
        assert!(
            ended.stderr.contains(new) && ended.stderr.contains("1 rejected"),
            "{name}: {}",
            ended.stderr
        );
        assert_eq!(space.column("SELECT rule FROM rejects"), ["too long"], "{name}");
    }
}
