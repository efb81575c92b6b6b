"""True sentences pass and falsified ones are caught, kind by kind, over the example articles.

`statements.tsv` holds a kind, a place and a sentence in each row. Rows of the kind "true" are the articles' own statements:
verbatim, shortened, or reworded by an editor. Rows of the kind "paraphrase" are true as well, but need more than the words
of the cited line (a table read, a noun for a verb, a thing named by the sentence before). The rules do not claim to follow
them; they were set apart after the rules had refused them. All other rows are false in the way that their kind says.
"""

from collections import defaultdict
from pathlib import Path

import pytest

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.checking.document import Checker
from summarize.citations import syntax
from summarize.citations.cited_text import CitedSentence
from summarize.documents.sources import find
from summarize.types.verdict import Basis, Finding
from tests.conftest import EXAMPLES

ROWS = [row.split("\t") for row in (Path(__file__).parent / "statements.tsv").read_text(encoding="utf-8").splitlines()]
FALSE_KINDS = sorted({kind for kind, _, _ in ROWS} - {"true", "paraphrase"})


@pytest.fixture(scope="module")
def supported(parser, models_folder) -> dict[str, list[Basis | None]]:
    """For each kind, the basis on which each of its sentences was found supported, None if it was not."""
    models = Workspace(Setup(models_folder, Path()))
    checker = Checker(find([EXAMPLES]).files, parser, lambda: models.entailment)
    found = defaultdict(list)
    for kind, place, text in ROWS:
        checked = checker.check([CitedSentence(text, 1, syntax.parse(f"[{place}]"))])[0]
        found[kind].append(checked.basis if checked.finding is Finding.SUPPORTED else None)
    return found


def test_there_are_enough_sentences_of_every_kind():
    assert sum(kind == "true" for kind, _, _ in ROWS) >= 150
    assert sum(kind in FALSE_KINDS for kind, _, _ in ROWS) >= 400
    assert len(FALSE_KINDS) >= 15


def test_as_many_true_sentences_are_accepted_as_ever_were_by_these_rules(supported):
    assert sum(basis in (Basis.WORDING, Basis.RULES) for basis in supported["true"]) == 126


def test_the_model_accepts_true_sentences_in_other_words(supported):
    assert sum(basis is Basis.MODEL for basis in supported["paraphrase"]) >= 3  # processors round differently


@pytest.mark.parametrize("kind", FALSE_KINDS)
def test_no_false_sentence_is_accepted(supported, kind):
    assert supported[kind] == [None] * len(supported[kind])
