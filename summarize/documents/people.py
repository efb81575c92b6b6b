"""Learn the people of a document from its sentences: their names, their offices, and who holds an office that is described."""

from collections.abc import Sequence

from summarize.documents.speaker_phrases import in_phrase, named_at
from summarize.text.names import Phrase, phrase, tokens
from summarize.text.register import Register
from summarize.text.wordlists import ARTICLES, PREPOSITIONS, ROLES

LONGEST_OFFICE = 7
"""Words and marks of an office behind a name, with both commas."""


def learn(register: Register, words: Sequence[str]) -> None:
    """Register the names and acronyms of a sentence, people with their office ("Chilean President Ana Ruiz")."""
    for index in range(len(words)):
        if words[index] == "(" and words[index + 2 : index + 3] == [")"] and words[index + 1].isupper():
            register.abbreviate(words[index + 1], words[max(index - 8, 0) : index])
        if in_phrase(words[index]) and (index == 0 or not in_phrase(words[index - 1])):
            named = phrase(named_at(words, index) or ["it"])
            if named.name and named.role:
                register.learn(named)
            elif named.name:
                register.notice(named.name)
                _learn_office(register, words, index + len(named.words), named.name)
                _learn_in_brackets(register, words, index + len(named.words), named.name)
            _learn_apposition(register, words, index)


def _learn_apposition(register: Register, words: Sequence[str], start: int) -> None:
    """Register the holder of an office who is named after a comma ("The Kremlin's spokesman, Dmitry Peskov,")."""
    comma = next((i for i in range(start, min(start + 7, len(words))) if not in_phrase(words[i])), len(words))
    office = phrase(words[start:comma] or ["it"])
    if office.role is None or office.name or words[comma : comma + 1] != [","]:
        return
    name = named_at(words, comma + 1)
    end = comma + 1 + len(name)
    if len(name) > 1 and words[end : end + 1] == [","] and phrase(name).name and not phrase(name).role:
        register.learn(Phrase((*office.words, *name), phrase(name).name, office.role, office.origin))


def _learn_office(register: Register, words: Sequence[str], comma: int, name: str) -> None:
    """Register the office behind a name of several words: "Helen Vasey, the transport minister,"."""
    if " " not in name or words[comma : comma + 1] != [","]:
        return
    end = next((index for index in range(comma + 1, min(comma + LONGEST_OFFICE, len(words))) if words[index] == ","), comma)
    described = words[comma + 1 : end]
    office = phrase(described or ["it"])
    plain = (
        described[:1] in (["the"], ["a"], ["an"]) and PREPOSITIONS.isdisjoint(described) and words[end + 1 : end + 2] != ["and"]
    )
    if plain and office.role and not office.name and described[-1] in ROLES:
        register.learn(Phrase((*office.words, *name.split()), name, office.role, office.origin))


def _learn_in_brackets(register: Register, words: Sequence[str], start: int, name: str) -> None:
    """Register the office in brackets behind a name, as in a list of those present: "Cllr Vasey (leader)"."""
    end = next((index for index in range(start + 1, min(start + LONGEST_OFFICE, len(words))) if words[index] == ")"), start)
    office = phrase(words[start + 1 : end] or ["it"])
    if words[start : start + 1] == ["("] and office.role and not office.name:
        register.learn(Phrase((*office.words, *name.split()), name, office.role, office.origin))


def holder(description: str, text: str) -> str | None:
    """Return the name that is in apposition to a description in a text; None if there is none.

    >>> holder("the inspector", "The inspector, Karl Aune, said two valves had failed.")
    'Karl Aune'
    """
    described = [word for word in tokens(description.lower()) if word not in ARTICLES]
    words = tokens(text)
    for comma in (index for index, word in enumerate(words) if word == ","):
        start = comma - len(described)
        whole = start <= 0 or words[start - 1].lower() in ARTICLES or not words[start - 1].isalpha()  # no "vice president"
        before = [word.lower() for word in words[max(start, 0) : comma]]
        name = named_at(words, comma + 1) if described and whole and before == described else []
        if len(name) > 1 and phrase(name).name and words[comma + 1 + len(name) : comma + 2 + len(name)] == [","]:
            return phrase(name).name
    return None
