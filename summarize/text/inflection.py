"""Map all inflected forms of a word to one key: irregular forms by a table, regular ones by the Porter2 stem."""

from functools import cache

from summarize.text.terms import stem

_VERBS = """
arise arose arisen; awake awoke awoken; bear bore borne born; beat beaten; become became; begin began begun; bend bent;
bind bound; bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; bring brought; build built;
burn burnt; buy bought; catch caught; choose chose chosen; cling clung; come came; creep crept; deal dealt; dig dug;
do did done does; draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed;
feel felt; fight fought; find found; flee fled; fly flew flown; forbid forbade forbidden; forecast; foresee foresaw foreseen;
forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got gotten; give gave given; go went gone goes;
grind ground; grow grew grown; hang hung; have has had having; hear heard; hide hid hidden; hold held; keep kept;
kneel knelt; know knew known; lay laid; lead led; leap leapt; learn learnt; leave left; lend lent; light lit;
lose lost; make made; mean meant; meet met; mislead misled; mistake mistook mistaken; overcome overcame;
overtake overtook overtaken; overthrow overthrew overthrown; pay paid; prove proven; ride rode ridden; ring rang rung;
rise rose risen; run ran; say said; see saw seen; seek sought; sell sold; send sent; shake shook shaken; shine shone;
shoot shot; show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep slept; slide slid;
speak spoke spoken; speed sped; spend spent; spin spun; spring sprang sprung; stand stood; steal stole stolen; stick stuck;
strike struck stricken; strive strove striven; swear swore sworn; sweep swept; swim swam swum; swing swung; take took taken;
teach taught; tear tore torn; tell told; think thought; throw threw thrown; undergo underwent undergone;
understand understood; undertake undertook undertaken; uphold upheld; wake woke woken; wear wore worn; weave wove woven;
win won; withdraw withdrew withdrawn; withhold withheld; withstand withstood; write wrote written
"""
_NOUNS = """
man men; woman women; child children; foot feet; tooth teeth; mouse mice; life lives; half halves; knife knives;
crisis crises; basis bases; analysis analyses; person people; medium media; criterion criteria; phenomenon phenomena
"""
_FORMS = [group.split() for group in "; ".join((_VERBS, _NOUNS)).split(";")]
_PLURALS = {plural: singular for singular, plural in (group.split() for group in _NOUNS.split(";"))}
_BASES = {form: forms[0] for forms in _FORMS for form in forms}
UNCHANGED_PASTS = frozenset("bet burst cast cost cut hit hurt let put quit rid set shed shut split spread thrust".split())
"""Past forms and participles that are also the base form."""
IRREGULAR_PASTS = frozenset(form for group in _VERBS.split(";") for form in group.split()[1:] if not form.endswith(("ing", "es")))
"""Past forms and participles that are not also the base form and do not end in -ed."""


def is_past(word: str) -> bool:
    """Whether a word, in lower case, has the form of a past or of a past participle.

    >>> is_past("grew"), is_past("shut"), is_past("men")
    (True, True, False)
    """
    return word.endswith("ed") or word in IRREGULAR_PASTS or word in UNCHANGED_PASTS


def is_plural(word: str, singular: str) -> bool:
    """Whether a word has the form of the plural of another, both in lower case.

    >>> is_plural("women", "woman"), is_plural("companies", "company"), is_plural("man", "men")
    (True, True, False)
    """
    regular = (singular + "s", singular + "es", singular.removesuffix("y") + "ies" if singular.endswith("y") else "")
    return word in regular or _PLURALS.get(word) == singular


@cache
def lemma(word: str) -> str:
    """Return the key that all forms of a word share.

    >>> lemma("grew") == lemma("grows") == lemma("growing"), lemma("rose") == lemma("fell")
    (True, False)
    """
    lower = word.lower()
    return stem(_BASES.get(lower, lower))
