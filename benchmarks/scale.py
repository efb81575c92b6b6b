"""How the program grows: 10 thousand, 100 thousand and 1 million sentences in files of 100, all made here by rule.

For each size, in a process of its own where memory is told: the seconds to index what is new, the size on disk, the peak
memory of indexing and of asking, the seconds to build the FAISS file and to open it, a refresh that finds nothing changed, the
milliseconds of a search by meaning, by words and of the whole retrieval (p50 and p95 over 200 questions), and the recall@10 of
the search by meaning against a comparison with every vector. Writes a table, and the curves as SVG with --svg.

    python benchmarks/scale.py --folder EMPTY_FOLDER_WITH_8_GB [--up-to 1000000] [--svg docs/scale.svg]
"""

import argparse
import json
import multiprocessing
import random
import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from summarize.app import ask
from summarize.app.open_index import opened
from summarize.app.reporter import Reporter
from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.index.faiss_file import EXACT_UP_TO
from summarize.index.store import Snapshot
from summarize.models import catalogue
from summarize.models.embedder import Vectors
from summarize.search import question, retrieve

SIZES = (10_000, 100_000, 1_000_000)
A_FILE = 100
QUESTIONS = 200
NEAREST = 10
QUIET = Reporter(lambda _: None, lambda *_: None, lambda _: None)

FIRST = (
    "Al Ber Cor Dan El Far Gal Hol Ing Jor Kar Lin Mar Nor Ost Pel Quin Rav Sel Tor Ul Var Wes Yor Zan Bra Cle Dro Fen"
).split()
MIDDLE = "a e i o u an en in on ar er or al el ul".split()
LAST = "berg dale ford gate holm land mont ness port ridge stad ton vik wick worth mere field bury haven stein".split()
OFFICES = (
    "mayor,minister,director,engineer,teacher,farmer,captain,surgeon,judge,editor,trainer,botanist,banker,printer,pilot".split(
        ","
    )
)
THINGS = (
    "bridge,harbour,school,library,hospital,railway,orchard,museum,reservoir,market,stadium,theatre,lighthouse,canal,tunnel,"
    "airport,brewery,quarry,forest,glacier,vineyard,power station,observatory,shipyard,bakery,archive,ferry,greenhouse,mill"
).split(",")
DEEDS = (
    "would open,would close,had been repaired,had been sold,needed a new roof,was losing money,had won a prize,was flooded,"
    "would be moved,had doubled its staff,was on strike,would be rebuilt,had run out of fuel,was under inquiry,had been insured,"
    "was the oldest of its kind,would be painted,had no licence,would train apprentices,was overrun by visitors"
).split(",")
WHENS = (
    "in spring,before winter,after the vote,last week,in March,within two years,on Friday,by the end of the year,in June".split(
        ","
    )
)
WHYS = (
    "because of the drought,despite the protests,with money from abroad,without a permit,for the first time,after a long dispute,"
    "to save energy,as prices rose,because volunteers helped,since the storm,to attract families,as the council had asked"
).split(",")
SAID = "said,told reporters,wrote in a letter,announced,confirmed,denied".split(",")


def name(chance: random.Random) -> str:
    """One of about nine thousand names."""
    return chance.choice(FIRST) + chance.choice(MIDDLE) + chance.choice(LAST)


def sentence(chance: random.Random) -> str:
    """One of some thousand million sentences, of about 17 words."""
    who, where, count = name(chance), name(chance), chance.randint(2, 900)
    said = chance.choice(SAID)
    return (
        f"The {chance.choice(OFFICES)} {who} {said} that the {chance.choice(THINGS)} in {where} {chance.choice(DEEDS)} "
        f"{chance.choice(WHENS)} {chance.choice(WHYS)}, and {count} people agreed."
    )


def asked(chance: random.Random) -> str:
    """A question about what such sentences say."""
    thing, deed = chance.choice(THINGS), chance.choice(DEEDS)
    return chance.choice(
        (
            f"which {thing} {deed} {chance.choice(WHYS)}",
            f"what did {name(chance)} say about the {thing}",
            f"what happened to the {thing} in {name(chance)}",
        )
    )


def write_files(folder: Path, size: int) -> None:
    """Files of 100 sentences up to so many; those that are there stay."""
    for number in range(size // A_FILE):
        path = folder / f"{number // 1000:03}" / f"{number:06}.txt"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            chance = random.Random(number)
            path.write_text("\n\n".join(sentence(chance) for _ in range(A_FILE)) + "\n", encoding="utf-8")


def build(folder: Path, place: Workspace, answer: "multiprocessing.Queue[dict[str, float]]") -> None:
    """Index what is new, then find that nothing is."""
    seconds, (done, _) = timed(lambda: ask.build_index([folder], place, QUIET))
    memory = peak()
    again, _ = timed(lambda: ask.build_index([folder], place, QUIET))
    answer.put({"index": seconds, "sentences a second": done.sentences / seconds, "refresh": again, "index MB": memory})


def search(folder: Path, place: Workspace, answer: "multiprocessing.Queue[dict[str, float]]") -> None:
    """Build the FAISS file, open it, put the questions."""
    chance = random.Random("questions")
    questions = [question.parse(asked(chance)) for _ in range(QUESTIONS)]
    with opened([folder], place, QUIET) as corpus:
        index, scope, encoder = corpus.files.index, corpus.files.scope, place.encoder
        vectors = encoder.encode([q.text for q in questions])
        built, _ = timed(lambda: index.dense(vectors[:1], scope, NEAREST))
    with opened([folder], place, QUIET) as corpus:
        index, scope = corpus.files.index, corpus.files.scope
        load, _ = timed(lambda: index.dense(vectors[:1], scope, NEAREST))
        dense = [timed(lambda v=v: index.dense(v[None], scope, NEAREST)) for v in vectors]
        lexical = [timed(lambda q=q: index.lexical(q.terms, scope, NEAREST))[0] for q in questions]
        whole = [
            timed(lambda q=q: retrieve.retrieve(q, corpus.files, retrieve.Models(encoder, place.reader)))[0] for q in questions
        ]
        memory = peak()
        found = [set(list(ids)[:NEAREST]) for _, ids in dense]
        recall = np.mean([len(a & b) / NEAREST for a, b in zip(found, exactly(index, vectors), strict=True)])
    times = {"dense": [seconds for seconds, _ in dense], "lexical": lexical, "retrieval": whole}
    answer.put(
        {"build": built, "load": load, "recall": float(recall), "ask MB": memory}
        | {f"{key} p{p}": 1000 * float(np.percentile(values, p)) for key, values in times.items() for p in (50, 95)}
    )


def exactly(index: Snapshot, vectors: Vectors) -> list[set[int]]:
    """The nearest sentences of each vector by comparison with every one, with some more where several are equally near."""
    best: list[list[tuple[float, int]]] = [[] for _ in vectors]
    ids = index.scope([*index.paths([Path("/")])]).ids()
    for start in range(0, len(ids), 50_000):
        some = ids[start : start + 50_000]
        scores = vectors @ index.vectors(some).T
        for row, top in enumerate(np.argsort(-scores, axis=1)[:, :NEAREST]):
            best[row] = sorted([*best[row], *((float(scores[row, at]), some[at]) for at in top)], reverse=True)[:NEAREST]
    return [{id_ for _, id_ in row} for row in best]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """The seconds that something takes, and what it gives."""
    started = perf_counter()
    result = work()
    return perf_counter() - started, result


def peak() -> float:
    """The most memory that this process held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def measured(folder: Path, sizes: list[int]) -> Iterator[dict[str, float]]:
    """The figures of each size, which contains the one before it."""
    place = Workspace(Setup(catalogue.folder(None), folder / "index"))
    context = multiprocessing.get_context("spawn")
    for size in sizes:
        write_files(folder / "documents", size)
        found: dict[str, float] = {"size": size}
        for step in (build, search):
            answer = context.Queue()
            process = context.Process(target=step, args=(folder / "documents", place, answer))
            process.start()
            found |= answer.get()
            process.join()
        found["disk MB"] = sum(path.stat().st_size for path in place.setup.index.rglob("*") if path.is_file()) / 1e6
        yield found


CURVES = {
    "index": "index what is new, s",
    "retrieval p95": "retrieval p95, ms",
    "dense p95": "by meaning p95, ms",
    "refresh": "refresh, s",
}
COLOURS = ("#1b6ca8", "#b3392f", "#2f7d4f", "#8a5a00")


def curves(found: list[dict[str, float]]) -> str:
    """The cost of each step by size, both on logarithmic scales, as SVG."""
    width, height, left, top, right, bottom = 640, 360, 60, 20, 190, 40
    values = [row[key] for row in found for key in CURVES]
    low, high = np.floor(np.log10(min(values))), np.ceil(np.log10(max(values)))
    first, last = np.log10(found[0]["size"]), np.log10(found[-1]["size"])

    def x(size: float) -> float:
        return float(left + (np.log10(size) - first) / max(last - first, 1e-9) * (width - left - right))

    def y(value: float) -> float:
        return float(height - bottom - (np.log10(value) - low) / (high - low) * (height - top - bottom))

    view = f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" role="img"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {view}>']
    parts.append("<title>Cost by number of sentences</title>")
    parts.append(f'<rect width="{width}" height="{height}" fill="#fff"/>')
    for power in range(int(low), int(high) + 1):
        parts.append(f'<path d="M{left} {y(10.0**power):.1f}H{width - right}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y(10.0**power) + 4:.1f}" text-anchor="end" fill="#333">{10.0**power:g}</text>')
    for row in found:
        parts.append(
            f'<text x="{x(row["size"]):.1f}" y="{height - 14}" text-anchor="middle" fill="#333">{row["size"]:,.0f}</text>'
        )
    for (key, label), colour in zip(CURVES.items(), COLOURS, strict=True):
        points = [(x(row["size"]), y(row[key])) for row in found]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        parts.append(f'<text x="{points[-1][0] + 10:.1f}" y="{points[-1][1] + 4:.1f}" fill="{colour}">{label}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--up-to", type=int, default=SIZES[-1])
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    print(f"exact up to {EXACT_UP_TO:,} sentences, cells beyond")
    found = []
    for row in measured(options.folder, [size for size in SIZES if size <= options.up_to]):
        found.append(row)
        print(
            "; ".join(f"{key} {value:,.3g}" if value < 1000 else f"{key} {value:,.0f}" for key, value in row.items()), flush=True
        )
        if options.json:
            options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
        if options.svg:
            options.svg.write_text(curves(found), encoding="utf-8")


if __name__ == "__main__":
    main()
