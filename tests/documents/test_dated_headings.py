"""The day of a heading is stated where a document lists days that way."""

from pathlib import Path

import pytest

from summarize.app import ask
from summarize.documents.readers import markdown
from summarize.documents.sentences import split_sentences
from summarize.types.document import BlockKind

CHANGES = "# Changes\n\n## 2.4.0 (3 May 2021)\n\nThe crane is faster.\n\n## 2.3.0 - 2020-11-30\n\nThe crane is red.\n"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (CHANGES, [("2.4.0", "3 May 2021"), ("2.3.0", "2020-11-30")]),
        ("# The harbour council, 3 May 2021\n\nThe crane is red.\n", []),
        ("# Changes\n\n## May 2021\n\nThe crane is red.\n\n## June 2021\n\nThe crane is faster.\n", []),
        ("# Changes\n\n## 3 May 2021\n\nThe crane is red.\n\n## 4 May 2021\n\nIt is faster.\n", []),
        ("# Opened 3 May 2021 again\n\nThe crane is red.\n\n# Shut 4 May 2021 again\n\nIt is faster.\n", []),
    ],
)
def test_a_heading_that_ends_with_a_day_states_it_if_others_do_too(text, stated):
    found = split_sentences(markdown.read(text.encode(), Path("a.md")).lines)
    assert [sentence.cells[0] for sentence in found if sentence.kind is BlockKind.FIELD] == stated


def test_the_day_of_a_version_is_told_and_no_amount_is(workspace, reporter, tmp_path):
    (tmp_path / "changes.md").write_text(CHANGES)
    told = ask.ask("when was 2.4.0 released?", [tmp_path], workspace, reporter).sentences
    assert [(sentence.text, sentence.citations[0].line) for sentence in told] == [("2.4.0: 3 May 2021.", 3)]
