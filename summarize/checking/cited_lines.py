"""What cited lines state: the sentences and other units on them, and the parts of longer ones."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from summarize.documents import metadata, readers, speakers
from summarize.documents.people import learn
from summarize.documents.sentences import KEPT_WHOLE, sentence_spans, split_sentences
from summarize.text.dates import mentions
from summarize.text.languages import ENGLISH, of_sentence
from summarize.text.names import tokens
from summarize.text.register import Register
from summarize.text.syntax import Parser
from summarize.types.document import FILLER, Document, Line, Metadata, SourceFile
from summarize.types.evidence import Citation, Context, Sentence

BEFORE = 2
"""Sentences before cited ones that may say who or what they speak of."""


@dataclass(frozen=True)
class Source:
    """A source file, read when first needed."""

    file: SourceFile
    parser: Parser | None = None

    @cached_property
    def document(self) -> Document:
        """The document in the file.

        Raises:
            ReadError: the file cannot be read.
        """
        return readers.read(self.file.path)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the file, with their speakers."""
        return speakers.attribute(split_sentences(self.document.lines))

    @cached_property
    def metadata(self) -> Metadata:
        """The metadata of the file."""
        return metadata.read(self.document, self.file.path.stem)

    @cached_property
    def text(self) -> str:
        """The whole text of the file, on one line."""
        return " ".join(line.visible for line in self.document.lines)

    @cached_property
    def people(self) -> Register:
        """The people that the file names."""
        register = Register()
        for sentence in self.sentences:
            learn(register, tokens(sentence.text))
        return register


def sentences_of(source: Source, place: Citation) -> Iterator[Sentence]:
    """Yield what the cited lines state: sentences, the cited part of longer sentences, and lines that are not sentences.

    A heading, a caption or a table row counts as evidence here because a person may cite it; it is never chosen as evidence.
    """
    covered: set[int] = set()
    for sentence in source.sentences:
        if sentence.last_line < place.line or sentence.first_line > place.end_line:
            continue
        covered.update(range(sentence.first_line, sentence.last_line + 1))
        whole = sentence.first_line >= place.line and sentence.last_line <= place.end_line
        yield speakers.heard(sentence, source.parser) if whole else _part(sentence, place)
        if whole and sentence.kind in KEPT_WHOLE:
            yield from _single(sentence)
    for line in source.document.between(place.line, place.end_line):
        text = _shown(line)
        if line.number not in covered and text:
            yield Sentence(text, line.text, line.number, line.number, language=of_sentence(text, ENGLISH))


def above(source: Source, place: Citation) -> tuple[str, ...]:
    """Return what is above cited lines and may say who or what they speak of: their context, and the sentences before."""
    before = [sentence.text for sentence in source.sentences if sentence.last_line < place.line]
    cited = (s for s in source.sentences if place.line <= s.last_line and s.first_line <= place.end_line)
    return tuple(dict.fromkeys([*(context.text for sentence in cited for context in sentence.context), *before[-BEFORE:]]))


def dated(source: Source, place: Citation) -> Iterator[str]:
    """Yield what days cited lines mean, where they depend on the day of the document: "Friday is 30 December 2022."."""
    text = " ".join(sentence.text for sentence in sentences_of(source, place))
    relative = {(found.start, found.end) for found in mentions(text) if found.period is None}
    for found in mentions(text, source.metadata.written):
        if found.period is not None and (found.start, found.end) in relative:
            yield f"{text[found.start : found.end]} is {found.period}."


def covers(place: Citation, file: str, context: Context) -> bool:
    """Whether a citation covers the lines of a context in a file."""
    return place.file == file and place.line <= context.first_line and context.last_line <= place.end_line


def _single(unit: Sentence) -> Iterator[Sentence]:
    """Yield the sentences of a unit that holds several."""
    spans = list(sentence_spans(unit.text))
    yield from (replace(unit, text=unit.text[start:end]) for start, end in spans if len(spans) > 1)


def _part(sentence: Sentence, place: Citation) -> Sentence:
    """Return the part of a sentence that is on the cited lines; empty in other languages, where only whole sentences count."""
    if sentence.language != ENGLISH:
        return replace(sentence, text="")
    lines = sentence.raw.split("\n")
    kept = lines[max(place.line - sentence.first_line, 0) : place.end_line - sentence.first_line + 1]
    return replace(sentence, text=" ".join(" ".join(kept).split()), subject=None)


def _shown(line: Line) -> str:
    return line.visible.replace(FILLER, "").strip("#=- \t")
