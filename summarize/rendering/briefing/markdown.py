"""A briefing as Markdown that renders on any forge and that `summarize verify` reads; text from documents is escaped."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from summarize.briefing import record
from summarize.briefing.compose import BOTTOM_LINE, DIFFERENCES, TIMELINE, VOICES
from summarize.briefing.document import Body, Briefing, Event, SourceNote, Unanswered
from summarize.briefing.update import Part
from summarize.citations import cited_text, syntax
from summarize.citations.own_words import APPARATUS, EDITED, seal_of
from summarize.rendering import labels
from summarize.rendering.answer.markdown import cited, differing, escaped
from summarize.rendering.answer.text import place
from summarize.rendering.source_titles import titled
from summarize.types.answer import AnswerSentence, Disagreement
from summarize.types.evidence import Citation


def render(briefing: Briefing) -> str:
    """Render the whole briefing, with a record of its making at the end."""
    body = "\n\n".join(_body(briefing)) + "\n"
    theirs = {statement.text for statement in briefing.body.statements if statement.edited}
    wrote = [record.digest(sentence) for sentence in cited_text.parse(body) if sentence.text not in theirs]
    unanswered = "\n\n".join(map(_unanswered, briefing.unanswered))
    return body + apparatus(briefing, unanswered, chain.from_iterable(briefing.body.cited), read(briefing), wrote)


def read(briefing: Briefing) -> dict[str, str]:
    """Return the hash of each file that was read; empty if the briefing is partial, so that an update reads all files again."""
    return {} if briefing.body.partial else {source.file: source.sha256 for source in briefing.sources}


def parts(body: Body) -> Iterator[Part]:
    """Yield what a briefing says, as parts to add to another."""
    behind = (VOICES, TIMELINE, DIFFERENCES)
    for section in body.sections:
        yield Part(2, escaped(section.heading), _items(map(statement, section.statements)), before=behind)
    if body.voices:
        yield Part(2, VOICES, (), before=behind[1:])
    for voice in body.voices:
        yield Part(3, escaped(voice.speaker), _items(statement(said, how=True) for said in voice.statements), under=VOICES)
    if body.timeline:
        yield Part(2, TIMELINE, _items(map(_event, body.timeline)), before=behind[2:])
    if body.differences:
        yield Part(2, DIFFERENCES, ())
    for found in body.differences:
        about, versions = _difference(found)
        yield Part(3, about, tuple(versions.split("\n")), under=DIFFERENCES)


def _items(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for item in items for line in f"- {item}".split("\n"))


def _body(briefing: Briefing) -> Iterator[str]:
    """Yield the paragraphs and lists from the title to the differences."""
    yield f"# {escaped(briefing.title)}"
    yield f"*{escaped(labels.scope(briefing))}*"
    if unfinished := labels.partial(briefing.body):
        yield f"*{escaped(unfinished)}*"
    if briefing.body.bottom_line:
        yield f"## {BOTTOM_LINE}"
        yield _list(map(statement, briefing.body.bottom_line))
    for section in briefing.body.sections:
        yield f"## {escaped(section.heading)}"
        yield _list(map(statement, section.statements))
    if briefing.body.voices:
        yield f"## {VOICES}"
    for voice in briefing.body.voices:
        yield f"### {escaped(voice.speaker)}"
        yield _list(statement(said, how=True) for said in voice.statements)
        if voice.elsewhere:
            yield f"*{escaped(labels.elsewhere(voice.elsewhere))}*"
    if briefing.body.timeline:
        yield f"## {TIMELINE}"
        yield _list(map(_event, briefing.body.timeline))
    if briefing.body.differences:
        yield f"## {DIFFERENCES}"
    for found in briefing.body.differences:
        about, versions = _difference(found)
        yield f"### {about}"
        yield versions


def apparatus(
    briefing: Briefing, unanswered: str, cited: Iterable[Citation], read: Mapping[str, str], wrote: Iterable[str]
) -> str:
    """Render the part on the sources and on the briefing itself, which `summarize verify` does not check.

    `unanswered` is the text on questions without an answer. `cited`, `read` and `wrote` go into the record: citations, files
    with their hashes, and the digests of sentences.
    """
    rows = ["| file | title | date | lines cited | origin | share |", "|---|---|---|---|---|---|"]
    found = [
        "",
        APPARATUS,
        *([f"## {labels.UNANSWERED}", unanswered] if unanswered else []),
        f"## {labels.SOURCES}",
        "\n".join([*rows, *map(_row, briefing.sources)]),
        *([labels.NOT_READ, _list(map(escaped, unread))] if (unread := labels.not_read(briefing.unread)) else []),
        f"## {labels.MADE}",
        _list(map(escaped, [labels.every(briefing.body), *labels.making(briefing)])),
    ]
    if briefing.body.rejected:
        reasons = (f"| {escaped(reason)} | {number} |" for reason, number in labels.reasons(briefing.body))
        found.append("\n".join(["| why drafts were rejected | times |", "|---|---|", *reasons]))
    text = "\n\n".join([*found, syntax.render_hashes(cited), record.render(read, wrote)]).removeprefix("\n") + "\n"
    return f"{text}<!-- seal: {seal_of(text.partition(APPARATUS)[2])} -->\n"


def unanswered_in(text: str) -> str:
    """Return the text on questions without an answer from a briefing; empty if it has none."""
    found = re.search(rf"^## {labels.UNANSWERED}\n+(.*?)\n+## {labels.SOURCES}$", text, re.DOTALL | re.MULTILINE)
    return found[1] if found else ""


def _list(items: "Iterator[str] | list[str] | map[str]") -> str:
    return "\n".join(f"- {item}" for item in items)


def statement(said: AnswerSentence, *, how: bool = False) -> str:
    """Render a statement with its citations and, in parentheses, who reports it (`how`) and what it rests on."""
    notes = "; ".join(filter(None, [labels.said(said) if how else "", labels.grounds(said)]))
    main = f"{escaped(said.text)} {cited(said.citations)}" + (f" ({escaped(notes)})" if notes else "")
    main += f" {EDITED}" if said.edited else ""
    return "\n".join([main, *(f"  - {differing(found)}" for found in said.disagreements)])


def _event(event: Event) -> str:
    return f"**{event.when}:** {statement(event.statement)}"


def _difference(found: Disagreement) -> tuple[str, str]:
    """What differs as a heading, and the versions as a list."""
    versions = _list(f"{escaped(version.text)} {cited(version.citations)}" for version in found.versions)
    return escaped(found.about[:1].upper() + found.about[1:]), versions


def _unanswered(found: Unanswered) -> str:
    lines = [f"  - `{place(evidence)}` {escaped(evidence.sentence.text)}" for evidence in found.nearest]
    return "\n".join([f"- {escaped(found.question)}: {labels.NO_ANSWER}", *lines])


def _row(source: SourceNote) -> str:
    cells = escaped(source.file), escaped(titled(source.metadata)), labels.written(source)
    return f"| {' | '.join(cells)} | {labels.lines(source)} | {source.origin} | {source.share:.0%} |"
