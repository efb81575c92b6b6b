"""The program beside LlamaIndex's CitationQueryEngine: the same machine, folder, questions and two models, in one run.

The other program is installed into an environment of its own (--env, kept between runs), never into this project's. Each answers
all questions in one process, several times in turn; the fastest of each counts. `cold` is import, index and first answer;
`warm` the mean of the other answers. A sentence counts as cited if it names a source, and as supported if `summarize verify`
finds it supported by the text of a source that it cites, which for the other program is a whole chunk.

    python benchmarks/peers.py --documents FOLDER --env FOLDER [--question QUESTION]... [--runs 2]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import summarize
from summarize.models import catalogue, cpu

HERE = Path(__file__).resolve().parent
PACKAGES = ("llama-index-core", "llama-index-llms-llama-cpp", "llama-index-embeddings-huggingface")
QUESTIONS = (
    "what did Xi say on Ukraine",
    "What is the population of Beijing?",
    "what did Putin say about trade",
    "who will visit Moscow",
)


def installed(env: Path) -> Path:
    """The interpreter of an environment with the other program."""
    python = env / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(env)], check=True)
        constraints = ["--constraint", str(HERE.parent / "constraints.txt")]
        for packages in (("torch",), PACKAGES):
            subprocess.run([str(python), "-m", "pip", "install", "--quiet", *constraints, *packages], check=True)
    return python


def run(command: list[str]) -> dict[str, Any]:
    """What a program printed."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def supported(document: Path, sources: Sequence[Path]) -> int:
    """How many sentences of a document its sources support."""
    with tempfile.TemporaryDirectory() as index, summarize.open(*sources, index=index) as docs:
        return docs.verify(document).supported


def supported_by_lines(sentences: list[dict[str, Any]], documents: Path) -> int:
    """How many sentences `summarize verify` finds supported by the lines of the documents that they cite."""
    with tempfile.TemporaryDirectory() as name:
        document = Path(name) / "answer.md"
        lines = [f"{sentence['text']} [{'; '.join(sentence['sources'])}]\n" for sentence in sentences]
        document.write_text("\n".join(lines), encoding="utf-8")
        return supported(document, [documents])


def supported_by_chunks(sentences: list[dict[str, Any]], _: Path) -> int:
    """How many sentences `summarize verify` finds supported by a chunk that they cite."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document = folder / "answer.md"
        lines, number = [], 0
        for sentence in sentences:
            places = []
            for source in sentence["sources"]:
                number += 1
                (folder / f"{number}.txt").write_text(source + "\n", encoding="utf-8")
                places.append(f"{number}.txt:1-{max(len(source.splitlines()), 1)}")
            cited = f" [{'; '.join(places)}]" if places else ""
            lines.append(f"{' '.join(sentence['text'].split())}{cited}\n")
        if not number:
            return 0
        document.write_text("\n".join(lines), encoding="utf-8")
        files = sorted(folder.glob("*.txt"))
        return supported(document, files)


def figures(found: list[dict[str, Any]], supported: int) -> dict[str, float]:
    """The figures of a program from its runs; `supported` counts the sentences of the first."""
    cold = min(run["import"] + run["index"] + run["answers"][0]["seconds"] for run in found)
    warm = min(sum(answer["seconds"] for answer in run["answers"][1:]) / len(run["answers"][1:]) for run in found)
    sentences = told(found)
    return {
        "import, s": min(run["import"] for run in found),
        "index, s": min(run["index"] for run in found),
        "cold, s": cold,
        "warm, s": warm,
        "peak memory, MB": min(run["MB"] for run in found),
        "sentences": len(sentences),
        "cited": sum(bool(sentence["sources"]) for sentence in sentences) / max(len(sentences), 1),
        "supported": supported / max(len(sentences), 1),
    }


def told(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sentences of a program's first run."""
    return [sentence for answer in found[0]["answers"] for sentence in answer["sentences"]]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--env", type=Path, required=True)
    parser.add_argument("--question", action="append", dest="questions")
    parser.add_argument("--runs", type=int, default=2)
    options = parser.parse_args()
    questions = options.questions or list(QUESTIONS)
    place = catalogue.folder(None).resolve()
    embedder, writer = (
        catalogue.require(catalogue.default("embedder"), place),
        catalogue.require(catalogue.default("writer"), place),
    )
    python = installed(options.env)
    theirs, ours = [], []
    for _ in range(options.runs):
        theirs.append(
            run([str(python), str(HERE / "peer_llamaindex.py"), str(options.documents), str(embedder), str(writer), *questions])
        )
        with tempfile.TemporaryDirectory() as index:
            command = [sys.executable, str(HERE / "peer_summarize.py"), str(options.documents), str(place), index, *questions]
            ours.append(run(command))
    print(f"{cpu.name()}, {cpu.processors()} of them; {len(questions)} questions, {options.runs} runs")
    print(f"{'':<20}{'summarize':>12}{'LlamaIndex':>12}{'ratio':>8}")
    mine_all = figures(ours, supported_by_lines(told(ours), options.documents))
    their_all = figures(theirs, supported_by_chunks(told(theirs), options.documents))
    for (name, mine), other in zip(mine_all.items(), their_all.values(), strict=True):
        ratio = f"{other / mine:>8.1f}" if mine and name.endswith((" s", "MB")) else ""
        print(f"{name:<20}{mine:>12.2f}{other:>12.2f}{ratio}")
    for name, found in (("summarize", ours), ("LlamaIndex", theirs)):
        for answer in found[0]["answers"]:
            print(f"\n{name}: {answer['question']}")
            for sentence in answer["sentences"]:
                print(f"  {sentence['text'][:200]} [{len(sentence['sources'])} cited]")


if __name__ == "__main__":
    main()
