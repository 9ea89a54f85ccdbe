"""Annotates scrapes with presscut on Spark: one file is one task, one record is one row.

    spark-submit --master spark://HOST:7077 extract_job.py --presscut /usr/local/bin/presscut --out LAKE INPUT...

Each task runs `presscut lake extract` on its file, which every worker must be able to open (a shared folder). The exit code is
checked: a filter that was killed or broke fails its task, and Spark runs it again; a record that is no article is a row of its
own (kind "reject"). The rows are the parts of a lake: `presscut lake settle LAKE -o TABLES` takes them as they are.
"""

import argparse
import glob
import json
import os
import resource
import shutil
import subprocess

from pyspark.sql import SparkSession
from pyspark.sql.functions import col


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--presscut", default="presscut", help="the program, at the same place on every worker")
    parser.add_argument("--out", required=True, help="the folder of the lake")
    parser.add_argument("--parts", type=int, default=8, help="how many Parquet files the lake has")
    parser.add_argument("inputs", nargs="+", help="files, or patterns of files: 'crawl/*.warc.gz'")
    return parser.parse_args()


def core_seconds():
    """Of the programs that this process has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def extract(presscut, used):
    """What a task does: the number and path of a file in, a row for each record out, in order. `used` counts core seconds."""

    def rows_of(batches):
        import pandas

        for batch in batches:
            for number, path in zip(batch["number"], batch["path"]):
                before = core_seconds()
                command = [presscut, "lake", "extract", path, "--jobs", "1", "--ok-rejects", "--quiet"]
                with subprocess.Popen(command, stdout=subprocess.PIPE) as filter_:
                    rows = []
                    for place, line in enumerate(filter_.stdout):
                        rows.append((number, place, json.loads(line)["kind"], line.decode().rstrip("\n")))
                        if len(rows) == 500:
                            yield pandas.DataFrame(rows, columns=["file", "place", "kind", "record"])
                            rows = []
                if filter_.returncode != 0:
                    raise RuntimeError(f"{path}: presscut ended with {filter_.returncode}; its records are not complete")
                used.add(core_seconds() - before)
                yield pandas.DataFrame(rows, columns=["file", "place", "kind", "record"])

    return rows_of


def main():
    given = options()
    paths = [os.path.abspath(path) for pattern in given.inputs for path in sorted(glob.glob(pattern))]
    spark = SparkSession.builder.appName("presscut lake extract").getOrCreate()
    # A task for each file: a crawl's files are large, and what a lost task had done is done again.
    tasks = spark.sparkContext.parallelize(list(enumerate(paths)), max(len(paths), 1))
    files = spark.createDataFrame(tasks, "number long, path string")
    used = spark.sparkContext.accumulator(0.0)
    rows = files.mapInPandas(extract(given.presscut, used), "file long, place long, kind string, record string")
    raw = given.out.rstrip("/") + ".raw"
    rows.write.mode("errorifexists").parquet(raw)
    # Few files of a useful size, in the order of the input: that is the order in which records are settled.
    compact = spark.read.parquet(raw).repartitionByRange(given.parts, "file", "place")
    compact.sortWithinPartitions("file", "place").write.mode("errorifexists").parquet(given.out)
    shutil.rmtree(raw)
    lake = spark.read.parquet(given.out)
    for kind, count in lake.groupBy(col("kind")).count().orderBy("kind").collect():
        print(f"{count} records of kind {kind}")
    print(f"{used.value:.1f} core seconds of presscut in tasks that were not lost")
    spark.stop()


if __name__ == "__main__":
    main()
