"""Who says what, against PolNeAR's attributions (Newell et al. 2018): precision, recall and F1 of the speaker of each sentence.

A sentence is spoken if it holds at least 20 characters of annotated content, or is half content; its speakers are the
sources of that content. A source that is a pronoun counts as the last source before it that is none. A predicted speaker
(or, where there is none, the outlet) is right if it and a source share a name, or the words of a description. The first
annotator is used where there are several. Two rows: the rules alone, and with the parser where they find no speaker.

    python benchmarks/speakers.py --data FOLDER_WITH_TEXT_AND_ATTRIBUTIONS [--errors]
"""

import argparse
import re
from dataclasses import dataclass
from pathlib import Path

from summarize.documents import speakers
from summarize.documents.readers import plain
from summarize.documents.sentences import split_sentences
from summarize.models import catalogue
from summarize.models.parser import load
from summarize.text.names import same
from summarize.text.syntax import Parser
from summarize.types.evidence import Sentence

LEAST = 20
PRONOUNS = frozenset("he she they it i we you who his her their".split())


@dataclass(frozen=True)
class Span:
    """An annotated stretch: its pieces as character offsets, and its text."""

    pieces: tuple[tuple[int, int], ...]
    text: str

    @property
    def start(self) -> int:
        """Where it starts."""
        return self.pieces[0][0]

    def overlap(self, start: int, end: int) -> int:
        """Characters that it shares with a stretch."""
        return sum(max(0, min(end, b) - max(start, a)) for a, b in self.pieces)


def relations(path: Path) -> list[tuple[Span, Span]]:
    """Source and content of each attribution of a brat file."""
    spans: dict[str, Span] = {}
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"(T\d+)\t\w+ ([\d ;]+)\t(.*)", line):
            pieces = tuple((int(a), int(b)) for a, b in (piece.split() for piece in match[2].split(";")))
            spans[match[1]] = Span(pieces, match[3])
    for line in path.read_text(encoding="utf-8").splitlines():
        roles = re.findall(r"(Source|Content)\d*:(T\d+)", line) if line.startswith("E") else []
        pairs += [(spans[s], spans[c]) for r, s in roles if r == "Source" for q, c in roles if q == "Content"]
    return sorted(pairs, key=lambda pair: pair[1].start)


def named(pairs: list[tuple[Span, Span]]) -> list[tuple[str, Span]]:
    """The pairs with pronouns replaced by the last source that is none."""
    last = ""
    found = []
    for source, content in sorted(pairs, key=lambda pair: pair[0].start):
        plain_text = source.text.lower().strip(" ,")
        last = last if plain_text in PRONOUNS else source.text
        found.append((last or source.text, content))
    return found


def located(text: str, sentences: tuple[Sentence, ...]) -> list[tuple[int, int, Sentence]]:
    """Where each sentence stands in the text."""
    found, position = [], 0
    for sentence in sentences:
        start = text.find(sentence.raw, position)
        if start >= 0:
            position = start + len(sentence.raw)
            found.append((start, position, sentence))
    return found


def matches(predicted: str, source: str) -> bool:
    """Whether a predicted speaker is an annotated source."""
    mine = {word.lower() for word in re.findall(r"\w+", predicted)}
    theirs = {re.sub(r"['’]s$", "", word.lower()) for word in re.findall(r"[\w'’]+", source)}
    capital = {word.lower() for word in re.findall(r"\b[A-Z]\w+", predicted)} & theirs
    return same(predicted, source) or bool(capital) or mine <= theirs or theirs - {"the", "a", "an"} <= mine


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    articles = sorted((options.data / "text").glob("*.txt"))
    print(f"PolNeAR, {len(articles)} articles")
    parser_ = load(catalogue.folder(None))
    for name, used in (("rules", None), *([("rules and parser", parser_)] if parser_ else [])):
        report(name, articles, options.data / "attributions", used, errors=options.errors)


def report(name: str, articles: list[Path], annotations: Path, parser: Parser | None, *, errors: bool) -> None:
    """Print the figures of one row."""
    right = predicted = spoken = 0
    for article in articles:
        text = article.read_text(encoding="utf-8")
        annotation = sorted(annotations.glob(f"{article.stem}*.ann"))[:1]
        pairs = named(relations(annotation[0])) if annotation else []
        sentences = speakers.attribute(split_sentences(plain.read(article.read_bytes(), article).lines))
        for start, end, sentence in located(text, sentences):
            sources = [source for source, content in pairs if content.overlap(start, end) >= min(LEAST, (end - start) / 2)]
            speech = speakers.heard(sentence, parser).speech
            speaker = speech.speaker or speech.channel
            hit = speaker is not None and any(matches(speaker, source) for source in sources)
            right, predicted, spoken = right + hit, predicted + (speaker is not None), spoken + bool(sources)
            if errors and not hit and (speaker or sources):
                print(f"{article.name[:20]} predicted {speaker} annotated {sources}: {sentence.text[:230]}")
    precision, recall = right / max(predicted, 1), right / max(spoken, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{name}: precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({spoken} spoken sentences)")


if __name__ == "__main__":
    main()
