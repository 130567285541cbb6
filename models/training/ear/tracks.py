"""Made-up songs as the app's textualiser writes them, with what somebody might ask to find them. The sentences come from
resources/text-template.json; titles are words of the corpus, so that only what is said of the sound ties a pair."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
_PART = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


class Tracks:
    def __init__(self, sentences: list[str]):
        self.template = json.loads((ROOT / "resources/text-template.json").read_text("utf-8"))
        clusters = json.loads((ROOT / "resources/genre-clusters.json").read_text("utf-8"))["clusters"]
        self.genres = [g.replace("-", " ") for c in clusters for g in [*c["genres"], *c["phrases"]]]
        asked = json.loads(Path(__file__).with_name("track_words.json").read_text("utf-8"))
        self.words, self.frames = asked["words"], asked["frames"]
        self.sentences = sentences

    def some(self, count: int, rng: np.random.Generator) -> list[tuple[str, str]]:
        return [self._pair(rng) for _ in range(count)]

    def _name(self, rng: np.random.Generator) -> str:
        words = self.sentences[int(rng.integers(len(self.sentences)))].split()
        at, size = int(rng.integers(len(words))), int(rng.integers(1, 5))
        return " ".join(words[at : at + size]).strip(".,;:!?\"'").title()

    def _pair(self, rng: np.random.Generator) -> tuple[str, str]:
        """(sentence of a song, query): the query names one to four of its labels, sometimes the genre or the year."""
        labels = {name: f["labels"][int(rng.integers(len(f["labels"])))] for name, f in self.template["features"].items()}
        values = {**labels, "title": self._name(rng), "artist": self._name(rng), "year": str(rng.integers(1950, 2026))}
        values["genre"] = ", ".join(self.genres[int(i)] for i in rng.integers(len(self.genres), size=int(rng.integers(1, 3))))
        for name in ("year", "popularity"):
            if rng.random() < 0.3:
                values.pop(name)
        names = [n for n in rng.permutation([*self.words, "genre"]) if n in values][: int(rng.integers(1, 5))]
        asked = [self._ask(name, values, rng) for name in names]
        query = self.frames[int(rng.integers(len(self.frames)))].format(", ".join(asked) if rng.random() < 0.5 else " ".join(asked))
        if rng.random() < 0.2 and "year" in values:
            query += f" from {values['year']}"
        return filled(self.template["full"], values), query

    def _ask(self, name: str, values: dict[str, str], rng: np.random.Generator) -> str:
        if name == "genre":
            return values["genre"].split(", ")[0]
        choices = self.words[name][values[name]]
        return choices[int(rng.integers(len(choices)))]


def filled(pattern: str, values: dict[str, str]) -> str:
    """A part in brackets is left out when one of its slots is unknown."""
    while True:
        part = _PART.search(pattern)
        if not part:
            return _SLOT.sub(lambda m: values.get(m[1], ""), pattern)
        known = all(name in values for name in _SLOT.findall(part[1]))
        inside = _SLOT.sub(lambda m: values[m[1]], part[1]) if known else ""
        pattern = pattern[: part.start()] + inside.replace("[", "").replace("]", "") + pattern[part.end() :]
