"""Trains the first emotion model and writes everything that follows from it.

Run from the repository root:  python3 models/training/ridge/train.py --data ../shared/data
"""

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path

import numpy as np

import corpora
from calibrate import calibrate, placed
from export import OPSET, graph_of
from fixtures import fixtures
from lexicon import lexicon
from measure import errors, quadrants, r_interval
from solve import correlations
from stack import SETTINGS, Sources, Stack
from text import RULES, features
from vocabulary import Vocabulary, group_of

ROOT = Path(__file__).resolve().parents[3]
MODEL_ID = "ridge-1"
SEED = 20261120
# A feature in one text only can be no regularity.
LEAST_TEXTS = 2
# A single word in this many texts stays whatever its weight: which words the model knows is how the
# app tells English from other languages.
LEAST_TEXTS_WORD = 3
# Of 210,000 features the ones kept, single words aside. While the rest was tuned, all of them gave
# .630/.501 on EmoBank dev, 100,000 .629/.502, 60,000 .627/.510, 40,000 .624/.508.
KEPT_FEATURES = 60_000
FOLDS = 5

SOURCES = [
    {
        "name": "EmoBank (Buechel & Hahn 2017), train part",
        "licence": "CC-BY-SA-4.0",
        "use": "valence and arousal of 8,062 sentences",
    },
    {
        "name": "GoEmotions (Demszky et al. 2020), train part",
        "licence": "CC-BY-4.0",
        "use": "ridges for 27 emotions and neutral on 43,410 comments",
    },
    {
        "name": "VADER lexicon and ratings (Hutto & Gilbert 2014)",
        "licence": "MIT",
        "use": "valence of 7,517 lexicon entries and of 23,703 tweets, reviews and editorials",
    },
    {
        "name": "GloVe word vectors (Pennington et al. 2014)",
        "licence": "PDDL-1.0",
        "use": "shape the weights; not in the files",
    },
    {
        "name": "models/training/ridge/feelings.tsv and everyday.tsv",
        "licence": "MIT",
        "use": "own judgement: feeling words in the plane, and sentences for the calibration",
    },
]

LEXICON_LICENCE = (
    "Valence: VADER, Copyright (c) 2016 C.J. Hutto, MIT licence (models/NOTICE.md)."
    " Arousal: derived from the ridge-1 weights, CC-BY-SA-4.0."
)


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")


def write_lexicon(path, words):
    """One word a line, which diffs well."""
    lines = ",\n".join(f"    {json.dumps(word)}: {json.dumps(place)}" for word, place in words.items())
    path.write_text(
        f'{{\n  "licence": {json.dumps(LEXICON_LICENCE)},\n  "words": {{\n{lines}\n  }}\n}}\n', "ascii"
    )


def described(role, path):
    content = path.read_bytes()
    return {
        "role": role,
        "path": path.relative_to(ROOT / "models").as_posix(),
        "sha256": hashlib.sha256(content).hexdigest(),
        "sizeBytes": len(content),
    }


def pruned(counted, sources):
    """The vocabulary after a first fit over everything: the features that moved the answer most."""
    seen = Counter()
    for counts in counted:
        seen.update(counts.keys())
    words = set(sources.vectors) | set(sources.places) | {"~" + word for word in sources.places}
    always = {word for word in words if seen[word]}
    always |= {
        feature
        for feature, times in seen.items()
        if times >= LEAST_TEXTS_WORD and group_of(feature) == 0 and feature[0].isalnum()
    }
    everything = Vocabulary(counted, LEAST_TEXTS, always)
    weights = Stack(sources, everything).fit().weights
    size = np.abs(weights) / np.sqrt((weights**2).mean(0)) * everything.idf[:, None]
    share = np.array([seen[feature] for feature in everything.features]) / len(counted)
    order = np.argsort(-size.max(1) * share**0.25, kind="stable")
    only = {everything.features[index] for index in order[:KEPT_FEATURES]}
    return Vocabulary(counted, LEAST_TEXTS, always, only), seen


def held_out(stack, points, random):
    """Answers for every EmoBank train text from the folds without it."""
    fold = random.permutation(len(points)) % FOLDS
    answers = np.zeros_like(points)
    for k in range(FOLDS):
        model = stack.fit(np.flatnonzero(fold != k))
        rows = np.flatnonzero(fold == k)
        answers[rows] = stack.x[rows] @ model.weights + stack.h[rows] @ model.channel + model.bias
    return answers


def metrics_of(linear, stack, calibration, folder, random):
    dev, dev_points = corpora.emobank(folder, "dev")
    raw = linear.raw(dev)
    mean = np.tile(stack.sources.train_points.mean(0), (len(dev), 1))
    alone = {axis: {**setting, "opinions": 1e-6, "lexicon": 1e-6} for axis, setting in SETTINGS.items()}
    plain = stack.fit(settings=alone, feeling_weight=0).raw(dev)
    counts = linear.vocabulary.counts([features(text) for text in dev])
    sums = linear.vocabulary.lexicon_channel(counts, linear.table)[:, [4, 2]]
    check, check_points = corpora.everyday("check")
    check_placed = placed(linear.raw(check), calibration)
    folds = held_out(stack, stack.sources.train_points, random)
    return {
        "emobankDev": {
            "texts": len(dev),
            "model": {**errors(raw, dev_points), "r95": r_interval(raw, dev_points, random)},
            "predictTheMean": errors(mean, dev_points),
            "tfidfRidgeAlone": errors(plain, dev_points),
            "lexiconSumsR": dict(
                zip(("valence", "arousal"), (round(r, 4) for r in correlations(sums, dev_points)))
            ),
        },
        "emobankTrainFiveFolds": {
            "texts": len(folds),
            "model": errors(folds, stack.sources.train_points),
        },
        "everydayCheck": {
            "texts": len(check),
            "calibrated": errors(check_placed, check_points),
            "predictTheCentre": errors(np.zeros_like(check_points), check_points),
            "quadrantShare": quadrants(check_placed, check_points),
        },
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    folder = parser.parse_args().data
    random = np.random.default_rng(SEED)

    print("reading", flush=True)
    sources = Sources(folder)
    counted = sources.counted()
    print("choosing features", flush=True)
    vocabulary, seen = pruned(counted, sources)
    print(f"fitting {len(vocabulary)} features", flush=True)
    stack = Stack(sources, vocabulary)
    linear = stack.fit()
    for part in ("weights", "channel", "bias"):
        # What the file will hold.
        setattr(linear, part, getattr(linear, part).astype(np.float32).astype(float))
    texts, points = corpora.everyday("fit")
    calibration = calibrate(linear.raw(texts), points)
    print("measuring", flush=True)
    metrics = metrics_of(linear, stack, calibration, folder, random)

    out = ROOT / "models" / MODEL_ID
    out.mkdir(exist_ok=True)
    graph = graph_of(linear)
    (out / "model.onnx").write_bytes(graph.SerializeToString())
    (out / "vocabulary.txt").write_text("\n".join(vocabulary.features) + "\n", "ascii")
    entry = {
        "id": MODEL_ID,
        "task": "valence-arousal",
        "reader": RULES["version"],
        "files": [
            described("graph", out / "model.onnx"),
            described("vocabulary", out / "vocabulary.txt"),
        ],
        "opset": OPSET,
        "inputs": [
            {"name": "ids", "type": "int64", "shape": ["batch", "length"]},
            {"name": "counts", "type": "float32", "shape": ["batch", "length"]},
        ],
        "outputs": [{"name": "valence_arousal", "type": "float32", "shape": ["batch", 2]}],
        "calibration": calibration,
        "licence": "CC-BY-SA-4.0",
        "sources": SOURCES,
        "metrics": metrics,
        "training": "python3 models/training/ridge/train.py --data ../shared/data",
    }
    manifest = ROOT / "models/manifest.json"
    others = json.loads(manifest.read_text("utf-8"))["models"] if manifest.exists() else []
    models = [model for model in others if model["id"] != MODEL_ID] + [entry]
    write_json(manifest, {"format": 1, "models": models})
    write_lexicon(
        ROOT / "src-main/emotion/lexicon.json", lexicon(folder, linear, calibration, seen)
    )
    tests = ROOT / "tests/unit/emotion"
    tests.mkdir(parents=True, exist_ok=True)
    # ASCII only, so that lone surrogates survive the file.
    (tests / "fixtures.json").write_text(json.dumps(fixtures(linear)) + "\n", "ascii")
    print(json.dumps({"calibration": calibration, "metrics": metrics}, indent=2))


if __name__ == "__main__":
    main()
