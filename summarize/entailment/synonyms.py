"""Words that may stand for each other in a report of the same fact. Written by hand, so that no group holds opposites.

Embeddings and thesauri put "rose" beside "fell" and "claimed" beside "said"; a group here holds only words that an editor
would exchange without a second look at the source.
"""

from summarize.entailment.inflection import lemma

_GROUPS = """
set fix; special particular; talk negotiation discussion; conversation call talk; call phone telephone; visit trip travel;
meet meeting; begin start commence open; end finish conclude close; stop halt cease; help aid assist assistance; buy
purchase acquire; sell market; get obtain receive gain; give provide grant; show demonstrate; use employ utilise utilize;
need require; want wish desire; try attempt seek; allow permit let; forbid ban prohibit bar; keep maintain retain preserve;
continue keep proceed; expect anticipate; hope wish; plan intend; ask request; urge call press; praise commend laud applaud;
criticise criticize; condemn denounce; support back; oppose resist; agree consent; reject refuse decline; win victory; lose
defeat; attack assault; kill slay; die death; injure wound hurt; destroy demolish; build construct; make produce
manufacture; grow growth increase rise climb expand; fall drop decline decrease; reduce cut lower decrease; raise increase
lift hike; improve better enhance; worsen deteriorate; strengthen reinforce deepen; deepen expand strengthen; big large;
small little; huge enormous; biggest largest; smallest least; quick fast rapid swift; hard difficult tough; easy simple;
important significant key major; main principal chief; new recent; old former; whole entire; total overall; near close;
about approximately around roughly; almost nearly; more over; yearly annual; daily everyday; firm strong; firmly strongly;
ready prepared willing; reach hit attain; exceed surpass top; overtake surpass pass; join enter; leave depart; arrive reach;
send dispatch; carry transport; ship export; pump deliver supply; supply deliver provide; supplier provider; car automobile
vehicle; airplane plane aircraft; ship vessel boat; army military; soldier troop serviceman; force troop; fight battle
combat; war conflict; crisis emergency; problem issue; accord agreement deal pact treaty; settle resolve solve; settlement
resolution solution; position stance view; opinion view; country nation state; government administration cabinet; leader
head chief; parliament legislature; law legislation; rule regulation; election vote poll; voter elector; company firm
business corporation enterprise; boss chief head; staff employee worker personnel; job work post; trade commerce; export
sell; import buy; price cost; money fund; income revenue; profit earnings; tax levy duty; loan credit; energy power; link
tie relation relationship connection; tie link bond relation; cooperation collaboration; partnership alliance; contact
communication; exercise drill manoeuvre maneuver; reply respond answer response; buildup build-up; comment remark; remark
comment statement; statement declaration announcement; announce declare proclaim; reveal disclose; publish release issue;
report account; say state tell; speak talk; speech address; describe call term; name call; stress emphasise emphasize
underline underscore; note observe remark mention; reiterate repeat restate; warn caution alert; admit acknowledge concede;
claim allege assert; promise pledge vow; propose suggest; recommend advise; predict forecast; estimate reckon; decide
determine resolve; choose select pick elect; appoint name; dismiss fire sack; resign quit; arrest detain; jail imprison;
release free; charge accuse; court tribunal; lawyer attorney solicitor; crime offence offense; murder homicide; thief
robber; victim casualty; accident crash collision; fire blaze; storm hurricane; earthquake quake; disease illness sickness;
doctor physician; hospital clinic; drug medicine medication; child kid; woman female; man male; boy lad; student pupil;
teacher instructor; university college; town city; road route path; house home; area region zone; border frontier; world
globe; global worldwide international; home domestic; abroad overseas; autumn fall; past last previous; next coming
following; last final; first initial; currently now presently; soon shortly; often frequently; also too; however but though;
because since as; although though while; despite notwithstanding; via through by; during in throughout; on about regarding
concerning over; amid during; toward towards; until till; whether if; take happen occur place; result outcome; aim goal
target objective; effort attempt; change alter modify; part portion share; share proportion; number figure; amount volume
quantity; match game; prize award; award give; competition contest; champion winner; fan supporter; people public; safe
secure; security safety; danger risk threat; protect defend; shield protect; weapon arm; bomb explosive; missile rocket;
nuclear atomic; spokesman spokeswoman spokesperson; chair chairman chairwoman chairperson head; firefighter fireman; actor
actress; film movie picture; tv television; link hyperlink; broadcast air; newspaper paper daily; website site; internet web
online; photo photograph picture; write author; author writer; research study; study survey; scientist researcher; discover
find; settlement peace; gratitude thanks; appreciation gratitude; concerned worried; concern worry; pleased glad happy; sad
unhappy; smooth even; restriction curb limit; ease relax loosen; resume restart reopen; delay postpone; cancel scrap; extend
prolong; close shut; last continue; finish complete
"""
_NONE: frozenset[int] = frozenset()
_MEMBERS: dict[str, set[int]] = {}
for _number, _group in enumerate(_GROUPS.split(";")):
    for _word in _group.split():
        _MEMBERS.setdefault(lemma(_word), set()).add(_number)


def exchangeable(one: str, other: str) -> bool:
    """Whether two words, given by their lemmas, stand in one group.

    >>> exchangeable(lemma("talks"), lemma("negotiations")), exchangeable(lemma("rose"), lemma("fell"))
    (True, False)
    """
    return not _MEMBERS.get(one, _NONE).isdisjoint(_MEMBERS.get(other, _NONE))
