"""Learns the weights file from what the laboratory observed of the gold pages.

Usage: train.py OBSERVATIONS WEIGHTS [--folds DIRECTORY]

OBSERVATIONS is the directory that `lab observe` wrote. Prints the scores of a cross-validation grouped by registered
domain, then trains on everything and writes WEIGHTS. With --folds the weights of each fold are written too, so that the
whole extractor can be scored on pages its weights have never seen. The same observations give the same bytes.
"""

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlparse

import lightgbm
import numpy
from scipy import sparse
from sklearn.linear_model import LogisticRegression

FOLDS = 5
SEED = 1
TREES = 150
# Words of a block are damped so that one long paragraph does not outweigh ten headings.
DAMPING = 0.6
SETTINGS = {
    "objective": "cross_entropy", "num_leaves": 24, "learning_rate": 0.1, "min_data_in_leaf": 100,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5, "max_bin": 127,
    "verbose": -1, "num_threads": 2, "seed": SEED, "deterministic": True, "force_row_wise": True,
}
# Families of sparse features and the dense column that holds their sum.
GROUPS = {"cue_score": (0, 1, 2), "phrase_score": (3, 4, 5), "heading_score": (6,), "path_score": (7,)}
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
        self.word_counts = read("word_counts.u32", "<u4")
        self.words, self.word_starts = read("words.u32", "<u4"), starts(self.word_counts)
        self.block_starts = starts(numpy.array([page["blocks"] for page in self.pages]))
        self.gold = read("gold.u32", "<u4")
        self.gold_starts = starts(numpy.array([page["gold_words"] for page in self.pages]))
        self.page_of = numpy.repeat(numpy.arange(len(self.pages)), numpy.diff(self.block_starts))
        self.digest = hashlib.sha256(b"".join(array.tobytes() for array in (self.labels, self.values, tokens))).hexdigest()[:16]


def domain(page) -> str:
    """The registered domain of a page, near enough to keep a site's pages in one fold."""
    labels = (urlparse(page["url"] or "").hostname or page["id"]).split(".")
    shared = len(labels) > 2 and labels[-2] in SHARED_SUFFIXES and len(labels[-1]) == 2
    return ".".join(labels[-3 if shared else -2:])


def fold_of(page) -> int:
    return int(hashlib.md5(domain(page).encode()).hexdigest(), 16) % FOLDS


def block_weights(seen: Observations):
    """Damped words of each block; each page weighs the same."""
    weights = (seen.word_counts + 1.0) ** DAMPING
    totals = numpy.bincount(seen.page_of, weights=weights, minlength=len(seen.pages))
    return weights / totals[seen.page_of] * 100


def learn_tokens(seen: Observations, rows, weights):
    """A linear model over the sparse features; soft labels count as both classes by their share."""
    labels, own = numpy.clip(seen.labels[rows], 0, 1), weights[rows]
    doubled = sparse.vstack([seen.tokens[rows]] * 2)
    classes = numpy.concatenate([numpy.ones(len(rows)), numpy.zeros(len(rows))])
    shares = numpy.concatenate([own * labels, own * (1 - labels)])
    some = shares > 0
    model = LogisticRegression(C=1.0, max_iter=100)
    model.fit(doubled[some], classes[some], sample_weight=shares[some])
    return numpy.array([float(f"{value:.4g}") for value in model.coef_[0]], dtype=numpy.float32)


def with_scores(seen: Observations, tokens):
    """The dense features with the sums of the sparse ones' weights in their columns."""
    values = seen.values.copy()
    family = numpy.arange(seen.tokens.shape[1]) // FAMILY_WIDTH
    for name, families in GROUPS.items():
        values[:, seen.names.index(name)] = seen.tokens @ numpy.where(numpy.isin(family, families), tokens, 0)
    return values


def learn(seen: Observations, pages, weights):
    """Weights learned from some of the pages: what the sparse features add, and the trees."""
    rows = numpy.where(pages[seen.page_of] & (seen.labels >= 0))[0]
    tokens = learn_tokens(seen, rows, weights)
    values = with_scores(seen, tokens)
    data = lightgbm.Dataset(values[rows], seen.labels[rows], weight=weights[rows], feature_name=seen.names,
                            params={"max_bin": SETTINGS["max_bin"]})
    model = lightgbm.train(SETTINGS, data, TREES)
    return tokens, model, values


def threshold(probabilities, words):
    """As threshold.rs does."""
    total, cut = (probabilities * words).sum(), 0.4
    for _ in range(16):
        kept = probabilities >= cut
        size = words[kept].sum() + total
        following = (probabilities[kept] * words[kept]).sum() / size if size > 0 else 0.0
        if abs(following - cut) < 1e-4:
            break
        cut = following
    return cut * 1.05


def word_f1(predicted, gold) -> float:
    if not len(predicted) or not len(gold):
        return float(len(predicted) == len(gold))
    common = sum((Counter(predicted) & Counter(gold)).values())
    return 2 * common / (len(predicted) + len(gold))


def score(seen: Observations, probabilities, pages):
    """Mean word F1 over pages, by page type."""
    scores = defaultdict(list)
    for page in numpy.where(pages)[0]:
        blocks = numpy.arange(seen.block_starts[page], seen.block_starts[page + 1])
        own = probabilities[blocks]
        kept = blocks[own >= threshold(own, seen.word_counts[blocks].astype(float))]
        words = [word for block in kept for word in seen.words[seen.word_starts[block]:seen.word_starts[block + 1]].tolist()]
        f1 = word_f1(words, seen.gold[seen.gold_starts[page]:seen.gold_starts[page + 1]].tolist())
        scores["all"].append(f1)
        scores[seen.pages[page]["type"]].append(f1)
    return {name: float(numpy.mean(values)) for name, values in sorted(scores.items())}


def write_tree(node) -> str:
    """A tree in prefix notation."""
    words, open_nodes = [], [node]
    while open_nodes:
        node = open_nodes.pop()
        if "leaf_value" in node:
            words.append(f"{node['leaf_value']:.5g}")
        else:
            words.append(f"{{{node['split_feature']}}}<={node['threshold']:.6g}")
            open_nodes += [node["right_child"], node["left_child"]]
    return " ".join(words)


def write(path: Path, seen: Observations, tokens, model, scores):
    lines = [
        "# Learned weights of dechrome. Written by train/train.py; do not edit by hand.",
        f"# data: sha256 {seen.digest} of the observations of {len(seen.pages)} gold pages; seed {SEED}; {TREES} trees of {SETTINGS['num_leaves']} leaves",
        "# command: make train GOLD=directory",
        "# word F1, cross-validated by registered domain: " + " ".join(f"{name} {value:.3f}" for name, value in scores.items()),
        "", "[tokens]",
    ]
    for family, (name, bits) in enumerate(seen.token_names):
        for bit, word in enumerate(bits):
            if value := tokens[family * FAMILY_WIDTH + bit]:
                lines.append(f"{name} {word} {value:.4g}")
    lines += ["", "[content]"]
    for tree in model.dump_model()["tree_info"]:
        line = write_tree(tree["tree_structure"])
        for number in sorted({int(word[1:word.index("}")]) for word in line.split() if word.startswith("{")}):
            line = line.replace(f"{{{number}}}", seen.names[number])
        lines.append(line)
    path.write_text("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("observations", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--folds", type=Path)
    chosen = parser.parse_args()
    seen = Observations(chosen.observations)
    weights = block_weights(seen)
    pages = numpy.array([page["set"] == "pages" for page in seen.pages])
    folds = numpy.array([fold_of(page) for page in seen.pages])
    probabilities = numpy.zeros(len(seen.labels))
    for fold in range(FOLDS):
        tokens, model, values = learn(seen, pages & (folds != fold), weights)
        rows = (folds == fold)[seen.page_of]
        probabilities[rows] = model.predict(values[rows])
        if chosen.folds:
            chosen.folds.mkdir(parents=True, exist_ok=True)
            write(chosen.folds / f"{fold}.txt", seen, tokens, model, {})
    if chosen.folds:
        of_page = {page["id"]: int(fold) for page, fold in zip(seen.pages, folds)}
        (chosen.folds / "pages.json").write_text(json.dumps(of_page))
    scores = score(seen, probabilities, pages)
    print("word F1 by cross-validation:", " ".join(f"{name} {value:.3f}" for name, value in scores.items()))
    tokens, model, _ = learn(seen, pages, weights)
    write(chosen.weights, seen, tokens, model, scores)


if __name__ == "__main__":
    main()
