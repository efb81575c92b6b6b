"""How well passages are found: SciFact (is the pipeline wired correctly?) and WiCE (are the supporting lines among the first?).

SciFact: 5,183 abstracts, the 300 claims of the development set, nDCG@10 of the abstracts that they cite; each abstract is one
passage (title and text), ranked by cosine (dense), BM25 (lexical) and the fusion of both as in `summarize search`.
WiCE dev: a web article is a file with one sentence a line; the share of the claim's best set of supporting lines among the first
five (best-set recall@5), over claims that have such lines. Prints one table and, with --json, writes the figures.

    python benchmarks/retrieval.py --data FOLDER_WITH_SCIFACT_AND_WICE [--json FILE]
"""

import argparse
import ast
import json
import math
import tempfile
from contextlib import closing
from pathlib import Path

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.index.database import open_database
from summarize.index.rows import Entry, Stamp
from summarize.index.scope import Scope
from summarize.index.store import NO_WORDS, Snapshot
from summarize.models import catalogue
from summarize.models.embedder import Encoder, SentenceEncoder
from summarize.search import question, retrieve
from summarize.types.evidence import Sentence

PUBLISHED = {
    "SciFact, dense, nDCG@10": "MiniLM alone .645",
    "SciFact, dense by sentence-transformers, nDCG@10": "",
    "SciFact, lexical, nDCG@10": "BM25 .665 (BEIR)",
    "SciFact, hybrid, nDCG@10": "",
    "WiCE dev, dense, best-set recall@5": "",
    "WiCE dev, lexical, best-set recall@5": "BM25 .827 (test)",
    "WiCE dev, hybrid, best-set recall@5": "",
}
DEPTH = 100


def rows(path: Path) -> list[dict]:
    """The lines of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def stored(folder: Path, encoder: Encoder, documents: dict[str, list[str]]) -> tuple[Snapshot, dict[int, tuple[str, int]]]:
    """An index of documents given as their passages, and the document and number of each passage by its id."""
    vectors = encoder.encode([text for texts in documents.values() for text in texts])
    start = 0
    entries = []
    for name, texts in documents.items():
        sentences = [(Sentence(text, text, number, number), "") for number, text in enumerate(texts, start=1)]
        entries.append(Entry(name, Stamp(0, 0, ""), sentences, vectors[start : start + len(texts)]))
        start += len(texts)
    with closing(open_database(folder, encoder.name)) as store:
        store.publish([store.stage(entries, NO_WORDS)])
        index = store.snapshot()
    places = index.sentences(index.scope(documents).ids())
    return index, {id_: (found.path, found.sentence.first_line - 1) for id_, found in places.items()}


def rankings(query: str, index: Snapshot, encoder: Encoder, scope: Scope) -> dict[str, list[int]]:
    """The passages in scope in three orders."""
    found = retrieve.rank(question.parse(query), index, encoder, scope, DEPTH)
    return {"dense": retrieve.in_order(found.cosines), "lexical": retrieve.in_order(found.lexical), "hybrid": found.order}


def ndcg(ranked: list[str], relevant: set[str]) -> float:
    """nDCG@10 with binary relevance."""
    gain = sum(1.0 / math.log2(place + 2) for place, name in enumerate(ranked[:10]) if name in relevant)
    return gain / sum(1.0 / math.log2(place + 2) for place in range(min(len(relevant), 10)))


def scifact(data: Path, encoder: Encoder, folder: Path) -> dict[str, float]:
    """nDCG@10 by way of ranking."""
    corpus = rows(data / "corpus.jsonl")
    documents = {str(d["doc_id"]): [f"{d['title']} {' '.join(d['abstract'])}"] for d in corpus}
    index, places = stored(folder, encoder, documents)
    claims = rows(data / "claims_validation.jsonl")
    judged = [(c["claim"], {str(d) for d in c["cited_doc_ids"]} & documents.keys()) for c in claims]
    scope = index.scope(documents)
    scores: dict[str, list[float]] = {}
    for claim, relevant in judged:
        for way, ranked in rankings(claim, index, encoder, scope).items():
            scores.setdefault(way, []).append(ndcg([places[id_][0] for id_ in ranked], relevant))
    return {f"SciFact, {way}, nDCG@10": sum(found) / len(found) for way, found in scores.items()}


def wice(data: Path, encoder: Encoder, folder: Path) -> dict[str, float]:
    """Best-set recall@5 by way of ranking."""
    items = [
        (row["claim"], literal(row["evidence"]), [set(each) for each in literal(row["supporting_sentences"]) if each])
        for row in rows(data / "claim_dev.jsonl")
    ]
    items = [item for item in items if item[2]]
    index, places = stored(folder, encoder, {f"{number:04}": evidence for number, (_, evidence, _) in enumerate(items)})
    scores: dict[str, list[float]] = {}
    for number, (claim, _, sets) in enumerate(items):
        for way, ranked in rankings(claim, index, encoder, index.scope([f"{number:04}"])).items():
            first = {places[id_][1] for id_ in ranked[:5]}
            scores.setdefault(way, []).append(max(len(first & each) / len(each) for each in sets))
    return {f"WiCE dev, {way}, best-set recall@5": sum(found) / len(found) for way, found in scores.items()}


def literal(value: object) -> list:
    """A list that may be written as a string."""
    return ast.literal_eval(value) if isinstance(value, str) else list(value)  # type: ignore[call-overload]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args()
    model, place = catalogue.default("embedder"), catalogue.folder(None)
    encoder = Workspace(Setup(place, Path())).encoder
    reference = SentenceEncoder(catalogue.require(model, place), model.name)
    with tempfile.TemporaryDirectory() as folder:
        figures = scifact(options.data / "scifact", encoder, Path(folder) / "scifact")
        plain = scifact(options.data / "scifact", reference, Path(folder) / "reference")
        figures["SciFact, dense by sentence-transformers, nDCG@10"] = plain["SciFact, dense, nDCG@10"]
        figures |= wice(options.data / "wice", encoder, Path(folder) / "wice")
    print(f"{'':<50}{'figure':>8}  published")
    for name, figure in figures.items():
        print(f"{name:<50}{figure:>8.3f}  {PUBLISHED[name]}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
