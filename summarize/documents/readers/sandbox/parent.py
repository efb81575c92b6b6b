"""Read large formats in a separate process, so that a hang, a crash or high memory use ends only that process.

The process starts when it is first needed and reads one file after the other. It receives paths and returns documents as
JSON, so a compromised parser cannot run code in this process. It cannot write files.
"""

import json
import os
from pathlib import Path

from summarize.documents.readers.sandbox import transfer
from summarize.errors import ReadError, TransientReadError
from summarize.types.document import Document
from summarize.worker_process import WorkerProcess

SECONDS = 60.0
"""Seconds that one file may take."""
GRACE = 5
"""Additional seconds after which the process ends itself if its parent no longer runs to stop it."""
MEMORY = 2_000_000_000
"""Bytes of address space that the process may use."""

_process = WorkerProcess("summarize.documents.readers.sandbox.worker", (str(MEMORY), str(int(SECONDS) + GRACE)), SECONDS)


def read(path: Path) -> Document:
    """Read a file in the other process.

    Raises:
        ReadError: the file cannot be read, or not within the limits.
        TransientReadError: the file cannot be read now; a library may be missing.
    """
    answer, trouble = _process.ask(json.dumps(os.fsencode(path).hex()).encode())
    if trouble:
        raise ReadError(f"{path}: its reader {trouble}; skipped")
    found = json.loads(answer)
    if "passing" in found:
        raise TransientReadError(found["error"])
    if "error" in found:
        raise ReadError(found["error"])
    return transfer.document(found)
