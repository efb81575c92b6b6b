"""How well questions that the documents do not answer are refused: SQuAD 2.0 dev.

Each article is a folder of paragraphs. Three sets of questions: answerable ones asked of their own article, the same ones
asked of another article (never answered there), and SQuAD's unanswerable ones, which were written to look answerable from
one of its paragraphs. Only retrieval decides, no model writes. Prints one table and, with --json, writes the figures.

    python benchmarks/abstention.py --data FOLDER_WITH_DEV_JSON [--sample 120]
"""

import argparse
import json
import random
import tempfile
from pathlib import Path

from summarize import indexing, models, question, retrieval, sources
from summarize.embedding import SentenceEncoder
from summarize.errors import InputError
from summarize.index import open_index

ALWAYS_REFUSING = 0.5
"""Balanced accuracy of refusing every question."""


class Articles:
    """The articles in an index, one folder each, and questions asked of one of them."""

    def __init__(self, data: list[dict], folder: Path, encoder: SentenceEncoder) -> None:
        for number, article in enumerate(data):
            (folder / f"{number:03}").mkdir()
            for place, paragraph in enumerate(article["paragraphs"]):
                (folder / f"{number:03}" / f"{place:03}.txt").write_text(paragraph["context"], encoding="utf-8")
        self.encoder = encoder
        self.index = open_index(folder / "index", encoder.name)
        files = sources.find([folder]).files
        indexing.refresh(self.index, files, [folder], lambda: encoder, lambda *_: None)
        self.files: dict[int, dict[str, str]] = {}
        for file in files:
            self.files.setdefault(int(file.name.split("/")[0]), {})[str(file.path)] = file.name

    def answers(self, text: str, article: int) -> list[str]:
        """The sentences that bear on a question, best first; none if it is refused."""
        try:
            asked = question.parse(text)
        except InputError:
            return []
        found = retrieval.retrieve(asked, self.index, self.encoder, self.files[article % len(self.files)])
        return [evidence.sentence.text for evidence in found.bearing]


def measure(data: list[dict], articles: Articles, sample: int) -> dict[str, float]:
    """Shares of questions that are answered, of each set, and how often the answer is among the first five sentences."""
    rows = [
        (number, entry["question"], [answer["text"] for answer in entry["answers"]], entry["is_impossible"])
        for number, article in enumerate(data)
        for paragraph in article["paragraphs"]
        for entry in paragraph["qas"]
    ]
    random.seed(0)
    own = random.sample([row for row in rows if not row[3]], sample)
    trick = random.sample([row for row in rows if row[3]], sample)
    found = [(articles.answers(text, number), answers) for number, text, answers, _ in own]
    other = [articles.answers(text, number + 5) for number, text, _, _ in own]
    tricked = [articles.answers(text, number) for number, text, _, _ in trick]
    answered = sum(bool(got) for got, _ in found) / sample
    refused = 1 - sum(map(bool, tricked)) / sample
    return {
        "own article answered": answered,
        "answer in the first five sentences": sum(any(a in s for a in want for s in got[:5]) for got, want in found) / sample,
        "other article refused": 1 - sum(map(bool, other)) / sample,
        "unanswerable refused": refused,
        "balanced accuracy (own answered, unanswerable refused)": (answered + refused) / 2,
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=120)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    data = json.loads((options.data / "dev.json").read_text(encoding="utf-8"))["data"]
    embedder = models.default("embedder")
    encoder = SentenceEncoder(models.require(embedder, models.folder(None)), embedder.name)
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(data, Articles(data, Path(folder), encoder), options.sample)
    print(f"SQuAD 2.0 dev, {options.sample} questions a set (always refusing: balanced accuracy {ALWAYS_REFUSING})")
    for name, figure in figures.items():
        print(f"{name:<56} {figure:.3f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
