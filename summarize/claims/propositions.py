"""Split a sentence into the propositions that it states: one for each clause, without what only reports it.

    At the start of a long speech, Rau said the port would close and that ships would go to Lund.
    ->  the port would close;  ships would go to Lund

They are the units in which content is compared across texts, near the content units of Nenkova and Passonneau (2004). What a
proposition says is its verb and what the verb applies to: "aims to close the port" and "will close the port" both close a port.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from summarize.text.demonyms import governed_from
from summarize.text.inflection import lemma
from summarize.text.syntax import Parse
from summarize.text.terms import is_content
from summarize.text.wordlists import is_saying

CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "acl"})
"""Relations of verbs that head a clause of their own; "to close" in "aims to close" belongs to the clause above it."""
OBJECTS = ("dobj", "nsubjpass", "attr", "acomp", "oprd")
"""Relations of what a verb applies to, the closest first."""
FEWEST = 3
"""Words of a proposition."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """A clause: its text, the lemmas of its verb and of what that applies to, and the words of what it says, as lemmas.

    `figures` are those of the words that are names or numbers.
    """

    text: str
    predicate: tuple[str, str]
    words: frozenset[str]
    figures: frozenset[str]


def propositions(text: str, parse: Parse) -> tuple[Proposition, ...]:
    """Return what each clause of a text states, with its subject; clauses that only say who says something are left out."""
    heads = frozenset(index for index in range(len(parse.words)) if _heads_clause(parse, index))
    found = (_proposition(text, parse, index, heads) for index in sorted(heads) if not _reports(parse, index, heads))
    return tuple(each for each in found if len(each.text.split()) >= FEWEST)


def _heads_clause(parse: Parse, index: int) -> bool:
    word = parse.words[index]
    if not word.is_verb or word.relation not in CLAUSES:
        return False
    if word.relation != "conj":
        return True
    return parse.words[word.head].is_verb and (word.tag != "VB" or bool(_subjects(parse, index)))


def _reports(parse: Parse, index: int, heads: frozenset[int]) -> bool:
    """Whether a clause only says that somebody says what another clause states."""
    word = parse.words[index]
    below = any(child in heads and parse.words[child].relation in {"ccomp", "parataxis"} for child in parse.children(index))
    return is_saying(word.text) and (below or (word.relation in {"parataxis", "advcl"} and word.head in heads))


def _subjects(parse: Parse, index: int) -> list[int]:
    return [child for child in parse.children(index) if parse.words[child].relation.startswith(("nsubj", "csubj"))]


def _proposition(text: str, parse: Parse, index: int, heads: frozenset[int]) -> Proposition:
    verb = _main_verb(parse, index)
    own = parse.subtree(index, heads - {index})
    subject = _subject(parse, index, heads)
    said = [parse.words[number] for number in sorted(parse.subtree(verb, heads - {index}) - subject)]
    words = [word for word in said if not word.is_mark and is_content(word.text)]
    shown = (parse.words[number] for number in (*sorted(subject - own), *sorted(own)))
    return Proposition(
        " ".join(text[word.start : word.end] for word in shown if not word.is_mark and word.relation not in {"cc", "mark"}),
        (lemma(parse.words[verb].text), lemma(_object(parse, verb))),
        frozenset(_key(word.text) for word in words),
        frozenset(_key(word.text) for word in words if word.is_name or any(map(str.isdigit, word.text))),
    )


def _main_verb(parse: Parse, index: int) -> int:
    """Return the verb that says what is done: "close" in "aims to close"."""
    below = (child for child in parse.children(index) if parse.words[child].relation == "xcomp" and parse.words[child].is_verb)
    return next((_main_verb(parse, child) for child in below), index)


def _object(parse: Parse, verb: int) -> str:
    """Return the noun that a verb applies to: its object, else that of its first preposition; empty if there is none."""
    below = {parse.words[child].relation: child for child in reversed(parse.children(verb))}
    direct = next((below[relation] for relation in OBJECTS if relation in below), None)
    if direct is None and "prep" in below:
        direct = next((child for child in parse.children(below["prep"]) if parse.words[child].relation == "pobj"), None)
    return "" if direct is None else parse.words[direct].text


def _subject(parse: Parse, index: int, heads: frozenset[int]) -> frozenset[int]:
    """Return the indices of the subject of a clause, which may be that of the clause above it."""
    above: Iterator[int] = (each for each in (index, *parse.ancestors(index)) if _subjects(parse, each))
    owner = next(above, None)
    return frozenset() if owner is None else parse.subtree(_subjects(parse, owner)[0], heads)


def _key(word: str) -> str:
    """Return what two words for the same share: the lemma, of a capital that acts for its country that of the country."""
    return lemma(governed_from(word) or word)
