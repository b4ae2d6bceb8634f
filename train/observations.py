"""Decides nothing: holds what the laboratory observed of the gold pages, and says which fold a page belongs to. For train."""

import hashlib
import json
from pathlib import Path
from urllib.parse import urlparse

import numpy
from scipy import sparse

TYPES = ["article", "forum", "product", "collection", "listing", "documentation", "service"]
FOLDS = 5
# The laboratory writes a sparse feature as family times this plus bit.
FAMILY_WIDTH = 128
# Domains under which a site's name is the third label from the right.
SHARED_SUFFIXES = {"co", "com", "org", "net", "ac", "gov", "edu", "or", "ne", "gv"}


class Observations:
    """The arrays that `lab observe` wrote, and where each page's blocks and words begin in them."""

    def __init__(self, directory: Path):
        read = lambda name, kind: numpy.fromfile(directory / name, dtype=kind)
        starts = lambda counts: numpy.concatenate([[0], numpy.cumsum(counts.astype(numpy.int64))])
        self.names = (directory / "names.txt").read_text().split("\n")
        self.token_names = json.loads((directory / "tokens.json").read_text())
        self.pages = [json.loads(line) for line in (directory / "pages.jsonl").read_text().splitlines()]
        self.labels = read("labels.f32", "<f4")
        self.values = read("values.f32", "<f4").reshape(len(self.labels), len(self.names))
        tokens = read("tokens.u16", "<u2").astype(numpy.int32)
        token_starts = starts(read("token_counts.u32", "<u4"))
        shape = (len(self.labels), len(self.token_names) * FAMILY_WIDTH)
        self.tokens = sparse.csr_matrix((numpy.ones(len(tokens), dtype=numpy.float32), tokens, token_starts), shape=shape)
        self.linked = self.values[:, self.names.index("link_density")]
        self.page_names = (directory / "page_names.txt").read_text().split("\n")
        self.page_values = read("page_values.f32", "<f4").reshape(len(self.pages), len(self.page_names))
        self.type_of = numpy.array([TYPES.index(page["type"]) if page["type"] in TYPES else -1 for page in self.pages])
        self.word_counts = read("word_counts.u32", "<u4")
        groups, self.sizes = read("groups.u32", "<u4").reshape(-1, 2).T
        self.words, self.word_starts = read("words.u32", "<u4"), starts(self.word_counts)
        self.block_starts = starts(numpy.array([page["blocks"] for page in self.pages]))
        self.gold = read("gold.u32", "<u4")
        self.gold_starts = starts(numpy.array([page["gold_words"] for page in self.pages]))
        self.page_of = numpy.repeat(numpy.arange(len(self.pages)), numpy.diff(self.block_starts))
        # For each block the number of the blocks of its page on its path.
        _, self.groups = numpy.unique(self.page_of << 32 | groups, return_inverse=True)
        self.digest = hashlib.sha256(b"".join(array.tobytes() for array in (self.labels, self.values, self.page_values, tokens))).hexdigest()[:16]

    def in_set(self, name: str):
        """Which pages belong to a set."""
        return numpy.array([page["set"] == name for page in self.pages])


def domain(page) -> str:
    """The registered domain of a page, near enough to keep a site's pages in one fold."""
    labels = (urlparse(page["url"] or "").hostname or page["id"]).split(".")
    shared = len(labels) > 2 and labels[-2] in SHARED_SUFFIXES and len(labels[-1]) == 2
    return ".".join(labels[-3 if shared else -2:])


def fold_of(page) -> int:
    return int(hashlib.md5(domain(page).encode()).hexdigest(), 16) % FOLDS
