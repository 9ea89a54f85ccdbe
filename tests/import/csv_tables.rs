//! CSV as people have it: delimiters, titles over the header, no header, marks that are never closed, ragged rows.

use crate::workspace::Workspace;

fn story(number: u32) -> String {
    format!(
        "The council of Port Arden voted on Tuesday to close hall number {number}, and two others, for two years while its floor is rebuilt. Engineers have warned of its state since 1998; the mayor said."
    )
}

#[test]
fn delimiters_and_headers_are_found() {
    for delimiter in [",", "\t", ";", "|"] {
        for above in ["", "\n\n", "Export of the desk\n\n", &format!("sep={delimiter}\r\n")] {
            let row = |number| {
                [
                    "\"a \"\"b\"\"\"",
                    &format!("https://a.example/{number}"),
                    &format!("\"{}\n{}\"", story(number), story(number + 10)),
                ]
                .join(delimiter)
            };
            let header = ["headline", "link", "body"].join(delimiter);
            let content = format!("{above}{header}\r\n{}\r\n\r\n{}", row(1), row(2));
            let space = Workspace::new();
            space.file("a.csv", &content).import(&["a.csv"]).code(0).says("2 new");
            let rows =
                space.rows("SELECT title, url, body, byte_offset, byte_length FROM articles ORDER BY record");
            for (number, found) in (1..).zip(&rows) {
                assert_eq!(
                    found[..2],
                    ["a \"b\"".to_string(), format!("https://a.example/{number}")],
                    "{content}"
                );
                let (offset, length): (usize, usize) = (found[3].parse().unwrap(), found[4].parse().unwrap());
                assert_eq!(content[offset..offset + length], row(number));
            }
        }
    }
}

#[test]
fn without_a_header_columns_have_numbers() {
    let rows: String =
        (1..4).map(|n| format!("title {n};https://a.example/{n};\"{}\"\n", story(n))).collect();
    for name in ["a.csv", "a.txt"] {
        let space = Workspace::new();
        space
            .file(name, &rows)
            .import(&[name, "--no-headers", "--map", "title=1,url=2,text=3"])
            .code(0)
            .says("3 new");
        assert_eq!(space.column("SELECT title FROM articles ORDER BY id"), ["title 1", "title 2", "title 3"]);
        // The same file under the same options is known; under others it is not.
        space.import(&[name, "--no-headers", "--map", "title=1,url=2,text=3"]).says("1 file (1 known)");
        let row = rows.lines().nth(1).unwrap();
        assert_eq!(space.run("trace article 2 --raw").code(0).stdout, row);
    }
    let space = Workspace::new();
    space.file("a.csv", &rows).import(&["a.csv", "--no-headers"]).code(3).says("its columns are: 1, 2, 3. ");
}

#[test]
fn a_mark_that_is_never_closed_costs_its_row() {
    let row = |n: u32| format!("https://a.example/{n},title {n},\"{}\"\n", story(n));
    let bare = |n: u32| {
        format!("https://a.example/{n},title {n},plain words about the hall number {n} of Port Arden that was closed for two years on Tuesday by the council, it said\n").replacen(" council, it", " council it", 1)
    };
    let header = "url,title,text\n".to_string();
    let open = "https://a.example/x,\"title x,some text\n".to_string();
    for more in [(2..300).map(row).collect::<String>(), (2..300).map(bare).collect::<String>()] {
        let space = Workspace::new();
        space
            .file("a.csv", header.clone() + &row(1) + &open + &more)
            .import(&["a.csv"])
            .code(3)
            .says("299 new")
            .says("1 rejected");
        assert_eq!(
            space.rows("SELECT record, rule, raw FROM rejects"),
            [["2", "unclosed quote", open.trim_end()]]
        );
    }
}

#[test]
fn ragged_rows_are_refused_one_by_one_and_columns_are_named() {
    let space = Workspace::new();
    let content = format!(
        "url,title,text\nhttps://a.example/1,one\nhttps://a.example/2,two,\"{}\"\nhttps://a.example/3,three,\"{}\",,\nhttps://a.example/4,four,a,b\n",
        story(2),
        story(3)
    );
    space.file("a.csv", content).import(&["a.csv"]).code(3).says("2 new").says("2 rejected");
    assert_eq!(space.column("SELECT rule FROM rejects"), ["too few fields", "too many fields"]);
    let unknown = format!("nummer,spalte2\n1,\"{}\"\n2,\"{}\"\n", story(1), story(2));
    let space = Workspace::new();
    space
        .file("b.csv", unknown)
        .import(&["b.csv"])
        .code(3)
        .says("its columns are: nummer, spalte2. ")
        .says("--map \"text=spalte2\"");
    space.import(&["b.csv", "--map", "text=spalte2"]).code(0).says("2 new");
}

#[test]
fn columns_are_known_by_what_other_languages_call_them() {
    for (header, date) in
        [("Titel;Text;Datum;Quelle", "3.10.2031"), ("Titre;Texte;Publié le;Journal", "03/10/2031")]
    {
        let content = format!("{header}\n\"Halle zu\";\"{}\";{date};Echo\n", story(1));
        let space = Workspace::new();
        space.file("a.csv", content).import(&["a.csv", "--dayfirst"]).code(0).says("1 new");
        assert_eq!(
            space.rows(
                "SELECT a.title, a.published_at, s.name FROM articles a JOIN sources s ON s.id = a.source_id"
            ),
            [["Halle zu", "2031-10-03", "Echo"]]
        );
    }
}

#[test]
fn backslashes_escape_where_the_file_shows_it() {
    let (one, two) = (story(1), story(2));
    let quoted = |text: &str| text.replace("hall", "\\\"hall\\\"");
    let files = [
        // Spark and pandas.
        format!(
            "\"url\",\"title\",\"text\"\n\"https://a.example/1\",\"A \\\"b\\\"\",\"{}\"\n\"https://a.example/2\",\"Roe\\, Jane\",\"{two}\"\n",
            quoted(&one)
        ),
        // pandas without quotation marks.
        format!(
            "url,title,text\nhttps://a.example/1,A \\\"b\\\",{}\nhttps://a.example/2,Roe\\, Jane,{}\n",
            quoted(&one).replace(',', "\\,"),
            two.replace(',', "\\,")
        ),
        // MySQL.
        format!(
            "url\ttitle\ttext\nhttps://a.example/1\tA \\\"b\\\"\t{}\nhttps://a.example/2\tRoe, Jane\t{two}\n",
            quoted(&one)
        )
        .replace("A \\\"", "A\\\t\\\"")
        .replace("A\\\t", "A "),
    ];
    for (name, content) in ["a.csv", "b.csv", "c.tsv"].iter().zip(files) {
        let space = Workspace::new();
        space.file(name, &content).import(&[name]).code(0).says("2 new");
        let rows = space.rows("SELECT title, body, byte_offset, byte_length FROM articles ORDER BY record");
        assert_eq!(rows[0][..2], ["A \"b\"".to_string(), one.replace("hall", "\"hall\"")], "{content}");
        assert_eq!(rows[1][..2], ["Roe, Jane".to_string(), two.clone()], "{content}");
        let (offset, length): (usize, usize) = (rows[1][2].parse().unwrap(), rows[1][3].parse().unwrap());
        assert!(content[offset..offset + length].starts_with(['"', 'h']), "{content}");
    }
}

#[test]
fn fields_of_a_database_dump_have_nulls_and_line_breaks() {
    let content = format!(
        "url\tauthor\ttext\nhttps://a.example/1\t\\N\t{}\\\n{}\nhttps://a.example/2\tJane Roe\t{}\\n{}\n",
        story(1),
        story(2),
        story(3),
        story(4)
    );
    let space = Workspace::new();
    space.file("dump.tsv", &content).import(&["dump.tsv"]).code(0).says("2 new");
    let rows = space.rows("SELECT byline, body FROM articles ORDER BY record");
    let body = |one, two| format!("{}\n\n{}", story(one), story(two));
    assert_eq!(rows, [["∅".to_string(), body(1, 2)], ["Jane Roe".to_string(), body(3, 4)]]);
}

#[test]
fn a_backslash_in_a_text_is_no_escape() {
    let path = format!("C:\\papers\\{}", story(1));
    let content = format!(
        "url,title,text\nhttps://a.example/1,\"C:\\\",\"{path}\"\nhttps://a.example/2,\"A \"\"b\"\" \\\",\"{path} Or so.\"\n"
    );
    let space = Workspace::new();
    space.file("a.csv", &content).import(&["a.csv"]).code(0).says("2 new");
    let rows = space.rows("SELECT title, body FROM articles ORDER BY record");
    assert_eq!(rows[0], ["C:\\".to_string(), path.clone()]);
    assert_eq!(rows[1][0], "A \"b\" \\");
}
