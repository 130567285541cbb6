"""The wide part: numbers counted from the text itself. A TypeScript twin computes the same ones at inference, from the
same word lists and lexicon (wide.json of an exported model), so only ASCII classes are used in the patterns.

Not here: hour of day, weekday and recent mood. No training text has them; zeros in training and real values in the app
would be two different inputs. They belong to the per-person calibration, which has both.

Lexicon and its rules for negation, boosters and capitals: VADER (Hutto and Gilbert 2014, MIT).
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z]+)*")
ELONGATED = re.compile(r"([A-Za-z])\1\1")
NEGATED, BOOST, CAPITALS = -0.74, 0.293, 0.733
NAMES = (
    "log_words", "log_chars", "word_length", "exclamations", "questions", "ellipses", "commas", "quotes", "links",
    "digits", "capital_words", "capital_letters", "elongated", "emoji", "emoji_positive", "emoji_negative",
    "emoticons", "negation", "intensifier", "dampener", "contrast", "self", "together", "other", "swear", "laugh",
    "high", "low", "lexicon", "lexicon_positive", "lexicon_negative", "lexicon_max", "lexicon_min", "lexicon_hits",
    "lexicon_mean", "lexicon_end", "lexicon_after_contrast",
)  # fmt: skip
_RATES = ("negation", "intensifier", "dampener", "contrast", "self", "together", "other", "swear", "laugh", "high", "low")


def word_lists() -> dict:
    return json.loads(Path(__file__).with_name("wide_words.json").read_text(encoding="utf-8"))


def is_emoji(char: str) -> bool:
    code = ord(char)
    return 0x1F300 <= code <= 0x1FAFF or 0x2600 <= code <= 0x27BF or code in (0x2B50, 0x203C, 0x2049)


def squash(total: float) -> float:
    """VADER's compound: any sum -> -1..1."""
    return total / math.sqrt(total * total + 15.0)


@dataclass
class Wide:
    """Text -> list of len(NAMES) floats, in the order of NAMES, not yet standardised."""

    lexicon: dict[str, float]
    lists: dict

    def __post_init__(self) -> None:
        self._sets = {name: frozenset(self.lists[name]) for name in _RATES}
        self._good = frozenset(self.lists["emoji_positive"])
        self._bad = frozenset(self.lists["emoji_negative"])

    def values(self, text: str) -> list[float]:
        text = text.replace("\u2019", "'").replace("\u2026", "...")
        original = WORD.findall(text)
        low = [w.lower() for w in original]
        count = max(len(low), 1)
        letters = sum(c.isascii() and c.isalpha() for c in text)
        upper = sum("A" <= c <= "Z" for c in text)
        capital = [len(w) > 1 and w.isupper() for w in original]
        emoji = [c for c in text if is_emoji(c)]
        emoticons = self._emoticons(text)
        scores = self._scores(low, capital)
        found = [s for s in scores if s != 0.0]
        turn = max((i for i, w in enumerate(low) if w == "but"), default=-1)
        total = sum(found) + sum(emoticons)
        feature = {
            "log_words": math.log1p(len(low)),
            "log_chars": math.log1p(len(text)),
            "word_length": sum(len(w) for w in low) / count,
            "exclamations": min(text.count("!"), 5),
            "questions": min(text.count("?"), 5),
            "ellipses": min(text.count("..."), 3),
            "commas": min(text.count(","), 8),
            "quotes": min(text.count('"'), 4),
            "links": min(text.count("@") + text.count("http") + text.count("#"), 4),
            "digits": sum("0" <= c <= "9" for c in text) / max(len(text), 1),
            "capital_words": sum(capital) / count,
            "capital_letters": upper / max(letters, 1),
            "elongated": min(sum(ELONGATED.search(w) is not None for w in original), 4),
            "emoji": min(len(emoji), 5),
            "emoji_positive": min(sum(c in self._good for c in emoji), 4),
            "emoji_negative": min(sum(c in self._bad for c in emoji), 4),
            "emoticons": squash(sum(emoticons)),
            "lexicon": squash(total),
            "lexicon_positive": squash(sum(s for s in found if s > 0)),
            "lexicon_negative": squash(sum(s for s in found if s < 0)),
            "lexicon_max": max(found, default=0.0),
            "lexicon_min": min(found, default=0.0),
            "lexicon_hits": len(found) / count,
            "lexicon_mean": total / count,
            "lexicon_end": squash(sum(scores[(2 * len(scores)) // 3 :])),
            "lexicon_after_contrast": squash(sum(scores[turn + 1 :])) if turn >= 0 else 0.0,
        }
        for name, members in self._sets.items():
            feature[name] = math.log1p(sum(w in members for w in low))
        return [float(feature[name]) for name in NAMES]

    def _emoticons(self, text: str) -> list[float]:
        """Values of chunks such as ":)" that hold no word of two letters or more."""
        chunks = [c for c in text.split() if not re.search(r"[A-Za-z0-9]{2}", c) and not c.isalnum()]
        return [self.lexicon[c] if c in self.lexicon else self.lexicon.get(c.lower(), 0.0) for c in chunks]

    def _scores(self, low: list[str], capital: list[bool]) -> list[float]:
        """Lexicon value of every word, turned by a negation and raised by a booster up to three words before."""
        shouting = all(capital) if capital else False
        scores = []
        for at, word in enumerate(low):
            value = self.lexicon.get(word, 0.0)
            if value and word not in self._sets["intensifier"]:
                sign = 1.0 if value > 0 else -1.0
                if capital[at] and not shouting:
                    value += sign * CAPITALS
                before = low[max(0, at - 3) : at]
                value += sign * BOOST * sum(w in self._sets["intensifier"] for w in before)
                value -= sign * BOOST * sum(w in self._sets["dampener"] for w in before)
                if any(w in self._sets["negation"] for w in before):
                    value *= NEGATED
                scores.append(value)
            else:
                scores.append(0.0)
        return scores
