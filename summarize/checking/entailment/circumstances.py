"""Circumstances that a sentence can lose and stay true: time, place, manner, occasion, reason.

Each rule looks at the governing word of what is left out. What a verb needs is not a circumstance, nor is what modifies a noun
and narrows it. No circumstance may be left out where something is denied, or changes by an amount.
"""

from summarize.checking.entailment.deleted_part import SUBJECTS, LeftOut
from summarize.checking.entailment.surface_deletion import CONDITIONS, SUPPOSING
from summarize.text.syntax import Parse, Word
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
SPEAKING_EVENTS = frozenset(
    """speech address remark statement comment interview conversation discussion talk call conference briefing meeting summit
    session hearing debate lecture testimony announcement ceremony letter message mail email memo post tweet broadcast appearance
    visit article report video dinner lunch reception rally trial monday tuesday wednesday thursday friday saturday
    sunday""".split()
)
"""Events and media of speaking (FrameNet: Discussion, Statement, Text, Social_event), and weekdays."""
UNREAL = frozenset("satirical hypothetical fictional forged fake alleged supposed imaginary leaked doctored staged".split())
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
    """Whether the part is the way something is done ("in an orderly manner") or named ("in what he called a crisis")."""
    word, parse = part.word, part.parse
    if not part.is_whole or not part.head.is_verb or part.is_fixed:
        return False
    governed = {parse.words[c].lower for c in parse.children(part.root)}
    return word.relation == "prep" and word.lower == "in" and bool(governed & MANNERS)


def is_occasion(part: LeftOut) -> bool:
    """Whether the part is the occasion of a statement ("told Ruiz | in a video call | that") and the statement is kept."""
    said = part.head.lower in FINITE_SAYING and any(
        part.parse.words[c].relation == "ccomp" and c not in part.gone for c in part.parse.children(part.word.head)
    )
    spot = part.word.relation == "prep" and part.word.lower in ON_TIME and _is_of_speaking(part)
    return said and (spot or _is_appearance(part)) and part.is_whole and not part.is_denied


def _is_of_speaking(part: LeftOut) -> bool:
    """Whether a prepositional phrase is of an event at which people speak, or a date; not "in the event of a strike"."""
    named = [part.parse.words[c].lower for c in part.parse.children(part.root) if part.parse.words[c].relation == "pobj"]
    dated = any(noun in TIMES or noun.isdigit() for noun in named)
    events = any({noun, noun.removesuffix("s"), noun.removesuffix("es")} & SPEAKING_EVENTS for noun in named)
    return (events or dated) and not part.texts() & (UNREAL | CONDITIONS | NEGATIONS)


def _is_appearance(part: LeftOut) -> bool:
    """Whether the part says where, to whom or for how long someone speaks ("speaking to reporters"), not how or for whom."""
    parse = part.parse
    spoken = part.word.relation == "advcl" and part.word.lower == "speaking" and bool(parse.children(part.root))
    preps = [c for c in parse.children(part.root) if not parse.words[c].is_mark]
    spots = all(
        parse.words[c].relation == "prep" and (parse.words[c].lower in SPEAKING_AT or _lasts_for(parse, c)) for c in preps
    )
    return spoken and part.is_set_off and spots


def _lasts_for(parse: Parse, preposition: int) -> bool:
    """Whether a preposition says how long something lasts ("for about eight minutes")."""
    below = [parse.words[c].lower for c in parse.children(preposition)]
    return parse.words[preposition].lower == "for" and bool(below) and below[-1] in DURATIONS


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
