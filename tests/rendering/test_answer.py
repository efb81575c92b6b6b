"""Answers are shown as text, Markdown and JSON; what documents contain steers neither terminal nor page."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from summarize.citations import cited_text, own_words
from summarize.rendering.answer import RENDERERS, markdown, text
from summarize.rendering.answer.style import Style
from summarize.types.answer import Answer, AnswerSentence, Disagreement, Kind, Version
from summarize.types.evidence import Citation

HOSTILE = "He said <script>alert(1)</script> **now** \x1b[31mred\u202e [x](y)."


def answer(*texts: str) -> Answer:
    citations = (Citation("a_b.txt", 3, 4, "raw", "hash"), Citation("c.txt", 9, 9, "raw", "hash"))
    told = tuple(AnswerSentence(each, Kind.WRITTEN, 1.0, "Berg", 1, citations) for each in texts)
    return Answer("who?", told, (), (), "embedder", "writer", {"index": 0.1, "retrieve": 0.2, "write": 1.0, "verify": 0.3})


@pytest.mark.parametrize("format_", ["text", "md"])
def test_control_characters_never_reach_the_output(format_):
    shown = RENDERERS[format_](answer(HOSTILE))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\x1b" in shown


def test_markdown_and_html_of_a_document_show_as_text():
    shown = RENDERERS["md"](answer(HOSTILE))
    assert "\\<script\\>" in shown
    assert "\\*\\*now\\*\\*" in shown
    assert "\\[x\\](y)" in shown


def test_json_keeps_every_character():
    assert json.loads(RENDERERS["json"](answer(HOSTILE)))["sentences"][0]["text"] == HOSTILE


def test_json_says_which_words_a_citation_carries_if_not_all():
    told = answer("It rained, and the lock was shut.")
    whole, part = told.sentences[0].citations
    said = replace(told.sentences[0], citations=(whole, replace(part, part=(0, 9))))
    first, second = json.loads(RENDERERS["json"](replace(told, sentences=(said,))))["sentences"][0]["citations"]
    assert "part" not in first
    assert second["part"] == [0, 9]


def test_every_sentence_is_followed_by_its_places():
    assert RENDERERS["text"](answer("It rained.")) == "It rained. [a_b.txt:3-4; c.txt:9] (2 files, 1 origin)\n"


@pytest.mark.parametrize(("style", "between"), [(Style.LINES, "\n\n"), (Style.PARAGRAPH, " "), (Style.BULLETS, "\n- ")])
@pytest.mark.parametrize("render", [text.answer, markdown.answer])
def test_sentences_follow_each_other_as_the_style_says(render, style, between):
    shown = render(answer("It rained.", "It froze."), style)
    first, second = shown.index("It rained."), shown.index("It froze.")
    assert shown[first:second].endswith(f"{between}")
    assert shown[first:second].count("\n") == between.count("\n")


@pytest.mark.parametrize("render", [text.answer, markdown.answer])
@pytest.mark.parametrize("style", Style)
def test_verify_reads_an_answer_in_each_style(render, style):
    said = ["It rained.", "It froze."]
    assert [one.text for one in cited_text.parse(render(answer(*said), style)) if one.citations] == said


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize(
    "said", ["2. Equipment: the pump has a lamp.", "- 4 degrees were measured.", "7) The lamp is red.", "2."]
)
def test_the_number_before_a_statement_makes_no_list(style, said):
    shown = markdown.answer(answer(said), style)
    assert [one.text for one in cited_text.parse(shown) if one.citations] == [said]
    assert MarkdownIt().render(shown).count("<li>") == (style is Style.BULLETS)


def test_other_sources_are_under_the_bullet_that_they_differ_from():
    version = Version("It froze.", (Citation("d.txt", 1, 1),))
    beside = Disagreement("time: May / June", (version, version))
    found = answer("It rained.")
    said = replace(found.sentences[0], disagreements=(beside,))
    shown = markdown.answer(replace(found, sentences=(said,)), Style.BULLETS)
    assert "\n- It rained." in shown
    assert "\n  - Other sources differ (time: May / June): It froze." in shown


def test_nothing_found_says_so():
    assert own_words.NOT_ANSWERED in RENDERERS["text"](answer())
    assert own_words.NOT_ANSWERED in RENDERERS["md"](answer())


def test_a_terminal_gets_wrapped_lines_with_links(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    told = answer("It rained in the old port of Callao for the whole of the winter.").sentences[0]
    text.to_terminal(told, {"a_b.txt": Path("/docs/a_b.txt"), "c.txt": Path("/docs/c.txt")})
    shown = capsys.readouterr().out
    assert "file:///docs/a_b.txt" in shown
    assert max(len(line) for line in shown.split("\x1b")[0].splitlines()) <= 40
