"""Runs the step in a real datatrove pipeline, on documents good and bad."""

import json
import sys
import tempfile
from pathlib import Path

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.writers import JsonlWriter

sys.path.insert(0, str(Path(__file__).parent))
from dechrome_extractor import Dechrome  # noqa: E402

WORDS = "The ferry number {} to the northern islands left the harbour an hour late, because the crew had waited for a doctor."


def page(number):
    words = WORDS.format(number)
    return f"<title>Ferry {number}</title><nav><a href=/>Home</a></nav><article><p>{words}</p><p>{words} Nobody minded.</p></article>"


def main(binary):
    with tempfile.TemporaryDirectory() as folder:
        documents = [Document(text=page(number), id=str(number), metadata={"url": f"https://example.org/{number}"}) for number in range(50)]
        documents[7].text = ""
        out = Path(folder) / "out"
        pipeline = [documents, Dechrome(binary), JsonlWriter(str(out), compression=None)]
        LocalPipelineExecutor(pipeline, logging_dir=str(Path(folder) / "logs")).run()
        written = [json.loads(line) for path in out.glob("*.jsonl") for line in path.read_text().splitlines()]
    assert len(written) == 49, len(written)
    for document in written:
        assert f"number {document['id']} " in document["text"] and "Home" not in document["text"]
        assert document["metadata"]["title"] == f"Ferry {document['id']}"
    print(f"datatrove: {len(written)} of 50 documents have an article, as they should")


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()))
