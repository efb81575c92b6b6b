"""The open texts that both models learn from, each read from where its publisher put it, by a path below one folder.

`README.md` beside this file lists the files, their publishers and their licences.
"""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.documents import speakers
from summarize.documents.readers.plain import lines
from summarize.documents.sentences import split_sentences
from summarize.models import catalogue
from summarize.models.parser import SpacyParser
from summarize.types.evidence import Sentence

DETACHED = re.compile(r" (?=[.,;:?!)’](?: |$))| (?='s\b)|(?<=\() ")
"""The space in front of a mark that a tokeniser left behind."""


def grammar() -> SpacyParser:
    """The parser that the program itself uses, from the models folder in use.

    Raises:
        ModelError: it is missing or damaged.
    """
    return SpacyParser(catalogue.require(catalogue.default("parser"), catalogue.folder(None)))


@dataclass(frozen=True, slots=True)
class Text:
    """One document of a data set."""

    source: str
    body: str

    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences with their speakers, as the program reads them from a file."""
        return speakers.attribute(split_sentences(lines(self.body)))


def files(folder: Path, pattern: str) -> list[Path]:
    """The files of a data set, in order.

    Raises:
        FileNotFoundError: there is none; training/README.md says where they come from.
    """
    found = sorted(folder.glob(pattern))
    if not found:
        raise FileNotFoundError(f"{folder / pattern}: not there; training/README.md says where it comes from")
    return found


def rows(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON or JSON-lines file."""
    text = path.read_text(encoding="utf-8")
    return list(json.loads(text)) if text.startswith("[") else [json.loads(line) for line in text.splitlines() if line]


def table(path: Path) -> list[dict[str, str]]:
    """The records of a file of tab-separated values with a heading."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def attached(text: str) -> str:
    """A text without the spaces that a tokeniser put in front of marks.

    >>> attached("He left ( early ) .")
    'He left (early).'
    """
    return DETACHED.sub("", text)


def summhay(folder: Path) -> Iterator[Text]:
    """The 200 haystack documents."""
    for path in files(folder, "summhay/topic_*.json"):
        for document in json.loads(path.read_text(encoding="utf-8"))["documents"]:
            yield Text("SummHay", document["document_text"])


def bump(folder: Path) -> Iterator[Text]:
    """The 199 news articles."""
    for name in ("task1_dataset.json", "task2_dataset.json"):
        seen: set[object] = set()
        for row in rows(folder / "bump" / name):
            if row["article_id"] not in seen:
                seen.add(row["article_id"])
                yield Text("BUMP", attached(str(row["article"])))


def gum(folder: Path) -> Iterator[Text]:
    """The 43 news reports and interviews, a paragraph a line."""
    for path in files(folder, "gum/GUM_*.conllu"):
        paragraphs: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# newpar"):
                paragraphs.append("")
            elif line.startswith("# text = "):
                paragraphs[-1:] = [f"{paragraphs[-1]} {line[9:]}".strip() if paragraphs else line[9:]]
        yield Text("GUM", "\n\n".join(paragraphs))


def fool_me_twice(folder: Path) -> Iterator[Text]:
    """The encyclopaedia sentences behind each claim, those of one claim as a document."""
    seen: set[str] = set()
    for name in ("dev.jsonl", "test.jsonl"):
        for row in rows(folder / "fm2" / name):
            found = [str(piece["text"]).strip() for piece in [*row["gold_evidence"], *row["retrieved_evidence"]]]
            new = [text for text in dict.fromkeys(found) if text not in seen and text[:1].isupper() and text.endswith(".")]
            seen.update(new)
            yield Text("FoolMeTwice", "\n\n".join(new))


def scifact(folder: Path, most: int) -> Iterator[Text]:
    """The first abstracts of the corpus."""
    for row in rows(folder / "scifact" / "corpus.jsonl")[:most]:
        yield Text("SciFact", " ".join(map(str.strip, row["abstract"])))


def sentences(texts: Sequence[Text]) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    """The name of the data set and the sentences of each document that has any."""
    for text in texts:
        found = text.sentences()
        if found:
            yield text.source, found
