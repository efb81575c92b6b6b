"""Sentences that state one fact become one claim; copies are one origin; other facts stay apart."""

from dataclasses import replace

import pytest

from summarize.claims import group as claims
from summarize.documents import readers
from summarize.documents.sentences import split_sentences
from summarize.documents.speakers import attribute
from summarize.index.corpus import Corpus
from summarize.types.document import BlockKind
from summarize.types.evidence import Claim, Evidence, Variant
from tests.conftest import one

SAID = "Ruiz told Berg that the road to a new port would not be smooth, according to RTX."
COPY = "Ruiz told Berg the road to a new port would not be smooth, according to RTX."
REWORDED = (
    "In its evening news the broadcaster RTX said that President Ana Ruiz told Berg on Friday that the road to a new port "
    "would not be smooth."
)


def group(encoder, *texts: str):
    evidence = [Evidence(number, f"{number}.txt", one(text), "hash", 0.9 - 0.01 * number) for number, text in enumerate(texts)]
    return claims.group(evidence, encoder.encode(texts))


def test_one_fact_in_several_files_is_one_claim(encoder):
    (claim,) = group(encoder, SAID, COPY, REWORDED)
    assert {evidence.file for evidence in claim.evidence} == {"0.txt", "1.txt", "2.txt"}
    assert claim.origins == 2


@pytest.mark.parametrize(
    "other",
    [
        "Ruiz told Berg that the road to a new port would be smooth, according to RTX.",
        "Ruiz told Lee that the road to a new port would not be smooth, according to RTX.",
        "Ruiz told Berg that the road to 2 new ports would not be smooth, according to RTX.",
    ],
    ids=["polarity", "name", "number"],
)
def test_a_sentence_that_differs_in_a_fact_is_never_cited_for_it(encoder, other):
    for claim in group(encoder, SAID, other):
        assert len(claim.evidence) == 1


def test_a_sentence_that_does_not_stand_alone_makes_a_claim_that_is_not_clear(encoder):
    (claim,) = group(encoder, "It also raised the tax on the port.")
    assert not claims.is_clear(claim, frozenset())


def test_what_the_sentence_of_a_claim_before_it_states_too_is_said_once():
    longer = Evidence(1, "a.txt", one(REWORDED), "hash")
    shorter = Evidence(2, "b.txt", one(COPY), "hash")
    first, again = Claim((longer,), 1), Claim((shorter, longer), 2)
    assert claims.undisputed([first, again]) == (first,)
    assert claims.undisputed([again]) == (again,)


def test_what_adds_to_the_sentence_before_it_or_is_disputed_is_said_too():
    shorter, longer = (
        Evidence(number, "a.txt", one(text), "hash") for number, text in enumerate((SAID, f"{SAID[:-1]} in 1990."))
    )
    first, adding = Claim((shorter,), 1), Claim((longer, shorter), 2)
    assert claims.undisputed([first, adding]) == (first, adding)
    variant = Variant("date", "1990", "1991", (Evidence(3, "c.txt", one(COPY), "hash"),))
    disputed = Claim((replace(longer, sentence=one(COPY)), shorter), 2, (variant,))
    assert claims.undisputed([first, disputed]) == (first, disputed)


def test_two_rows_that_read_alike_are_both_said():
    texts = ("Lima: 5 boats", "Lima: 5 boats and 2 nets")
    rows = [
        Evidence(number, "a.csv", replace(one(text), kind=BlockKind.ROW), "hash") for number, text in enumerate(texts, start=1)
    ]
    first, again = Claim((rows[0],), 1), Claim((rows[1], rows[0]), 1)
    assert claims.undisputed([first, again]) == (first, again)


def corpus_of_file(tmp_path, encoder, text: str) -> Corpus:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    found = attribute(split_sentences(readers.read(tmp_path / "a.md").lines))
    pieces = tuple(Evidence(number, "a.md", sentence, "hash") for number, sentence in enumerate(found))
    return Corpus(pieces, encoder.encode([sentence.text for sentence in found]))


def test_what_a_sentence_refers_to_is_before_it_under_the_same_heading(tmp_path, encoder):
    corpus = corpus_of_file(tmp_path, encoder, "# Log\n\nThe bridge of Lund was shut.\n\nIts lamps were sold.\n")
    claim = claims.introduced(Claim((corpus.evidence[1],), 1), corpus, frozenset())
    assert [each.text for each in claim.best.sentences] == ["The bridge of Lund was shut.", "Its lamps were sold."]


def test_a_quotation_has_the_line_that_introduces_it(tmp_path, encoder):
    oath = 'Before the work each member of the board takes this oath:\n\n> "I will keep the bridge of Lund as it is."\n'
    corpus = corpus_of_file(tmp_path, encoder, f"# Rules\n\n{oath}")
    claim = claims.introduced(Claim((corpus.evidence[1],), 1), corpus, frozenset())
    assert claim.best.sentence.text == "Before the work each member of the board takes this oath:"


def test_a_sentence_under_another_heading_introduces_nothing(tmp_path, encoder):
    text = "# Log\n\n## Bridge\n\nThe bridge of Lund was shut.\n\n## Lamps\n\nIts lamps were sold.\n"
    corpus = corpus_of_file(tmp_path, encoder, text)
    claim = claims.introduced(Claim((corpus.evidence[1],), 1), corpus, frozenset())
    assert [each.text for each in claim.best.sentences] == ["Its lamps were sold."]


@pytest.mark.parametrize(("between", "joined"), [("\n\n", False), (" ", True)])
def test_what_somebody_says_needs_no_line_of_another_paragraph(tmp_path, encoder, between, joined):
    said = "“They are old and loud,” said Ana Ruiz."
    corpus = corpus_of_file(tmp_path, encoder, f"The bridges of Lund were shut.{between}{said}\n")
    claim = claims.introduced(Claim((corpus.evidence[1],), 1), corpus, frozenset())
    assert claims.is_clear(claim, frozenset())
    assert (len(claim.best.sentences) > 1) is joined
