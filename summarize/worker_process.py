"""Run a module of this package in its own process, which answers each line on its standard input with one line.

If it hangs, crashes or uses up memory, only that process is lost. What is slow to import is imported there while the program
goes on.
"""

import atexit
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress


class WorkerProcess:
    """The process, started when first needed or by `start`; it answers one request after the other.

    `seconds` is how long one answer may take.
    """

    def __init__(self, module: str, arguments: Sequence[str], seconds: float) -> None:
        # -P: nothing is imported from the working folder, which may hold untrusted documents.
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._seconds = seconds
        self._running: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def start(self) -> None:
        """Start the process if none runs, without waiting until it is ready."""
        with self._one_at_a_time:
            self._started()

    def ask(self, request: bytes) -> tuple[bytes, str]:
        """Return the answer to one request, a line; if the process ended without one, an empty answer and what happened."""
        with self._one_at_a_time:
            process = self._started()
            assert process.stdin is not None  # piped
            assert process.stdout is not None
            late = threading.Event()

            def stop() -> None:
                late.set()
                process.kill()

            ticking = threading.Timer(self._seconds, stop)
            ticking.start()
            try:
                with suppress(BrokenPipeError):
                    process.stdin.write(request + b"\n")
                    process.stdin.flush()
                answer = process.stdout.readline()
            except BaseException:  # interrupted during an answer: the next request starts a new process
                self.end()
                raise
            finally:
                ticking.cancel()
            if answer.endswith(b"\n"):
                return answer, ""
            status = self.end()
            if late.is_set():
                return b"", f"took longer than {self._seconds:.0f} seconds"
            return b"", f"crashed (status {status})"

    def end(self) -> int:
        """End the process; return its exit status."""
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
            self._running = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
            )
            atexit.register(self.end)
        return self._running
