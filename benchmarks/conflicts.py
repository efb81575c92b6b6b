"""Whether an answer shows what its sources give differently: RAMDocs and RGB.

RAMDocs: questions whose documents hold several valid answers; counted where every one of them stands in a sentence with a
citation of its own. RGB: true snippets beside copies in which the answer was altered; counted where a disagreement shows both
values, each with a citation to a snippet of its side. Every document is a file, every question a folder, asked by the same
function as the command line. Prints one table and, with --json, writes the figures.

    python benchmarks/conflicts.py --data FOLDER_WITH_RAMDOCS_AND_RGB [--sample 50] [--json FILE]
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from summarize.app import ask as pipeline
from summarize.app.reporter import Reporter
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.models import catalogue
from summarize.types.answer import Answer
from summarize.types.evidence import Citation

PUBLISHED = {
    "ramdocs": "Llama-3.3-70B with retrieval: at most .326 exact match (arXiv 2504.13079)",
    "rgb": "none for this measure",
}


def holds(text: str, answers: list[str]) -> bool:
    """Whether one of some ways to write an answer stands in a text, case and commas apart."""
    plain = " ".join(text.lower().replace(",", "").split())
    return any(" ".join(answer.lower().replace(",", "").split()) in plain for answer in answers)


def rows(path: Path) -> Iterator[dict]:
    """The questions of a data set."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


class Asker:
    """Asks questions of folders made for them, with the models loaded once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = Workspace(Setup(catalogue.folder(None), folder / "index"))
        self.reporter = Reporter(lambda _: None, lambda *_: None, lambda _: None)
        self.asked = 0

    def ask(self, question: str, files: dict[str, str]) -> Answer:
        """The answer from files given by name and text."""
        self.asked += 1
        folder = self.folder / f"{self.asked:04}"
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text + "\n", encoding="utf-8")
        return pipeline.ask(question, [folder], self.place, self.reporter)


def surfaced(answer: Answer, golds: list[str]) -> bool:
    """Whether each answer stands in a sentence, told or beside one, with a citation that is none of another answer's alone."""
    shown = [(told.text, told.citations) for told in answer.sentences]
    shown += [(version.text, version.citations) for d in answer.disagreements for version in d.versions]
    cited = {gold: {place(c) for text, citations in shown if holds(text, [gold]) for c in citations} for gold in golds}
    return all(cited.values()) and all(cited[a] != cited[b] for a in golds for b in golds if a != b)


def disagrees(answer: Answer, true: list[str], altered: list[str]) -> bool:
    """Whether a disagreement shows both values, each with a citation to a file of its side."""
    for found in answer.disagreements:
        sides = [({c.file[0] for c in version.citations}, version.text) for version in found.versions]
        if any("t" in files and holds(text, true) for files, text in sides) and any(
            "a" in files and holds(text, altered) for files, text in sides
        ):
            return True
    return False


def place(citation: Citation) -> tuple[str, int]:
    """The file and line of a citation."""
    return citation.file, citation.line


def spelled(answer: object) -> list[str]:
    """The ways to write an answer that a data set gives."""
    if isinstance(answer, str):
        return [answer]
    return [way for each in answer for way in spelled(each)]  # type: ignore[attr-defined]


def ramdocs(data: Path, asker: Asker, sample: int | None) -> tuple[float, int]:
    """The share of questions with several valid answers of which all surface, and their number."""
    several = [row for row in rows(data / "ramdocs/dev.jsonl") if len(row["gold_answers"]) > 1]
    chosen = random.Random(0).sample(several, min(sample or len(several), len(several)))
    right = 0
    for row in chosen:
        files = {f"{number:02}.txt": document["text"] for number, document in enumerate(row["documents"])}
        right += surfaced(asker.ask(row["question"], files), row["gold_answers"])
    return right / len(chosen), len(chosen)


def rgb(data: Path, asker: Asker, sample: int | None) -> tuple[float, int]:
    """The share of questions with true and altered snippets whose disagreement is shown, and their number."""
    every = list(rows(data / "rgb/dev.jsonl"))
    chosen = random.Random(0).sample(every, min(sample or len(every), len(every)))
    right = 0
    for row in chosen:
        files = {f"t{number}.txt": text for number, text in enumerate(row["positive"])}
        files |= {f"a{number}.txt": text for number, text in enumerate(row["positive_wrong"])}
        right += disagrees(asker.ask(row["query"], files), spelled(row["answer"]), spelled(row["fakeanswer"]))
    return right / len(chosen), len(chosen)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=int, help="at most so many questions of each data set")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    figures = {}
    print(f"{'':<58}{'share':>7}{'questions':>11}  published")
    with tempfile.TemporaryDirectory() as folder:
        asker = Asker(Path(folder))
        for name, what, measure in (
            ("ramdocs", "RAMDocs dev: all valid answers shown, each cited", ramdocs),
            ("rgb", "RGB dev: true and altered value shown as a disagreement", rgb),
        ):
            share, count = measure(options.data, asker, options.sample)
            figures[name] = {"share": share, "questions": count}
            print(f"{what:<58}{share:>7.2f}{count:>11}  {PUBLISHED[name]}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
