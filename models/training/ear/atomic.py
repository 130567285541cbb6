"""Files that appear whole or not at all: written beside the target, flushed to disk, then renamed over it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Callable

import numpy as np
import torch


def _replace(path: Path, write: Callable[[Path], None]) -> None:
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    write(beside)
    with open(beside, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(beside, path)


def write_text(path: Path, text: str) -> None:
    _replace(path, lambda p: p.write_text(text, encoding="utf-8"))


def write_torch(path: Path, value: Any) -> None:
    _replace(path, lambda p: torch.save(value, p))


def write_arrays(path: Path, **arrays: np.ndarray) -> None:
    def save(p: Path) -> None:
        with open(p, "wb") as file:
            np.savez(file, **arrays)

    _replace(path, save)


def read_torch(path: Path, where: str = "cpu") -> Any:
    """Reads a checkpoint of our own (it holds optimiser state and settings beside tensors)."""
    try:
        return torch.load(path, map_location=where, weights_only=False)
    except TypeError:  # torch 1.13 has no weights_only
        return torch.load(path, map_location=where)
