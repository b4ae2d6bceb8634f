"""Decides how dechrome's speed compares with that of extractors in Python: processor time of each on the same pages, best
of three, one after another in one run. The first argument is the `peers` binary, which times dechrome itself; the rest
are pages."""

import subprocess
import sys
import time

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree
from selectolax.lexbor import LexborHTMLParser

REPEATS = 3


def resiliparse(page: bytes):
    tree = HTMLTree.parse(bytes_to_str(page, detect_encoding(page)))
    return extract_plain_text(tree, main_content=True)


TOOLS = {
    "resiliparse, main content": resiliparse,
    "resiliparse, parsing alone": lambda page: HTMLTree.parse(bytes_to_str(page, detect_encoding(page))),
    "selectolax (lexbor), parsing alone": LexborHTMLParser,
    "trafilatura (Python)": trafilatura.extract,
}


def best(tool, page: bytes) -> tuple[float, bool]:
    least, failed = float("inf"), False
    for _ in range(REPEATS):
        start = time.process_time()
        try:
            tool(page)
        except Exception:
            failed = True
        least = min(least, time.process_time() - start)
    return least, failed


def main() -> None:
    binary, paths = sys.argv[1], sys.argv[2:]
    pages = [open(path, "rb").read() for path in paths]
    size = sum(map(len, pages)) / 1e6
    own = float(subprocess.run([binary, "--seconds", *paths], capture_output=True, check=True, text=True).stdout)
    print(f"{len(pages)} pages, {size:.1f} MB; processor time, best of {REPEATS}")
    print(f"{'tool':<36} {'MB/s':>10} {'ratio':>10} {'failed':>8}")
    print(f"{'dechrome, bytes to JSON':<36} {size / own:>10.1f} {1:>10.2f} {0:>8}")
    for name, tool in TOOLS.items():
        measured = [best(tool, page) for page in pages]
        seconds = sum(time for time, _ in measured)
        failed = sum(failed for _, failed in measured)
        print(f"{name:<36} {size / seconds:>10.1f} {seconds / own:>10.2f} {failed:>8}", flush=True)


if __name__ == "__main__":
    main()
