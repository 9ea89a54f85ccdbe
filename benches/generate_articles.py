#!/usr/bin/env python3
"""Writes invented articles as JSON lines: python3 benches/generate_articles.py NUMBER > articles.jsonl

Names follow Zipf's law, and new names keep coming, as in a newspaper: the share of names that no article had before falls
slowly and never ends. A tenth of the articles are reprints of an earlier one in another paper. The same number gives the
same articles, and the first articles of a larger number are those of a smaller one. Nothing in them is real.
"""
import datetime
import json
import random
import sys

GIVEN = """Ada Bela Cora Dario Edda Falk Greta Hanno Ilka Jonas Kaja Lior Mira Nils Olga Pavel Quinta Rolf Silja Timo Ulla Vigo
Wanda Xenia Yaro Zora Arvo Brita Cyril Dunja""".split()
FIRST = "Al Ber Cor Dal Ebb Fer Gar Hol Ir Jan Kel Lom Mar Nor Ost Pel Quor Ras Sel Tor Ul Var Wen Yst Zel".split()
LAST = "ander berg by dahl en fors gate hult is jord kin lund man nes ov polt quist rud sen thal um vik well yan zick".split()
PAPERS = [f"{town} {kind}" for town in ("Arden", "Lerwin", "Ostra", "Tamsin", "Brannock", "Selby Cross", "Kelm", "Varna Point")
          for kind in ("Post", "Herald", "Echo")]
KINDS = ["Council", "Harbour Board", "Ferries", "Union", "University", "Water Company", "Museum", "Court"]
SUBJECTS = ["the harbour", "the new bridge", "rents", "the hospital", "school buses", "the budget", "flood walls", "the old mill"]
SAYINGS = [
    "We cannot wait another year for {subject}, and nobody here believes that we should",
    "People ask me every day about {subject}, and I have no answer for them yet",
    "It is not about money, it is about {subject} and who decides",
    "There will be a vote on {subject}, whatever they say in the capital",
    "I have seen the figures for {subject}, and they are worse than last year's",
]
FILLERS = [
    "The decision follows months of talks in which neither side gave way.",
    "Shops along the quay closed early, and the last bus was full.",
    "An earlier plan had failed when its costs doubled within two years.",
    "About {number} people came to the meeting, more than the hall holds.",
    "The work is expected to cost {number} million crowns.",
    "Nobody was hurt, and the road was open again by the evening.",
]
FIRST_DAY = datetime.date(2025, 1, 1)
ARTICLES_A_DAY = 300


def spelled(number):
    """The nth name, each another."""
    draw = random.Random(number)
    base, rest = len(FIRST) * len(LAST), number
    word = ""
    while True:
        word += FIRST[rest % len(FIRST)].lower() if word else FIRST[rest % len(FIRST)]
        rest //= len(FIRST)
        word += LAST[rest % len(LAST)]
        rest //= len(LAST)
        if rest == 0:
            break
        rest -= 1
    if draw.random() < 0.7:
        return f"{draw.choice(GIVEN)} {word}"
    return f"{word} {draw.choice(KINDS)}"


class Names:
    """A Chinese restaurant process (Pitman–Yor): old names in proportion to their mentions, and always some new ones."""

    def __init__(self, draw):
        self.draw, self.mentions = draw, []
        self.known = 0

    def one(self):
        discount, said = 0.6, len(self.mentions)
        if said == 0 or self.draw.random() < (1 + discount * self.known) / (said + 1):
            number, self.known = self.known, self.known + 1
        else:
            number = self.mentions[self.draw.randrange(said)]
        self.mentions.append(number)
        return spelled(number)


def article(number, draw, names):
    """One article."""
    subject = draw.choice(SUBJECTS)
    paragraphs = []
    for _ in range(draw.randint(3, 9)):
        who, other = names.one(), names.one()
        saying = draw.choice(SAYINGS).format(subject=subject)
        paragraphs.append(
            f"{who} met {other} on {draw.choice(['Monday', 'Tuesday', 'Wednesday', 'Friday'])} to talk about {subject}. "
            f"“{saying},” said {who.split()[-1] if draw.random() < 0.4 else who}. "
            + draw.choice(FILLERS).format(number=draw.randint(2, 900))
        )
    day = FIRST_DAY + datetime.timedelta(days=number // ARTICLES_A_DAY)
    return {
        "url": f"https://paper{number % len(PAPERS)}.example/{number}",
        "source": PAPERS[number % len(PAPERS)],
        "title": f"{names.one()} and {subject}, {number}",
        "published": day.isoformat(),
        "text": "\n\n".join(paragraphs),
    }


def main():
    draw = random.Random(22)
    names, earlier = Names(draw), []
    for number in range(int(sys.argv[1])):
        record = article(number, draw, names)
        if earlier and draw.random() < 0.1:
            record["text"] = draw.choice(earlier)["text"]
        if len(earlier) < 2000:
            earlier.append(record)
        else:
            earlier[draw.randrange(2000)] = record
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
