"""Matches rated songs with catalogue rows by normalised artist and title."""

import re
import unicodedata

import numpy as np
import pandas as pd

FEATURES = [
    "danceability",
    "energy",
    "valence",
    "tempo",
    "loudness",
    "acousticness",
    "instrumentalness",
    "liveness",
    "speechiness",
]

BRACKETS = re.compile(r"[(\[](.*?)[)\]]")
DASH_TAIL = re.compile(r"\s-\s")
FEATURING = re.compile(r"\b(?:feat|ft|featuring)\b")
BETWEEN_ARTISTS = re.compile(r";|,| & | x | vs\.? | feat\.? | ft\.? | featuring | and | with ", re.IGNORECASE)
OTHER_RECORDING = re.compile(
    r"remix|live|acoustic|instrumental|karaoke|cover|sped|slowed|demo|mix\b|rework|bootleg"
    r"|reprise|orchestr|piano|unplugged|tribute|edit"
)


def fold(text):
    """Lower case, accents off, brackets, "feat." and " - …" cut, letters and digits only."""
    decomposed = unicodedata.normalize("NFKD", str(text).lower())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    head = DASH_TAIL.split(FEATURING.split(BRACKETS.sub(" ", plain))[0])[0]
    return re.sub(r"[^a-z0-9]+", " ", head.replace("&", "and")).strip()


def artist_keys(text):
    """The whole credit and each artist in it, folded."""
    names = [str(text), *BETWEEN_ARTISTS.split(str(text))]
    return sorted({fold(name) for name in names} - {""})


def is_other_recording(title):
    """Whether what `fold` cuts from a title says that this is a remix, a live take, a cover …"""
    lower = str(title).lower()
    cut = BRACKETS.findall(lower) + DASH_TAIL.split(lower)[1:]
    return bool(OTHER_RECORDING.search(" ".join(cut)))


def read_catalogue(path, artist, title, popularity):
    """One row a track, with the nine features and the columns that matching needs."""
    table = pd.read_csv(path).drop_duplicates("track_id")
    table = table.rename(columns={artist: "artist_name", title: "track_name", popularity: "popularity"})
    table = table[["artist_name", "track_name", "popularity", *FEATURES]].copy()
    table.loc[table["tempo"] <= 0, "tempo"] = np.nan
    return table.reset_index(drop=True)


def join(rated, catalogue):
    """
    `rated` (columns title, artist, …) with the features of its best match: the same
    kind of recording before a remix or live take, then the more popular row.
    One row a rated song that was found, in the order of `rated`; features carry
    the names of FEATURES.
    """
    left = rated.reset_index(drop=True)
    left = left.assign(song=left.index, key_title=left["title"].map(fold), other=left["title"].map(is_other_recording))
    left = left.assign(key_artist=left["artist"].map(artist_keys)).explode("key_artist")
    right = catalogue.assign(
        key_title=catalogue["track_name"].map(fold),
        other_found=catalogue["track_name"].map(is_other_recording),
        key_artist=catalogue["artist_name"].map(artist_keys),
    ).explode("key_artist")
    right = right[right["key_title"] != ""]
    pairs = left.merge(right, on=["key_title", "key_artist"])
    pairs["mismatch"] = pairs["other"] != pairs["other_found"]
    pairs = pairs.sort_values(["mismatch", "popularity", "track_name"], ascending=[True, False, True], kind="stable")
    return pairs.drop_duplicates("song").sort_values("song").reset_index(drop=True)
