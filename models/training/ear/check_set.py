"""The share of right quadrants by kind on the hand-written check set, for ridge-1 and a shipped ear.

Run in models/training:  python3 -m ear.check_set --out <run folder> [--model ../ear-1]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from .settings import RunSettings
from .ship_stage import ROOT, check_set, quadrant_shares
from .shipped import Shipped


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="a run with tokenizer.json and linear.npz")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "ear-1")
    given = parser.parse_args()
    s = RunSettings(data=given.data.resolve(), out=given.out.resolve())
    shipped = Shipped(s, given.model / "model.onnx")
    from calibrate import placed

    rows = check_set()
    texts = [text for text, _, _ in rows]
    described = json.loads((given.model / "model.json").read_text("utf-8"))
    models = json.loads((ROOT / "models/manifest.json").read_text("utf-8"))["models"]
    ridge = next(m for m in models if m["id"] == "ridge-1")
    points = {
        "ridge-1": placed(shipped.ridge(texts), ridge["calibration"]),
        described["id"]: placed(shipped.ask(texts)["vad"][:, :2], described["calibration"]),
    }
    for name, placed_points in points.items():
        print(name, json.dumps(quadrant_shares(placed_points, rows)))


if __name__ == "__main__":
    main()
