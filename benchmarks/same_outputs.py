"""Do two checkouts say the same? What `ask`, `brief`, `verify` and `search` print as JSON, compared item by item.

Seconds and the wording of reasons may differ, nothing else. For a change of the code's shape that must change no answer.

    python benchmarks/same_outputs.py BEFORE AFTER --documents FOLDER [--documents FOLDER ...] [--cases FOLDER_WITH_CASES]

BEFORE and AFTER are programs (a virtual environment's `summarize`, or a script that starts a checkout). Of each folder of
documents the questions below are asked; a folder with cases holds `NAME/cases.json`, a list of `{"run", "args"}`, beside
`NAME/files/`. Prints each item that differs, and how many were compared; the exit status is 1 if any differs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

QUESTIONS = (
    "what did Xi say on Ukraine",
    "what did Putin say about trade",
    "how much gas did Russia pump to China",
    "what did the State Department say",
    "who is Novak",
)
COMPARED = frozenset("ask brief verify search".split())
IGNORED = frozenset("seconds reason created written date timings".split())
"""Keys of the JSON that time, or the wording of a reason, decides."""
LONGEST = 600
"""Seconds a command may take."""


@dataclass(frozen=True)
class Item:
    """One command: where it runs, and what with."""

    folder: Path
    arguments: tuple[str, ...]


def of_documents(folder: Path) -> Iterator[Item]:
    """What is asked of a folder of documents; its briefing is checked, too."""
    for question in QUESTIONS:
        yield Item(folder, ("ask", question, ".", "--format", "json"))
        yield Item(folder, ("search", question, ".", "--format", "json"))
    yield Item(folder, ("brief", ".", "--format", "json"))
    for note in sorted(folder.glob("*.md")):
        yield Item(folder, ("verify", note.name, "--sources", ".", "--format", "json"))


def of_cases(folder: Path) -> Iterator[Item]:
    """The commands of a folder with cases, those that print JSON."""
    for path in sorted(folder.glob("*/cases.json")):
        for case in json.loads(path.read_text(encoding="utf-8")):
            if case["run"] in COMPARED:
                args = tuple(case.get("args", ()))
                sources = () if case["run"] == "verify" else tuple(case.get("sources") or ["files/"])
                given = sources if "files/" not in args else ()
                yield Item(path.parent, (case["run"], *args, *given, "--format", "json"))


def printed(program: str, item: Item, index: Path) -> tuple[int, Any]:
    """The exit status of a command and what it prints, read as JSON where it is."""
    environment = {**os.environ, "SUMMARIZE_INDEX": str(index), "NO_COLOR": "1"}
    done = subprocess.run(
        [program, *item.arguments],
        cwd=item.folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    try:
        return done.returncode, compared(json.loads(done.stdout))
    except json.JSONDecodeError:
        return done.returncode, done.stdout


def compared(value: Any) -> Any:
    """A JSON value without the keys that may differ.

    >>> compared({"text": "It rains.", "seconds": 2.5})
    {'text': 'It rains.'}
    """
    if isinstance(value, dict):
        return {key: compared(inner) for key, inner in value.items() if key not in IGNORED}
    return [compared(inner) for inner in value] if isinstance(value, list) else value


def main() -> int:
    """Compare two programs, and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--documents", type=Path, action="append", default=[])
    parser.add_argument("--cases", type=Path)
    options = parser.parse_args()
    items = [item for folder in options.documents for item in of_documents(folder.resolve())]
    items += of_cases(options.cases.resolve()) if options.cases else []
    different = 0
    with tempfile.TemporaryDirectory() as indexes:
        for item in items:
            before, after = (printed(p, item, Path(indexes, str(n))) for n, p in enumerate((options.before, options.after)))
            if before != after:
                different += 1
                print(f"differs: {item.folder.name}: {' '.join(item.arguments)}\n  {before}\n  {after}"[:2000], flush=True)
    print(f"{len(items)} compared, {different} differ")
    return int(bool(different))


if __name__ == "__main__":
    sys.exit(main())
