"""A coverage-guided fuzz target for each reader, by Atheris (libFuzzer).

    python -m fuzz.fuzz_reader pdf fuzz/corpus/pdf -max_total_time=300

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
    from fuzz.invariants import check
    from fuzz.seeds import whole
    from summarize.documents.readers.formats import FORMATS
    from summarize.errors import ReadError
    from summarize.types.document import Document

NAME = sys.argv.pop(1)
FORMAT = FORMATS[f".{NAME}"]
MODULE = import_module(f"summarize.documents.readers.{FORMAT.module}")


def one_input(data: bytes) -> None:
    """Read an input and check what comes of it."""
    try:
        document: Document = MODULE.read(whole(NAME, data), Path(f"fuzzed.{NAME}"))
    except ReadError:
        return
    except Exception:
        if FORMAT.isolated:
            return
        raise
    check(document)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
