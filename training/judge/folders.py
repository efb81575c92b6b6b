"""Folders of documents made from data sets, and the evidence that the program finds in them for the sets' questions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from summarize.documents import sources
from summarize.errors import InputError
from summarize.index import refresh
from summarize.index.database import open_database
from summarize.models.cross_encoder import Reader
from summarize.models.embedder import Encoder
from summarize.search import question, retrieve
from summarize.search.coverage import Coverage
from summarize.search.judge import Features, Judge

Row = dict[str, Any]
FILES = 25
"""Documents of a folder."""
CELL = re.compile(r"; (?=[^:;]{1,60}: )")
SAME = 0.8
"""Share of a passage's words that a unit must hold to be that passage."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question asked of a folder: features of the candidates, which of them answer, and which the cross-encoder reads."""

    name: str
    features: Features
    answers: np.ndarray
    judge: Judge
    stored: tuple[Any, ...]


def pages(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Passages by the page that they are from, or by their question where that is not known."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        heads = row["context"].rpartition(" | ")[0]
        found[heads.partition(" > ")[0].strip() or row["question"]].append(row)
    return found


def document(title: str, rows: Sequence[Row]) -> str:
    """A page as Markdown: its passages between the sentences around them, under their headings; rows as a table."""
    parts = [f"# {title}"]
    under = ""
    for row in {row["passage"]: row for row in rows}.values():
        heads, _, around = row["context"].rpartition(" | ")
        cells = [cell.partition(": ") for cell in CELL.split(row["passage"])]
        if row["set"] == "wikitablequestions" and len(cells) > 1:
            names, values = [cell[0] for cell in cells], [cell[2].replace("|", "/") for cell in cells]
            head = f"| {' | '.join(names)} |"
            parts.append(
                f"| {' | '.join(values)} |" if under == head else f"\n{head}\n|{'---|' * len(names)}\n| {' | '.join(values)} |"
            )
            under = head
            continue
        section = heads.partition(" > ")[2]
        if section and section != under:
            parts.append(f"\n## {section}")
            under = section
        before, mark, after = around.partition("[*]")
        parts.append("\n" + " ".join(filter(None, (before.strip() if mark else "", row["passage"], after.strip()))))
    return "\n".join(parts) + "\n"


class Folders:
    """Groups of documents in one index."""

    def __init__(self, name: str, rows: Sequence[Row], place: Path, encoder: Encoder) -> None:
        self.name, self.encoder = name, encoder
        found = sorted(pages(rows).items())
        self.group = {}
        for number, (title, own) in enumerate(found):
            folder = place / f"{number // FILES:03}"
            folder.mkdir(parents=True, exist_ok=True)
            plain = re.sub(r"\W+", " ", title).strip()[:60] or "page"
            (folder / f"{plain} {number}.md").write_text(document(title, own), encoding="utf-8")
            self.group.update({row["question"]: folder.name for row in own})
        files = sources.find([place]).files
        with closing(open_database(place / "index", encoder.name)) as store:
            refresh.refresh(store, files, [place], lambda: encoder, lambda *_: None)
            self.index = store.snapshot()
        self.files: dict[str, dict[str, str]] = {}
        for file in files:
            self.files.setdefault(file.name.split("/")[0], {})[str(file.path)] = file.name

    def case(self, text: str, group: str, right: Sequence[str], reader: Reader) -> Case | None:
        """What the program finds for a question in a group of documents; `None` if it is no question."""
        try:
            asked = question.parse(text)
        except InputError:
            return None
        scope = self.index.scope(self.files[group])
        candidates, stored = retrieve.gather(asked, self.index, retrieve.Models(self.encoder), scope)
        judge = Judge(asked, Coverage(asked, self.index, self.encoder, stored=stored, scope=scope), reader, english_only=True)
        answers = np.array([any(_same(one.stored.sentence, passage) for passage in right) for one in candidates], dtype=float)
        return Case(self.name, judge.features(candidates), answers, judge, tuple(one.stored for one in candidates))


def _same(sentence: Any, passage: str) -> bool:
    """Whether a unit is a passage or most of it."""
    unit = " ".join(value for _, value in sentence.cells) if sentence.cells else sentence.text
    mine, theirs = set(re.findall(r"\w+", unit.lower())), set(re.findall(r"\w+", passage.lower()))
    return len(mine & theirs) >= SAME * min(len(mine), len(theirs)) and len(mine) > 2


def questions(rows: Iterable[Row]) -> Iterator[tuple[str, list[str]]]:
    """Each question with the passages that answer it, if any do."""
    grouped: Mapping[str, list[str]] = defaultdict(list)
    for row in rows:
        grouped[row["question"]].extend([row["passage"]] if row["label"] else [])
    yield from grouped.items()
