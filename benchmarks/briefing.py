"""How long a briefing takes, how much memory, and whether every sentence of it verifies: 5, 100 and 1,000 documents.

    python benchmarks/briefing.py --data FOLDER

FOLDER holds `corpora/` (folders of texts, of which the first is taken) and `benchmarks/` with SummHay (its first topic is
100 documents; with the second and 800 abstracts of SciFact it is 1,000). Each briefing is made by the command line in a fresh
process with a fresh index; memory is the peak resident set of that process.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter


def folders(data: Path, work: Path) -> Iterator[tuple[str, Path]]:
    """The folders of documents, smallest first, with what they hold."""
    news = sorted(path for path in (data / "corpora").iterdir() if path.is_dir())[0]
    yield f"{len(list(news.iterdir()))} news files", news
    for number in (1, 2):
        topic = json.loads((data / "benchmarks" / "summhay" / f"topic_news{number}.json").read_text(encoding="utf-8"))
        (work / "many" / f"topic{number}").mkdir(parents=True)
        for place, document in enumerate(topic["documents"], start=1):
            text = document["document_text"] + "\n"
            (work / "many" / f"topic{number}" / f"{place:03}.txt").write_text(text, encoding="utf-8")
    yield "100 documents (SummHay)", work / "many" / "topic1"
    many = work / "many"
    (many / "abstracts").mkdir()
    with (data / "benchmarks" / "scifact" / "corpus.jsonl").open(encoding="utf-8") as file:
        for _, line in zip(range(1000 - 200), file, strict=False):
            found = json.loads(line)
            text = f"{found['title']}\n\n{' '.join(found['abstract'])}\n"
            (many / "abstracts" / f"{found['doc_id']}.txt").write_text(text, encoding="utf-8")
    yield "1,000 documents (SummHay, SciFact)", many


def run(arguments: list[str]) -> tuple[int, float, float]:
    """The exit status of a `summarize` command, its seconds, and its peak memory in megabytes."""
    started = perf_counter()
    pid = os.posix_spawn(sys.executable, [sys.executable, "-m", "summarize", *arguments], os.environ)
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), perf_counter() - started, usage.ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    print(
        "| documents | sentences told | supported | seconds in all | indexing | planning | writing | checking | decoding | MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for what, folder in folders(data, work):
            place, index = work / "briefing.json", work / f"index-{folder.name}"
            code, seconds, memory = run(["brief", str(folder), "--index", str(index), "-o", str(place)])
            assert code == 0, f"{folder}: exit status {code}"
            made = json.loads(place.read_text(encoding="utf-8"))
            checked = work / "checked.json"
            run(["verify", str(place), "--sources", str(folder), "--format", "json", "-o", str(checked)])
            found = json.loads(checked.read_text(encoding="utf-8"))
            steps = [made["seconds"][step] for step in ("index", "plan", "write", "verify")]
            told = len(found["sentences"])
            row = [what, str(told), f"{found['supported']}/{told}", f"{seconds:.0f}", *(f"{step:.1f}" for step in steps)]
            print("| " + " | ".join([*row, f"{steps[2] / seconds:.0%}", f"{memory:.0f}"]) + " |", flush=True)


if __name__ == "__main__":
    main()
