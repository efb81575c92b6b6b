"""The composer of briefings: refresh the index, plan, write. `summarize brief` calls one function here."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from time import perf_counter

from summarize.app.ask import NEAREST, choose
from summarize.app.drafts import rewords
from summarize.app.open_index import Opened, opened
from summarize.app.reporter import Reporter
from summarize.app.setup import UNLIMITED, Limits
from summarize.app.workspace import Workspace
from summarize.briefing import compose, concepts, plan, record, source_notes
from summarize.briefing import update as updating
from summarize.briefing.document import Body, Briefing, Making, Section, Unanswered
from summarize.citations import cited_text
from summarize.citations.cited_text import CitedSentence
from summarize.errors import InputError
from summarize.index.corpus import Corpus, load
from summarize.index.files import Files
from summarize.models.decoding import Request
from summarize.rendering import labels
from summarize.rendering.briefing import markdown
from summarize.rendering.contract import Record
from summarize.search import question
from summarize.search.question import Question
from summarize.types.answer import Answer
from summarize.types.evidence import Citation, Claim
from summarize.version import __version__
from summarize.writing import statement
from summarize.writing.ladder import Means

MOST_READ = 200_000
"""Sentences that a briefing compares with each other; it holds all of them in memory."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of a briefing: its title, the questions that replace topics, the minutes it may take, the documents used.

    With `by_heading`, the documents' own headings replace topics.
    """

    title: str | None = None
    questions: tuple[str, ...] = ()
    minutes: float | None = None
    limits: Limits = UNLIMITED
    by_heading: bool = False


def brief(paths: Sequence[Path], workspace: Workspace, reporter: Reporter, order: Order) -> Briefing:
    """Write a briefing on all that documents say, or on some questions. Ctrl-C during writing keeps what is finished.

    Raises:
        InputError, StoreError, ModelError: as their messages say.
    """
    asked = [question.parse(text) for text in order.questions]
    workspace.start_writer()
    watch = _Watch(order.minutes)
    with opened(paths, workspace, reporter, order.limits) as found:
        watch.mark("index")
        corpus = _read(found.files)
        reporter.note(f"Reading {len(corpus.evidence):,} sentences of {len(corpus.starts):,} files for what they have in common")
        answered, unanswered = _answers(asked, found, workspace)
        planned = plan.plan(corpus, workspace.encoder, answered, by_heading=order.by_heading)
        reporter.note(f"Sections: {'; '.join(section.heading for section in planned.sections) or 'none'}")
        watch.mark("plan")
        body = compose.compose(planned, _writing_of_briefing(found, planned.common, workspace, reporter, watch))
        return Briefing(
            title=order.title or source_notes.title_of([section.heading for section in body.sections]),
            body=body,
            unanswered=tuple(unanswered),
            sources=source_notes.source_notes(corpus, body.cited, found.known()),
            making=Making(__version__, workspace.models_used(), watch.read(body.checking)),
            texts=source_notes.texts(body.cited, found.files.listed().every_path()),
            unread=found.unread,
        )


def _read(files: Files) -> Corpus:
    """Load all sentences of the files of a briefing.

    Raises:
        InputError: they are too many to be compared with each other.
    """
    if (count := len(files.scope)) > MOST_READ:
        raise InputError(
            f"a briefing compares all sentences with each other, and these are {count:,} of {len(files):,} files; write one on a "
            f"part of up to {MOST_READ:,}: a folder, --in, --since, --until"
        )
    return load(files.listed())


def of_answers(title: str, answers: Sequence[Answer], corpus: Opened, workspace: Workspace) -> Briefing:
    """Make a briefing from answers, with a section for each question."""
    answered = [each for each in answers if each.answered]
    sections = tuple(Section(question.heading(each.question), each.sentences) for each in answered)
    body = Body(sections=sections, rejected=tuple(draft for each in answers for draft in each.removed))
    missing = tuple(Unanswered(question.heading(each.question), each.nearest) for each in answers if not each.answered)
    files = corpus.files
    if len(files.scope) > MOST_READ:  # what is not cited is not needed
        cited = files.paths(dict.fromkeys(place.file for places in body.cited for place in places))
        files = files.only(map(str, cited.values()))
    notes = source_notes.source_notes(_read(files), body.cited, replace(corpus, files=files).known())
    steps = dict.fromkeys(step for each in answers for step in each.seconds)
    making = Making(__version__, workspace.models_used(), {step: sum(each.seconds[step] for each in answers) for step in steps})
    texts = source_notes.texts(body.cited, files.listed().every_path())
    return Briefing(title, body, missing, notes, making, texts, corpus.unread)


@dataclass(frozen=True)
class Updated(Record):
    """An updated Markdown briefing: its text, counts of new files, added statements, edited sentences, and why it is partial."""

    text: str
    new_files: int
    added: int
    edited: int
    partial: str


def update(
    document: Path,
    paths: Sequence[Path],
    workspace: Workspace,
    reporter: Reporter,
    minutes: float | None,
    limits: Limits = UNLIMITED,
) -> Updated:
    """Add statements from new and changed files to a Markdown briefing; its text is kept, and what people wrote is marked.

    Raises:
        InputError, StoreError, ModelError: as their messages say.
    """
    existing = _existing(document)
    watch = _Watch(minutes)
    with opened(paths, workspace, reporter, limits) as found:
        watch.mark("index")
        new = _new_files(found, existing.record, reporter)
        corpus = _read(found.files)
        already = plan.Already(tuple(corpus.cited(existing.sentences)), updating.headings(existing.text), new)
        planned = plan.plan(corpus, workspace.encoder, already=already) if new else plan.NOTHING
        watch.mark("plan")
        way = _writing_of_briefing(found, planned.common, workspace, reporter, watch)
        body = compose.compose(planned, way, frozenset(sentence.text for sentence in existing.sentences))
        cited = tuple(chain((sentence.citations for sentence in existing.sentences), body.cited))
        making = Making(__version__, workspace.models_used(), watch.read(body.checking))
        briefing = Briefing("", body, (), source_notes.source_notes(corpus, cited, found.known()), making, {}, found.unread)
    added = len(body.statements) + len(body.differences)
    return Updated(_joined(existing, briefing, cited), len(new), added, len(existing.edited), body.partial)


@dataclass(frozen=True, slots=True)
class _Existing:
    """A briefing to update: its text, its body, what follows its seal, its record, and its sentences."""

    text: str
    before: str
    after: str
    record: record.Record
    sentences: tuple[CitedSentence, ...]
    edited: tuple[CitedSentence, ...]


def _existing(document: Path) -> _Existing:
    text = cited_text.text_of(document)
    known = record.parse(text)
    before, sealed, after = cited_text.parts(text)
    if known is None or not sealed:
        raise InputError(f"{document}: {_not_to_update(known)}")
    return _Existing(text, before, after, known, cited_text.parse(text), updating.edited(text, known))


def _new_files(found: Opened, known: record.Record, reporter: Reporter) -> frozenset[str]:
    """Return the files that are new or changed since a briefing was made; warn of those that are gone."""
    files = found.known()
    for gone in sorted(set(known.read) - set(files)):
        reporter.warn(f"{gone}: the briefing was made from it, and it is not among the sources now")
    return frozenset(file for file, (_, digest) in files.items() if not digest.startswith(known.read.get(file) or "none"))


def _joined(existing: _Existing, briefing: Briefing, cited: Sequence[tuple[Citation, ...]]) -> str:
    """Return the text of an existing briefing with the body of a new one added, and with its sources and making written again."""
    edited, body = existing.edited, briefing.body
    marked = updating.marked(existing.before, [one for one in edited if one.line <= existing.before.count("\n")])
    extended = updating.extended(marked, markdown.parts(body))
    extended = updating.rescoped(extended, labels.scope(briefing), labels.partial(body))
    theirs = {record.digest(sentence) for sentence in edited}
    wrote = {record.digest(sentence) for sentence in cited_text.parse(extended)} - theirs
    read = existing.record.read if body.partial else markdown.read(briefing)
    unanswered = markdown.unanswered_in(existing.text)
    end = markdown.apparatus(briefing, unanswered, chain.from_iterable(cited), read, wrote)
    return extended + end.rstrip("\n") + existing.after


def _not_to_update(known: record.Record | None) -> str:
    """Say why a document cannot be updated, and what to do instead."""
    if known is None:
        return "not a briefing that `summarize brief` wrote as Markdown; make one with -o FILE.md"
    return "the part on its sources was changed by hand; restore it, or write a new briefing"


class _Watch:
    """Measures the seconds of each step, and whether there is time left."""

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
        """Return the seconds of all steps; the last one is writing, of which `checking` was spent on checks."""
        return {**self._seconds, "write": perf_counter() - self._last - checking, "verify": checking}

    def late(self) -> str:
        """Say why there is no time left; empty if there is."""
        over = self._minutes is not None and perf_counter() - self._started > 60.0 * self._minutes
        return f"its time was up after {self._minutes:g} minute{'' if self._minutes == 1 else 's'}" if over else ""


def _answers(
    asked: Sequence[Question], found: Opened, workspace: Workspace
) -> tuple[list[plan.PlannedSection], list[Unanswered]]:
    """Return a section for each question that the documents answer, and the questions that they do not answer."""
    answered: list[plan.PlannedSection] = []
    unanswered: list[Unanswered] = []
    for each in asked:
        ranked, chosen = choose(each, found.files, workspace, plan.STATEMENTS)
        if chosen.claims:
            answered.append(plan.PlannedSection(question.heading(each.text), chosen.claims[: plan.STATEMENTS], each))
        else:
            unanswered.append(Unanswered(question.heading(each.text), ranked[0].nearest[:NEAREST]))
    return answered, unanswered


def _writing_of_briefing(
    found: Opened, common: concepts.Weights, workspace: Workspace, reporter: Reporter, watch: _Watch
) -> compose.Writing:
    """Return how claims become statements; what several texts have in common is not cut from a long sentence."""
    paths = found.files.listed().every_path()
    means = Means(workspace.parser, rewords(paths, workspace), lambda text: concepts.worth(text, common))

    def written(claim: Claim, asked: Question) -> Generator[Request, str, statement.Outcome]:
        return statement.write(claim, asked, paths, means)

    return compose.Writing(
        write=lambda jobs: workspace.writer.side_by_side(written(claim, asked) for claim, asked in jobs),
        side_by_side=lambda claim: statement.side_by_side(claim, paths),
        late=watch.late,
        progress=reporter.step,
        finished=reporter.statement,
    )
