"""Put sentences that say the same into one word order: the speaker first, the agent before the verb, the object after it.

    "The pier is old," Berg said.            ->  Berg said that "The pier is old"
    The pier, according to RTX, is old.      ->  RTX said that The pier is old
    The pier was built by Berg in 1990.      ->  Berg built The pier in 1990

Text in this order is only compared, never shown. What cannot be analysed with certainty stays unchanged.
"""

from collections.abc import Sequence

from summarize.checking.entailment.tokens import QUOTE_MARKS, Token, key
from summarize.text.inflection import is_past
from summarize.text.wordlists import (
    ARTICLES,
    BE,
    CONJUNCTIONS,
    DURATIONS,
    FINITE_SAYING,
    FUNCTION_WORDS,
    MODALS,
    MONTHS_AND_DAYS,
    PLURAL_SAYING,
    PREPOSITIONS,
    TIMES_OF_DAY,
)

LONGEST_SUBJECT = 12
LONGEST_ADVERBIAL = 12
LONGEST_FRONT = 18
FRONTED = PREPOSITIONS - {"like", "despite", "of", "including"}
SUBJECT_STARTS = frozenset(
    "many most other the a an he she they it his her their its two three several some officials police authorities".split()
)
CLAUSE_WORDS = frozenset("that which who whom whose what when where because if and but or as while whether than".split())
HEARING = frozenset("told tells assured informed asked reminded warned".split())
HAVING = frozenset("has have had having".split())
NOT_IN_SUBJECT = CLAUSE_WORDS | MODALS | BE | FINITE_SAYING | HAVING | frozenset("did does do never not".split())
AGENT = Token("someone", quoted=False, key="<agent>")
"""The agent of a passive that names none."""
SAID = Token("said", quoted=False, key=key("said"))
THAT = Token("that", quoted=False, key=key("that"))


def canonical(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a sentence with attributions moved to the front and passives made active.

    >>> from summarize.checking.entailment.tokens import tokenise
    >>> " ".join(token.text for token in canonical(tokenise("The pier was built by Berg, according to RTX.")))
    'RTX said that Berg built The pier .'
    """
    return _active(_attributed(list(tokens)))


def without_agents(tokens: Sequence[Token]) -> list[Token] | None:
    """Return the tokens with a passive that names no agent made active, `AGENT` before the verb; None if there is none.

    >>> from summarize.checking.entailment.tokens import tokenise
    >>> " ".join(token.text for token in without_agents(canonical(tokenise("Xi was invited to Moscow."))))
    'someone invited Xi to Moscow .'
    """
    for verb in range(1, len(tokens)):
        if _is_passive(tokens, verb) and (turned := _turned(tokens, verb, [AGENT], (verb + 1, verb + 1))):
            return turned
    return None


def unfronted(tokens: Sequence[Token]) -> list[Token] | None:
    """Return the tokens with an opening phrase of time, place or reason moved after what it opens; None if there is none.

    >>> from summarize.checking.entailment.tokens import tokenise
    >>> " ".join(token.text for token in unfronted(tokenise("On Friday, Berg left.")))
    'Berg left On Friday .'
    """
    said = next((i for i, token in enumerate(tokens) if token.lower in FINITE_SAYING and not token.quoted), len(tokens))
    reported = next((i + 1 for i in range(said, len(tokens)) if tokens[i].lower == "that"), 0)
    for start in (0, reported):
        comma = next((i for i in range(start, min(start + LONGEST_FRONT, len(tokens))) if not tokens[i].is_word), None)
        if comma is not None and _opens_adverbial(tokens, start) and tokens[comma].text == ",":
            if comma < said < len(tokens) and start == 0:  # the phrase says when it was said, not when it happened
                return [*tokens[comma + 1 : said + 1], *tokens[:comma], *tokens[said + 1 :]]
            end = len(tokens) - (not tokens[-1].is_word)
            return [*tokens[:start], *tokens[comma + 1 : end], *tokens[start:comma], *tokens[end:]]
    return None


def _attributed(tokens: list[Token]) -> list[Token]:
    """Move attributions after or inside a statement to its front; the outermost comes first."""
    for _ in range(3):
        place = next((p for start in range(len(tokens)) if (p := _frame(tokens, start))), None)
        if place is None:
            break
        start, end, frame = place
        rest = [*_without_marks(tokens[:start]), *tokens[end:]]
        tokens = [*frame, THAT, *_unled(rest)]
    return tokens


def _unled(rest: Sequence[Token]) -> Sequence[Token]:
    return rest[1:] if rest and rest[0].text == "," else rest


def _without_marks(before: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens before an attribution without the comma at their end; a quotation mark after the comma is kept."""
    end = len(before)
    while end and before[end - 1].text == ",":
        end -= 1
    closing = end and before[end - 1].text in QUOTE_MARKS and end > 1 and before[end - 2].text == ","
    return [*before[: end - 2], before[end - 1]] if closing else before[:end]


def _frame(tokens: Sequence[Token], start: int) -> "Frame":
    """Return the attribution that starts at an index (its start, its end, its words in canonical order), or None."""
    token = tokens[start]
    if token.quoted or not token.is_word:
        return None
    if token.lower == "according":
        return _according(tokens, start)
    opens = start > 0 and tokens[start - 1].text in {",", *QUOTE_MARKS, "?", "!"}
    return (_subject_first(tokens, start) or _verb_first(tokens, start)) if opens else None


Frame = tuple[int, int, list[Token]] | None


def _according(tokens: Sequence[Token], start: int) -> Frame:
    """Return the attribution of the form ``..., according to Berg``, or None."""
    if start + 2 >= len(tokens) or tokens[start + 1].lower != "to":
        return None
    end = _source_end(tokens, start + 2)
    end = _with_apposition(tokens, end) if start else end
    whole = end and (start == 0 or _bounded(tokens, start, end))
    return (start, end, [*tokens[start + 2 : end], SAID]) if whole and end else None


def _subject_first(tokens: Sequence[Token], start: int) -> Frame:
    """Return the attribution of the form ``..., Berg told Ruiz on Friday``, or None."""
    verb = _saying_behind(tokens, start)
    if verb is None:
        return None
    end = _adverbial_end(tokens, verb + 1, hearer=tokens[verb].lower in HEARING)
    return (start, end, list(tokens[start:end])) if end and _bounded(tokens, start, end) else None


def _verb_first(tokens: Sequence[Token], start: int) -> Frame:
    """Return the attribution of the form ``..., said Berg on Friday``, or None."""
    if tokens[start].lower not in FINITE_SAYING:
        return None
    subject = _with_apposition(tokens, _subject_end(tokens, start + 1))
    end = _adverbial_end(tokens, subject, hearer=False) if subject else None
    if not end or not _bounded(tokens, start, end):
        return None
    return start, end, [*tokens[start + 1 : subject], tokens[start], *tokens[subject:end]]


def _saying_behind(tokens: Sequence[Token], start: int) -> int | None:
    """Return the index of the verb of saying whose subject starts at an index, or None."""
    if not (tokens[start].is_content or tokens[start].lower in SUBJECT_STARTS):
        return None
    aside = 0
    for index in range(start + 1, min(start + LONGEST_SUBJECT, len(tokens))):
        token = tokens[index]
        if token.lower in FINITE_SAYING | PLURAL_SAYING and not token.quoted:
            return index if aside != 1 else None
        if token.text == "," and aside < 2:  # "the mayor, Ana Ruiz, said"
            aside += 1
            continue
        if not token.is_word or token.quoted or token.lower in CLAUSE_WORDS | MODALS | BE:
            return None
    return None


def _subject_end(tokens: Sequence[Token], start: int) -> int | None:
    """Return the end of the noun phrase that starts at an index, or None."""
    end = start
    while end < len(tokens) and tokens[end].is_word and not tokens[end].quoted and end - start < LONGEST_SUBJECT:
        if tokens[end].lower in NOT_IN_SUBJECT:
            break
        end += 1
    return end if end > start else None


def _with_apposition(tokens: Sequence[Token], end: int | None) -> int | None:
    """Return the end of a noun phrase and of a description that closes the sentence ("said Berg, head of the guard.")."""
    if end is None or end >= len(tokens) or tokens[end].text != ",":
        return end
    last = next(
        (i for i in range(end + 1, len(tokens)) if not tokens[i].is_word or tokens[i].lower in NOT_IN_SUBJECT), len(tokens)
    )
    return last if last > end + 1 and not any(token.is_word for token in tokens[last:]) else end


def _source_end(tokens: Sequence[Token], start: int) -> int | None:
    """Return the end of the source that follows "according to": at the next mark, or else after its name; None if it has none."""
    end = _subject_end(tokens, start)
    if end is not None and end < len(tokens) and tokens[end].is_word:
        named = start + next((i for i, token in enumerate(tokens[start:]) if not token.is_name), 0)
        return named if named > start else None
    return end


def _adverbial_end(tokens: Sequence[Token], start: int, *, hearer: bool) -> int | None:
    """Return the end of the hearer and adverbials after a verb of saying, `start` if there are none.

    None if something else follows the verb.
    """
    end = start
    if start < len(tokens) and tokens[start].is_word and not _opens_adverbial(tokens, start):
        timed = tokens[start].lower in MONTHS_AND_DAYS or tokens[start].lower.endswith("ly")
        if not timed and not (
            hearer and (tokens[start].is_name or tokens[start].lower in ARTICLES | {"reporters", "journalists"})
        ):
            return None
    while end < len(tokens) and tokens[end].is_word and end - start < LONGEST_ADVERBIAL:
        if tokens[end].quoted or tokens[end].lower in NOT_IN_SUBJECT:
            return None
        end += 1
    return end


def _bounded(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether only marks, or a comma and the rest of the sentence, follow an attribution."""
    rest = [token for token in tokens[end:] if token.is_word]
    return not rest or (tokens[end].text == "," and start > 0) or (start == 0 and tokens[end].text == ",")


def _opens_adverbial(tokens: Sequence[Token], start: int) -> bool:
    first, second = tokens[start], tokens[min(start + 1, len(tokens) - 1)]
    counted = (first.is_number or first.lower == "one") and second.lower.rstrip("s") in ("day", "week", "month", "year", "hour")
    relative = first.lower in ("last", "next", "this", "earlier", "later")
    return first.lower in FRONTED or counted or relative or (first.lower == "now" and second.lower == "that")


def _active(tokens: list[Token]) -> list[Token]:
    """Make passives with a named agent active."""
    for verb in range(1, len(tokens)):
        if not _is_passive(tokens, verb):
            continue
        by = next(
            (i for i in range(verb + 1, min(verb + 8, len(tokens))) if _ends_clause(tokens[i]) or tokens[i].lower == "by"), None
        )
        if by is None or tokens[by].lower != "by":
            continue
        end = _agent_end(tokens, by + 1)
        turned = _turned(tokens, verb, tokens[by + 1 : end], (by, end)) if end is not None else None
        if turned is not None:
            return _active(turned)
    return tokens


def _is_passive(tokens: Sequence[Token], verb: int) -> bool:
    token = tokens[verb]
    participle = is_past(token.lower)
    before = [t.lower for t in tokens[max(verb - 2, 0) : verb]]
    near = before[-1:] if before[-1:] and before[-1] in BE else before[:1] if before[-1:] and _is_adverb(before[-1]) else []
    return participle and not token.quoted and bool(near) and near[0] in BE


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in ("not", "never", "also", "often", "first", "once")


def _ends_clause(token: Token) -> bool:
    return not token.is_word or token.lower in CLAUSE_WORDS | MODALS | BE


def _agent_end(tokens: Sequence[Token], start: int) -> int | None:
    """Return the end of the agent after "by"; None if it is a number, a time or a gerund, not an agent."""
    end = start
    while end < len(tokens) and not _ends_clause(tokens[end]) and tokens[end].lower not in PREPOSITIONS:
        end += 1
    agent = tokens[start:end]
    head = [token for token in agent if token.lower not in ARTICLES]
    if not head or any(token.is_number or (token.lower.endswith("ing") and not token.is_name) for token in head):
        return None
    if any(token.lower in MONTHS_AND_DAYS | DURATIONS | TIMES_OF_DAY for token in head):
        return None  # "was built by Friday"
    return end if head[0].is_name or len(head) < len(agent) or head[0].lower not in FUNCTION_WORDS else None


def _turned(tokens: Sequence[Token], verb: int, agent: Sequence[Token], by: tuple[int, int]) -> list[Token] | None:
    """Return a passive in the order of the active voice: agent, auxiliaries, verb, subject, rest; None if it has no subject."""
    be = next(i for i in range(verb - 1, -1, -1) if tokens[i].lower in BE)
    helpers = be
    while helpers and (tokens[helpers - 1].lower in MODALS | HAVING | BE or _is_adverb(tokens[helpers - 1].lower)):
        helpers -= 1
    start = helpers
    while start and not _starts_clause(tokens[start - 1]):
        start -= 1
    if start == helpers:
        return None
    between = [*tokens[helpers:be], *tokens[be + 1 : verb]]
    rest = [*tokens[verb + 1 : by[0]], *tokens[by[1] :]]
    return [*tokens[:start], *agent, *between, tokens[verb], *tokens[start:helpers], *rest]


def _starts_clause(token: Token) -> bool:
    return not token.is_word or token.lower in CLAUSE_WORDS | CONJUNCTIONS | FINITE_SAYING
