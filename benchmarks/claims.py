"""Does `verify` accept true sentences in an editor's own words, and reject false ones that are close? Two sets, by kind.

The claims were written for this project over Wikinews texts of GUM and documents of SummHay, which are not in it: `dev.json` to
choose by, `test.json` to report on, 80 true and 80 false in each. Another set, a folder with `claims.json` and `docs`, can be
given too.

    python benchmarks/claims.py --data ../shared/benchmarks [--folder ../shared/benchmarks/claims] [--show]
"""

import argparse
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.checking.document import Checker
from summarize.citations.cited_text import parse
from summarize.models import catalogue
from summarize.types.document import SourceFile
from summarize.types.verdict import Basis, Checked, Finding

HERE = Path(__file__).parent / "claims"
LONGEST = 130
"""Words of a paragraph; a longer one is cut into pieces of three sentences."""
PARAGRAPHS = 28
"""Of a text of GUM that are used."""
SENTENCE_END = re.compile(r'(?<=[.!?”"]) (?=[A-Z“"])')
FEWEST = (0, 1, 2, 4)
"""Numbers of false claims for which the share of true ones is given that the model would accept."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim, and the verdict on it."""

    text: str
    true: bool
    kind: str
    verdict: Checked

    @property
    def accepted(self) -> bool:
        """Whether it is supported, on any basis."""
        return self.verdict.finding is Finding.SUPPORTED

    @property
    def score(self) -> float:
        """What it is ranked by: 2 if the rules accept it, -1 if the model was not asked, else the probability."""
        if self.accepted and self.verdict.basis is not Basis.MODEL:
            return 2.0
        return -1.0 if self.verdict.probability is None else self.verdict.probability


def documents(data: Path, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the named documents with their texts, one paragraph a line: "election.txt" of GUM, "news1_3.txt" of SummHay."""
    for name in names:
        topic, _, number = name.removesuffix(".txt").partition("_")
        if number:
            read = json.loads((data / f"summhay/topic_{topic}.json").read_text(encoding="utf-8"))
            text = read["documents"][int(number)]["document_text"]
            yield name, "\n".join(line.strip() for line in text.split("\n") if line.strip())
        else:
            (path,) = (data / "gum").glob(f"GUM_*_{topic}.conllu")
            yield name, "\n".join(list(paragraphs(path.read_text(encoding="utf-8")))[:PARAGRAPHS])


def paragraphs(conllu: str) -> Iterator[str]:
    """Yield the paragraphs of a text of GUM."""
    for part in re.split(r"^# newpar.*$", conllu, flags=re.MULTILINE):
        text = " ".join(re.findall(r"^# text = (.*)$", part, re.MULTILINE))
        if len(text.split()) <= LONGEST:
            yield from filter(None, [text])
            continue
        sentences = SENTENCE_END.split(text)
        yield from (" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


def judge(claims: Sequence[Mapping[str, Any]], folder: Path, models: Workspace) -> list[Judged]:
    """Check each claim against the places that it cites in a folder of documents."""
    files = [SourceFile(path, path.name) for path in sorted(folder.iterdir())]
    checker = Checker(files, models.parser, lambda: models.entailment)
    found = []
    for claim in claims:
        checked = checker.check(parse(f"{claim['text']} [{'; '.join(claim['places'])}]\n"))
        worst = next((one for one in checked if one.finding is not Finding.SUPPORTED), checked[-1])
        found.append(Judged(claim["text"], claim["label"] == "true", claim["kind"], worst))
    return found


def report(name: str, found: Sequence[Judged], *, show: bool) -> None:
    """Print what is accepted by the rules, and by rules and model, by kind, and how well the model orders the rest."""
    print(f"\n{name}: {'kind':<14}{'claims':>8}{'rules':>8}{'accepted':>10}{'not asked':>11}")
    groups: dict[tuple[bool, str], list[Judged]] = defaultdict(list)
    for one in found:
        groups[one.true, one.kind].append(one)
        groups[one.true, "all"].append(one)
    for (true, kind), some in sorted(groups.items(), key=lambda group: (not group[0][0], group[0][1] == "all", group[0][1])):
        rules = sum(one.score == 2 for one in some)
        silent = sum(one.score == -1 for one in some)
        accepted = sum(one.accepted for one in some)
        print(f"{'true' if true else 'false':<6}{kind:<16}{len(some):>8}{rules:>8}{accepted:>10}{silent:>11}")
    right = sorted((one.score for one in found if one.true), reverse=True)
    wrong = sorted((one.score for one in found if not one.true), reverse=True)
    area = sum((a > b) + (a == b) / 2 for a in right for b in wrong) / (len(right) * len(wrong))
    shares = ", ".join(f"{sum(score > wrong[count] for score in right) / len(right):.2f} with {count}" for count in FEWEST)
    print(f"area under the curve {area:.3f}; share of true claims above all but so many false ones: {shares}")
    if show:
        for one in sorted(found, key=lambda one: -one.score):
            if one.accepted:
                print(f"  {'true' if one.true else 'FALSE'} {one.kind} {one.score:.3f}: {one.text}")


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a folder with gum and summhay")
    parser.add_argument("--folder", type=Path, help="another set: claims.json and docs")
    parser.add_argument("--show", action="store_true", help="list what is accepted")
    options = parser.parse_args()
    models = Workspace(Setup(catalogue.folder(None), Path("index")))
    for path in sorted(HERE.glob("*.json")):
        claims = json.loads(path.read_text(encoding="utf-8"))
        names = sorted({place.partition(":")[0] for claim in claims for place in claim["places"]})
        with tempfile.TemporaryDirectory() as folder:
            for name, text in documents(options.data, names):
                (Path(folder) / name).write_text(text + "\n", encoding="utf-8")
            report(path.stem, judge(claims, Path(folder), models), show=options.show)
    if options.folder:
        claims = json.loads((options.folder / "claims.json").read_text(encoding="utf-8"))
        report(options.folder.name, judge(claims, options.folder / "docs", models), show=options.show)


if __name__ == "__main__":
    main()
