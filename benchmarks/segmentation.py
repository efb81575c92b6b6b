"""How well sentences are found: boundary precision, recall and F1 on the GUM corpus (news and interviews).

A boundary is the offset, in characters that are no space, at which a sentence ends. Paragraphs are given, as in a file;
each paragraph's end counts as a boundary too. Prints one table and, with --json, writes the figures.

    python benchmarks/segmentation.py --data FOLDER_OF_CONLLU_FILES
"""

import argparse
import json
from pathlib import Path

from summarize.documents.sentences import sentence_spans

FLOOR = {"news": 0.971, "interview": 0.971}
"""F1 of a splitter of one regular expression, as published with the data."""


def paragraphs(path: Path) -> list[list[str]]:
    """The gold sentences of a document, by paragraph."""
    found: list[list[str]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and found[-1]:
            found.append([])
        elif line.startswith("# text = "):
            found[-1].append(line.removeprefix("# text = ").strip())
    return [paragraph for paragraph in found if paragraph]


def boundaries(sentences: list[str]) -> set[int]:
    """Offsets of sentence ends, in characters that are no space."""
    ends, position = set(), 0
    for sentence in sentences:
        position += len("".join(sentence.split()))
        ends.add(position)
    return ends


def measure(paths: list[Path]) -> tuple[float, float, float]:
    """Precision, recall and F1 over documents."""
    right = found = gold = 0
    for paragraph in (paragraph for path in paths for paragraph in paragraphs(path)):
        text = " ".join(paragraph)
        wanted = boundaries(paragraph)
        got = boundaries([text[start:end] for start, end in _whole(text)])
        right, found, gold = right + len(wanted & got), found + len(got), gold + len(wanted)
    precision, recall = right / found, right / gold
    return precision, recall, 2 * precision * recall / (precision + recall)


def _whole(text: str) -> list[tuple[int, int]]:
    """Spans that cover the text: what lies between two sentences belongs to the one before."""
    starts = [0, *[start for start, _ in sentence_spans(text)][1:]]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures = {}
    print(f"{'GUM':<10} {'precision':>9} {'recall':>7} {'F1':>6} {'floor':>6}")
    for kind, floor in FLOOR.items():
        paths = sorted(options.data.glob(f"GUM_{kind}_*.conllu"))
        precision, recall, f1 = measure(paths)
        figures[kind] = {"precision": precision, "recall": recall, "f1": f1, "floor": floor, "documents": len(paths)}
        print(f"{kind:<10} {precision:>9.3f} {recall:>7.3f} {f1:>6.3f} {floor:>6.3f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
