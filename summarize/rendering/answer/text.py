"""An answer as plain text; on a terminal, wrapped and with citations as hyperlinks."""

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import TypeAlias

from summarize.citations import own_words, syntax
from summarize.documents.context import needs_context
from summarize.documents.not_read import summary
from summarize.places import BY_OCR
from summarize.rendering import contract, listings
from summarize.rendering.answer.style import Said, Style, marker, spaced
from summarize.rendering.source_titles import titled
from summarize.text.dates import day
from summarize.text.escaping import shown
from summarize.types.answer import Answer, Disagreement, Kind, Reading
from summarize.types.document import Metadata, Unread
from summarize.types.evidence import ContextKind, Evidence
from summarize.types.verdict import Basis, Checked, Finding

Differing: TypeAlias = Disagreement | contract.Disagreement
FILES = 5
"""Files that are named of those that a question was asked of."""
SHOWN = frozenset({ContextKind.HEADING, ContextKind.INTRODUCTION, ContextKind.QUESTION})
"""What of the context of a passage is shown before it."""


def sentence(said: Said, style: Style = Style.LINES) -> str:
    """Render a sentence with its citation, and count the files and origins that state it if there are several files.

    >>> from summarize.types.answer import AnswerSentence
    >>> from summarize.types.evidence import Citation
    >>> sentence(AnswerSentence("It rained.", "written", 1.0, None, 1, (Citation("a.txt", 1, 1), Citation("b.txt", 2, 2))))
    'It rained. [a.txt:1; b.txt:2] (2 files, 1 origin)'
    """
    main = f"{marker(said, style)}{shown(said.text)} {shown(syntax.render(said.citations))}{_count(said)}"
    return "\n".join([main, *(f"  {differing(found)}" for found in said.disagreements)])


def numbered(said: Said, numbers: Sequence[int]) -> str:
    """Render a sentence with its citations, each with the number by which it can be opened.

    >>> from summarize.types.answer import AnswerSentence
    >>> from summarize.types.evidence import Citation
    >>> numbered(AnswerSentence("It rained.", "written", 1.0, None, 1, (Citation("a.txt", 2, 3),)), (4,))
    'It rained. [4] a.txt:2-3'
    """
    places = " ".join(f"[{n}] {shown(syntax.location(place))}" for n, place in zip(numbers, _cited(said), strict=True))
    return "\n".join([f"{shown(said.text)} {places}{_count(said)}", *(f"  {differing(found)}" for found in said.disagreements)])


def differing(found: Differing) -> str:
    """Render what other sources report differently: the values, their sentence, and its citation."""
    other = found.versions[-1]
    return own_words.differing(shown(found.about), shown(other.text), shown(syntax.render(other.citations)))


def _cited(said: Said) -> Sequence[syntax.Located]:
    return said.citations


def _count(said: Said) -> str:
    if said.kind is Kind.COUNT:
        return ""
    files = len({citation.file for citation in _cited(said)})
    grounds = own_words.grounds(files, said.origins, reworded=said.kind is Kind.REWORDED)
    return f" ({grounds})" if grounds else ""


def excerpt(found: listings.Excerpt) -> str:
    """Render a cited place with the lines around it, and mark the cited ones.

    >>> lines = listings.ShownLine("1", "Dry.", False), listings.ShownLine("3", "Wet.", True)
    >>> print(excerpt(listings.Excerpt("a.txt", "3", lines)))
    a.txt:3
         1  Dry.
    >    3  Wet.
    """
    rows = [f"{'>' if line.cited else ' '}{line.place:>5}  {shown(line.text)}" for line in found.lines]
    return "\n".join([f"{shown(syntax.file_name(found.file))}:{found.place}", *rows])


def answer(found: Answer, style: Style = Style.LINES) -> str:
    """Render the whole answer."""
    pairs = zip([None, *found.sentences], found.sentences, strict=False)
    said = "".join(f"{spaced(before, said, style)}{sentence(said, style)}" for before, said in pairs)
    return "\n\n".join(filter(None, [said, after(found)])) + "\n"


def after(found: Answer, *, sources: bool = True) -> str:
    """Render what follows the sentences: what is not shown or not covered, or that there is no answer; and the sources."""
    said = remarks(found) if found.answered else [not_answered(found)]
    return "\n\n".join(filter(None, [*said, sources_of(found) if sources else ""]))


def remarks(found: Answer) -> list[str]:
    """Say what is not shown or not covered; or that there is no answer, how to get one, and what was not read."""
    if not found.answered:
        return [own_words.NOT_ANSWERED, *filter(None, [shown(found.reading.hint), not_read(found.unread)])]
    return [*([left_out(found)] if found.more else []), *([not_covered(found.uncovered)] if found.uncovered else [])]


def sources_of(found: Answer) -> str:
    """List the metadata of the files that an answer cites, and which of them OCR has read; empty if there is nothing to list."""
    places = (place for said in found.sentences for place in said.citations)
    return sources(found.sources, {place.file for place in places if place.section == BY_OCR})


def sources(files: Sequence[tuple[str, Metadata]], by_ocr: Set[str] = frozenset()) -> str:
    """List the metadata of the cited files, with a mark on those `by_ocr`; empty if there is nothing to list.

    >>> from datetime import date
    >>> minutes = Metadata("Minutes, 3 May 2021", date(2021, 5, 3))
    >>> opened = Metadata("Harbour opens", date(2021, 5, 3), "Ana Reis")
    >>> print(sources([("a.pdf", opened), ("b.txt", Metadata()), ("c.md", minutes)]))
    Sources:
      a.pdf: Harbour opens (Ana Reis), 3 May 2021
      c.md: Minutes, 3 May 2021
    """
    about = {file: [titled(known), _written(known)] for file, known in files}
    rows = [(file, ", ".join(filter(None, [*parts, BY_OCR if file in by_ocr else ""]))) for file, parts in about.items()]
    lines = [f"  {shown(syntax.file_name(file))}: {shown(text)}" for file, text in rows if text]
    return "\n".join([own_words.SOURCES_HEAD, *lines]) if lines else ""


def _written(known: Metadata) -> str:
    """Return the day a document was written, unless its title names it."""
    written = str(day(known.written)) if known.written else ""
    return "" if written in titled(known) else written


def left_out(found: Answer) -> str:
    """Say how many items of a list are not shown."""
    return own_words.more(found.more, len(found.sentences) - sum(said.text.endswith(":") for said in found.sentences))


def not_covered(parts: Sequence[str]) -> str:
    """Say on which parts of a question nothing was found."""
    return shown(own_words.not_covered(parts))


def not_answered(found: Answer) -> str:
    """Say that nothing supports an answer, how to get one, what was not read, and which lines are closest."""
    lines = [f"  {place(evidence)} {shown(in_context(evidence))}" for evidence in found.nearest]
    return "\n".join([*remarks(found), *([own_words.NEAREST_LINES, *lines] if lines else [own_words.NOTHING_NEAR])])


def read_as(reading: Reading) -> str:
    """Say which words of a question were read as others, and which files it was asked of; empty if nothing was changed.

    >>> read_as(Reading("anything", scope=("a.md",), dates="May 2021", corrected=(("autum", "autumn"),)))
    'Read "autum" as "autumn". Asked of a.md (May 2021).'
    """
    words = ", ".join(f'"{typed}" as "{read}"' for typed, read in reading.corrected)
    files = ", ".join(reading.scope[:FILES]) + (f" and {len(reading.scope) - FILES} more" if len(reading.scope) > FILES else "")
    when = f" ({reading.dates})" if reading.dates else ""
    return shown(" ".join(filter(None, [f"Read {words}." if words else "", f"Asked of {files}{when}." if files else ""])))


def explained(reading: Reading, judged: Sequence[Evidence]) -> str:
    """Say how a question was read, and which evidence was judged best, with its probability; from .5 on it answers."""
    said = f"Kind: {reading.kind}" + (f"; speaker: {reading.speaker}" if reading.speaker else "")
    lines = [f"  {one.score:.2f} {place(one)} {shown(in_context(one))}" for one in judged]
    return "\n".join(filter(None, [shown(said), read_as(reading), *lines]))


def not_read(unread: Iterable[Unread]) -> str:
    """Say what was found and not read; empty if all was read.

    >>> not_read([Unread("a.pptx", "", ".pptx", "save as .pdf")])
    'Not read: 1 .pptx (save as .pdf).'
    """
    counted = summary(unread)
    return f"{counted[:1].upper()}{counted[1:]}." if counted else ""


def place(evidence: Evidence) -> str:
    """Return the location of a piece of evidence."""
    return shown(syntax.location(syntax.to(evidence)))


def in_context(evidence: Evidence) -> str:
    """Return the text of a passage, after its heading, introduction or question if it is not clear without."""
    sentence = evidence.sentence
    heads = [each.text.rstrip(" :") for each in sentence.context if each.kind in SHOWN]
    return f"{heads[-1]}: {sentence.text}" if heads and needs_context(sentence) else sentence.text


def passages(found: Sequence[Evidence]) -> str:
    """Render passages without an answer: score, location, speaker and text."""
    rows = []
    for evidence in found:
        speaker = f" <{shown(evidence.sentence.speech.speaker)}>" if evidence.sentence.speech.speaker else ""
        name = evidence.places.named(evidence.sentence.first_line)
        within = f" ({shown(name)})" if name else ""
        rows.append(f"{evidence.score:.2f} [{place(evidence)}]{within}{speaker} {shown(in_context(evidence))}")
    return "\n".join(rows) + "\n"


def report(document: str, checked: Sequence[Checked]) -> str:
    """Render what a check found: sentences to look at, with the reason, then the counts.

    These are those not supported, those whose lines changed, and those that rest on the model or on several places together.
    """
    parts = [
        f"{shown(document)}:{c.line} {c.finding.value}: {_marked(c)}\n  {shown(c.reason)}{_suggested(c)}"
        for c in checked
        if c.finding is not Finding.SUPPORTED
    ]
    parts += [
        f"{shown(document)}:{c.line} supported: {shown(c.text)}\n  {shown(c.reason)}{_divided(c)}"
        for c in checked
        if c.finding is Finding.SUPPORTED and (c.changed or c.parts or c.basis is Basis.MODEL)
    ]
    counts = ", ".join(f"{sum(c.finding is finding for c in checked)} {finding.value}" for finding in Finding)
    return "\n".join([*parts, counts]) + "\n"


def _marked(checked: Checked) -> str:
    """Return a sentence with the words in braces that its lines do not state."""
    text = checked.text
    for mark in reversed(checked.marks):
        text = f"{text[: mark.start]}{{{text[mark.start : mark.end]}}}{text[mark.end :]}"
    return shown(text)


def _divided(checked: Checked) -> str:
    """Return a line for each place that states a part of a sentence alone."""
    return "".join(f"\n  {part.location}: {shown(checked.text[part.start : part.end].strip())}" for part in checked.parts)


def _suggested(checked: Checked) -> str:
    return f"\n  would be supported: {shown(checked.suggestion)}" if checked.suggestion else ""


def to_terminal(said: Said, paths: Mapping[str, Path], style: Style = Style.LINES) -> None:
    """Print a sentence on a terminal, wrapped, with dim citations that link to their files, as far as `paths` has their names."""
    from rich.console import Console  # takes a tenth of a second; piped output does without
    from rich.text import Text

    line = Text(marker(said, style) + shown(said.text) + " [")
    for number, citation in enumerate(_cited(said)):
        path = paths.get(citation.file)
        line.append("; " if number else "")
        line.append(shown(syntax.location(citation)), style=f"dim link {path.absolute().as_uri()}" if path else "dim")
    line.append("]")
    line.append(_count(said), style="dim")
    console = Console(highlight=False)
    console.print(line)
    for found in said.disagreements:
        console.print(Text(f"  {differing(found)}"))
    if style is not Style.BULLETS:
        console.print()
