"""Of sentences near the words of their lines, how many true and false ones are accepted, by each voice that decides.

The sentences are those of `training/entailment` whose passages are held out: the model has not learned from them, and a true and
a false one of a passage share about as many words with it.

    python -m training.entailment.prepare --data ../shared/training --out .training/entailment
    python benchmarks/near_copies.py --rows .training/entailment/held_out.jsonl
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.checking.entailment_model import Entailment, is_reworded
from summarize.checking.rules import verify
from summarize.checking.structure.follows import follows
from summarize.checking.vetoes import veto
from summarize.documents import speakers
from summarize.models import catalogue
from summarize.text.syntax import Parser
from summarize.types.evidence import Sentence

SENTENCE_END = re.compile(r'(?<=[.!?”"]) (?=[A-Z“"])')
CONFLICT, RULES, BOTH = "a conflict", "rules: accepted", "grammar and model: accepted"
BY_MODEL, BY_GRAMMAR = "refused by the model alone", "refused by grammar"


def decided(text: str, cited: Sequence[Sentence], above: str, parser: Parser, model: Entailment) -> str | None:
    """Return which voice decides on a sentence; None if it is in other words than its lines and what stands above them."""
    lines = [speakers.resolved(sentence) for sentence in cited]
    if all(is_reworded(text, near) for near in (" ".join(lines), above) if near):
        return None
    if verify(text, cited, None, parser).supported:
        return RULES
    if veto.conflict(text, cited, above, " ".join([above, *lines]), parser) is not None:
        return CONFLICT
    if not follows(text, cited, parser):
        return BY_GRAMMAR
    return BOTH if (model.probability(lines, text) or 0.0) >= model.accepted else BY_MODEL


def rows(path: Path) -> Iterator[tuple[str, bool, Sequence[Sentence], str]]:
    """Yield the sentences with whether they are true, their lines as sentences, and what stands above."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        parts = SENTENCE_END.split(row["lines"])
        cited = speakers.attribute([Sentence(part, part, number, number) for number, part in enumerate(parts, start=1)])
        yield from ((text, bool(label), cited, row["above"]) for text, label, *_ in row["sentences"])


def main() -> None:
    """Print a table of voices."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path, required=True, help="held_out.jsonl of training.entailment.prepare")
    options = parser.parse_args()
    models = Workspace(Setup(catalogue.folder(None), Path("index")))
    syntax, model = models.parser, models.entailment
    if syntax is None or model is None:
        raise SystemExit("the parser or the model of entailment is missing: run `summarize models pull`")
    found = Counter((true, decided(text, cited, above, syntax, model)) for text, true, cited, above in rows(options.rows))
    print(f"{'decided by':<30}{'true':>8}{'false':>8}")
    for voice in (CONFLICT, RULES, BOTH, BY_MODEL, BY_GRAMMAR):
        print(f"{voice:<30}{found[True, voice]:>8}{found[False, voice]:>8}")


if __name__ == "__main__":
    main()
