//! Character sets: what is decoded from what, in every format, and what is recorded of it.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, ISO_8859_2, KOI8_R, SHIFT_JIS, UTF_8, WINDOWS_1251, WINDOWS_1252,
};

use crate::workspace::Workspace;

/// Stories of one place in several languages, with the sets that they used to be written in.
const STORIES: [(&str, &str, &str); 9] = [
    (
        "utf-8",
        "utf-8",
        "Rada gminy Port Arden uchwaliła we wtorek zamknięcie hali targowej na dwa lata. „Czekaliśmy dość długo” – powiedziała burmistrz Ilza Brandt. Inżynierowie ostrzegali od 1998 roku, że strop grozi zawaleniem.",
    ),
    (
        "windows-1252",
        "windows-1252",
        "Le conseil municipal de Port-Arden a décidé mardi de fermer les halles pendant deux ans. « Nous avons assez attendu », a déclaré la maire Ilse Brandt après le vote. Les ingénieurs s’inquiétaient de l’état du plancher depuis 1998.",
    ),
    (
        "iso-8859-2",
        "iso-8859-2",
        "Rada gminy Port Arden uchwaliła we wtorek zamknięcie hali targowej na dwa lata. Czekaliśmy dość długo, powiedziała burmistrz Ilza Brandt. Inżynierowie ostrzegali od 1998 roku, że strop grozi zawaleniem, a śnieg może go złamać. Źródła w urzędzie twierdzą, że to już pewne.",
    ),
    (
        "windows-1251",
        "windows-1251",
        "Городской совет Порт-Ардена во вторник решил закрыть рынок на два года. «Мы ждали достаточно долго», — сказала мэр Ильза Брандт после голосования. Инженеры предупреждали о состоянии пола с 1998 года.",
    ),
    (
        "koi8-r",
        "koi8-u",
        "Городской совет Порт-Ардена во вторник решил закрыть рынок на два года. Мы ждали достаточно долго, сказала мэр Ильза Брандт после голосования. Инженеры предупреждали о состоянии пола с 1998 года.",
    ),
    (
        "shift_jis",
        "shift_jis",
        "ポートアーデンの町議会は火曜日、市場を二年間閉鎖することを決めた。「もう十分に待った」とイルゼ・ブラント町長は採決の後に述べた。技術者は一九九八年から床の状態を警告し、表で示していた。",
    ),
    (
        "big5",
        "big5",
        "阿登港市議會週二決定關閉市場兩年。「我們等得夠久了，」市長伊爾莎·布蘭特在投票後說。自一九九八年以來，工程師一直警告地板的狀況，功能已經喪失。",
    ),
    (
        "gb18030",
        "gb18030",
        "阿登港市议会周二决定关闭市场两年。“我们等得够久了，”市长伊尔莎·布兰特在投票后说。自一九九八年以来，工程师一直警告地板的状况，维修工程将于五月开始。",
    ),
    (
        "euc-kr",
        "euc-kr",
        "포트아든 시의회는 화요일 시장을 이 년 동안 폐쇄하기로 결정했다. “우리는 충분히 오래 기다렸다”고 일제 브란트 시장은 표결 후에 말했다. 기술자들은 천구백구십팔 년부터 바닥 상태를 경고했다.",
    ),
];

fn set(label: &str) -> &'static Encoding {
    let known = [UTF_8, WINDOWS_1252, ISO_8859_2, WINDOWS_1251, KOI8_R, SHIFT_JIS, BIG5, GB18030, EUC_KR];
    known.into_iter().find(|set| set.name().eq_ignore_ascii_case(label)).unwrap()
}

fn encoded(label: &str, text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = set(label).encode(text);
    assert!(!unmappable, "{label}");
    bytes.into_owned()
}

fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

/// The same story as each kind of file, each with a mark of its own.
fn files(story: &str, mark: &str) -> Vec<(String, String)> {
    let url = format!("https://post.example/{mark}");
    let (text, jsonl, csv, html, feed) = (
        format!("{story} {mark}t"),
        format!("{story} {mark}j"),
        format!("{story} {mark}c"),
        format!("{story} {mark}h"),
        format!("{story} {mark}r"),
    );
    let files = [
        ("txt", format!("{text}\n\n{story}\n")),
        ("jsonl", format!("{{\"url\": \"{url}j\", \"text\": \"{jsonl}\"}}\n")),
        (
            "json",
            format!(
                "[\n{{\"url\": \"{url}a\", \"text\": \"{story} {mark}a\"}},\n{{\"url\": \"{url}b\", \"text\": \"{story} {mark}b\"}}\n]"
            ),
        ),
        ("csv", format!("url;text\n{url}c;\"{csv}\n{story}\"\n")),
        (
            "html",
            format!(
                "<!DOCTYPE html><html><head><title>Hall</title></head><body><article><h1>Hall</h1><p>{html}</p><p>{story}</p></article></body></html>"
            ),
        ),
        (
            "rss",
            format!(
                "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>P</title><item><title>Hall</title><link>{url}r</link><description>{feed}</description></item></channel></rss>"
            ),
        ),
    ];
    files.into_iter().map(|(kind, content)| (format!("in/{mark}.{kind}"), content)).collect()
}

const ROWS: &str = "SELECT f.path, a.body, a.encoding, f.encoding, a.id, a.byte_offset, a.byte_length
    FROM articles a JOIN import_files f ON f.id = a.import_file_id ORDER BY a.id";

#[test]
fn texts_of_every_set_are_read_in_every_format_without_being_declared() {
    let space = Workspace::new();
    for (label, _, story) in STORIES {
        for (file, content) in files(story, label) {
            space.file(&file, encoded(label, &content));
        }
    }
    space.import(&["in"]).code(0);
    let rows = space.rows(ROWS);
    assert_eq!(rows.len(), STORIES.len() * 7);
    for (label, name, story) in STORIES {
        let of_label: Vec<_> =
            rows.iter().filter(|row| row[0].starts_with(&format!("in/{label}."))).collect();
        assert_eq!(of_label.len(), 7, "{label}");
        for row in of_label {
            assert!(row[1].contains(story), "{}: {}", row[0], row[1]);
            assert_eq!(row[2..4], [name, name], "{}", row[0]);
        }
    }
}

#[test]
fn utf_16_is_read_in_every_format_and_traced_to_its_own_bytes() {
    type Order = fn(u16) -> [u8; 2];
    let space = Workspace::new();
    let variants: [(&str, Order, &[u8]); 4] = [
        ("utf-16le", u16::to_le_bytes, &[0xff, 0xfe]),
        ("utf-16be", u16::to_be_bytes, &[0xfe, 0xff]),
        ("utf-16le", u16::to_le_bytes, &[]),
        ("utf-16be", u16::to_be_bytes, &[]),
    ];
    let mut expected = std::collections::BTreeMap::new();
    for (label, _, story) in [STORIES[1], STORIES[3], STORIES[5], STORIES[7]] {
        for (number, (name, order, mark)) in variants.into_iter().enumerate() {
            for (file, content) in files(story, &format!("{label}.{number}")) {
                let bytes = [mark, &utf_16(&content, order)].concat();
                space.file(&file, &bytes);
                expected.insert(file, (name, story, bytes));
            }
        }
    }
    space.import(&["in"]).code(0);
    let rows = space.rows(ROWS);
    assert_eq!(rows.len(), expected.len() / 6 * 7);
    for (number, row) in rows.iter().enumerate() {
        let (name, story, bytes) = &expected[&row[0]];
        assert!(row[1].contains(story), "{}: {}", row[0], row[1]);
        assert_eq!(row[2..4], [*name, *name], "{}", row[0]);
        // Of the second element of an array, and of each kind of file in each order.
        if number % 5 < 2 {
            let (offset, length): (usize, usize) = (row[5].parse().unwrap(), row[6].parse().unwrap());
            assert!(length > story.encode_utf16().count() * 2);
            let traced = space.raw(&["trace", "article", &row[4], "--raw"]);
            assert!(traced == bytes[offset..offset + length], "{}", row[0]);
        }
    }
}

#[test]
fn a_mixed_file_decodes_each_record_and_says_so() {
    let line = |number: usize, text: &str| {
        format!("{{\"url\": \"https://a.example/{number}\", \"text\": \"{text}\"}}\n")
    };
    let mut bytes = Vec::new();
    for number in 0..3 {
        bytes.extend(encoded("windows-1252", &line(number, &format!("{} {number}", STORIES[1].2))));
    }
    bytes.extend(line(3, STORIES[0].2).bytes());
    bytes.extend(encoded("windows-1251", &line(4, STORIES[3].2)));
    // Junk that no set explains.
    bytes.extend(b"{\"url\": \"https://a.example/5\", \"text\": \"\xff\xfe\x81\x00\xd0\"}\n");
    // Too short to tell anything by itself.
    bytes.extend(encoded("windows-1252", &line(6, "The mayor, who was born in Besançon, is to leave the council of Port Arden in May, the office said on Tuesday.")));
    let space = Workspace::new();
    space.file("mixed.jsonl", &bytes).import(&["mixed.jsonl"]);
    assert_eq!(
        space.column("SELECT encoding FROM articles WHERE url NOT LIKE '%/5' ORDER BY record"),
        ["windows-1252", "windows-1252", "windows-1252", "utf-8", "windows-1251", "windows-1252"]
    );
    assert!(space.value("SELECT body FROM articles WHERE url LIKE '%/4'").contains("Городской совет"));
    assert!(space.value("SELECT body FROM articles WHERE url LIKE '%/6'").contains("Besançon"));
    assert!(
        space.value("SELECT encoding FROM import_files").starts_with("windows-1252, utf-8, windows-1251")
    );
    assert!(space.run("imports 1 --csv").stdout.contains("windows-1252, utf-8"));
}

#[test]
fn what_is_declared_falsely_is_overruled_and_what_is_named_overrules_all() {
    let page = |charset: &str, text: &str| {
        format!(
            "<!DOCTYPE html><html><head><meta charset=\"{charset}\"><title>Hall</title></head><body><article><p>{text}</p><p>{text}</p></article></body></html>"
        )
    };
    let (french, polish) = (STORIES[1].2, STORIES[2].2);
    let cases = [
        ("utf-8", encoded("windows-1252", &page("utf-8", french)), french, "windows-1252"),
        ("iso-8859-1", page("iso-8859-1", polish).into_bytes(), polish, "utf-8"),
        ("iso-8859-1", encoded("windows-1252", &page("iso-8859-1", french)), french, "windows-1252"),
        ("iso-8859-2", encoded("iso-8859-2", &page("iso-8859-2", polish)), polish, "iso-8859-2"),
        ("iso-8859-1", encoded("shift_jis", &page("iso-8859-1", STORIES[5].2)), STORIES[5].2, "shift_jis"),
    ];
    for (declared, bytes, text, name) in cases {
        let space = Workspace::new();
        space.file("page.html", bytes).import(&["page.html"]);
        let row = &space.rows("SELECT body, encoding FROM articles")[0];
        assert!(row[0].contains(text), "{declared}: {}", row[0]);
        assert_eq!(row[1], name, "declared {declared}");
    }
    // Inside of an archive file too.
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("a.txt", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, &encoded("iso-8859-2", polish)).unwrap();
    let space = Workspace::new();
    space.file("all.zip", zip.finish().unwrap().into_inner());
    space.import(&["all.zip", "--encoding", "iso-8859-2"]);
    assert_eq!(space.rows("SELECT body, encoding FROM articles"), [[polish, "iso-8859-2"]]);
    space.run("import x --encoding klingon").code(2).says("no character set is called “klingon”");
}

#[test]
fn mojibake_is_mended_recorded_and_told() {
    let story = "The council of Port Arden voted on Tuesday to close the market hall for two years, and the café in it. “We’ve waited long enough,” Mayor José Brandt said after the vote. The hall was last repaired in 1998, engineers say.";
    let (broken, ..) = WINDOWS_1252.decode_without_bom_handling(story.as_bytes());
    let space = Workspace::new();
    let line = serde_json::json!({"url": "https://a.example/1", "title": "JosÃ©â€™s cafÃ©", "text": broken});
    let sound = serde_json::json!({"url": "https://a.example/2", "title": "SÃO «IRMû", "text": story.replace("1998", "1997")});
    space.file("a.jsonl", format!("{line}\n{sound}\n")).import(&["a.jsonl"]);
    assert_eq!(
        space.rows("SELECT title, body, encoding, repair FROM articles ORDER BY record"),
        [
            ["José’s café", story, "utf-8", "utf-8 read as windows-1252 (8 places)"],
            ["SÃO «IRMû", &story.replace("1998", "1997"), "utf-8", "∅"],
        ]
    );
    let told = space.run("trace article 1").code(0).stdout;
    assert!(told.contains("decoded from utf-8; mended: utf-8 read as windows-1252 (8 places)"), "{told}");
    // Offsets are those of the mended body.
    space.run("check").code(0);
    let given = serde_json::json!({"text": "the cafÃ© said"}).to_string();
    let verbatim = space.run_with_input(&["extract", "--verbatim"], given).code(0).stdout;
    assert!(!verbatim.contains("café"), "what is taken as it is stays as it is: {verbatim}");
}

#[test]
fn a_mark_is_no_part_of_the_first_record() {
    let bytes = "\u{feff}{\"text\": \"The ferry from Port Arden was late on Tuesday by almost three hours, the harbour office said.\"}\n";
    let space = Workspace::new();
    space.file("a.jsonl", bytes).import(&["a.jsonl"]);
    assert_eq!(space.rows("SELECT byte_offset, encoding FROM articles"), [["3", "utf-8"]]);
    assert_eq!(space.run("trace article 1 --raw").code(0).stdout, bytes[3..].trim_end());
}

#[test]
fn records_to_annotate_keep_their_id_whatever_they_are_written_in() {
    let line = format!("{{\"id\": \"é7\", \"text\": \"{}\"}}\n", STORIES[1].2);
    let space = Workspace::new();
    for bytes in [utf_16(&line, u16::to_le_bytes), encoded("windows-1252", &line), line.clone().into_bytes()]
    {
        let out = space.run_with_input(&["extract"], bytes).code(0).stdout;
        let record: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(record["id"], "é7");
        assert!(record["body"].as_str().unwrap().contains("Nous avons assez attendu"), "{out}");
    }
}
