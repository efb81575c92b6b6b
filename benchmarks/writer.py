"""How faithful the bundled writer is: with the instruction alone, with worked examples, and with the adapter of this project.

Sentences of five news files and of texts that the adapter was not trained on (PolNeAR, NeUS), as the program hands them to the
writer, without a question. Of what each writer makes of them:

    supported    the program's own check accepts it
    shown        and it can be shown: it judges nothing, and needs no sentence in front
    plain        it has no word that its source lacks, and its words in their order
    numbers      of the sources with figures: all of them are kept
    attribution  of the sources that say who speaks: it still says so
    quotation    of the sources with quoted words: one is kept, in quotation marks
    ratio        its length by that of its source, in characters
    fluency      mean log-likelihood of its tokens under the model without the adapter
    tokens/s     eight side by side

With --ladder: the share of printed sentences by the rung that they came from, over questions to the news files and four of each
topic of SummHay.

    python benchmarks/writer.py --data FOLDER_WITH_corpora_AND_benchmarks [--sample 80] [--show FILE] [--ladder]
"""

import argparse
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from statistics import mean
from time import perf_counter

import numpy as np

from summarize.app import ask
from summarize.app.reporter import Reporter
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.checking.rules import verify
from summarize.documents import readers, speakers
from summarize.documents.readers.plain import lines
from summarize.documents.sentences import split_sentences
from summarize.documents.standing_alone import stands_alone
from summarize.models import catalogue, prompts
from summarize.models.cpu import Compute
from summarize.models.decoding import Job, Request
from summarize.models.llama import Llama, Place
from summarize.models.parser import load as load_parser
from summarize.models.prompts import Message
from summarize.models.writer import QUESTION, SLOT, Writer
from summarize.text import quotations
from summarize.text.languages import ENGLISH
from summarize.text.names import same
from summarize.text.neutral import neutral
from summarize.text.syntax import Parser
from summarize.text.terms import stem, words
from summarize.types.answer import Kind
from summarize.types.evidence import Sentence
from summarize.writing.ladder import restore_quotations, unfit

SHORTEST = 10
"""Words of a sentence that is worth shortening."""
QUESTIONS = (
    "what did Xi say on Ukraine",
    "what did Putin say about military cooperation",
    "what did Xi say about Taiwan",
    "how large is trade between Russia and China",
    "will Xi visit Moscow",
    "what did Putin say about relations with China",
    "naval drills",
    "how did the United States react",
    "what did Xi say on strategic cooperation",
    "energy exports and sanctions",
)
SILENT = Reporter(lambda _: None, lambda *_: None, lambda _: None)


@dataclass(frozen=True)
class Draft:
    """A sentence, the text that the writer gets of it, and what the writer made of that."""

    source: Sentence
    text: str
    written: str


def news(data: Path) -> Iterator[Sentence]:
    """The sentences of the five news files."""
    for path in sorted((data / "corpora/putin_xi_call").iterdir()):
        yield from speakers.attribute(split_sentences(readers.read(path).lines))


def others(data: Path) -> Iterator[Sentence]:
    """The sentences of PolNeAR's articles and of the articles behind NeUS."""
    for path in sorted((data / "benchmarks/polnear/text").iterdir()):
        yield from speakers.attribute(split_sentences(readers.read(path).lines))
    for row in (data / "benchmarks/neus/val.source").read_text(encoding="utf-8").splitlines():
        for article in row.split("[SEP]"):
            yield from speakers.attribute(split_sentences(lines(article.partition("ARTICLE=>")[2].strip())))


def usable(sentences: Iterator[Sentence]) -> list[Sentence]:
    """What the program would hand to the writer, each text once, if it is long enough to be shortened."""
    found = {
        sentence.text: sentence
        for sentence in sentences
        if sentence.language == ENGLISH and stands_alone(sentence) and not speakers.is_unattributed_quotation(sentence)
    }
    return [sentence for text, sentence in found.items() if len(words(text)) >= SHORTEST]


def job(text: str) -> Job:
    """Ask for one draft, as the first rung of the ladder does."""
    return restore_quotations((yield Request(text)), text)


def drafts(writer: Writer, sentences: Sequence[Sentence]) -> tuple[list[Draft], float]:
    """A draft of each sentence, and the tokens written in a second."""
    texts = [neutral(speakers.resolved(sentence)) for sentence in sentences]
    started = perf_counter()
    written = list(writer.side_by_side(map(job, texts)))
    spent = perf_counter() - started
    tokens = sum(len(writer._llama.tokens(text)) + 1 for text in written)
    return [Draft(*found) for found in zip(sentences, texts, written, strict=True)], tokens / spent


def supported(draft: Draft, parser: Parser | None) -> bool:
    """Whether the program's check lets a draft follow from its source."""
    return bool(draft.written) and verify(draft.written, [draft.source], parser=parser).supported


def is_plain(draft: Draft) -> bool:
    """Whether a draft has words of its source only, in their order."""
    theirs = [stem(word) for word in words(draft.text)]
    place = 0
    for word in map(stem, words(draft.written)):
        if word not in theirs[place:]:
            return False
        place = theirs.index(word, place) + 1
    return bool(draft.written)


def keeps_numbers(draft: Draft) -> bool | None:
    """Whether a draft has every figure of its source; `None` if its source has none."""
    figures = {word for word in words(draft.text) if word[0].isdigit()}
    return figures <= set(words(draft.written)) if figures else None


def keeps_attribution(draft: Draft) -> bool | None:
    """Whether a draft says who speaks; `None` if its source does not."""
    (said,) = speakers.attribute([replace(draft.source, text=draft.text, raw=draft.text)])
    if said.speech.speaker is None or said.speech.speaker not in draft.text:
        return None
    (still,) = speakers.attribute([replace(draft.source, text=draft.written or ".", raw=draft.written)])
    return still.speech.speaker is not None and same(still.speech.speaker, said.speech.speaker)


def keeps_quotation(draft: Draft) -> bool | None:
    """Whether a draft has quoted words of its source in quotation marks; `None` if its source quotes nothing."""
    quoted = quotations.quoted(quotations.balanced(draft.text))
    kept = quotations.quoted(draft.written)
    known = quotations.normalise(" ".join(quoted))
    return bool(kept) and all(quotations.normalise(quote).strip(" .,") in known for quote in kept) if quoted else None


def log_likelihood(llama: Llama, text: str) -> float:
    """The mean log-likelihood of a text's tokens but the first."""
    tokens = llama.tokens(text, opening=True)
    llama.forget(0)
    rows = llama.evaluate([Place(token, at, 0, wanted=True) for at, token in enumerate(tokens)])
    return float(mean(row[after] - np.logaddexp.reduce(row) for row, after in zip(rows, tokens[1:], strict=False)))


def share(found: Sequence[bool | None]) -> str:
    """The share of what is true, and of how many."""
    known = [each for each in found if each is not None]
    return f"{mean(known):.2f} ({len(known)})" if known else "-"


def writers(folder: Path) -> Iterator[tuple[str, Writer]]:
    """The bundled writer in three ways, one loaded at a time."""
    place = Workspace(Setup(folder, Path()))
    examples = prompts.fill(prompts.load("write"), sentence=SLOT)
    shorten = prompts.fill(prompts.load("shorten"), sentence=SLOT, question=QUESTION)
    ways: tuple[tuple[str, tuple[Message, ...], Path | None], ...] = (
        ("instruction alone", (examples[0], examples[-1]), None),
        ("worked examples", examples, None),
        ("adapter", shorten, next(small.path for small in catalogue.shipped() if small.role == "adapter")),
    )
    for name, prompt, adapter in ways:
        yield name, Writer(place.setup.writer_path(), prompt, Compute(2), adapter)


def rungs(folder: Path, data: Path, *, adapter: bool) -> Counter[Kind]:
    """How many printed sentences came from each rung."""
    found: Counter[Kind] = Counter()
    with tempfile.TemporaryDirectory() as index, tempfile.TemporaryDirectory() as hay:
        place = Workspace(Setup(folder, Path(index), adapter=adapter))
        asked = [(question, data / "corpora/putin_xi_call") for question in QUESTIONS]
        for path in sorted((data / "benchmarks/summhay").glob("topic_*.json")):
            topic = json.loads(path.read_text(encoding="utf-8"))
            home = Path(hay) / path.stem
            home.mkdir()
            for number, document in enumerate(topic["documents"]):
                (home / f"{number:03}.txt").write_text(document["document_text"], encoding="utf-8")
            asked += [(subtopic["query"], home) for subtopic in topic["subtopics"][:4]]
        for question, sources in asked:
            found.update(sentence.kind for sentence in ask.ask(question, [sources], place, SILENT, sentences=8).sentences)
    return found


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=80, help="sentences of the news files; of other texts 2.5 times that")
    parser.add_argument("--show", type=Path, help="write every draft to this file")
    parser.add_argument("--ladder", action="store_true", help="count the rungs too")
    options = parser.parse_args()
    chance = random.Random(7)
    folder = catalogue.folder(None)
    sets = []
    for name, some, count in (("news", news, options.sample), ("other", others, options.sample * 5 // 2)):
        found = usable(some(options.data))
        sets.append((name, chance.sample(found, min(count, len(found)))))
    shown: list[str] = []
    grammar = load_parser(folder)
    base = Llama(Workspace(Setup(folder, Path())).setup.writer_path(), context=1024, sequences=1, compute=Compute(2))
    head = (
        "supported",
        "shown",
        "plain",
        "all three",
        "numbers",
        "attribution",
        "quotation",
        "ratio",
        "fluency",
        "tokens/s",
        "empty",
    )
    print(f"{'':<26}" + "".join(f"{column:>13}" for column in head))
    for way, writer in writers(folder):
        for name, sentences in sets:
            made, speed = drafts(writer, sentences)
            held, plain = [supported(draft, grammar) for draft in made], [is_plain(draft) for draft in made]
            fit = [bool(draft.written) and not unfit(draft.written) for draft in made]
            full = [draft for draft in made if draft.written]
            figures = (
                f"{mean(held):.3f}",
                f"{mean(a and b for a, b in zip(held, fit, strict=True)):.3f}",
                f"{mean(plain):.3f}",
                f"{mean(all(each) for each in zip(held, fit, plain, strict=True)):.3f}",
                share([keeps_numbers(draft) for draft in made]),
                share([keeps_attribution(draft) for draft in made]),
                share([keeps_quotation(draft) for draft in made]),
                f"{mean(len(draft.written) / len(draft.text) for draft in full):.2f}",
                f"{mean(log_likelihood(base, draft.written) for draft in islice(full, 60)):.2f}",
                f"{speed:.0f}",
                f"{len(made) - len(full)}",
            )
            print(f"{way + ', ' + name + f' ({len(made)})':<26}" + "".join(f"{figure:>13}" for figure in figures), flush=True)
            shown += [f"{way}\t{name}\t{ok}\t{draft.text}\t{draft.written}" for ok, draft in zip(held, made, strict=True)]
        writer._llama.close()
    sources = [draft_text for _, sentences in sets for draft_text in (s.text for s in sentences[:30])]
    print(f"fluency of the sources themselves: {mean(log_likelihood(base, text) for text in sources):.2f}")
    if options.show:
        options.show.write_text("\n".join(shown) + "\n", encoding="utf-8")
    if options.ladder:
        for adapter in (False, True):
            counted = rungs(folder, options.data, adapter=adapter)
            total = sum(counted.values())
            told = ", ".join(f"{kind} {counted[kind]} ({counted[kind] / total:.2f})" for kind in Kind)
            print(f"{'with' if adapter else 'without'} the adapter, {total} printed sentences: {told}")


if __name__ == "__main__":
    main()
