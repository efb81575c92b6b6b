"""Whether a sentence near the words of its lines has their words in the same relations, in any order.

Each content word must be in the lines, and each relation between two of them, who says it, and what is denied, limited or left
open; what is left out must not be needed (natural logic on dependency trees: MacCartney and Manning 2007, Angeli et al. 2015).
Parses may be wrong: a model of entailment is asked as well.
"""

import re
from collections.abc import Sequence

from summarize.checking.structure import limits
from summarize.checking.structure.matching import Comparison
from summarize.checking.structure.omissions import leaves_out_too_much
from summarize.checking.structure.relations import OBJECT, PRONOUN, SUBJECT, Graph, Pair
from summarize.checking.structure.saying import ACCORDING, Saying, asserts, attributes, only_attributes
from summarize.documents.speakers import resolved
from summarize.text.syntax import Parse, Parser, joined
from summarize.text.terms import words
from summarize.types.evidence import Sentence

MOST_WORDS = 700
"""Words of the sentence and its lines: comparing many more takes long, and the model does not read them together."""
OVER = re.compile(r"\bover(?= (?:an? )?[\d$£€])", re.IGNORECASE)
ABOUT = re.compile(r"\b(?:around|approximately|roughly|some)(?= [\d$£€])", re.IGNORECASE)
CONTRASTING = frozenset({"while", "whereas"})
"""Words that set what one says against what another says."""


def follows(text: str, cited: Sequence[Sentence], parser: Parser) -> bool:
    """Whether all words of a text, their relations and limits are in what cited sentences say, and no more was needed.

    Of very long passages nothing is said to follow.
    """
    if len(words(text)) + sum(len(words(sentence.text)) for sentence in cited) > MOST_WORDS:
        return False
    stated = [parser.parse(plain(resolved(sentence))) for sentence in cited]
    both = Comparison(Graph(parser.parse(plain(text))), Graph(joined(stated)))
    if not both.matched or _adds_words(both) or limits.are_changed(both):
        return False
    saying = Saying(both, stated, [words(sentence.speech.speaker or "") for sentence in cited])
    if any(_is_missing(both, pair, saying) for pair in both.mine.stated):
        return False
    return not leaves_out_too_much(both, stated, attributed=any(map(attributes, both.mine.words)))


def plain(text: str) -> str:
    """Return a text with bounds and estimates of numbers in the same words.

    >>> plain("Over 300 came, approximately 20 left.")
    'More than 300 came, about 20 left.'
    """
    return ABOUT.sub(lambda found: _cased("about", found), OVER.sub(lambda found: _cased("more than", found), text))


def _cased(words_: str, found: re.Match[str]) -> str:
    return words_.capitalize() if found[0][0].isupper() else words_


def _adds_words(both: Comparison) -> bool:
    added = (index for index in both.mine.content if index not in both.matched)
    joints = {word.lower for word in both.mine.words} & CONTRASTING - {word.lower for word in both.theirs.words}
    joined = (word.head for word in both.mine.words if word.lower in joints)
    unsaid = any(both.mine.words[index].tag != PRONOUN and not only_attributes(both, index) for index in added)
    return unsaid or not all(_only_contrasts(both.mine.parse, verb) for verb in joined)


def _only_contrasts(parse: Parse, verb: int) -> bool:
    """Whether somebody's words are set beside another's, not in their time ("Lund said yes, while Malmo said no")."""
    opening = min(parse.subtree(verb))
    contrasts = parse.words[opening].lower in CONTRASTING and opening > 0 and parse.words[opening - 1].text == ","
    return contrasts and asserts(parse.words[verb]) and any(asserts(parse.words[above]) for above in parse.ancestors(verb))


def _is_missing(both: Comparison, pair: Pair, saying: Saying) -> bool:
    """Whether the lines have both words of a relation of the sentence, and not the relation, or do not give its speaker."""
    head, dependent = pair
    if both.mine.stated[pair] == {"conj"} or both.mine.words[dependent].lower == ACCORDING:
        return False
    if both.mine.stated[pair] == {"advcl"} and _only_contrasts(both.mine.parse, dependent):
        return False
    if dependent not in both.matched:  # a pronoun that the lines do not have does something there
        acts = not both.mine.stated[pair].isdisjoint((SUBJECT, OBJECT))
        return acts and head in both.matched and both.mine.words[dependent].tag == PRONOUN
    if saying.is_about(pair):
        return not saying.holds(pair)
    return head in both.matched and not both.holds(head, dependent, both.matched)
