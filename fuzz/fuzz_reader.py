"""A coverage-guided fuzz target for each reader, by Atheris (libFuzzer).

    python fuzz/fuzz_reader.py pdf fuzz/corpus/pdf -max_total_time=300

What libFuzzer makes of the corpus is read as one. The reader must give a document or a `ReadError`; readers of
large formats may also raise what their libraries raise, which their own process reports as the file's error. Whatever is
given must hold together: lines in order, what is seen as long as the text, places that lead back, sentences on lines.
"""

import sys
from importlib import import_module
from pathlib import Path

import atheris

LIBRARIES = ["docx", "striprtf", "trafilatura", "email", "csv", "html", "pypdfium2"]

with atheris.instrument_imports(include=["summarize", *LIBRARIES]):
    from summarize import segmentation
    from summarize.errors import ReadError
    from summarize.readers import transfer
    from summarize.readers.formats import FORMATS
    from summarize.types import Document

NAME = sys.argv.pop(1)
FORMAT = FORMATS[f".{NAME}"]
MODULE = import_module(f"summarize.readers.{FORMAT.module}")


def one_input(data: bytes) -> None:
    """Read an input and check what comes of it."""
    try:
        document: Document = MODULE.read(data, Path(f"fuzzed.{NAME}"))
    except ReadError:
        return
    except Exception:
        if FORMAT.isolated:
            return
        raise
    check(document)


def check(document: Document) -> None:
    """What holds of every document."""
    numbers = [line.number for line in document.lines]
    assert numbers == sorted(numbers), "lines out of order"
    assert all(number >= 1 for number in numbers), "a line before the first"
    assert all(len(line.visible) == len(line.text) for line in document.lines), "what is seen is not as long as the text"
    assert transfer.document(transfer.plain(document)) == document, "a document changes on its way between processes"
    for sentence in segmentation.sentences(document.lines):
        assert sentence.text.strip(), "an empty sentence"
        assert 1 <= sentence.first_line <= sentence.last_line <= document.count, "a sentence on lines that are not there"
        place = document.places.shown(sentence.first_line, sentence.last_line)
        assert document.places.find(place) == (sentence.first_line, sentence.last_line), "a place that leads elsewhere"
        document.lines_sha256(sentence.first_line, sentence.last_line)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
