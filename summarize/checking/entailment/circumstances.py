"""Circumstances that a sentence can lose and stay true: time, place, manner, occasion, reason.

Each rule looks at the governing word of what is left out. What a verb needs is not a circumstance, nor is what modifies a noun
and narrows it. No circumstance may be left out where something is denied, or changes by an amount.
"""

from summarize.checking.entailment.deleted_part import SUBJECTS, LeftOut
from summarize.checking.entailment.surface_deletion import CONDITIONS, SUPPOSING
from summarize.text.syntax import Word
from summarize.text.wordlists import BE, DURATIONS, FINITE_SAYING, MONTHS_AND_DAYS, NEGATIONS, TIMES_OF_DAY

ON_TIME = frozenset("on in at during".split())
TIMES = (
    MONTHS_AND_DAYS
    | DURATIONS
    | TIMES_OF_DAY
    | frozenset("weekend date time a.m. p.m. am pm".split())
    | frozenset("the a an this last next same of early earlier late later just back then and".split())
)
ADVERBS_OF_TIME = frozenset(
    "today yesterday tomorrow tonight currently presently recently now then later earlier already".split()
)
SPEAKING_AT = frozenset("at to after during through".split())
AT_PLACES = frozenset("in at near outside across".split())
CIRCUMSTANCES = frozenset("during after amid following throughout since despite".split())
"""Prepositions that always open a circumstance, never a complement that a verb needs."""
NO_FRONT = frozenset("according like unlike without instead except besides with to of".split())
"""Prepositions that limit or attribute a sentence when they open it."""
GIVING_GROUNDS = frozenset("because since although though while whereas as after before".split())
CONTRASTING = frozenset("because although though".split())
LIMITING_PARTICIPLES = frozenset(
    """assuming barring depending provided providing given granted supposing pending excluding excepting judging speaking
    measured adjusted based considering failing once yet still save conditional subject wrongly bar permitting allowing excepted
    excluded""".split()
)
"""Participles and other words that open a condition, a limit or a source."""
MANNERS = frozenset("manner way fashion called".split())


def is_time(part: LeftOut) -> bool:
    """Whether the part is a time ("on Friday") and the clause holds without it."""
    word = part.word
    phrase = word.relation in ("npadvmod", "prep", "advmod", "tmod") and part.is_whole
    if not phrase or not (_governs_predicate(part) or word.relation == "npadvmod") or not (part.is_event or _is_dated(part)):
        return False
    if word.relation == "prep" and word.lower not in ON_TIME:
        return False
    words = [w for w in (part.parse.words[i] for i in part.part) if not w.is_mark and w is not word]
    if not words:
        return word.lower in ADVERBS_OF_TIME | MONTHS_AND_DAYS
    return all(w.lower in TIMES | ON_TIME or w.tag in ("CD", "JJ") or w.lower.endswith("th") for w in [*words, word]) and any(
        w.lower in TIMES or _is_year(w) for w in [*words, word]
    )


def is_place(part: LeftOut) -> bool:
    """Whether the part is a named place where something happened, and the verb has its complement without it."""
    word, parse = part.word, part.parse
    named = any(parse.words[c].is_name for c in parse.children(part.root))
    if word.relation != "prep" or word.lower not in AT_PLACES or not named or not part.is_whole or not part.is_event:
        return False
    others = {parse.words[c].relation for c in parse.children(word.head) if c not in part.gone}
    return part.head.is_verb and bool(others & {"dobj", "nsubjpass", "attr", "acomp", "ccomp", "xcomp"})


def is_circumstance(part: LeftOut) -> bool:
    """Whether the part is a circumstance of an event, by its preposition ("after a long dispute")."""
    word = part.word
    if word.relation != "prep" or not part.is_whole or not _governs_predicate(part) or not part.is_event:
        return False
    return word.lower in CIRCUMSTANCES and not part.texts() & (CONDITIONS | SUPPOSING | FINITE_SAYING | NEGATIONS)


def is_manner(part: LeftOut) -> bool:
    """Whether the part is the way something is done ("in an orderly manner") or named ("in what he called a crisis").

    A comment after a comma is one too (`is_comment`).
    """
    word, parse = part.word, part.parse
    if not part.is_whole or not part.head.is_verb or part.is_fixed:
        return False
    governed = {parse.words[c].lower for c in parse.children(part.root)}
    return (word.relation == "prep" and word.lower == "in" and bool(governed & MANNERS)) or _comments(part)


def is_comment(part: LeftOut) -> bool:
    """Whether the part is a comment of the writer after a comma ("he left, in what was a surprise")."""
    return is_manner(part) and _comments(part)


def _comments(part: LeftOut) -> bool:
    parse = part.parse
    said = (c for c in parse.children(part.root) if parse.words[c].relation == "pcomp")
    what = any(parse.words[below].lower == "what" for c in said for below in parse.children(c))
    return what and part.is_set_off and part.word.relation == "prep" and part.word.lower == "in"


def is_occasion(part: LeftOut) -> bool:
    """Whether the part is the occasion of a statement ("told Ruiz | in a video call | that") and the statement is kept."""
    said = part.head.lower in FINITE_SAYING and any(
        part.parse.words[c].relation == "ccomp" and c not in part.gone for c in part.parse.children(part.word.head)
    )
    spot = part.word.relation == "prep" and part.word.lower in ON_TIME
    return said and (spot or _is_appearance(part)) and part.is_whole and not part.is_denied


def _is_appearance(part: LeftOut) -> bool:
    """Whether the part says where, to whom or for how long someone speaks ("speaking to reporters"), not how or for whom."""
    parse = part.parse
    around = [parse.words[c] for c in parse.children(part.root) if not parse.words[c].is_mark]
    spoken = part.word.relation == "advcl" and part.word.lower == "speaking" and bool(around)
    lasting = bool(part.texts() & DURATIONS)
    spots = SPEAKING_AT | {"for"} if lasting else SPEAKING_AT
    return spoken and part.is_set_off and all(w.relation == "prep" and w.lower in spots for w in around)


def is_parallel(part: LeftOut) -> bool:
    """Whether the part repeats the preposition of a kept phrase, with or without its own noun ("by 4 and | by | 3")."""
    parse, word = part.parse, part.word
    siblings = [c for c in parse.children(word.head) if c != part.root and parse.words[c].lower == word.lower]
    if word.relation == "cc":
        around = [c for c in parse.children(word.head) if parse.words[c].relation == "prep" and c in part.gone]
        return word.lower == "and" and any(is_parallel(LeftOut(parse, c, part.gone)) for c in around)
    alone = not any(i in part.gone for i in part.part if i != part.root)
    kept = any(c not in part.gone for c in siblings)
    joined = any(parse.words[c].relation == "conj" and c in part.gone for c in parse.children(word.head))
    return word.relation == "prep" and kept and (alone or part.is_whole) and not part.is_denied and not joined


def is_ground(part: LeftOut) -> bool:
    """Whether the part is a clause of reason, time or contrast ("because it rained") and neither a report nor a condition."""
    now_that = part.word.lower == "now" and part.has_child("ccomp")
    if not (part.word.relation == "advcl" or now_that) or not part.is_whole or part.is_denied:
        return False
    words = [part.parse.words[i] for i in sorted(part.part)]
    opening = next((w for w in words if not w.is_mark), part.word)
    reports = any(w.lower in FINITE_SAYING for w in words)
    if reports or {w.lower for w in words} & CONDITIONS:
        return False
    if part.word.tag in ("VBG", "VBN") and opening.tag in ("VBG", "VBN"):
        return part.opens and part.is_event and not part.has_child(*SUBJECTS) and opening.lower not in LIMITING_PARTICIPLES
    stated = now_that or part.has_child(*SUBJECTS)
    return stated and (now_that or (opening.lower in GIVING_GROUNDS and (part.is_set_off or opening.lower in CONTRASTING)))


def _is_dated(part: LeftOut) -> bool:
    """Whether the part is a day on which something happens, though the verb is in the present ("arrives on Friday")."""
    return not _lasts(part) and not part.is_fixed and bool(part.texts() & (MONTHS_AND_DAYS | ADVERBS_OF_TIME))


def _lasts(part: LeftOut) -> bool:
    """Whether the clause describes a state ("the port is open"), not an event under way or planned ("leaving", "is to leave")."""
    verb = part.head
    going_on = verb.tag == "VBG"
    planned = any(
        part.parse.words[c].relation == "xcomp" and part.parse.words[c].tag == "VB" for c in part.parse.children(part.word.head)
    )
    return not going_on and not planned and any(w.lower in BE for w in part.clause)


def _governs_predicate(part: LeftOut) -> bool:
    """Whether the part depends on a verb, not on a noun that it narrows."""
    return part.head.is_verb or part.opens


def _is_year(word: Word) -> bool:
    return len(word.text) == 4 and word.text.isdigit()
