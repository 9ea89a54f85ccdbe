//! How long each query of the catalogue takes on a large archive, and whether it walks through a whole table to answer.
//!
//! `cargo bench --bench catalogue [ARTICLES] [QUERY…]` makes an archive (20,000 articles unless told otherwise, each with 64
//! mentions of 24 names, 5 quotes, 6 dates; names are as unequal as they are in papers), runs every query as the command line
//! does (a connection of its own, nothing in its cache), and prints the milliseconds of processor time of the
//! fastest of five, how many rows came, and what of `mentions` and `quotes` is walked through from end to end.
//! A query of a name gets one that some hundred articles have and, in a second line, the one that most articles have.
//! `PRESSCUT_BENCH_ARCHIVE=FILE` keeps the archive there, and takes it from there the next time.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use presscut::archive::schema::open;
use presscut::output::{Cell, Column, RowSource, Sink};
use presscut::query::catalogue;
use presscut::query::catalogue::canned_query::CannedQuery;
use presscut::query::catalogue::parameter_values;
use presscut::query::catalogue::parameters::ParameterKind;
use presscut::query::sandbox::script::SqlScript;
use presscut::query::{QuerySession, TimeLimit};
use presscut::text::name_key::name_key;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, params};

const ROUNDS: usize = 5;
const NAMES: usize = 30_000;
const PAPERS: usize = 12;
const MENTIONS: usize = 64;
const NAMES_EACH: usize = 24;
const QUOTES: usize = 5;
const DATES: usize = 6;

/// Milliseconds that a query may take.
const LIMIT: f64 = 100.0;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let articles = words.iter().find_map(|word| word.parse().ok()).unwrap_or(20_000);
    let only: Vec<&String> = words.iter().filter(|word| word.parse::<usize>().is_err()).collect();
    let folder = tempfile::tempdir().expect("a folder for the archive");
    let kept = std::env::var_os("PRESSCUT_BENCH_ARCHIVE").map(PathBuf::from);
    let path = kept.unwrap_or_else(|| folder.path().join("presscut.db"));
    if !path.exists() {
        make(&path, articles).expect("the archive to be made");
    }
    println!("{:.0} MB; milliseconds of processor time", size(&path) / 1e6);
    print_indexes(&path).expect("the sizes of the indexes");
    let mut late = Vec::new();
    for query in catalogue::all().expect("a sound catalogue") {
        if !only.is_empty() && !only.iter().any(|name| **name == query.name) {
            continue;
        }
        let named = query
            .parameters
            .iter()
            .any(|p| p.default.is_required() && matches!(p.kind, ParameterKind::Entity));
        let names: &[usize] = if named { &[90, 0] } else { &[90] };
        for &name in names {
            let (milliseconds, rows) = fastest(&path, &query, name);
            let walked = walked(&path, &query, name).join(", ");
            let label = if name == 0 { "  (the most frequent name)" } else { query.name.as_str() };
            println!("{label:28} {milliseconds:8.1} {rows:8} rows  {walked}");
            if milliseconds > LIMIT && query.note.is_none() {
                late.push(query.name.clone());
            }
        }
    }
    println!(
        "over {LIMIT} ms without a note: {}",
        if late.is_empty() { "none".into() } else { late.join(", ") }
    );
}

fn size(path: &Path) -> f64 {
    std::fs::metadata(path).map_or(0.0, |file| file.len() as f64)
}

/// What a query is asked with: what it needs, and no more.
fn given(query: &CannedQuery, name: usize) -> Vec<(String, String)> {
    let needed = query.parameters.iter().filter(|parameter| parameter.default.is_required());
    let value = |at: usize, kind: &ParameterKind| match kind {
        ParameterKind::Entity => self::name(name + at),
        ParameterKind::Source => paper(1),
        ParameterKind::Date => "2030-12-01".to_string(),
        _ => "harbour".to_string(),
    };
    needed.enumerate().map(|(at, p)| (p.name.clone(), value(at, &p.kind))).collect()
}

fn fastest(path: &Path, query: &CannedQuery, name: usize) -> (f64, u64) {
    let mut best = (f64::MAX, 0);
    for _ in 0..ROUNDS {
        let before = processor_time();
        let archive = open::reading(path).expect("the archive");
        let values =
            parameter_values::parameter_values(query, &given(query, name), &archive).expect("values");
        let limit = TimeLimit { time: None, on_overdue: || {} };
        let session = QuerySession::live(archive, limit).expect("a session");
        let script = SqlScript::parse(&query.sql);
        let mut source = session.single_result(&script, &values).expect("one statement");
        let answer = source.stream_into(None, &mut Nowhere).expect("an answer");
        let took = processor_time().saturating_sub(before).as_secs_f64() * 1e3;
        let rows = answer.rows;
        best = if took < best.0 { (took, rows) } else { best };
    }
    best
}

/// Of this thread, where the system tells it (Linux): other programs do not count. Else what the clock says.
fn processor_time() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split_whitespace().next()?.parse().ok());
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// The steps of the plan that go through all of `mentions` or `quotes`.
fn walked(path: &Path, query: &CannedQuery, name: usize) -> Vec<String> {
    let archive = open::reading(path).expect("the archive");
    let values = parameter_values::parameter_values(query, &given(query, name), &archive).expect("values");
    let connection = Connection::open(path).expect("the archive");
    let mut statement =
        connection.prepare(&format!("EXPLAIN QUERY PLAN {}", query.statement())).expect("a plan");
    for (name, value) in &values {
        let at = statement.parameter_index(&format!(":{name}")).expect("a parameter").expect("its number");
        statement.raw_bind_parameter(at, value).expect("a value");
    }
    let mut rows = statement.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next().expect("a step") {
        let step: String = row.get(3).expect("its words");
        // The tables go by these short names in every query.
        if ["SCAN m", "SCAN q", "SCAN o "]
            .iter()
            .any(|scan| format!("{step} ").starts_with(&format!("{scan} ")))
        {
            steps.push(step);
        }
    }
    steps
}

/// Rows that nobody wants.
struct Nowhere;

impl Sink for Nowhere {
    fn begin(&mut self, _: &[Column]) -> std::io::Result<()> {
        Ok(())
    }
    fn row(&mut self, cells: &[Cell]) -> std::io::Result<()> {
        std::hint::black_box(cells);
        Ok(())
    }
    fn finish(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn print_indexes(path: &Path) -> rusqlite::Result<()> {
    let archive = Connection::open(path)?;
    let mut statement = archive.prepare(
        "SELECT name, sum(pgsize) / 1e6 AS size FROM dbstat
         WHERE name GLOB 'mentions*' OR name GLOB 'quotes*' OR name GLOB 'articles_*' OR name IN ('articles', 'dates')
         GROUP BY name ORDER BY size DESC",
    )?;
    let sizes = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, f64>(1)?)))?;
    for size in sizes {
        let (name, megabytes) = size?;
        if megabytes > 0.1 {
            println!("  {name:28} {megabytes:8.1} MB");
        }
    }
    Ok(())
}

/// A small generator of numbers (Steele and Vigna's SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as usize
    }

    fn below(&mut self, most: usize) -> usize {
        self.next() % most
    }

    /// Small numbers often, large ones seldom: as Zipf has it.
    fn rank(&mut self) -> usize {
        let even = self.below(1 << 30) as f64 / f64::from(1 << 30);
        ((NAMES as f64).powf(even) - 1.0) as usize
    }
}

fn name(number: usize) -> String {
    let letters = |mut number: usize| {
        let mut word = String::new();
        loop {
            word.push_str(["ba", "ko", "li", "mu", "ne", "ro", "sa", "ti", "vu", "we"][number % 10]);
            number /= 10;
            if number == 0 {
                return word;
            }
        }
    };
    let (given, family) = (letters(number % 97), letters(number));
    let capital = |word: String| word[..1].to_uppercase() + &word[1..];
    format!("{} {}", capital(given), capital(family))
}

fn paper(number: usize) -> String {
    format!("Paper {number}")
}

const TYPES: [&str; 8] =
    ["person", "person", "person", "organization", "location", "location", "norp", "misc"];

fn make(path: &Path, articles: usize) -> Result<(), Box<dyn std::error::Error>> {
    // Without the triggers of full text, which no query of the catalogue reads.
    open::close(open::writing(path)?)?;
    let mut connection = Connection::open(path)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(
        "INSERT INTO imports (id, started_at, status, command, version) VALUES (1, '2031-01-01T00:00:00Z', 'done', '', '');
         INSERT INTO import_files (id, import_id, path, settings, status) VALUES (1, 1, 'made', '', 'done');",
    )?;
    for number in 0..PAPERS {
        let domain = format!("paper{number}.example");
        transaction
            .execute("INSERT INTO sources (name, domain) VALUES (?1, ?2)", params![paper(number), domain])?;
    }
    for number in 0..NAMES {
        let (name, kind) = (name(number), TYPES[number % TYPES.len()]);
        let key = name_key(&name);
        transaction
            .prepare_cached("INSERT INTO entities (id, name, type, key) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![number as i64 + 1, name, kind, key])?;
        transaction
            .prepare_cached("INSERT INTO aliases (entity_id, alias, key) VALUES (?1, ?2, ?3)")?
            .execute(params![number as i64 + 1, name, key])?;
    }
    let mut numbers = Numbers(7);
    for article in 1..=articles {
        add_article(&transaction, article as i64, articles as u64, &mut numbers)?;
    }
    transaction.commit()?;
    drop(connection);
    Ok(())
}

fn add_article(archive: &Transaction, id: i64, articles: u64, numbers: &mut Numbers) -> rusqlite::Result<()> {
    // Two years, in the order in which papers come out: versions of a story lie days apart.
    let date =
        NaiveDate::from_ymd_opt(2029, 1, 1).unwrap_or_default() + Days::new(id as u64 * 730 / (articles + 1));
    let day = date.to_string();
    let week = date.format("%G-W%V").to_string();
    let source = 1 + numbers.below(PAPERS) as i64;
    // One in eight tells the story of an earlier one, one in forty is its copy.
    let (again, copy) = (id > 100 && numbers.below(8) == 0, id > 100 && numbers.below(40) == 0);
    let other = id - 1 - numbers.below(99) as i64;
    let story = if again || copy { other } else { id };
    let duplicate_of = copy.then_some(other);
    let section = ["Politics", "Economy", "Culture", "Sport"][numbers.below(4)];
    let byline = format!("Reporter {}", numbers.below(300));
    let cast: Vec<usize> = (0..NAMES_EACH).map(|_| numbers.rank()).collect();
    let mut body = String::new();
    let mut places = Vec::new();
    for at in 0..MENTIONS {
        let who = cast[if at < NAMES_EACH { at } else { numbers.below(NAMES_EACH) }];
        let surface = name(who);
        body.push_str(["The harbour strike, ", "In a letter ", "On Tuesday "][at % 3]);
        places.push((who, body.len(), surface.len()));
        body.push_str(&surface);
        body.push_str(if at % 8 == 7 { " said so.\n\n" } else { " went on. " });
    }
    archive
        .prepare_cached(
            "INSERT INTO articles (id, kind, source_id, url, title, byline, published_at, published_precision,
                published_day, published_week, published_month, published_year, language, body, word_count, cut_off,
                duplicate_of, identity, text_key, extractor, import_id, import_file_id, record, byte_offset, byte_length,
                section, story_id, similarity)
             VALUES (?1, 'article', ?2, ?3, ?4, ?5, ?6, 'minute', ?7, ?8, ?9, ?10, 'en', ?11, ?12, ?13, ?14, ?3, ?3, '1',
                1, 1, ?1, 0, 0, ?15, ?16, ?17)",
        )?
        .execute(params![
            id,
            source,
            format!("https://paper{source}.example/{id}"),
            format!("Headline {id} of the harbour strike"),
            byline,
            format!("{day}T{:02}:00:00", numbers.below(24)),
            day,
            week,
            &day[..7],
            &day[..4],
            body,
            (body.len() / 6) as i64,
            i64::from(numbers.below(50) == 0),
            duplicate_of,
            section,
            story,
            (story != id).then_some(0.9),
        ])?;
    for (who, start, length) in &places {
        archive
            .prepare_cached(
                "INSERT INTO mentions (article_id, entity_id, name_id, start, \"end\", surface) VALUES (?1, ?2, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                id,
                *who as i64 + 1,
                *start as i64,
                (start + length) as i64,
                &body[*start..start + length]
            ])?;
    }
    add_found(archive, id, &body, &places, &day, numbers)
}

/// Quotes, dates and blocks.
fn add_found(
    archive: &Transaction,
    id: i64,
    body: &str,
    places: &[(usize, usize, usize)],
    day: &str,
    numbers: &mut Numbers,
) -> rusqlite::Result<()> {
    for utterance in 0..QUOTES {
        let (who, start, _) = places[numbers.below(MENTIONS)];
        let end = (start + 60 + numbers.below(60)).min(body.len());
        let text = &body[start..end];
        let kind = ["direct", "direct", "partial", "term"][numbers.below(4)];
        let nobody = kind == "term" || numbers.below(10) == 0;
        let unknown = !nobody && numbers.below(10) == 0;
        archive
            .prepare_cached(
                "INSERT INTO quotes (article_id, start, \"end\", text, kind, utterance, speaker, speaker_entity_id, cue, confidence)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'said', 0.9)",
            )?
            .execute(params![
                id,
                start as i64,
                end as i64,
                text,
                kind,
                utterance as i64,
                (!nobody).then(|| if unknown { "a senior official".to_string() } else { name(who) }),
                (!nobody && !unknown).then_some(who as i64 + 1),
            ])?;
    }
    for _ in 0..DATES {
        let start = numbers.below(body.len() - 20) as i64;
        // Two dates at one place are one.
        archive
            .prepare_cached(
                "INSERT OR IGNORE INTO date_rows (article_id, start, length, type, earliest, latest)
                 VALUES (?1, ?2, 10, 0, ?3, 0)",
            )?
            .execute(params![id, start, format!("{}-{:02}", &day[..7], 1 + numbers.below(28))])?;
    }
    for kind in ["credit", "caption", "dateline"] {
        archive
            .prepare_cached("INSERT INTO blocks (article_id, kind, text, line) VALUES (?1, ?2, ?3, 1)")?
            .execute(params![id, kind, format!("PORT ARDEN {}", numbers.below(90))])?;
    }
    if numbers.below(50) == 0 {
        archive
            .prepare_cached(
                "INSERT INTO revisions (article_id, revision, title, body, text_key, import_id, import_file_id, record,
                    byte_offset, byte_length, replaced_by_import) VALUES (?1, 1, 'Before', ?2, 'x', 1, 1, 1, 0, 0, 1)",
            )?
            .execute(params![id, body])?;
    }
    Ok(())
}
