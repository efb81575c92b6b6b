"""LlamaIndex's CitationQueryEngine over a folder, with the two models of this project; `peers.py` runs it in its own environment.

Everything as its documentation has it; the chat format of the writer is the only thing told. Prints one JSON object.

    python peer_llamaindex.py FOLDER EMBEDDER_FOLDER WRITER.gguf QUESTION...
"""

import json
import os
import re
import resource
import sys
from time import perf_counter

STARTED = perf_counter()
os.environ.update(HF_HUB_OFFLINE="1", TOKENIZERS_PARALLELISM="false")

import llama_cpp  # noqa: E402
from llama_index.core import Settings, SimpleDirectoryReader, VectorStoreIndex  # noqa: E402
from llama_index.core.query_engine import CitationQueryEngine  # noqa: E402
from llama_index.embeddings.huggingface import HuggingFaceEmbedding  # noqa: E402
from llama_index.llms.llama_cpp import LlamaCPP  # noqa: E402

if b"AMX_INT8 = 1" in llama_cpp.llama_print_system_info():  # such builds crash in their first decode
    default = llama_cpp.llama_cpp.llama_model_default_params

    def without_amx() -> llama_cpp.llama_model_params:
        """The default parameters without the kernels that crash."""
        params = default()
        params.use_extra_bufts = False
        return params

    llama_cpp.llama_cpp.llama_model_default_params = without_amx


def sentences(answer: str, sources: list[str]) -> list[dict]:
    """The sentences of an answer, each with the texts of the sources that it cites by number."""
    found = []
    for text in re.split(r"(?<=[.!?\]])\s+(?=[A-Z\"“])", answer.strip()):
        numbers = [int(number) for number in re.findall(r"\[(\d+)\]", text)]
        plain = re.sub(r"\s*\[\d+\]", "", text).strip()
        if plain:
            found.append({"text": plain, "sources": [sources[n - 1] for n in numbers if 0 < n <= len(sources)]})
    return found


def main() -> None:
    """Import, index, answer."""
    folder, embedder, writer, *questions = sys.argv[1:]
    imported = perf_counter()
    Settings.embed_model = HuggingFaceEmbedding(model_name=embedder, device="cpu")
    Settings.llm = LlamaCPP(
        model_path=writer,
        temperature=0.0,
        max_new_tokens=256,
        context_window=4096,
        verbose=False,
        completion_to_prompt=lambda text: f"<|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n",
    )
    index = VectorStoreIndex.from_documents(SimpleDirectoryReader(folder, recursive=True).load_data())
    engine = CitationQueryEngine.from_args(index)
    indexed = perf_counter()
    answers = []
    for question in questions:
        started = perf_counter()
        response = engine.query(question)
        sources = [node.node.get_content().partition("\n")[2] for node in response.source_nodes]
        answers.append(
            {"question": question, "seconds": perf_counter() - started, "sentences": sentences(str(response), sources)}
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"import": imported - STARTED, "index": indexed - imported, "answers": answers, "MB": memory}))


if __name__ == "__main__":
    main()
