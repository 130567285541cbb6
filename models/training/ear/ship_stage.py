"""Stage `ship`: measures the exported int8 graph as the app will run it, beside ridge-1, and writes the folder to ship.

Needs node with onnxruntime-node. Writes <out>/ship: model.onnx, tokenizer.json, wide.json, vocabulary.txt, model.json
(everything the app has to know) and fixtures.json (texts with inputs and outputs, for the app's tests). Nothing is
decided here from GoEmotions test, SICK or STS 2015: they are only reported, with export.look_at_test=true.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np

from . import metrics, placing, similarity, sources
from .atomic import read_torch, write_text
from .emotion_stage import name_of
from .features import NAMES
from .linear_stage import ridge_modules
from .settings import EncoderSettings, RunSettings
from .shipped import Shipped
from .tasks import VAD_CENTRE

ROOT = Path(__file__).resolve().parents[3]
FILES = {"model-int8.onnx": "model.onnx", "meaning.onnx": "meaning.onnx", "tokenizer.json": "tokenizer.json", "wide.json": "wide.json", "vocabulary.txt": "vocabulary.txt"}
DRAWS = 5000
QUADRANTS = {"++": (1, 1), "+-": (1, -1), "-+": (-1, 1), "--": (-1, -1)}


def check_set() -> list[tuple[str, str, str]]:
    """tests/unit/emotion/checkSet.tsv: text, quadrant, kind."""
    lines = (ROOT / "tests/unit/emotion/checkSet.tsv").read_text("utf-8").split("\n")[1:]
    return [tuple(line.split("\t")) for line in lines if line]


def compared(new: np.ndarray, old: np.ndarray, truth: np.ndarray, seed: int) -> dict:
    """Pearson r of both models on the same texts with 95 % intervals over resampled texts, and of their difference."""
    rows = np.random.default_rng(seed).integers(0, len(truth), (DRAWS, len(truth)))
    r = np.array([[metrics.pearson(p[row], truth[row]) for p in (new, old)] for row in rows])
    span = lambda x: [round(float(v), 4) for v in np.percentile(x, [2.5, 97.5])]  # noqa: E731
    gap = r[:, 0] - r[:, 1]
    return {
        "r": round(metrics.pearson(new, truth), 4), "r95": span(r[:, 0]), "ridge1": round(metrics.pearson(old, truth), 4),
        "difference": round(metrics.pearson(new, truth) - metrics.pearson(old, truth), 4), "difference95": span(gap),
        "shareBetter": round(float((gap > 0).mean()), 4), "rmse": round(float(np.sqrt(np.mean((new - truth) ** 2))), 4),
    }  # fmt: skip


def quadrant_shares(points: np.ndarray, rows: list[tuple[str, str, str]]) -> dict[str, str]:
    """Right of all, by kind and in all: "17/24"."""
    right = np.array([tuple(np.sign(p)) == QUADRANTS[q] for p, (_, q, _) in zip(points, rows)])
    kinds = np.array([kind for _, _, kind in rows])
    shares = {k: f"{int(right[kinds == k].sum())}/{int((kinds == k).sum())}" for k in dict.fromkeys(kinds)}
    return {**shares, "all": f"{int(right.sum())}/{len(right)}"}


def run(s: RunSettings) -> None:
    ridge_modules()
    import corpora
    from calibrate import placed
    from measure import errors, quadrants

    folder = s.out / "export" / name_of(s)
    stored = read_torch(s.out / f"{name_of(s)}.pt")
    s.encoder = EncoderSettings(**{**stored["settings"]["encoder"], "dropout": 0.0})
    shipped = Shipped(s, folder / "model-int8.onnx")
    exported = json.loads((folder / "manifest.json").read_text("utf-8"))
    old_calibration = next(m for m in json.loads((ROOT / "models/manifest.json").read_text("utf-8"))["models"] if m["id"] == "ridge-1")["calibration"]

    fit_texts, fit_points = corpora.everyday("fit")
    calibration = placing.calibration(shipped.ask(fit_texts)["vad"][:, :2], fit_points)

    dev = sources.emobank(s.data, "dev")
    truth = (np.array([row.vad for row in dev]) - VAD_CENTRE) / 2.0
    texts = [row.text for row in dev]
    found, old = shipped.ask(texts), shipped.ridge(texts)
    raw = found["vad"][:, :2]
    figures: dict = {"emobankDev": {
        "texts": len(dev), "valence": compared(raw[:, 0], old[:, 0], truth[:, 0], s.seed),
        "arousal": compared(raw[:, 1], old[:, 1], truth[:, 1], s.seed + 1),
        "dominanceR": round(metrics.pearson(found["vad"][:, 2], truth[:, 2]), 4),
    }}  # fmt: skip
    seen = placing.signals(raw, found["sentiment"], found["certainty"])
    right = np.hypot(*(raw - truth[:, :2]).T) <= placing.NEAR
    curve, figures["confidence"] = placing.confidence(seen, right)

    labelled = sources.goemotions(s.data, "dev")
    wanted, given = truth_of(labelled), shipped.ask([r.text for r in labelled])["emotions"]
    limits = metrics.thresholds(wanted, given)
    figures["goemotionsDev"] = {"macroF1": metrics.macro_f1(wanted, given, limits), "macroF1Crossed": metrics.crossed_macro_f1(wanted, given)}
    held = sources.vader(s.data, True)
    said = shipped.ask([r.text for r in held])["sentiment"]
    for source in ("tweets", "amazon", "nyt", "movies"):
        rows = np.array([r.source == source for r in held])
        figures.setdefault("vaderHeldFifth", {})[source] = round(metrics.pearson(said[rows], np.array([r.valence for r in held])[rows]), 4)
    figures["vaderHeldFifth"]["meanOfThree"] = round(float(np.mean([figures["vaderHeldFifth"][n] for n in ("tweets", "amazon", "nyt")])), 4)

    everyday, places = corpora.everyday("check")
    for name, points in (("ear", placed(shipped.ask(everyday)["vad"][:, :2], calibration)), ("ridge1", placed(shipped.ridge(everyday), old_calibration))):
        figures.setdefault("everydayCheck", {})[name] = {**errors(points, places), "quadrantShare": quadrants(points, places)}
    rows = check_set()
    hard = [text for text, _, _ in rows]
    answers = {"ear": placed(shipped.ask(hard)["vad"][:, :2], calibration), "ridge1": placed(shipped.ridge(hard), old_calibration)}
    figures["checkSet"] = {name: quadrant_shares(points, rows) for name, points in answers.items()}

    if s.export.look_at_test:
        labelled = sources.goemotions(s.data, "test")
        test = metrics.macro_f1(truth_of(labelled), shipped.ask([r.text for r in labelled])["emotions"], limits)
        figures["goemotionsTest"] = {"macroF1": test}
        for key, file in (("sickTestR", "SICK_test_annotated.txt"), ("sts2015R", "sts-2015-test.tsv")):
            figures.setdefault("similarity", {})[key] = meaning(shipped, s, file)
    write_folder(s, shipped, folder, exported, calibration, curve, limits, figures, everyday[:32] + hard[::4] + ODD)
    print(json.dumps(figures, indent=1), flush=True)


def truth_of(rows: list[sources.Labelled]) -> np.ndarray:
    """[N, 28] bool."""
    wanted = np.zeros((len(rows), 28), bool)
    for at, row in enumerate(rows):
        wanted[at, list(row.labels)] = True
    return wanted


def meaning(shipped: Shipped, s: RunSettings, file: str) -> float:
    """r of the cosine with people's judgement, over all pairs of the file."""
    rows = similarity.rows(s.data, file)
    both = shipped.ask([r[1] for r in rows] + [r[2] for r in rows])["embedding"]
    both = both / np.linalg.norm(both, axis=1, keepdims=True)
    return round(metrics.pearson((both[: len(rows)] * both[len(rows) :]).sum(1), np.array([r[0] for r in rows])), 4)


def write_folder(
    s: RunSettings, shipped: Shipped, export: Path, exported: dict, placing_: dict, curve: dict, limits: np.ndarray,
    figures: dict, fixture_texts: list[str],
) -> None:  # fmt: skip
    """model.json has the fields of an exported manifest.json and adds what only shipping decides."""
    folder = s.out / "ship"
    folder.mkdir(exist_ok=True)
    for source, name in FILES.items():
        shutil.copyfile(export / source, folder / name)
    names = list(FILES.values())
    model = {
        "id": "ear-1",
        "file": "model.onnx",
        "task": "valence-arousal, emotions, sentence embedding",
        "licence": "CC-BY-SA-4.0",
        "opset": exported["opset"],
        "inputs": exported["inputs"],
        "outputs": exported["outputs"],
        "meaning": exported["meaning"],
        "longest": exported["longest"],
        "calibration": placing_,
        "confidence": curve,
        "labels": exported["labels"],
        "thresholds": [round(float(x), 5) for x in limits],
        "figures": figures,
        "counts": exported["counts"],
        "provenance": exported["provenance"],
        "sha256": {name: sources.sha256(folder / name) for name in names},
        "bytes": {name: (folder / name).stat().st_size for name in names},
    }
    write_text(folder / "model.json", json.dumps(model, indent=1, ensure_ascii=False) + "\n")
    write_fixtures(folder / "fixtures.json", shipped, fixture_texts, placing_)
    print(f"[ship] {folder}: {sum(model['bytes'].values()) / 1e6:.2f} MB", flush=True)


ODD = ["", " ", "\U0001f602\U0001f602 great\U0001f60d", "NOT happy at all!!! sooo tired...", "word " * 200, "caf\u00e9 na\u00efve \u2014 \u201cquoted\u201d \u65e5\u672c"]


def write_fixtures(path: Path, shipped: Shipped, texts: list[str], placing_: dict) -> None:
    """Texts with every input and output of the int8 graph, and the point in the plane."""
    from calibrate import placed

    found = shipped.ask(texts)
    points = placed(found["vad"][:, :2], placing_)
    cases = []
    for at, (text, case) in enumerate(zip(texts, found["cases"])):
        answers = {name: [round(float(x), 5) for x in np.atleast_1d(found[name][at])] for name in ("vad", "emotions", "sentiment", "certainty")}
        answers["embedding"] = [round(float(x), 4) for x in found["embedding"][at][:8]]
        cases.append({"text": text, **case, "wide": [round(x, 6) for x in case["wide"]], **answers, "point": [round(float(x), 5) for x in points[at]]})
    lines = ",\n".join(json.dumps(case) for case in cases)
    write_text(path, f'{{"wide": {json.dumps(list(NAMES))}, "cases": [\n{lines}\n]}}\n')
