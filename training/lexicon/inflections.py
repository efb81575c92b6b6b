"""Make `summarize/text/inflections.tsv`, the irregular forms of verbs and nouns, from lemminflect and WordNet.

lemminflect (MIT) gives the forms of each verb and noun that WordNet's texts use. Kept are those that the stemmer does not bring
together with their base, and pasts that are their own base ("shut"). A form that is more than one word ("saw") belongs to the one
that WordNet's texts use more.

    python -m training.lexicon.inflections --wordnet FOLDER --to summarize/text
"""

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import lemminflect

from summarize.text.terms import stem
from training.lexicon.wordnet import uses

FORMS = {"VBD": "past", "VBN": "past", "VBZ": "present", "NNS": "plural"}
"""Tags of the Penn Treebank, and what the table calls the forms."""
APART = frozenset("be can may must ought shall will".split())
"""Verbs whose forms are kept apart: each modal means something of its own, and the checks treat forms of "be" by themselves."""
OWN = 0.1
"""Share of the uses of a base from which a form counts as a verb of its own ("lay" beside "lie")."""
MORE = 2
"""So many times more must a form be used than its base to count as another word ("wound" beside "wind")."""


def table(folder: Path) -> dict[str, tuple[str, str]]:
    """For each irregular form, its base, and what form it is."""
    used = uses(folder)
    candidates: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for (word, part), count in used.items():
        for tag, form in FORMS.items():
            if part == ("n" if tag == "NNS" else "v") and word.isalpha():
                for inflected in lemminflect.getInflection(word, tag, inflect_oov=False):
                    candidates[inflected][word, form] = max(count, candidates[inflected][word, form])
    total = Counter[str]()
    for (word, _), count in used.items():
        total[word] += count
    found = {}
    for form, bases in candidates.items():
        (base, kind), count = bases.most_common(1)[0]
        own = form != base and (used[form, "v"] > OWN * count or total[form] > MORE * count)
        irregular = stem(form) != stem(base) or (
            form == base and kind == "past" and lemminflect.getInflection(base, "VBD")[0] == base
        )
        if irregular and not own and base not in APART and form.isascii() and form.isalpha():
            found[form] = (base, kind)
    return found


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, required=True, help="the folder with WordNet's data files")
    parser.add_argument("--to", type=Path, required=True, help="the folder for the table")
    options = parser.parse_args()
    rows = sorted((form, *rest) for form, rest in table(options.wordnet).items())
    text = "".join("\t".join(row) + "\n" for row in rows)
    (options.to / "inflections.tsv").write_text(text, encoding="utf-8")
    print(f"{len(rows)} forms")


if __name__ == "__main__":
    main()
