"""Split a sentence into the propositions that it states: one for each clause, without what only reports it.

    At the start of a long speech, Rau said the port would close and that ships would go to Lund.
    ->  the port would close;  ships would go to Lund

They are the units in which content is compared across texts, near the content units of Nenkova and Passonneau (2004).
"""

from dataclasses import dataclass

from summarize.text.demonyms import governed_from
from summarize.text.inflection import lemma
from summarize.text.syntax import Parse, Word
from summarize.text.terms import is_content
from summarize.text.wordlists import MODALS, is_saying

CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "acl"})
"""Relations of verbs that head a clause of their own; "to close" in "aims to close" belongs to the clause above it."""
ABOUT_A_NOUN = frozenset({"relcl", "acl"})
"""Relations of clauses that describe a noun."""
LINKED = frozenset({"WRB", "IN"})
"""Tags of words that make an adverbial clause a condition, a cause or a time of the clause above it."""
PLAIN = frozenset({"will", "would", "shall"})
"""Modal verbs that do not hedge: reported speech has "would" for "will"."""
FEWEST = 3
"""Words of a proposition."""
REFERRING = frozenset("this these that those both".split())
"""Determiners of noun phrases that refer to what was said before; so does "the two" before a noun."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """A clause: its text, and the lemmas of its subject, of what it says of that, and of its modal verbs that hedge.

    `intended` if it says what somebody means to do, not what happens: "aims to close the port".
    """

    text: str
    subject: frozenset[str]
    words: frozenset[str]
    hedges: frozenset[str]
    intended: bool


def propositions(text: str, parse: Parse) -> tuple[Proposition, ...]:
    """Return what each clause of a text states, with its subject; clauses that only say who says something are left out."""
    heads = frozenset(index for index in range(len(parse.words)) if _heads_clause(parse, index))
    found = (_proposition(text, parse, index, heads) for index in sorted(heads) if not _reports(parse, index, heads))
    return tuple(each for each in found if len(each.text.split()) >= FEWEST)


def _heads_clause(parse: Parse, index: int) -> bool:
    word = parse.words[index]
    if not word.is_verb or word.relation not in CLAUSES:
        return False
    if word.relation == "advcl":
        below = (parse.words[child] for child in parse.children(index))
        return not any(each.relation in {"mark", "advmod"} and each.tag in LINKED for each in below)
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
    shown = [parse.words[number] for number in (*sorted(subject - own), *sorted(own))]
    said = [parse.words[number] for number in parse.subtree(verb, heads - {index} | _references(parse)) - subject]
    return Proposition(
        " ".join(text[word.start : word.end] for word in shown if not word.is_mark and word.relation not in {"cc", "mark"}),
        _keys([parse.words[number] for number in subject]),
        _keys(said),
        frozenset(word.lower for word in shown if word.lower in MODALS - PLAIN),
        verb != index,
    )


def _references(parse: Parse) -> frozenset[int]:
    """Return the nouns of phrases that add nothing, since they refer to what was said before: "in this area"."""
    return frozenset(index for index, word in enumerate(parse.words) if word.tag.startswith("NN") and _refers(parse, index))


def _refers(parse: Parse, noun: int) -> bool:
    below = [parse.words[child] for child in parse.children(noun)]
    determiners = {word.lower for word in below if word.relation == "det"}
    pair = "the" in determiners and any(word.relation == "nummod" and word.lower == "two" for word in below)
    return pair or bool(determiners & REFERRING)


def _main_verb(parse: Parse, index: int) -> int:
    """Return the verb that says what is done: "close" in "aims to close"."""
    below = (child for child in parse.children(index) if parse.words[child].relation == "xcomp" and parse.words[child].is_verb)
    return next((_main_verb(parse, child) for child in below), index)


def _subject(parse: Parse, index: int, heads: frozenset[int]) -> frozenset[int]:
    """Return the indices of the subject of a clause, which may be that of the clause above it, or the noun that it describes."""
    if parse.words[index].relation in ABOUT_A_NOUN:
        return parse.subtree(parse.words[index].head, heads)
    owner = next((each for each in (index, *parse.ancestors(index)) if _subjects(parse, each)), None)
    return frozenset() if owner is None else parse.subtree(_subjects(parse, owner)[0], heads)


def _keys(words: list[Word]) -> frozenset[str]:
    """Return the lemmas of content words; of a capital that acts for its country, that of the country."""
    return frozenset(lemma(governed_from(word.text) or word.text) for word in words if not word.is_mark and is_content(word.text))
