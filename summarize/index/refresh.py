"""Bring an index up to date with the files; only new, changed and deleted files are processed."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from pathlib import Path

from summarize.documents import metadata, readers, speakers
from summarize.documents.context import needs_context
from summarize.documents.not_read import BROKEN
from summarize.documents.readers import containers
from summarize.documents.sentences import split_sentences
from summarize.errors import ReadError, TransientReadError
from summarize.index.rows import Entry, Stamp
from summarize.index.store import NO_WORDS, NOTHING, Sink, Staged, Store, Words
from summarize.models.embedder import Encoder, Vectors
from summarize.places import Places
from summarize.text.terms import comparable_words
from summarize.types.document import Document, Metadata, SourceFile, Unread
from summarize.types.evidence import ContextKind, Sentence

TOGETHER = 2_000
"""Sentences that are encoded, and staged, together."""


@dataclass(slots=True)
class Refreshed:
    """What a refresh did; `unreadable` has one line for each file that cannot be read, `unread` the same for other programs."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    sentences: int = 0
    unreadable: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def add(self, other: "Refreshed") -> None:
        """Add what another process did."""
        self.new += other.new
        self.changed += other.changed
        self.removed += other.removed
        self.unchanged += other.unchanged
        self.sentences += other.sentences
        self.unreadable += other.unreadable
        self.unread += other.unread

    def fail(self, file: SourceFile, message: str) -> None:
        """Note that a file cannot be read."""
        self.unreadable.append(message)
        self.unread.append(Unread(file.name, message.removeprefix(str(file.path)).lstrip(": "), BROKEN))


Progress = Callable[[str, int, int], object]
"""Called with the current file, the number of files done and the number to do."""


def refresh(
    store: Store, files: Sequence[SourceFile], folders: Sequence[Path], encoder: Callable[[], Encoder], progress: Progress
) -> Refreshed:
    """Make the index agree with `files`; remove indexed files below `folders` that are not among them.

    `encoder` is called, and its model loaded, only if there is something to encode. Files are read while those before them are
    encoded, and batches are published once they are encoded. After an interruption the next refresh continues from there.
    """
    work = look(store, files, folders)
    stage(store, work, encoder, progress)
    forget(store, work)
    return work.done


@dataclass(frozen=True, slots=True)
class Work:
    """What there is to do: the state of the files before, those that must be read, and those that are not there any more.

    `words` are those that got a vector by this work.
    """

    known: dict[str, Stamp]
    files: list[SourceFile]
    done: Refreshed
    gone: Sequence[str] = ()
    words: set[str] = field(default_factory=set)


def look(store: Store, files: Sequence[SourceFile], folders: Sequence[Path]) -> Work:
    """Compare files, which are all that there are below some folders, with what a store has of them."""
    done, paths = Refreshed(), [str(file.path) for file in files]
    with closing(store.snapshot()) as before:
        known, troubles = before.stamps(paths), before.troubles(paths)
        todo = [file for file in files if _differs(file, known, done)]
        present = set(paths)
        gone = [path for path in before.paths(folders) if path not in present] if folders else []
    tried = {str(file.path) for file in todo}
    for file in files:
        if (path := str(file.path)) in troubles and path not in tried:
            done.fail(file, troubles[path])
    return Work(known, todo, done, gone)


def stage(store: Sink, work: Work, encoder: Callable[[], Encoder], progress: Progress) -> None:
    """Read, encode and stage files, and publish them as soon as there is enough to; an interruption keeps finished work."""
    pending = _Pending(store, work.known, work.done)
    pool = ThreadPoolExecutor(1)
    waiting: deque[tuple[list[_Read], Future[_Encoded]]] = deque()
    try:
        for batch in _batches(_read(work.files, pending, progress)):
            words = {word for read in batch for word in _words(read)} - work.words
            new = sorted(words - store.with_vector(sorted(words)))
            work.words.update(new)
            waiting.append((batch, pool.submit(_encode, encoder, batch, new)))
            if len(waiting) > 1:
                pending.stage(*waiting.popleft())
        while waiting:
            pending.stage(*waiting.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        try:
            while waiting and waiting[0][1].done() and not waiting[0][1].cancelled():
                pending.stage(*waiting.popleft())
        finally:
            pending.publish()
    if work.files:
        progress("", len(work.files), len(work.files))


def forget(store: Store, work: Work) -> None:
    """Remove what a store has of files that were not there any more when the work began."""
    if work.gone:
        store.publish([], removed=work.gone)
        work.done.removed += len(work.gone)


def _differs(file: SourceFile, known: dict[str, Stamp], done: Refreshed) -> bool:
    """Whether a file must be read: it is not known, or its size or time has changed since it was read."""
    stamp = known.get(str(file.path))
    try:
        stat = containers.stat(file.path)
    except OSError:
        return True  # reading it says why
    same = stamp is not None and (stamp.size, stamp.mtime_ns) == (stat.st_size, stat.st_mtime_ns)
    done.unchanged += same
    return not same


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read: its state, its sentences, each with the hash of its lines, and its metadata."""

    path: str
    stamp: Stamp
    sentences: list[tuple[Sentence, str]]
    metadata: Metadata
    places: Places


@dataclass(frozen=True, slots=True)
class _Encoded:
    """The vectors of a batch's sentences in their order, and those of new words."""

    vectors: Vectors
    words: Words


@dataclass(slots=True)
class _Pending:
    """What is to be published next: staged batches, files that cannot be read or are gone, and files that only look changed."""

    store: Sink
    known: dict[str, Stamp]
    done: Refreshed
    staged: list[Staged] = field(default_factory=list)
    troubled: list[Entry] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    touched: dict[str, Stamp] = field(default_factory=dict)

    def stage(self, batch: Sequence[_Read], encoding: "Future[_Encoded]") -> None:
        """Stage a batch once it is encoded; publish if there is enough to."""
        encoded = encoding.result()
        starts = [0, *accumulate(len(read.sentences) for read in batch)]
        entries = [
            Entry(one.path, one.stamp, one.sentences, encoded.vectors[first:last], one.metadata, one.places)
            for one, (first, last) in zip(batch, pairwise(starts), strict=True)
        ]
        self.staged.append(self.store.stage(entries, encoded.words))
        self.done.sentences += starts[-1]
        changed = sum(read.path in self.known for read in batch)
        self.done.changed += changed
        self.done.new += len(batch) - changed
        if len(self.staged) >= self.store.together:
            self.publish()

    def publish(self) -> None:
        """Publish what there is."""
        if self.troubled:
            self.staged.append(self.store.stage(self.troubled, NO_WORDS))
        if self.staged or self.removed or self.touched:
            self.store.publish(self.staged, self.removed, self.touched)
        self.staged, self.troubled, self.removed, self.touched = [], [], [], {}


def _read(files: Sequence[SourceFile], pending: _Pending, progress: Progress) -> Iterator[_Read]:
    """Read files; note those that cannot be read, and those that were saved without a change."""
    for number, file in enumerate(files):
        progress(file.name, number, len(files))
        path = str(file.path)
        before = pending.known.get(path)
        try:
            stat = containers.stat(file.path)
            document = readers.read(file.path)
        except (ReadError, OSError) as error:
            pending.done.fail(file, str(error))
            if _stays_unreadable(file, error):
                stamp = Stamp(stat.st_size, stat.st_mtime_ns, "")
                pending.troubled.append(Entry(path, stamp, (), NOTHING, trouble=str(error)))
            elif before is not None:
                pending.removed.append(path)
            continue
        stamp = Stamp(stat.st_size, stat.st_mtime_ns, document.sha256)
        if before is not None and before.sha256 == document.sha256:
            pending.touched[path] = stamp
            pending.done.unchanged += 1
            continue
        found = speakers.attribute(split_sentences(document.lines))
        described = replace(metadata.read(document, file.path.stem), language=_language(found))
        yield _Read(path, stamp, list(_hashed(found, document)), described, document.places)


def _hashed(found: Sequence[Sentence], document: Document) -> Iterator[tuple[Sentence, str]]:
    """Yield sentences with the hash of their lines; their context gets the hash of its own lines."""
    known = {
        context: replace(context, lines_sha256=document.lines_sha256(context.first_line, context.last_line))
        for context in dict.fromkeys(context for sentence in found for context in sentence.context)
    }
    for sentence in found:
        context = tuple(known[each] for each in sentence.context)
        yield replace(sentence, context=context), document.lines_sha256(sentence.context_line, sentence.last_line)


def _language(sentences: Sequence[Sentence]) -> str | None:
    """Return the language of most sentences, None if there are none."""
    counted = Counter(sentence.language for sentence in sentences)
    return counted.most_common(1)[0][0] if counted else None


def _stays_unreadable(file: SourceFile, error: Exception) -> bool:
    """Whether a file need not be tried again until it changes: an isolated reader failed, and not for a passing reason."""
    kind = readers.format_of(file.path)
    return kind is not None and kind.isolated and isinstance(error, ReadError) and not isinstance(error, TransientReadError)


def _batches(read: Iterable[_Read]) -> Iterator[list[_Read]]:
    """Yield files with about `TOGETHER` sentences at a time."""
    batch: list[_Read] = []
    count = 0
    for one in read:
        batch.append(one)
        count += len(one.sentences)
        if count >= TOGETHER:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch


def _words(read: _Read) -> Iterator[str]:
    """Return the words of a file with which a question's words may be compared."""
    return (word for sentence, _ in read.sentences for word in comparable_words(sentence.text))


def _encode(encoder: Callable[[], Encoder], batch: Sequence[_Read], words: Sequence[str]) -> _Encoded:
    texts = [in_context(sentence) for read in batch for sentence, _ in read.sentences]
    both = encoder().encode([*texts, *words])
    return _Encoded(both[: len(texts)], Words(words, both[len(texts) :]))


def in_context(sentence: Sentence) -> str:
    """Return the text to encode for a unit, with the name that its leading pronoun refers to at the front.

    Its context comes before it, too, unless it is a sentence, alone or as an item: a sentence says what it is about, and moves
    away from a question about that, or towards one about its heading, if it is encoded with its headings.

    >>> from summarize.types.document import BlockKind
    >>> from summarize.types.evidence import Context, ContextKind
    >>> in_context(Sentence("closed", "", 3, 3, kind=BlockKind.ITEM, context=(Context(ContextKind.HEADING, "Monday", 1, 1),)))
    'Monday: closed'
    """
    shown = sentence.context if needs_context(sentence) else ()
    around = (context.text.rstrip(":") for context in shown if context.kind is not ContextKind.COLUMNS)
    return ": ".join(filter(None, [*around, sentence.subject, sentence.text]))
