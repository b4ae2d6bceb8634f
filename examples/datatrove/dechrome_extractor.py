"""A step for datatrove's pipelines that takes the text of each document, which is its HTML, to dechrome.

    from dechrome_extractor import Dechrome
    pipeline = [WarcReader(...), Dechrome(), ..., ParquetWriter(...)]

Each worker keeps one dechrome process, to which it writes a line and from which it reads a line. The documents keep
their ids; title, date, language and expected quality are added to the metadata. A page without an article is dropped and
counted, as datatrove's own extractors do. A worker sees a page at a time and learns nothing of its site; `templates` names
a file that `dechrome --learn` has written from a sample, and then what the pages of a site have in common is left out.
"""

import json
import subprocess

from datatrove.data import DocumentsPipeline
from datatrove.pipeline.base import PipelineStep

# What of an article is worth keeping beside its text.
METADATA = ("title", "published", "language", "page_type", "quality", "fingerprint")


class Dechrome(PipelineStep):
    """Replaces each document's HTML by the article's text."""

    type, name = "🛢 - EXTRAC", "⛏ dechrome"

    def __init__(self, binary: str = "dechrome", metadata: tuple = METADATA, templates: str | None = None):
        super().__init__()
        self.binary, self.metadata, self.templates = binary, metadata, templates

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        process = self._start()
        try:
            for document in data:
                self.stat_update("total")
                with self.track_time():
                    record = {"html": document.text, "url": document.metadata.get("url")}
                    article = self._ask(process, record)
                    if article is None:
                        # The process died on this document: it is lost, and the next gets a new process.
                        self._stop(process)
                        process = self._start()
                        article = {"error": "process died"}
                if article.get("error") or not article.get("text"):
                    self.stat_update("dropped", "failed" if article.get("error") else "empty")
                    continue
                document.text = article["text"]
                document.metadata.update({key: article[key] for key in self.metadata if article.get(key) is not None})
                self.stat_update("forwarded")
                self.update_doc_stats(document)
                yield document
        finally:
            self._stop(process)

    def _start(self):
        arguments = [self.binary, "--quiet", "-f", "jsonl", "-t", "jsonl", "-j", "1"]
        if self.templates:
            arguments += ["--templates", self.templates]
        return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    @staticmethod
    def _ask(process, record):
        try:
            process.stdin.write(json.dumps(record).encode() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            return None
        line = process.stdout.readline()
        return json.loads(line) if line else None

    @staticmethod
    def _stop(process):
        try:
            process.stdin.close()
        except BrokenPipeError:
            pass
        process.stdout.close()
        process.wait()
