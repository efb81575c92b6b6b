"""Check a document against its sources: each sentence is supported, unsupported, uncited, or cites missing lines."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from summarize.checking import counts
from summarize.checking.cited_lines import Source, covers, sentences_of
from summarize.checking.corroboration import agrees
from summarize.checking.rules import verify
from summarize.checking.units import taken
from summarize.citations import syntax
from summarize.citations.cited_text import CitedSentence
from summarize.documents import speakers
from summarize.errors import ReadError
from summarize.text import names
from summarize.text.dates import Period, mentions
from summarize.text.syntax import Parser
from summarize.text.terms import stems
from summarize.types.document import Document, SourceFile
from summarize.types.evidence import Citation, Sentence
from summarize.types.verdict import Checked, Finding, Problem

SHARED = 0.6
"""Least share of a sentence's content words that a line elsewhere must have to be tried as support."""
TRIED = 25
"""Lines elsewhere that are tried, those that share most words first."""


class Checker:
    """Checks sentences by rules against source files, each read at most once; a parser shows what may be left out."""

    def __init__(self, files: Sequence[SourceFile], parser: Parser | None = None) -> None:
        self.sources = {file.name: Source(file, parser) for file in files}
        self.parser = parser

    @cached_property
    def _short_forms(self) -> dict[str, str]:
        """Short names of people in any source, with their full names."""
        found: dict[str, str] = {}
        for source in self.sources.values():
            with suppress(ReadError):  # the reason is given where the file is cited
                found.update(source.people.short_forms)
        return found

    def check(
        self, document: Sequence[CitedSentence], step: Callable[[int, int], object] = lambda *_: None
    ) -> tuple[Checked, ...]:
        """Return the verdict on each sentence; a pronoun is read as the name in the sentence before it.

        `step` is called before each sentence with the number of those that are done, and of all.
        """
        document = list(self._whole_units(document))
        alone = [Sentence(s.text, s.text, number, number, s.line) for number, s in enumerate(document, start=1)]
        read = speakers.attribute(alone)
        found: list[Checked] = []
        for number, (cited, sentence) in enumerate(zip(document, read, strict=True)):
            step(number, len(document))
            found.append(self._check(cited, speakers.resolved(sentence)))
        return tuple(found)

    def _whole_units(self, document: Sequence[CitedSentence]) -> Iterator[CitedSentence]:
        """Yield the sentences; those that with one citation state one unit, such as an item of two sentences, as one."""
        waiting: list[CitedSentence] = []
        for sentence in document:
            if waiting and waiting[-1].line != sentence.line:
                yield from waiting
                waiting = []
            waiting.append(sentence)
            if not sentence.citations:
                continue
            whole = replace(sentence, text=" ".join(each.text for each in waiting))
            made = len(waiting) > 1 and (counts.stated(whole.text) is not None or self._is_unit(whole))
            yield from [whole] if made else waiting
            waiting = []
        yield from waiting

    def _is_unit(self, cited: CitedSentence) -> bool:
        """Whether a text states a unit of a cited place in a form of its own."""
        places = [place for place in map(self._located, cited.citations) if not self._missing(place)]
        units = (sentence for place in places for sentence in sentences_of(self.sources[place.file], place))
        return any(taken(cited.text, unit) is not None for unit in units)

    def _check(self, cited: CitedSentence, resolved: str) -> Checked:
        if not cited.citations:
            return self._failed(cited, Finding.UNCITED, "cites no line", resolved)
        cited = replace(cited, citations=tuple(map(self._located, cited.citations)))
        missing = [reason for place in cited.citations if (reason := self._missing(place))]
        if missing:
            return self._failed(cited, Finding.MISSING, "; ".join(missing), resolved)
        count = counts.stated(cited.text)
        miscounted = counts.problem(count, cited.citations, self._documents(cited)) if count else None
        if self._is_head(cited) or (count and not miscounted):
            reason = "counted in the cited files" if count else "the cited lines are the head of a list"
            return self._checked(cited, Finding.SUPPORTED, reason)
        problems = [self._problem(cited, resolved, place) for place in cited.citations]
        if None not in problems:
            return self._failed(cited, Finding.UNSUPPORTED, str(miscounted or problems[0]), resolved)
        problem = self._misdated(cited, resolved) or self._misattributed(cited) or self._unshared(cited, problems)
        if problem is not None:
            return self._failed(cited, Finding.UNSUPPORTED, problem, resolved)
        return self._checked(cited, Finding.SUPPORTED, "the cited line says so")

    def _failed(self, cited: CitedSentence, finding: Finding, problem: Problem, resolved: str) -> Checked:
        where = self._elsewhere(resolved, cited.citations)
        return self._checked(cited, finding, problem, f"; {where} would support it" if where else "")

    def _checked(self, cited: CitedSentence, finding: Finding, reason: str, hint: str = "") -> Checked:
        changed = tuple(syntax.location(place) for place in cited.citations if self._has_changed(place))
        note = f"; {', '.join(changed)} changed since it was cited" if changed else ""
        return Checked(cited.text, cited.line, finding, reason + note + hint, self._filled(cited), changed)

    def _located(self, cited: Citation) -> Citation:
        """Return a citation with the line numbers of its location, 0 if the document has no such location."""
        source = self.sources.get(cited.file)
        try:
            document = source.document if source else None
        except ReadError:
            return cited  # reported as missing
        if document is None or not (cited.place or document.places.sections):
            return cited
        first, last = document.places.find(syntax.place(cited)) or (0, 0)
        return replace(cited, line=first, end_line=last)

    def _missing(self, place: Citation) -> Problem | None:
        """Return why a citation cannot be looked up, or None."""
        source = self.sources.get(place.file)
        if source is None:
            like = sorted(name for name in self.sources if name.rsplit("/", 1)[-1] == place.file.rsplit("/", 1)[-1])
            return f"no file {place.file}" + (f" (there is {like[0]})" if like else "")
        try:
            count = source.document.count
        except ReadError as error:
            return str(error)
        if place.line < 1:
            example = source.document.places.shown(1, 1)
            return f"{place.file} has no place {syntax.place(place)}; its first line is {example}"
        if place.end_line < place.line:
            return f"{syntax.location(place)} ends before it starts"
        return f"{place.file} has {count} lines, no line {place.end_line}" if place.end_line > count else None

    def _documents(self, cited: CitedSentence) -> dict[str, Document]:
        return {place.file: self.sources[place.file].document for place in cited.citations}

    def _misdated(self, cited: CitedSentence, resolved: str) -> Problem | None:
        """Return how the time before a sentence differs from the times in the lines that support it, or None."""
        if cited.when is None:
            return None
        periods: list[Period | None] = []
        for place in cited.citations:
            source = self.sources[place.file]
            for sentence in sentences_of(source, place):
                if any(verify(text, [sentence], source.people, self.parser).supported for text in (cited.text, resolved)):
                    periods += [mention.period for mention in mentions(sentence.text, source.metadata.written)]
        known = " or ".join(dict.fromkeys(str(period) for period in periods if period)) or "none that can be known"
        return None if cited.when in periods else f"the time in front is {cited.when}, that of the cited line {known}"

    def _misattributed(self, cited: CitedSentence) -> Problem | None:
        """Return the problem that no cited line mentions who is said to report a sentence, or None."""
        if cited.channel is None or any(cited.channel in self._with_text(place).text for place in cited.citations):
            return None
        return f"“{cited.channel}” does not appear in the cited lines"

    def _unshared(self, cited: CitedSentence, problems: Sequence[Problem | None]) -> Problem | None:
        """Return the problem of the first citation that does not state the sentence, or None.

        `problems` holds, for each citation, why it does not support the sentence alone, or None.
        """
        found = (self._disagrees(place, cited, problem) for place, problem in zip(cited.citations, problems, strict=True))
        return next(filter(None, found), None)

    def _problem(self, sentence: CitedSentence, resolved: str, place: Citation) -> Problem | None:
        """Return why a citation, with others that give its context, does not support a sentence, or None."""
        source = self.sources[place.file]
        text, cited = sentence.text, list(sentences_of(source, place))
        verdict = verify(text, cited, source.people, self.parser)
        if not verdict.supported and resolved != text:
            verdict = verify(resolved, cited, source.people, self.parser)
        if not verdict.supported and names.runs(resolved):
            verdict = verify(resolved, cited, source.people.with_short_forms(self._short_forms), self.parser)
        uncited = (c for c in verdict.context if not any(covers(each, place.file, c) for each in sentence.citations))
        missing = next(uncited, None)
        if missing is not None:
            where = source.document.places.shown(missing.first_line, missing.last_line)
            return f"takes “{missing.text}” from line {where}, which is not cited"
        return verdict.problem

    def _is_head(self, cited: CitedSentence) -> bool:
        """Whether a text only names its cited lines, joined by commas, as the head of a list does ("Port, what to bring:")."""
        lines = [sentence.text for place in cited.citations for sentence in sentences_of(self.sources[place.file], place)]
        return cited.text.endswith(":") and cited.text == f"{', '.join(line.rstrip(' .:') for line in lines)}:"

    def _gives_context(self, place: Citation, cited: CitedSentence) -> bool:
        """Whether a citation gives the context of another one: its heading, its columns, its question."""
        source = self.sources[place.file]
        return any(
            covers(place, place.file, context)
            for other in cited.citations
            if other.file == place.file and other != place
            for sentence in sentences_of(source, other)
            for context in sentence.context
        )

    def _disagrees(self, place: Citation, cited: CitedSentence, problem: Problem | None) -> Problem | None:
        """Return why a further citation does not state the same fact, or None; `problem` is why it is no support alone."""
        if problem is not None and self._gives_context(place, cited):
            return None
        sentences = list(sentences_of(self.sources[place.file], place))
        stated = [[sentence] for sentence in sentences] + [list(pair) for pair in pairwise(sentences)]
        if problem is None or any(agrees(cited.text, each) for each in stated):
            return None
        return f"{syntax.location(place)} does not state it: {problem}"

    def _has_changed(self, place: Citation) -> bool:
        if not place.sha256 or self._missing(place):
            return False
        digest = self.sources[place.file].document.lines_sha256(place.line, place.end_line)
        return not digest.startswith(place.sha256)

    def _elsewhere(self, text: str, cited: Sequence[Citation]) -> str | None:
        """Return the location of uncited lines that would support a sentence, or None."""
        wanted = stems(text)
        found: list[tuple[float, str, Sentence]] = []
        for name, source in self.sources.items():
            try:
                for sentence in source.sentences:
                    shared = len(
                        wanted & stems(" ".join(filter(None, [sentence.text, sentence.subject, sentence.speech.speaker])))
                    )
                    if wanted and shared >= SHARED * len(wanted):
                        found.append((-shared / len(wanted), name, sentence))
            except ReadError:
                continue  # reported where it is cited
        found.sort(key=lambda entry: (entry[0], entry[1], entry[2].first_line))
        for _, name, sentence in found[:TRIED]:
            label = self.sources[name].document.places.label(sentence.context_line, sentence.last_line)
            place = Citation(name, sentence.context_line, sentence.last_line, place=label)
            known = any(c.file == name and c.line <= sentence.first_line and sentence.last_line <= c.end_line for c in cited)
            if not known and verify(text, [sentence], self.sources[name].people, self.parser).supported:
                return syntax.location(place)
        return None

    def _filled(self, cited: CitedSentence) -> tuple[Citation, ...]:
        """Return the citations with the text of their lines and its hash."""
        return tuple(place if self._missing(place) else self._with_text(place) for place in cited.citations)

    def _with_text(self, place: Citation) -> Citation:
        document = self.sources[place.file].document
        text, digest = document.text(place.line, place.end_line), document.lines_sha256(place.line, place.end_line)
        return replace(place, text=text, sha256=digest)
