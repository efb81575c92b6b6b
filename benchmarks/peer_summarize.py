"""The program over a folder, in one process, as `peer_llamaindex.py` runs the other: run by `peers.py`. Prints one JSON object.

python peer_summarize.py FOLDER MODELS_FOLDER INDEX_FOLDER QUESTION...
"""

from time import perf_counter

STARTED = perf_counter()

import json  # noqa: E402
import resource  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from summarize import citations, pipeline  # noqa: E402
from summarize.workspace import Reporter, Workspace  # noqa: E402


def main() -> None:
    """Import, index, answer."""
    folder, models, index, *questions = sys.argv[1:]
    imported = perf_counter()
    place, quiet = Workspace(Path(models), Path(index)), Reporter(lambda _: None, lambda *_: None, lambda _: None)
    pipeline.build_index([Path(folder)], place, quiet)
    indexed = perf_counter()
    answers = []
    for question in questions:
        started = perf_counter()
        found = pipeline.ask(question, [Path(folder)], place, quiet)
        told = [{"text": s.text, "sources": [citations.location(place) for place in s.citations]} for s in found.sentences]
        answers.append({"question": question, "seconds": perf_counter() - started, "sentences": told})
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"import": imported - STARTED, "index": indexed - imported, "answers": answers, "MB": memory}))


if __name__ == "__main__":
    main()
