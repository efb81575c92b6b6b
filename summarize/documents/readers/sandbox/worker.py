"""The process that reads large formats: takes one path per line on standard input, writes one document per line as JSON.

Run as ``python -P -m summarize.documents.readers.sandbox.worker MEMORY SECONDS``.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, BinaryIO

from summarize.documents.readers import read_here
from summarize.documents.readers.sandbox import transfer
from summarize.errors import ReadError, TransientReadError


def confine(memory: int) -> None:
    """Give up what a reader does not need: more than `memory` bytes of address space, writing to files, core dumps."""
    try:
        import resource
    except ImportError:  # Windows: only the limit on time applies
        return
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(limit, (most, most))


def answer(path: Path) -> dict[str, Any]:
    """Return the document in a file, or an error, in plain form."""
    try:
        return transfer.plain(read_here(path))
    except TransientReadError as error:
        return {"error": str(error), "passing": True}
    except ReadError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": f"{path}: needs more memory than the limit; skipped"}
    except RecursionError:
        return {"error": f"{path}: is nested too deeply; skipped"}
    except Exception as error:  # parsers raise undocumented types on damaged files; the others must still be read
        return {"error": f"{path}: cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:200]}); skipped"}


def serve(requests: BinaryIO, answers: BinaryIO, seconds: int) -> None:
    """Answer one request after the other; the process ends if one takes longer than `seconds`."""
    for request in requests:
        if hasattr(signal, "alarm"):
            signal.alarm(seconds)
        path = Path(os.fsdecode(bytes.fromhex(json.loads(request))))
        answers.write(json.dumps(answer(path)).encode("utf-8") + b"\n")
        answers.flush()
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def main() -> None:
    """Serve standard input; what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    confine(int(sys.argv[1]))
    serve(sys.stdin.buffer, answers, int(sys.argv[2]))


if __name__ == "__main__":
    main()
