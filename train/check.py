"""Checks that the run time weighs as the trainer does: the same probabilities from the same weights file.

Usage: check.py OBSERVATIONS WEIGHTS GOLD BINARY [PAGES]

Evaluates WEIGHTS on the observed blocks of the first PAGES pages in Python, extracts the same pages with BINARY and
`--explain`, and fails when a probability differs by more than 0.0001
beyond rounding. BINARY must hold WEIGHTS.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy

import train

# The explanation rounds to three decimals, which alone is worth 0.0005.
TOLERANCE = 5e-4 + 1e-4


def read_weights(path: Path):
    """The sections of a weights file, comments left out."""
    sections, section = {}, None
    for line in path.read_text().splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            section.append(line.split())
    return sections


def tree_sum(trees, row):
    """The sum of the leaves that a row, values by name, reaches."""
    total = 0.0
    for words in trees:
        at = 0
        while "<=" in words[at]:
            name, limit = words[at].split("<=")
            at += 1
            if not row[name] <= float(limit):
                # Skips the left branch: it ends when it has one leaf more than splits.
                missing = 1
                while missing:
                    missing += 1 if "<=" in words[at] else -1
                    at += 1
        total += float(words[at])
    return total


def page_types(sections, seen, page):
    row = dict(zip(seen.page_names, seen.page_values[page]))
    sums = numpy.array([tree_sum(sections[f"type {name}"], row) for name in train.TYPES])
    powers = numpy.exp(sums - sums.max())
    return powers / powers.sum()


def main():
    observations, weights, gold, binary = map(Path, sys.argv[1:5])
    count = int(sys.argv[5]) if len(sys.argv) > 5 else 5
    seen, sections = train.Observations(observations), read_weights(weights)
    tokens = numpy.zeros(seen.tokens.shape[1], dtype=numpy.float32)
    for family, word, value in sections["tokens"]:
        families = [name for name, _ in seen.token_names]
        at = families.index(family)
        tokens[at * train.FAMILY_WIDTH + seen.token_names[at][1].index(word)] = float(value)
    types = numpy.zeros((len(seen.pages), len(train.TYPES)))
    for page in range(count):
        types[page] = page_types(sections, seen, page)
    values = train.with_scores(seen, tokens, types)
    worst = 0.0
    for page in range(count):
        path = gold / seen.pages[page]["set"] / f"{seen.pages[page]['id']}.html"
        run = subprocess.run([binary, "--explain", path], capture_output=True, check=False)
        said = [block["score"] for block in json.loads(run.stdout)["explain"]]
        rows = values[seen.block_starts[page]:seen.block_starts[page + 1]]
        assert len(said) == len(rows), f"page {path.stem}: {len(said)} blocks, {len(rows)} observed"
        sums = numpy.array([tree_sum(sections["content"], dict(zip(seen.names, row))) for row in rows])
        own = slice(seen.block_starts[page], seen.block_starts[page + 1])
        expected = train.level(seen.groups[own], seen.sizes[own], seen.linked[own], 1 / (1 + numpy.exp(-sums)))
        worst = max(worst, abs(expected - said).max(initial=0.0))
    print(f"{count} pages: the probabilities differ by at most {worst:.1e}")
    sys.exit(int(worst > TOLERANCE))


if __name__ == "__main__":
    main()
