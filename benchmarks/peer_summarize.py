"""The program over a folder, in one process, as `peer_llamaindex.py` runs the other: run by `peers.py`. Prints one JSON object.

python peer_summarize.py FOLDER MODELS_FOLDER INDEX_FOLDER QUESTION...
"""

from time import perf_counter

STARTED = perf_counter()

import json
import resource
import sys
from pathlib import Path

from summarize.app import ask
from summarize.app.reporter import Reporter
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.citations import syntax


def main() -> None:
    """Import, index, answer."""
    folder, models, index, *questions = sys.argv[1:]
    imported = perf_counter()
    place, quiet = Workspace(Setup(Path(models), Path(index))), Reporter(lambda _: None, lambda *_: None, lambda _: None)
    ask.build_index([Path(folder)], place, quiet)
    indexed = perf_counter()
    answers = []
    for question in questions:
        started = perf_counter()
        found = ask.ask(question, [Path(folder)], place, quiet)
        told = [{"text": s.text, "sources": [syntax.location(place) for place in s.citations]} for s in found.sentences]
        answers.append({"question": question, "seconds": perf_counter() - started, "sentences": told})
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"import": imported - STARTED, "index": indexed - imported, "answers": answers, "MB": memory}))


if __name__ == "__main__":
    main()
