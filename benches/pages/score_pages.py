#!/usr/bin/env python3
"""Scores what a program reads from saved pages: headline, authors, day, minute and body.

    score_pages.py PAGES.jsonl[.gz] presscut PATH-TO-PRESSCUT
    score_pages.py PAGES.jsonl[.gz] trafilatura | newspaper4k | news-please | htmldate

PAGES has a JSON object a line: `id`, `html` (the page, packed with gzip, in base64), and what is on it: `title`, `authors`
(a list), `date` (ISO 8601), `body` (a list of paragraphs), and, where summaries are apart, `body_nosummary`. The programs
other than presscut are Python packages: `pip install trafilatura newspaper4k lxml_html_clean news-please htmldate`.

Headline: equal but for white space and the form of quotation marks and dashes. Authors: F1 over folded names, all pages
together. Day: in the page's own zone or in UTC. Minute: where one is expected. Body: mean over pages of the F1 of sequences of
four words, each East Asian or Thai character being a word. The program gets no address, only the page.
"""
import base64
import collections
import datetime
import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„‟«»″"), '"') | dict.fromkeys(map(ord, "‘’‚‛′`´"), "'")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
INVISIBLE = dict.fromkeys([0xAD, 0x2060, 0xFEFF, *range(0x200B, 0x2010)])
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+")


def plain(text):
    """The text with one form for each kind of sign, and single blanks."""
    text = unicodedata.normalize("NFKC", text or "").translate(INVISIBLE | QUOTATION_MARKS | DASHES)
    return " ".join(text.split())


def folded_name(name):
    letters = unicodedata.normalize("NFKD", plain(name).casefold())
    return re.sub(r"[^\w ]", "", "".join(c for c in letters if not unicodedata.combining(c))).strip()


def sequences(text):
    words = WORD.findall(plain(text).casefold())
    return collections.Counter(tuple(words[at:at + 4]) for at in range(max(1, len(words) - 3))) if words else collections.Counter()


def f1(right, given, due):
    return 2 * right / (given + due) if given + due else 1.0


def body_score(expected, body):
    due, given = sequences("\n".join(expected)), sequences(body)
    return f1((due & given).total(), given.total(), due.total())


def moment(text):
    """A time, or `None` where it cannot be read."""
    text = re.sub(r"(:\d\d)\.\d+", r"\1", str(text or "").strip().replace("Z", "+00:00"))
    for form in (text, text[:10]):
        try:
            return datetime.datetime.fromisoformat(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", form))
        except ValueError:
            continue
    return None


def days(when):
    utc = {when.astimezone(datetime.timezone.utc).date()} if when.tzinfo else set()
    return {when.date()} | utc


def is_same_minute(expected, given):
    if not (expected.tzinfo and given.tzinfo):
        expected, given = expected.replace(tzinfo=None), given.replace(tzinfo=None)
    return abs((expected - given).total_seconds()) < 60


def read_with_presscut(pages, binary):
    with tempfile.TemporaryDirectory() as folder:
        for name, html in pages.items():
            pathlib.Path(folder, f"{name}.html").write_bytes(html)
        lines = subprocess.run([binary, "extract", folder], stdout=subprocess.PIPE, check=False).stdout.splitlines()
    found = {}
    for line in map(json.loads, lines):
        name = pathlib.Path(line["origin"]["path"]).name.removesuffix(".html")
        found.setdefault(name, {"title": line.get("title"), "authors": line.get("authors") or [],
                                "date": line.get("published"), "body": line.get("body") or ""})
    return found


def read_with_trafilatura(html):
    import trafilatura
    found = trafilatura.bare_extraction(html, with_metadata=True)
    if found is None:
        return {}
    return {"title": found.title, "authors": [name for name in (found.author or "").split(";") if name.strip()],
            "date": found.date, "body": found.text or ""}


def read_with_newspaper4k(html):
    import newspaper
    article = newspaper.Article("https://paper.example/story", fetch_images=False)
    article.download(input_html=html.decode("utf-8", "replace"))
    article.parse()
    date = article.publish_date.isoformat() if article.publish_date else None
    return {"title": article.title, "authors": article.authors, "date": date, "body": article.text}


def read_with_news_please(html):
    from newsplease import NewsPlease
    article = NewsPlease.from_html(html.decode("utf-8", "replace"), url=None, fetch_images=False)
    date = article.date_publish.isoformat() if article.date_publish else None
    return {"title": article.title, "authors": article.authors or [], "date": date, "body": article.maintext or ""}


def read_with_htmldate(html):
    import htmldate
    return {"date": htmldate.find_date(html.decode("utf-8", "replace"), original_date=True)}


READERS = {"trafilatura": read_with_trafilatura, "newspaper4k": read_with_newspaper4k,
           "news-please": read_with_news_please, "htmldate": read_with_htmldate}


def read_pages(program, binary, pages):
    if program == "presscut":
        return read_with_presscut(pages, binary)
    found = {}
    for name, html in pages.items():
        try:
            found[name] = READERS[program](html)
        except Exception as error:  # A program that fails on a page has read nothing of it.
            print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
    return found


def score(rows, found):
    shares = collections.defaultdict(list)
    right = given = due = 0
    for row in rows:
        got = found.get(row["id"], {})
        if row.get("title"):
            shares["headline"].append(plain(row["title"]) == plain(got.get("title")))
        if row.get("authors"):
            expected, names = ({folded_name(name) for name in names} - {""} for names in (row["authors"], got.get("authors") or []))
            right, given, due = right + len(expected & names), given + len(names), due + len(expected)
        when, read = moment(row.get("date")), moment(got.get("date"))
        if when:
            shares["day"].append(bool(read) and bool(days(when) & days(read)))
            if ":" in str(row["date"]):
                shares["minute"].append(bool(read) and ":" in str(got["date"]) and is_same_minute(when, read))
        if row.get("body"):
            texts = [text for text in (row["body"], row.get("body_nosummary")) if text]
            shares["body F1"].append(max(body_score(text, got.get("body", "")) for text in texts))
    figures = {name: f"{100 * sum(values) / len(values):.1f}" for name, values in shares.items() if values}
    return figures | {"authors F1": f"{100 * f1(right, given, due):.1f}"}


def main():
    if len(sys.argv) < 3 or sys.argv[2] not in ["presscut", *READERS]:
        sys.exit(__doc__)
    path, program, binary = sys.argv[1], sys.argv[2], (sys.argv[3:] or [None])[0]
    lines = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    rows = [json.loads(line) for line in lines]
    pages = {row["id"]: gzip.decompress(base64.b64decode(row["html"])) for row in rows}
    print(json.dumps({"program": program, "pages": len(rows)} | score(rows, read_pages(program, binary, pages))))


main()
