"""How well questions that the documents do not answer are refused: SQuAD 2.0 dev, and SummHay topics asked of each other.

SQuAD: each article is a folder of paragraphs. Three sets of questions: answerable ones asked of their own article, the same ones
asked of another article (never answered there), and SQuAD's unanswerable ones, which were written to look answerable from one of
its paragraphs. SummHay: the questions of a topic asked of its own hundred documents and of another topic's. Only retrieval
decides, no model writes. Prints one table and, with --json, writes the figures.

    python benchmarks/abstention.py --data FOLDER_WITH_SQUAD2_AND_SUMMHAY [--sample 120] [--json FILE]
"""

import argparse
import json
import random
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.documents import sources
from summarize.errors import InputError
from summarize.index import refresh
from summarize.index.database import open_database
from summarize.index.files import Listed
from summarize.models import catalogue
from summarize.search import question, retrieve
from summarize.search.retrieve import Models

UNSEEN = ("1973_oil_crisis", "European_Union_law", "Harvard_University")
FAR = 5
"""Steps to the other article of which a question is asked; no multiple of the number of articles."""
FLOOR = {"SQuAD 2.0, balanced accuracy (own answered, unanswerable refused)": "always refusing .500, BM25 score .554 AUC"}


class Folders:
    """Documents in an index, one folder for each group of them, and questions asked of one group."""

    def __init__(self, groups: Mapping[str, Sequence[str]], folder: Path, models: Models) -> None:
        for name, texts in groups.items():
            (folder / name).mkdir(parents=True)
            for place, text in enumerate(texts):
                (folder / name / f"{place:03}.txt").write_text(text, encoding="utf-8")
        self.models = models
        encoder = models.encoder
        files = sources.find([folder]).files
        with closing(open_database(folder / "index", encoder.name)) as store:
            refresh.refresh(store, files, [folder], lambda: encoder, lambda *_: None)
            self.index = store.snapshot()
        names: dict[str, dict[str, str]] = {}
        for file in files:
            names.setdefault(file.name.split("/")[0], {})[str(file.path)] = file.name
        self.files = {group: Listed(self.index, some) for group, some in names.items()}

    def answers(self, text: str, group: str) -> list[str]:
        """The sentences that bear on a question, best first; none if it is refused."""
        try:
            asked = question.parse(text)
        except InputError:
            return []
        found = retrieve.retrieve(asked, self.files[group], self.models)
        return [evidence.sentence.text for evidence in found.bearing]


def squad(data: Path, folder: Path, models: Models, sample: int, only: Sequence[str]) -> dict[str, float]:
    """Shares of questions that are answered or refused, of each set, and how often the answer is in the first five sentences."""
    articles = [a for a in json.loads((data / "dev.json").read_text(encoding="utf-8"))["data"] if not only or a["title"] in only]
    names = [f"{number:03}" for number in range(len(articles))]
    paragraphs = {name: [p["context"] for p in a["paragraphs"]] for name, a in zip(names, articles, strict=True)}
    asked = Folders(paragraphs, folder, models)
    rows = [
        (number, entry["question"], [answer["text"] for answer in entry["answers"]], entry["is_impossible"])
        for number, article in enumerate(articles)
        for paragraph in article["paragraphs"]
        for entry in paragraph["qas"]
    ]
    chance = random.Random(0)
    own, trick = (
        chance.sample(some, min(sample, len(some)))
        for some in ([row for row in rows if not row[3]], [row for row in rows if row[3]])
    )
    found = [(asked.answers(text, names[number]), answers) for number, text, answers, _ in own]
    other = [asked.answers(text, names[(number + FAR) % len(names)]) for number, text, _, _ in own]
    tricked = [asked.answers(text, names[number]) for number, text, _, _ in trick]
    answered = sum(bool(got) for got, _ in found) / len(found)
    refused = 1 - sum(map(bool, tricked)) / len(tricked)
    return {
        "SQuAD 2.0, own article answered": answered,
        "SQuAD 2.0, answer in the first five sentences": sum(any(a in s for a in want for s in got[:5]) for got, want in found)
        / len(found),
        "SQuAD 2.0, other article refused": 1 - sum(map(bool, other)) / len(other),
        "SQuAD 2.0, unanswerable refused": refused,
        "SQuAD 2.0, balanced accuracy (own answered, unanswerable refused)": (answered + refused) / 2,
    }


def summhay(data: Path, folder: Path, models: Models) -> dict[str, float]:
    """Shares of a topic's questions that its own documents answer, and that another topic's refuse."""
    topics = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(data.glob("topic_*.json"))}
    asked = Folders({name: [d["document_text"] for d in topic["documents"]] for name, topic in topics.items()}, folder, models)
    own: list[bool] = []
    other: list[bool] = []
    for name, topic in topics.items():
        for subtopic in topic["subtopics"]:
            for group in topics:
                (own if group == name else other).append(bool(asked.answers(subtopic["subtopic"], group)))
    return {
        f"SummHay, own topic answered ({len(own)} questions)": sum(own) / len(own),
        f"SummHay, other topic refused ({len(other)} questions)": 1 - sum(other) / len(other),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=120, help="SQuAD questions of each set")
    parser.add_argument(
        "--articles",
        nargs="*",
        default=[],
        metavar="TITLE",
        help="only these articles; the judge did not learn from " + ", ".join(UNSEEN),
    )
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    place = Workspace(Setup(catalogue.folder(None), Path()))
    models = Models(place.encoder, place.reader)
    with tempfile.TemporaryDirectory() as folder:
        figures = squad(options.data / "squad2", Path(folder) / "squad2", models, options.sample, options.articles)
        figures |= summhay(options.data / "summhay", Path(folder) / "summhay", models)
    print(f"{'':<68}{'share':>7}  floor ({options.sample} SQuAD questions a set)")
    for name, figure in figures.items():
        print(f"{name:<68}{figure:>7.3f}  {FLOOR.get(name, '')}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
