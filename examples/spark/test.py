"""Runs the job on a real local Spark: records good and bad, a web archive, and a table that is read back."""

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from pyspark.sql import SparkSession
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

sys.path.insert(0, str(Path(__file__).parent))
from extract import extract  # noqa: E402

WORDS = "The ferry number {} to the northern islands left the harbour an hour late, because the crew had waited for a doctor."


NOTICE = "Every Thursday before breakfast our letter brings you the harbour, the weather and what the gulls were up to."


def page(number):
    words = WORDS.format(number)
    return f"<title>Ferry {number}</title><article><h1>Ferry {number}</h1><p>{words}</p><p>{words} Nobody minded.</p></article>"


def page_with_notice(number):
    return page(number).replace("</article>", f"<p>{NOTICE}</p></article>")


def archive(path, count):
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=str(path).endswith(".gz"))
        for number in range(count):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            body = io.BytesIO(page(number).encode())
            url = f"https://example.org/{number}"
            writer.write_record(writer.create_warc_record(url, "response", payload=body, http_headers=headers))


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        records = [{"id": str(number), "html": page(number)} for number in range(200)]
        lines = [json.dumps(record) for record in records]
        lines[17], lines[60] = "not json", json.dumps({"id": "60"})
        (folder / "records.jsonl").write_text("\n".join(lines) + "\n")
        archive(folder / "whole.warc.gz", 30)
        archive(folder / "cut.warc", 5)
        cut = folder / "cut.warc"
        cut.write_bytes(cut.read_bytes()[:-100])
        session = SparkSession.builder.master("local[2]").appName("test").config("spark.ui.enabled", "false").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        templates = folder / "templates.jsonl"
        notices = [json.dumps({"id": f"n{number}", "url": f"https://ledger.example.org/{number}", "html": page_with_notice(number)}) for number in range(40)]
        (folder / "notices.jsonl").write_text("\n".join(notices) + "\n")
        subprocess.run([binary, "-q", "--learn", templates, folder / "notices.jsonl"], check=True)
        inputs = [str(folder / name) for name in ("records.jsonl", "whole.warc.gz", "cut.warc")]
        extract(session, inputs, [binary], partitions=4).write.parquet(str(folder / "table"))
        rows = session.read.parquet(str(folder / "table")).collect()
        without = extract(session, [str(folder / "notices.jsonl")], [binary]).collect()
        learned = extract(session, [str(folder / "notices.jsonl")], [binary, "--templates", str(templates)]).collect()
        session.stop()
    failed = [row for row in rows if row.error]
    assert len(rows) == 200 + 30 + 5, len(rows)
    assert len(failed) == 3, [row.error for row in failed]
    assert {row.id for row in failed if row.id} >= {"60"}
    texts = {row.id: row.text for row in rows if not row.error}
    assert all(f"number {number} " in texts[str(number)] for number in range(200) if number not in (17, 60))
    archived = [row for row in rows if row.url and not row.error]
    assert len(archived) == 34 and all(row.warc_date and row.hostname == "example.org" for row in archived)
    assert len(without) == len(learned) == 40
    assert all(NOTICE in row.text for row in without) and not any(NOTICE in row.text for row in learned)
    print(f"Spark: {len(rows)} rows, {len(failed)} of them with the errors that were put in")


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()))
