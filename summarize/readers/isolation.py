"""Readers of large formats in a process of their own: what hangs, crashes or eats memory takes only that process with it.

The process is started when first needed and reads one file after the other. Files go in by path and documents come out as
JSON, so that a parser that was taken over has no way to run code here. It can write no file.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from summarize.errors import ReadError, TransientReadError
from summarize.readers import transfer
from summarize.types import Document

SECONDS = 60.0
"""That one file may take."""
GRACE = 5
"""Seconds more after which the process ends by itself, should nobody be there any more to stop it."""
MEMORY = 2_000_000_000
"""Bytes of address space of the process."""


class _Process:
    """The process, if one runs."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def ask(self, path: Path) -> tuple[bytes, str]:
        """The answer to one request; empty where the process ended without one, with how that came."""
        with self._one_at_a_time:
            process = self._started()
            assert process.stdin is not None  # piped
            assert process.stdout is not None
            late = threading.Event()

            def stop() -> None:
                late.set()
                process.kill()

            ticking = threading.Timer(SECONDS, stop)
            ticking.start()
            try:
                with suppress(BrokenPipeError):
                    process.stdin.write(json.dumps(os.fsencode(path).hex()).encode() + b"\n")
                    process.stdin.flush()
                answer = process.stdout.readline()
            except BaseException:  # interrupted in the middle of an answer: the next one begins afresh
                self.end()
                raise
            finally:
                ticking.cancel()
            if answer.endswith(b"\n"):
                return answer, ""
            status = self.end()
            return b"", f"took longer than {SECONDS:.0f} seconds" if late.is_set() else f"made its reader crash (status {status})"

    def end(self) -> int:
        """End the process; gives its exit status."""
        process, self._running = self._running, None
        if process is None:
            return 0
        assert process.stdin is not None  # piped
        assert process.stdout is not None
        with suppress(OSError):
            process.stdin.close()
        ended = process.poll()
        process.kill()
        process.stdout.close()
        status = process.wait()
        return status if ended is None else ended

    def _started(self) -> subprocess.Popen[bytes]:
        if self._running is None:
            # -P: what lies in the working folder, documents of anybody, is not imported.
            command = [sys.executable, "-P", "-m", "summarize.readers.worker", str(MEMORY), str(int(SECONDS) + GRACE)]
            self._running = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
            )
            atexit.register(self.end)
        return self._running


_process = _Process()


def read(path: Path) -> Document:
    """Read a file in the other process.

    Raises:
        ReadError: it cannot be read, or not within the limits.
        TransientReadError: it cannot be read now; a library may be missing.
    """
    answer, trouble = _process.ask(path)
    if trouble:
        raise ReadError(f"{path}: {trouble}; passed over")
    found = json.loads(answer)
    if "passing" in found:
        raise TransientReadError(found["error"])
    if "error" in found:
        raise ReadError(found["error"])
    return transfer.document(found)
