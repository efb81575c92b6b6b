"""Learn how the judge weighs what it sees, from questions asked of folders that the cross-encoder never saw.

    python -m training.judge.calibrate --data ../shared/training/answers --to summarize/search/judge.json

Each question is asked of the folder that answers it, of the same folder without the evidence that answers, and of another folder.
Prints, for each data set, what a judge learned on the others reaches, and how far its probabilities can be trusted.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.models import catalogue, cpu
from summarize.models.cross_encoder import CrossEncoder
from summarize.search.judge import FEATURES, READ, READ_FEATURES, with_reading
from training.judge.folders import Folders, questions
from training.judge.prepare import HELD, read
from training.judge.train import area

SEED = 20
PARTS = ("features", "read", "answers")
ANSWERED = 0.8
"""Share of the questions that people ask of their own documents that these answer: four in five, an assumption."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The candidates of one question asked of one folder: features, what was read (not a number where nothing was), labels."""

    name: str
    kind: str
    features: np.ndarray
    read: np.ndarray
    answers: np.ndarray


def see(folder: Path, workspace: Workspace, reader: CrossEncoder, data: Path, sample: int) -> list[Seen]:
    """Ask the questions; whatever the judge may choose to read is read: the twenty that rank first."""
    chance = random.Random(SEED)
    found = []
    for name in sorted(HELD):
        rows = list(read(data / f"{name}.jsonl.gz"))
        asked = Folders(name, rows, folder / name, workspace.encoder)
        groups = sorted(asked.files)
        every = list(questions(rows))
        for text, right in chance.sample(every, min(sample, len(every))):
            own = asked.group[text]
            other = groups[(groups.index(own) + 1) % len(groups)]
            for kind, group, passages in (("own", own, right), ("other", other, [])):
                case = asked.case(text, group, passages, reader)
                if case is None or not len(case.features) or (kind == "other" and other == own):
                    continue
                values = np.full(len(case.features), np.nan)
                values[: 2 * READ] = case.judge.read(case.stored[: 2 * READ])
                label = kind if kind == "other" or right else "none"
                found.append(Seen(name, label, case.features, values, case.answers))
        print(f"{name}: {len(found)} questions so far", flush=True)
    return found


def keep(some: Sequence[Seen], path: Path) -> None:
    """Write what was seen to a file of arrays."""
    arrays = {f"{place}|{one.name}|{one.kind}|{part}": getattr(one, part) for place, one in enumerate(some) for part in PARTS}
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def restored(path: Path) -> list[Seen]:
    """Read what `keep` wrote."""
    held = np.load(path)
    names = dict.fromkeys(name.rpartition("|")[0] for name in held.files)
    return [Seen(*name.split("|")[1:], *(held[f"{name}|{part}"] for part in PARTS)) for name in names]


def without(one: Seen) -> Seen:
    """The same question asked of the folder without the evidence that answers it."""
    kept = one.answers == 0
    features = one.features[kept].copy()
    features[:, 1] = features[:, 0].max(initial=0.0) - features[:, 0]
    return Seen(one.name, "left out", features, one.read[kept], one.answers[kept])


def fitted(features: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    """A regression on standardised features, with weights as they apply to plain ones."""
    scale = features.std(axis=0) + 1e-6
    found = LogisticRegression(C=1.0, max_iter=2000).fit(features / scale, labels, sample_weight=weights)
    found.coef_ = found.coef_ / scale
    return found


def learn(some: Sequence[Seen]) -> tuple[LogisticRegression, LogisticRegression]:
    """The judge that has not read, and the one that has, learned on what the first would choose to read."""
    features = np.vstack([one.features for one in some])
    labels = np.concatenate([one.answers for one in some])
    weights = np.concatenate([np.full(len(one.answers), 1.0 / max(len(one.answers), 1)) for one in some])
    weights *= len(weights) / weights.sum()
    unread = fitted(features, labels, weights)
    parts, wanted, shares = [], [], []
    for one in some:
        rows = chosen(unread, one)
        if len(rows):
            parts.append(with_reading(one.features[rows], one.read[rows]))
            wanted.append(one.answers[rows])
            shares.append(np.full(len(rows), 1.0 / len(rows)))
    shares_ = np.concatenate(shares)
    return unread, fitted(np.vstack(parts), np.concatenate(wanted), shares_ * len(shares_) / shares_.sum())


def chosen(unread: LogisticRegression, one: Seen) -> np.ndarray:
    """The rows that the judge reads."""
    known = np.flatnonzero(~np.isnan(one.read))
    if not len(known):
        return known
    return known[np.argsort(-unread.decision_function(one.features[known]), kind="stable")[:READ]]


def probabilities(judges: tuple[LogisticRegression, LogisticRegression], one: Seen) -> np.ndarray:
    """The probability of each candidate."""
    unread, has_read = judges
    found = unread.predict_proba(one.features)[:, 1] if len(one.features) else np.zeros(0)
    rows = chosen(unread, one)
    if len(rows):
        found[rows] = has_read.predict_proba(with_reading(one.features[rows], one.read[rows]))[:, 1]
    return found


def report(name: str, some: Sequence[Seen], found: Sequence[np.ndarray]) -> None:
    """Print the figures of one data set."""
    own = [(one, p) for one, p in zip(some, found, strict=True) if one.kind == "own" and one.answers.any()]
    first = np.mean([one.answers[int(p.argmax())] for one, p in own])
    best = {
        kind: np.array([p.max(initial=0.0) for one, p in zip(some, found, strict=True) if one.kind == kind])
        for kind in ("own", "left out", "other", "none")
    }
    line = f"{name:<24} first {first:.3f} of {len(own)}"
    for kind in ("left out", "other", "none"):
        if len(best[kind]) > 5:
            labels = np.concatenate([np.ones(len(best["own"])), np.zeros(len(best[kind]))])
            line += f", area against {kind} {area(labels, np.concatenate([best['own'], best[kind]])):.3f}"
    print(line)


def reliability(some: Sequence[Seen], found: Sequence[np.ndarray]) -> None:
    """Print how often the best evidence answers, by the probability that it is given."""
    best = np.array([p.max(initial=0.0) for p in found])
    right = np.array([one.answers[int(p.argmax())] if len(p) else 0.0 for one, p in zip(some, found, strict=True)])
    for low in np.arange(0.0, 1.0, 0.1):
        held = (best >= low) & (best < low + 0.1 + (low > 0.85))
        if held.any():
            count, mean, share = held.sum(), best[held].mean(), right[held].mean()
            print(f"  {low:.1f} to {low + 0.1:.1f}: {count:5} questions, mean {mean:.2f}, right {share:.2f}")


def threshold(some: Sequence[Seen], found: Sequence[np.ndarray]) -> None:
    """Print shares answered, by the least probability of an answer."""
    best = {
        kind: np.array([p.max(initial=0.0) for one, p in zip(some, found, strict=True) if one.kind == kind])
        for kind in ("own", "left out", "other", "none")
    }
    for least in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        shares = ", ".join(f"{kind} {np.mean(values >= least):.3f}" for kind, values in best.items() if len(values))
        print(f"  from {least:.2f} answered: {shares}")


def entry(judge: LogisticRegression, names: Sequence[str]) -> dict[str, Any]:
    """A regression as it is written down."""
    return {
        "weights": {name: round(float(w), 4) for name, w in zip(names, judge.coef_[0], strict=True)},
        "intercept": round(float(judge.intercept_[0]), 4),
    }


def main() -> None:
    """Learn, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--judge", type=Path, default=Path("models/shipped/judge.onnx"), help="the cross-encoder")
    parser.add_argument("--sample", type=int, default=150, help="questions of each data set")
    parser.add_argument("--seen", type=Path, help="keep what was seen here, and use it if it is there")
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    if options.seen and options.seen.exists():
        some = restored(options.seen)
    else:
        models = catalogue.folder(None)
        reader = CrossEncoder(options.judge, models / "all-MiniLM-L6-v2", cpu.processors())
        with tempfile.TemporaryDirectory() as folder:
            some = see(Path(folder), Workspace(Setup(models, Path(folder))), reader, options.data, options.sample)
        if options.seen:
            keep(some, options.seen)
    some = [*some, *(without(one) for one in some if one.kind == "own" and one.answers.any())]
    every, all_found = [], []
    for name in sorted(HELD):
        judges = learn([one for one in some if one.name != name])
        own = [one for one in some if one.name == name]
        found = [probabilities(judges, one) for one in own]
        report(name, own, found)
        every += own
        all_found += found
    reliability(every, all_found)
    threshold(every, all_found)
    unread, has_read = learn(some)
    answered = np.mean([one.kind == "own" for one in some])
    shift = np.log(ANSWERED / (1 - ANSWERED)) - np.log(answered / (1 - answered))
    print(f"{answered:.2f} of the questions had an answer, {ANSWERED} are taken to have one: log-odds {shift:+.2f}")
    for judge in (unread, has_read):
        judge.intercept_ += shift
    written = json.loads(options.to.read_text(encoding="utf-8")) | {
        "unread": entry(unread, FEATURES[:-READ_FEATURES]),
        "read": entry(has_read, FEATURES),
    }
    options.to.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
