"""Merge mentions of people in a sentence so that they can be compared: one token per name, an office read as its holder.

Russian President Vladimir Putin met Xi      ->  [Vladimir Putin] met [Xi Jinping]
the Russian president met Xi                 ->  [Vladimir Putin] met [Xi Jinping]
"""

from collections.abc import Sequence
from dataclasses import replace

from summarize.checking.entailment.tokens import Token, span
from summarize.text.names import Phrase, phrase, same
from summarize.text.punctuation import POSSESSIVE, without_possessive
from summarize.text.register import Register
from summarize.text.wordlists import ARTICLES, TITLES

MUTUAL = frozenset("spoke speak speaks met meet meets talked talks conferred".split())
LONGEST_OFFICE = 6


def merged(tokens: Sequence[Token], known: Sequence[str], people: Register) -> list[Token]:
    """Return the tokens with each mention of a known person as one token, without the offices next to their names.

    An office is left out only if `people` knows that the person holds it; `known` are full names.
    """
    spelled = _spelled_out(tokens, people.full_forms)
    return _ordered(_met(_without_offices(_once(_named(spelled, known, people)), people)))


def _spelled_out(tokens: Sequence[Token], full_forms: dict[str, str]) -> list[Token]:
    """Return the tokens with each name that the document abbreviates, and its acronym, as one token."""
    found = list(tokens)
    for acronym, name in full_forms.items():
        words = name.split()
        for index in range(len(found) - len(words), -1, -1):
            if [token.text for token in found[index : index + len(words)]] == words:
                part = found[index : index + len(words)]
                found[index : index + len(words)] = [Token(name, part[0].quoted, f"#{acronym.lower()}", span(part))]
        found = [replace(t, key=f"#{acronym.lower()}") if without_possessive(t.text) == acronym else t for t in found]
    return found


def _met(tokens: list[Token]) -> list[Token]:
    """Read "Xi spoke with Putin" as "Xi and Putin spoke": in what people do with each other neither comes first."""
    for index in range(1, len(tokens) - 2):
        verb, joint, other = tokens[index : index + 3]
        if verb.lower in MUTUAL and joint.lower == "with" and other.is_name and tokens[index - 1].is_name:
            return [*tokens[:index], replace(joint, text="and", key="and"), other, verb, *tokens[index + 3 :]]
    return tokens


def _once(tokens: list[Token]) -> list[Token]:
    """Merge mentions of one person that are adjacent or separated by a comma into one token."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        named = token.key.startswith("@")
        if named and kept and kept[-1].key == token.key:
            continue
        if named and len(kept) > 1 and kept[-1].text == "," and kept[-2].key == token.key:
            kept.pop()
            continue
        if token.text == "," and index > 2 and tokens[index - 2].text == "," and _same_name(tokens[index - 1], tokens[index - 3]):
            continue
        kept.append(token)
    return kept


def _same_name(one: Token, other: Token) -> bool:
    return one.key.startswith("@") and one.key == other.key


def _ordered(tokens: list[Token]) -> list[Token]:
    """Put two names joined by "and" into alphabetical order: "Xi and Putin" becomes "Putin and Xi"."""
    for index in range(1, len(tokens) - 1):
        one, other = tokens[index - 1], tokens[index + 1]
        if tokens[index].lower == "and" and one.is_name and other.is_name and other.key < one.key:
            longer = (index + 2 < len(tokens) and tokens[index + 2].is_name) or (index > 1 and tokens[index - 2].is_name)
            if not longer:
                tokens[index - 1], tokens[index + 1] = other, one
    return tokens


def _named(tokens: Sequence[Token], known: Sequence[str], people: Register) -> list[Token]:
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        end = _name_end(tokens, index)
        name = _full_name(tokens[index:end], known, people) if end > index else None
        while name is None and end > index + 1:
            end -= 1
            name = _full_name(tokens[index:end], known, people)
        if name is None:
            end = _description_end(tokens, index)
            name = people.describe(_office(tokens[index:end])) if end > index else None
        if name is None:
            found.append(tokens[index])
            index += 1
            continue
        found.append(Token(name, tokens[index].quoted, f"@{name.lower()}", span(tokens[index:end])))
        index = end
    return found


def _name_end(tokens: Sequence[Token], start: int) -> int:
    end = start
    while end < len(tokens) and tokens[end].is_name and end - start < LONGEST_OFFICE:
        end += 1
    return end


def _full_name(tokens: Sequence[Token], known: Sequence[str], people: Register) -> str | None:
    """Return the full name that tokens make, or None: a known name, or what one word is short for in this document."""
    words = " ".join(without_possessive(token.text) for token in tokens)
    if words in known or (len(tokens) > 1 and words in people.shortened):
        return words
    return people.long_form(words) if len(tokens) == 1 else None


def _description_end(tokens: Sequence[Token], start: int) -> int:
    """Return the end of a description without a name ("the Chilean president", "Chile's president"), `start` if there is none."""
    opens = tokens[start].lower in ARTICLES or POSSESSIVE.search(tokens[start].text)
    if not opens or tokens[start].quoted or start + 1 >= len(tokens):
        return start
    end = start + 1
    while end < len(tokens) and _in_office(tokens[end]) and end - start < LONGEST_OFFICE:
        end += 1
    if end + 1 < len(tokens) and tokens[end].lower == "of":  # "the president of Chile"
        of = end + 1 + (tokens[end + 1].lower in ARTICLES)
        end = of + 1 if of < len(tokens) and tokens[of].is_name else end
    named = _office(tokens[start:end])
    follows = end < len(tokens) and (tokens[end].is_name or tokens[end].key.startswith("@"))
    return start if named.role is None or follows or named.name else end


def _in_office(token: Token) -> bool:
    return token.is_name or token.lower in TITLES


def _without_offices(tokens: Sequence[Token], people: Register) -> list[Token]:
    """Return the tokens without an office before or after the name of its holder."""
    kept = list(tokens)
    index = 0
    while index < len(kept):
        if kept[index].key.startswith("@"):
            index = _drop_before(kept, index, people)
            _drop_behind(kept, index, people)
        index += 1
    return kept


def _drop_before(kept: list[Token], index: int, people: Register) -> int:
    """Remove the office before the name at an index; return the new index of the name."""
    comma = index > 1 and kept[index - 1].text == ","
    end = index - comma
    start = end
    while start and _in_office(kept[start - 1]) and not kept[start - 1].key.startswith("@") and end - start < LONGEST_OFFICE:
        start -= 1
    if start and kept[start - 1].lower in ARTICLES:
        start -= 1
    if start == end or not _holds(kept[start:end], kept[index], people):
        return index
    closing = comma and index + 1 < len(kept) and kept[index + 1].text == ","
    del kept[index + 1 : index + 1 + closing]
    del kept[start:index]
    return start


def _drop_behind(kept: list[Token], index: int, people: Register) -> None:
    """Remove the office between commas after the name at an index."""
    if index + 2 >= len(kept) or kept[index + 1].text != ",":
        return
    end = index + 2
    while end < len(kept) and (_in_office(kept[end]) or kept[end].lower in ARTICLES | {"of"}) and end - index < LONGEST_OFFICE:
        end += 1
    if end > index + 2 and not (end < len(kept) and kept[end].is_word) and _holds(kept[index + 2 : end], kept[index], people):
        comma = end < len(kept) and kept[end].text == ","
        del kept[index + 1 : end + comma]


def _holds(office: Sequence[Token], name: Token, people: Register) -> bool:
    described = people.describe(_office(office))
    return described is not None and same(described, name.text)


def _office(tokens: Sequence[Token]) -> Phrase:
    """Return an office as a phrase with its country first: "the president of Chile" as "the Chile president"."""
    words = [token.text for token in tokens if token.lower not in ARTICLES]
    if "of" in words:
        of = words.index("of")
        words = [*words[of + 1 :], *words[:of]]
    return phrase(["the", *words])
