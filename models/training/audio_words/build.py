"""What words mean that resources/audio-words.json does not list: writes resources/audio-neighbours.json.

For every word of the corpus and of WordNet, how near it is to each concept of the list, by sources
that know nothing of music search:

- a walk over WordNet: from a word to words of its synsets, to words that its definition uses, and
  to words of its own family (joyful, joyous), up to three steps, and where that walk meets words of
  the list; and back from them;
- four spaces of vectors: the corpus (PPMI of neighbours within four words, truncated SVD); vectors
  started from GloVe's and drawn over the corpus and WordNet; what ear-1 makes of the word; and what
  it makes of its definitions.

What is learned from are the words of the list and of seeds.json, against words drawn at random: the
nearest of them in each space, and a ridge regression on all spaces (guesser.py). Words that the
evaluation holds out are in neither. `--check` leaves out every word in turn with its family and says
how many are put where they belong. From the repository root, in four minutes (numpy, scipy, scikit-learn):

    /usr/bin/python3 models/training/audio_words/build.py --data ../shared/data/text [--check]
"""
import argparse
import json
import pathlib
import random

import numpy as np

from guesser import Guesser
from sources import fold, stems_of
from spaces import Spaces

ROOT = pathlib.Path(__file__).resolve().parents[3]
BATCH = 16384
# Words drawn at random, of these by frequency: the most frequent ones mean little by themselves.
OTHERS, OTHERS_FROM, OTHERS_UNTIL = 5000, 150, 25000
# A word of which nothing is this near is one that means nothing for sound.
LEAST_SHARE, LEAST_LEVEL = 0.1, 0.2
# Words that mean nothing are kept from this count on: those are what people write.
LEAST_COUNT_NOTHING = 12
ABOUT = (
    "Words near the concepts of audio-words.json: pairs of a concept by place in `concepts` and how near, 0-100; in "
    "`levels` how near to low and to high; `nothing` are frequent words that are near to none. Made by "
    "models/training/audio_words/build.py from WordNet, the text corpus and ear-1; licences: models/NOTICE.md."
)


def listed_words(words):
    parts = ("negators", "intensifiers", "fillers", "breakers", "joiners")
    return {fold(w) for part in ("concepts", "occasions") for c in words[part] for w in c["words"]} | {
        fold(w) for part in parts for w in words[part]
    }


def concept_seeds(words, seeds):
    place = {concept["say"]: k for k, concept in enumerate(words["concepts"])}
    found = {fold(w): k for k, concept in enumerate(words["concepts"]) for w in concept["words"]}
    for say, more in seeds["concepts"].items():
        for word in more:
            found.setdefault(word, place[say])
    return list(found.items())


def level_seeds(words, seeds):
    plain = set(words["fillers"]) - {"low", "high", "little", "much", "more", "most"} | {"next", "great", "only"}
    plain |= {"touch", "hint", "trace", "dash", "pinch", "amount", "level", "degree", "deal", "no", "to"}
    found = {}
    for k, level in enumerate(("low", "high")):
        for word in [w for phrase in words["levelWords"][level] for w in phrase.split() if w not in plain] + seeds["levels"][level]:
            found.setdefault(word, k)
    return list(found.items())


def draw_others(spaces, seeds, known):
    """Words that are neither listed nor of the family of a seed."""
    taken = {stem for word, _ in seeds for stem in stems_of(word)}
    pool = [w for w in spaces.vocabulary[OTHERS_FROM:OTHERS_UNTIL] if w not in known and len(w) > 2]
    return [w for w in random.Random(1).sample(pool, OTHERS) if not stems_of(w) & taken]


def check(guesser, concepts, second_from=0.5):
    """Right: the likeliest concept, or a second one half as likely, asks what the word's own one asks first."""
    asks = [direction(next(iter(c["targets"].items()))) for c in concepts]
    every = [{direction(target) for target in c["targets"].items()} for c in concepts]
    left_out = guesser.shares_left_out()
    seeds = left_out[: guesser.seeds]
    for fires in (0.1, 0.2, 0.4):
        least = np.quantile(left_out[guesser.seeds :].max(1), 1 - fires)
        right = silent = 0
        for share, k in zip(seeds, guesser.classes):
            best, second = np.argsort(-share)[:2]
            meant = [best, second] if share[second] >= share[best] * second_from else [best]
            silent += share[best] < least
            right += share[best] >= least and any(asks[k] in every[m] for m in meant)
        wrong = len(seeds) - right - silent
        print(f"{right / len(seeds):.3f} of {len(seeds)} right, {wrong / len(seeds):.3f} wrong where {fires} of others pass (from {least:.3f} on)")


def direction(target):
    feature, level = target
    if isinstance(level, str):
        return feature, level
    return feature, "high" if level[1] is None else "low" if level[0] is None else "middle"


def nearest_table(guesser, wanted):
    table, nothing = {}, []
    seeds = dict(zip(guesser.words[: guesser.seeds], guesser.classes))
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        for word, share in zip(batch, guesser.shares(batch)):
            best = [int(k) for k in np.argsort(-share)[:2]]
            if word in seeds:
                table[word] = [int(seeds[word]), 100]
            elif share[best[0]] >= LEAST_SHARE:
                pairs = [(k, int(round(float(share[k]) * 100))) for k in best if share[k] >= share[best[0]] / 2]
                table[word] = [x for pair in pairs for x in pair]
            elif " " not in word and guesser.spaces.counts[word] >= LEAST_COUNT_NOTHING:
                nothing.append(word)
    return table, nothing


def level_table(guesser, wanted):
    seeds = dict(zip(guesser.words[: guesser.seeds], guesser.classes))
    table = {}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        for word, share in zip(batch, guesser.shares(batch)):
            if word in seeds:
                share = [1.0 - seeds[word], float(seeds[word])]
            if max(share) >= LEAST_LEVEL:
                table[word] = [int(round(float(x) * 100)) for x in share]
    return table


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", type=pathlib.Path, required=True)
    arguments.add_argument("--check", action="store_true")
    options = arguments.parse_args()
    words = json.loads((ROOT / "resources/audio-words.json").read_text())
    seeds = json.loads(pathlib.Path(__file__).with_name("seeds.json").read_text())
    concepts, known = words["concepts"], listed_words(words)
    spaces = Spaces(options.data)
    meaning = concept_seeds(words, seeds)
    guesser = Guesser(spaces, meaning, draw_others(spaces, meaning, known), len(concepts))
    of_level = level_seeds(words, seeds)
    if options.check:
        check(guesser, concepts)
        levels = Guesser(spaces, of_level, draw_others(spaces, of_level, known), 2)
        check(levels, [{"targets": {"level": "low"}}, {"targets": {"level": "high"}}], second_from=2)
        return
    terms = sorted(set(spaces.terms) | {word for word, _ in meaning})
    wanted = [w for w in terms if w not in known and w.count(" ") < 2 and len(w) > 2]
    table, nothing = nearest_table(guesser, wanted)
    single = [w for w in terms if " " not in w and len(w) > 2 and spaces.counts[w] > 0]
    levels = level_table(Guesser(spaces, of_level, draw_others(spaces, of_level, known), 2), single)
    target = ROOT / "resources/audio-neighbours.json"
    compact = lambda value: json.dumps(value, separators=(",", ":"))
    lines = ",\n".join(f"    {json.dumps(word)}: {compact(pairs)}" for word, pairs in table.items())
    target.write_text(
        f'{{\n  "about": {json.dumps(ABOUT)},\n  "concepts": {json.dumps([c["say"] for c in concepts])},\n'
        f'  "levels": {compact(levels)},\n  "nothing": "{" ".join(nothing)}",\n  "words": {{\n{lines}\n  }}\n}}\n'
    )
    print(len(table), "words,", len(levels), "for levels,", len(nothing), "that mean nothing,", target.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
