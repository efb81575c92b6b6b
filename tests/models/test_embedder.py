"""The embedder as it runs here agrees with the reference, whatever texts come together and in which order."""

import json
import math
import shutil
import subprocess
import sys
from contextlib import closing

import numpy as np
import pytest

from summarize.errors import ModelError
from summarize.index.database import open_database
from summarize.index.rows import Entry, Stamp
from summarize.index.store import NO_WORDS
from summarize.models import catalogue, cpu
from summarize.models.checker import CrossEncoderChecker
from summarize.models.embedder import SentenceEncoder
from summarize.models.onnx_embedder import OnnxEncoder
from summarize.models.onnx_export import export
from summarize.search import question, retrieve
from summarize.types.evidence import Sentence
from tests import needs
from tests.conftest import EXAMPLES

LOSS = 0.01
"""Of nDCG@10."""


@pytest.fixture(scope="module")
def reference(models_folder):
    needs.reference()
    embedder = catalogue.default("embedder")
    return SentenceEncoder(catalogue.require(embedder, models_folder), embedder.name)


@pytest.fixture(scope="module")
def texts():
    found = [line.strip() for path in sorted(EXAMPLES.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [*filter(None, found), "Rain.", "ports", "naïve café", "x " * 600]


def cosines(one, other):
    return (one * other).sum(axis=1)


def test_the_pulled_embedder_runs_without_torch(encoder):
    assert isinstance(encoder, OnnxEncoder)


def test_vectors_agree_with_the_reference(encoder, reference, texts):
    found, expected = encoder.encode(texts), reference.encode(texts)
    assert found.shape == expected.shape
    assert np.allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-4)
    assert cosines(found, expected).mean() > 0.99


@pytest.mark.parametrize("eight_bit", sorted({False, cpu.multiplies_bytes()}))  # 8 bits only where the processor has them
def test_each_form_of_the_export_that_runs_here_agrees_with_the_reference(eight_bit, models_folder, reference, texts, tmp_path):
    folder = catalogue.require(catalogue.default("embedder"), models_folder)
    export(folder, tmp_path / "model.onnx", eight_bit=eight_bit)
    exported = OnnxEncoder(tmp_path / "model.onnx", folder / "tokenizer.json", "exported", 1)
    assert cosines(exported.encode(texts), reference.encode(texts)).mean() > (0.99 if eight_bit else 0.99999)


WITHOUT_TORCH = """
import sys
from pathlib import Path
from summarize.models.onnx_embedder import OnnxEncoder
from summarize.models.onnx_export import export
sys.modules.update(dict.fromkeys(("torch", "transformers", "sentence_transformers")))  # None makes an import fail
folder, target = map(Path, sys.argv[1:])
export(folder, target, eight_bit=True)
print(OnnxEncoder(target, folder / "tokenizer.json", "exported", 1).encode(["It rained."]).shape)
"""


def test_the_embedder_is_exported_without_torch(models_folder, tmp_path):
    folder = catalogue.require(catalogue.default("embedder"), models_folder)
    run = [sys.executable, "-c", WITHOUT_TORCH, folder, tmp_path / "model.onnx"]
    assert subprocess.run(run, capture_output=True, text=True, check=True).stdout == "(1, 384)\n"


@pytest.mark.parametrize(
    ("file", "before", "after", "reason"),
    [
        ("config.json", '"bert"', '"mpnet"', "model_type is mpnet"),
        ("config.json", '"gelu"', '"relu"', "hidden_act is relu"),
        ("1_Pooling/config.json", '"pooling_mode_cls_token": false', '"pooling_mode_cls_token": true', "pooling_mode_cls_token"),
        ("modules.json", "models.Normalize", "models.Dense", "Transformer, Pooling, Dense"),
    ],
)
def test_a_model_of_another_kind_is_not_exported(file, before, after, reason, models_folder, tmp_path):
    folder = tmp_path / "model"
    shutil.copytree(catalogue.require(catalogue.default("embedder"), models_folder), folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        export(folder, tmp_path / "model.onnx", eight_bit=False)
    assert not (tmp_path / "model.onnx").exists()


def test_a_text_has_nearly_one_vector_whatever_it_is_encoded_with(encoder, texts):
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    backwards = encoder.encode(texts[::-1])[::-1]
    assert cosines(together, alone).mean() > 0.98  # in 8 bits a batch shares its scale
    assert cosines(together, backwards).mean() > 0.99


def test_equal_texts_have_equal_vectors_and_no_text_has_none(encoder):
    vectors = encoder.encode(["It rained.", "The port closed.", "It rained."])
    assert np.array_equal(vectors[0], vectors[2])
    assert not np.array_equal(vectors[0], vectors[1])
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_a_damaged_export_is_an_error_that_tells_the_way_out(models_folder, tmp_path):
    folder = catalogue.require(catalogue.default("embedder"), models_folder)
    (tmp_path / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match="models pull"):
        OnnxEncoder(tmp_path / "model.onnx", folder / "tokenizer.json", "damaged", 1)


def ndcg(encoder, folder, documents, claims) -> float:
    """nDCG@10 of dense retrieval."""
    vectors = encoder.encode(list(documents.values()))
    entries = [
        Entry(name, Stamp(0, 0, ""), [(Sentence(text, text, 1, 1), "")], vector[None])
        for (name, text), vector in zip(documents.items(), vectors, strict=True)
    ]
    with closing(open_database(folder, encoder.name)) as store:
        store.publish([store.stage(entries, NO_WORDS)])
        index = store.snapshot()
    scope = index.scope(documents)
    total = 0.0
    for claim, relevant in claims:
        found = retrieve.rank(question.parse(claim), index, encoder, scope, 10).cosines
        places = index.sentences(list(found))
        ranked = [places[id_].path for id_ in retrieve.in_order(found)]
        gain = sum(1.0 / math.log2(rank + 2) for rank, name in enumerate(ranked[:10]) if name in relevant)
        total += gain / sum(1.0 / math.log2(rank + 2) for rank in range(min(len(relevant), 10)))
    index.close()
    return total / len(claims)


def test_retrieval_on_scifact_loses_less_than_a_hundredth_to_the_reference(encoder, reference, shared, tmp_path):
    data = shared / "benchmarks" / "scifact"
    rows = [json.loads(line) for line in (data / "claims_validation.jsonl").read_text(encoding="utf-8").splitlines()]
    claims = [(row["claim"], {str(each) for each in row["cited_doc_ids"]}) for row in rows[:100]]
    wanted = set().union(*(relevant for _, relevant in claims))
    every = [json.loads(line) for line in (data / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    chosen = [row for number, row in enumerate(every) if str(row["doc_id"]) in wanted or number % 24 == 0]
    documents = {str(row["doc_id"]): f"{row['title']} {' '.join(row['abstract'])}" for row in chosen}
    ours, theirs = (ndcg(one, tmp_path / name, documents, claims) for one, name in ((encoder, "ours"), (reference, "theirs")))
    assert ours > theirs - LOSS


@pytest.mark.parametrize("load", [lambda path: SentenceEncoder(path, "other"), lambda path: CrossEncoderChecker(path, 0.9)])
def test_a_model_that_needs_what_is_not_installed_says_what_to_install(load, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)  # None makes an import fail
    with pytest.raises(ModelError, match=r"pip install sentence-transformers torch"):
        load(tmp_path)
