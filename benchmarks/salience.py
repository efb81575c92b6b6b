"""How well the bottom line of a briefing says what matters, on NeuS (Lee et al. 2022).

Each item is three slanted articles on one event and an expert's neutral text. The measures are ROUGE-1 and ROUGE-2 (F1, stemmed)
against that text, cut at 65 words, and the summed arousal of emotional words that it does not use, as in `neutrality.py`. Beside
the bottom line, without its citations: LexRank (TF-IDF vectors of sentences, ranked by the number of sentences with a cosine
above .1, and by the sum of their cosines), the centroid of these vectors, the sentences that open the articles, the first
article. LexRank and the centroid leave out what repeats a chosen sentence (cosine above .6).

    pip install "summarize[benchmarks]"
    python benchmarks/salience.py --data FOLDER_WITH_VAL_FILES_AND_LEXICON [--items 0:60]
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from neutrality import arousal, cut
from rouge_score.rouge_scorer import RougeScorer
from sklearn.feature_extraction.text import TfidfVectorizer

from summarize.app.brief import Order, brief
from summarize.app.reporter import Reporter
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.documents.sentences import split_sentences
from summarize.models import catalogue
from summarize.types.document import Line

LENGTH = 65
"""Words of a summary that count."""
LINKED, REPEATED = 0.1, 0.6
"""Cosine from which two sentences are neighbours for LexRank, and above which one repeats another."""
Summaries = dict[str, str]


def articles(item: str) -> list[tuple[str, str]]:
    """The title and the text of each article of an item."""
    parts = (part.partition("ARTICLE=>") for part in item.split("[SEP]"))
    return [(title.replace("TITLE=>", "").strip(" ."), text.strip()) for title, _, text in parts if text.strip()]


def chosen(order: np.ndarray, similar: np.ndarray) -> Iterator[int]:
    """Sentences in their order, without those that repeat one before them."""
    kept: list[int] = []
    for number in map(int, order):
        if not kept or similar[number, kept].max() <= REPEATED:
            kept.append(number)
            yield number


def baselines(texts: Sequence[str]) -> Summaries:
    """The summaries beside which the bottom line is measured."""
    found = [[sentence.text for sentence in split_sentences([Line(1, text, text)])] for text in texts]
    sentences = [sentence for article in found for sentence in article]
    vectors = TfidfVectorizer().fit_transform(sentences).toarray()
    similar = vectors @ vectors.T
    orders = {
        "LexRank, degree": (similar > LINKED).sum(axis=1),
        "LexRank, sum of cosines": similar.sum(axis=1),
        "centroid": vectors @ vectors.mean(axis=0),
    }
    ranked = {name: np.argsort(-values, kind="stable") for name, values in orders.items()}
    made = {name: " ".join(sentences[number] for number in chosen(order, similar)) for name, order in ranked.items()}
    openings = [article[place] for place in (0, 1, 2) for article in found if place < len(article)]
    return {**made, "openings of the articles": " ".join(openings), "first article": " ".join(found[0])}


def bottom_line(item: Sequence[tuple[str, str]], folder: Path, workspace: Workspace) -> str:
    """The bottom line of a briefing on the articles as files."""
    for number, (title, text) in enumerate(item, start=1):
        (folder / f"{number}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")
    quiet = Reporter(lambda _: None, lambda *_: None, lambda _: None)
    return " ".join(sentence.text for sentence in brief([folder], workspace, quiet, Order()).body.bottom_line)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--items", default="0:60", help="first and last item")
    options = parser.parse_args()
    some = slice(*map(int, options.items.split(":")))
    rows = (line.split("\t") for line in (options.data / "NRC-VAD-Lexicon.txt").read_text(encoding="utf-8").splitlines())
    lexicon = {row[0]: (float(row[1]), float(row[2])) for row in rows if len(row) == 4 and row[1][0].isdigit()}
    sources = (options.data / "val.source").read_text(encoding="utf-8").splitlines()[some]
    experts = (options.data / "val.target").read_text(encoding="utf-8").splitlines()[some]
    scorer = RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
    measured: dict[str, list[tuple[float, ...]]] = {}
    with tempfile.TemporaryDirectory() as work:
        workspace = Workspace(Setup(catalogue.folder(None), Path(work) / "index"))
        for number, (source, expert) in enumerate(zip(sources, experts, strict=True)):
            wanted = articles(expert)[0][1]
            (folder := Path(work) / str(number)).mkdir()
            item = articles(source)
            for name, text in {
                "bottom line": bottom_line(item, folder, workspace),
                **baselines([text for _, text in item]),
            }.items():
                short = cut(text, LENGTH)
                found = scorer.score(wanted, short)
                scores = (found["rouge1"].fmeasure, found["rouge2"].fmeasure, arousal(short, wanted, lexicon), len(short.split()))
                measured.setdefault(name, []).append(scores)
    print(f"NeuS val, {len(sources)} items: ROUGE-1, ROUGE-2, emotional words, length in words")
    for name, values in measured.items():
        one, two, emotional, longest = np.mean(values, axis=0)
        print(f"{name:<28} {one:.3f} {two:.3f} {emotional:5.2f} {longest:5.0f}")


if __name__ == "__main__":
    main()
