"""Whether the passage that answers an everyday question is among the first five of `summarize search`, by kind of question.

CASES holds a folder for each case: its documents in files/ and its questions in cases.json, with the places that answer them
("cites": groups of places, any of a group will do; "a.md:*" is any line). A question counts as found if each of its groups is
among the first five passages; a question for a list, if one of them is. Prints what is missed, then a table.

    python benchmarks/first_five.py CASES [--only GLOB] [--program PATH]
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PROGRAM = Path(sys.executable).with_name("summarize")
FIRST = 5
SECTION = re.compile(r"([a-z]\d+):")


def covers(passage: dict[str, Any], wanted: str) -> bool:
    """Whether a passage covers "file:line" or, of a format with pages or messages, "file:p2:1"."""
    file, line = wanted.rsplit(":", 1)
    section = SECTION.match(passage.get("place", ""))
    held = f"{passage['file']}:{section[1]}" if section else passage["file"]
    if line == "*":
        return held == file or held.startswith((f"{file}:", f"{file}/"))
    return held == file and passage["line"] <= int(line) <= passage["end_line"]


def questions(folder: Path) -> Iterator[dict[str, Any]]:
    """The questions of a case that the documents answer."""
    for item in json.loads((folder / "cases.json").read_text(encoding="utf-8")):
        if item["run"] == "ask" and item["answer"] is True and item.get("cites"):
            yield item


def search(question: str, folder: Path, sources: list[str], index: str, program: Path) -> list[dict[str, Any]]:
    """The first passages for a question."""
    command = [str(program), "search", question, *sources, "--format", "json", "--passages", str(FIRST), "--index", index]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return json.loads(done.stdout)["passages"][:FIRST] if done.stdout else []


def main() -> None:
    """Ask, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path, help="folder of cases")
    parser.add_argument("--only", default="*", help="names of the cases to ask")
    parser.add_argument("--program", type=Path, default=PROGRAM, help="the program to ask")
    options = parser.parse_args()
    hits: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for folder in sorted(options.cases.glob(options.only)):
        with tempfile.TemporaryDirectory() as index:
            for item in questions(folder):
                found = search(item["args"][0], folder, item.get("sources", ["files"]), index, options.program)
                groups = [any(covers(passage, place) for passage in found for place in group) for group in item["cites"]]
                asked[item["kind"]] += 1
                if any(groups) if item["kind"] == "list" else all(groups):
                    hits[item["kind"]] += 1
                else:
                    places = [f"{each['file']}:{each.get('place') or each['line']}" for each in found]
                    print(
                        f"{folder.name[:2]} {item['kind']}: {item['args'][0]} (wanted {item['cites'][:3]}) {places}", flush=True
                    )
    for kind in sorted(asked):
        print(f"{kind:<16}{hits[kind]:>4} of {asked[kind]}")
    print(f"{'all':<16}{hits.total():>4} of {asked.total()}")


if __name__ == "__main__":
    main()
