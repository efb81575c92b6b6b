"""Check a document against its sources: each sentence is supported, unsupported, uncited, or cites missing lines."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from summarize.checking import counts, elsewhere, marks, totals
from summarize.checking.cited_lines import Source, covers, sentences_of
from summarize.checking.corroboration import agrees
from summarize.checking.entailment.clauses import halves
from summarize.checking.entailment_model import Provider, no_model
from summarize.checking.rewording import Rewording, judge
from summarize.checking.rules import verify
from summarize.checking.units import taken
from summarize.citations import syntax
from summarize.citations.cited_text import CitedSentence
from summarize.documents import speakers
from summarize.errors import ReadError
from summarize.text import names
from summarize.text.dates import Period, mentions
from summarize.text.syntax import Parser
from summarize.types.document import Document, SourceFile
from summarize.types.evidence import Citation, Sentence
from summarize.types.verdict import Basis, Checked, Finding, Part, Problem, Verdict


class Checker:
    """Checks sentences against source files, each read at most once, by rules; a parser shows what may be left out.

    With a model of entailment, and a parser, a sentence in other words is supported too if nothing in its lines conflicts with
    it and the model finds it sufficiently probable. `entailment` returns the model when it is first needed, or None.
    """

    def __init__(self, files: Sequence[SourceFile], parser: Parser | None = None, entailment: Provider = no_model) -> None:
        self.sources = {file.name: Source(file, parser) for file in files}
        self.parser = parser
        self.entailment = entailment

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
        count, total = counts.stated(cited.text), totals.stated(cited.text)
        miscounted = counts.problem(count, cited.citations, self._documents(cited)) if count else None
        miscounted = totals.problem(total, self._cited(cited)) if total else miscounted
        if self._is_head(cited) or ((count or total) and not miscounted):
            reason = "counted in the cited files" if count else "added up" if total else "the cited lines are the head of a list"
            return self._checked(cited, Finding.SUPPORTED, reason, Basis.RULES)
        return self._decided(cited, resolved, miscounted)

    def _decided(self, cited: CitedSentence, resolved: str, miscounted: Problem | None) -> Checked:
        """Return what rules, and then the model, find on a sentence; `miscounted` is the problem of a number that it counts."""
        verdicts = [self._verdict(cited, resolved, place) for place in cited.citations]
        held = any(verdict.supported for verdict in verdicts)
        parts = () if held else self._parts(cited, resolved)
        problem, basis = ("", Basis.RULES) if parts else self._by_rules(cited, resolved, verdicts)
        if basis is not None:
            reason = "each cited line states a part of it" if parts else "the cited line says so"
            return replace(self._checked(cited, Finding.SUPPORTED, reason, basis), parts=parts)
        ruled = held or miscounted is not None  # then the problem is another one
        reworded = None if ruled else self._reworded(cited, resolved)
        if reworded is not None and reworded.accepted:
            found = self._checked(cited, Finding.SUPPORTED, reworded.reason, Basis.MODEL)
            return replace(found, probability=reworded.probability)
        failed = self._failed(cited, Finding.UNSUPPORTED, miscounted or problem, resolved)
        return self._marked(replace(failed, probability=reworded.probability if reworded else None), cited)

    def _by_rules(self, cited: CitedSentence, resolved: str, verdicts: Sequence[Verdict]) -> tuple[Problem, Basis | None]:
        """Return why the rules do not accept a sentence, or an empty problem and the basis on which they do.

        `verdicts` are those of its citations, each alone.
        """
        held = next((verdict for verdict in verdicts if verdict.supported), None)
        if held is None:
            return str(verdicts[0].problem), None
        problems = [verdict.problem for verdict in verdicts]
        problem = self._misdated(cited, resolved) or self._misattributed(cited) or self._unshared(cited, problems)
        return (problem, None) if problem else ("", held.basis)

    def _failed(self, cited: CitedSentence, finding: Finding, problem: Problem, resolved: str) -> Checked:
        where = elsewhere.supporting(resolved, cited.citations, self.sources, self.parser)
        found = self._checked(cited, finding, problem)
        return replace(found, reason=f"{found.reason}; {where} would support it") if where else found

    def _checked(self, cited: CitedSentence, finding: Finding, reason: str, basis: Basis | None = None) -> Checked:
        changed = tuple(syntax.location(place) for place in cited.citations if self._has_changed(place))
        note = f"; {', '.join(changed)} changed since it was cited" if changed else ""
        return Checked(cited.text, cited.line, finding, reason + note, self._filled(cited), changed, basis)

    def _cited(self, cited: CitedSentence) -> list[Sentence]:
        """Return what the cited lines state, in the order of the citations."""
        return [sentence for place in cited.citations for sentence in sentences_of(self.sources[place.file], place)]

    def _parts(self, cited: CitedSentence, resolved: str) -> tuple[Part, ...]:
        """Return which of its places states which clause of a sentence; empty unless each clause and each place has one."""
        if len(cited.citations) < 2 or cited.when is not None or cited.channel is not None:
            return ()
        for found in halves(resolved):
            behind = len(resolved) - found.start  # what precedes the second clause may hold a name in place of a pronoun
            start = len(cited.text) - behind
            spans = ((0, start - (found.start - found.end)), (start, len(cited.text)))
            carried = [
                [self._verdict(replace(cited, text=clause), clause, place).supported for place in cited.citations]
                for clause in found.sentences
            ]
            if all(map(any, carried)) and all(map(any, zip(*carried, strict=True))):
                stated = zip(spans, carried, strict=True)
                return tuple(
                    Part(syntax.location(place), *span)
                    for span, holds in stated
                    for place, held in zip(cited.citations, holds, strict=True)
                    if held
                )
        return ()

    def _reworded(self, cited: CitedSentence, resolved: str) -> Rewording | None:
        """Return what the model finds on a sentence; None if it is not asked: without a parser, no conflict can be seen."""
        if cited.when or cited.channel or self.parser is None or self.entailment is no_model:
            return None
        return judge(resolved, cited.citations, self.sources, self.parser, self.entailment)

    def _marked(self, found: Checked, cited: CitedSentence) -> Checked:
        """Return a finding with the words of the sentence that its lines do not state, and a change that would make it hold."""
        stated = self._cited(cited)
        marked = marks.unsupported(cited.text, " ".join(map(speakers.resolved, stated)))
        people = self.sources[cited.citations[0].file].people

        def holds(text: str) -> bool:
            return verify(text, stated, people, self.parser).supported

        return replace(found, marks=marked, suggestion=marks.suggested(cited.text, marked, holds))

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

    def _verdict(self, sentence: CitedSentence, resolved: str, place: Citation) -> Verdict:
        """Return whether a citation, with others that give its context, supports a sentence by rules."""
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
            return replace(verdict, problem=f"takes “{missing.text}” from line {where}, which is not cited")
        return verdict

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

    def _filled(self, cited: CitedSentence) -> tuple[Citation, ...]:
        """Return the citations with the text of their lines and its hash."""
        return tuple(place if self._missing(place) else self._with_text(place) for place in cited.citations)

    def _with_text(self, place: Citation) -> Citation:
        document = self.sources[place.file].document
        text, digest = document.text(place.line, place.end_line), document.lines_sha256(place.line, place.end_line)
        return replace(place, text=text, sha256=digest)
