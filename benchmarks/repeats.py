"""Do two sentences that are near each other in meaning say the same? Arguments on one question, judged by people.

A pair of ArgKP (Bar-Haim et al. 2020) or Perspectrum (Chen et al. 2019) counts if the cosine of the two is at least that from
which statements of an answer are compared (`contained.NEAR`). Printed is, from each probability that one supports the other, how
many pairs are left and which share of them makes the same point.

    python benchmarks/repeats.py --data FOLDER_WITH_SUPPORT [--pairs 200]
"""

import argparse
import gzip
import json
import random
from pathlib import Path

from summarize.app.setup import Setup
from summarize.app.workspace import Workspace
from summarize.claims.contained import NEAR
from summarize.models import catalogue

SETS = ("argkp", "perspectrum")
LIMITS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=200, help="pairs that are looked at in each set")
    options = parser.parse_args()
    place = Workspace(Setup(catalogue.folder(None), Path()))
    model = place.entailment
    if model is None:
        parser.error("the model of entailment is missing")
    for name in SETS:
        with gzip.open(options.data / "support" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        some = random.Random(0).sample(rows, min(options.pairs, len(rows)))
        found = []
        for row in some:
            one, other = place.encoder.encode([row["lines"], row["sentence"]])
            if float(one @ other) >= NEAR:
                found.append((model.probability([row["lines"]], row["sentence"]) or 0.0, row["label"] == 1))
        for limit in LIMITS:
            left = [same for probability, same in found if probability >= limit]
            share = f"{sum(left) / len(left):.2f}" if left else "-"
            print(f"{name}: from {limit}: {len(left)} of {len(found)} near pairs ({len(some)} in all), same point {share}")


if __name__ == "__main__":
    main()
