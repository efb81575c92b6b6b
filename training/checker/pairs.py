"""Make judgements in which the words that a sentence shares with its lines say nothing about whether they support it.

    python -m training.checker.pairs --data FOLDER/support --out .training/checker --count 45000

A small cross-encoder learns first that sentences which share their words with the lines are supported. Those who make false
sentences on purpose stay close to the lines, and those who write well do not. So each true rewording is given false sentences
that are as close to its lines: mutations of itself and of the lines, and true halves that are joined falsely. Then, for each
share of common words, as many supported as unsupported judgements are drawn.
"""

import argparse
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

from summarize.documents.sentences import sentence_spans
from summarize.text.names import runs
from summarize.text.terms import stems
from training.checker.mutations import Surroundings, changed, mutations
from training.checker.prepare import Judgement

SEED = 31
LONGEST = 600
"""Characters of lines and sentence together."""
SHARES: dict[str, float] = {
    "mqm_news2020_zhen": 1.0,
    "mqm_general2023_zhen": 1.0,
    "demetr": 1.0,
    "new_protocols": 1.0,
    "pawsx_en": 1.0,
    "conjnli": 0.6,
    "fever_dev": 0.8,
    "fever_symmetric": 1.0,
    "factscore_atomic": 0.4,
    "entailmentbank": 0.4,
    "snli_devtest": 0.4,
    "negation_nli": 1.0,
    "breaking_nli": 0.3,
    "begin": 0.6,
    "xsumfaith": 1.0,
    "factcheck_gpt": 0.5,
    "megaveridicality": 0.1,
}
"""What is taken of each data set."""
REWORDED = frozenset(
    "mqm_news2020_zhen mqm_general2023_zhen demetr new_protocols pawsx_en fever_dev factscore_atomic begin".split()
)
"""Data sets whose supported sentences are worth making false."""
JOINING = ("because", "after", "so that", "before", "although", "as a result of which")
RESTRICTION = re.compile(
    r"\b(?:only|mostly|mainly|largely|partly|usually|often|sometimes|some of|most of|many|at least|nearly|almost) "
)
VERB = re.compile(r"(?<= )[a-z]{4,}(?:ed|es|ing)(?= )")
PHRASE = re.compile(r"(?:in|on|after|before|with|by|for|during) [^,.]{8,40}(?=\.$)")
CONDITION = re.compile(r", (?:if|unless|provided|except|but only|when)\b[^,.]*(?=[.,])")


def judgements(folder: Path, chance: random.Random) -> Iterator[Judgement]:
    """Yield the judgements of all data sets, and those that are made from their supported sentences."""
    for name, share in SHARES.items():
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        rows = [row for row in rows if len(row["lines"]) + len(row["sentence"]) <= LONGEST]
        rows = chance.sample(rows, int(share * len(rows)))
        around = _surroundings(rows)
        for row in rows:
            true = bool(row["label"])
            spans = tuple(map(tuple, row.get("spans") or ())) or (() if true else None)
            yield Judgement(name, row["lines"], row["sentence"], true, spans)
            if true and name in REWORDED:
                yield from _made_false(row["lines"], row["sentence"], around, chance)


def _surroundings(rows: Sequence[dict[str, str]]) -> Surroundings:
    """Return names, verbs and phrases of the sentences of a data set."""
    some = [row["sentence"] for row in rows[:1500]]
    names = [name for sentence in some for name in runs(sentence)]
    verbs = [verb for sentence in some for verb in VERB.findall(sentence)]
    phrases = [found[0] for sentence in some if (found := PHRASE.search(sentence))]
    return Surroundings((), names, verbs, phrases)


def _made_false(lines: str, sentence: str, around: Surroundings, chance: random.Random) -> Iterator[Judgement]:
    """Yield false sentences near a true one: mutations of it and of a line, what it restricts, and halves joined falsely."""
    here = Surroundings(runs(lines), around.foreign_names, around.verbs, around.phrases)
    for each in mutations(sentence, here, chance, 1):
        yield Judgement(each.kind, lines, each.text, False, each.spans)
    own = [lines[start:end] for start, end in sentence_spans(lines)]
    if chance.random() < 0.5:
        for each in mutations(chance.choice(own), here, chance, 1):
            yield Judgement(each.kind, lines, each.text, False, each.spans)
    for pattern in (RESTRICTION, CONDITION):
        if match := pattern.search(sentence):
            wider = sentence[: match.start()] + sentence[match.end() :]
            yield Judgement("wider", lines, wider[:1].upper() + wider[1:], False, changed(sentence, wider))
    for one, other in pairwise(own):
        if chance.random() < 0.3:
            yield from _joined(lines, one, other, chance)


def _joined(lines: str, one: str, other: str, chance: random.Random) -> Iterator[Judgement]:
    """Yield two sentences joined as they may be, and in a way that the lines do not state."""
    first, second = one.rstrip(".!? "), other[:1].lower() + other[1:] if other.split()[0] not in runs(other) else other
    yield Judgement("joined", lines, f"{first}, and {second}", True, ())
    how = chance.choice(JOINING)
    start = len(first) + 1
    yield Judgement("misjoined", lines, f"{first} {how} {second}", False, ((start, start + len(how)),))


def balanced(some: Iterable[Judgement], count: int, chance: random.Random) -> list[Judgement]:
    """Draw judgements so that for each share of common words as many are supported as are not."""
    bins: dict[tuple[int, bool], list[Judgement]] = defaultdict(list)
    for each in some:
        mine, theirs = stems(each.sentence), stems(each.evidence)
        bins[int(10 * len(mine & theirs) / max(len(mine), 1)), each.supported].append(each)
    drawn: list[Judgement] = []
    for share in sorted({share for share, _ in bins}):
        size = min(len(bins[share, True]), len(bins[share, False]))
        drawn += chance.sample(bins[share, True], size) + chance.sample(bins[share, False], size)
    chance.shuffle(drawn)
    return drawn[:count]


def main() -> None:
    """Write the judgements, and print what is in them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the judged pairs")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=60_000)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    chance = random.Random(SEED)
    made = balanced(judgements(options.data, chance), options.count, chance)
    rows = "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in made)
    (options.out / "pairs.jsonl").write_text(rows, encoding="utf-8")
    kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(each.kind for each in made).most_common())
    print(f"{len(made)} judgements, {sum(each.supported for each in made)} supported: {kinds}")


if __name__ == "__main__":
    main()
