"""Summary of a haystack (SummHay, Laban et al. 2024, arXiv 2407.01370): 100 news documents, insights to find and to cite.

For each topic file the documents are written to a folder, each question is put to the command line
(`summarize ask QUESTION FOLDER --sentences N --format json`, N the number of insights, nothing else set), and the answer is
checked by `summarize verify`. The figures are the paper's, averaged over insights, in percent:

    coverage  1 for an insight that a sentence covers fully, 0.5 for partly
    citation  F1 of the documents cited by that sentence against those that hold the insight, over covered insights
    joint     coverage times citation, over all insights

The paper's judge of coverage is GPT-4o. This one is a multinomial logistic regression on the labels that GPT-4o gave to the
published systems' bullets, which the topic files carry: of each insight and its closest bullet the cosine of MiniLM, the share
of the insight's words and numbers that the bullet has, its length, and the products of these. A topic is judged by labels of
the other topics if there are any. How well it ranks the published systems in the way that GPT-4o does is printed too. Compare
the figures with each other only, never with the paper's.

    python benchmarks/summhay.py --data FOLDER_WITH_TOPIC_FILES [--json FILE] [--keep FOLDER]
"""

import argparse
import ast
import json
import math
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from time import perf_counter

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from summarize.app.open_index import opened
from summarize.app.reporter import Reporter
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.claims import choose
from summarize.index.corpus import load
from summarize.models import catalogue
from summarize.models.embedder import Encoder
from summarize.search import question, retrieve
from summarize.text.terms import stems, words

LABELS = {"NO_COVERAGE": 0, "PARTIAL_COVERAGE": 1, "FULL_COVERAGE": 2}
FIGURES = ("coverage", "citation", "precision", "recall", "joint")
CITED = re.compile(r"\[([\d, ]+)\]")
SHOWN = 8
"""Published systems in the table: those with the highest joint figure."""


@dataclass(frozen=True)
class Told:
    """A sentence of a summary, and the numbers of the documents that it cites."""

    text: str
    documents: frozenset[int]


Summaries = dict[str, list[Told]]
"""By subtopic."""


class Topic:
    """A topic file."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        data = json.loads(path.read_text(encoding="utf-8"))
        self.subtopics = data["subtopics"]
        self.texts = [document["document_text"] for document in data["documents"]]
        self.holders: dict[str, set[int]] = {}
        for number, document in enumerate(data["documents"], 1):
            held = document["insights_included"]
            for insight in ast.literal_eval(held) if isinstance(held, str) else held:
                self.holders.setdefault(insight, set()).add(number)

    def systems(self) -> list[str]:
        """The published systems that answered every question."""
        names = [set(subtopic["summaries"]) for subtopic in self.subtopics]
        return sorted(set.intersection(*names))

    def published(self, system: str) -> Summaries:
        """The summaries of a published system."""
        return {
            s["subtopic_id"]: [Told(CITED.sub("", bullet), _numbers(bullet)) for bullet in s["summaries"][system]]
            for s in self.subtopics
        }


def _numbers(bullet: str) -> frozenset[int]:
    return frozenset(int(number) for group in CITED.findall(bullet) for number in group.split(",") if number.strip())


class Judge:
    """Tells how far a summary covers an insight, as GPT-4o would: 0, 0.5 or 1."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.vectors: dict[str, np.ndarray] = {}
        self.model: Pipeline | None = None

    def read(self, texts: Sequence[str]) -> None:
        """Encode texts that are to be compared."""
        new = list(dict.fromkeys(text for text in texts if text not in self.vectors))
        self.vectors |= dict(zip(new, self.encoder.encode(new), strict=True))

    def fit(self, topics: Sequence[Topic]) -> None:
        """Learn from the labels of the published systems of some topics."""
        features, labels = [], []
        for topic in topics:
            for system in topic.systems():
                summaries = topic.published(system)
                for subtopic in topic.subtopics:
                    told = summaries[subtopic["subtopic_id"]]
                    given = {each["insight_id"]: each["coverage"] for each in subtopic["eval_summaries"].get(system, [])}
                    for insight in subtopic["insights"]:
                        if told and given.get(insight["insight_id"]) in LABELS:
                            features.append(self.compare(insight["insight"], told)[1])
                            labels.append(LABELS[given[insight["insight_id"]]])
        learner = LogisticRegression(max_iter=2000, C=0.1)
        self.model = make_pipeline(PolynomialFeatures(2, include_bias=False), StandardScaler(), learner)
        self.model.fit(np.array(features), labels)

    def compare(self, insight: str, told: Sequence[Told]) -> tuple[int, list[float]]:
        """The sentence closest to an insight, and what the regression reads of the two."""
        self.read([insight, *(sentence.text for sentence in told)])
        wanted, figures = stems(insight), _figures(insight)
        cosines = [float(self.vectors[insight] @ self.vectors[sentence.text]) for sentence in told]
        shares = [len(wanted & stems(sentence.text)) / max(len(wanted), 1) for sentence in told]
        best = max(range(len(told)), key=lambda place: cosines[place] + shares[place])
        kept = len(figures & _figures(told[best].text)) / len(figures) if figures else 0.5
        length = math.log1p(len(words(told[best].text)))
        return best, [cosines[best], shares[best], kept, float(bool(figures)), length]

    def coverage(self, features: list[float]) -> float:
        """0, 0.5 or 1."""
        assert self.model is not None
        return float(self.model.predict([features])[0]) / 2

    def score(self, topic: Topic, summaries: Summaries) -> dict[str, float]:
        """The figures of some summaries of a topic, in percent."""
        found: dict[str, list[float]] = {figure: [] for figure in FIGURES}
        for subtopic in topic.subtopics:
            told = summaries.get(subtopic["subtopic_id"], [])
            for insight in subtopic["insights"]:
                best, features = self.compare(insight["insight"], told) if told else (0, [])
                covered = self.coverage(features) if told else 0.0
                f1 = 0.0
                if covered:
                    cited, holding = told[best].documents, topic.holders[insight["insight_id"]]
                    both = len(cited & holding)
                    precision, recall = both / max(len(cited), 1), both / len(holding)
                    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
                    found["citation"].append(f1)
                    found["precision"].append(precision)
                    found["recall"].append(recall)
                found["coverage"].append(covered)
                found["joint"].append(covered * f1)
        return {figure: 100 * mean(values) if values else 0.0 for figure, values in found.items()}


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text.replace(",", "")))


def labelled(topic: Topic, system: str) -> float:
    """The coverage that GPT-4o gave to a published system, in percent."""
    given = [LABELS.get(e["coverage"], 0) / 2 for s in topic.subtopics for e in s["eval_summaries"].get(system, [])]
    return 100 * mean(given) if given else 0.0


@dataclass
class Asked:
    """The answers to the questions of a topic, seconds by step, and what `summarize verify` did not find supported."""

    summaries: Summaries
    seconds: dict[str, list[float]]
    sentences: int = 0
    unsupported: int = 0


def ask(topic: Topic, folder: Path) -> Asked:
    """Put the questions of a topic to the command line."""
    documents = folder / topic.name
    documents.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(topic.texts, 1):
        (documents / f"{number:03}.txt").write_text(text + "\n", encoding="utf-8")
    index = ["--index", str(folder / "index")]
    run("index", documents, *index)
    asked = Asked({}, {})
    for subtopic in topic.subtopics:
        name = subtopic["subtopic_id"]
        count = len(subtopic["insights"])
        answer = folder / f"{topic.name}-{name}.json"
        run("ask", subtopic["subtopic"], documents, "--sentences", count, "--format", "json", "-o", answer, *index)
        found = json.loads(answer.read_text(encoding="utf-8"))
        asked.summaries[name] = [
            Told(told["text"], frozenset(int(Path(place["file"]).stem) for place in told["citations"]))
            for told in found["sentences"]
        ]
        for step, seconds in found["seconds"].items():
            asked.seconds.setdefault(step, []).append(seconds)
        if found["answered"]:
            report = json.loads(run("verify", answer, "--sources", documents, "--format", "json"))
            asked.sentences += len(report["sentences"])
            asked.unsupported += len(report["sentences"]) - report["supported"]
    return asked


def without_writing(topic: Topic, folder: Path, encoder: Encoder) -> float:
    """Seconds a question of everything but writing and checking, in a process that has the embedder loaded."""
    place = Workspace(Setup(catalogue.folder(None), folder / "index"), encoder=encoder)
    reporter = Reporter(lambda _: None, lambda *_: None, lambda _: None)
    started = perf_counter()
    for subtopic in topic.subtopics:
        asked = question.parse(subtopic["subtopic"])
        with opened([folder / topic.name], place, reporter) as found:
            models = retrieve.Models(encoder, place.reader)
            ranked = [retrieve.retrieve(each, found.files, models) for each in (asked, *asked.parts)]
            corpus = load(retrieve.likely_files(asked, found.files, encoder))
            choose.choose(asked, ranked, corpus, encoder, len(subtopic["insights"]))
    return (perf_counter() - started) / len(topic.subtopics)


def run(*arguments: object) -> str:
    """The program's output; refusing to answer is no failure, an error is."""
    command = [sys.executable, "-m", "summarize", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")
    return done.stdout


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--keep", type=Path, help="leave documents, index and answers in this folder")
    options = parser.parse_args()
    topics = [Topic(path) for path in sorted(options.data.glob("topic_*.json"))]
    encoder = Workspace(Setup(catalogue.folder(None), Path())).encoder
    figures: dict[str, dict[str, dict[str, float]]] = {}
    judge = Judge(encoder)
    with tempfile.TemporaryDirectory() as temporary:
        for topic in topics:
            asked = ask(topic, options.keep or Path(temporary))
            judge.fit([other for other in topics if other is not topic] or [topic])
            systems = {system: judge.score(topic, topic.published(system)) for system in topic.systems()}
            agreement = np.corrcoef([systems[s]["coverage"] for s in systems], [labelled(topic, s) for s in systems])[0, 1]
            figures[topic.name] = {"summarize": judge.score(topic, asked.summaries), **systems}
            show(topic.name, figures[topic.name])
            print(f"coverage of {len(systems)} published systems, this judge against GPT-4o: Pearson {agreement:.2f}")
            other = sum(mean(asked.seconds[step]) for step in ("index", "retrieve", "verify"))
            print(f"{asked.sentences} sentences, {asked.unsupported} not supported by their citations for `summarize verify`")
            warm = without_writing(topic, options.keep or Path(temporary), encoder)
            print(
                f"seconds a question: {mean(asked.seconds['write']):.1f} writing; all else {other:.1f} in a fresh process,",
                end=" ",
            )
            print(f"{warm + mean(asked.seconds['verify']):.1f} with the embedder loaded\n", flush=True)
    if len(topics) > 1:
        everywhere = set.intersection(*(set(found) for found in figures.values()))
        means = {s: {f: mean(figures[t.name][s][f] for t in topics) for f in FIGURES} for s in everywhere}
        show("mean", means)
        figures["mean"] = means
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def show(title: str, rows: dict[str, dict[str, float]]) -> None:
    """Print ours and the best published systems."""
    best = sorted((name for name in rows if name != "summarize"), key=lambda name: -rows[name]["joint"])[:SHOWN]
    print(f"{title:<34}" + "".join(f"{figure:>11}" for figure in FIGURES))
    for name in ("summarize", *best):
        print(f"{name.removeprefix('summary_subtopic_'):<34}" + "".join(f"{rows[name][figure]:>11.1f}" for figure in FIGURES))


if __name__ == "__main__":
    main()
