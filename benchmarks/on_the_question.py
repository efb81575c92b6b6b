"""Are the statements of an open question over many documents on it? SummHay (Laban et al. 2024), all documents and a quarter.

A sentence that is chosen because several documents state it counts as on the question if one of the question's insights is near
it (cosine .65) and none of another question is nearer. Shown are as many as the question has insights, without a least score and
with it (`survey.LEAST`); and the score with which one sentence in four is on the question, by a logistic regression on the first
24 sentences of each question of the topic.

    python benchmarks/on_the_question.py --data FOLDER_WITH_TOPIC_FILES
"""

import argparse
import json
import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np
from sklearn.linear_model import LogisticRegression

from summarize.app.open_index import opened
from summarize.app.reporter import Reporter
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.claims import survey
from summarize.index.corpus import load
from summarize.models import catalogue
from summarize.search import document_ranking, question

NEAR = 0.65
"""Cosine from which a sentence is about an insight."""
LOOKED_AT = 24
"""Sentences of a question that the regression is fitted on."""
QUARTER = 4
ONE_IN_FOUR = 0.25
QUIET = Reporter(lambda _: None, lambda *_: None, lambda _: None)


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence that is chosen for a question, its score, whether it is on the question, and whether it finds room."""

    score: float
    on_it: bool
    fits: bool


def shown(topic: dict, place: Workspace, folder: Path) -> Iterator[Shown]:
    """Yield the sentences that are chosen for each question of a topic, without a least score."""
    insights = [(part["subtopic_id"], each["insight"]) for part in topic["subtopics"] for each in part["insights"]]
    known = place.encoder.encode([text for _, text in insights])
    with opened([folder], place, QUIET) as corpus:
        loaded = load(corpus.files.listed())
    for part in topic["subtopics"]:
        asked = question.parse(part["query"])
        (vector,) = place.encoder.encode([asked.topic])
        odds = document_ranking.log_odds(asked.terms, vector, loaded)
        rows, scores = survey.scored(vector, odds, loaded)
        scored = dict(zip(rows.tolist(), scores.tolist(), strict=True))
        own = np.array([of == part["subtopic_id"] for of, _ in insights])
        for place_, row in enumerate(survey.novel(loaded, rows.tolist(), LOOKED_AT)):
            near = known @ loaded.vectors[row]
            on_it = bool(near[own].max() >= max(NEAR, near[~own].max()))
            yield Shown(scored[row], on_it, place_ < len(part["insights"]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    print("topic, documents: shown, on the question; from the least score: shown, on the question, kept of those on it")
    for path in sorted(parser.parse_args().data.glob("topic_*.json")):
        topic = json.loads(path.read_text(encoding="utf-8"))
        texts = [document["document_text"] for document in topic["documents"]]
        together: list[Shown] = []
        for few in (texts, texts[: len(texts) // QUARTER]):
            with tempfile.TemporaryDirectory() as work:
                folder = Path(work) / "documents"
                folder.mkdir()
                for number, text in enumerate(few):
                    (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
                every = list(shown(topic, Workspace(Setup(catalogue.folder(None), Path(work) / "index")), folder))
            found = [one for one in every if one.fits]
            left = [one for one in found if one.score >= survey.LEAST]
            good = sum(one.on_it for one in found)
            print(
                f"{path.stem}, {len(few)}: {len(found)}, {mean(one.on_it for one in found):.2f}; {len(left)}, "
                f"{mean(one.on_it for one in left):.2f}, {sum(one.on_it for one in left) / good:.2f}"
            )
            together += every
        fitted = LogisticRegression().fit([[one.score] for one in together], [one.on_it for one in together])
        least = (math.log(ONE_IN_FOUR / (1 - ONE_IN_FOUR)) - fitted.intercept_[0]) / fitted.coef_[0, 0]
        print(f"{path.stem}: one in four is on the question at a score of {least:.2f}")


if __name__ == "__main__":
    main()
