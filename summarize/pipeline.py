"""The only composer: refresh the index, retrieve, group, write. Each command of the command line calls one function here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from time import perf_counter

from summarize import (
    __version__,
    checking,
    choosing,
    cited_text,
    indexing,
    question,
    retrieval,
    sources,
    telling,
)
from summarize.briefing import apparatus, composing, planning, record, updating
from summarize.briefing.document import Briefing, Making, Unanswered
from summarize.corpus import load
from summarize.errors import InputError
from summarize.question import Question
from summarize.rendering.briefing import markdown, wording
from summarize.types import Answer, AnswerSentence, Checked, Claim, Rejected
from summarize.workspace import Opened, Reporter, Workspace, opened

NEAREST = 5
"""Lines that are shown where nothing answers a question."""


def ask(
    text: str,
    paths: Sequence[Path],
    workspace: Workspace,
    reporter: Reporter,
    *,
    sentences: int = 8,
    speaker: str | None = None,
) -> Answer:
    """Answer a question from documents in at most `sentences` sentences, each with the lines that support it.

    `speaker` restricts the evidence to what somebody says. A question about several things is answered for each of them,
    and says which of them the documents do not cover.

    Raises:
        InputError, StoreError, ModelError: as their messages say.
    """
    asked = question.parse(text, speaker)
    workspace.writer_path()  # a missing model is told before minutes of indexing
    started = perf_counter()
    with opened(paths, workspace, reporter) as corpus:
        indexed = perf_counter()
        ranked, chosen = _choose(asked, corpus, workspace, sentences)
        retrieved = perf_counter()
        told, removed, checked = _tell(chosen, asked, workspace, _Telling(reporter, corpus.paths, sentences))
    return Answer(
        question=text,
        sentences=told,
        removed=removed,
        nearest=() if told else ranked[0].nearest[:NEAREST],
        embedder=workspace.encoder.name,
        writer=workspace.writer_path().stem,
        seconds={
            "index": indexed - started,
            "retrieve": retrieved - indexed,
            "write": perf_counter() - retrieved - checked,
            "verify": checked,
        },
        uncovered=tuple(q.about for q, r in zip(asked.parts, ranked[1:], strict=True) if told and not r.bearing),
    )


def _choose(
    asked: Question, corpus: Opened, workspace: Workspace, sentences: int
) -> tuple[list[retrieval.Ranked], tuple[Claim, ...]]:
    """What bears on a question and on each of its parts, and the claims to tell."""
    ranked = [retrieval.retrieve(q, corpus.index, workspace.encoder, corpus.files) for q in (asked, *asked.parts)]
    bearing = {piece.file for found in ranked for piece in found.bearing}
    likely = retrieval.likely_files(asked, corpus.index, workspace.encoder, corpus.files)
    likely |= {path: name for path, name in corpus.files.items() if name in bearing}
    return ranked, choosing.choose(asked, ranked, load(corpus.index, likely), workspace.encoder, sentences)


@dataclass(frozen=True, slots=True)
class _Telling:
    """Where sentences are told, the files that they cite by name, and how many are wanted."""

    reporter: Reporter
    paths: Mapping[str, Path]
    count: int


def _tell(
    chosen: Sequence[Claim], asked: Question, workspace: Workspace, to: _Telling
) -> tuple[tuple[AnswerSentence, ...], tuple[Rejected, ...], float]:
    """The sentences that hold, what was rejected, and the seconds spent on checking."""
    told: list[AnswerSentence] = []
    removed: list[Rejected] = []
    checked = 0.0
    left = list(chosen)
    while left and len(told) < to.count:
        together = to.count - len(told) if told else 1  # somebody waits for the first one
        wave, left = left[:together], left[together:]
        for outcome in workspace.writer.side_by_side(telling.tell(claim, asked, to.paths) for claim in wave):
            removed.extend(outcome.rejected)
            checked += outcome.checking
            if outcome.sentence is not None and all(outcome.sentence.text != other.text for other in told):
                told.append(outcome.sentence)
                to.reporter.sentence(outcome.sentence)
    return tuple(told), tuple(removed), checked


@dataclass(frozen=True, slots=True)
class Order:
    """What a briefing is to be: its title, the questions that take the place of topics, and the minutes it may take."""

    title: str | None = None
    questions: tuple[str, ...] = ()
    minutes: float | None = None


def brief(paths: Sequence[Path], workspace: Workspace, reporter: Reporter, order: Order) -> Briefing:
    """A briefing on all that documents hold, or on some questions. A Ctrl-C while it is written leaves what is finished.

    Raises:
        InputError, StoreError, ModelError: as their messages say.
    """
    asked = [question.parse(text) for text in order.questions]
    workspace.writer_path()
    watch = _Watch(order.minutes)
    with opened(paths, workspace, reporter) as found:
        watch.mark("index")
        corpus = load(found.index, found.files)
        reporter.note(f"Reading {len(corpus.evidence):,} sentences of {len(corpus.starts):,} files for what they have in common")
        answered, unanswered = _answers(asked, found, workspace)
        planned = planning.plan(corpus, workspace.encoder, answered)
        reporter.note(f"Sections: {'; '.join(section.heading for section in planned.sections) or 'none'}")
        watch.mark("plan")
        body = composing.compose(planned, _telling_of_briefing(found, workspace, reporter, watch))
        return Briefing(
            title=order.title or apparatus.title_of([section.heading for section in body.sections]),
            body=body,
            unanswered=tuple(unanswered),
            sources=apparatus.source_notes(corpus, body.cited, found.known()),
            making=Making(__version__, workspace.models_used(), watch.read(body.checking)),
            lines=apparatus.lines(body.cited, found.paths),
        )


@dataclass(frozen=True, slots=True)
class Updated:
    """A briefing in Markdown with what new files bring: its text, and how many statements were added and sentences edited."""

    text: str
    new_files: int
    added: int
    edited: int
    partial: str


def update(document: Path, paths: Sequence[Path], workspace: Workspace, reporter: Reporter, minutes: float | None) -> Updated:
    """Add to a briefing in Markdown what new and changed files bring; what stands there stays, and what people wrote is marked.

    Raises:
        InputError, StoreError, ModelError: as their messages say.
    """
    text = cited_text.text_of(document)
    known = record.parse(text)
    before, sealed, after = cited_text.parts(text)
    if known is None or not sealed:
        raise InputError(f"{document}: {_not_to_update(known)}")
    watch = _Watch(minutes)
    with opened(paths, workspace, reporter) as found:
        watch.mark("index")
        files = found.known()
        for gone in sorted(set(known.read) - set(files)):
            reporter.warn(f"{gone}: the briefing was made from it, and it is not among the sources now")
        new = frozenset(file for file, (_, digest) in files.items() if not digest.startswith(known.read.get(file) or "none"))
        corpus = load(found.index, found.files)
        told = cited_text.parse(text)
        edited = updating.edited(text, known)
        already = planning.Already(tuple(corpus.cited(told)), updating.headings(text), new)
        planned = planning.plan(corpus, workspace.encoder, already=already) if new else planning.NOTHING
        watch.mark("plan")
        way = _telling_of_briefing(found, workspace, reporter, watch)
        body = composing.compose(planned, way, frozenset(sentence.text for sentence in told))
        cited = (*(sentence.citations for sentence in told), *body.cited)
        making = Making(__version__, workspace.models_used(), watch.read(body.checking))
        briefing = Briefing("", body, (), apparatus.source_notes(corpus, cited, files), making, {})
    extended = updating.extended(
        updating.marked(before, [one for one in edited if one.line <= before.count("\n")]), markdown.parts(body)
    )
    extended = updating.rescoped(extended, wording.scope(briefing), wording.partial(body))
    theirs = {record.digest(sentence) for sentence in edited}
    wrote = {record.digest(sentence) for sentence in cited_text.parse(extended)} - theirs
    read = known.read if body.partial else markdown.read(briefing)
    end = markdown.apparatus(briefing, markdown.unanswered_in(text), chain.from_iterable(cited), read, wrote)
    added = len(body.statements) + len(body.differences)
    return Updated(extended + end.rstrip("\n") + after, len(new), added, len(edited), body.partial)


def _not_to_update(known: record.Record | None) -> str:
    """Why a document cannot be updated, with the way out."""
    if known is None:
        return "no briefing that `summarize brief` wrote as Markdown; make one with -o FILE.md"
    return "what it tells of its sources was changed by hand; put that back, or write a new briefing"


class _Watch:
    """Seconds by step, and whether there is time left."""

    def __init__(self, minutes: float | None) -> None:
        self._minutes = minutes
        self._started = self._last = perf_counter()
        self._seconds: dict[str, float] = {}

    def mark(self, step: str) -> None:
        """End a step."""
        now = perf_counter()
        self._seconds[step] = now - self._last
        self._last = now

    def read(self, checking: float) -> dict[str, float]:
        """The seconds of all steps, the last being writing, of which `checking` was spent on checks."""
        return {**self._seconds, "write": perf_counter() - self._last - checking, "verify": checking}

    def late(self) -> str:
        """Why there is no time left, empty if there is."""
        over = self._minutes is not None and perf_counter() - self._started > 60.0 * self._minutes
        return f"its time was up after {self._minutes:g} minute{'' if self._minutes == 1 else 's'}" if over else ""


def _answers(
    asked: Sequence[Question], found: Opened, workspace: Workspace
) -> tuple[list[planning.PlannedSection], list[Unanswered]]:
    """A section for each question that the documents answer, and those that they do not."""
    answered: list[planning.PlannedSection] = []
    unanswered: list[Unanswered] = []
    for each in asked:
        ranked, chosen = _choose(each, found, workspace, planning.STATEMENTS)
        if chosen:
            answered.append(planning.PlannedSection(question.heading(each.text), chosen[: planning.STATEMENTS], each))
        else:
            unanswered.append(Unanswered(question.heading(each.text), ranked[0].nearest[:NEAREST]))
    return answered, unanswered


def _telling_of_briefing(found: Opened, workspace: Workspace, reporter: Reporter, watch: _Watch) -> composing.Telling:
    paths = found.paths
    return composing.Telling(
        tell=lambda told: workspace.writer.side_by_side(telling.tell(claim, asked, paths) for claim, asked in told),
        side_by_side=lambda claim: telling.side_by_side(claim, paths),
        late=watch.late,
        progress=reporter.step,
    )


def search(text: str, paths: Sequence[Path], workspace: Workspace, reporter: Reporter) -> retrieval.Ranked:
    """The passages that bear on a question, best first, and the nearest ones in any case; no language model.

    Raises:
        InputError, StoreError, ModelError: as their messages say.
    """
    asked = question.parse(text)
    with opened(paths, workspace, reporter) as corpus:
        return retrieval.retrieve(asked, corpus.index, workspace.encoder, corpus.files)


def build_index(
    paths: Sequence[Path], workspace: Workspace, reporter: Reporter, *, rebuild: bool = False
) -> tuple[indexing.Refreshed, tuple[int, int]]:
    """Bring the index up to date; gives what was done, and how many files and sentences the index then holds.

    Raises:
        InputError, StoreError, ModelError: as their messages say.
    """
    with opened(paths, workspace, reporter, rebuild=rebuild) as corpus:
        return corpus.refreshed, corpus.index.count()


def verify(document: Path, paths: Sequence[Path], warn: Callable[[str], None]) -> tuple[Checked, ...]:
    """Check each sentence of a document against the lines it cites; no model is used.

    Raises:
        InputError, ReadError: the document or a source cannot be used.
    """
    sentences = cited_text.read(document)
    found = sources.find(paths)
    for warning in found.warnings:
        warn(warning)
    return checking.Checker(found.files).check(sentences)
