"""Asks every canned query in one archive, on DuckDB and on Spark, and compares: compare.py PRESSCUT FOLDER.

FOLDER has one.db, and tables/ with what `presscut lake settle` has written. Entities and sources for the parameters that are
needed are the most frequent ones of the archive. Ends with 1 where any row differs.
"""

import decimal
import json
import os
import re
import sqlite3
import subprocess
import sys

import duckdb
from pyspark.sql import SparkSession

presscut, folder = sys.argv[1], sys.argv[2]
archive = os.path.join(folder, "one.db")


def run(*arguments):
    return subprocess.run([presscut, *arguments], check=True, capture_output=True, text=True).stdout


def plain(value):
    return float(value) if isinstance(value, decimal.Decimal) else value


def same(one, other):
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= 1e-9 * max(1, abs(one))
    return one == other


def needed(name):
    """The parameters that a query has to be given, with values from the archive."""
    described = run("query", name, "--describe")
    values = {"entity": entities[0], "date": "2031", "text": "e", "source": source, "int": "1", "tag": "x"}
    found = []
    for parameter, kind in re.findall(r"^  (\w+) .*; (\w+)[^;]*\(needed\)$", described, re.MULTILINE):
        value = entities[1] if (parameter, kind) == ("other", "entity") else values[kind]
        found += ["-p", parameter, value]
    return found


connection = sqlite3.connect(archive)
common = "SELECT e.name FROM entities e JOIN mentions m ON m.entity_id = e.id GROUP BY e.id ORDER BY count(*) DESC, e.id LIMIT 2"
entities = [name for (name,) in connection.execute(common)]
source = connection.execute("SELECT name FROM sources ORDER BY id LIMIT 1").fetchone()[0]
duck = duckdb.connect()
duck.execute(open(os.path.join(folder, "tables", "duckdb.sql"), encoding="utf-8").read())
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "4").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
for statement in open(os.path.join(folder, "tables", "spark.sql"), encoding="utf-8").read().split(";\n"):
    if statement.strip():
        spark.sql(statement)
engines = {"duckdb": lambda sql: duck.execute(sql).fetchall(), "spark": lambda sql: [tuple(row) for row in spark.sql(sql).collect()]}

names = re.findall(r"^  ([a-z-]+)  ", run("query"), re.MULTILINE)
compared = rows_compared = wrong = 0
for name in names:
    parameters = needed(name)
    translated = subprocess.run([presscut, "query", name, "--dialect", "duckdb", *parameters], capture_output=True, text=True)
    if "only presscut has" in translated.stderr:
        print(f"{name}: runs in presscut only")
        continue
    expected = [list(row.values()) for row in json.loads(run("--db", archive, "query", name, "--json", *parameters))]
    for engine, ask in engines.items():
        rows = [[plain(value) for value in row] for row in ask(run("query", name, "--dialect", engine, *parameters))]
        equal = len(rows) == len(expected) and all(
            len(one) == len(other) and all(map(same, one, other)) for one, other in zip(rows, expected)
        )
        compared, rows_compared, wrong = compared + 1, rows_compared + len(rows), wrong + (not equal)
        if not equal:
            print(f"{name} on {engine}: {len(rows)} rows, {len(expected)} expected, or other values")
print(f"{compared} runs of canned queries, {rows_compared} rows compared, {wrong} runs differ")
sys.exit(1 if wrong else 0)
