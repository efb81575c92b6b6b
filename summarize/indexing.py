"""Bringing an index up to date with the files: new, changed and deleted ones only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from summarize import metadata, readers, segmentation, speech
from summarize.embedding import Encoder
from summarize.errors import ReadError
from summarize.index import Index, Stamp
from summarize.terms import comparable_words
from summarize.types import Sentence, SourceFile


@dataclass(slots=True)
class Refreshed:
    """What a refresh did; `unreadable` holds one line for each file that was passed over."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    sentences: int = 0
    unreadable: list[str] = field(default_factory=list)


Progress = Callable[[str, int, int], None]
"""Called with the file in work, the number of files done and the number to do."""


def refresh(
    index: Index, files: Sequence[SourceFile], folders: Sequence[Path], encoder: Callable[[], Encoder], progress: Progress
) -> Refreshed:
    """Make the index agree with `files`; what it holds from below `folders` and is gone is removed.

    `encoder` is called, and its model loaded, only if there is something to encode. Each file is stored as soon as it is
    encoded: after an interruption the next refresh goes on from there.
    """
    done = Refreshed()
    known = index.stamps()
    todo = [file for file in files if _differs(file, known, done)]
    for number, file in enumerate(todo):
        progress(file.name, number, len(todo))
        _store(index, file, known, encoder, done)
    if todo:
        progress("", len(todo), len(todo))
    gone = _gone(known, files, folders)
    if gone:
        index.remove(gone)
        done.removed = len(gone)
    return done


def _differs(file: SourceFile, known: dict[str, Stamp], done: Refreshed) -> bool:
    """Whether a file needs reading: not known, or of another size or time than when it was read."""
    stamp = known.get(str(file.path))
    try:
        stat = file.path.stat()
    except OSError:
        return True  # reading it says why
    same = stamp is not None and (stamp.size, stamp.mtime_ns) == (stat.st_size, stat.st_mtime_ns)
    done.unchanged += same
    return not same


def _store(index: Index, file: SourceFile, known: dict[str, Stamp], encoder: Callable[[], Encoder], done: Refreshed) -> None:
    path = str(file.path)
    before = known.get(path)
    try:
        stat = file.path.stat()
        document = readers.read(file.path)
    except (ReadError, OSError) as error:
        done.unreadable.append(str(error))
        if before is not None:
            index.remove([path])
        return
    stamp = Stamp(stat.st_size, stat.st_mtime_ns, document.sha256)
    if before is not None and before.sha256 == document.sha256:
        index.touch(path, stamp)
        done.unchanged += 1
        return
    found = speech.attribute(segmentation.sentences(document.lines))
    vectors = encoder().encode([in_context(sentence) for sentence in found])
    hashed = [(s, readers.lines_sha256(document.lines, s.context_line, s.last_line)) for s in found]
    _store_words(index, found, encoder)
    index.put(path, stamp, hashed, vectors, metadata.read(document.lines, file.path.stem))
    done.sentences += len(found)
    if before is None:
        done.new += 1
    else:
        done.changed += 1
    if not found:
        done.unreadable.append(f"{file.path}: holds no sentences")


def _store_words(index: Index, sentences: Sequence[Sentence], encoder: Callable[[], Encoder]) -> None:
    """Encode the words that a question's words may be compared with, once each."""
    new = index.new_words(word for sentence in sentences for word in comparable_words(sentence.text))
    if new:
        index.put_words(new, encoder().encode(new))


def in_context(sentence: Sentence) -> str:
    """What is encoded of a sentence: its text, with the name that a leading pronoun stands for in front."""
    return f"{sentence.subject}: {sentence.text}" if sentence.subject else sentence.text


def _gone(known: dict[str, Stamp], files: Sequence[SourceFile], folders: Sequence[Path]) -> list[str]:
    present = {str(file.path) for file in files}
    roots = [folder.resolve() for folder in folders]
    return [path for path in known if path not in present and any(Path(path).is_relative_to(root) for root in roots)]
