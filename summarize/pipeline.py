"""The only composer: refresh the index, retrieve, group, write. Each command of the command line calls one function here."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from time import perf_counter

from summarize import checking, cited_text, claims, indexing, models, question, retrieval, sources, writing
from summarize.embedding import SentenceEncoder
from summarize.errors import InputError
from summarize.generation import Writer
from summarize.index import Index, open_index
from summarize.types import Answer, AnswerSentence, Checked, Citation, Claim, Evidence, Kind, Rejected
from summarize.verification import agrees

CONSIDERED = 60
"""Pieces of evidence that are grouped into claims."""
FACTOID_MARGIN, OPEN_MARGIN, SPOKEN_MARGIN = 0.08, 0.2, 0.35
"""How far below the best claim another may score: little where one fact is wanted, most where all that someone said is."""


@dataclass(frozen=True)
class Workspace:
    """Where the models and the index of this run are; models are loaded when first needed."""

    models: Path
    index: Path
    model: Path | None = None

    @cached_property
    def encoder(self) -> SentenceEncoder:
        """The embedder, checked and loaded."""
        embedder = models.default("embedder")
        return SentenceEncoder(models.require(embedder, self.models), embedder.name)

    @cached_property
    def writer(self) -> Writer:
        """The writer, checked and loaded."""
        return Writer(self.writer_path())

    def writer_path(self) -> Path:
        """The GGUF file to write with: `--model`, else the bundled one."""
        if self.model is not None:
            return models.require_gguf(self.model)
        return models.require(models.default("writer"), self.models)

    def embedder_identity(self) -> str:
        """What an index is tied to: the embedder's name and the start of its weights' hash."""
        embedder = models.default("embedder")
        weights = next(file for file in embedder.files if file.name.endswith(".safetensors"))
        models.require(embedder, self.models)
        return f"{embedder.name} {str(weights.sha256)[:12]}"


@dataclass(frozen=True, slots=True)
class Reporter:
    """Where a run tells how it goes: `warn` one line, `indexing` a step of indexing, `sentence` one as it is finished."""

    warn: Callable[[str], None]
    indexing: indexing.Progress
    sentence: Callable[[AnswerSentence], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """An up-to-date index, and the files of this run by path with the names that citations use."""

    index: Index
    files: dict[str, str]
    refreshed: indexing.Refreshed


@contextmanager
def opened(paths: Sequence[Path], workspace: Workspace, reporter: Reporter, *, rebuild: bool = False) -> Iterator[Opened]:
    """Open the index, brought up to date with the sources.

    Raises:
        InputError: a source cannot be used, or none of the files holds a sentence.
        StoreError, ModelError: the index or the embedder cannot be used.
    """
    found = sources.find(paths)
    for warning in found.warnings:
        reporter.warn(warning)
    index = open_index(workspace.index, workspace.embedder_identity(), rebuild=rebuild)
    try:
        if index.rebuilt:
            reporter.warn(f"{index.rebuilt}; it is built anew")
        folders = [path for path in paths if path.is_dir()]
        done = indexing.refresh(index, found.files, folders, lambda: workspace.encoder, reporter.indexing)
        for line in done.unreadable:
            reporter.warn(line)
        files = {str(file.path): file.name for file in found.files}
        if not index.ids(files):
            raise InputError(f"{', '.join(map(str, paths))}: no sentences to answer from")
        yield Opened(index, files, done)
    finally:
        index.close()


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
        ranked = [retrieval.retrieve(q, corpus.index, workspace.encoder, corpus.files) for q in (asked, *asked.parts)]
        considered = _united(ranked)[:CONSIDERED]
        found = claims.group(considered, corpus.index.vectors([e.id for e in considered]))
    chosen = choose_for_parts(asked, found, ranked, sentences)
    retrieved = perf_counter()
    told, removed, checking = _tell(chosen, asked, workspace, reporter)
    return Answer(
        question=text,
        sentences=told,
        removed=removed,
        nearest=() if told else ranked[0].nearest[:5],
        embedder=workspace.encoder.name,
        writer=workspace.writer_path().stem,
        seconds={
            "index": indexed - started,
            "retrieve": retrieved - indexed,
            "write": perf_counter() - retrieved - checking,
            "verify": checking,
        },
        uncovered=tuple(q.about for q, r in zip(asked.parts, ranked[1:], strict=True) if told and not r.bearing),
    )


def _united(ranked: Sequence[retrieval.Ranked]) -> tuple[Evidence, ...]:
    """What bears on a question or on a part of it, best first; a piece that bears on several counts by its best score."""
    best: dict[int, Evidence] = {}
    for piece in (piece for found in ranked for piece in found.bearing):
        if piece.id not in best or best[piece.id].score < piece.score:
            best[piece.id] = piece
    return tuple(sorted(best.values(), key=lambda piece: -piece.score))


def choose_for_parts(
    asked: question.Question, found: Sequence[Claim], ranked: Sequence[retrieval.Ranked], count: int
) -> tuple[Claim, ...]:
    """The claims to tell; of a question with several parts, the best of each part in turn, at most `count` in all.

    `ranked` holds what bears on the whole question, then on each of its parts.
    """
    if not asked.parts:
        return choose(asked, found, count)
    for_part = []
    for part, bearing in zip(asked.parts, ranked[1:], strict=True):
        ids = {piece.id for piece in bearing.bearing}
        for_part.append(choose(part, [claim for claim in found if any(e.id in ids for e in claim.evidence)], count))
    in_turn = [claim for row in zip_longest(*for_part) for claim in row if claim is not None]
    return tuple(dict.fromkeys(in_turn))[:count]


def choose(asked: question.Question, found: Sequence[Claim], count: int) -> tuple[Claim, ...]:
    """The claims to tell: the best and those not far below it, at most `count`."""
    ranked = sorted(found, key=lambda claim: -claim.best.score)
    factoid = asked.wanted is not question.Wanted.ANYTHING
    margin = FACTOID_MARGIN if factoid else SPOKEN_MARGIN if asked.speaker else OPEN_MARGIN
    floor = ranked[0].best.score - margin if ranked else 0.0
    return tuple(claim for claim in ranked if claim.best.score >= floor)[:count]


def _tell(
    chosen: Sequence[Claim], asked: question.Question, workspace: Workspace, reporter: Reporter
) -> tuple[tuple[AnswerSentence, ...], tuple[Rejected, ...], float]:
    """The sentences that hold, what was rejected, and the seconds spent on checking."""
    told: list[AnswerSentence] = []
    removed: list[Rejected] = []
    checking = 0.0
    for claim in chosen:
        outcome = writing.write(claim, asked, workspace.writer)
        written = outcome.written
        removed.extend(outcome.rejected)
        checking += outcome.checking
        if written is None or any(written.text == other.text for other in told):
            continue
        evidence = supporting(written, claim)
        sentence = AnswerSentence(
            text=written.text,
            kind=written.kind,
            support=written.support,
            speaker=claim.best.sentence.speech.speaker,
            origins=claims.origins(evidence),
            citations=tuple(cite(piece) for piece in evidence),
        )
        told.append(sentence)
        reporter.sentence(sentence)
    return tuple(told), tuple(removed), checking


def supporting(written: writing.Written, claim: Claim) -> tuple[Evidence, ...]:
    """The evidence that a sentence may cite: what it was written from, and what states the same fact."""
    stated = claim.best.sentence.text if written.kind is Kind.QUOTED else written.text
    return (claim.best, *(piece for piece in claim.evidence[1:] if agrees(stated, piece.sentence)))


def cite(evidence: Evidence) -> Citation:
    """The place of a piece of evidence; with the line above that names whom its pronoun stands for."""
    sentence = evidence.sentence
    return Citation(evidence.file, sentence.context_line, sentence.last_line, sentence.raw, evidence.lines_sha256)


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
