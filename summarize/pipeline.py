"""The only composer: refresh the index, retrieve, group, write. Each command of the command line calls one function here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from time import perf_counter

from summarize import (
    checking,
    choosing,
    cited_text,
    claims,
    indexing,
    models,
    question,
    readers,
    retrieval,
    sources,
    writing,
)
from summarize.corpus import load
from summarize.embedding import SentenceEncoder
from summarize.errors import InputError
from summarize.generation import Writer
from summarize.index import Index, open_index
from summarize.types import (
    Answer,
    AnswerSentence,
    Checked,
    Citation,
    Claim,
    Disagreement,
    Evidence,
    Rejected,
    Variant,
    Version,
)
from summarize.verification import agrees


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

    @property
    def paths(self) -> dict[str, Path]:
        """The files by the names that citations use."""
        return {name: Path(path) for path, name in self.files.items()}


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
        bearing = {piece.file for found in ranked for piece in found.bearing}
        likely = retrieval.likely_files(asked, corpus.index, workspace.encoder, corpus.files)
        likely |= {path: name for path, name in corpus.files.items() if name in bearing}
        chosen = choosing.choose(asked, ranked, load(corpus.index, likely), workspace.encoder, sentences)
        retrieved = perf_counter()
        told, removed, checking = _tell(chosen, asked, workspace, _Telling(reporter, corpus.paths, sentences))
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


@dataclass(frozen=True, slots=True)
class _Telling:
    """Where sentences are told, the files that they cite by name, and how many are wanted."""

    reporter: Reporter
    paths: Mapping[str, Path]
    count: int


def _tell(
    chosen: Sequence[Claim], asked: question.Question, workspace: Workspace, telling: _Telling
) -> tuple[tuple[AnswerSentence, ...], tuple[Rejected, ...], float]:
    """The sentences that hold, what was rejected, and the seconds spent on checking."""
    told: list[AnswerSentence] = []
    removed: list[Rejected] = []
    checking = 0.0
    for claim in chosen:
        if len(told) == telling.count:
            break
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
            citations=tuple(cite(piece, telling.paths) for piece in evidence),
        )
        sentence = replace(sentence, disagreements=tuple(_beside(sentence, variant, telling) for variant in claim.variants))
        told.append(sentence)
        telling.reporter.sentence(sentence)
    return tuple(told), tuple(removed), checking


def _beside(told: AnswerSentence, variant: Variant, telling: _Telling) -> Disagreement:
    """What other sources give differently, beside the sentence that is told."""
    citations = tuple(cite(piece, telling.paths) for piece in variant.evidence)
    other = Version(writing.plain(variant.evidence[0].sentence), citations)
    about = f"{variant.what}: {variant.mine} / {variant.theirs}"
    return Disagreement(about, (Version(told.text, told.citations), other))


def supporting(written: writing.Written, claim: Claim) -> tuple[Evidence, ...]:
    """The evidence that a sentence may cite: what it was written from, and what states the same; of a quotation, its copies."""
    return (claim.best, *(piece for piece in claim.evidence[1:] if agrees(written.text, piece.sentences)))


def cite(evidence: Evidence, paths: Mapping[str, Path]) -> Citation:
    """The place of a piece of evidence, with the line above that names whom its pronoun stands for; `paths` by name.

    Raises:
        ReadError: the hash of two sentences' lines is to be taken, and the file cannot be read any more.
    """
    first, last = evidence.sentence, evidence.sentences[-1]
    raw, digest = first.raw, evidence.lines_sha256
    if evidence.following is not None:
        raw += (" " if first.last_line == last.first_line else "\n") + last.raw
    if last.last_line > first.last_line:
        lines = readers.read(paths[evidence.file]).lines
        digest = readers.lines_sha256(lines, first.context_line, last.last_line)
    return Citation(evidence.file, first.context_line, last.last_line, raw, digest)


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
