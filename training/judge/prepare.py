"""Questions, each with passages that answer it and passages that do not, from open data sets.

    python -m training.judge.prepare --data ../shared/training --out .training/judge

Writes `train.jsonl.gz`, and `held.jsonl.gz` with the data sets that are kept for choosing and calibrating. A row is a question
and its passages; a passage is the text that the program's own cross-encoder would read, and whether it answers.
"""

import argparse
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from summarize.models.cross_encoder import Passage
from summarize.models.embedder import Encoder, SentenceEncoder
from training.judge.unanswerable import altered, replacements
from training.judge.yes_no import inverted
from training.texts import grammar

HELD = frozenset({"qed_nq_dev", "wikitablequestions", "mtrag_un", "cast_answerability_car", "quotesum"})
"""Data sets that nothing is learned from: questions typed into a search engine, tables, talks, several documents."""
WEIGHTS = {"qasrl_gs": 0.3, "qadiscourse": 0.5, "medquad": 0.5, "qamr": 0.7, "squad1_nqg_lower": 0.8, "qmsum": 0.7}
"""Data sets that count less: their questions or labels are made by rule, or they are many and alike."""
MOST = 8
"""Passages of a question."""
STATEMENTS = ("new_protocols", "conjnli", "fever_dev", "ambient")
"""Data sets of statements with lines that support them, deny them, or do neither."""
MOST_STATEMENTS = 16_000
MOST_UNANSWERABLE = 24_000
"""Questions that are tried to be made unanswerable."""
OF_UNANSWERABLE = 3
"""Passages of such a question, the one that answered it first."""
MADE = frozenset({"yes_no", "defined", "qasrl_gs", "qmsum", "medquad"})
"""Data sets whose questions are not made unanswerable: their wording is a pattern or says little."""
SETTLES = {"entailment": 1, "contradiction": 1, "neutral": 0}
SEED = 20
Row = dict[str, Any]


def read(path: Path) -> Iterator[Row]:
    """The rows of one file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def passage(text: str, context: str) -> str:
    """What the cross-encoder reads of a passage and the context that the data sets give it.

    "Ruiz > Early life | He left. [*] It rained." stands for the headings, the sentence before and the sentence after.
    """
    headings, _, around = context.rpartition(" | ") if " | " in context else ("", "", context)
    before, mark, after = around.partition("[*]")
    if not mark:
        headings, before = " | ".join(filter(None, (headings, around))), ""
    return Passage(text, tuple(headings.split(" > ")) if headings else (), before.strip(), after.strip()).text


def questions(rows: Iterable[Row], chance: random.Random) -> Iterator[Row]:
    """The questions of one data set, each with its passages and one of another question."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["question"]].append(row)
    every = [row for group in grouped.values() for row in group]
    for question, group in grouped.items():
        right = [row for row in group if row["label"]]
        wrong = [row for row in group if not row["label"]]
        chance.shuffle(wrong)
        kept = [*right[: MOST // 2], *wrong[: MOST - min(len(right), MOST // 2)]]
        passages = [[passage(row["passage"], row["context"]), int(row["label"])] for row in kept]
        other = chance.choice(every)
        if other["question"] != question and other["passage"] not in {row["passage"] for row in group}:
            passages.append([passage(other["passage"], other["context"]), 0])
        yield {"question": question, "passages": passages, "set": group[0]["set"], "weight": WEIGHTS.get(group[0]["set"], 1.0)}


def settled(folder: Path, known: frozenset[str], chance: random.Random) -> Iterator[Row]:
    """Questions whether something is so, from statements; lines that support or deny the statement answer."""
    parser = grammar()
    rows = [row for name in STATEMENTS for row in read(folder / f"{name}.jsonl.gz") if row["kind"].split(";")[0] in SETTLES]
    chance.shuffle(rows)
    taken = 0
    for row in rows:
        if taken >= MOST_STATEMENTS:
            break
        asked = inverted(row["sentence"], parser.parse(row["sentence"]), known)
        if asked:
            taken += 1
            other = chance.choice(rows)["lines"]
            passages = [[passage(row["lines"], ""), SETTLES[row["kind"].split(";")[0]]], [passage(other, ""), 0]]
            yield {"question": asked, "passages": passages, "set": "yes_no", "weight": 0.7}


def defined(rows: Sequence[Row], chance: random.Random) -> Iterator[Row]:
    """Questions what or who something is, from passages that begin with the title of their page and say what it is."""
    pages: Mapping[str, list[str]] = defaultdict(list)
    for row in rows:
        title = row["context"].partition(" | ")[0].rpartition(" > ")[2] if " | " in row["context"] else ""
        if title and row["passage"] not in pages[title]:
            pages[title].append(row["passage"])
    for title, texts in pages.items():
        name = title.partition(" (")[0]
        opening = [text for text in texts if text.startswith(name) and any(f" {verb} a" in text[:120] for verb in ("is", "was"))]
        if opening and len(texts) > 1 and len(name) > 3:
            others = [text for text in texts if text not in opening]
            person = any(mark in opening[0][:120] for mark in ("born", "actor", "singer", "politician", "player", "writer"))
            ask = (
                chance.choice(("who is {}?", "who was {}", "{}"))
                if person
                else chance.choice(("what is {}?", "what is a {}", "{}"))
            )
            passages = [[Passage(text, (title,)).text, int(text in opening)] for text in [*opening, *others[:5]]]
            yield {"question": ask.format(name), "passages": passages, "set": "defined", "weight": 1.0}


def unanswerable(learned: Sequence[Row], encoder: Encoder, chance: random.Random) -> Iterator[Row]:
    """Questions with one word replaced, so that none of their passages answers them."""
    parser = grammar()
    chosen = [row for row in learned if any(label for _, label in row["passages"]) and row["set"] not in MADE]
    chosen = chance.sample(chosen, min(len(chosen), MOST_UNANSWERABLE))
    parses = [parser.parse(row["question"]) for row in chosen]
    others = replacements(parses, encoder)
    for row, parse in zip(chosen, parses, strict=True):
        asked = altered(row["question"], parse, " ".join(text for text, _ in row["passages"]), others, chance)
        if asked:
            passages = [[text, 0] for text, label in sorted(row["passages"], key=lambda one: -one[1])][:OF_UNANSWERABLE]
            yield {"question": asked, "passages": passages, "set": "unanswerable", "weight": 0.7 * row["weight"]}


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write questions, one a line."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    print(f"{path}: {len(rows):,} questions, {sum(len(row['passages']) for row in rows):,} passages")


def main() -> None:
    """Write the two files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="a folder with answers/ and support/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--words", type=Path, default=Path("models/all-MiniLM-L6-v2/vocab.txt"), help="of the embedder: words of English"
    )
    options = parser.parse_args()
    chance = random.Random(SEED)
    known = frozenset(options.words.read_text(encoding="utf-8").split())
    sets = {path.name.split(".")[0]: list(read(path)) for path in sorted((options.data / "answers").glob("*.jsonl.gz"))}
    held = [row for name in sorted(HELD) for row in questions(sets[name], chance)]
    learned = [row for name in sorted(set(sets) - HELD) for row in questions(sets[name], chance)]
    learned += defined(
        [row for name in ("hotpotqa_sample", "hybridqa_dev", "ottqa_dev", "covid_qa") for row in sets[name]], chance
    )
    learned += settled(options.data / "support", known, chance)
    encoder = SentenceEncoder(options.words.parent, "all-MiniLM-L6-v2", english_only=True)
    learned += list(unanswerable(learned, encoder, chance))
    chance.shuffle(learned)
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.out / "held.jsonl.gz", held)
    write(options.out / "train.jsonl.gz", learned)


if __name__ == "__main__":
    main()
