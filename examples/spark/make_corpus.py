"""Makes an invented corpus to try a lake with: make_corpus.py FOLDER ARTICLES PAGES.

JSONL files of different sizes and WARC files of 125 pages, with reprints, stories that were changed later, dates that can be two
days, and people who are named by surname in some articles only. The same numbers give the same files.
"""

import json
import os
import random
import sys

folder, articles, pages = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
os.makedirs(folder, exist_ok=True)
PEOPLE = ["Ilse Brandt", "Tomas Okafor", "Marek Lind", "Priya Raman", "Anders Pohl", "Ingrid Solheim", "Nora Quint", "Eino Vik"]
BODIES = ["the Ministry of Transport", "the Bank of Calderra", "the Arden Ferry Company", "the University of Port Arden"]
PLACES = ["Port Arden", "Saint Brannock", "Gdansk", "Nairobi", "Montevideo", "Accra", "Oulu"]
THINGS = ["a new ferry", "the harbour bridge", "an inquiry", "the budget", "a wage rise", "a school", "the tram line"]
TIMES = ["yesterday", "on Tuesday", "last week", "on March 3", "in late 2032", "later this year"]


def body(number):
    pick = random.Random(number)
    paragraphs = []
    for _ in range(7):
        person, other = pick.sample(PEOPLE, 2)
        institution, thing, (place, there) = pick.choice(BODIES), pick.choice(THINGS), pick.sample(PLACES, 2)
        paragraphs.append(
            f"{person} said {pick.choice(TIMES)} that {institution} would pay {pick.randrange(9000)} crowns for {thing} in {place}. "
            f"“We have waited for {thing} since 2019, and {there} has waited longer,” {other.split()[-1]} told reporters, and {other} "
            f"left. The plan, number {number}, is opposed by {institution} in {there}."
        )
    return paragraphs


def article(number):
    paper, day, month = number % 7, 1 + number % 12, 1 + number // 3 % 12
    text, address = number, number
    if number % 9 == 4 and number > 400:
        text = number - 400
    elif number % 11 == 5 and number > 300:
        address = number - 300
    paper = address % 7
    date = f"{day:02}/{month:02}/2031" if paper in (2, 3) else f"2031-{month:02}-{day:02}"
    if paper == 2 and number % 5 == 0:
        date = f"{13 + number % 15}/{month:02}/2031"
    paragraphs = body(text) + (["Mayor I. Brandt agreed."] if address != number else [])
    return {"id": number, "url": f"https://paper{paper}.example/{address}", "title": f"Plan {text} is opposed", "date": date,
            "authors": ["Jane Roe"], "text": "\n\n".join(paragraphs)}


def page(number):
    paragraphs = "".join(f"<p>{text}</p>" for text in body(10_000_000 + number))
    html = (
        f"<!doctype html><html><head><title>Page {number} of the harbour</title><meta property='article:published_time' "
        f"content='2031-{1 + number % 12:02}-{1 + number % 28:02}T08:00:00Z'><meta property='og:site_name' content='Crawl Post'></head>"
        f"<body><article><h1>Page {number} of the harbour</h1>{paragraphs}</article></body></html>"
    ).encode()
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(html) + html
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://crawl.example/{number}\r\nWARC-Date: 2031-04-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(response)}\r\n\r\n"
    )
    return head.encode() + response + b"\r\n\r\n"


start, size = 0, max(articles // 25, 1)
while start < articles:
    # Every third file is three times as large.
    end = min(articles, start + size * (3 if start // size % 3 == 0 else 1))
    with open(os.path.join(folder, f"articles-{start:07}.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(article(number), ensure_ascii=False) + "\n" for number in range(start, end))
    start = end
for start in range(0, pages, 125):
    with open(os.path.join(folder, f"pages-{start:07}.warc"), "wb") as file:
        file.writelines(page(number) for number in range(start, min(pages, start + 125)))
