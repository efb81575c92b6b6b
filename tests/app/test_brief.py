"""A briefing: every sentence supported, each statement once, in its place; unfinished ones say so; edited ones are kept."""

import json
import shutil
from collections import Counter

import pytest

from summarize.app import brief
from summarize.app.reporter import Reporter
from summarize.briefing import compose, update
from summarize.briefing.update import Part
from summarize.citations import cited_text
from summarize.errors import InputError
from summarize.rendering.briefing import RENDERERS, markdown
from summarize.text import names
from summarize.types.verdict import Finding
from tests.conftest import EXAMPLES, verify


@pytest.mark.parametrize("format_", ["md", "json"])
def test_every_sentence_of_a_briefing_verifies(briefing, format_, tmp_path):
    document = tmp_path / f"briefing.{format_}"
    document.write_text(RENDERERS[format_](briefing), encoding="utf-8")
    checked = verify(document, EXAMPLES)
    told = len(briefing.body.statements) + sum(len(found.versions) for found in briefing.body.differences)
    assert len(checked) == told >= 20
    assert {c.finding for c in checked} == {Finding.SUPPORTED}


def test_no_statement_is_told_twice(briefing):
    texts = [told.text for told in briefing.body.statements]
    texts += [version.text for found in briefing.body.differences for version in found.versions]
    assert max(Counter(texts).values()) == 1


def test_what_somebody_says_stands_under_their_name_with_how_it_is_known(briefing):
    voices = {voice.speaker: voice for voice in briefing.body.voices}
    assert {"Xi Jinping", "Vladimir Putin", "State Department"} <= set(voices)
    for voice in voices.values():
        assert all(names.same(told.speaker, voice.speaker) for told in voice.statements)
    rendered = markdown.render(briefing)
    assert "(quotation)" in rendered
    assert "(reported statement" in rendered


def test_statements_of_a_speaker_that_stand_elsewhere_are_pointed_at(briefing):
    xi = next(voice for voice in briefing.body.voices if voice.speaker == "Xi Jinping")
    headings = {section.heading for section in briefing.body.sections} | {compose.BOTTOM_LINE}
    assert xi.elsewhere
    assert set(xi.elsewhere) <= headings


def test_sources_that_differ_stand_side_by_side(briefing):
    (found,) = (d for d in briefing.body.differences if "fair" in d.about)
    assert {"objective and just" in version.text for version in found.versions} == {True, False}
    assert len({version.citations[0].file for version in found.versions}) == 2


def test_an_event_has_its_date_as_far_as_it_can_be_known(briefing):
    drills = next(event for event in briefing.body.timeline if "21 to 27 December" in event.statement.text)
    assert str(drills.when) == "21 to 27 December 2022"
    assert [event.when for event in briefing.body.timeline] == sorted(event.when for event in briefing.body.timeline)


def test_the_sources_are_listed_with_their_dates_and_copies_share_an_origin(briefing):
    sources = {source.file: source for source in briefing.sources}
    assert set(sources) == {
        path.name for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".md") and path.stem != "briefing"
    }
    assert sources["coastal_times.txt"].origin == sources["harbour_herald.txt"].origin
    assert briefing.origins == len(sources) - 1
    assert str(sources["harbour_herald.txt"].metadata.written) == "2022-12-30"
    cited = {place.line for places in briefing.body.cited for place in places if place.file == "harbour_herald.txt"}
    assert set(sources["harbour_herald.txt"].lines) == cited


def test_a_date_that_an_editor_changed_is_found(briefing, tmp_path):
    document = tmp_path / "briefing.md"
    rendered = markdown.render(briefing)
    document.write_text(rendered.replace("21 to 27 December 2022:", "20 to 26 December 2022:"), encoding="utf-8")
    broken = [c for c in verify(document, EXAMPLES) if c.finding is not Finding.SUPPORTED]
    assert ["the time in front" in c.reason for c in broken] == [True]


@pytest.fixture(scope="module")
def questioned(workspace):
    quiet = Reporter(lambda _: None, lambda *_: None, lambda _: None)
    asked = ("what did Xi say on Ukraine", "what is the population of Beijing")
    return brief.brief([EXAMPLES], workspace, quiet, brief.Order("The call", asked))


def test_a_question_is_a_section_and_one_without_support_is_told_with_the_nearest_lines(questioned):
    assert questioned.title == "The call"
    assert [section.heading for section in questioned.body.sections] == ["What did Xi say on Ukraine?"]
    assert [found.question for found in questioned.unanswered] == ["What is the population of Beijing?"]
    assert questioned.unanswered[0].nearest
    rendered = markdown.render(questioned)
    assert "The sources do not answer this" in rendered


REPORT = """# Report on the pier

## Costs

The new pier of Lund costs 12 million euros. The council pays a third of the costs.

## History

A storm destroyed the old pier in 1987. Fishermen built a wooden one in its place.
"""


def test_sections_can_follow_the_headings_of_a_document(workspace, reporter, tmp_path):
    (tmp_path / "report.md").write_text(REPORT, encoding="utf-8")
    found = brief.brief([tmp_path], workspace, reporter, brief.Order(by_heading=True))
    lines = {line: number for number, line in enumerate(REPORT.splitlines(), start=1)}
    placed = {s.heading: {c.line for one in s.statements for c in one.citations} for s in found.body.sections}
    assert [*placed] == [heading for heading in ("Costs", "History") if heading in placed] != []
    assert all(lines[f"## {heading}"] < min(places) < lines[f"## {heading}"] + 3 for heading, places in placed.items())


def test_time_that_is_up_leaves_a_valid_briefing_that_says_it_is_partial(workspace, reporter, tmp_path):
    found = brief.brief([EXAMPLES], workspace, reporter, brief.Order(minutes=1e-9))
    assert found.body.statements == ()
    document = tmp_path / "briefing.md"
    document.write_text(markdown.render(found), encoding="utf-8")
    assert "This briefing is partial: its time was up" in document.read_text(encoding="utf-8")
    assert {c.finding for c in verify(document, EXAMPLES)} == {Finding.SUPPORTED}


def test_an_interruption_keeps_what_was_finished(workspace, tmp_path):
    def interrupt(_: str, done: int, __: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    report = Reporter(lambda _: None, lambda *_: None, lambda _: None, interrupt)
    found = brief.brief([EXAMPLES], workspace, report, brief.Order())
    assert found.body.partial == compose.INTERRUPTED
    assert len(found.body.statements) == 3
    assert json.loads(RENDERERS["json"](found))["partial"] == compose.INTERRUPTED
    assert "This briefing is partial" in RENDERERS["html"](found)


def test_an_empty_briefing_has_every_format(workspace, reporter):
    found = brief.brief([EXAMPLES], workspace, reporter, brief.Order(minutes=1e-9))
    for render in RENDERERS.values():
        assert render(found)


FIRST = ("harbour_herald.txt", "metro_daily.txt", "meridian_post.md")
LATER = ("eastern_observer.txt", "north_tribune.txt")


@pytest.fixture(scope="module")
def edited(workspace, tmp_path_factory):
    """A briefing on a few articles, edited by a person, before and after more articles came."""
    folder = tmp_path_factory.mktemp("articles")
    quiet = Reporter(lambda _: None, lambda *_: None, lambda _: None)
    for name in FIRST:
        shutil.copy(EXAMPLES / name, folder)
    document = tmp_path_factory.mktemp("briefings") / "briefing.md"
    written = markdown.render(brief.brief([folder], workspace, quiet, brief.Order()))
    changed = written.replace("would not be smooth", "would be hard").replace(
        "## Who said what", "The editor adds this sentence without a source.\n\n## Who said what"
    )
    assert changed.count("would be hard") == 1
    document.write_text(changed, encoding="utf-8")
    for name in LATER:
        shutil.copy(EXAMPLES / name, folder)
    return folder, document, changed, brief.update(document, [folder], workspace, quiet, None)


def test_an_update_touches_no_line_that_stands_there_but_to_mark_the_edited_ones(edited):
    _, _, before, done = edited
    kept = [line.removesuffix(" *(edited)*") for line in cited_text.parts(done.text)[0].splitlines()]
    lines = [line for line in cited_text.parts(before)[0].splitlines() if line and "independent origin" not in line]
    assert [line for line in lines if line not in kept] == []
    marked = [line for line in done.text.splitlines() if line.endswith("*(edited)*")]
    assert len(marked) == done.edited == 2
    assert "would be hard" in marked[1]


def test_an_update_adds_what_new_files_say_under_the_headings_that_are_there(edited):
    folder, document, _, done = edited
    assert done.new_files == 2
    added = [line for line in done.text.splitlines() if "north_tribune.txt:" in line and line.startswith("- ")]
    assert added
    assert done.text.count("\n## Who said what\n") == 1
    assert done.text.count("\n### Xi Jinping\n") == 1
    document.write_text(done.text, encoding="utf-8")
    checked = verify(document, folder)
    found = Counter(c.finding for c in checked)
    assert (found[Finding.UNSUPPORTED], found[Finding.UNCITED], found[Finding.MISSING]) == (1, 1, 0)


def test_an_update_without_new_files_adds_nothing(edited, workspace, reporter):
    folder, document, _, done = edited
    document.write_text(done.text, encoding="utf-8")
    again = brief.update(document, [folder], workspace, reporter, None)
    assert (again.new_files, again.added, again.edited) == (0, 0, 2)
    assert cited_text.parts(again.text)[0] == cited_text.parts(done.text)[0]


def test_what_a_person_writes_behind_the_end_is_kept_and_checked(edited, workspace, reporter):
    folder, document, _, done = edited
    document.write_text(done.text.rstrip() + "\n\nThe editor ends with a claim of his own.\n", encoding="utf-8")
    again = brief.update(document, [folder], workspace, reporter, None)
    assert again.text.endswith("-->\n\nThe editor ends with a claim of his own.\n")
    found = [c for c in verify(document, folder) if c.finding is Finding.UNCITED]
    assert "The editor ends with a claim of his own." in [c.text for c in found]


def test_what_the_program_tells_of_its_sources_is_read_where_a_person_changed_it(edited, workspace, reporter):
    folder, document, _, done = edited
    document.write_text(done.text.replace("## Sources\n", "## Sources\n\nThe minister was jailed for fraud.\n"), encoding="utf-8")
    texts = [c.text for c in verify(document, folder) if c.finding is Finding.UNCITED]
    assert "The minister was jailed for fraud." in texts
    with pytest.raises(InputError, match="changed by hand"):
        brief.update(document, [folder], workspace, reporter, None)


def test_line_ends_of_another_system_make_no_edits(edited, workspace, reporter):
    folder, document, _, done = edited
    document.write_bytes(done.text.replace("\n", "\r\n").encode())
    again = brief.update(document, [folder], workspace, reporter, None)
    assert (again.added, again.edited) == (0, done.edited)


def test_a_partial_briefing_is_finished_by_an_update(workspace, reporter, tmp_path):
    document = tmp_path / "briefing.md"
    document.write_text(markdown.render(brief.brief([EXAMPLES], workspace, reporter, brief.Order(minutes=1e-9))))
    assert "This briefing is partial" in document.read_text(encoding="utf-8")
    done = brief.update(document, [EXAMPLES], workspace, reporter, None)
    assert done.added > 10
    assert "This briefing is partial" not in done.text


def test_a_file_that_only_moved_its_lines_brings_nothing_new(workspace, reporter, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    shutil.copy(EXAMPLES / "metro_daily.txt", folder)
    document = tmp_path / "briefing.md"
    document.write_text(markdown.render(brief.brief([folder], workspace, reporter, brief.Order())), encoding="utf-8")
    path = folder / "metro_daily.txt"
    path.write_text(
        "Ministers met in Lisbon for talks on the new harbour.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8"
    )
    done = brief.update(document, [folder], workspace, reporter, None)
    added = set(cited_text.parts(done.text)[0].splitlines()) - set(document.read_text(encoding="utf-8").splitlines())
    assert [line for line in added if "Power of Siberia" in line] == []


def test_a_section_named_like_a_part_of_every_briefing_keeps_its_own_statements(workspace, reporter):
    found = brief.brief([EXAMPLES], workspace, reporter, brief.Order(questions=("Timeline of the naval drills",)))
    assert all("21 to 27" in event.statement.text for event in found.body.timeline)


def test_a_new_line_goes_behind_a_wrapped_item():
    text = "# B\n\n## Gas\n\n- It rained all day in the old harbour of\n  Lima. [a.txt:1]\n"
    assert update.extended(text, [Part(2, "Gas", ("- New. [b.txt:2]",))]).endswith("  Lima. [a.txt:1]\n- New. [b.txt:2]\n")


def test_a_new_section_stands_before_who_said_what_and_a_new_date_in_its_order():
    text = (
        "# B\n\n## Gas\n\n- One. [a.txt:1]\n\n## Who said what\n\n### Ruiz\n\n- Two. [a.txt:2]\n\n"
        "## Timeline\n\n- **3 May 2021:** Three. [a.txt:3]\n"
    )
    parts = [
        Part(2, "Oil", ("- Four. [b.txt:1]",), before=("Who said what",)),
        Part(3, "Berg", ("- Five. [b.txt:2]",), under="Who said what"),
        Part(2, "Timeline", ("- **2 May 2021:** Six. [b.txt:3]",)),
    ]
    headings = [line for line in update.extended(text, parts).splitlines() if line.startswith(("#", "- **"))]
    assert headings == [
        "# B",
        "## Gas",
        "## Oil",
        "## Who said what",
        "### Ruiz",
        "### Berg",
        "## Timeline",
        "- **2 May 2021:** Six. [b.txt:3]",
        "- **3 May 2021:** Three. [a.txt:3]",
    ]
