"""Reads and writes tokenizer.json and encodes texts as Hugging Face's WordPiece does: greedy longest match, words of
more than 100 characters or with an unknown piece become [UNK], [CLS] … [SEP] around, cut to the maximum length."""

from __future__ import annotations

import json
from pathlib import Path

from .atomic import write_text
from .pretokenize import words

PAD, UNK, CLS, SEP, MASK = range(5)
LONGEST_WORD = 100


class WordPiece:
    """Text -> token indices; remembers the pieces of every word seen."""

    def __init__(self, vocabulary: dict[str, int]):
        self.vocabulary = vocabulary
        self.longest = max(len(entry) for entry in vocabulary)
        self._seen: dict[str, tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> "WordPiece":
        return cls(json.loads(Path(path).read_text(encoding="utf-8"))["model"]["vocab"])

    def pieces(self, word: str) -> tuple[int, ...]:
        known = self._seen.get(word)
        if known is None:
            known = self._seen[word] = self._split(word)
        return known

    def _split(self, word: str) -> tuple[int, ...]:
        if len(word) > LONGEST_WORD:
            return (UNK,)
        found: list[int] = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            end = min(len(word), start + self.longest)
            while end > start:
                index = self.vocabulary.get(prefix + word[start:end])
                if index is not None:
                    break
                end -= 1
            if end == start:
                return (UNK,)
            found.append(index)
            start = end
        return tuple(found)

    def encode(self, text: str, longest: int = 128, ends: bool = True) -> list[int]:
        """Token indices; with `ends`, [CLS] and [SEP] are included in `longest`."""
        ids = [piece for word in words(text) for piece in self.pieces(word)]
        return [CLS, *ids[: longest - 2], SEP] if ends else ids[:longest]


def write(vocabulary: list[str], path: Path) -> None:
    """Hugging Face tokenizer.json for a list of entries in index order; the first five are the special tokens."""
    special = vocabulary[:5]
    added = [
        {
            "id": index,
            "content": token,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
            "special": True,
        }
        for index, token in enumerate(special)
    ]
    document = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
            ],
            "pair": [
                {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
                {"Sequence": {"id": "B", "type_id": 1}},
                {"SpecialToken": {"id": "[SEP]", "type_id": 1}},
            ],
            "special_tokens": {
                token: {"id": token, "ids": [index], "tokens": [token]}
                for index, token in enumerate(special)
                if token in ("[CLS]", "[SEP]")
            },
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": LONGEST_WORD,
            "vocab": {entry: index for index, entry in enumerate(vocabulary)},
        },
    }
    write_text(path, json.dumps(document, ensure_ascii=False, indent=1))
