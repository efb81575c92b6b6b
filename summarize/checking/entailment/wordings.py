"""Read two spellings of the same words as one: contractions, verbs of two words, abbreviations with a full stop.

They won't, they wo n't   ->  They will not
talks went on             ->  talks continue
"""

import re
from collections.abc import Sequence

from summarize.checking.entailment.tokens import Token, key, like, span

PHRASES = {
    **dict.fromkeys(("go on", "goes on", "went on", "going on", "gone on"), "continue"),
    **dict.fromkeys(("take place", "takes place", "took place", "taking place", "taken place"), "happen"),
    **dict.fromkeys(("carry out", "carries out", "carried out", "carrying out"), "conduct"),
    **dict.fromkeys(("set up", "sets up", "setting up"), "establish"),
    **dict.fromkeys(("stick to", "sticks to", "stuck to", "keep to", "keeps to", "kept to", "adhere to"), "adhere"),
    **dict.fromkeys(("take part", "takes part", "took part", "taking part", "taken part"), "participate"),
    **dict.fromkeys(("point out", "points out", "pointed out"), "noted"),
    **dict.fromkeys(("made clear", "makes clear"), "said"),
    **dict.fromkeys(("because of", "due to", "owing to"), "due"),
    **dict.fromkeys(("in order",), "so"),
}
"""Verbs and prepositions of two words, each with one word of the same meaning."""
CONTRACTIONS = {
    "won't": "will not",
    "can't": "can not",
    "cannot": "can not",
    "shan't": "shall not",
    "let's": "let us",
    "it's": "it is",
    "he's": "he is",
    "she's": "she is",
    "that's": "that is",
    "there's": "there is",
    "what's": "what is",
}
ENDINGS = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "would"}
SHORTENED = {"ca": "can", "wo": "will", "sha": "shall"}
"""What is left of a verb before an "n't" that is a token of its own."""
INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|St")

Reading = tuple[int, list[Token]] | None
"""How many tokens a reading takes up, and what they become; None if it does not apply."""


def initials(tokens: Sequence[Token], index: int) -> Reading:
    """Read "U.S." and "Mr." as one token with their last full stop."""
    followed = lower(tokens, index + 1) == "." and index + 2 < len(tokens)
    return (2, [tokens[index]]) if followed and INITIALS.fullmatch(tokens[index].text) else None


def middle_initials(tokens: Sequence[Token], index: int) -> Reading:
    """Read "Ana B. Ruiz" as “Ana Ruiz B”, so that the middle initial does not split the name."""
    end = index
    while lower(tokens, end + 1) == "." and is_initial(tokens[end]):
        end += 2
    inside = index and tokens[index - 1].is_name and end > index and end < len(tokens) and tokens[end].is_name
    return (end + 1 - index, [tokens[end], *tokens[index:end:2]]) if inside else None


def is_initial(token: Token) -> bool:
    """Whether a token is one capital letter, like the middle initial of a name."""
    return len(token.text) == 1 and token.is_name


def phrase(tokens: Sequence[Token], index: int) -> Reading:
    """Read "went on" as one verb."""
    words = f"{tokens[index].lower} {lower(tokens, index + 1)}"
    if words not in PHRASES or tokens[index].quoted != tokens[index + 1].quoted:
        return None
    pair = tokens[index : index + 2]
    return 2, [Token(f"{pair[0].text} {pair[1].text}", pair[0].quoted, key(PHRASES[words]), span(pair))]


def negation(tokens: Sequence[Token], index: int) -> Reading:
    """Read "ca n't", as parsed texts split it, as “can not”."""
    verb = SHORTENED.get(tokens[index].lower)
    if verb and lower(tokens, index + 1).replace("’", "'") == "n't":
        return 2, [like(tokens[index], verb), like(tokens[index + 1], "not")]
    return (1, [like(tokens[index], "not")]) if tokens[index].lower.replace("’", "'") == "n't" else None


def uncontracted(token: Token) -> list[Token]:
    """Return the words of a contraction ("won't", "they've")."""
    lower = token.lower.replace("’", "'")
    if lower in CONTRACTIONS:
        return [like(token, word) for word in CONTRACTIONS[lower].split()]
    stem_, _, ending = lower.rpartition("'")
    if ending == "t" and stem_.endswith("n") and len(stem_) > 1:
        return [like(token, stem_[:-1]), like(token, "not")]
    return [like(token, token.text[: len(stem_)]), like(token, ENDINGS[ending])] if ending in ENDINGS and stem_ else [token]


def lower(tokens: Sequence[Token], index: int) -> str:
    """Return a token in lower case, empty after the last one."""
    return tokens[index].lower if index < len(tokens) else ""
