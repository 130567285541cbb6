"""All choices of a run in one place: dataclasses with defaults, overridden by a JSON file and `--set name.field=value`."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class EncoderSettings:
    """Size and form of the transformer."""

    vocabulary: int = 12000
    width: int = 256
    layers: int = 4
    heads: int = 4
    feed_forward: int = 1024
    positions: int = 128
    dropout: float = 0.0
    activation: str = "gelu"  # gelu | relu


@dataclass
class PretrainSettings:
    """Masked word prediction. Length is `minutes` of wall-clock, or `steps` when that is not 0 (then reproducible)."""

    minutes: float = 120.0
    steps: int = 0
    batch_tokens: int = 8192  # over all workers, padding included
    workers: int = 2  # processes of one thread each on CPU; always 1 on CUDA
    rate: float = 1e-3
    warmup: float = 0.02  # share of the run
    decay_from: float = 0.6  # share of the run after which the rate falls linearly to 0
    weight_decay: float = 0.05
    masked: float = 0.2  # share of tokens to predict: 80 % [MASK], 10 % random, 10 % unchanged
    feelings_often: float = 2.5  # a lexicon word is hidden this many times as often as another
    weight_words: float = 0.3  # of the valence of hidden lexicon words, against the words themselves
    weight_taught: float = 1.0  # of what the ridges say of the whole text (teach.npy, where there)
    taught: float = 0.4  # share of the corpus that the ridges are asked about
    labelled_copies: int = 2  # the emotion sets' training texts are this many times in an epoch
    join: float = 0.06  # share of texts that are joined with their neighbours up to the full length
    checkpoint_minutes: float = 3.0
    glove: bool = True


@dataclass
class MeaningSettings:
    """Static vectors, tuned over pairs that belong together."""

    width: int = 256
    buckets: int = 4096  # of pairs of neighbouring tokens
    epochs: int = 1
    batch: int = 512  # pairs; the other pairs of a batch are the negatives
    temperature: float = 0.08
    rate: float = 4e-3
    tracks: int = 40000  # sentences of songs with a query, per epoch
    neighbours: int = 60000  # neighbouring sentences of the corpus, per epoch
    longest: int = 96


@dataclass
class EmotionSettings:
    """Multi-task stage with LoRA or full fine-tuning."""

    mode: str = "lora"  # lora | full | heads
    part: str = "both"  # deep | wide | both
    linear: bool = True  # the ridges' answers (linear.npz, where there) among the wide features
    label: str = ""  # added to the names of the files
    start: str = ""  # file of the encoder to start from; empty: encoder.pt
    rank: int = 16
    alpha: float = 32.0
    lora_dropout: float = 0.05
    targets: tuple[str, ...] = ("query", "key", "value", "output")
    rate_lora: float = 2e-3
    rate_full: float = 3e-4
    rate_heads: float = 1e-3
    dropout: float = 0.1
    dropout_heads: float = 0.2
    hidden: int = 256
    weight_decay: float = 0.01
    batch: int = 64
    epochs: int = 3
    emobank_copies: int = 6
    batches: int = 0  # of an epoch at most; 0: all
    warmup: float = 0.05
    decay_from: float = 0.1
    weight_vad: float = 3.0
    weight_emotions: float = 1.0
    weight_sentiment: float = 1.0
    average: float = 0.99  # of a step, in the moving average of the weights
    checkpoint_minutes: float = 3.0


@dataclass
class ExportSettings:
    """What the exported folder is made of. Which model: emotion.mode, emotion.part and emotion.label."""

    bits: int = 7
    keep_fp32: tuple[str, ...] = ("heads",)
    check: bool = True  # run check_export.mjs where node is there
    check_texts: int = 300
    look_at_test: bool = False  # GoEmotions test: once, for the model that ships


@dataclass
class RunSettings:
    """One run: where things are, the seed, and the settings of each stage."""

    data: Path = Path("../shared/data")
    out: Path = Path("build/ear")
    seed: int = 7
    limit: int | None = None  # texts per source, for --smoke
    encoder: EncoderSettings = field(default_factory=EncoderSettings)
    pretrain: PretrainSettings = field(default_factory=PretrainSettings)
    meaning: MeaningSettings = field(default_factory=MeaningSettings)
    emotion: EmotionSettings = field(default_factory=EmotionSettings)
    export: ExportSettings = field(default_factory=ExportSettings)


def plain(value: Any) -> Any:
    """Settings as JSON values."""
    if dataclasses.is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return str(value) if isinstance(value, Path) else value


def update(target: Any, changes: dict[str, Any], where: str = "") -> None:
    """Sets fields of nested settings from a nested dict; an unknown name is an error."""
    names = {f.name for f in dataclasses.fields(target)}
    for name, value in changes.items():
        if name not in names:
            raise SystemExit(f"unknown setting {where}{name}; known: {', '.join(sorted(names))}")
        present = getattr(target, name)
        if dataclasses.is_dataclass(present):
            update(present, value, f"{where}{name}.")
        elif isinstance(present, Path):
            setattr(target, name, Path(value))
        elif isinstance(present, tuple):
            setattr(target, name, tuple(value))
        else:
            setattr(target, name, value)


def from_pairs(pairs: list[str]) -> dict[str, Any]:
    """["pretrain.rate=1e-3"] -> {"pretrain": {"rate": 0.001}}."""
    tree: dict[str, Any] = {}
    for pair in pairs:
        path, _, text = pair.partition("=")
        try:
            value = json.loads(text)
        except json.JSONDecodeError:
            value = text
        *parents, last = path.split(".")
        node = tree
        for parent in parents:
            node = node.setdefault(parent, {})
        node[last] = value
    return tree
