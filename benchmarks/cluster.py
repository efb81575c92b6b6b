"""A store for many machines beside the embedded one: what it finds, how work is shared, and what a large one costs.

    python benchmarks/cluster.py agreement FOLDER                 500 files made here: top-60 by meaning and by words, both stores
    python benchmarks/cluster.py workers FOLDER --sentences N     seconds to index with one and with two workers of one processor
    python benchmarks/cluster.py scale FOLDER --sentences N       vectors made here: milliseconds of a search, memory of an asker

FOLDER is an empty folder with room: about 4 GB a million sentences for `scale`. Ratios are within one run.
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
from scale import asked, sentence, timed, write_files

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.documents import sources
from summarize.index import refresh
from summarize.index.database import open_database
from summarize.index.files import Files, Listed
from summarize.index.lance import commit, fan_out
from summarize.index.lance.files import Root, StoredFiles
from summarize.index.lance.snapshot import LanceSnapshot
from summarize.index.lance.store import open_lance, read_lance
from summarize.index.rows import Entry, Stamp
from summarize.index.store import NO_WORDS, Snapshot, Store
from summarize.models import catalogue
from summarize.models.embedder import Encoder, Vectors
from summarize.search import question
from summarize.types.evidence import Sentence

LIMIT, QUESTIONS = 60, 200
FILES, A_FILE, DIMENSIONS, CENTRES = 500, 100, 384, 4_000
NEAR = 0.08
"""Standard deviation of each number of a made vector around its centre, which has length 1: cosines around .28 to the centre."""


def encoder(folder: Path) -> Encoder:
    """The bundled embedder."""
    return Workspace(Setup(catalogue.folder(None), folder)).encoder


class Remembering:
    """An embedder that encodes each text once, whatever store asks for it."""

    english_only = True

    def __init__(self, model: Encoder) -> None:
        self.name, self._model = model.name, model
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, shape (texts, dimensions)."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._model.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else np.zeros((0, DIMENSIONS), dtype=np.float32)


def agreement(folder: Path) -> None:
    """Print how much of the top 60 the stores share with the embedded one, by meaning and by words."""
    write_files(folder / "files", FILES * A_FILE)
    files = sources.find([folder / "files"]).files
    model = Remembering(encoder(folder))
    chance = random.Random("questions")
    questions = [question.parse(asked(chance)) for _ in range(QUESTIONS)]
    vectors = model.encode([each.text for each in questions])
    stores: dict[str, Callable[[Path], Store]] = {
        "embedded": lambda place: open_database(place, "e"),
        "every vector compared": lambda place: open_lance(str(place), "e"),
        "vectors in groups": lambda place: open_lance(str(place), "e"),
    }
    found = {}
    for name, opened in stores.items():
        commit.EXACT_UP_TO = 0 if name == "vectors in groups" else FILES * A_FILE
        with closing(opened(folder / name.replace(" ", "-"))) as store:
            refresh.refresh(store, files, [folder / "files"], lambda: model, lambda *_: None)
            found[name] = seen(store, questions, vectors)
        pairs = list(zip(found["embedded"], found[name], strict=True))
        means = [np.mean([len(a[way] & b[way]) / max(len(a[way]), 1) for a, b in pairs]) for way in (0, 1)]
        print(f"{name}: by meaning {means[0]:.3f}, by words {means[1]:.3f} of the top {LIMIT}", flush=True)


def seen(store: Store, questions: list[question.Question], vectors: Vectors) -> list[tuple[Any, Any]]:
    """The places of the top sentences of each question, by meaning and by words."""
    with closing(store.snapshot()) as index:
        scope = below_root(index).scope
        found = [
            (index.dense(v[None], scope, LIMIT), index.lexical(q.terms, scope, LIMIT))
            for q, v in zip(questions, vectors, strict=True)
        ]
        stored = index.sentences(sorted({id_ for ways in found for way in ways for id_ in way}))
    place = {id_: (one.path, one.sentence.first_line) for id_, one in stored.items()}
    return [({place[id_] for id_ in dense}, {place[id_] for id_ in lexical}) for dense, lexical in found]


def workers(folder: Path, sentences: int) -> None:
    """Print the seconds of indexing with one and two workers, each with one processor, and the efficiency of two."""
    write_files(folder / "files", sentences)
    files = sources.find([folder / "files"]).files
    seconds = {}
    every = sorted(os.sched_getaffinity(0))
    for count in (1, 2):
        shutil.rmtree(folder / "store", ignore_errors=True)
        os.sched_setaffinity(0, every[:count])
        with closing(open_lance(str(folder / "store"), "e")) as store:
            load = partial(encoder, folder)
            seconds[count], done = timed(
                partial(fan_out.refresh, store, files, [folder / "files"], load, lambda *_: None, fan_out.HERE)
            )
        print(f"{done.sentences} sentences, {count} workers: {seconds[count]:.1f} s", flush=True)
    print(f"efficiency of two: {seconds[1] / seconds[2] / 2:.2f}")


def vectors_of(chance: np.random.Generator, centres: Vectors, count: int) -> Vectors:
    """Made vectors of unit length around centres, shape (count, dimensions)."""
    some = centres[chance.integers(0, len(centres), count)] + NEAR * chance.standard_normal((count, DIMENSIONS), dtype=np.float32)
    return np.asarray(some / np.linalg.norm(some, axis=1, keepdims=True), dtype=np.float32)


def made(chance: np.random.Generator, path: str, vectors: Vectors) -> Entry:
    """A file of made sentences with made vectors."""
    words = random.Random(int(chance.integers(1 << 60)))
    texts = (sentence(words) for _ in vectors)
    found = [(Sentence(text, text, line, line, language="en"), "x" * 64) for line, text in enumerate(texts, start=1)]
    return Entry(path, Stamp(1, 1, path), found, vectors)


def fill(store: Store, sentences: int, start: int = 0) -> None:
    """Store made files until there are so many sentences."""
    chance = np.random.default_rng(start + 1)
    centres = made_centres()
    staged = []
    for first in range(start, sentences, 100 * A_FILE):
        entries = [
            made(chance, f"/{first // A_FILE + number:07}.txt", vectors_of(chance, centres, A_FILE)) for number in range(100)
        ]
        staged.append(store.stage(entries, NO_WORDS))
        if len(staged) == 50 or first + 100 * A_FILE >= sentences:
            store.publish(staged)
            staged = []
            print(f"{first + 100 * A_FILE:,} stored, {perf_counter():.0f} s", flush=True)


def made_centres() -> Vectors:
    """The centres of made vectors, of unit length, shape (centres, dimensions)."""
    some = np.random.default_rng(0).standard_normal((CENTRES, DIMENSIONS), dtype=np.float32)
    return np.asarray(some / np.linalg.norm(some, axis=1, keepdims=True), dtype=np.float32)


def put_questions(place: str, kind: str, answer: "multiprocessing.Queue[dict[str, Any]]") -> None:
    """Ask a store in a process of its own; give milliseconds and memory."""
    opened = read_lance(place, "e") if kind == "lance" else open_database(Path(place), "e").snapshot()
    chance = random.Random("questions")
    questions = [question.parse(asked(chance)) for _ in range(QUESTIONS)]
    queries = vectors_of(np.random.default_rng(99), made_centres(), QUESTIONS)
    with closing(opened) as index:
        files = below_root(index)
        first, scope = timed(lambda: files.scope)
        opening, _ = timed(lambda: index.dense(queries[:1], scope, LIMIT))
        dense = [timed(lambda v=v: index.dense(v[None], scope, LIMIT)) for v in queries]
        lexical = [timed(lambda q=q: index.lexical(q.terms, scope, LIMIT))[0] for q in questions]
        found = [list(ids) for _, ids in dense]
    times = {"dense": [seconds for seconds, _ in dense], "lexical": lexical}
    answer.put(
        {"scope": first, "first search": opening, "peak MB": most_memory(), "found": found}
        | {f"{way} p{p}": 1000 * float(np.percentile(each, p)) for way, each in times.items() for p in (50, 95)}
    )


def below_root(index: Snapshot) -> Files:
    """All files of a store, as an asker opens them."""
    if isinstance(index, LanceSnapshot):
        return StoredFiles(index, (Root(Path("/"), Path("/")),))
    return Listed(index, {path: path for path in index.paths([Path("/")])})


def most_memory() -> float:
    """The most memory that this process held, in megabytes, without what it was copied from (Linux alone)."""
    (line,) = (each for each in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1000


def exact(snapshot: Any, queries: Vectors) -> list[set[int]]:
    """The nearest of all vectors, by comparison with each."""
    best: list[list[tuple[float, int]]] = [[] for _ in queries]
    for batch in batches(snapshot):
        ids, held = batch
        scores = queries @ held.T
        for number, row in enumerate(scores):
            top = np.argpartition(-row, LIMIT)[:LIMIT]
            best[number] = sorted([*best[number], *((-float(row[place]), int(ids[place])) for place in top)])[:LIMIT]
    return [{id_ for _, id_ in some} for some in best]


def batches(snapshot: Any) -> Iterator[tuple[np.ndarray, Vectors]]:
    """All ids and vectors of a store, some at a time."""
    for batch in snapshot.state._tables["sentences"].to_batches(columns=["id", "vector"], batch_size=50_000):
        column = batch["vector"]
        yield batch["id"].to_numpy(), np.asarray(column.flatten(), dtype=np.float32).reshape(len(column), DIMENSIONS)


def scale(folder: Path, sentences: int, *, embedded: bool) -> None:
    """Fill a store, and print what a search and an asker cost; the embedded store beside it if it is wanted."""
    places = {"lance": str(folder / "lance")} | ({"embedded": str(folder / "embedded")} if embedded else {})
    for kind, place in places.items():
        with closing(open_lance(place, "e") if kind == "lance" else open_database(Path(place), "e")) as store:
            with closing(store.snapshot()) as before:
                _, there = before.count()
            seconds, _ = timed(lambda store=store, there=there: fill(store, sentences, there))
        print(f"{kind}: stored {sentences - there:,} in {seconds:.0f} s", flush=True)
        context = multiprocessing.get_context("spawn")
        answer = context.Queue()
        process = context.Process(target=put_questions, args=(place, kind, answer))
        process.start()
        told = answer.get()
        process.join()
        found = told.pop("found")
        if kind == "lance":
            with closing(read_lance(place, "e")) as snapshot:
                right = exact(snapshot, vectors_of(np.random.default_rng(99), made_centres(), QUESTIONS))
            told["agreement"] = float(np.mean([len(set(some) & best) / LIMIT for some, best in zip(found, right, strict=True)]))
        print(kind, json.dumps({key: round(value, 3) for key, value in told.items()}), flush=True)


def main() -> None:
    """Run one part."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["agreement", "workers", "scale"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sentences", type=int, default=10_000)
    parser.add_argument("--embedded", action="store_true", help="also fill and ask the embedded store")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.part == "agreement":
        agreement(options.folder)
    elif options.part == "workers":
        workers(options.folder, options.sentences)
    else:
        scale(options.folder, options.sentences, embedded=options.embedded)


if __name__ == "__main__":
    main()
