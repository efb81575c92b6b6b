"""Words that may replace each other in a report of the same fact; listed by hand, so that no group contains opposites.

Embeddings and thesauri put "rose" next to "fell" and "claimed" next to "said". A group here has only words that an editor would
exchange in any article. If one word says more than the other, only the less specific one may replace the other: a treaty is an
agreement, but an agreement need not be a treaty.
"""

from summarize.text.inflection import lemma

_EITHER = """
begin start commence; end finish; stop halt; help assist aid; buy purchase; get obtain; use utilise utilize; need require;
allow permit; forbid prohibit ban; expect anticipate; praise commend laud; criticise criticize; condemn denounce; reject
refuse; injure wound; build construct; rise increase; fall decrease; reduce lower; improve enhance; worsen deteriorate;
strengthen reinforce; big large; huge enormous; quick fast rapid; whole entire; total overall; about approximately around
roughly; almost nearly; yearly annual; ready prepared; reach attain; exceed surpass; overtake surpass; send dispatch; car
automobile; airplane aeroplane plane; accord agreement; country nation; company firm; trade commerce; cooperation
collaboration; reply respond; buildup build-up; reveal disclose; speak talk; conversation talk; emphasise emphasize stress
underline underscore; reiterate repeat restate; warn caution; promise pledge vow; predict forecast; choose select pick; jail
imprison; lawyer attorney; offence offense; earthquake quake; medicine medication; child kid; area region; border frontier;
global worldwide; autumn fall; currently presently; soon shortly; often frequently; also too; however but; although though;
despite notwithstanding; via through by; about regarding concerning on; toward towards; until till; whether if; happen occur;
aim goal objective; part portion; amount quantity; competition contest; nuclear atomic; firefighter fireman; film movie; tv
television; photo photograph; gratitude thanks; concerned worried; ease relax; resume restart; finish complete; manoeuvre
maneuver; provider supplier; phone telephone; internet web
"""
"""Groups of words that may replace each other."""
_ONE_WAY = """
treaty: agreement accord; pact: agreement accord; deal: agreement accord; negotiation: talk; war: conflict; arrest: detain;
hurricane: storm; blaze: fire; missile: weapon; bomb: weapon; rifle: weapon; physician: doctor; surgeon: doctor; pupil:
student; parliament: legislature; employee: worker; depart: leave; resign: leave quit; scrap: cancel; postpone: delay; modify:
change; alter: change; spokesman: spokesperson; spokeswoman: spokesperson; chairman: chair chairperson; chairwoman: chair
chairperson; newspaper: paper; website: site; deepen: strengthen; ship: vessel; submarine: vessel; plane: aircraft;
helicopter: aircraft
"""
"""A word of a source, and the less specific words that may replace it."""
_NONE: frozenset[int] = frozenset()
_MEMBERS: dict[str, set[int]] = {}
for _number, _group in enumerate(_EITHER.split(";")):
    for _word in _group.split():
        _MEMBERS.setdefault(lemma(_word), set()).add(_number)
_WIDER = {
    lemma(word.strip()): frozenset(map(lemma, wider.split()))
    for word, wider in (entry.split(":") for entry in _ONE_WAY.split(";"))
}


def exchangeable(mine: str, theirs: str) -> bool:
    """Whether a word of a sentence may replace a word of its source, both given as lemmas.

    >>> exchangeable(lemma("started"), lemma("began")), exchangeable(lemma("rose"), lemma("fell"))
    (True, False)
    >>> exchangeable(lemma("storm"), lemma("hurricane")), exchangeable(lemma("hurricane"), lemma("storm"))
    (True, False)
    """
    return mine in _WIDER.get(theirs, _NONE) or not _MEMBERS.get(mine, _NONE).isdisjoint(_MEMBERS.get(theirs, _NONE))
