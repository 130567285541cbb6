"""Sentence similarity judged by people against the cosine of our vectors. Evaluation only (licences: research)."""

from __future__ import annotations

from pathlib import Path


def rows(data: Path, name: str) -> list[tuple[float, str, str]]:
    """name: a SICK_*.txt or sts-*.tsv file -> (score, text, text); rows without a score are left out."""
    found = []
    with open(data / "text/similarity" / name, encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file):
            parts = line.rstrip("\n").split("\t")
            if name.startswith("SICK"):
                if number and len(parts) >= 4:
                    found.append((float(parts[3]), parts[1], parts[2]))
            elif len(parts) >= 3 and parts[0].strip():
                found.append((float(parts[0]), parts[1], parts[2]))
    return found
