"""How well each format is read: real files against what other programs make of them.

    python benchmarks/formats.py --data FOLDER

FOLDER holds a folder for each format (html, pdf, docx, odt, epub, rtf, eml, mbox, srt, vtt, csv, jsonl, zip). The reference is
another program's: for PDF `pdftotext` (Poppler), for Word, OpenDocument, EPUB and RTF `pandoc` or LibreOffice where installed;
for web pages the article as a person or another program marked it (NAME.expected.html beside NAME.html); for the rest the file
itself. A column says nothing (-) where there is no reference.

- text found: the share of the reference's words that are among the words read, counted with repetition
- place right: the share of 40 sentences, evenly spread, whose words stand where their place says: on that line of the file, on
  that page by `pdftotext`, in that row or message
- furniture out: the share of the words read that are the reference's too; for PDF the share of lines at the top and bottom of
  pages that recur and were left out
"""

import argparse
import csv
import html
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from summarize.documents import readers, sources
from summarize.documents.readers import containers
from summarize.documents.sentences import split_sentences
from summarize.errors import ReadError, SummarizeError
from summarize.types.document import Document
from summarize.types.evidence import Sentence

WORD = re.compile(r"\w+")
CHECKED = 40


@dataclass(frozen=True, slots=True)
class Row:
    """What one file gave; `None` where nothing can be told."""

    name: str
    found: float | None
    right: float | None
    clean: float | None
    seconds: float
    megabytes: float
    trouble: str = ""


def words(text: str) -> Counter[str]:
    """The words of a text, in lower case, Chinese by the character."""
    spaced = re.sub(r"([\u3040-\u30ff\u4e00-\u9fff])", r" \1 ", text.lower())
    return Counter(WORD.findall(spaced))


def share(part: Counter[str], whole: Counter[str]) -> float | None:
    """The share of the words of `whole` that `part` has."""
    total = whole.total()
    return sum(min(part[word], count) for word, count in whole.items()) / total if total else None


def run(*command: str | Path) -> str:
    """What a program prints, empty where it is not installed or fails."""
    if shutil.which(str(command[0])) is None:
        return ""
    return subprocess.run([str(part) for part in command], capture_output=True, check=False, timeout=300).stdout.decode(
        "utf-8", "replace"
    )


def stripped(page: str) -> str:
    """The text of a page of HTML without its tags."""
    page = re.sub(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->", " ", page)
    return html.unescape(re.sub(r"<[^>]*>", " ", page))


def reference(path: Path) -> str:
    """The text of a file as another program gives it, empty where there is none."""
    ending = path.suffix.lower()
    if ending in {".docx", ".odt", ".epub", ".rtf"}:
        return run("pandoc", "-t", "plain", "--wrap=none", path) or _by_office(path)
    if ending == ".pdf":
        return run("pdftotext", path, "-")
    return OWN_TEXT[ending](path) if ending in OWN_TEXT else ""


def _marked_article(path: Path) -> str:
    expected = path.with_name(f"{path.stem}.expected.html")
    return stripped(expected.read_text("utf-8", "replace")) if expected.exists() else ""


def _cells(path: Path) -> str:
    return "\n".join(" ".join(row) for row in csv.reader(path.read_text("utf-8", "replace").splitlines(keepends=True)))


def _values(path: Path) -> str:
    return "\n".join(str(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip())


def _spoken(path: Path) -> str:
    kept = (line for line in _decoded(path).splitlines() if "-->" not in line and not line.strip().isdigit())
    return stripped("\n".join(kept))


OWN_TEXT: dict[str, Callable[[Path], str]] = {
    ".html": _marked_article,
    ".csv": _cells,
    ".jsonl": _values,
    ".srt": _spoken,
    ".vtt": _spoken,
}
"""Formats whose text can be told without another program, or was told by one."""


def _by_office(path: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        run("soffice", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, path)
        return "".join(made.read_text("utf-8", "replace") for made in Path(folder).glob("*.txt"))


def _decoded(path: Path) -> str:
    from summarize.documents.readers.charset import decode

    return decode(path.read_bytes(), path)


def spread(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """Some sentences, evenly spread."""
    return sentences[:: max(len(sentences) // CHECKED, 1)][:CHECKED]


def at(path: Path, document: Document, sentence: Sentence, lines: Sequence[str]) -> str | None:
    """What stands at a sentence's place, by another way than the reader's; `None` where there is none."""
    ending = path.suffix.lower()
    first, last = sentence.first_line, sentence.last_line
    place = document.places.shown(first, last)
    if ending == ".pdf" and containers.container_of(path) is None:
        pages = [int(number) for number in re.findall(r"p(\d+):", place)]
        return run("pdftotext", "-f", str(pages[0]), "-l", str(pages[-1]), path, "-")
    if ending in {".html", ".htm", ".srt", ".vtt", ".txt", ".md", ".jsonl", ".csv"} and lines:
        text = "\n".join([*(lines[:1] if ending == ".csv" else []), *lines[first - 1 : last]])
        return json.dumps(json.loads(text), ensure_ascii=False) if ending == ".jsonl" and first == last else text
    return None


def lines_of(path: Path) -> list[str]:
    """The lines of a text file as an editor shows them; of a table its rows."""
    ending = path.suffix.lower()
    if ending == ".csv":
        text = _decoded(path)
        return [
            " ".join(row)
            for row in csv.reader(text.splitlines(keepends=True), delimiter=";" if text.count(";") > text.count(",") else ",")
        ]
    if ending in {".html", ".htm", ".srt", ".vtt", ".txt", ".md", ".jsonl"}:
        return [html.unescape(line) for line in re.split(r"\r\n|\n|\r", _decoded(path))]
    return []


def measured(path: Path, name: str) -> Row:
    """One file."""
    size = containers.stat(path).st_size / 1e6
    started = time.perf_counter()
    try:
        document = readers.read(path)
    except ReadError as error:
        return Row(name, None, None, None, time.perf_counter() - started, size, str(error).partition(": ")[2])
    seconds = time.perf_counter() - started
    text = " ".join(line.visible.replace("\0", "") + ("" if line.broken else " ") for line in document.lines)
    mine, theirs = words(text), words(reference(path)) if containers.container_of(path) is None else Counter[str]()
    sentences = split_sentences(document.lines)
    lines = lines_of(path) if containers.container_of(path) is None else []
    checked = []
    for sentence in spread(sentences):
        there = at(path, document, sentence, lines)
        if there is not None:
            wanted = words(sentence.raw)
            joined = words(re.sub(r"-\s*\n\s*", "", there)) + words(re.sub(r"<[^>]*>", "", there)) + words(there)
            checked.append((share(joined, wanted) or 0.0) >= 0.8)
    clean = share(theirs, mine) if theirs and path.suffix.lower() in {".html", ".htm"} else None
    if path.suffix.lower() == ".pdf":
        clean = furniture_out(path, document)
    return Row(name, share(mine, theirs) if theirs else None, mean(checked) if checked else None, clean, seconds, size)


def furniture_out(path: Path, document: Document) -> float | None:
    """The share of the recurring first and last lines of pages, by `pdftotext`, that are not among the lines read."""
    pages = [
        [" ".join(line.split()) for line in page.splitlines() if line.strip()]
        for page in run("pdftotext", "-layout", path, "-").split("\f")
    ]
    ends = [line for page in pages if page for line in {page[0], page[-1]}]
    keys = Counter(re.sub(r"\d+", "#", line) for line in ends)
    recurring = [line for line in ends if keys[re.sub(r"\d+", "#", line)] >= 3]
    read = {" ".join(line.text.split()) for line in document.lines}
    return 1 - mean(line in read for line in recurring) if recurring else None


def rows(folder: Path) -> Iterator[Row]:
    """All files of one format."""
    try:
        found = sources.find([folder])
    except SummarizeError as error:
        yield Row(folder.name, None, None, None, 0, 0, str(error))
        return
    for line in found.unreadable:
        yield Row(folder.name, None, None, None, 0, 0, line.partition(": ")[2])
    for file in found.files:
        if ".expected." not in file.name:
            yield measured(file.path, file.name)


def shown(value: float | None) -> str:
    """A share as a table has it."""
    return "-" if value is None else f"{value:.2f}"


COLUMNS = ("file", "text found", "place right", "furniture out", "seconds", "MB", "trouble")
SUMMARY = ("format", "files", "read", "text found", "place right", "furniture out", "seconds a MB")


def printed(cells: Sequence[object]) -> None:
    """A row of a table."""
    print(f"| {' | '.join(map(str, cells))} |")


def headed(title: str, columns: Sequence[str]) -> None:
    """The head of a table."""
    print(f"\n## {title}\n")
    printed(columns)
    printed(["---"] * len(columns))


def main() -> None:
    """Print a table for each format, then one of all."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--format", action="append", help="only these folders")
    given = options.parse_args()
    total = []
    folders = (path for path in given.data.iterdir() if path.is_dir() and path.name in (given.format or [path.name]))
    for folder in sorted(folders):
        headed(folder.name, COLUMNS)
        found = list(rows(folder))
        for row in found[:60]:
            shares = map(shown, (row.found, row.right, row.clean))
            printed([row.name, *shares, f"{row.seconds:.2f}", f"{row.megabytes:.2f}", row.trouble[:120]])
        total.append((folder.name, found))
    headed("All", SUMMARY)
    for name, found in total:
        read = [row for row in found if not row.trouble]
        means = [[v for row in read if (v := getattr(row, field)) is not None] for field in ("found", "right", "clean")]
        speed = sum(row.seconds for row in read) / max(sum(row.megabytes for row in read), 1e-9)
        printed([name, len(found), len(read), *(shown(mean(each) if each else None) for each in means), f"{speed:.2f}"])


if __name__ == "__main__":
    main()
