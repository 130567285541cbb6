"""The emoji and hearts that get their own vocabulary entries even when the corpus hardly has them."""

from __future__ import annotations

import unicodedata

_RANGES = (
    (0x1F600, 0x1F64F),  # faces and gestures
    (0x1F910, 0x1F92F),  # more faces
    (0x1F970, 0x1F97A),  # smiling with hearts … pleading
    (0x1F493, 0x1F49F),  # hearts
    (0x1F90D, 0x1F90F),
    (0x1F3B5, 0x1F3BC),  # music
    (0x1F44A, 0x1F450),  # hands
)
_SINGLE = (
    0x2764, 0x2665, 0x2639, 0x263A, 0x2728, 0x2B50, 0x2600, 0x26A1, 0x1F525, 0x1F389, 0x1F38A, 0x1F4AF, 0x1F480,
    0x1F440, 0x1F4A9, 0x1F4AA, 0x1F3A4, 0x1F3A7, 0x1F494, 0x1F48B, 0x1F31F, 0x1F308, 0x1F319, 0x1F327, 0x1F483,
    0x1F57A, 0x1F4A4, 0x1F44F, 0x1F382, 0x1F37B, 0x1F942, 0x1FAE0, 0x1F91D, 0x1F917, 0x1F4A2, 0x1F4A5, 0x1F3B8,
    0x1F3B9, 0x1F3BA, 0x1F3BB, 0x1F941, 0x1F31E, 0x1F319, 0x1F33B, 0x1F339, 0x1F437, 0x1F436, 0x1F431, 0x1F47B,
)  # fmt: skip


def common_emoji() -> list[str]:
    """Single code points, sorted; each is one character for the tokenizer."""
    codes = {code for low, high in _RANGES for code in range(low, high + 1)} | set(_SINGLE)
    return [chr(code) for code in sorted(codes) if unicodedata.name(chr(code), "")]


def emoji_words(char: str) -> list[str]:
    """Words of the Unicode name ("face with tears of joy"), to start the embedding from."""
    skip = {"face", "with", "of", "and", "symbol", "sign", "the", "black", "white", "heavy"}
    return [w for w in unicodedata.name(char, "").lower().replace("-", " ").split() if w not in skip]
