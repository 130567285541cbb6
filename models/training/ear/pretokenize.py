"""BERT's normaliser and pre-tokeniser: the exact behaviour of Hugging Face's BertNormalizer (clean text, Chinese
characters apart, accents stripped, lower case) and BertPreTokenizer (white space, then each punctuation mark alone)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PLAIN = re.compile(r"[A-Za-z0-9]+|[^\sA-Za-z0-9]")


@lru_cache(maxsize=None)
def is_punctuation(char: str) -> bool:
    code = ord(char)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(char).startswith("P")


@lru_cache(maxsize=None)
def is_chinese(char: str) -> bool:
    code = ord(char)
    ranges = (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F)
    return any(low <= code <= high for low, high in ranges + ((0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)))


@lru_cache(maxsize=None)
def _cleaned(char: str) -> str:
    if char in "\t\n\r" or unicodedata.category(char) == "Zs":
        return " "
    if ord(char) in (0, 0xFFFD) or unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs"):
        return ""
    return f" {char} " if is_chinese(char) else char


def normalise(text: str) -> str:
    text = "".join(_cleaned(c) for c in text)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return text.lower()


def words(text: str) -> list[str]:
    """Normalised words and punctuation marks of a text, in order."""
    if text.isascii():
        # printable ASCII needs no normalising beyond lower case; control characters take the slow road
        if text.isprintable():
            return _PLAIN.findall(text.lower())
    found: list[str] = []
    for chunk in normalise(text).split():
        start = 0
        for at, char in enumerate(chunk):
            if is_punctuation(char):
                if at > start:
                    found.append(chunk[start:at])
                found.append(char)
                start = at + 1
        if start < len(chunk):
            found.append(chunk[start:])
    return found
