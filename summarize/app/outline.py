"""Show the structure of documents as the program sees it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from summarize.app.reporter import Reporter
from summarize.documents import outline as documents
from summarize.documents import readers, sources
from summarize.documents.file_filter import FileFilter
from summarize.errors import ReadError
from summarize.types.outline import Outline


def outline(paths: Sequence[Path], reporter: Reporter, files: FileFilter = sources.DEFAULT) -> Iterator[Outline]:
    """Yield the structure of each file under some paths; what cannot be read, or is not read, is reported.

    Raises:
        InputError: a source does not exist or has no reader, or no source holds a file to read.
    """
    found = sources.find(paths, files)
    reporter.skip(found.unreadable)
    reporter.pass_over(found.unread)
    for file in found.files:
        try:
            document = readers.read(file.path)
        except (ReadError, OSError) as error:
            reporter.skip([str(error)])
            continue
        yield documents.outline(document, file.name, file.path.stem)
