"""Map all inflected forms of a word to one key: irregular forms by a table, regular ones by the Porter2 stem.

The table is made from lemminflect and WordNet (`training/lexicon/inflections.py`).
"""

from functools import cache
from importlib import resources

from summarize.text.terms import stem


def _table() -> dict[str, tuple[str, str]]:
    text = resources.files(__package__).joinpath("inflections.tsv").read_text(encoding="utf-8")
    return {form: (base, kind) for form, base, kind in (line.split("\t") for line in text.splitlines())}


_BASES = _table()
"""For each irregular form, its base and what it is: "past", "present" or "plural"."""
_UNCHANGED_PASTS = frozenset(form for form, (base, _) in _BASES.items() if form == base)
IRREGULAR_PASTS = frozenset(
    form for form, (base, kind) in _BASES.items() if kind == "past" and form != base and not form.endswith("ed")
)
"""Past forms and participles that are not also the base form and do not end in -ed."""


def is_past(word: str) -> bool:
    """Whether a word, in lower case, has the form of a past or of a past participle.

    >>> is_past("grew"), is_past("shut"), is_past("men")
    (True, True, False)
    """
    return word.endswith("ed") or word in IRREGULAR_PASTS or word in _UNCHANGED_PASTS


def is_plural(word: str, singular: str) -> bool:
    """Whether a word has the form of the plural of another, both in lower case.

    >>> is_plural("women", "woman"), is_plural("companies", "company"), is_plural("man", "men")
    (True, True, False)
    """
    regular = (singular + "s", singular + "es", singular.removesuffix("y") + "ies" if singular.endswith("y") else "")
    return word in regular or _BASES.get(word) == (singular, "plural")


@cache
def lemma(word: str) -> str:
    """Return the key that all forms of a word share.

    >>> lemma("grew") == lemma("grows") == lemma("growing"), lemma("rose") == lemma("fell")
    (True, False)
    """
    lower = word.lower()
    base, _ = _BASES.get(lower, (lower, ""))
    return stem(base)
