"""`python3 -m ear <stage> --data … --out …`: one sub-command per stage of the training pipeline."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

# one thread per process, set before torch is loaded: on small layers two are slower (two processes are used instead)
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from .all_stage import shrink  # noqa: E402
from .settings import RunSettings, from_pairs, update  # noqa: E402

STAGES = {
    "tokenizer": "learn the vocabulary, encode the corpus",
    "linear": "ridges over counted features: the sparse half of wide & deep",
    "teach": "what the ridges say of the corpus, for pretrain",
    "pretrain": "masked word prediction on the corpus",
    "meaning": "static vectors, tuned on pairs that belong together",
    "emotion": "valence, arousal, dominance and 28 labels, by LoRA or full fine-tuning",
    "export": "ONNX: fp32, int8, LoRA merged and unmerged",
    "ship": "measure the exported int8 graph beside ridge-1; the folder to ship",
    "all": "every stage in order; finished ones are skipped",
}
_REPOSITORY = Path(__file__).resolve().parents[3]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="ear", description=__doc__)
    parser.add_argument("stage", choices=STAGES, help="; ".join(f"{k}: {v}" for k, v in STAGES.items()))
    parser.add_argument("--data", type=Path, default=_REPOSITORY.parent / "shared" / "data")
    parser.add_argument("--out", type=Path, default=_REPOSITORY / "build" / "ear")
    parser.add_argument("--config", type=Path, help="JSON with settings of the stages")
    parser.add_argument("--set", action="append", default=[], metavar="stage.field=value", dest="pairs")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--smoke", action="store_true", help="200 texts per source and a few steps")
    given = parser.parse_args(arguments)

    settings = RunSettings()
    if given.config:
        update(settings, json.loads(given.config.read_text(encoding="utf-8")))
    if given.smoke:
        settings.limit = 200
        shrink(settings)
    update(settings, from_pairs(given.pairs))
    settings.data, settings.out = given.data.resolve(), given.out.resolve()
    if given.seed is not None:
        settings.seed = given.seed
    if not settings.data.is_dir():
        raise SystemExit(f"no data folder at {settings.data}: give it with --data")
    settings.out.mkdir(parents=True, exist_ok=True)
    importlib.import_module(f".{given.stage}_stage", __package__).run(settings)


if __name__ == "__main__":
    main(sys.argv[1:])
