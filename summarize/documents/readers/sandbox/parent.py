"""Readers of large formats in a process of their own: what hangs, crashes or eats memory takes only that process with it.

The process is started when first needed and reads one file after the other. Files go in by path and documents come out as
JSON, so that a parser that was taken over has no way to run code here. It can write no file.
"""

import json
import os
from pathlib import Path

from summarize.documents.readers.sandbox import transfer
from summarize.errors import ReadError, TransientReadError
from summarize.types.document import Document
from summarize.worker_process import WorkerProcess

SECONDS = 60.0
"""That one file may take."""
GRACE = 5
"""Seconds more after which the process ends by itself, should nobody be there any more to stop it."""
MEMORY = 2_000_000_000
"""Bytes of address space of the process."""

_process = WorkerProcess("summarize.documents.readers.sandbox.worker", (str(MEMORY), str(int(SECONDS) + GRACE)), SECONDS)


def read(path: Path) -> Document:
    """Read a file in the other process.

    Raises:
        ReadError: it cannot be read, or not within the limits.
        TransientReadError: it cannot be read now; a library may be missing.
    """
    answer, trouble = _process.ask(json.dumps(os.fsencode(path).hex()).encode())
    if trouble:
        raise ReadError(f"{path}: its reader {trouble}; passed over")
    found = json.loads(answer)
    if "passing" in found:
        raise TransientReadError(found["error"])
    if "error" in found:
        raise ReadError(found["error"])
    return transfer.document(found)
