"""Reads folders of Parquet files with an engine: shards.py ENGINE FOLDER...; prints the rows and columns of each as JSON.

Each folder holds shards of one table. They are read together, as they are: no cast, no schema given, no union by name. What is
printed of a column is its type in the engine's words.
"""

import json
import os
import sys

engine, folders = sys.argv[1], sys.argv[2:]


def files(folder):
    return sorted(os.path.join(folder, name) for name in os.listdir(folder))


if engine == "duckdb":
    import duckdb

    def read(folder):
        found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [files(folder)])
        columns = {column[0]: str(column[1]) for column in found.description}
        return len(found.fetchall()), columns

elif engine == "polars":
    import polars

    def read(folder):
        frame = polars.scan_parquet(files(folder)).collect()
        return frame.height, {name: str(kind) for name, kind in frame.schema.items()}

elif engine == "pandas":
    import pandas

    def read(folder):
        frame = pandas.read_parquet(folder, dtype_backend="pyarrow")
        return len(frame), {name: str(kind) for name, kind in frame.dtypes.items()}

else:
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")

    def read(folder):
        frame = spark.read.parquet(folder)
        # All rows with all columns are read, not only counted.
        return len(frame.collect()), dict(frame.dtypes)


answers = {}
for folder in folders:
    try:
        rows, columns = read(folder)
        answers[folder] = {"rows": rows, "columns": columns}
    except Exception as error:
        answers[folder] = {"error": str(error)[:600]}
json.dump(answers, sys.stdout)
