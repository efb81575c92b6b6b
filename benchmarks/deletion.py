"""Does the check see what a shortened sentence leaves out? Claims made from gold parses by deleting one subtree.

Harmful: an object, an agent (a subject, or "by" and who did it), a complement, a part of a name, a restrictive modifier, the
attribution. Harmless: an aside, an adjunct of time or place, a conjunct. The parses are GUM's news articles (Universal
Dependencies, with entity types), which nothing here learns from; the choice is by a seed. What each deletion leaves is taken
for what its kind says without a second look: a subject's modifier may well be harmless, an adjunct may be needed.

    python benchmarks/deletion.py --gum FOLDER_WITH_GUM [--genre interview] [--seed 17] [--show]
"""

import argparse
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarize.checking.document import Checker
from summarize.citations import syntax
from summarize.citations.cited_text import CitedSentence
from summarize.documents.sources import find
from summarize.models import catalogue
from summarize.models.parser import load
from summarize.types.verdict import Finding

HARMFUL = {"object": 17, "agent": 17, "complement": 17, "name": 17, "modifier": 16, "attribution": 16}
HARMLESS = {"aside": 20, "adjunct": 20, "conjunct": 20}
SHORTEST, LONGEST = 8, 40
"""Tokens of a sentence."""
MARKS = frozenset(",.;:!?()[]–—-\"'“”‘’")
SAYING = re.compile(r"\b(?:said|says|told|according|added|stated|reported|explained|announced|wrote|claimed)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """A token of a parse: `head` is an index into the sentence, -1 for the root; `entity` the types that start or go on here."""

    text: str
    upos: str
    head: int
    relation: str
    space: bool
    entity: str


@dataclass(frozen=True)
class Claim:
    """A sentence with one subtree left out, the line that holds the whole, and in which way it is shortened."""

    kind: str
    file: str
    line: int
    text: str
    source: str


def parses(path: Path) -> Iterator[list[Word]]:
    """The declarative sentences of a CoNLL-U file that end in a full stop."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        spans = {row[0]: row[9] for row in rows if "-" in row[0]}
        glued = {int(end) for span in spans for end in [span.split("-")[1]] if "SpaceAfter=No" in spans[span]}
        inner = {n for span in spans for n in range(*map(int, span.split("-")))}
        words = []
        for row in (row for row in rows if row[0].isdigit()):
            number = int(row[0])
            space = number not in inner and number not in glued and "SpaceAfter=No" not in row[9]
            entity = match[1] if (match := re.search(r"Entity=([^|]*)", row[9])) else ""
            words.append(Word(row[1], row[3], int(row[6]) - 1, row[7], space, entity))
        if SHORTEST <= len(words) <= LONGEST and words[-1].text == "." and "# s_type = decl" in block:
            yield words


def text_of(words: Sequence[Word], left_out: frozenset[int] = frozenset()) -> str:
    """The text of a parse without some tokens, commas that are left over taken away.

    "tea, milk and salt" without ", milk" is "tea and salt": the space behind what is left out stays.
    """
    gaps = ["" if i in left_out else word.text for i, word in enumerate(words)]
    raw = "".join(gap + (" " if word.space else "") for gap, word in zip(gaps, words, strict=True))
    tidy = re.sub(r"\(\s*\)|\[\s*\]", "", raw)
    tidy = re.sub(r"\s+([,.;:])", r"\1", " ".join(tidy.split()))
    tidy = re.sub(r"[,;:]+(?=[,;:.])", "", tidy).lstrip(",;: ")
    return tidy[:1].upper() + tidy[1:]


def subtree(words: Sequence[Word], top: int) -> frozenset[int]:
    """The tokens below one, itself among them."""
    found = {top}
    while more := {i for i, word in enumerate(words) if word.head in found} - found:
        found |= more
    return frozenset(found)


def _kind(words: Sequence[Word], top: int, below: frozenset[int]) -> str | None:
    """In which way a sentence is shortened without a subtree; `None` if in none that is looked for."""
    said = " ".join(words[i].text for i in sorted(below))
    if words[top].head < 0 or words[top].relation in ("punct", "det", "case", "mark", "aux", "cop", "cc"):
        return None
    if (words[top].relation == "parataxis" and SAYING.search(said) and len(below) < 15) or said.lower().startswith(
        "according to"
    ):
        return "attribution"
    return _harmful(words, top, below) or _harmless(words, top, below, said)


def _is_set_off(words: Sequence[Word], below: frozenset[int]) -> bool:
    first = min(below)
    return words[first].text in ",(–—" or (first > 0 and words[first - 1].text in ",(–—")


def _harmful(words: Sequence[Word], top: int, below: frozenset[int]) -> str | None:
    word, relation, head = words[top], words[top].relation, words[words[top].head]
    kinds = {
        "object": relation in ("obj", "iobj") and head.upos == "VERB",
        "agent": relation in ("nsubj", "nsubj:pass", "csubj", "obl:agent"),
        "complement": relation in ("ccomp", "xcomp"),
        "name": relation in ("flat", "compound") and word.upos == head.upos == "PROPN",
        "modifier": relation == "amod" or (relation in ("acl", "acl:relcl", "nmod") and not _is_set_off(words, below)),
    }
    return next((kind for kind, fits in kinds.items() if fits), None)


def _harmless(words: Sequence[Word], top: int, below: frozenset[int], said: str) -> str | None:
    relation, last = words[top].relation, max(below)
    closed = words[last].text in ",)" or (last + 1 < len(words) and words[last + 1].text in ",.)–—")
    if relation in ("appos", "acl:relcl", "parataxis", "acl") and _is_set_off(words, below) and closed:
        return None if SAYING.search(said) else "aside"
    if relation.startswith("obl") and re.search(r"-(?:time|place)-", words[top].entity + words[min(below)].entity):
        return "adjunct"
    return "conjunct" if relation == "conj" else None


def candidates(folder: Path, genre: str = "news") -> tuple[dict[str, list[Claim]], dict[str, list[str]]]:
    """Claims by kind, and the sentences of each article."""
    found: dict[str, list[Claim]] = defaultdict(list)
    texts: dict[str, list[str]] = {}
    for path in sorted(folder.glob(f"GUM_{genre}_*.conllu")):
        name = f"{path.stem}.txt"
        texts[name] = []
        for words in parses(path):
            texts[name].append(text_of(words))
            for top in range(len(words)):
                below = subtree(words, top)
                kind = _kind(words, top, below)
                whole = len(below) == max(below) - min(below) + 1
                if kind is None or not whole or len(below) > len(words) - 4:
                    continue
                shortened = text_of(words, below)
                found[kind].append(Claim(kind, name, 2 * len(texts[name]) - 1, shortened, texts[name][-1]))
    return found, texts


def chosen(found: dict[str, list[Claim]], seed: int) -> list[Claim]:
    """So many claims of each kind as wanted, at most one a sentence and kind."""
    chance = random.Random(seed)
    kept: list[Claim] = []
    for kind, count in {**HARMFUL, **HARMLESS}.items():
        by_source: dict[str, Claim] = {}
        for claim in chance.sample(found[kind], len(found[kind])):
            by_source.setdefault(claim.source, claim)
        kept += list(by_source.values())[:count]
    return kept


def accepted(claims: Sequence[Claim], texts: dict[str, list[str]]) -> list[tuple[Claim, bool, str]]:
    """The verdict on each claim, as `summarize verify` gives it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, lines in texts.items():
            Path(folder, name).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
        checker = Checker(find([Path(folder)]).files, load(catalogue.folder(None)))
        document = [CitedSentence(c.text, n, syntax.parse(f"[{c.file}:{c.line}]")) for n, c in enumerate(claims, start=1)]
        checked = [checker.check([sentence])[0] for sentence in document]
        return [(c, k.finding is Finding.SUPPORTED, k.reason) for c, k in zip(claims, checked, strict=True)]


def main() -> None:
    """Print how many claims of each kind are accepted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--genre", default="news", help="news, or interview for what rules may be made by")
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--show", action="store_true", help="print the harmful that pass, and the harmless that do not")
    options = parser.parse_args()
    found, texts = candidates(options.gum, options.genre)
    results = accepted(chosen(found, options.seed), texts)
    total = Counter(claim.kind for claim, _, _ in results)
    passed = Counter(claim.kind for claim, supported, _ in results if supported)
    for name, kinds in (("harmful", HARMFUL), ("harmless", HARMLESS)):
        print(f"{name}: {sum(passed[k] for k in kinds)} of {sum(total[k] for k in kinds)} accepted")
        print("  " + ", ".join(f"{kind} {passed[kind]}/{total[kind]}" for kind in kinds))
    for claim, supported, reason in results if options.show else []:
        if supported == (claim.kind in HARMFUL):
            print(f"\n{claim.kind}: {claim.text}\n  of: {claim.source}\n  {reason}")


if __name__ == "__main__":
    main()
