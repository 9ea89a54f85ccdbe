"""Runs SQL on DuckDB or Spark: engine.py ENGINE SETUP.sql QUERIES.json; prints the rows of each query as JSON."""

import decimal
import json
import sys

engine, setup, queries = sys.argv[1], open(sys.argv[2], encoding="utf-8").read(), json.load(open(sys.argv[3], encoding="utf-8"))


def plain(value):
    return float(value) if isinstance(value, decimal.Decimal) else value


if engine == "duckdb":
    import duckdb

    connection = duckdb.connect()
    connection.execute(setup)

    def ask(sql):
        result = connection.execute(sql)
        return [column[0] for column in result.description], result.fetchall()

else:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    for statement in setup.split(";\n"):
        if statement.strip():
            spark.sql(statement)

    def ask(sql):
        frame = spark.sql(sql)
        return frame.columns, [tuple(row) for row in frame.collect()]


answers = []
for query in queries:
    try:
        columns, rows = ask(query["sql"])
        rows = [[plain(value) for value in row] for row in rows]
        answers.append({"name": query["name"], "columns": list(columns), "rows": rows})
    except Exception as error:
        answers.append({"name": query["name"], "error": str(error)[:600]})
json.dump(answers, sys.stdout)
