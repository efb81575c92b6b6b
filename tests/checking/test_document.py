"""`verify` tells of each sentence whether its cited lines support it, and where else support stands."""

import json
import shutil

import pytest

from summarize.app import ask
from summarize.checking.document import Checker
from summarize.citations import syntax
from summarize.citations.cited_text import CitedSentence, parse
from summarize.documents.sources import find
from summarize.rendering.answer import RENDERERS
from summarize.types.document import SourceFile
from summarize.types.verdict import Finding
from tests.conftest import EXAMPLES, verify


def check(text: str, folder=EXAMPLES, parser=None):
    return Checker(find([folder]).files, parser).check(parse(text))


@pytest.fixture
def check_line(tmp_path, parser):
    """Checks a sentence against a file of one line, which it cites."""

    def checked(line: str, text: str):
        (tmp_path / "a.txt").write_text(f"{line}\n")
        return check(f"{text} [a.txt:1]", folder=tmp_path, parser=parser)[0]

    return checked


@pytest.mark.parametrize(
    ("text", "finding", "reason"),
    [
        ("“Quay” occurs 3 times in the 2 files cited. [a.txt:1; a.txt:3; b.txt:1]", Finding.SUPPORTED, "counted"),
        ("“Quay” occurs 2 times in the file cited. [a.txt:1-3]", Finding.SUPPORTED, "counted"),
        ("“Dr. O'Brien” occurs 1 time in the file cited. [b.txt:3]", Finding.SUPPORTED, "counted"),
        ("“Quay” occurs 3 times in the 2 files cited. [a.txt:1; b.txt:1]", Finding.UNSUPPORTED, "also occurs in a.txt:3"),
        (
            "“Quay” occurs 4 times in the 2 files cited. [a.txt:1; a.txt:3; b.txt:1]",
            Finding.UNSUPPORTED,
            "occurs 3 times, in 2 of the files",
        ),
        (
            "“Quay” occurs 2 times in the 2 files cited. [a.txt:1; a.txt:3]",
            Finding.UNSUPPORTED,
            "occurs 2 times, in 1 of the files",
        ),
        ("“Pier” occurs 1 time in the file cited. [a.txt:1]", Finding.UNSUPPORTED, "occurs 0 times"),
    ],
)
def test_a_count_is_made_again_in_the_cited_files(text, finding, reason, tmp_path):
    (tmp_path / "a.txt").write_text("The quay is old.\n\nThe Quay was shut.\n")
    (tmp_path / "b.txt").write_text("A quay has quays beside it.\n\nDr. O’Brien left.\n")
    (checked,) = check(text, folder=tmp_path)
    assert checked.finding is finding
    assert reason in checked.reason


@pytest.mark.parametrize(
    ("text", "finding", "reason"),
    [
        ("Putin invited Xi to Moscow. [coastal_times.txt:5]", Finding.SUPPORTED, ""),
        ("He invited Xi to Moscow. [coastal_times.txt:5]", Finding.SUPPORTED, ""),
        ("Xi invited Putin to Moscow. [coastal_times.txt:5]", Finding.UNSUPPORTED, "not in the cited line at this point"),
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
def test_each_sentence_gets_its_verdict_and_a_reason(text, finding, reason, parser):
    [checked] = check(text, parser=parser)
    assert checked.finding is finding, checked.reason
    assert reason in checked.reason


def test_a_pronoun_stands_for_whom_the_sentence_before_names():
    checked = check(
        "Vladimir Putin said that trade between the two countries had grown by about 25 percent in 2022. [harbour_herald.txt:13] "
        "He added that Russia hoped to reach a yearly volume of 200 billion dollars before 2024 was over. [harbour_herald.txt:13]"
    )
    assert [c.finding for c in checked] == [Finding.SUPPORTED] * 2


def test_a_part_of_a_wrapped_sentence_supports_only_what_stands_on_its_line(parser):
    [whole] = check("President Xi Jinping urged continued efforts for peace talks. [eastern_observer.txt:3-5]", parser=parser)
    [part] = check("President Xi Jinping urged continued efforts for peace talks. [eastern_observer.txt:3]", parser=parser)
    assert (whole.finding, part.finding) == (Finding.SUPPORTED, Finding.UNSUPPORTED)


@pytest.mark.parametrize("format_", ["text", "md", "json"])
def test_what_the_program_wrote_passes_and_an_editors_slip_does_not(format_, workspace, reporter, tmp_path):
    answer = ask.ask("what did Xi say on Ukraine", [EXAMPLES], workspace, reporter)
    written = RENDERERS[format_](answer)
    document = tmp_path / f"answer.{'txt' if format_ == 'text' else format_}"
    document.write_text(written, encoding="utf-8")
    checked = verify(document, EXAMPLES)
    assert len(checked) == len(answer.sentences) + len(answer.disagreements)
    assert {c.finding for c in checked} == {Finding.SUPPORTED}
    document.write_text(written.replace("would not be smooth", "would be smooth"), encoding="utf-8")
    broken = [c for c in verify(document, EXAMPLES) if c.finding is not Finding.SUPPORTED]
    assert len(broken) == 1
    assert "smooth" in broken[0].text


@pytest.mark.parametrize("format_", ["md", "json"])
def test_a_changed_source_is_told_by_its_hash(format_, workspace, reporter, tmp_path):
    folder = tmp_path / "articles"
    shutil.copytree(EXAMPLES, folder)
    answer = ask.ask("what did Xi say on Ukraine", [folder], workspace, reporter)
    document = tmp_path / f"answer.{format_}"
    document.write_text(RENDERERS[format_](answer), encoding="utf-8")
    path = folder / "harbour_herald.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("never refused", "always refused"), encoding="utf-8")
    checked = verify(document, folder)
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
    assert set(report["sentences"][1]) == {"text", "line", "verdict", "reason", "citations"}
    missing = summarize("verify", tmp_path / "none.md", "--sources", EXAMPLES)
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "none.md" in missing.stderr


def test_what_the_rules_accept_loads_no_language_model(tmp_path):
    import subprocess
    import sys

    (tmp_path / "note.md").write_text("Putin invited Xi to Moscow. [coastal_times.txt:5]\n", encoding="utf-8")
    code = (
        "import sys; from summarize.cli.main import main\n"
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
    (checked,) = verify(document, tmp_path / "a.txt")
    assert checked.finding is finding


def test_an_outlet_that_the_cited_lines_do_not_name_is_told(tmp_path):
    (tmp_path / "a.txt").write_text("Ana Ruiz said on Monday that the port of Lima would open, according to RTX.\n")
    document = tmp_path / "note.md"
    said = "- Ana Ruiz said on Monday that the port of Lima would open, according to RTX. [a.txt:1] ({})\n"
    for outlet, finding in (("RTX", Finding.SUPPORTED), ("KBC", Finding.UNSUPPORTED)):
        document.write_text(said.format(f"reported statement, reported by {outlet}"))
        (checked,) = verify(document, tmp_path / "a.txt")
        assert checked.finding is finding


def test_two_neighbouring_sentences_quoted_together_are_checked_against_both_lines(tmp_path):
    (tmp_path / "a.txt").write_text("The scheme pays landlords.\n\nIts budget is 6.2 million euros.\n\nIt ends in 2027.\n")
    quote = "The document states: “The scheme pays landlords. Its budget is {} million euros.” [a.txt:1-3]"
    for amount, finding in (("6.2", Finding.SUPPORTED), ("62", Finding.UNSUPPORTED)):
        [checked] = check(quote.format(amount), folder=tmp_path)
        assert checked.finding is finding, checked.reason


@pytest.mark.parametrize("text", ["The mayor did n't leave the old town.", "The mayor ca n't leave the old town."])
def test_a_negation_that_is_a_word_of_its_own_is_one(tmp_path, text):
    (tmp_path / "a.txt").write_text(f"{text}\n")
    [same] = check(f"{text} [a.txt:1]", folder=tmp_path)
    [turned] = check("The mayor left the old town. [a.txt:1]", folder=tmp_path)
    assert same.finding is Finding.SUPPORTED
    assert turned.finding is Finding.UNSUPPORTED


@pytest.mark.parametrize(
    ("line", "text", "supported"),
    [
        ("Net debt was 3.52 billion dollars.", "Net debt was $3,520 million.", True),
        ("Net debt was 3.52 billion dollars.", "Net debt was 3.52 million dollars.", False),
        ("Net debt was EUR 4bn.", "Net debt was 4,000 million euros.", True),
        ("Net debt was 4 billion euros.", "Net debt was 4 billion dollars.", False),
        ("The firm has 4,800 workers.", "The firm has 4800 workers.", True),
        ("The firm has 4,800 workers.", "The firm has 48,000 workers.", False),
        ("The ship was delivered on 3 March 2025.", "The ship was delivered on 2025-03-03.", True),
        ("The ship was delivered on March 3rd, 2025.", "The ship was delivered on 03/03/2025.", True),
        ("The ship was delivered on 3 June 2025.", "The ship was delivered on 2025-06-04.", False),
        ("The rate is 5 percent.", "The rate is 5.0 %.", True),
        ("The ferry leaves at 3:30 pm on Friday.", "The ferry leaves at 15:30 on Friday.", True),
        ("The ferry leaves at 3pm on Friday.", "The ferry leaves at 3 p.m. on Friday.", True),
        ("The ferry leaves at 3 pm on Friday.", "The ferry leaves at 3 am on Friday.", False),
        ("The ferry leaves at 12 am on Friday.", "The ferry leaves at 12:00 on Friday.", False),
        ("The rate is 15:30 percent.", "The rate is 15.3 percent.", False),
        ("The rate is 5 percent.", "The rate is 50 %.", False),
        ("Output fell by a quarter in May.", "Output fell by 25 percent in May.", True),
        ("Output fell by half in May.", "Output fell by 25 percent in May.", False),
        ("The gauge stood at -5 degrees.", "The gauge stood at 5 degrees.", False),
        ("The gauge stood at −5 degrees.", "The gauge stood at -5 degrees.", True),
        ("The mast is 5m high.", "The mast is 5 million high.", False),
        ("They sold two thousand tickets.", "They sold 2,000 tickets.", True),
        ("They sold 1.5 thousand tickets.", "They sold 1,500 tickets.", True),
    ],
)
def test_numbers_amounts_and_dates_are_compared_by_value(line, text, supported, tmp_path, parser):
    (tmp_path / "a.txt").write_text(f"{line}\n")
    [checked] = check(f"{text} [a.txt:1]", folder=tmp_path, parser=parser)
    assert (checked.finding is Finding.SUPPORTED) is supported, checked.reason


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("The storm closed the harbour.", "The hurricane closed the harbour."),
        ("The state raised the tax.", "The country raised the tax."),
        ("The old president opened the bridge.", "The former president opened the bridge."),
        ("Niger troops held the bridge.", "Nigerian troops held the bridge."),
        ("South Korea says the port is open.", "Korea says the port is open."),
        ("The agreement ended the strike.", "The treaty ended the strike."),
        ("The firm sacked the boss.", "The firm sacked the owner."),
        ("Austrian troops held the bridge.", "Australian troops held the bridge."),
        ("Vice President Ana Ruiz opened the bridge.", "President Ana Ruiz opened the bridge."),
        ("Deputy Prime Minister Ana Ruiz opened the bridge.", "Prime Minister Ana Ruiz opened the bridge."),
        ("Guinea-Bissau closed the port.", "Guinea closed the port."),
        ("The women shut the gate.", "The women shut the gates."),
        ("Two women shut the gate.", "Two woman shut the gate."),
        ("Samuel J. Reil opened the bridge.", "Samuel L. Reil opened the bridge."),
        ("Samuel Reil opened the bridge.", "Samuel L. Reil opened the bridge."),
        ("Jan H. W. Reil opened the bridge.", "Jan W. Reil opened the bridge."),
    ],
)
def test_a_word_or_name_that_says_something_else_is_not_supported(line, text, check_line):
    assert check_line(line, text).finding is Finding.UNSUPPORTED


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("The hurricane closed the harbour.", "The storm closed the harbour."),
        ("The treaty ended the strike.", "The agreement ended the strike."),
        ("Niger's army held the bridge.", "The Nigerien army held the bridge."),
        ("China's army held the bridge.", "The Chinese army held the bridge."),
        ("The gate was shut by Ana Ruiz.", "Ana Ruiz shut the gate."),
        ("Jan H. W. Reil opened the bridge.", "Jan Reil opened the bridge."),
        ("Since 2007 the Reil family has kept the bridge.", "The Reil family has kept the bridge."),
    ],
)
def test_a_word_or_name_that_says_the_same_or_less_is_supported(line, text, check_line):
    checked = check_line(line, text)
    assert checked.finding is Finding.SUPPORTED, checked.reason


def test_a_surname_that_two_people_have_is_completed_for_neither(check_line):
    line = "Ana Ruiz and Eva Ruiz opened the fair. Ruiz sold the mill in June."
    assert check_line(line, "Ana Ruiz sold the mill in June.").finding is Finding.UNSUPPORTED
    assert check_line(line.replace(" and Eva Ruiz", ""), "Ana Ruiz sold the mill in June.").finding is Finding.SUPPORTED


def test_which_place_states_which_clause_is_told_where_each_is_needed(tmp_path, parser):
    (tmp_path / "a.txt").write_text("The letter was signed by Jan Berg.\nFees for small boats rose from 20 to 25 pounds.\n")
    text = "The letter was signed by Jan Berg, and fees for small boats rose from 20 to 25 pounds."
    checker = Checker([SourceFile(tmp_path / "a.txt", "a.txt")], parser)
    (found,) = checker.check([CitedSentence(text, 1, syntax.parse("[a.txt:1; a.txt:2]"))])
    stated = {part.location: text[part.start : part.end] for part in found.parts}
    assert stated == {
        "a.txt:1": "The letter was signed by Jan Berg",
        "a.txt:2": "fees for small boats rose from 20 to 25 pounds.",
    }


def test_a_place_that_states_the_whole_sentence_has_no_part(tmp_path, parser):
    (tmp_path / "a.txt").write_text("The letter was signed by Jan Berg.\n")
    checker = Checker([SourceFile(tmp_path / "a.txt", "a.txt")], parser)
    (found,) = checker.check([CitedSentence("The letter was signed by Jan Berg.", 1, syntax.parse("[a.txt:1]"))])
    assert found.finding is Finding.SUPPORTED
    assert found.parts == ()


def test_a_clause_that_somebody_was_told_is_not_carried_by_a_line_that_states_it(tmp_path, parser):
    (tmp_path / "a.txt").write_text("Jan Berg was told that the mill had closed.\nThe bank had moved to Lund.\n")
    text = "Jan Berg was told that the mill had closed and that the bank had moved to Lund."
    checker = Checker([SourceFile(tmp_path / "a.txt", "a.txt")], parser)
    (found,) = checker.check([CitedSentence(text, 1, syntax.parse("[a.txt:1; a.txt:2]"))])
    assert found.finding is Finding.UNSUPPORTED
