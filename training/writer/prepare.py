"""Make the pairs that the writer learns from: lines and a question, and the sentence to write, or nothing.

python -m training.writer.prepare --data FOLDER --out .training/writer
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from summarize.checking.entailment.surface_deletion import optional_stretches
from summarize.checking.rules import verify
from summarize.documents.speakers import attribute, is_unattributed_quotation, resolved
from summarize.documents.standing_alone import stands_alone
from summarize.search.question import keeps
from summarize.text import quotations
from summarize.text.languages import ENGLISH
from summarize.text.neutral import neutral
from summarize.text.syntax import Parser
from summarize.text.terms import words
from summarize.types.evidence import Sentence
from summarize.writing.ladder import unfit
from training import texts
from training.writer.questions import Asked, answered, unrelated
from training.writer.shortening import shortened
from training.writer.statements import statements

MOST = {"SummHay": 6500, "BUMP": 9000, "GUM": 1800, "FoolMeTwice": 6000, "SciFact": 2500}
"""Sentences of a data set."""
STATEMENTS = 3500
LONGEST = 420
"""Characters of a line."""
WITHOUT_QUESTION = 0.2
REFUSED = 0.07
"""Share of sentences that are put to a question that they have nothing to do with."""
DOUBLED = 0.15
"""Share of pairs with a second line that says the same."""
HELD_OUT = 400
ADVERBS = ("also", "later", "then", "again")


@dataclass(frozen=True, slots=True)
class Pair:
    """What the model sees and what it is to write; `short` is empty where there is nothing to say."""

    source: str
    lines: tuple[str, ...]
    question: str
    short: str


def pairs(data: Path, as_it_is: float, chance: random.Random, parser: Parser) -> Iterator[Pair]:
    """All pairs of all data sets; `as_it_is` is the share learned of the sentences that nothing can be left out of."""
    known: list[Asked] = []
    for name, sentence in _sentences(data, chance):
        text = neutral(resolved(sentence))
        asked = answered(sentence, text, chance)
        known.append(asked)
        if chance.random() < REFUSED and (other := unrelated(text, known, chance)):
            yield Pair(name, (text,), other.parsed.text, "")
            continue
        plain = chance.random() < WITHOUT_QUESTION
        short = shortened(sentence, text, (lambda _: True) if plain else partial(_keeps, asked, text), parser)
        learned = chance.random() < as_it_is or quotations.quoted(text)
        if short is None and (not learned or unfit(text) or not verify(text, [sentence], parser=parser).supported):
            continue
        pair = Pair(name, (text,), "" if plain else asked.parsed.text, short or text)
        yield doubled(pair, chance) if chance.random() < DOUBLED else pair
    yield from _statements(chance, parser)


def _keeps(asked: Asked, text: str, short: str) -> bool:
    return keeps(asked.parsed, short, text)


def _sentences(data: Path, chance: random.Random) -> Iterator[tuple[str, Sentence]]:
    """The sentences that the program would write from, at most so many of each data set."""
    documents = [*texts.summhay(data), *texts.bump(data), *texts.gum(data), *texts.fool_me_twice(data), *texts.scifact(data, 600)]
    chance.shuffle(documents)
    taken: Counter[str] = Counter()
    for name, found in texts.sentences(documents):
        for sentence in found:
            whole = sentence.language == ENGLISH and stands_alone(sentence) and not is_unattributed_quotation(sentence)
            if whole and len(words(sentence.text)) >= 8 and len(sentence.text) <= LONGEST and taken[name] < MOST[name]:
                taken[name] += 1
                yield name, sentence


def _statements(chance: random.Random, parser: Parser) -> Iterator[Pair]:
    for statement in statements(chance, STATEMENTS):
        (sentence,) = attribute([Sentence(statement.source, statement.source, 1, 1)])
        asked = answered(sentence, statement.source, chance)
        plain = chance.random() < WITHOUT_QUESTION
        kept = plain or keeps(asked.parsed, statement.short, statement.source)
        if kept and verify(statement.short, [sentence], parser=parser).supported:
            yield Pair("statements", (statement.source,), "" if plain else asked.parsed.text, statement.short)


def doubled(pair: Pair, chance: random.Random) -> Pair:
    """A pair with a second line that says the same in part: without an aside, or with an adverb more."""
    text = pair.lines[0]
    spans = optional_stretches(text)
    if spans and chance.random() < 0.5:
        start, end = chance.choice(spans)
        other = text[:start] + text[end:]
    else:
        first, _, rest = (pair.short or text).partition(" said ")
        other = f"{first} {chance.choice(ADVERBS)} said {rest}" if rest else pair.short
    return replace(pair, lines=(text, other[:1].upper() + other[1:])) if other != text else pair


def main() -> None:
    """Write `train.jsonl` and `held_out.jsonl`, and print what is in them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the data sets of training/README.md")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--as-it-is", type=float, default=0.12, metavar="SHARE")
    parser.add_argument("--seed", type=int, default=24)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    found = list({(p.lines, p.question): p for p in pairs(options.data, options.as_it_is, chance, texts.grammar())}.values())
    chance.shuffle(found)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, some in (("held_out", found[:HELD_OUT]), ("train", found[HELD_OUT:])):
        rows = "".join(json.dumps(asdict(pair), ensure_ascii=False) + "\n" for pair in some)
        (options.out / f"{name}.jsonl").write_text(rows, encoding="utf-8")
    for name, count in Counter(pair.source for pair in found).most_common():
        print(f"{name:<14}{count:>7}")
    ratios = [len(pair.short) / len(pair.lines[0]) for pair in found if pair.short]
    refused = len(found) - len(ratios)
    print(f"{len(found)} pairs, {refused} of them with nothing to say, mean length ratio {sum(ratios) / len(ratios):.2f}")


if __name__ == "__main__":
    main()
