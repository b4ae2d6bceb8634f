"""Extracts articles with dechrome inside Apache Spark: WARC or JSON Lines in, Parquet out.

    spark-submit examples/spark/extract.py INPUT... --output TABLE [--partitions N] [--dechrome PATH] [--templates FILE]

JSON Lines files are read by Spark line by line and go through `rdd.pipe`, one line in, one line out. Web archives cannot
be cut into lines, so each is one unit of work: a task streams the file through `dechrome -f warc`. Spark holds the file in
the memory of its task, and none of more than 2 GB; crawls come in files of about one. Both give lines of JSON, which
become a table with one row a record; a record that failed is a row with `error`, and so is an archive whose process died.
Spark tries a task again when its machine fails (`spark.task.maxFailures`), and nothing is written twice, for a table
appears as a whole.

The binary must be on every worker: install it there, or send it along with `--files /path/dechrome --dechrome ./dechrome`.

No task sees more than its part of a site, so what the pages of a site have in common is not learned here. Learn it once
from a sample, with some hundred pages of each site, and send it along:

    dechrome -f jsonl --learn templates.jsonl < sample.jsonl
    spark-submit --files templates.jsonl examples/spark/extract.py INPUT... --output TABLE --templates ./templates.jsonl
"""

import argparse
import json
import subprocess
from threading import Thread

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

TEXT, TEXTS = T.StringType(), T.ArrayType(T.StringType())


def record(*fields):
    """A struct from pairs of name and type; a name alone is text."""
    pairs = [(field, TEXT) if isinstance(field, str) else field for field in fields]
    return T.StructType([T.StructField(name, kind) for name, kind in pairs])


# The article's keys as columns. What is not named here, such as `blocks`, stays in `json`.
ARTICLE = record(
    "id", "url", "canonical_url", "hostname", "site_name", "page_type", "title",
    ("authors", T.ArrayType(record("name", "url"))),
    "published", "modified", "language", "description",
    ("categories", TEXTS), ("tags", TEXTS),
    "text",
    ("links", T.ArrayType(record("text", "url"))),
    ("word_count", T.LongType()), "fingerprint", ("quality", T.DoubleType()), "method",
    ("warnings", TEXTS), "warc_date", "error",
)  # fmt: skip


def from_archive(command):
    """The lines of an archive that Spark hands over as (path, bytes stream)."""

    def feed(stdin, stream):
        try:
            with stdin:
                stdin.write(stream)
        except BrokenPipeError:
            pass  # The process died, and the exit code tells why.

    def lines(archive):
        path, stream = archive
        arguments = [*command, "--quiet", "-f", "warc", "-t", "jsonl", "-j", "1"]
        process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        Thread(target=feed, args=(process.stdin, stream), daemon=True).start()
        with process.stdout:
            for line in process.stdout:
                yield line.decode("utf-8").rstrip("\n")
        # Exit code 1 tells that some records failed, and each of them is a line that says so.
        if process.wait() not in (0, 1):
            yield json.dumps({"id": path, "error": f"dechrome ended with {process.returncode}"})

    return lines


def extract(session, inputs, command, partitions=None):
    """A data frame with a row for each record of the inputs."""
    context = session.sparkContext
    archives = [path for path in inputs if ".warc" in path]
    records = [path for path in inputs if ".warc" not in path]
    parts = []
    if records:
        lines = context.textFile(",".join(records), minPartitions=partitions or context.defaultParallelism)
        if partitions:
            lines = lines.repartition(partitions)
        # One thread a process, since Spark keeps the cores busy with partitions. Exit code 1 only tells that some records
        # are bad, and each of them is a line; any other failure is the task's, so that Spark tries it again.
        pipe = " ".join(command) + " --quiet -f jsonl -t jsonl -j 1 --carry"
        parts.append(lines.pipe(f"sh -c '{pipe}; code=$?; [ $code -le 1 ] || exit $code'", checkCode=True))
    if archives:
        files = context.binaryFiles(",".join(archives), minPartitions=partitions or len(archives))
        parts.append(files.flatMap(from_archive(command)))
    articles = context.union(parts).map(lambda line: (line,)).toDF(["json"])
    return articles.select(F.from_json("json", ARTICLE).alias("article"), "json").select("article.*", "json")


def main():
    parser = argparse.ArgumentParser(description="Extracts articles with dechrome inside Spark")
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="JSON Lines (also compressed) or WARC, as Spark paths")
    parser.add_argument("--output", required=True, help="the Parquet table")
    parser.add_argument("--partitions", type=int, help="how many pieces to cut the records into")
    parser.add_argument("--dechrome", default="dechrome", help="the binary on the workers")
    parser.add_argument("--templates", help="what `dechrome --learn` has written, on the workers")
    arguments = parser.parse_args()
    templates = ["--templates", arguments.templates] if arguments.templates else []
    session = SparkSession.builder.appName("dechrome").getOrCreate()
    table = extract(session, arguments.inputs, [arguments.dechrome, *templates], arguments.partitions)
    table.write.mode("overwrite").parquet(arguments.output)
    session.stop()


if __name__ == "__main__":
    main()
