"""How fast the program is: starting, encoding, indexing, writing. Ratios of what is measured in one run on one machine.

    start     `summarize --help` against `python -c pass`; `summarize ask` in a fresh process with a current index: all of it,
              without the model's own prefill and decode, and the time to the first sentence
    encode    the same sentences by a loop of `SentenceTransformer.encode` (batches of 32, one at a time, all in one call) and by
              the program's embedder; and the whole of indexing
    write     the same claims' drafts by llama-cpp-python one after the other, and side by side by the program, same weights;
              what llama.cpp reads and writes at most with these weights

    python benchmarks/speed.py --documents FOLDER --question QUESTION [--more FOLDER]

`--more` holds more documents for the sentences to encode and to write from.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from summarize.app import ask
from summarize.app.reporter import Reporter
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.documents import readers, sources, speakers
from summarize.documents.sentences import split_sentences
from summarize.models import catalogue, cpu, prepare, prompts
from summarize.models.cpu import Compute
from summarize.models.decoding import Job, Request
from summarize.models.embedder import SentenceEncoder
from summarize.models.llama import Llama, Place
from summarize.models.writer import SLOT, Writer
from summarize.text.neutral import neutral

RUNS = 5
SENTENCES = 1_500
DRAFTS = 24
QUIET = Reporter(lambda _: None, lambda *_: None, lambda _: None)
TIMED = """
import json, sys, time
from summarize.models import llama
spent = [0.0]
def timed(work):
    def run(*given, **named):
        started = time.perf_counter()
        try:
            return work(*given, **named)
        finally:
            spent[0] += time.perf_counter() - started
    return run
llama.Llama._decode = timed(llama.Llama._decode)
from summarize.cli.main import main
try:
    main()
finally:
    print(json.dumps(spent[0]), file=sys.stderr)
"""
"""Runs the command line with the seconds that llama.cpp spends on the last line of standard error."""


def seconds(work: Callable[[], Any]) -> float:
    """How long something takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def of_process(*command: str) -> float:
    """The median seconds of a process over some runs."""
    return statistics.median(seconds(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(RUNS))


def start(documents: Path, question: str, folder: Path) -> dict[str, float]:
    """Seconds of the command line in fresh processes."""
    asking = ["ask", question, str(documents), "--index", str(folder / "index")]
    command = [sys.executable, "-m", "summarize", *asking]
    subprocess.run(command, check=True, capture_output=True)
    whole, without, first = [], [], []
    for _ in range(RUNS):
        started = perf_counter()
        run = subprocess.run([sys.executable, "-c", TIMED, *asking], check=True, capture_output=True, text=True)
        whole.append(perf_counter() - started)
        without.append(whole[-1] - json.loads(run.stderr.splitlines()[-1]))
        started = perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            process.stdout.readline()
            first.append(perf_counter() - started)
            process.stdout.read()
    bare = of_process(sys.executable, "-c", "pass")
    return {
        "python -c pass, s": bare,
        "summarize --help, s more": of_process(sys.executable, "-m", "summarize", "--help") - bare,
        "ask, fresh process, s": statistics.median(whole),
        "ask, without prefill and decode, s": statistics.median(without),
        "ask, first sentence, s": statistics.median(first),
    }


def sentences_of(folders: Sequence[Path]) -> list[str]:
    """Different sentences of some documents."""
    files = sources.find(folders).files
    found = (s.text for file in files for s in speakers.attribute(split_sentences(readers.read(file.path).lines)))
    return list(dict.fromkeys(found))[:SENTENCES]


def encode(texts: Sequence[str], place: Workspace, folders: Sequence[Path], folder: Path) -> dict[str, float]:
    """Sentences a second."""
    embedder = catalogue.default("embedder")
    module = SentenceEncoder(catalogue.require(embedder, place.setup.models), embedder.name).module
    module.encode(list(texts[:32]))
    place.encoder.encode(texts[:32])
    ways: dict[str, Callable[[], Any]] = {
        "sentence-transformers, one at a time": lambda: [module.encode(text) for text in texts],
        "sentence-transformers, batches of 32": lambda: [module.encode(texts[at : at + 32]) for at in range(0, len(texts), 32)],
        "sentence-transformers, one call": lambda: module.encode(list(texts)),
        "the program's embedder": lambda: place.encoder.encode(texts),
    }
    found = {name: len(texts) / min(seconds(way) for _ in range(2)) for name, way in ways.items()}
    fresh = Workspace(Setup(place.setup.models, folder / "fresh"), encoder=place.encoder)
    started = perf_counter()
    _, (_, count) = ask.build_index(folders, fresh, QUIET)
    return {**found, "all of indexing": count / (perf_counter() - started)}


def draft(text: str) -> Job:
    """A job that asks for one free draft."""
    return (yield Request(text))


def write(texts: Sequence[str], place: Workspace) -> dict[str, float]:
    """Tokens a second of the same drafts."""
    from llama_cpp import Llama as OneByOne

    prompt = prompts.fill(prompts.load("write"), sentence=SLOT)
    prepared = prepare.find(catalogue.default("writer"), place.setup.models)
    threads = prepared.threads if prepared else cpu.processors()
    path = place.setup.writer_path()
    writer = Writer(path, prompt, Compute(threads))
    single = OneByOne(str(path), n_ctx=4096, n_threads=threads, n_threads_batch=threads, verbose=False)
    chats = [[{"role": m.role, "content": m.content.replace(SLOT, text)} for m in prompt] for text in texts]

    def one_by_one() -> int:
        """The tokens written."""
        answers: list[Any] = [single.create_chat_completion(chat, temperature=0.0, max_tokens=200, stop=["\n"]) for chat in chats]
        return sum(answer["usage"]["completion_tokens"] for answer in answers)

    def side_by_side() -> int:
        """The tokens written."""
        return sum(len(writer._llama.tokens(answer)) + 1 for answer in writer.side_by_side(map(draft, texts)))

    rates = {}
    for name, way in (("one after the other", one_by_one), ("side by side", side_by_side)):
        way()
        started = perf_counter()
        rates[name] = way() / (perf_counter() - started)
    return rates | limits(path, threads)


def limits(path: Path, threads: int) -> dict[str, float]:
    """Tokens a second that llama.cpp reads, and writes of one text and of eight."""
    model = Llama(path, context=4096, sequences=9, compute=Compute(threads))
    model.evaluate([Place(1000 + at, at, 0, wanted=False) for at in range(256)])
    model.forget(0)
    read = 256 / seconds(lambda: model.evaluate([Place(1000 + at, at, 0, at == 255) for at in range(256)]))
    rates = {"limit: reads": read}
    for count in (1, 8):
        for text in range(1, count + 1):
            model.forget(text)
            model.share(0, text)
        steps = [[Place(1000 + at, at, text, wanted=True) for text in range(1, count + 1)] for at in range(256, 288)]
        rates[f"limit: writes {count}"] = 32 * count / seconds(lambda s=steps: [model.evaluate(step) for step in s])
    model.close()
    return rates


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--question", required=True)
    parser.add_argument("--more", type=Path)
    options = parser.parse_args()
    os.environ["HF_HUB_OFFLINE"] = "1"
    place = Workspace(Setup(catalogue.folder(None).resolve(), Path()))
    os.environ["SUMMARIZE_MODELS"] = str(place.setup.models)
    folders = [folder for folder in (options.documents, options.more) if folder]
    texts = sentences_of(folders)
    usual = [neutral(text) for text in texts if 10 <= len(text.split()) <= 40][:DRAFTS]
    print(f"{cpu.name()}, {cpu.processors()} of them; Python {platform.python_version()}")
    print(f"{len(texts)} sentences, {len(usual)} drafts")
    with tempfile.TemporaryDirectory() as folder:
        for name, figure in start(options.documents, options.question, Path(folder)).items():
            print(f"{name:<42}{figure:>8.2f}")
        rates = encode(texts, place, folders, Path(folder))
        for name, rate in rates.items():
            print(
                f"{name:<42}{rate:>8.0f} sentences/s, {rate / rates['sentence-transformers, batches of 32']:.1f} of batches of 32"
            )
        rates = write(usual, place)
        for name, rate in rates.items():
            print(f"{name:<42}{rate:>8.0f} tokens/s, {rate / rates['one after the other']:.1f}")


if __name__ == "__main__":
    main()
