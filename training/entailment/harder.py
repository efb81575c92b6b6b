"""Make harder rows of those that `prepare` wrote: what only stands above, broken shortenings, missing speakers, long lines.

    python -m training.entailment.harder --rows .training/entailment/train.jsonl --to .training/entailment/harder.jsonl

Written sentences rarely show these: a model that has seen only them accepts a sentence that the lines above support and the lines
do not, a copy of a line without its object, and what somebody says as a fact; and it has read few lines as long as a paragraph.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from summarize.models import catalogue
from summarize.models.parser import load
from summarize.text.syntax import Parse, Parser

SEED = 47
NEEDED = frozenset("nsubj nsubjpass dobj attr ccomp xcomp acomp".split())
"""What a verb that has it needs, as spaCy's small model names relations."""
FEWEST = 4
"""Words that a broken shortening has at least."""
SAID = re.compile(r"^(?P<who>[^,]{2,60}?) (?:said|says|told \w+|added|noted|argued|claimed|warned|explained) that (?P<what>.+)$")
LONGEST = 150
"""Words of the lines of a long row."""
CONTEXT = 8
"""Words above some lines from which they are more than a heading."""
SHARES = {"above": 0.25, "broken": 0.45, "long": 0.4}
"""Of the rows that each kind is made of."""
Row: TypeAlias = dict[str, Any]


def broken(text: str, parse: Parse) -> Iterator[str]:
    """Yield a text without a subject, an object or a complement of one of its verbs: "Ruiz said" for "Ruiz said it was late"."""
    for index, word in enumerate(parse.words):
        if word.relation not in NEEDED:
            continue
        left_out = parse.subtree(index)
        first, last = min(left_out), max(left_out)
        if len(left_out) != last - first + 1 or len(parse.words) - len(left_out) < FEWEST:
            continue
        start, end = parse.words[first].start, parse.words[last].end
        yield re.sub(r"\s+([.,;])", r"\1", " ".join((text[:start] + text[end:]).split()))


def unattributed(text: str) -> str | None:
    """Return what a text says that somebody said, as a fact; None if it says nothing of the kind.

    >>> unattributed("The mayor said that the port was shut.")
    'The port was shut.'
    """
    found = SAID.match(text)
    return found["what"][0].upper() + found["what"][1:] if found else None


def with_broken(row: Row, parser: Parser, chance: random.Random) -> Row:
    """Return a row with its true sentences, and with broken and unattributed forms of them and of its lines as false ones."""
    true = [text for text, label in row["sentences"] if label]
    made = [each for text in true for each in (unattributed(text),) if each]
    for text in [*chance.sample(true, min(2, len(true))), row["lines"].split(". ")[0].rstrip(".") + "."]:
        forms = list(broken(text, parser.parse(text)))
        made += chance.sample(forms, min(1, len(forms)))
    return {**row, "sentences": [[text, 1] for text in true] + [[text, 0] for text in dict.fromkeys(made)]}


def only_above(row: Row, chance: random.Random) -> Row:
    """Return a row in which the lines stand above, and what stood above are the lines: its true sentences become false."""
    true = [text for text, label in row["sentences"] if label]
    return {"above": row["lines"], "lines": row["above"], "sentences": [[text, 0] for text in chance.sample(true, 2)]}


def longer(row: Row, other: Row, chance: random.Random) -> Row:
    """Return a row whose lines are those above, its own and another row's, in one of the two orders."""
    own = f"{row['above']} {row['lines']}".strip()
    words = " ".join(other["lines"].split()[: max(LONGEST - len(own.split()), 0)])
    whole = words[: words.rfind(". ") + 1]
    return {**row, "above": "", "lines": " ".join(filter(None, chance.sample([own, whole], 2)))}


def main() -> None:
    """Write the rows, and say how many of each kind there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--share", type=float, default=1.0, help="of the rows that are made, those that are kept")
    options = parser.parse_args()
    grammar = load(catalogue.folder(None))
    if grammar is None:
        parser.error("the model of grammar is missing: `make models` brings it")
    rows = [json.loads(line) for line in options.rows.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(SEED)
    chance.shuffle(rows)
    rows = rows[: int(len(rows) * options.share)]
    made: list[Row] = []
    for row, other in zip(rows, [*rows[1:], *rows[:1]], strict=True):
        if chance.random() < SHARES["above"] and len(row["above"].split()) >= CONTEXT:
            made.append(only_above(row, chance))
        if chance.random() < SHARES["broken"]:
            made.append(with_broken(row, grammar, chance))
        if chance.random() < SHARES["long"]:
            made.append(longer(row, other, chance))
    options.to.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), encoding="utf-8")
    print(f"{len(made)} rows, {sum(len(row['sentences']) for row in made)} sentences")


if __name__ == "__main__":
    main()
