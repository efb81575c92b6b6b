"""Find lines that a sentence does not cite and that would support it."""

from collections.abc import Mapping, Sequence

from summarize.checking.cited_lines import Source
from summarize.checking.rules import verify
from summarize.citations import syntax
from summarize.errors import ReadError
from summarize.text.syntax import Parser
from summarize.text.terms import stems
from summarize.types.evidence import Citation, Sentence

SHARED = 0.6
"""Least share of a sentence's content words that a line must have to be tried as support."""
TRIED = 25
"""Lines that are tried, those that share most words first."""


def supporting(text: str, cited: Sequence[Citation], sources: Mapping[str, Source], parser: Parser | None) -> str | None:
    """Return the location of uncited lines that would support a sentence, or None."""
    wanted = stems(text)
    found: list[tuple[float, str, Sentence]] = []
    for name, source in sources.items():
        try:
            for sentence in source.sentences:
                shared = len(wanted & stems(" ".join(filter(None, [sentence.text, sentence.subject, sentence.speech.speaker]))))
                if wanted and shared >= SHARED * len(wanted):
                    found.append((-shared / len(wanted), name, sentence))
        except ReadError:
            continue  # reported where it is cited
    found.sort(key=lambda entry: (entry[0], entry[1], entry[2].first_line))
    for _, name, sentence in found[:TRIED]:
        label = sources[name].document.places.label(sentence.context_line, sentence.last_line)
        place = Citation(name, sentence.context_line, sentence.last_line, place=label)
        known = any(c.file == name and c.line <= sentence.first_line and sentence.last_line <= c.end_line for c in cited)
        if not known and verify(text, [sentence], sources[name].people, parser).supported:
            return syntax.location(place)
    return None
