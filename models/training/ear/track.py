"""Experiment records in MLflow's own on-disk layout (mlruns/), readable by `mlflow ui`, without MLflow.

mlruns/<experiment>/meta.yaml, mlruns/<experiment>/<run>/{meta.yaml, params/, metrics/, tags/, artifacts/}; a metric's
file holds "milliseconds value step" lines (mlflow.store.tracking.file_store).
"""

from __future__ import annotations

import json
import subprocess
import time
import uuid
from pathlib import Path
from typing import Any

from .atomic import write_text

EXPERIMENT, EXPERIMENT_ID = "ear", "1"
RUNNING, FINISHED, FAILED = 1, 3, 4


def _yaml(values: dict[str, Any]) -> str:
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in sorted(values.items()))


def _now() -> int:
    return int(time.time() * 1000)


def git_commit(folder: Path) -> str:
    try:
        return subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


class Run:
    """One run of one stage. Give `run_id` to go on with an earlier one."""

    def __init__(self, root: Path, name: str, run_id: str | None = None):
        self.run_id = run_id or uuid.uuid4().hex
        experiment = root / EXPERIMENT_ID
        self.folder = experiment / self.run_id
        if not (experiment / "meta.yaml").exists():
            made = dict(artifact_location=experiment.resolve().as_uri(), creation_time=_now(), lifecycle_stage="active")
            made.update(experiment_id=EXPERIMENT_ID, last_update_time=_now(), name=EXPERIMENT)
            write_text(experiment / "meta.yaml", _yaml(made))
        for part in ("params", "metrics", "tags", "artifacts"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        stored = self.folder / "started.json"
        self.name = name
        if not stored.exists():
            write_text(stored, json.dumps({"name": name, "start": _now()}))
        self.start = json.loads(stored.read_text(encoding="utf-8"))["start"]
        self._meta(RUNNING, None)
        commit = git_commit(Path(__file__).resolve().parent)
        for key, value in {"runName": name, "source.name": "ear", "source.type": "LOCAL", "source.git.commit": commit}.items():
            write_text(self.folder / "tags" / f"mlflow.{key}", value)

    def _meta(self, status: int, end: int | None) -> None:
        meta = dict(artifact_uri=(self.folder / "artifacts").resolve().as_uri(), end_time=end, entry_point_name="")
        meta.update(experiment_id=EXPERIMENT_ID, lifecycle_stage="active", run_id=self.run_id, run_name=self.name)
        meta.update(run_uuid=self.run_id, source_name="", source_type=4, source_version="", start_time=self.start)
        meta.update(status=status, tags=[], user_id="")
        write_text(self.folder / "meta.yaml", _yaml(meta))

    def params(self, values: dict[str, Any], prefix: str = "") -> None:
        for key, value in values.items():
            if isinstance(value, dict):
                self.params(value, f"{prefix}{key}.")
            else:
                write_text(self.folder / "params" / f"{prefix}{key}", str(value))

    def metrics(self, values: dict[str, float], step: int) -> None:
        for key, value in values.items():
            with open(self.folder / "metrics" / key, "a", encoding="utf-8") as file:
                file.write(f"{_now()} {float(value)} {step}\n")

    def tag(self, key: str, value: str) -> None:
        write_text(self.folder / "tags" / key, value)

    def artifact(self, name: str, text: str) -> None:
        write_text(self.folder / "artifacts" / name, text)

    def finish(self, ok: bool = True) -> None:
        self._meta(FINISHED if ok else FAILED, _now())
