//! Publication times: their zones, where they were found, and dates that can be two days, which wait for their source to
//! show how it writes.

use chrono::{FixedOffset, NaiveDate};
use presscut::model::{DateOrder, Precision, Published};
use presscut::text::written_dates::{parse_published, parse_written_date};
use proptest::prelude::*;

use crate::workspace::Workspace;

/// A record of a story that happened "on Tuesday".
fn line(number: u32, source: &str, published: &str) -> String {
    let text = format!(
        "The council of Port Arden voted on Tuesday to close hall number {number} for two years while its floor is rebuilt. \
         “We have waited long enough,” Mayor Ilse Brandt said after the vote. Hall {number} was last repaired in 1998."
    );
    let url = format!("https://{}.example/{number}", source.to_lowercase().replace(' ', "-"));
    serde_json::json!({"url": url, "source_name": source, "title": format!("Hall {number} to close"),
                       "date_publish": published, "maintext": text})
    .to_string()
        + "\n"
}

const FACTS: &str =
    "SELECT coalesce(published_at, '-'), coalesce(published_precision, '-'), coalesce(published_text, '-'),
    coalesce(date_order, '-') FROM articles ORDER BY url";

#[test]
fn what_is_known_of_a_time_is_kept_beside_it() {
    let space = Workspace::new();
    let record = |fields: serde_json::Value| {
        let mut object: serde_json::Value = serde_json::from_str(&line(1, "Island Echo", "x")).unwrap();
        for (name, value) in fields.as_object().unwrap() {
            object[name] = value.clone();
        }
        object.to_string()
    };
    space.file(
        "crawl.jsonl",
        record(serde_json::json!({"date_publish": "3 Oct 2024, 5:00 am (SGT)", "date_modify": "2024-10-04T01:00:00+08:00",
                                   "category": "Coast"})),
    );
    space.run("import crawl.jsonl").code(0).says("1 new");
    let facts = "SELECT published_at, published_utc, published_from, modified_at, section, published_day FROM articles";
    let expected = [
        "2024-10-03T05:00:00+08:00",
        "2024-10-02T21:00:00Z",
        "record field",
        "2024-10-04T01:00:00+08:00",
        "Coast",
        "2024-10-03",
    ];
    assert_eq!(space.rows(facts), [expected]);
    assert_eq!(
        space.rows("SELECT section, modified_at, published_utc FROM article_list"),
        [["Coast", expected[3], expected[1]]]
    );
    let shown = space.run("show 1").code(0).stdout;
    assert!(
        shown.contains("Coast · 2024-10-03T05:00:00+08:00 · updated 2024-10-04T01:00:00+08:00"),
        "{shown}"
    );

    // A later version keeps all of the earlier one as a revision; a new time of change alone is none.
    space.file(
        "again.jsonl",
        record(serde_json::json!({"date_publish": "2024-10-03T05:00:00+08:00", "updated": "2025-01-01"})),
    );
    space.run("import again.jsonl").code(0).says("1 unchanged");
    space.file("later.jsonl", record(serde_json::json!({"date_publish": "2024-10-05", "category": "City", "maintext":
        "The council of Port Arden has voted after all to keep the hall open, and nobody has said why. It said so on Friday."})));
    space.run("import later.jsonl").code(0).says("1 revised");
    assert_eq!(
        space.rows("SELECT published_at, published_utc, published_from, modified_at, section FROM revisions"),
        [[expected[0], expected[1], expected[2], expected[3], "Coast"]]
    );
    assert_eq!(
        space.rows("SELECT published_at, section, published_utc IS NULL FROM articles"),
        [["2024-10-05", "City", "1"]]
    );
}

#[test]
fn an_ambiguous_date_is_its_year_until_something_decides() {
    let space = Workspace::new();
    space.file("a.jsonl", line(1, "Island Echo", "03/04/2024 05:00 GMT"));
    space.run("import a.jsonl").code(0).says("1 new");
    assert_eq!(space.rows(FACTS), [["2024", "year", "03/04/2024 05:00 GMT", "undecided"]]);
    assert_eq!(
        space.value("SELECT count(*) FROM dates WHERE text = 'Tuesday' AND earliest IS NOT NULL"),
        "0"
    );
    assert!(space.run("show 1").code(0).stdout.contains("“03/04/2024 05:00 GMT” can be two days"));
    // The same record again, in another file, is the same article.
    space.file("b.jsonl", format!("{}\n", line(1, "Island Echo", "03/04/2024 05:00 GMT")));
    space.run("import b.jsonl").code(0).says("1 unchanged");
}

#[test]
fn the_option_decides_and_is_named() {
    for (option, published, utc, tuesday) in [
        ("--dayfirst", "2024-04-03T05:00:00Z", "day first (option)", "2024-04-02"),
        ("--monthfirst", "2024-03-04T05:00:00Z", "month first (option)", "2024-02-27"),
    ] {
        let space = Workspace::new();
        space.file(
            "a.jsonl",
            line(1, "Island Echo", "03/04/2024 05:00 GMT") + &line(2, "Island Echo", "31/12/2024"),
        );
        space.run(&format!("import a.jsonl {option}")).code(0).says("2 new");
        assert_eq!(
            space.rows(FACTS),
            [[published, "minute", "03/04/2024 05:00 GMT", utc], ["2024-12-31", "day", "31/12/2024", "-"]]
        );
        assert_eq!(
            space.value("SELECT earliest FROM dates WHERE text = 'Tuesday' AND article_id = 1"),
            tuesday
        );
        assert_eq!(space.value("SELECT published_utc FROM articles WHERE id = 1"), published);
    }
    let space = Workspace::new();
    space.file("a.jsonl", line(1, "Island Echo", "03/04/2024"));
    space.run("import a.jsonl --dayfirst --monthfirst").code(2);
    let extracted = space.run("extract a.jsonl --dayfirst").code(0).stdout;
    assert!(extracted.contains("\"published\":\"2024-04-03\""), "{extracted}");
}

#[test]
fn the_sources_other_dates_decide_wherever_they_stand() {
    // Evidence after it in the file, before it in another file, and with it in one run: always the same rows.
    let ambiguous = line(1, "Island Echo", "03/04/2024");
    let evidence = line(2, "Island Echo", "25/04/2024");
    let other = line(3, "Arden Post", "03/04/2024") + &line(4, "Arden Post", "04/25/2024");
    let mut results = Vec::new();
    let orders: [&[String]; 4] = [
        &[format!("{ambiguous}{evidence}{other}")],
        &[ambiguous.clone(), evidence.clone(), other.clone()],
        &[other.clone(), evidence.clone(), ambiguous.clone()],
        &[format!("{evidence}{other}{ambiguous}")],
    ];
    for files in orders {
        for jobs in ["1", "3"] {
            let space = Workspace::new();
            for (number, content) in files.iter().enumerate() {
                space.file(&format!("in/{number}.jsonl"), content);
            }
            space.run(&format!("import in --jobs {jobs}")).code(0);
            let dates = space.rows(
                "SELECT a.url, d.text, coalesce(d.earliest, '-') FROM dates d JOIN articles a ON a.id = d.article_id ORDER BY a.url, d.start",
            );
            results.push((space.rows(FACTS), dates));
            space.run("check").code(0);
        }
    }
    let (facts, dates) = &results[0];
    assert_eq!(
        facts[..],
        [
            ["2024-03-04", "day", "03/04/2024", "month first (source)"],
            ["2024-04-25", "day", "04/25/2024", "-"],
            ["2024-04-03", "day", "03/04/2024", "day first (source)"],
            ["2024-04-25", "day", "25/04/2024", "-"],
        ]
    );
    let tuesday = dates.iter().find(|row| row[0].ends_with("island-echo.example/1") && row[1] == "Tuesday");
    assert_eq!(tuesday.map(|row| row[2].as_str()), Some("2024-04-02"), "relative dates are read again");
    for result in &results {
        assert_eq!(result, &results[0]);
    }
}

#[test]
fn a_source_that_writes_both_ways_decides_nothing_and_the_user_does() {
    let space = Workspace::new();
    space.file(
        "a.jsonl",
        line(1, "Island Echo", "03/04/2024")
            + &line(2, "Island Echo", "25/04/2024")
            + &line(3, "Island Echo", "04/26/2024"),
    );
    space.run("import a.jsonl").code(0);
    let first = "SELECT published_at, date_order FROM articles WHERE id = 1";
    assert_eq!(space.rows(first), [["2024", "undecided"]]);
    let listed = space.run("sources --csv").code(0).stdout;
    assert!(listed.contains("Island Echo,island-echo.example,3,2024-04-25,2024-04-26,,1,1,1"), "{listed}");

    space
        .run_args(&["sources", "set", "Island Echo", "--monthfirst"])
        .code(0)
        .says("1 date was read in another way");
    assert_eq!(space.rows(first), [["2024-03-04", "month first (rule)"]]);
    // The rule stays for what comes later, by the domain too.
    space.file("b.jsonl", line(4, "Island Echo", "05/06/2024"));
    space.run("import b.jsonl").code(0);
    assert_eq!(space.value("SELECT published_at FROM articles WHERE url LIKE '%/4'"), "2024-05-06");
    space.run("sources set island-echo.example --dayfirst").code(0).says("2 dates were");
    assert_eq!(space.rows(first), [["2024-04-03", "day first (rule)"]]);
    space.run("sources set island-echo.example --forget").code(0).says("2 dates were");
    assert_eq!(space.rows(first), [["2024", "undecided"]]);
    assert_eq!(
        space.value(
            "SELECT count(*) FROM dates WHERE text = 'Tuesday' AND article_id = 1 AND earliest IS NOT NULL"
        ),
        "0"
    );

    space.run("sources set Nobody --dayfirst").code(2).says("the archive has no source \"Nobody\"");
    space.run_args(&["sources", "set", "Island Echo"]).code(2);
}

#[test]
fn a_day_that_had_not_come_is_not_the_day() {
    let space = Workspace::new();
    // 1 December has come only in that month, 12 January all the year but at its beginning.
    let today = chrono::Utc::now().date_naive();
    let year = today.format("%Y").to_string();
    space.file("a.jsonl", line(1, "Island Echo", &format!("01/12/{year}")));
    space.run("import a.jsonl").code(0);
    let facts = &space.rows("SELECT published_at, date_order FROM articles")[0];
    let has_come = |day: &str| day.parse::<NaiveDate>().unwrap() <= today + chrono::Days::new(2);
    match (has_come(&format!("{year}-01-12")), has_come(&format!("{year}-12-01"))) {
        (true, false) => {
            assert_eq!(facts, &[format!("{year}-01-12"), "month first (not in the future)".to_string()])
        }
        _ => assert_eq!(facts, &[year, "undecided".to_string()]),
    }
}

#[test]
fn copies_are_related_by_the_dates_that_are_settled_later() {
    let space = Workspace::new();
    let copy = |url: &str, published: &str| {
        let mut object: serde_json::Value = serde_json::from_str(&line(1, "Island Echo", published)).unwrap();
        object["url"] = url.into();
        object.to_string() + "\n"
    };
    space.file(
        "a.jsonl",
        copy("https://island-echo.example/a", "2024-04-20")
            + &copy("https://island-echo.example/b", "03/04/2024"),
    );
    space.run("import a.jsonl").code(0);
    let original =
        "SELECT url FROM articles WHERE duplicate_of IS NULL AND url LIKE '%/_' AND url NOT LIKE '%/9'";
    // Of the other, the day is not known yet.
    assert_eq!(space.value(original), "https://island-echo.example/a");
    space.file("b.jsonl", line(9, "Island Echo", "25/04/2024"));
    space.run("import b.jsonl").code(0);
    assert_eq!(space.value(original), "https://island-echo.example/b");
}

/// The months of some languages, and how they write a day and a time.
const LANGUAGES: [(&str, &str); 12] = [
    (
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta \
         marraskuuta joulukuuta",
        "{d}. {m} {y} klo {t}",
    ),
    (
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "{d} {m} {y} r., godz. {t}",
    ),
    (
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "{d}. {m} {y} v {t}",
    ),
    (
        "január február március április május június július augusztus szeptember október november december",
        "{y}. {m} {d}., {t}",
    ),
    ("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık", "{d} {m} {y} - {t}"),
    (
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "{d} {m} {y} г. в {t}",
    ),
    (
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "{d} {m} {y} року, {t}",
    ),
    (
        "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου \
         Δεκεμβρίου",
        "{d} {m} {y}, {t}",
    ),
    (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
        "{d} {m} {y} {t}",
    ),
    ("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر", "{d} {m} {y} - {t}"),
    (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "le {d} {m} {y} à {t}",
    ),
    (
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "{d}. {m} {y}, {t} Uhr",
    ),
];

fn published() -> impl Strategy<Value = Published> {
    let day = (1601..=2099i32, 1..=12u32, 1..=28u32);
    let time = (0..24u32, 0..60u32, 0..60u32);
    let zone = proptest::option::of((-(23 * 60 + 59)..=23 * 60 + 59).prop_map(|minutes: i32| minutes * 60));
    (day, time, zone, 0..4u8).prop_map(|((year, month, day), (hour, minute, second), zone, precision)| {
        let date = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        match precision {
            0 => Published { precision: Precision::Year, ..Published::day(date(1, 1)) },
            1 => Published { precision: Precision::Month, ..Published::day(date(month, 1)) },
            2 => Published::day(date(month, day)),
            _ => Published {
                local: date(month, day).and_hms_opt(hour, minute, second).unwrap(),
                offset: zone.and_then(FixedOffset::east_opt),
                precision: Precision::Minute,
            },
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_as_iso_is_read_back_the_same(published in published()) {
        prop_assume!(!presscut::text::written_dates::is_placeholder(&published));
        let iso = published.to_iso();
        prop_assert_eq!(parse_published(&iso), Ok(published));
        prop_assert_eq!(Published::from_iso(&iso), Some(published));
    }

    #[test]
    fn no_text_breaks_the_reader(text in "[0-9A-Za-z年月日時午後/:,. +()-]{0,40}") {
        if let Ok(written) = parse_written_date(&text) {
            let iso = written.certain.to_iso();
            prop_assert_eq!(parse_published(&iso), Ok(written.certain));
        }
        let _ = presscut::text::written_dates::find_written_date(&text);
    }

    #[test]
    fn no_character_breaks_the_reader(text in "\\PC{0,60}", digits in "[0-9٠-٩०-९๐-๙０-９ .:/年月日พ.ศ]{0,24}") {
        for text in [&text, &digits, &format!("{digits} {text}"), &format!("{text}{digits}")] {
            if let Ok(written) = parse_written_date(text) {
                prop_assert_eq!(parse_published(&written.certain.to_iso()), Ok(written.certain));
            }
            let _ = presscut::text::written_dates::find_written_date(text);
        }
    }

    #[test]
    fn a_day_is_read_in_every_language_as_it_was_written(
        (year, month, day) in (1972..=2099i32, 1..=12u32, 1..=28u32),
        (hour, minute) in (0..24u32, 0..60u32),
        language in 0..LANGUAGES.len(),
    ) {
        let (names, pattern) = LANGUAGES[language];
        let name = names.split(' ').nth(month as usize - 1).unwrap();
        let written = pattern
            .replace("{y}", &year.to_string())
            .replace("{m}", name)
            .replace("{d}", &day.to_string())
            .replace("{t}", &format!("{hour:02}:{minute:02}"));
        let expected = format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00");
        let read = parse_published(&written).map(|published| published.to_iso());
        prop_assert_eq!(read, Ok(expected), "{}", written);
    }

    #[test]
    fn an_ambiguous_date_has_two_days_and_one_year(first in 1..=12u32, second in 1..=12u32, year in 1600..=2099i32) {
        prop_assume!((first, second, year) != (1, 1, 1970));
        let written = parse_written_date(&format!("{first:02}/{second:02}/{year}")).unwrap();
        prop_assert_eq!(written.ambiguous().is_some(), first != second);
        let day = written.in_order(Some(DateOrder::DayFirst));
        let month = written.in_order(Some(DateOrder::MonthFirst));
        prop_assert_eq!(day == month, first == second);
        if first != second {
            prop_assert_eq!(written.certain.to_iso(), format!("{year}"));
        }
    }
}
