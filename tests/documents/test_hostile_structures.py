"""Structures without bounds end within the limits, and the rest of what they say is still read."""

import json
import signal

import pytest

from summarize.documents import readers
from summarize.documents.context import DEEPEST
from summarize.documents.sentences import LONGEST_SENTENCE, split_sentences

COLUMNS, DEPTH = 10_000, 1_000
HOSTILE = {
    "columns.md": "|" + "|".join(f"c{n}" for n in range(COLUMNS)) + "|\n|" + "---|" * COLUMNS + "\n|" + "7|" * COLUMNS + "\n",
    "columns.csv": ",".join(f"c{n}" for n in range(COLUMNS)) + "\n" + ",".join(["7"] * COLUMNS) + "\n",
    "columns.html": "<table><tr>" + "<th>c</th>" * COLUMNS + "</tr><tr>" + "<td>7</td>" * COLUMNS + "</tr></table>",
    "spans.html": "<table><tr><td colspan=99999 rowspan=99999>7</td></tr><tr><td>It rained.</td></tr></table>",
    "depth.md": "".join("  " * n + "- It rained again.\n" for n in range(DEPTH)),
    "depth.html": "<ul><li>It rained again." * DEPTH + "</ul>" * DEPTH,
    "depth.json": '{"a": ' * 500 + '"It rained again."' + "}" * 500,
    "depth.org": "".join("*" * n + " Port\n" for n in range(1, DEPTH)) + "It rained again.\n",
    "depth.txt": "".join(" " * n + "- It rained again.\n" for n in range(DEPTH)),
    "braces.tex": "\\a{" * 10_000 + "It rained." + "}" * 10_000 + "\n",
    "keys.txt": "".join(f"Key {chr(65 + n % 26)}: {n}\n" for n in range(20_000)),
    "turns.txt": "ABARA: Yes.\nROY: No.\n" * 10_000,
    "word.txt": "a" * 100_000,
    "signatures.txt": "'Hi\n" + "- Ana Ruiz'\n" * 20_000,
    "chats.json": json.dumps([[{"type": "message", "ts": "1", "user": "A", "text": "It rained again."}] * 2] * 10_000),
    "attributes.adoc": "{a}" * 8_000,
}
LIMIT = 60
"""Seconds, those of the process that reads large formats; other formats have no process of their own that could be ended."""


@pytest.fixture(autouse=True)
def _limit():
    """Fail a test that goes on beyond the limit."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"not read within {LIMIT} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_structure_ends_within_the_limits(tmp_path, name):
    path = tmp_path / name
    path.write_text(HOSTILE[name], encoding="utf-8")
    found = split_sentences(readers.read(path).lines)
    assert all(len(unit.text) <= 2 * LONGEST_SENTENCE for unit in found)
    assert all(len(unit.context) <= DEEPEST for unit in found)


def test_a_table_of_a_million_cells_is_read(tmp_path):
    path = tmp_path / "cells.csv"
    path.write_text("a,b,c,d,e,f,g,h,i,j\n" + "x,1,2,3,4,5,6,7,8,9\n" * 100_000, encoding="utf-8")
    assert sum(line.text.startswith("a: x") for line in readers.read(path).lines) == 100_000
