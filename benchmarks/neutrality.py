"""Loaded words in neutral summaries of slanted news, on NeuS (Lee et al. 2022): arousal of emotional words, at equal length.

Each item is three articles on one event (left, right, centre) and an expert's neutral text. The measure is the data set's: of
the words that the expert does not use, the summed arousal of those with a valence above .65 or below .35 (NRC-VAD). The
summary is made as the program makes its sentences, without a language model: claims grouped over the three articles, those
that share most words with the other articles first, judging words left out. Beside it, cut to the same number of words: the
opening sentences of the three articles, a third each, and the first article alone.

    python benchmarks/neutrality.py --data FOLDER_WITH_VAL_FILES_AND_LEXICON [--sample 300]
"""

import argparse
import re
from pathlib import Path

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.claims import group
from summarize.documents.sentences import split_sentences
from summarize.documents.speakers import attribute, resolved
from summarize.models import catalogue
from summarize.models.embedder import Encoder
from summarize.text import neutral
from summarize.types.document import Line
from summarize.types.evidence import Claim, Evidence, Sentence

FLOORS = {"all sources": 9.32, "lead-1 of each source": 4.30, "first listed article": 3.41}
"""Given with the data set: measured with the same rule, at the lengths that these have."""
LENGTH = 66
"""Words: the mean length of the experts' texts."""


def words(text: str) -> list[str]:
    """Lower-case words, as the data set's own measure takes them."""
    return re.sub(r"[^\w\s]", "", text.lower()).split()


def arousal(text: str, expert: str, lexicon: dict[str, tuple[float, float]]) -> float:
    """Summed arousal of the emotional words of a text that the expert does not use."""
    known = set(words(expert))
    found = [lexicon[word] for word in words(text) if word in lexicon and word not in known]
    return sum(strength for valence, strength in found if valence > 0.65 or valence < 0.35)


def articles(item: str) -> list[tuple[Sentence, ...]]:
    """The sentences of the articles of one item, titles left out."""
    texts = [part.partition("ARTICLE=>")[2].strip() for part in item.split("[SEP]")]
    return [attribute(split_sentences([Line(1, text, text)])) for text in texts if text]


def neutral_summary(found: list[tuple[Sentence, ...]], encoder: Encoder) -> str:
    """Claims of all articles, those that most articles make and that open them first, worded neutrally."""
    evidence = [
        Evidence(number * 1000 + place, f"{number}.txt", sentence, "", 1.0 / (1 + place))
        for number, article in enumerate(found)
        for place, sentence in enumerate(article)
    ]
    if not evidence:
        return ""
    grouped = group.group(evidence, encoder.encode([piece.sentence.text for piece in evidence]))
    texts = [" ".join(sentence.text for sentence in article) for article in found]

    def neutrality(claim: Claim) -> float:
        others = [text for number, text in enumerate(texts) if claim.best.file != f"{number}.txt"]
        shared = neutral.common_ground(claim.best.sentence.text, others)
        return shared + 0.2 * (len({e.file for e in claim.evidence}) - 1) + 0.2 * claim.best.score

    return " ".join(neutral.neutral(resolved(claim.best.sentence)) for claim in sorted(grouped, key=neutrality, reverse=True))


def cut(text: str, length: int) -> str:
    """The first words of a text."""
    return " ".join(text.split()[:length])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=300)
    options = parser.parse_args()
    rows = (line.split("\t") for line in (options.data / "NRC-VAD-Lexicon.txt").read_text(encoding="utf-8").splitlines())
    lexicon = {row[0]: (float(row[1]), float(row[2])) for row in rows if len(row) == 4 and row[1][0].isdigit()}
    encoder = Workspace(Setup(catalogue.folder(None), Path())).encoder
    sources = (options.data / "val.source").read_text(encoding="utf-8").splitlines()[: options.sample]
    experts = (options.data / "val.target").read_text(encoding="utf-8").splitlines()
    totals = dict.fromkeys(("this program", "openings of the three articles", "first listed article"), 0.0)
    length = 0
    for source, expert in zip(sources, experts, strict=False):
        found = articles(source)
        mine = cut(neutral_summary(found, encoder), LENGTH)
        size = len(mine.split())
        length += size
        share = max(size // max(len(found), 1), 1)
        openings = " ".join(cut(" ".join(s.text for s in article), share) for article in found)
        first = " ".join(s.text for s in found[0]) if found else ""
        for name, text in (
            ("this program", mine),
            ("openings of the three articles", openings),
            ("first listed article", first),
        ):
            totals[name] += arousal(cut(text, size), expert, lexicon)
    count = len(sources)
    print(f"NeuS val, {count} items, {length / count:.0f} words each (given floors, at their own lengths: {FLOORS})")
    for name, total in totals.items():
        print(f"{name:<36} {total / count:.2f}")


if __name__ == "__main__":
    main()
