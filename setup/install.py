"""Install the program into this Python's environment, say every ten seconds how far it is, and compile only what it uses.

    python setup/install.py --answering    what answering needs: all but PyTorch and sentence-transformers, the reference embedder
    python setup/install.py                the rest too, and the tools for development

What follows `--` goes to pip, such as `--extra-index-url`. CMAKE_ARGS is kept, for builds that use a graphics card
(docs/install.md).
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
REFERENCE = frozenset({"sentence-transformers", "torch"})
"""Requirements that no answer with the bundled embedder needs."""
WHAT_IS_USED = ("-DLLAVA_BUILD=OFF", f"-DCMAKE_PROJECT_llama_cpp_INCLUDE={(PROJECT / 'setup' / 'llama.cmake').as_posix()}")
"""Options of CMake that leave out the parts of llama.cpp that are not used."""
INTERVAL = 10.0
"""Seconds between two lines."""
OWN_EXTRA = re.compile(r"summarize\[(?P<extras>[\w,]+)\]$")
NAME = re.compile(r"[\w.-]+")
STEP = re.compile(r"\[(?P<done>\d+)/(?P<all>\d+)\] |(?P<doing>(?:Downloading|Building wheel for) \S+|Installing (?=collected))")


def main() -> int:
    """Install, and return pip's exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answering", action="store_true", help="leave out what no answer needs")
    parser.add_argument("pip", nargs="*", metavar="-- PIP OPTION", help="options of pip")
    options = parser.parse_args()
    os.environ["CMAKE_ARGS"] = f"{shlex.join(WHAT_IS_USED)} {os.environ.get('CMAKE_ARGS', '')}".strip()
    if not options.answering:
        return run_pip([*options.pip, "torch"]) or run_pip([*options.pip, "--editable", f"{PROJECT}[dev]"])
    wanted = [each for each in requirements(("all",)) if name(each) not in REFERENCE]
    return run_pip([*options.pip, *wanted]) or run_pip([*options.pip, "--no-deps", "--editable", str(PROJECT)])


def requirements(extras: Sequence[str]) -> list[str]:
    """Return what the project requires, and what its extras do."""
    with (PROJECT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    found = list(project["dependencies"])
    for extra in extras:
        for each in project["optional-dependencies"][extra]:
            own = OWN_EXTRA.match(each)
            found += requirements(own["extras"].split(",")) if own else [each]
    return list(dict.fromkeys(found))


def name(requirement: str) -> str:
    """Return the name of a package that is required.

    >>> name("faiss-cpu>=1.10")
    'faiss-cpu'
    """
    found = NAME.match(requirement)
    return found[0] if found else requirement


def run_pip(arguments: Sequence[str]) -> int:
    """Run `pip install` with the pinned versions; return its exit status."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "pip.log"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--log", str(log)]
        process = subprocess.Popen([*command, "--constraint", str(PROJECT / "constraints.txt"), *arguments])
        for line in steps(process, log):
            print(f"{time.monotonic() - started:4.0f} s  {line}", flush=True)
    return process.returncode


def steps(process: "subprocess.Popen[bytes]", log: Path) -> Iterator[str]:
    """Yield what pip is doing, every ten seconds until it ends."""
    while True:
        try:
            process.wait(INTERVAL)
        except subprocess.TimeoutExpired:
            text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
            yield step(text)
        else:
            return


def step(log: str) -> str:
    """Return what pip is doing by its log: the last step in it.

    >>> step("Building wheel for llama-cpp-python\\n  [7/83] /usr/bin/cc ggml.c")
    'compiling llama.cpp: 7 of 83'
    >>> step("Downloading numpy-2.4.6-cp311.whl (16 MB)")
    'Downloading numpy-2.4.6-cp311.whl'
    """
    found = [*STEP.finditer(log)][-1:]
    if not found:
        return "looking for packages"
    (last,) = found
    return (last["doing"] or "").strip() or f"compiling llama.cpp: {last['done']} of {last['all']}"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("interrupted; run it again to go on")
