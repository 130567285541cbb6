"""Text to counted features, the same to the bit as src-main/countedWords/ (folding.ts, tokens.ts, features.ts).

Both sides read their rules from src-main/countedWords/textRules.json. Nothing here depends on the
Unicode version of the interpreter: every character becomes ASCII first, by tables and by the
compatibility decomposition of ranges that no later Unicode version may change.
"""

import json
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

RULES = json.loads(
    (Path(__file__).resolve().parents[3] / "src-main/countedWords/textRules.json").read_text("utf-8")
)
_EMOJI = RULES["emoji"]
_EMOTICONS = RULES["emoticons"]
_REPLACEMENTS = RULES["replacements"]
_NEGATORS = frozenset(RULES["negators"])
_SCOPE_ENDS = frozenset(RULES["scopeEnds"])
_REACH = RULES["negationReach"]
_CHARACTER_LENGTHS = RULES["characterLengths"]
_LONGEST_SPELLED = RULES["longestSpelledWord"]

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*|!|\?|\.\.+|[.,;:()\"\n]")
_CAPITALS = re.compile(r"[A-Z]{2,}")
_DIGITS = re.compile(r"[0-9]+")
_ELONGATED = re.compile(r"([a-z])\1\1+")


def _within(code: int, ranges: list) -> bool:
    return any(low <= code <= high for low, high in ranges)


@lru_cache(maxsize=None)
def fold_character(character: str) -> str:
    """The ASCII that stands for one character; a space where there is none."""
    code = ord(character)
    if 0x20 <= code <= 0x7E:
        # The grave accent is typed for an apostrophe.
        return _REPLACEMENTS.get(character, character)
    if character in _EMOJI:
        return f" {_EMOJI[character]} "
    if character in _REPLACEMENTS:
        return _REPLACEMENTS[character]
    if _within(code, RULES["breakRanges"]):
        return "\n"
    if _within(code, RULES["dropRanges"]):
        return ""
    if not _within(code, RULES["foldRanges"]):
        return " "
    return "".join(
        part if 0x20 <= ord(part) <= 0x7E else "" if 0x300 <= ord(part) <= 0x36F else " "
        for part in unicodedata.normalize("NFKD", character)
    )


def fold(text: str) -> str:
    """The text in printable ASCII and line feeds, emoji and emoticons as words, case kept."""
    folded = "".join(map(fold_character, text))
    lines = (
        " ".join(_EMOTICONS.get(chunk, chunk) for chunk in line.split(" "))
        for line in folded.split("\n")
    )
    return "\n".join(lines)


def tokens(text: str) -> list:
    """Lower-case words, marks and None where a clause ends; negated words start with "~"."""
    found = []
    reach = 0
    for match in _TOKEN.finditer(fold(text)):
        token = match.group()
        if not token[0].isalnum():
            if token in ("!", "?") or token.startswith(".."):
                found.append("..." if token[0] == "." else token)
            found.append(None)
            reach = 0
            continue
        if _CAPITALS.fullmatch(token):
            found.append("<capitals>")
        word = token.lower()
        if _DIGITS.fullmatch(word):
            word = "<number>"
        shortened = _ELONGATED.sub(r"\1\1", word)
        if shortened != word:
            found.append("<long>")
            word = shortened
        if word in _NEGATORS or word.endswith("n't"):
            found.append(word)
            reach = _REACH
        elif word in _SCOPE_ENDS:
            found.append(word)
            reach = 0
        elif reach > 0:
            found.append("~" + word)
            reach -= 1
        else:
            found.append(word)
    return found


def features(text: str) -> Counter:
    """Counts of words and marks, of neighbouring pairs ("a b"), and of spellings ("#<ha")."""
    counts = Counter()
    before = None
    for token in tokens(text):
        if token is None:
            before = None
            continue
        counts[token] += 1
        if token[0] == "<" or token in ("!", "?", "..."):
            continue
        if before is not None:
            counts[f"{before} {token}"] += 1
        before = token
        if token[0] == "~" or len(token) > _LONGEST_SPELLED:
            continue
        spelled = f"<{token}>"
        for length in _CHARACTER_LENGTHS:
            for start in range(len(spelled) - length + 1):
                counts["#" + spelled[start : start + length]] += 1
    return counts
