"""Closed classes of English words, and the small open classes that the checks use; all in lower case."""

from functools import cache

FUNCTION_WORDS = frozenset(
    """a about above across after again against all along also although am among an and any anyone anything are around as
    at away be became because become been before behind being below beneath beside besides between beyond both but by can
    could did do does doing done down during each either else even ever every few for from further had has have having he
    her here hers herself him himself his how however i if in indeed inside instead into is it its itself just later least
    less many may me might mine more moreover most much must my myself near neither never no nobody none nor not nothing
    of off often on once one only onto or other others ought our ours ourselves out outside over own per perhaps rather
    same several shall she should since so some someone something soon still such than that the their theirs them
    themselves then there therefore these they this those though through throughout thus till to together too toward
    towards under until up upon us very via was we were what whatever when whenever where whereas whether which while who
    whom whose why will with within without would yet you your yours yourself""".split()
)
ARTICLES = frozenset({"a", "an", "the"})
BE = frozenset("am are be been being is was were".split())
MODALS = frozenset("can could may might must shall should will would ought cannot".split())
PREPOSITIONS = frozenset(
    """about above across after against along alongside amid amidst among around as at before behind below beneath beside
    between beyond by concerning despite during for following from in including inside into like near of off on onto
    opposite outside over past per regarding since through throughout to toward towards under until upon via with within
    without""".split()
)
CONJUNCTIONS = frozenset("and but nor or so while whereas although though because yet".split())
NEGATIONS = frozenset(
    """no not never nor neither none nobody nothing nowhere without hardly scarcely barely seldom rarely cannot lack lacks
    lacked lacking fail fails failed failing deny denies denied denying refuse refuses refused refusing reject rejects
    rejected rejecting unable""".split()
)
HEDGES = frozenset(
    """can could may might must shall should will would ought perhaps maybe possibly probably likely unlikely apparently
    reportedly allegedly alleged purported purportedly supposedly seemingly presumably potentially about almost nearly
    approximately roughly around some if unless whether appear appears appeared seem seems seemed plan plans planned
    expect expects expected expecting hope hopes hoped hoping intend intends intended intending aim aims aimed aiming
    want wants wanted try tries tried trying attempt attempts attempted propose proposes proposed suspect suspects
    suspected up least most only former ex times sometimes occasionally often frequently""".split()
)
LEADING_REFERENCES = frozenset("he she they it his her their its this that these those such both latter former".split())

_SAYING = """say says said saying; tell tells told telling; add adds added adding; note notes noted noting; state states stated
    stating; stress stresses stressed stressing; emphasize emphasizes emphasized emphasizing; emphasise emphasises
    emphasised emphasising; announce announces announced announcing; declare declares declared declaring; claim claims
    claimed claiming; argue argues argued arguing; warn warns warned warning; write writes wrote written writing;
    report reports reported reporting; ask asks asked asking; reply replies replied replying; respond responds
    responded responding; insist insists insisted insisting; admit admits admitted admitting; acknowledge acknowledges
    acknowledged acknowledging; concede concedes conceded conceding; confirm confirms confirmed confirming; deny
    denies denied denying; explain explains explained explaining; remark remarks remarked remarking; observe observes
    observed observing; mention mentions mentioned mentioning; reiterate reiterates reiterated reiterating; repeat
    repeats repeated repeating; assert asserts asserted asserting; allege alleges alleged alleging; suggest suggests
    suggested suggesting; urge urges urged urging; call calls called calling; describe describes described describing;
    vow vows vowed vowing; pledge pledges pledged pledging; promise promises promised promising; assure assures
    assured assuring; predict predicts predicted predicting; recall recalls recalled recalling; express expresses
    expressed expressing; highlight highlights highlighted highlighting; underline underlines underlined underlining;
    underscore underscores underscored underscoring; criticise criticises criticised criticising; criticize criticizes
    criticized criticizing; praise praises praised praising; condemn condemns condemned condemning; quote quotes
    quoted quoting; comment comments commented commenting; propose proposes proposed proposing; demand demands
    demanded demanding; blame blames blamed blaming; accuse accuses accused accusing; complain complains complained
    complaining; caution cautions cautioned cautioning; appeal appeals appealed appealing; thank thanks thanked
    thanking; agree agrees agreed agreeing; disagree disagrees disagreed disagreeing; testify testifies testified
    testifying; tweet tweets tweeted tweeting;
    pointed; points; believe believes believed believing; conclude concludes concluded concluding; contend contends
    contended contending; joke joked joking; lament laments lamented lamenting; quip quips quipped quipping; shout
    shouts shouted shouting; wonder wonders wondered wondering; recount recounts recounted recounting; imply implies
    implied implying; assume assumes assumed assuming; feared; hoped; expects; expected; thinks; feels; felt; retort
    retorts retorted retorting; counter counters countered countering; boast boasts boasted boasting; muse muses mused
    musing; reveal reveals revealed revealing; disclose discloses disclosed disclosing; shows; showed; indicate
    indicates indicated indicating; reckon reckons reckoned reckoning; speculate speculates speculated speculating;
    theorise theorises theorised theorising; theorize theorizes theorized theorizing; opine opines opined opining;
    recommend recommends recommended recommending; lambast lambasts lambasted; clarify clarifies clarified clarifying;
    blasted; slammed; railed; decried; derided; thought; hopes; fears"""
SAYING = frozenset(_SAYING.replace(";", " ").split())
_SAYING_FORMS = [forms.split() for forms in _SAYING.split(";")]
BASE_SAYING = frozenset(forms[0] for forms in _SAYING_FORMS if len(forms) > 2)
SAYING_PARTICIPLES = frozenset(word for word in SAYING if word.endswith("ing"))
FINITE_SAYING = SAYING - BASE_SAYING - SAYING_PARTICIPLES
PLURAL_SAYING = frozenset(
    "say believe think argue suggest expect hope agree warn insist contend fear assume predict deny".split()
)
"""Forms that are a verb of saying after a plural, and rarely anything else."""
ASSERTING = frozenset(
    """acknowledge acknowledged acknowledges add added adds admit admits admitted allege alleged alleges announce announced
    argue argued argues assert asserted asserts boasted bragged claim claimed claims comment commented concede
    conceded concedes confessed confirm confirmed confirms declare declared declares emphasise emphasised emphasises
    emphasize emphasized emphasizes explain explained explains highlight highlighted insist insisted insists
    lamented maintain maintained maintains mention mentioned mentions note noted notes observe observed opined
    pointed points predict predicted quipped quoted recall recalled reiterate reiterated reiterates remark remarked
    repeat repeated replied reply report reported reports revealed said say says state stated states stress stressed
    stresses tell tells testified testify told tweet tweeted underline underlined underscore underscored warn warned
    warns write writes wrote""".split()
) | {"pointed out", "points out"}
"""Verbs of saying that present what is said as true; "said" may replace them."""

_SAID_BY_THINGS = """reported report reports highlight highlighted underline underlined underscore underscored revealed predict
    predicted predicts maintain maintained maintains quoted points note add boasted point emphasize emphasise repeat stress
    declare state tell mention warn write say"""
_SAID_BY_PEOPLE = """asked asks called urged thanked accused praised blamed condemned criticised criticized denied vowed pledged
    expressed promised assured answered responded agreed stressing saying adding noting telling warning arguing insisting
    according invited proposed demanded rejected welcomed"""
UTTERING = (ASSERTING - frozenset(_SAID_BY_THINGS.split())) | frozenset(_SAID_BY_PEOPLE.split())
"""Verbs whose subject is a person or an organisation, and hardly ever a thing."""

ROLES = {
    role: group
    for group, roles in {
        "head": "leader president premier chancellor king queen ruler",
        "minister": "minister secretary",
        "spokesperson": "spokesman spokeswoman spokesperson",
        "official": "official ambassador envoy diplomat general governor mayor senator judge commissioner lawmaker councillor"
        " councilor alderman",
        "executive": "executive ceo director founder owner manager chief head chairman chairwoman",
        "expert": "analyst expert professor economist scientist researcher author",
    }.items()
    for role in roles.split()
}
"""A word for a person's office, and the group of words that may refer to the same office."""

OUTLETS = frozenset("broadcaster agency newspaper channel station outlet daily magazine".split())
"""Words for news outlets, which report what others say."""
TITLES = (
    frozenset(ROLES)
    | OUTLETS
    | frozenset(
        """mr mrs ms messrs dr drs cllr cllrs sir lord lady prof gen sen rep gov lt col sgt rev retired former prime foreign
        deputy vice acting""".split()
    )
)

OFFICE_WORDS = frozenset("state army top senior news counterpart".split())
"""Words that may precede an office or an outlet."""

QUESTION_WORDS = frozenset(
    """what who whom whose which when where why how did do does is are was were has have had will would can could should
    say says said tell tells told think thinks thought according mean happen happens happened give gave gives explain
    describe list name regarding concerning topic information about much many there please summarize summarise summary
    overview brief main key point points position view views stance statement statements opinion comment comments remark
    remarks document documents article articles text source sources file files report reports""".split()
)
REASONS = frozenset("because due since after over following amid response therefore reason thanks as so for".split())
TIMES_OF_DAY = frozenset("today yesterday tonight morning afternoon evening night noon midnight".split())
DURATIONS = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades".split()
)

LOADED = frozenset(
    """abhorrent abject abominable absurd abysmal agonising agonizing alarming alarmingly apocalyptic appalling appallingly
    appeasing arrogant arrogantly astonishing astonishingly astounding astoundingly atrocious awful awfully baffling
    barbaric beast bitter bitterly bizarre blasted blasts blatant blatantly bloodbath bombastic bombshell boneheaded botched
    brazen brazenly breathtaking breathtakingly brilliant brilliantly brutal brutality brutally bully bullying bumbling
    bungled calamitous callous callously carnage catastrophic chaotic charade chilling circus clobbered clueless cosying
    cowardly cozying crackdown crazy cringeworthy cronies crony crooked cruel cruelly crushing cunning damning deadbeat
    debacle defiant defiantly delusional demagogue demented deplorable depraved derelict desperate desperately despicable
    despot despotic destructive devastating devious diabolical diatribe dire disastrous disastrously disgraced disgraceful
    disgracefully disgusting dishonest dismal dismally draconian dreadful effusive egregious egregiously embarrassing
    embarrassingly emphatic evil eviscerated excoriated explosive explosively fanatic fanatical farce fearmongering feckless
    feeble fiasco fierce fiercely fiery filthy firestorm flagrant flagrantly flailing foolish foolishly frantic frantically
    frenzy frightening fumed fuming furious furiously ghastly giddy glaring gleeful gleefully gloated gloating glorious
    gloriously goons grandiose grim grisly grotesque gruesome gushing hammered hapless hardline hardliner hardliners hateful
    heartbreaking heartless heinous henchman henchmen heroic heroically hollow hopeless horrendous horrible horribly
    horrific horrifying humiliated humiliating hyped hypocritical hypocritically hysteria hysterical hysterically idiotic
    ignominious ignorant imbecilic immoral incendiary incompetent incredible incredibly indefensible inept infamous
    infuriating insane insidious insulting intolerable ironic ironically jaw-dropping lackey lackeys lambasted lambasting
    lame laudable laughable lavish lousy ludicrous ludicrously lunatic lurid magnificent malicious maliciously manic
    masterful mastermind masterminded meddling mediocre meek meltdown menacing merciless mercilessly mind-boggling monstrous
    monstrously moronic murderous murky naive nasty nauseating nefarious nightmarish notorious obnoxious obscene odious
    ominous ominously onslaught ostracised ostracized outlandish outraged outrageous outrageously overblown painful
    painfully paranoid pariah pathetic perverse petty piercing pitiful poisonous preposterous propaganda pummeled pummelled
    puppet-master rabid raging rambling rampant ranted rants reckless recklessly regime repugnant repulsive resounding
    ridiculous ridiculously rogue rotten rowdy ruthless ruthlessly sacred sanctimonious savage savaged scandalous scary
    scathing screed seething shady shambolic shameful shameless shamelessly shocking shockingly sickening sinister skewered
    slammed slams slap slimy sloppy smug smugly sneaky sordid spectacular spectacularly spineless spiteful stark starkly
    startling stinging stooge strident stunning stunningly stupid subservient superb swamp swift-talking tawdry terrible
    terribly terrifying thug thuggish thugs thundered thunderous tirade tiresome torched tragic tragically traitorous
    trashed treacherous triumphant triumphantly tumultuous twisted tyrannical tyrant ugly unconscionable unhinged
    unprecedentedly unscrupulous unspeakable vengeful vicious viciously vile vindictive virulent warmongering whopping
    wicked wildly witch-hunt woeful woefully worthless wretched zealot zealots zealous""".split()
)
"""Words that judge what they name."""

OVERTONE_SAYING = frozenset(
    """admitted admits conceded concedes confessed confesses claimed claims alleged alleges asserted asserts insisted insists
    boasted boasts bragged brags ranted rants gushed gushes fumed fumes thundered thunders scoffed scoffs sneered sneers crowed
    crows whined whines barked barks blustered blusters lamented laments opined opines revealed reveals quipped acknowledged
    acknowledges""".split()
) | {"pointed out", "points out"}
"""Verbs of saying that imply more than that something was said: guilt, doubt, truth or temper."""

SHELL_NOUNS = frozenset(
    """issue issues conflict crisis matter matters question problem problems war dispute situation topic subject proposal
    idea deal agreement decision talks negotiations negotiation process incident attack case peace settlement""".split()
)
"""Abstract nouns that refer to what was just mentioned (Schmid 2000, "English Abstract Nouns as Conceptual Shells")."""

INTENSIFIERS = frozenset(
    """significantly markedly sharply greatly strongly deeply highly particularly especially actively regularly
    increasingly clearly dramatically substantially considerably steadily really very quite""".split()
)
"""Adverbs that only express a degree."""

NUMBER_WORDS = frozenset(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
    half third quarter double twice dozen dozens first second""".split()
)
MONTHS = tuple("january february march april may june july august september october november december".split())
MONTHS_AND_DAYS = frozenset(MONTHS) | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter".split()
)
_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SMALL_NUMBERS = {word: value for value, word in enumerate(_UNITS) if word != "one"}
"""Words for numbers under twenty; "one" is left out, as it is a pronoun more often."""
TENS = {word: 10 * value for value, word in enumerate(_TENS, start=2)} | {
    f"{ten}-{unit}": 10 * value + number
    for value, ten in enumerate(_TENS, start=2)
    for number, unit in enumerate(_UNITS[:10])
    if number
}


@cache
def is_saying(word: str) -> bool:
    """Whether a word is a form of a verb of saying.

    >>> is_saying("Told"), is_saying("walked")
    (True, False)
    """
    return word.lower() in SAYING
