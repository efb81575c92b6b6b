"""`verify` tells of each sentence whether its cited lines support it, and where else support stands."""

import json
import shutil

import pytest

from summarize import pipeline
from summarize.checking import Checker
from summarize.cited_text import parse
from summarize.rendering import RENDERERS
from summarize.sources import find
from summarize.types import Finding
from tests.conftest import EXAMPLES


class Scoring:
    """Stands in for the checker's model: every pair gets one score."""

    def __init__(self, given: float) -> None:
        self.given = given

    def score(self, lines: str, sentence: str) -> float:
        return self.given


def check(text: str, folder=EXAMPLES, scorer=None):
    return Checker(find([folder]).files, scorer).check(parse(text))


@pytest.mark.parametrize(
    ("text", "finding", "reason"),
    [
        ("Putin invited Xi to Moscow. [coastal_times.txt:5]", Finding.SUPPORTED, ""),
        ("He invited Xi to Moscow. [coastal_times.txt:5]", Finding.SUPPORTED, ""),
        ("Xi invited Putin to Moscow. [coastal_times.txt:5]", Finding.UNSUPPORTED, "does not stand there"),
        ("Putin invited Xi to Moscow. [quickwire.txt:5]", Finding.UNSUPPORTED, "coastal_times.txt:5 would support it"),
        ("Putin invited Xi to Moscow.", Finding.UNCITED, "coastal_times.txt:5 would support it"),
        ("Putin invited Xi to Moscow. [coastal_times.txt:99]", Finding.MISSING, "11 lines"),
        ("Putin invited Xi to Moscow. [none.txt:1]", Finding.MISSING, "no file none.txt"),
        ("Putin invited Xi to Moscow. [articles/coastal_times.txt:5]", Finding.MISSING, "there is coastal_times.txt"),
        ("Putin invited Xi to Moscow. [../coastal_times.txt:5]", Finding.MISSING, "no file"),
        ("Putin invited Xi to Moscow. [/etc/passwd:1]", Finding.MISSING, "no file"),
        ("Putin invited Xi to Moscow. [coastal_times.txt:5-3]", Finding.MISSING, "ends before"),
        ("Putin invited Xi to Moscow. [coastal_times.txt:4]", Finding.UNSUPPORTED, "no sentence"),
        ("Putin invited Xi to Moscow. [coastal_times.txt:5; harbour_herald.txt:7]", Finding.SUPPORTED, ""),
        (
            "Putin invited Xi to Moscow. [coastal_times.txt:5; harbour_herald.txt:13]",
            Finding.UNSUPPORTED,
            "harbour_herald.txt:13",
        ),
        ("Peace. [coastal_times.txt:7]", Finding.UNSUPPORTED, "too short"),
        ("Xi refused any ceasefire. [coastal_times.txt:7]", Finding.UNSUPPORTED, "refused"),
    ],
)
@pytest.mark.parametrize("scorer", [None, Scoring(0.0), Scoring(1.0)], ids=["rules alone", "doubting", "excusing"])
def test_each_sentence_gets_its_verdict_and_a_reason_whatever_the_model_finds(text, finding, reason, scorer):
    [checked] = check(text, scorer=scorer)
    assert checked.finding is finding, checked.reason
    assert reason in checked.reason


@pytest.mark.parametrize(
    ("text", "score", "told"),
    [
        (
            "Putin asked Xi to come to Moscow. [coastal_times.txt:5]",
            0.97,
            "may be a rewording (the checker gives it 0.97), read the line",
        ),
        ("Putin asked Xi to come to Moscow. [coastal_times.txt:5]", 0.5, ""),
        ("Putin invited Xi to Moscow. [coastal_times.txt:5]", 0.001, "the checker doubts it (0.00), read the line"),
        ("Putin invited Xi to Moscow. [coastal_times.txt:5]", 0.5, ""),
    ],
)
def test_the_reason_tells_where_the_model_and_the_rules_differ(text, score, told):
    [checked] = check(text, scorer=Scoring(score))
    assert told in checked.reason
    assert ("read the line" in checked.reason) is bool(told)


def test_a_pronoun_stands_for_whom_the_sentence_before_names():
    checked = check(
        "Vladimir Putin said that trade between the two countries had grown by about 25 percent in 2022. [harbour_herald.txt:13] "
        "He added that Russia hoped to reach a yearly volume of 200 billion dollars before 2024 was over. [harbour_herald.txt:13]"
    )
    assert [c.finding for c in checked] == [Finding.SUPPORTED] * 2


def test_a_part_of_a_wrapped_sentence_supports_only_what_stands_on_its_line():
    [whole] = check("President Xi Jinping urged continued efforts for peace talks. [eastern_observer.txt:3-5]")
    [part] = check("President Xi Jinping urged continued efforts for peace talks. [eastern_observer.txt:3]")
    assert (whole.finding, part.finding) == (Finding.SUPPORTED, Finding.UNSUPPORTED)


@pytest.mark.parametrize("format_", ["text", "md", "json"])
def test_what_the_program_wrote_passes_and_an_editors_slip_does_not(format_, workspace, reporter, tmp_path):
    answer = pipeline.ask("what did Xi say on Ukraine", [EXAMPLES], workspace, reporter)
    written = RENDERERS[format_](answer)
    document = tmp_path / f"answer.{'txt' if format_ == 'text' else format_}"
    document.write_text(written, encoding="utf-8")
    checked = pipeline.verify(document, [EXAMPLES], lambda _: None)
    assert len(checked) == len(answer.sentences) + len(answer.disagreements)
    assert {c.finding for c in checked} == {Finding.SUPPORTED}
    document.write_text(written.replace("would not be smooth", "would be smooth"), encoding="utf-8")
    broken = [c for c in pipeline.verify(document, [EXAMPLES], lambda _: None) if c.finding is not Finding.SUPPORTED]
    assert len(broken) == 1
    assert "smooth" in broken[0].text


@pytest.mark.parametrize("format_", ["md", "json"])
def test_a_changed_source_is_told_by_its_hash(format_, workspace, reporter, tmp_path):
    folder = tmp_path / "articles"
    shutil.copytree(EXAMPLES, folder)
    answer = pipeline.ask("what did Xi say on Ukraine", [folder], workspace, reporter)
    document = tmp_path / f"answer.{format_}"
    document.write_text(RENDERERS[format_](answer), encoding="utf-8")
    path = folder / "harbour_herald.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("never refused", "always refused"), encoding="utf-8")
    checked = pipeline.verify(document, [folder], lambda _: None)
    changed = [c for c in checked if "harbour_herald.txt:11 changed since it was cited" in c.reason]
    assert [c.finding for c in changed] == [Finding.UNSUPPORTED]


def test_the_command_reports_and_exits_by_its_findings(summarize, tmp_path):
    document = tmp_path / "note.md"
    document.write_text("# Note\n\nPutin invited Xi to Moscow. [coastal_times.txt:5]\n", encoding="utf-8")
    good = summarize("verify", document, "--sources", EXAMPLES)
    assert (good.returncode, good.stdout) == (0, "1 supported, 0 unsupported, 0 uncited, 0 missing\n")
    document.write_text("Xi invited Putin to Moscow. [coastal_times.txt:5]\nIt rained in Lima.\n", encoding="utf-8")
    bad = summarize("verify", document, "--sources", EXAMPLES, "--format", "json")
    report = json.loads(bad.stdout)
    assert bad.returncode == 1
    assert (report["supported"], report["unsupported"], report["uncited"], report["missing"]) == (0, 1, 1, 0)
    assert [s["verdict"] for s in report["sentences"]] == ["unsupported", "uncited"]
    assert set(report["sentences"][0]) == {"text", "verdict", "reason", "citations"}
    missing = summarize("verify", tmp_path / "none.md", "--sources", EXAMPLES)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "none.md" in missing.stderr


def test_checking_loads_no_language_model(tmp_path):
    import subprocess
    import sys

    (tmp_path / "note.md").write_text("Putin invited Xi to Moscow. [coastal_times.txt:5]\n", encoding="utf-8")
    code = (
        "import sys; from summarize.cli import main\n"
        f"try: main(['verify', {str(tmp_path / 'note.md')!r}, '--sources', {str(EXAMPLES)!r}])\n"
        "except SystemExit: pass\n"
        "print(sorted({'torch', 'sentence_transformers', 'llama_cpp'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


@pytest.mark.parametrize(("date", "finding"), [("3 May 2021", Finding.SUPPORTED), ("5 June 2022", Finding.UNSUPPORTED)])
def test_the_date_in_front_is_that_of_the_sentence_that_supports_it(tmp_path, date, finding):
    (tmp_path / "a.txt").write_text("The port of Lima opened on 3 May 2021. The harbour of Callao closed on 5 June 2022.\n")
    document = tmp_path / "note.md"
    document.write_text(f"- **{date}:** The port of Lima opened. [a.txt:1]\n")
    (checked,) = pipeline.verify(document, [tmp_path / "a.txt"], lambda _: None)
    assert checked.finding is finding


def test_an_outlet_that_the_cited_lines_do_not_name_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("Ana Ruiz said on Monday that the port of Lima would open, according to RTX.\n")
    document = tmp_path / "note.md"
    said = "- Ana Ruiz said on Monday that the port of Lima would open, according to RTX. [a.txt:1] ({})\n"
    for outlet, finding in (("RTX", Finding.SUPPORTED), ("KBC", Finding.UNSUPPORTED)):
        document.write_text(said.format(f"reported statement, reported by {outlet}"))
        (checked,) = pipeline.verify(document, [tmp_path / "a.txt"], lambda _: None)
        assert checked.finding is finding
