"""The structure of a document is shown as the program sees it, with what is left out and why."""

import json

from summarize.documents import readers
from summarize.documents.outline import outline

NOTES = (
    "---\ntags: [port]\n---\n# Port\n\nThe port is old.\n\n## Fees\n\n"
    "| Ship | Fee |\n| --- | --- |\n| tug | 4 |\n| ferry | 9 |\n\n"
    "You need:\n\n- a pass\n- a rope\n\n```\nx = 1\n```\n"
)


def test_headings_lists_and_tables_are_shown_with_their_places(tmp_path):
    (tmp_path / "a.md").write_text(NOTES, encoding="utf-8")
    found = outline(readers.read(tmp_path / "a.md"), "a.md", "a")
    assert [(part.place, part.kind, part.text, part.units) for part in found.parts] == [
        ("4", "heading", "Port", 0),
        ("6", "text", "", 1),
        ("8", "heading", "Fees", 0),
        ("10-13", "table", "Ship | Fee", 2),
        ("17-18", "list", "You need:", 2),
    ]
    assert [(left.place, left.reason) for left in found.left_out] == [("1-3", "front matter"), ("20-22", "code")]


def test_speakers_are_counted(tmp_path):
    (tmp_path / "a.txt").write_text(
        "ABARA: It is shut.\nROY: Since when?\nABARA: Since May, they said.\nROY: I see.\n", encoding="utf-8"
    )
    assert dict(outline(readers.read(tmp_path / "a.txt"), "a.txt", "a").speakers) == {"ABARA": 2, "ROY": 2}


def test_the_command_shows_a_folder_and_says_what_it_cannot_read(summarize, tmp_path):
    (tmp_path / "a.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00\xd8" * 5)
    shown = summarize("outline", tmp_path)
    assert "  10-13     table of 2 rows: Ship | Fee" in shown.stdout
    as_json = json.loads(summarize("outline", tmp_path / "a.md", "--format", "json").stdout)
    assert as_json["documents"][0]["title"] == "Port"
    assert as_json["documents"][0]["parts"][3] == {
        "place": "10-13",
        "kind": "table",
        "text": "Ship | Fee",
        "units": 2,
        "level": 0,
    }
