"""The composer of answers: refresh the index, retrieve, group, write. A command calls one function here."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from summarize.app import shared_store
from summarize.app.drafts import rewords
from summarize.app.open_index import Opened, opened
from summarize.app.reporter import Reporter
from summarize.app.setup import UNLIMITED, Limits
from summarize.app.workspace import Workspace
from summarize.briefing import overview
from summarize.claims import choose as choosing
from summarize.claims.choose import Chosen
from summarize.claims.contained import Models
from summarize.documents import readers
from summarize.errors import InputError, ReadError
from summarize.index import refresh
from summarize.index.corpus import load
from summarize.index.files import Files
from summarize.rendering.answer import text as text_rendering
from summarize.search import counting, narrowing, question, reading, retrieve
from summarize.search.narrowing import Headed, Narrowed, Part, Portion
from summarize.search.question import Question
from summarize.text.terms import stems
from summarize.types.answer import Answer, AnswerSentence, Kind, Reading, Rejected
from summarize.types.document import Document
from summarize.types.evidence import Claim, Evidence
from summarize.writing import count as writing_count
from summarize.writing import statement
from summarize.writing import total as writing_total
from summarize.writing.ladder import Means

UNCLEAR = "refers to something that neither it nor the sentence before it names"
NEAREST, NEAR = 5, 0.05
"""Number of lines that are shown if nothing answers a question, and the least probability of those."""
MOST_COUNTED = 500
"""Files that are read again to count words in them."""
TOO_MANY = f"Words are counted in at most {MOST_COUNTED} files; ask fewer of them (--in, --since)."
MOST_FILES = 20
"""Files of which the most salient statements are picked for a question; more are for a briefing."""


def ask(
    text: str,
    paths: Sequence[Path],
    workspace: Workspace,
    reporter: Reporter,
    *,
    sentences: int = 8,
    speaker: str | None = None,
    limits: Limits = UNLIMITED,
) -> Answer:
    """Answer a question from documents in at most `sentences` sentences, each with the lines that support it.

    `speaker` restricts the evidence to what one person says. A question with several parts is answered for each part, and the
    answer names the parts that the documents do not cover.

    Raises:
        InputError, StoreError, ModelError: as their messages say.
    """
    asked = question.parse(text, speaker)
    workspace.start_writer()
    workspace.start_reader()
    started = perf_counter()
    with opened(paths, workspace, reporter, limits) as corpus:
        return answer(asked, corpus, workspace, reporter, sentences=sentences, indexing=perf_counter() - started)


def answer(
    asked: Question, corpus: Opened, workspace: Workspace, reporter: Reporter, *, sentences: int, indexing: float
) -> Answer:
    """Answer a question from an index that is open; `indexing` is the time in seconds that it took to open it.

    Raises:
        StoreError, ModelError: as their messages say.
    """
    started = perf_counter()
    _ = workspace.encoder  # the cross-encoder is loaded beside it
    narrowed, as_read = reading.read(asked, corpus.files, workspace.reader)
    sentences = max(sentences, choosing.COMPLETE) if asked.complete else sentences
    where, ranked, chosen = _found(narrowed, corpus.files, workspace, sentences)
    as_read = as_read if where is narrowed else replace(as_read, names=(), scope=(), dates=None)
    asked, files = where.question, where.files
    if said := text_rendering.read_as(as_read):
        reporter.note(said)
    count, as_read = _counted(asked, as_read, files)
    count = count or _totalled(chosen, files)
    if count:
        reporter.sentence(count)
    chosen = Chosen() if as_read.hint or count else chosen
    retrieved = perf_counter()
    to = _Writing(reporter, files.paths(sorted({name for claim in chosen.claims for name in claim.files})), sentences)
    written, removed, checked = _write(chosen.claims, asked, workspace, to)
    written = (count,) if count else written
    if not written and not as_read.hint and workspace.encoder.english_only:
        as_read = replace(as_read, hint=reading.in_other_language(asked, files))
    unclear = (claim.best.sentence.text for claim in chosen.unclear)
    removed += tuple(Rejected(text, UNCLEAR) for text in unclear if not text[:1].islower())  # a text in lower case is a fragment
    return Answer(
        question=asked.text,
        sentences=written,
        removed=removed,
        nearest=() if written else _once(one for one in ranked[0].nearest if one.score >= NEAR)[:NEAREST],
        embedder=workspace.encoder.name,
        writer=workspace.setup.writer_name(),
        seconds={
            "index": indexing,
            "retrieve": retrieved - started,
            "write": perf_counter() - retrieved - checked,
            "verify": checked,
        },
        sources=corpus.metadata(place.file for sentence in written for place in sentence.citations),
        uncovered=tuple(q.about for q, r in zip(asked.parts, ranked[1:], strict=True) if written and not r.bearing),
        unread=corpus.unread,
        more=chosen.more,
        reading=as_read,
        judged=ranked[0].nearest,
    )


def _counted(asked: Question, as_read: Reading, files: Files) -> tuple[AnswerSentence | None, Reading]:
    """Return the sentence that counts the words which a question asks to be counted, or why there is none."""
    what = counting.counted(asked.text)
    if what is None or len(files) > MOST_COUNTED:
        return None, replace(as_read, hint=TOO_MANY) if what else as_read
    documents: dict[str, Document] = {}
    for name, path in files.listed().every_path().items():
        with suppress(ReadError):  # reported as not read when the index was brought up to date
            documents[name] = readers.read(path)
    sentence = writing_count.write(what, documents)
    if sentence is None:
        return None, replace(as_read, hint=f"“{what}” occurs nowhere in the {len(documents)} files.")
    return sentence, as_read


def _totalled(chosen: Chosen, files: Files) -> AnswerSentence | None:
    """Return the sentence that gives what the values of a column make, if a question asks for that."""
    if chosen.total is None:
        return None
    return writing_total.write(chosen.total, files.paths({chosen.total.rows[0].file}))


def _found(
    narrowed: Narrowed, everywhere: Files, workspace: Workspace, count: int
) -> tuple[Narrowed, list[retrieve.Ranked], Chosen]:
    """Return where a question is answered, what is relevant there, and the claims chosen for the answer.

    What the document that it names does not answer may be asked `everywhere`.
    """
    ranked, chosen = _all_of(narrowed, count) or choose(narrowed.question, narrowed.files, workspace, count, narrowed.part)
    if not (chosen.claims or chosen.total) and (wider := narrowing.wider(narrowed, everywhere)):
        return _found(wider, everywhere, workspace, count)  # which names no document
    return narrowed, ranked, chosen


def _all_of(narrowed: Narrowed, count: int) -> tuple[list[retrieve.Ranked], Chosen] | None:
    """Return the most salient statements of the files or the part that a question asks all of; `None` if it asks for less."""
    if not narrowed.whole or (not isinstance(narrowed.part, Part) and len(narrowed.files) > MOST_FILES):
        return None
    found = load(narrowed.files.listed())
    pieces = [piece for piece in found.evidence if narrowed.part is None or narrowed.part.holds(piece.sentence)]
    if isinstance(narrowed.part, Headed) and len({(one.file, narrowed.part.over(one.sentence)) for one in pieces}) != 1:
        return None  # none, or several parts have such a heading
    if narrowed.part is None and narrowing.topic(narrowed.question) and not narrowed.named and narrowed.period is None:
        return None
    shown = overview.most_salient(found, pieces, count)
    if not shown:
        return None
    return [retrieve.Ranked(shown, shown)], Chosen(tuple(Claim((piece,), 1) for piece in shown))


def choose(
    asked: Question, files: Files, workspace: Workspace, sentences: int, part: Portion | None = None
) -> tuple[list[retrieve.Ranked], Chosen]:
    """Return what is relevant to a question and to each of its parts, and the claims chosen for the answer."""
    ranked = [_retrieved(each, files, workspace, part) for each in (asked, *asked.parts)]
    bearing = {piece.file for found in ranked for piece in found.bearing}
    likely = retrieve.likely_files(asked, files, workspace.encoder, bearing)
    comparing = Models(workspace.parser, workspace.encoder, lambda: workspace.entailment) if workspace.parser else None
    return ranked, choosing.choose(asked, ranked, load(likely), workspace.encoder, sentences, comparing)


def _retrieved(asked: Question, files: Files, workspace: Workspace, part: Portion | None = None) -> retrieve.Ranked:
    """Return the evidence for a question; only one about what somebody says needs the parser, which takes time to start."""
    parser_ = workspace.parser if asked.speaker else None
    models = retrieve.Models(workspace.encoder, workspace.reader, parser_)
    return retrieve.retrieve(asked, files, models, part)


@dataclass(frozen=True, slots=True)
class _Writing:
    """Where finished sentences are reported, the files that they cite, by name, and how many are wanted."""

    reporter: Reporter
    paths: Mapping[str, Path]
    count: int


def _write(
    chosen: Sequence[Claim], asked: Question, workspace: Workspace, to: _Writing
) -> tuple[tuple[AnswerSentence, ...], tuple[Rejected, ...], float]:
    """Write claims as sentences; return those that hold, the rejected drafts, and the seconds spent on checking."""
    written: list[AnswerSentence] = []
    heads: list[AnswerSentence] = []
    removed: list[Rejected] = []
    checked = 0.0
    left = list(chosen)
    means = Means(workspace.parser, rewords(to.paths, workspace))
    while left and len(written) - len(heads) < to.count:
        together = to.count - len(written) + len(heads) if written else 1  # the user waits for the first one, written alone
        wave, left = left[:together], left[together:]
        jobs = (statement.write(claim, asked, to.paths, means) for claim in wave)
        for outcome in workspace.writer.side_by_side(jobs):
            removed.extend(outcome.rejected)
            checked += outcome.checking
            new = [one for one in (outcome.head, outcome.sentence) if outcome.sentence and one and not _is_repeated(one, written)]
            heads += [one for one in new if one is outcome.head]
            for one in new:
                written.append(one)
                to.reporter.sentence(one)
    return tuple(written), tuple(removed), checked


def _once(lines: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return lines without copies of those before them."""
    found: dict[frozenset[str], Evidence] = {}
    for line in lines:
        found.setdefault(stems(line.sentence.text), line)
    return tuple(found.values())


def _is_repeated(one: AnswerSentence, written: Sequence[AnswerSentence]) -> bool:
    """Whether an answer has a sentence already; two lists may have one item, so items are compared with their citations."""
    return one in written if one.kind is Kind.LIST else any(one.text == other.text for other in written)


def search(
    text: str, paths: Sequence[Path], workspace: Workspace, reporter: Reporter, limits: Limits = UNLIMITED
) -> tuple[retrieve.Ranked, Reading]:
    """Return the passages relevant to a question, best first, and the nearest ones in any case, and how the question was read.

    No language model is used.

    Raises:
        InputError, StoreError, ModelError: as their messages say.
    """
    asked = question.parse(text)
    with opened(paths, workspace, reporter, limits) as corpus:
        narrowed, as_read = reading.read(asked, corpus.files, workspace.reader)
        if said := text_rendering.read_as(as_read):
            reporter.note(said)
        return _retrieved(narrowed.question, narrowed.files, workspace, narrowed.part), as_read


def build_index(
    paths: Sequence[Path], workspace: Workspace, reporter: Reporter, *, rebuild: bool = False, ray: str | None = None
) -> tuple[refresh.Refreshed, tuple[int, int]]:
    """Bring the index, or the store of many machines, up to date; return what was done, and its files and sentences.

    Raises:
        InputError, StoreError, ModelError: as their messages say.
    """
    if workspace.setup.store:
        return shared_store.publish(paths, workspace, reporter, rebuild=rebuild, ray=ray)
    if ray:
        raise InputError("--ray needs --store, or store= in Python: an index in a folder is built by one process")
    with opened(paths, workspace, reporter, rebuild=rebuild) as corpus:
        return corpus.refreshed, corpus.files.index.count()
