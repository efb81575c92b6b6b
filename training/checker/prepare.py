"""Make the judgements that the checker learns from: lines, a sentence, and whether the lines support it.

    python -m training.checker.prepare --data FOLDER --out .training/checker

Each data set gets a file of its own, so that any of them can be left out of training. Where it is known which words of a
sentence are false, these are marked.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from summarize.documents.sentences import sentence_spans
from summarize.documents.speakers import resolved, stands_alone
from summarize.text.languages import ENGLISH
from summarize.text.names import runs
from summarize.text.neutral import neutral
from summarize.text.terms import stems, words
from training import texts
from training.checker.cross_encoder import nearest
from training.checker.mutations import Span, Surroundings, changed, mutations
from training.writer.shortening import shortened

SEED = 24
MOST = {"SummHay": 3000, "BUMP": 2500, "GUM": 900, "FoolMeTwice": 1800, "SciFact": 1500}
"""Sentences of a data set that statements are made from."""
LONGEST = 420
WINDOW = 3
"""Lines on either side of a sentence that may stand beside it as evidence."""
PREPOSITIONAL = ("in", "on", "after", "before", "with", "by", "for", "during", "amid")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Evidence, a sentence, whether the evidence supports it, and the spans of characters that it does not support, if known."""

    kind: str
    evidence: str
    sentence: str
    supported: bool
    spans: tuple[Span, ...] | None = None


def split(text: str) -> list[str]:
    """The sentences of a text, its lines taken as paragraphs."""
    return [line[start:end] for line in text.split("\n") if line.strip() for start, end in sentence_spans(line)]


def synthetic(data: Path, chance: random.Random) -> Iterator[Judgement]:
    """Sentences of open texts, as they stand or shortened, and the same made false by rule, against the lines around them."""
    documents = [*texts.summhay(data), *texts.bump(data), *texts.gum(data), *texts.fool_me_twice(data), *texts.scifact(data, 400)]
    chance.shuffle(documents)
    taken: Counter[str] = Counter()
    parser = texts.grammar()
    foreign: list[str] = ["Geneva", "Anna Weber"]
    for name, found in texts.sentences(documents):
        english = [s for s in found if s.language == ENGLISH and len(s.text) <= LONGEST]
        names = [run for s in english for run in runs(s.text)[1:]]
        verbs = [
            word
            for s in english
            for word in words(s.text)
            if len(word) > 4 and word.endswith(("ed", "es", "ing")) and word.islower()
        ]
        around = Surroundings(names, foreign[-300:], verbs, [phrase for s in english for phrase in _phrases(s.text)])
        for at, sentence in enumerate(english):
            if taken[name] == MOST[name] or not stands_alone(sentence) or len(words(sentence.text)) < 7:
                continue
            taken[name] += 1
            text = neutral(resolved(sentence))
            lines = [s.text for s in english[max(at - chance.randint(0, WINDOW), 0) : at + 1 + chance.randint(0, WINDOW)]]
            evidence = " ".join(lines)
            short = shortened(sentence, text, lambda _: True, parser)
            true = short if short and chance.random() < 0.6 else text
            yield Judgement("true", evidence, true, True, ())
            for false in mutations(true, around, chance, 1 if chance.random() < 0.75 else 2):
                yield Judgement(false.kind, evidence, false.text, False, false.spans)
            if chance.random() < 0.25 and len(english) > 2 * WINDOW + 2:
                rest = [s.text for s in english if s.text not in lines]
                if rest:
                    yield Judgement("elsewhere", nearest(true, rest), true, False)
        foreign += names


def _phrases(text: str) -> Iterator[str]:
    """The ends of a sentence that begin with a preposition."""
    found = text.rstrip(".").split()
    for at in range(max(len(found) - 7, 1), len(found) - 2):
        if found[at] in PREPOSITIONAL:
            yield " ".join(found[at:])


def summhay(data: Path, chance: random.Random) -> Iterator[Judgement]:
    """Insights against documents that were written to hold them, in other words, and against documents that were not."""
    for path in texts.files(data, "summhay/topic_*.json"):
        topic = json.loads(path.read_text(encoding="utf-8"))
        held = [set(_listed(document["insights_included"])) for document in topic["documents"]]
        lines = [split(document["document_text"]) for document in topic["documents"]]
        insights = [insight for subtopic in topic["subtopics"] for insight in subtopic["insights"]]
        names = [run for document in lines[:20] for line in document for run in runs(line)[1:]]
        for insight in insights:
            text = insight["insight"]
            around = Surroundings(names, names, [], [])
            holders = [at for at, some in enumerate(held) if insight["insight_id"] in some]
            others = [at for at, some in enumerate(held) if insight["insight_id"] not in some]
            for at in chance.sample(holders, min(8, len(holders))):
                evidence = nearest(text, lines[at])
                yield Judgement("insight", evidence, text, True, ())
                for false in mutations(text, around, chance, 1):
                    yield Judgement(false.kind, evidence, false.text, False, false.spans)
            for at in chance.sample(others, min(4, len(others))):
                evidence = nearest(text, lines[at])
                if len(stems(text) & stems(evidence)) < 0.75 * len(stems(text)):
                    yield Judgement("other document", evidence, text, False)


def _listed(value: Any) -> list[str]:
    return list(json.loads(value.replace("'", '"'))) if isinstance(value, str) else list(value)


def fool_me_twice(data: Path, chance: random.Random) -> Iterator[Judgement]:
    """Claims of a game against the encyclopaedia sentences that decide them, among others, and without them."""
    for name in ("dev.jsonl", "test.jsonl"):
        for row in texts.rows(data / "fm2" / name):
            gold = [str(piece["text"]) for piece in row["gold_evidence"]]
            others = [str(piece["text"]) for piece in row["retrieved_evidence"] if piece["text"] not in gold]
            claim = str(row["text"])
            beside = others[: chance.randint(0, 3)]
            lines = [*gold, *beside]
            chance.shuffle(lines)
            supported = row["label"] == "SUPPORTS"
            yield Judgement(str(row["label"]), " ".join(lines), claim, supported, () if supported else None)
            if chance.random() < 0.3 and others and supported:
                yield Judgement("without evidence", " ".join(others[:4]), claim, False)


def scifact(data: Path, chance: random.Random) -> Iterator[Judgement]:
    """Claims against the sentences of abstracts that decide them, and against the abstract cited where none does."""
    abstracts = {
        int(str(row["doc_id"])): [str(line).strip() for line in row["abstract"]]
        for row in texts.rows(data / "scifact/corpus.jsonl")
    }
    for name in ("claims_train.jsonl", "claims_validation.jsonl"):
        for row in texts.rows(data / "scifact" / name):
            claim = str(row["claim"])
            evidence: dict[str, Any] = dict(row["evidence"])
            for document, sets in evidence.items():
                lines = abstracts.get(int(document))
                if not lines:
                    continue  # the corpus is a part of the original
                label = sets[0]["label"]
                wanted = {at for each in sets for at in each["sentences"]} | set(
                    chance.sample(range(len(lines)), min(2, len(lines)))
                )
                text = " ".join(lines[at] for at in sorted(wanted) if at < len(lines))
                yield Judgement(label, text, claim, label == "SUPPORT", () if label == "SUPPORT" else None)
            cited = [int(each) for each in row["cited_doc_ids"]] if not evidence else []
            for document in filter(abstracts.get, cited):
                yield Judgement("not decided", nearest(claim, abstracts[document]), claim, False)


def bump(data: Path, _: random.Random) -> Iterator[Judgement]:
    """Sentences of reference summaries, and those that people made false, against the article."""
    seen: set[str] = set()
    for name in ("task1_dataset.json", "task2_dataset.json"):
        for row in texts.rows(data / "bump" / name):
            lines = split(texts.attached(str(row["article"])))
            true, false = (split(texts.attached(str(row[key]))) for key in ("reference_summary", "edited_summary"))
            for text in true:
                if text not in seen:
                    seen.add(text)
                    yield Judgement("reference", nearest(text, lines), text, True, ())
            if len(true) == len(false):
                for before, after in zip(true, false, strict=True):
                    if before != after:
                        yield Judgement(str(row["error_type"]), nearest(after, lines), after, False, changed(before, after))


def monotonicity(data: Path, chance: random.Random) -> Iterator[Judgement]:
    """Short pairs about what follows when a phrase is made wider or narrower (MED, HELP)."""
    rows = [(row["sentence1"], row["sentence2"], row["gold_label"]) for row in texts.table(data / "med/MED.tsv")]
    rows += [
        (row["ori_sentence"], row["new_sentence"], row["gold_label"]) for row in texts.table(data / "help/leskexppmb_and.tsv")
    ]
    for one, other, label in chance.sample(rows, 2500):
        yield Judgement("monotonicity", texts.attached(one), texts.attached(other), label == "entailment")


def summedits(data: Path, _: random.Random) -> Iterator[Judgement]:
    """Sentences of summaries that a model edited and people judged; of a false summary, those that differ from the seed."""
    for path in texts.files(data, "summedits*/summedits_*.json"):
        for row in texts.rows(path):
            lines = split(str(row["doc"]))
            before, after = split(str(row["original_summary"])), split(str(row["summary"]))
            for sentence in after:
                edited = sentence not in before
                supported = bool(row["label"]) or not edited
                if not edited and hash_of(row["id"]) % 6:
                    continue  # the seeds come back with each edit
                closest = max(before, key=lambda each: len(set(each.split()) & set(sentence.split())), default="")
                spans = () if supported else changed(closest, sentence)
                yield Judgement("edited" if edited else "seed", nearest(sentence, lines), sentence, supported, spans)


def hash_of(value: object) -> int:
    """A number that a value has in every run."""
    return sum(map(ord, str(value)))


def wice(data: Path, _: random.Random) -> Iterator[Judgement]:
    """Claims of an encyclopaedia against the web page that they cite; of those supported in part, the words that are not."""
    for path, marked in ((data / "wice_tokens/train.jsonl", True), (data / "wice_test/claim_test.jsonl", False)):
        for row in texts.rows(path):
            lines: list[str] = list(row["evidence"])
            claim = str(row["claim"])
            gold = sorted({at for each in row["supporting_sentences"] for at in (each if isinstance(each, list) else [each])})
            near = nearest(claim, lines)
            evidence = " ".join(dict.fromkeys([*(lines[at] for at in gold), *split(near)])) if gold else near
            supported = row["label"] == "supported"
            spans = _token_spans(row) if marked else () if supported else None
            yield Judgement(str(row["label"]), evidence, claim, supported, spans)


def _token_spans(row: dict[str, Any]) -> tuple[Span, ...] | None:
    """The characters of a claim whose tokens were marked as not supported."""
    found, place = [], 0
    for token, marked in zip(row["claim_tokens"], row["non_supported_spans"], strict=True):
        at = row["claim"].find(token, place)
        if at < 0:
            return None
        place = at + len(token)
        if marked:
            found.append((at, place))
    return tuple(found)


SETS: dict[str, Callable[[Path, random.Random], Iterator[Judgement]]] = {
    "synthetic": synthetic,
    "summhay": summhay,
    "fool_me_twice": fool_me_twice,
    "scifact": scifact,
    "bump": bump,
    "monotonicity": monotonicity,
    "summedits": summedits,
    "wice": wice,
}


def main() -> None:
    """Write a file for each data set, and print what is in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the data sets of training/README.md")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, make in SETS.items():
        made = list(make(options.data, random.Random(SEED)))
        rows = "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in made)
        (options.out / f"{name}.jsonl").write_text(rows, encoding="utf-8")
        kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(each.kind for each in made).most_common(16))
        print(f"{name:<16}{len(made):>7}, supported {sum(each.supported for each in made):>6}: {kinds}", flush=True)


if __name__ == "__main__":
    main()
