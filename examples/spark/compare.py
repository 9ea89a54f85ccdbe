"""Compares what settling has made with one archive, table by table, then by every canned query on DuckDB and on Spark.

    compare.py PRESSCUT FOLDER

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
connection.execute("ATTACH ? AS settled", [os.path.join(folder, "tables", "settled.db")])
wrong = 0
for table in "sources articles entities aliases mentions quotes dates sums blocks revisions stories".split():
    columns = [name for (_, name, *_) in connection.execute(f"PRAGMA main.table_info({table})") if name != "import_file_id"]
    # The numbers of rows that name files of the ledger differ: a part is a file too.
    listed = ", ".join(f'"{name}"' for name in columns)
    one, other = (f"SELECT {listed} FROM {schema}.{table}" for schema in ("main", "settled"))
    both_ways = f"SELECT count(*) FROM (SELECT * FROM ({one} EXCEPT {other}) UNION ALL SELECT * FROM ({other} EXCEPT {one}))"
    (rows,), (differ,) = connection.execute(f"SELECT count(*) FROM main.{table}").fetchone(), connection.execute(both_ways).fetchone()
    wrong += differ > 0
    print(f"{table}: {rows} rows, {differ} differ", flush=True)
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

# Each query's parameters and rows by presscut; a machine that does other work too may need its time.
asked = {}
for name in re.findall(r"^  ([a-z-]+)  ", run("query"), re.MULTILINE):
    parameters = needed(name)
    translated = subprocess.run([presscut, "query", name, "--dialect", "duckdb", *parameters], capture_output=True, text=True)
    if "only presscut has" in translated.stderr:
        print(f"{name}: runs in presscut only")
        continue
    rows = json.loads(run("--db", archive, "query", name, "--json", "--timeout", "3600", *parameters))
    asked[name] = parameters, [list(row.values()) for row in rows]
for engine, ask in engines.items():
    compared = rows_compared = differing = 0
    for name, (parameters, expected) in asked.items():
        rows = [[plain(value) for value in row] for row in ask(run("query", name, "--dialect", engine, *parameters))]
        equal = len(rows) == len(expected) and all(
            len(one) == len(other) and all(map(same, one, other)) for one, other in zip(rows, expected)
        )
        compared, rows_compared, differing = compared + 1, rows_compared + len(rows), differing + (not equal)
        if not equal:
            print(f"{name} on {engine}: {len(rows)} rows, {len(expected)} expected, or other values", flush=True)
    wrong += differing
    print(f"{engine}: {compared} canned queries, {rows_compared} rows compared, {differing} differ", flush=True)
sys.exit(1 if wrong else 0)
