#!/usr/bin/env bash
# A Spark cluster on this machine: a master and two workers on loopback. Runs the extraction job on the files named, kills a
# worker at about a third of the work, settles the lake, asks all canned queries on DuckDB and Spark, and compares with one
# archive of the same files.
#
#   examples/spark/run_on_loopback.sh FOLDER FILE...
#
# FOLDER is made and holds all that is written. Needed: Java 17, and a Python with pyspark, pandas, pyarrow and duckdb
# (PYTHON names it; `pip install pyspark pandas pyarrow duckdb`). PRESSCUT names the program.
set -eu
TIMEFORMAT='  %U + %S core seconds, %R s'
folder=$1
shift
presscut=${PRESSCUT:-$(command -v presscut)}
python=${PYTHON:-python3}
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
mkdir -p "$folder"
: >"$folder/master.log"
folder=$(CDPATH= cd -- "$folder" && pwd)
SPARK_HOME=$("$python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
export SPARK_HOME PYSPARK_PYTHON="$python" SPARK_LOCAL_IP=127.0.0.1 SPARK_NO_DAEMONIZE=1
export SPARK_WORKER_DIR="$folder/work" SPARK_LOCAL_DIRS="$folder/local"
class="$SPARK_HOME/bin/spark-class"

"$class" org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 17077 --webui-port 18080 >"$folder/master.log" 2>&1 &
master=$!
workers=
for number in 1 2; do
    "$class" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g --webui-port 1808$number \
        spark://127.0.0.1:17077 >"$folder/worker$number.log" 2>&1 &
    workers="$workers $!"
done
# Only what was started here is ended, by its number.
trap 'for process in $master $workers; do kill "$process" 2>/dev/null || true; done' EXIT
for _ in $(seq 60); do
    [ "$(grep -c 'Registering worker' "$folder/master.log")" -ge 2 ] && break
    sleep 1
done

echo "extracting $# files, $(cat "$@" | wc -c) bytes, on two workers"
began=$(date +%s)
"$SPARK_HOME/bin/spark-submit" --master spark://127.0.0.1:17077 --conf spark.executor.memory=700m \
    --conf spark.sql.execution.arrow.maxRecordsPerBatch=1 "$here/extract_job.py" \
    --presscut "$presscut" --out "$folder/lake" "$@" >"$folder/job.log" 2>"$folder/job.err" &
job=$!
# A worker goes when a third of the tasks are done.
third=$(($# / 3))
for _ in $(seq 3600); do
    done_tasks=$(grep -c 'Finished task .* in stage 0' "$folder/job.err" || true)
    [ "$done_tasks" -ge "$third" ] && [ "$done_tasks" -gt 0 ] && break
    kill -0 $job 2>/dev/null || break
    sleep 0.5
done
victim=${workers##* }
if kill -0 $job 2>/dev/null; then
    # The worker and the executor that it runs.
    for process in $(ps -o pid= --ppid "$victim") "$victim"; do kill -KILL "$process" || true; done
    echo "worker $victim was killed after $done_tasks of $# tasks"
fi
wait $job || { tail -20 "$folder/job.err"; exit 1; }
cat "$folder/job.log"
echo "  $(($(date +%s) - began)) s"
for process in $master $workers; do kill "$process" 2>/dev/null || true; done
trap - EXIT

echo "settling"
time "$presscut" lake settle "$folder/lake" -o "$folder/tables"
echo "importing the same files into one archive"
time "$presscut" --db "$folder/one.db" import "$@" || [ $? -eq 3 ]
for written in lake tables tables/settled.db one.db; do
    find "$folder/$written" -type f ! -path '*/tables/settled.db' -o -path "*/$written" -type f |
        xargs du -cb | awk -v name="$written" 'END { print name ": " NR - 1 " files, " $1 " bytes" }'
done
echo "asking all canned queries on DuckDB and Spark"
time "$python" "$here/compare.py" "$presscut" "$folder"
