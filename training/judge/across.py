"""Learn what a cosine is worth where question or text are in another language than English, and measure what is found there.

    python -m training.judge.across --data XQUAD --to summarize/search/judge.json

XQuAD (Artetxe et al. 2020) has the same questions and texts in many languages. English questions are asked of texts in other
languages, with the multilingual embedder: of the half of the articles that has the answer, of the same without the lines that
have it, and of the other half. What is learned on the first half of the articles in some languages is measured on the second half
in others, beside the bundled embedder.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.documents import sources
from summarize.index import refresh
from summarize.index.database import open_database
from summarize.index.store import Snapshot
from summarize.models import catalogue
from summarize.models.embedder import Encoder
from summarize.search import question, retrieve
from summarize.search.judge import ACROSS
from training.judge.calibrate import entry

LEARN, REPORT = ("es", "tr", "el", "vi"), ("de", "ru", "zh", "ar")
EMBEDDERS = ("multilingual-e5-small", "all-MiniLM-L6-v2")
NEAR = 10
"""Lines among which an answer counts as found."""
SHIFTS = np.arange(0.0, 5.0, 0.25)
"""Log-odds that are tried: lines that answer are far fewer than those that do not, and questions that are answered are not."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked of one half of the articles: features of the lines found, which answer; `own` if one is there."""

    features: np.ndarray
    answers: np.ndarray
    own: bool


def main() -> None:
    """Learn, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of xquad.*.json")
    parser.add_argument("--to", type=Path, help="the file that holds what the judge has learned")
    parser.add_argument("--sample", type=int, default=200, help="questions of each half")
    options = parser.parse_args()
    multilingual, bundled = (
        Workspace(Setup(catalogue.folder(None), Path("unused"), embedder_name=name)).encoder for name in EMBEDDERS
    )
    learned = learn([list(ask(options.data, code, 0, multilingual, options.sample)) for code in LEARN])
    print(f"weights {learned.coef_[0].round(2)}, intercept {learned.intercept_[0]:.2f}")
    for code in REPORT:
        found = list(ask(options.data, code, 1, multilingual, options.sample))
        beside = list(ask(options.data, code, 1, bundled, options.sample))
        print(
            f"{code}: found among {NEAR}: {recall(found):.2f}, {EMBEDDERS[1]} {recall(beside):.2f}; {report(learned, found)}",
            flush=True,
        )
    if options.to:
        written = json.loads(options.to.read_text(encoding="utf-8")) | {"across": entry(learned, ACROSS)}
        options.to.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def learn(some: Sequence[Sequence[Asked]]) -> LogisticRegression:
    """Return a regression on the lines, shifted to what serves questions best, each language alike."""
    every = [one for of_one in some for one in of_one]
    judge = LogisticRegression(C=1e3, max_iter=1000).fit(
        np.concatenate([one.features for one in every]), np.concatenate([one.answers for one in every])
    )
    unshifted, gains = judge.intercept_[0], []
    for shift in SHIFTS:
        judge.intercept_[0] = unshifted + shift
        gains.append(np.mean([gain(judge, of_one) for of_one in some]))
    judge.intercept_[0] = unshifted + SHIFTS[int(np.argmax(gains))]
    return judge


def ask(data: Path, code: str, half: int, encoder: Encoder, sample: int) -> Iterator[Asked]:
    """Ask English questions on one half of the articles of that half in another language, and of the other half."""
    english, texts = (json.loads((data / f"xquad.{each}.json").read_text(encoding="utf-8"))["data"] for each in ("en", code))
    questions = {each["id"]: each["question"] for article in english for part in article["paragraphs"] for each in part["qas"]}
    for other in (False, True):
        with tempfile.TemporaryDirectory() as place:
            folder, wanted = Path(place) / "articles", list(range(half, len(texts), 2))
            held = [each + (1 if half == 0 else -1) for each in wanted] if other else wanted
            files = dict(write(folder, texts, held))
            paths = [*files.values()]
            with closing(open_database(Path(place) / "index", encoder.name)) as store:
                refresh.refresh(store, sources.find([folder]).files, [folder], lambda: encoder, lambda *_: None)
                index = store.snapshot()
            with closing(index):
                pairs = [(at, each) for at in wanted for part in texts[at]["paragraphs"] for each in part["qas"]]
                for at, each in pairs[:: max(len(pairs) // sample, 1)]:
                    answers = {one["text"] for one in each["answers"]}
                    yield from _cases(questions[each["id"]], answers, files.get(at), paths, index, encoder)


def _cases(
    text: str, answers: set[str], path: str | None, paths: list[str], index: Snapshot, encoder: Encoder
) -> Iterator[Asked]:
    """Ask a question of what is in an index, and of the same without the lines that answer."""
    ranking = retrieve.rank(question.parse(text), index, encoder, index.scope([*paths]))
    stored = index.sentences(sorted(ranking.cosines))
    cosines = np.array([ranking.cosines[id_] for id_ in stored])
    right = np.array([one.path == path and any(answer in one.sentence.text for answer in answers) for one in stored.values()])
    yield Asked(features(cosines), right, path is not None)
    if right.any():
        yield Asked(features(cosines[~right]), right[~right], own=False)


def features(cosines: np.ndarray) -> np.ndarray:
    """Return what is weighed, as the judge has it, shape (lines, 2)."""
    return np.stack([cosines, cosines.max() - cosines], axis=1)


def write(folder: Path, texts: Sequence[Any], which: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Write each article to a file of its own."""
    folder.mkdir()
    for at in which:
        if at < len(texts):
            path = folder / f"{at:02}.txt"
            path.write_text("\n\n".join(part["context"] for part in texts[at]["paragraphs"]) + "\n", encoding="utf-8")
            yield at, str(path.resolve())


def gain(judge: LogisticRegression, some: Sequence[Asked]) -> float:
    """Return the share of questions whose answer is among what is shown, less the share of the others that are answered."""
    shown = [judge.predict(one.features) > 0 for one in some]
    right = np.mean([(those & one.answers).any() for one, those in zip(some, shown, strict=True) if one.own])
    return float(right - np.mean([those.any() for one, those in zip(some, shown, strict=True) if not one.own]))


def report(judge: LogisticRegression, some: Sequence[Asked]) -> str:
    """Say what the judge lets through."""
    shown = [judge.predict(one.features) > 0 for one in some]
    own = [(one, those) for one, those in zip(some, shown, strict=True) if one.own]
    right = np.mean([(those & one.answers).any() for one, those in own])
    lines = np.mean([those.sum() for _, those in own if those.any()])
    wrong = np.mean([those.any() for one, those in zip(some, shown, strict=True) if not one.own])
    return f"answer shown {right:.2f}, in {lines:.1f} lines; answered without an answer there {wrong:.2f}"


def recall(some: Sequence[Asked]) -> float:
    """Return the share of questions with an answer for which a line that has it is among the `NEAR` most similar."""
    own = [one for one in some if one.own]
    return float(np.mean([one.answers[np.argsort(one.features[:, 1])[:NEAR]].any() for one in own]))


if __name__ == "__main__":
    main()
