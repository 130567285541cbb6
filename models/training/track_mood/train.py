"""
Fits the map from nine audio features to human valence and arousal, judges it,
and writes resources/track-mood.json and the rows that the TypeScript twin is
tested on. See README.md.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

from join import FEATURES, join, read_catalogue
from ridge import CLAMP, OWN, OWN_PENALTY, choose_penalty, fit, interval, out_of_fold, r

SEED = 20_240_501
REPEATS = 20
FOLDS = 10
KNOTS = 33
ROOT = Path(__file__).resolve().parents[3]


def standardise(rows, mean, scale):
    """Clamped standard scores; a missing feature becomes the catalogue's mean, that is 0."""
    return np.clip(np.nan_to_num((rows - mean) / scale), -CLAMP, CLAMP)


def cross_validate(x, y, own):
    """Out-of-fold predictions averaged over REPEATS seeded splits, and the r of each split."""

    def ours(tx, ty, vx):
        b, a = fit(tx, ty, own, choose_penalty(tx, ty, own, SEED))
        return vx @ b + a

    def mean(tx, ty, vx):
        return np.full(len(vx), ty.mean())

    runs = [out_of_fold(x, y, ours, FOLDS, SEED + i) for i in range(REPEATS)]
    base = [out_of_fold(x, y, mean, FOLDS, SEED + i) for i in range(REPEATS)]
    guess = np.mean(runs, axis=0)
    each = [r(run, y) for run in runs]
    return {
        "r": round(float(np.mean(each)), 3),
        "rSpread": round(float(np.std(each)), 3),
        "r95": [round(v, 3) for v in interval(guess, y, SEED)],
        "rmse": round(float(np.sqrt(np.mean([(run - y) ** 2 for run in runs]))), 4),
        "rmseOfMean": round(float(np.sqrt(np.mean([(run - y) ** 2 for run in base]))), 4),
    }


def calibrate(raw, knots):
    """Quantile of a raw score in the catalogue, stretched to [−1, 1]."""
    return np.interp(raw, knots, np.linspace(-1, 1, len(knots)))


def area_under_curve(scores, positive):
    """The chance that a positive row scores higher than a negative one."""
    ranks = pd.Series(scores).rank().to_numpy()
    n = positive.sum()
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * (~positive).sum()))


def check_rows():
    """Twenty made-up songs: usual, extreme, and with features missing."""
    random = np.random.default_rng(SEED)
    unit = random.random((20, len(FEATURES)))
    unit[:, FEATURES.index("tempo")] = 60 + 140 * unit[:, FEATURES.index("tempo")]
    unit[:, FEATURES.index("loudness")] = -30 + 30 * unit[:, FEATURES.index("loudness")]
    rows = np.round(unit, 3)
    rows[16, [0, 5]] = np.nan
    rows[17, [1, 2]] = np.nan
    rows[18, FEATURES.index("loudness")] = -60
    rows[19, :] = [1, 1, 1, 250, 4, 1, 1, 1, 1]
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data = parser.parse_args().data

    catalogue = read_catalogue(
        data / "catalogue/spotify-tracks-114k.csv.gz", "artists", "track_name", "popularity"
    )
    rated = pd.read_csv(data / "music-mood/pmemo.csv")
    rated = rated.rename(columns={"valence": "human_valence", "arousal": "human_arousal"})
    songs = join(rated, catalogue)

    everything = catalogue[FEATURES].to_numpy(float)
    mean, scale = np.nanmean(everything, axis=0), np.nanstd(everything, axis=0)
    x = standardise(songs[FEATURES].to_numpy(float), mean, scale)
    whole = standardise(everything, mean, scale)

    others = join(
        rated.drop(index=songs["song"]),
        read_catalogue(
            data / "catalogue/tidytuesday-32k.csv.gz", "track_artist", "track_name", "track_popularity"
        ),
    )
    deezer = pd.concat([pd.read_csv(data / f"music-mood/deezer-{part}.csv") for part in ("train", "validation")])
    deezer = deezer.rename(
        columns={
            "valence": "human_valence",
            "arousal": "human_arousal",
            "artist_name": "artist",
            "track_name": "title",
        }
    )
    deezer = join(deezer, catalogue)
    deezer = deezer[~deezer["mismatch"]]
    labelled = pd.read_csv(data / "music-mood/labelled-moods.csv")
    poles = {"valence": ("Happy", "Sad"), "arousal": ("Energetic", "Calm")}

    def transfer(table, target, b, a, knots):
        scores = standardise(table[FEATURES].to_numpy(float), mean, scale) @ b + a
        human = table[f"human_{target}"].to_numpy()
        return {
            "songs": len(table),
            "r": round(r(scores, human), 3),
            "r95": [round(v, 3) for v in interval(scores, human, SEED)],
            "rCalibrated": round(r(calibrate(scores, knots), human), 3),
            "rNaive": round(r(table[OWN[target]], human), 3),
        }

    targets, metrics, raws = {}, {}, {}
    for target, own_name in OWN.items():
        own = FEATURES.index(own_name)
        y = songs[f"human_{target}"].to_numpy()
        penalty = choose_penalty(x, y, own, SEED)
        b, a = fit(x, y, own, penalty)
        b, a = np.round(b, 6), round(float(a), 6)
        raws[target] = whole @ b + a
        knots = np.round(np.quantile(raws[target], np.linspace(0, 1, KNOTS)), 6)
        two = labelled[labelled["mood"].isin(poles[target])]
        is_first = (two["mood"] == poles[target][0]).to_numpy()
        targets[target] = {"intercept": a, "coefficients": b.tolist(), "knots": knots.tolist()}
        metrics[target] = {
            "penalty": penalty,
            "crossValidated": cross_validate(x, y, own),
            "rNaive": round(r(songs[own_name], y), 3),
            "unseenPmemoSongs": transfer(others, target, b, a, knots),
            "deezer": transfer(deezer, target, b, a, knots),
            "labelledMoods": {
                "poles": list(poles[target]),
                "songs": len(two),
                "auc": round(
                    area_under_curve(standardise(two[FEATURES].to_numpy(float), mean, scale) @ b, is_first), 3
                ),
                "aucNaive": round(area_under_curve(two[own_name].to_numpy(), is_first), 3),
            },
        }

    plane = {t: calibrate(raws[t], np.array(targets[t]["knots"])) for t in OWN}
    quadrants = {
        name: round(float(np.mean((np.sign(plane["valence"]) == v) & (np.sign(plane["arousal"]) == s))), 3)
        for name, v, s in (
            ("brightEnergetic", 1, 1),
            ("brightCalm", 1, -1),
            ("darkEnergetic", -1, 1),
            ("darkCalm", -1, -1),
        )
    }
    document = {
        "about": "Audio features to human valence and arousal. Made by models/training/track_mood/train.py.",
        "licence": "Coefficients only. Fitted on PMEmo (ratings, cite: Zhang et al., ICMR 2018) and Spotify-style "
        "features (ODbL 1.0); neither data set is contained.",
        "features": FEATURES,
        "mean": np.round(mean, 6).tolist(),
        "scale": np.round(scale, 6).tolist(),
        "clamp": CLAMP,
        **targets,
        "fit": {
            "songs": len(songs),
            "ratedSongs": len(rated),
            "catalogueTracks": len(catalogue),
            "seed": SEED,
            "folds": FOLDS,
            "repeats": REPEATS,
            "ownPenalty": OWN_PENALTY,
            "valenceArousalR": round(r(plane["valence"], plane["arousal"]), 3),
            "quadrants": quadrants,
            "valence": metrics["valence"],
            "arousal": metrics["arousal"],
        },
    }
    (ROOT / "resources/track-mood.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")

    rows = check_rows()
    z = standardise(rows, np.array(document["mean"]), np.array(document["scale"]))
    cases = [
        {
            "features": [None if np.isnan(v) else float(v) for v in rows[i]],
            **{
                t: float(
                    calibrate(
                        z[i] @ np.array(targets[t]["coefficients"]) + targets[t]["intercept"],
                        np.array(targets[t]["knots"]),
                    )
                )
                for t in OWN
            },
        }
        for i in range(len(rows))
    ]
    (ROOT / "tests/recommend/trackMoodCases.json").write_text(json.dumps(cases, indent=1) + "\n")
    print(json.dumps(document["fit"], indent=2))


if __name__ == "__main__":
    main()
