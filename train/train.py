"""Learns the weights file from what the laboratory observed of the gold pages.

Usage: train.py OBSERVATIONS WEIGHTS [--folds DIRECTORY]

OBSERVATIONS is the directory that `lab observe` wrote. Prints the scores of a cross-validation grouped by registered
domain, then trains on everything and writes WEIGHTS. With --folds the weights of each fold are written too, so that the
whole extractor can be scored on pages its weights have never seen. The same observations give the same bytes.
"""

import argparse
import json
import multiprocessing
import os
import re
from collections import Counter
from pathlib import Path

# The folds' processes are forks, and threads of OpenMP do not outlive a fork: a fork that asks for them waits for ever.
os.environ["OMP_NUM_THREADS"] = "1"

import lightgbm
import numpy
from scipy import sparse
from scipy.stats import spearmanr
from sklearn.linear_model import LogisticRegression

from observations import FAMILY_WIDTH, FOLDS, TYPES, Observations, fold_of

SEED = 1
# Trees of the model that gives unlabelled blocks their soft labels; more changed nothing.
TEACHER_TREES = 50
# A hundred with steps of 0.12 scored 0.002 less in cross-validation, with either of two seeds.
TREES = 200
# Words of a block are damped so that one long paragraph does not outweigh ten headings.
DAMPING = 0.7
# A page of segments, most of whose blocks have the teacher's labels, weighs half of a page labelled throughout.
SEGMENTS_WEIGHT = 0.5
# A block that a person named weighs as much as this many of the teacher's, and a share of its page's weight on top: the
# blocks that must not appear are short.
NAMED_WEIGHT = 10
NAMED_SHARE = 5
# Light blocks beyond this share of a page's heaviest tenth are sampled; what is taken weighs for what is left out.
SAMPLED_SHARE = 0.08
COMMON = {"bagging_freq": 1, "verbose": -1, "num_threads": 1, "seed": SEED, "deterministic": True, "force_row_wise": True}
SETTINGS = COMMON | {
    "objective": "cross_entropy", "num_leaves": 16, "learning_rate": 0.07, "min_data_in_leaf": 200,
    "feature_fraction": 0.25, "bagging_fraction": 0.7, "lambda_l2": 10, "max_bin": 127,
}
# Many small trees: the log-loss of 40 trees of 6 leaves was 0.56, that of these is 0.48.
TYPE_TREES = 150
TYPE_SETTINGS = COMMON | {
    "objective": "multiclass", "num_class": len(TYPES), "num_leaves": 3, "learning_rate": 0.1, "min_data_in_leaf": 20,
    "feature_fraction": 0.3, "bagging_fraction": 0.8, "lambda_l2": 3, "max_bin": 63,
}
# What a page says by class names and in its head. Pages with other words there, or none, are tried too: every page has a
# copy without them. Where class names mean nothing that raises the share of right types from 0.75 to 0.80 and costs 0.001
# elsewhere.
SILENT = ("page_cue_", "page_ld_", "page_og_type", "page_published", "page_price_meta")
SILENT_WEIGHT = 0.3
# The pages of segments are news and blogs, mostly German; nobody named their types one by one. With them 0.96 of those are
# taken for articles instead of 0.90, and of the pages with a named type 0.835 are right instead of 0.845.
SEGMENTS_ARTICLE = 0.5
QUALITY_TREES = 30
QUALITY_SETTINGS = COMMON | {
    "objective": "regression", "num_leaves": 3, "learning_rate": 0.05, "min_data_in_leaf": 100, "feature_fraction": 0.7,
    "bagging_fraction": 0.8, "lambda_l2": 10, "max_bin": 63,
}
QUALITY_NAMES = ["expected", "threshold", "kept_words", "kept_share", "unsure_share"] + [f"type_{name}" for name in TYPES]
# What the more exact text of an article may cost: F1 hardly depends on its threshold, and what is kept too much are comments
# and other stories, which annoy more than a missing line.
ARTICLE_COST = 0.001
# Factors of the threshold that are tried for each page type.
LEANS = numpy.array([0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4])
# How far the log-odds of a block go towards the mean of the blocks on its path, as alike.rs does.
SHARED = 0.3
# Families of sparse features and the dense column that holds their sum.
GROUPS = {"cue_score": (0, 1, 2), "phrase_score": (3, 4, 5), "heading_score": (6,), "path_score": (7,), "section_score": (8,)}


def block_weights(seen: Observations):
    """Damped words of each block; each page of a set weighs the same."""
    weights = (seen.word_counts + 1.0) ** DAMPING
    totals = numpy.bincount(seen.page_of, weights=weights, minlength=len(seen.pages))
    shares = numpy.where(seen.in_set("pages"), 1.0, SEGMENTS_WEIGHT)
    return weights / totals[seen.page_of] * shares[seen.page_of] * 100


def sample(weights):
    """Rows to train on and their weights: all heavy ones, and light ones by chance with weights that make up for it."""
    chances = numpy.clip(weights / numpy.quantile(weights, 0.9), SAMPLED_SHARE, 1)
    taken = numpy.random.default_rng(SEED).random(len(weights)) < chances
    return taken, weights / chances


def learn_tokens(seen: Observations, rows, weights):
    """A linear model over the sparse features; soft labels count as both classes by their share."""
    labels, own = numpy.clip(seen.labels[rows], 0, 1), weights[rows]
    tokens = seen.tokens[rows]
    # Many blocks hold the same tokens; each set of tokens is one row with the sums of its weights.
    keys = tokens @ numpy.random.default_rng(SEED).random(tokens.shape[1])
    _, first, group = numpy.unique(keys, return_index=True, return_inverse=True)
    shares = [numpy.bincount(group, weights=own * part) for part in (labels, 1 - labels)]
    doubled = sparse.vstack([tokens[first]] * 2)
    classes = numpy.concatenate([numpy.ones(len(first)), numpy.zeros(len(first))])
    shares = numpy.concatenate(shares)
    some = shares > 0
    model = LogisticRegression(C=1.0, max_iter=100)
    model.fit(doubled[some], classes[some], sample_weight=shares[some])
    return numpy.array([float(f"{value:.4g}") for value in model.coef_[0]], dtype=numpy.float32)


def with_scores(seen: Observations, tokens, types):
    """The dense features with the sums of the sparse ones' weights and the page types' probabilities in their columns."""
    values = seen.values.copy()
    family = numpy.arange(seen.tokens.shape[1]) // FAMILY_WIDTH
    for name, families in GROUPS.items():
        if name in seen.names:
            values[:, seen.names.index(name)] = seen.tokens @ numpy.where(numpy.isin(family, families), tokens, 0)
    for at, name in enumerate(TYPES):
        if f"type_{name}" in seen.names:
            values[:, seen.names.index(f"type_{name}")] = types[seen.page_of, at]
    return values


def learn_types(seen: Observations, pages):
    """What kind of page a page is, from its features as a whole."""
    own = numpy.where(pages & (seen.type_of >= 0))[0]
    silent = seen.page_values[own].copy()
    silent[:, [name.startswith(SILENT) for name in seen.page_names]] = 0
    others = numpy.where(pages & seen.in_set("segments"))[0]
    parts = [
        (seen.page_values[own], seen.type_of[own], 1.0),
        (silent, seen.type_of[own], SILENT_WEIGHT),
        (seen.page_values[others], numpy.full(len(others), TYPES.index("article")), SEGMENTS_ARTICLE),
    ]
    values, kinds = (numpy.concatenate([part[at] for part in parts]) for at in (0, 1))
    weights = numpy.concatenate([numpy.full(len(part[1]), part[2]) for part in parts])
    data = lightgbm.Dataset(values, kinds, weight=weights, feature_name=seen.page_names, params={"max_bin": 63})
    return lightgbm.train(TYPE_SETTINGS, data, TYPE_TREES)


class TypeFolds:
    """Probabilities of page types by models that saw neither a page's fold nor the fold that is tested."""

    def __init__(self, seen: Observations, folds):
        self.seen, self.folds, self.models = seen, folds, {}
        for one in range(FOLDS):
            for two in range(one, FOLDS):
                self.models[one, two] = learn_types(seen, (folds != one) & (folds != two))

    def without(self, tested):
        """For every page; `tested` is None when all folds train."""
        found = numpy.zeros((len(self.folds), len(TYPES)))
        for fold in range(FOLDS):
            own = self.folds == fold
            other = fold if tested is None else tested
            found[own] = self.models[min(fold, other), max(fold, other)].predict(self.seen.page_values[own])
        return found


def grow(seen: Observations, values, rows, labels, weights, trees):
    data = lightgbm.Dataset(values[rows], labels[rows], weight=weights[rows], feature_name=seen.names,
                            params={"max_bin": SETTINGS["max_bin"]})
    return lightgbm.train(SETTINGS, data, trees)


def learn(seen: Observations, training, weights, types):
    """Weights learned from the training pages: what the sparse features add, and the trees."""
    full = seen.in_set("pages")
    taken, raised = sample(weights)
    rows = numpy.where((training & full)[seen.page_of] & taken)[0]
    tokens = learn_tokens(seen, numpy.where((training & full)[seen.page_of])[0], weights)
    values = with_scores(seen, tokens, types)
    partly = numpy.where((training & ~full)[seen.page_of])[0]
    if not len(partly):
        return tokens, grow(seen, values, rows, seen.labels, raised, TREES), values
    # Blocks that nobody judged get the label of a model of the fully labelled pages.
    teacher = grow(seen, values, rows, seen.labels, raised, TEACHER_TREES)
    labels, heavy = seen.labels.copy(), raised.copy()
    named = partly[labels[partly] >= 0]
    unknown = partly[(labels[partly] < 0) & taken[partly]]
    labels[unknown] = teacher.predict(values[unknown])
    heavy[named] = weights[named] * NAMED_WEIGHT + NAMED_SHARE
    rows = numpy.sort(numpy.concatenate([rows, named, unknown]))
    return tokens, grow(seen, values, rows, labels, heavy, TREES), values


def level(groups, sizes, linked, probabilities):
    """As alike.rs does; groups are numbers of blocks that are alike, sizes their words, linked the shares of links."""
    limit = 1 / (1 + numpy.exp(13.8))
    bounded = numpy.clip(probabilities, limit, 1 - limit)
    odds = numpy.log(bounded / (1 - bounded))
    weights = (numpy.sqrt(sizes) + 0.1) * (linked <= 0.5)
    sums = numpy.bincount(groups, weights=odds * weights)
    means = sums / numpy.maximum(numpy.bincount(groups, weights=weights), 1e-9)
    moved = odds + (means[groups] - odds) * SHARED
    return 1 / (1 + numpy.exp(-numpy.where(linked <= 0.5, moved, odds)))


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
    return cut, cut * 2


class Page:
    """The blocks of a page with their probabilities, and the page's gold."""

    def __init__(self, seen: Observations, probabilities, page):
        self.seen, self.page = seen, page
        self.blocks = numpy.arange(seen.block_starts[page], seen.block_starts[page + 1])
        self.own, self.counts = probabilities[self.blocks], seen.word_counts[self.blocks].astype(float)
        self.cut, self.expected = threshold(self.own, self.counts)
        self.gold = Counter(seen.gold[seen.gold_starts[page]:seen.gold_starts[page + 1]].tolist())

    def score(self, lean) -> float:
        """The word F1 of the blocks above the threshold."""
        starts, words = self.seen.word_starts, Counter()
        for block in self.blocks[self.own >= self.cut * lean]:
            words.update(self.seen.words[starts[block]:starts[block + 1]].tolist())
        size = words.total() + self.gold.total()
        if not words or not self.gold:
            return float(size == 0)
        return 2 * (words & self.gold).total() / size

    def evidence(self, lean, types):
        """What its quality is predicted from, as quality.rs works it out."""
        kept = self.own >= self.cut * lean
        total = max(self.counts.sum(), 1)
        unsure = self.counts[(self.own >= 0.2) & (self.own < 0.8)].sum() / total
        held = self.counts[kept].sum()
        return [self.expected, self.cut * lean, held, held / total, unsure, *types]


def learn_leans(scores, types):
    """For each type the best factor of the threshold, for articles the highest that costs next to nothing; scores are of
    the pages, a column a factor. Means are smoothed over neighbouring factors, since the best single one is half chance."""
    smooth = (scores[:, :-2] + scores[:, 1:-1] + scores[:, 2:]) / 3
    means = (types[:, :, None] * smooth[:, None, :]).sum(0)
    means /= types.sum(0)[:, None]
    cost = numpy.where(numpy.array(TYPES) == "article", ARTICLE_COST, 0)
    good = means >= (means.max(1) - cost)[:, None]
    return LEANS[1:-1][good.shape[1] - 1 - good[:, ::-1].argmax(1)]


def learn_quality(rows, scores):
    """What is to be added to the expected F1, the first column."""
    data = lightgbm.Dataset(rows, scores - rows[:, 0], feature_name=QUALITY_NAMES, params={"max_bin": 63})
    return lightgbm.train(QUALITY_SETTINGS, data, QUALITY_TREES)


def by_type(seen: Observations, pages, scores):
    """Mean scores of all pages and of each type."""
    found = {"all": float(numpy.mean(scores))}
    for name in TYPES:
        own = [score for page, score in zip(pages, scores) if seen.pages[page]["type"] == name]
        found[name] = float(numpy.mean(own)) if own else 0.0
    return found


def print_quality(rows, scores, folds):
    """How well quality is predicted by cross-validation: rank correlation, and said against found by tenths."""
    said = numpy.zeros(len(scores))
    for fold in range(FOLDS):
        own = folds == fold
        said[own] = rows[own, 0] + learn_quality(rows[~own], scores[~own]).predict(rows[own])
    said = numpy.clip(said, 0, 1)
    for name, value in (("learned", said), ("expected F1", rows[:, 0])):
        print(f"quality, {name}: rank correlation {spearmanr(value, scores).statistic:.3f}, "
              f"mean absolute error {numpy.abs(value - scores).mean():.3f}")
    for low in numpy.arange(0, 1, 0.1):
        own = (said >= low) & (said < low + 0.1 + (low > 0.85))
        if own.any():
            print(f"  said {low:.1f} to {low + 0.1:.1f}: {own.sum()} pages, said {said[own].mean():.3f}, found {scores[own].mean():.3f}")


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


def write_trees(lines, model, names, of_class=None):
    """The trees of a model, or of one of its classes, a line each."""
    for at, tree in enumerate(model.dump_model()["tree_info"]):
        if of_class is None or at % len(TYPES) == of_class:
            line = write_tree(tree["tree_structure"])
            lines.append(re.sub(r"\{(\d+)\}", lambda number: names[int(number[1])], line))


def write(path: Path, seen: Observations, tokens, model, types, leans, quality, scores):
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
    write_trees(lines, model, seen.names)
    for at, name in enumerate(TYPES):
        lines += ["", f"[type {name}]"]
        write_trees(lines, types, seen.page_names, at)
    lines += ["", "[lean]"] + [f"{name} {lean:.1f}" for name, lean in zip(TYPES, leans)]
    lines += ["", "[quality]"]
    write_trees(lines, quality, QUALITY_NAMES)
    path.write_text("\n".join(lines) + "\n")


# What the processes of the folds read.
share = {}


def learn_fold(fold):
    """The weights that one fold is tested with, and what they say of it; all folds train for None."""
    seen, folds = share["seen"], share["folds"]
    types = share["tested_types"] if fold is None else share["types"].without(fold)
    tokens, model, values = learn(seen, folds != (-1 if fold is None else fold), share["weights"], types)
    tested = numpy.array([]) if fold is None else model.predict(values[(folds == fold)[seen.page_of]])
    return tokens, model.model_to_string(), tested


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("observations", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    seen = Observations(chosen.observations)
    weights = block_weights(seen)
    full = seen.in_set("pages")
    folds = numpy.array([fold_of(page) for page in seen.pages])
    type_folds = TypeFolds(seen, folds)
    probabilities = numpy.zeros(len(seen.labels))
    tested_types = type_folds.without(None)
    # Every fold has a process of its own; a fork shares the observations. The last one trains on everything.
    share.update(seen=seen, folds=folds, weights=weights, types=type_folds, tested_types=tested_types)
    with multiprocessing.get_context("fork").Pool(chosen.processes) as pool:
        *parts, last = pool.map(learn_fold, [*range(FOLDS), None], chunksize=1)
    for fold, (_, _, tested) in enumerate(parts):
        probabilities[(folds == fold)[seen.page_of]] = tested
    probabilities = level(seen.groups, seen.sizes, seen.linked, probabilities)
    pages = numpy.where(full)[0]
    judged = [Page(seen, probabilities, page) for page in pages]
    by_lean = numpy.array([[page.score(lean) for lean in LEANS] for page in judged])
    found, evidence = numpy.zeros(len(pages)), []
    # The factors of a fold are chosen on the others.
    leans = [learn_leans(by_lean[folds[pages] != fold], tested_types[pages][folds[pages] != fold]) for fold in range(FOLDS)]
    for at, page in enumerate(judged):
        lean = tested_types[page.page] @ leans[folds[page.page]]
        found[at] = page.score(lean)
        evidence.append(page.evidence(lean, tested_types[page.page]))
    evidence = numpy.array(evidence)
    for lean, value in zip(LEANS, by_lean.mean(0)):
        print(f"with the threshold times {lean:.1f} on every page: {value:.4f}")
    scores = by_type(seen, pages, found)
    print("word F1 by cross-validation:", " ".join(f"{name} {value:.3f}" for name, value in scores.items()))
    print(f"page type by cross-validation: {(tested_types[pages].argmax(1) == seen.type_of[pages]).mean():.3f} right")
    print_quality(evidence, found, folds[pages])
    if chosen.folds:
        chosen.folds.mkdir(parents=True, exist_ok=True)
        for fold, (tokens, model, _) in enumerate(parts):
            own = folds[pages] != fold
            quality = learn_quality(evidence[own], found[own])
            write(chosen.folds / f"{fold}.txt", seen, tokens, lightgbm.Booster(model_str=model), type_folds.models[fold, fold], leans[fold], quality, {})
        of_page = {page["id"]: int(fold) for page, fold in zip(seen.pages, folds)}
        (chosen.folds / "pages.json").write_text(json.dumps(of_page))
    tokens, model, _ = last
    write(chosen.weights, seen, tokens, lightgbm.Booster(model_str=model), learn_types(seen, folds >= 0),
          learn_leans(by_lean, tested_types[pages]), learn_quality(evidence, found), scores)


if __name__ == "__main__":
    main()
