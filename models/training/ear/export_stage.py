"""Stage `export`: one folder with everything the app needs.

model-fp32.onnx and model-int8.onnx (LoRA merged), meaning.onnx (the embedding alone, no layers), model-unmerged-int8.onnx (adapters as inputs lora_a [L, 4, rank, W]
and lora_b [L, 4, W, rank]) with adapters.bin beside it, tokenizer.json, wide.json (word lists, lexicon, names),
manifest.json (names, shapes, opset, sha256, thresholds, figures, provenance) and check.json (texts with what PyTorch
gives for them, for check_export.mjs).

Inputs: input_ids, attention_mask int64 [batch, length]; wide float [batch, F], raw features; with the ridges also words
int64 and counts float [batch, features] (sparse_graph). Outputs: embedding [batch, W] of length 1 (meaning.py); vad
[batch, 3] on -1..1; emotions [batch, 28] logits; sentiment [batch] on -1..1; certainty [batch] logit (finish.py).
"""

from __future__ import annotations

import inspect
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from . import lora, metrics, precision, sources
from .atomic import read_torch, write_text
from .emotion_stage import EmotionModel, name_of, predict
from .encoder import Encoder
from .features import NAMES, word_lists
from .gathered import looked_up
from .heads import Heads
from .linear_part import LinearPart
from .linear_stage import VOCABULARY
from .meaning import Meaning, PackedMeaning
from .placement import Placement
from .quantise import fix_shapes, prune, to_half, to_int8
from .settings import EncoderSettings, RunSettings, plain
from .sparse_graph import INNER, with_linear
from .tasks import VAD_CENTRE, examples, held_out_rows, wide_features
from .token_features import TokenFeatures
from .track import git_commit
from .wordpiece import WordPiece

OPSET = 17
INPUTS = ["input_ids", "attention_mask", "wide"]
OUTPUTS = ["embedding", "vad", "emotions", "sentiment", "certainty"]
TEXT_INPUTS = {"input_ids": ["int64", "batch", "length"], "attention_mask": ["int64", "batch", "length"]}
LINEAR_INPUTS = {"words": ["int64", "batch", "features"], "counts": ["float32", "batch", "features"]}


class Exported(nn.Module):
    """The model with the app's inputs and outputs; with `open_adapters` two more inputs carry the LoRA weights."""

    def __init__(self, model: EmotionModel, lookup: TokenFeatures, open_adapters: bool = False):
        super().__init__()
        self.model, self.lookup, self.open_adapters = model, lookup, open_adapters

    def forward(self, input_ids: Tensor, attention_mask: Tensor, wide: Tensor, *adapters: Tensor):
        if self.open_adapters:
            for layer, block in enumerate(self.model.encoder.blocks):
                block.attention.adapter.use(adapters[0][layer], adapters[1][layer])
        mask = attention_mask.to(torch.float32)
        meaning, more = self.lookup(input_ids, mask)
        _, found = self.model(input_ids, mask, torch.cat([wide, more], 1))
        vad = (found["vad"] / self.model.vad_scale + self.model.vad_mean - VAD_CENTRE) / 2.0
        sure = found.get("certainty", torch.zeros_like(found["sentiment"]))
        return meaning, vad, found["emotions"], found["sentiment"].squeeze(-1), sure.squeeze(-1)


def rebuild(stored: dict, with_adapters: bool) -> EmotionModel:
    """The trained model in evaluation mode; adapters merged unless asked to stay."""
    s, o = stored["settings"]["encoder"], stored["settings"]["emotion"]
    encoder = Encoder(EncoderSettings(**{**s, "dropout": 0.0}))
    if o["mode"] == "lora":
        lora.attach(encoder, o["rank"], o["alpha"], 0.0, tuple(o["targets"]))
    wide = stored["model"]["heads.wide_mean"].numel()
    model = EmotionModel(encoder, Heads(s["width"], wide, o["hidden"], 0.0, o["part"]))
    directions = stored["model"].get("heads.placement.directions")
    if directions is not None:
        model.heads.placement = Placement(*directions.shape)
        model.heads.certainty = nn.Linear(stored["model"]["heads.certainty.weight"].shape[1], 1)
    model.load_state_dict(stored["model"])
    if o["mode"] == "lora" and not with_adapters:
        lora.merge(encoder)
    return model.eval()


def to_onnx(module: nn.Module, arguments: tuple, names: list[str], path: Path, outputs: list[str] = OUTPUTS) -> onnx.ModelProto:
    dynamic = {name: {0: "batch", 1: "length"} for name in INPUTS[:2]}
    dynamic.update({name: {0: "batch"} for name in [*names[2:3], *outputs]})
    options = dict(input_names=names, output_names=outputs, dynamic_axes=dynamic, opset_version=OPSET)
    if "dynamo" in inspect.signature(torch.onnx.export).parameters:
        options["dynamo"] = False  # the tracing exporter, the one both torch 1.13 and 2.x have
    with torch.no_grad():
        torch.onnx.export(module, arguments, str(path), **options)
    model = onnx.load(str(path))
    fix_shapes(model)
    prune(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    return model


def meaning_graph(meaning: Meaning, path: Path) -> None:
    """input_ids, attention_mask -> embedding, the one of the whole graph, for embedding many texts in little time."""
    some = (torch.randint(5, 999, (2, 9)), torch.ones(2, 9, dtype=torch.int64))
    to_onnx(PackedMeaning(meaning).eval(), some, INPUTS[:2], path, OUTPUTS[:1])


def save(model: onnx.ModelProto, linear: LinearPart | None, path: Path, half: bool = True) -> None:
    whole = with_linear(model, linear.stored, len(NAMES)) if linear else model
    if half:
        to_half(whole)
    onnx.save(whole, str(path))


def run(s: RunSettings) -> None:
    name = name_of(s)
    stored = read_torch(s.out / f"{name}.pt")
    folder = s.out / "export" / name
    folder.mkdir(parents=True, exist_ok=True)
    model = rebuild(stored, with_adapters=False)
    lookup = TokenFeatures.read(s.out / "meaning.pt")
    taken = model.heads.wide_mean.numel() - lookup.size
    packed = TokenFeatures.read(s.out / "meaning.pt")
    packed.meaning = PackedMeaning(lookup.meaning)
    linear = LinearPart(s.out) if taken > len(NAMES) else None
    names = [*INPUTS[:2], INNER] if linear else INPUTS
    arguments = (torch.randint(5, 999, (2, 9)), torch.ones(2, 9, dtype=torch.int64), torch.zeros(2, taken))
    full = to_onnx(Exported(model, packed), arguments, names, folder / "model-fp32.onnx")
    save(to_int8(full, s.export.bits, tuple(s.export.keep_fp32)), linear, folder / "model-int8.onnx")
    save(full, linear, folder / "model-fp32.onnx", half=False)
    meaning_graph(lookup.meaning, folder / "meaning.onnx")
    files = ["model-fp32.onnx", "model-int8.onnx", "meaning.onnx"]
    adapters = {}
    if stored["settings"]["emotion"]["mode"] == "lora":
        adapters = unmerged(stored, packed, arguments, names, linear, folder, s)
        files += ["model-unmerged-int8.onnx", "adapters.bin"]

    shutil.copyfile(s.out / "tokenizer.json", folder / "tokenizer.json")
    wide = {"names": NAMES, "lists": word_lists(), "lexicon": sources.vader_lexicon(s.data)}
    write_text(folder / "wide.json", json.dumps(wide, ensure_ascii=False))
    files += ["tokenizer.json", "wide.json"]
    s.encoder = EncoderSettings(**{**stored["settings"]["encoder"], "dropout": 0.0})
    if linear:
        shutil.copyfile(VOCABULARY / "vocabulary.txt", folder / "vocabulary.txt")
        files.append("vocabulary.txt")
    limits, figures = judged(model, s, linear)
    check(model, s, linear, folder)
    manifest = {
        "id": f"ear-{name}",
        "opset": OPSET,
        "inputs": {**TEXT_INPUTS, "wide": ["float32", "batch", len(NAMES)], **(LINEAR_INPUTS if linear else {})},
        "outputs": {"embedding": ["batch", lookup.meaning.tokens.shape[1]], "vad": ["batch", 3], "emotions": ["batch", 28], "sentiment": ["batch"], "certainty": ["batch"]},
        "meaning": {"file": "meaning.onnx", "inputs": TEXT_INPUTS, "outputs": {"embedding": ["batch", lookup.meaning.tokens.shape[1]]}},
        "adapters": adapters,
        "longest": s.encoder.positions,
        "labels": sources.goemotions_labels(s.data),
        "thresholds": [round(float(x), 5) for x in limits],
        "figures": {**stored["figures"], **figures},
        "counts": stored["counts"],
        "provenance": {"commit": git_commit(Path(__file__).parent), "start": stored["start"], "settings": without_places(stored["settings"])},
        "sha256": {file: sources.sha256(folder / file) for file in files},
        "bytes": {file: (folder / file).stat().st_size for file in files},
    }
    write_text(folder / "manifest.json", json.dumps(plain(manifest), indent=1, ensure_ascii=False))
    print(f"[export] {folder}: " + ", ".join(f"{f} {b / 1e6:.2f} MB" for f, b in manifest["bytes"].items()), flush=True)
    if s.export.check and shutil.which("node"):
        script = Path(__file__).with_name("check_export.mjs")
        subprocess.run(["node", str(script), str(folder)], check=True)


def without_places(settings: dict) -> dict:
    """Settings as they are shipped: where things lay on the machine that trained says nothing to anybody else."""
    return {name: value for name, value in settings.items() if name not in ("data", "out")}


def unmerged(stored: dict, lookup: TokenFeatures, arguments: tuple, names: list[str], linear, folder: Path, s: RunSettings) -> dict:
    """Exports with adapters as inputs; adapters.bin is float32: all of a, then all of b (scale folded in)."""
    model = rebuild(stored, with_adapters=True)
    packed = lora.state(model.encoder)
    for layer, block in enumerate(model.encoder.blocks):
        block.attention.adapter.scale = 1.0  # already in b
        block.attention.adapter.use(packed["a"][layer], packed["b"][layer])
    path = folder / "model-unmerged-int8.onnx"
    given = (*arguments, packed["a"], packed["b"])
    made = to_onnx(Exported(model, lookup, open_adapters=True), given, [*names, "lora_a", "lora_b"], path)
    save(to_int8(made, s.export.bits, tuple(s.export.keep_fp32)), linear, path)
    raw = np.concatenate([packed["a"].numpy().reshape(-1), packed["b"].numpy().reshape(-1)]).astype("<f4")
    (folder / "adapters.bin").write_bytes(raw.tobytes())
    return {"lora_a": list(packed["a"].shape), "lora_b": list(packed["b"].shape), "file": "adapters.bin"}


def read(s: RunSettings, rows: list, linear: LinearPart | None):
    """rows as examples, with the ridges' answers where the model takes them."""
    answers = linear.answers([row.text for row in rows]) if linear else None
    data = examples(s, WordPiece.read(s.out / "tokenizer.json"), wide_features(s), rows, answers)
    looked_up(data, s)
    return data


def judged(model: EmotionModel, s: RunSettings, linear: LinearPart | None) -> tuple[np.ndarray, dict]:
    """Thresholds per label from GoEmotions dev; with export.look_at_test the test figure, once, at the very end."""
    cpu = precision.Precision(torch.device("cpu"), None)
    held = read(s, [r for r in held_out_rows(s) if isinstance(r, sources.Labelled)], linear)
    limits = metrics.thresholds(held.emotions > 0.5, predict(model, held, cpu)["emotions"])
    if not s.export.look_at_test:
        return limits, {}
    test = read(s, sources.goemotions(s.data, "test"), linear)
    return limits, {"goemotions_test_macro_f1": metrics.macro_f1(test.emotions > 0.5, predict(model, test, cpu)["emotions"], limits)}


def check(model: EmotionModel, s: RunSettings, linear: LinearPart | None, folder: Path) -> None:
    """Held-out texts (and odd ones) with token indices, features and PyTorch's fp32 outputs."""
    rows = sources.emobank(s.data, "dev")[: s.export.check_texts]
    odd = ["", "😂😂 great😍 🫠", "café naïve — “quoted” 日本 x" + "y" * 120, "NOT happy at all!!! sooo tired...", "word " * 200]
    rows += [sources.Affect(t, (3.0, 3.0, 3.0)) for t in odd]
    data = read(s, rows, linear)
    found = predict(model, data, precision.Precision(torch.device("cpu"), None))
    cases = []
    for at, row in enumerate(rows):
        case = {"text": row.text, "ids": data.ids[at], "wide": [round(float(x), 6) for x in data.wide[at][: len(NAMES)]]}
        if linear:
            case["words"], case["counts"] = linear.encode(row.text)
        case["vad"] = ((found["vad"][at] - VAD_CENTRE) / 2.0).tolist()
        case["emotions"] = np.log(found["emotions"][at] / (1 - found["emotions"][at])).tolist()
        case["embedding"] = data.wide[at][-s.meaning.width :].tolist()
        cases.append(case)
    write_text(folder / "check.json", json.dumps(cases))
