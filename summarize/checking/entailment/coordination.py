"""Conjuncts that a sentence can lose and stay true: what "and" or "but" joins holds of each of its parts.

Each rule looks at the governing word of what is left out. Nothing may be left out of a pair ("between A and B"), of what is
done together, or of what is counted or measured as a whole.
"""

from summarize.checking.entailment.deleted_part import SUBJECTS, LeftOut, governing
from summarize.checking.entailment.monotonicity import measures, restricts_word
from summarize.text.inflection import lemma
from summarize.text.syntax import Parse
from summarize.text.wordlists import BE, FINITE_SAYING, NEGATIONS, SAYING


def _lemmas(words: str) -> frozenset[str]:
    return frozenset(lemma(word) for word in words.split())


SHARED = SUBJECTS | frozenset("aux auxpass mark cc punct".split())
"""Relations that a verb's conjunct may share with the verb: the subject and auxiliaries before both."""
PAIRING = frozenset("both between either neither whether among without".split())
TOGETHER = frozenset("each together jointly respectively alike".split())
COUNTING = frozenset("nummod det poss".split())
"""Relations that show that the number before one noun does not count the next ("two boats and a house")."""
MUTUAL = _lemmas(
    """meet speak talk agree differ marry divorce merge share fight collide converge disagree quarrel negotiate split clash
    compete cooperate unite separate part""",
)
"""Verbs for what several do to each other (Levin 1993, classes 36 and 22 to 23 without an object)."""
JOINING = _lemmas("mix combine blend merge pool join link connect fuse unite marry compare contrast distinguish separate divide")
"""Verbs whose object is several things joined or separated (Levin 1993, classes 22 and 23)."""
WHOLES = _lemmas(
    """mix mixture blend combination merger union fusion marriage alliance pair couple duo sum total difference distance link
    comparison contrast war border relation relationship talks meeting deal treaty clash collision""",
)
"""Nouns for what several things form together."""


def is_conjunct(part: LeftOut) -> bool:
    """Whether the part is a later conjunct, or its conjunction ("Berg met Ruiz | and left")."""
    word, parse = part.word, part.parse
    if word.relation == "cc":
        conjuncts = [c for c in _conjuncts(parse, word.head) if c in part.gone]
        return any(_is_joined(parse, conjunct, word.head) for conjunct in conjuncts)
    kept = part.kept_child("conj", "cc")
    if part.word.is_verb and part.comments:
        return False
    whole = part.is_whole or (kept is not None and _is_chain_without(part))
    return word.relation == "conj" and whole and _is_joined(parse, part.root, word.head) and _may_part(part)


def is_first_conjunct(part: LeftOut) -> bool:
    """Whether the part is a conjunct before the one that is kept ("Berg | met Ruiz and | left")."""
    kept = part.kept_child("conj")
    if kept is None or not _is_joined(part.parse, kept, part.root) or not _may_part(part):
        return False
    reports = part.has_child("ccomp") and part.parse.words[kept].lower not in FINITE_SAYING
    if reports:
        return False  # what follows may belong to the report
    if not part.word.is_verb:
        return part.leaves_only(kept, frozenset({"cc", "punct"}))
    own_subject = any(part.parse.words[c].relation in SUBJECTS for c in part.parse.children(kept))
    return part.leaves_only(kept, frozenset({"cc", "punct", "mark"}) if own_subject else SHARED)


def is_further_clause(part: LeftOut) -> bool:
    """Whether the part is a main clause after ";", a dash or "so" ("the port is shut, | so ships wait"), and not a report."""
    parse, root = part.parse, part.root
    kept = part.kept_child("ccomp", "parataxis")
    own_subject = any(parse.words[c].relation in SUBJECTS and c in part.gone for c in parse.children(root))
    if kept is None or kept > root or not own_subject or part.word.lower in SAYING or not part.leaves_only(kept, frozenset()):
        return False
    subject = min(i for c in parse.children(root) if parse.words[c].relation in SUBJECTS for i in parse.subtree(c))
    before = parse.words[max(subject - 2, 0) : subject]
    joint = [parse.words[i].lower for i in range(max(parse.subtree(kept)) + 1, root)]
    return any(mark in joint for mark in (";", "—", "–")) or [w.lower for w in before] == [",", "so"]


def _conjuncts(parse: Parse, first: int) -> list[int]:
    """Return the conjuncts after a word; in a chain each governs the next."""
    found = [c for c in parse.children(first) if parse.words[c].relation == "conj"]
    return [*found, *(further for c in found for further in _conjuncts(parse, c))]


def _is_joined(parse: Parse, conjunct: int, first: int) -> bool:
    """Whether two conjuncts are both asserted: joined by "and" or "but", or by "or" where the whole is denied."""
    chain = [first, *_conjuncts(parse, first)]
    joints = {parse.words[c].lower for w in chain for c in parse.children(w) if parse.words[c].relation in ("cc", "preconj")}
    none = any(parse.words[c].relation == "det" and parse.words[c].lower in NEGATIONS for c in parse.children(first))
    denied = none or _is_denied(parse, first)
    asserted = joints <= {"and", "but", "while", "&", "yet", "so"} or (joints <= {"or", "nor"} and denied)
    return conjunct in chain and asserted and bool(joints)


def _is_chain_without(part: LeftOut) -> bool:
    """Whether a conjunct in the middle of a chain is left out, except for the conjuncts after it."""
    kept = {c for c in part.parse.children(part.root) if part.parse.words[c].relation in ("conj", "cc")} - part.gone
    return all(i in part.gone or part.parse.words[i].is_mark for i in part.parse.subtree(part.root, kept))


def _may_part(part: LeftOut) -> bool:
    """Whether a coordination holds of each of its parts: no pair, nothing done together, nothing counted or measured."""
    parse, word = part.parse, part.word
    top = next((a for a in (part.root, *parse.ancestors(part.root)) if parse.words[a].relation != "conj"), part.root)
    elliptic = word.relation == "conj" and not part.has_child(*SUBJECTS) and part.texts() & NEGATIONS
    if elliptic:
        return False
    if word.is_verb:
        return not _is_denied(parse, top) and not (word.relation == "conj" and _shares_negation(parse, part.root))
    if parse.words[top].relation in ("amod", "nummod", "compound", "npadvmod", "quantmod", "appos") or _is_of_whole(parse, top):
        return False
    near = {parse.words[i].lower for i in range(max(min(parse.subtree(top)) - 2, 0), max(part.part) + 1)}
    around = {w.lower for w in part.clause}
    others = set(part.clause) - {parse.words[i] for i in parse.subtree(top)}
    shared = any(parse.words[c].relation == "nummod" for c in parse.children(top))
    own = any(parse.words[c].relation in COUNTING for c in parse.children(part.root))
    counted = word.tag == "CD" or any(map(measures, others)) or (shared and not own)
    paired = bool(near & PAIRING) or bool(around & TOGETHER) or {"not", "only"} <= around
    alternative = any(parse.words[c].lower in ("or", "nor") for c in parse.children(top))  # a denied "or": neither part holds
    return not (counted or paired) and (alternative or not part.is_fixed)


def _is_of_whole(parse: Parse, top: int) -> bool:
    """Whether a coordination names the parts of a whole ("a mix of"), or those who act on each other ("are brothers")."""
    word, above = parse.words[top], parse.words[parse.words[top].head]
    if word.relation in SUBJECTS:
        plural = any(parse.words[c].relation == "attr" and parse.words[c].tag == "NNS" for c in parse.children(word.head))
        around = {lemma(parse.words[i].lower) for i in (word.head, *parse.children(word.head))}
        return bool(around & MUTUAL) or (above.lower in BE and plural)
    if word.relation == "pobj":
        return lemma(parse.words[above.head].lower) in WHOLES | JOINING
    return word.relation == "dobj" and lemma(above.lower) in JOINING


def _is_denied(parse: Parse, index: int) -> bool:
    """Whether something above a word denies or restricts what it says."""
    return any(restricts_word(word) for word in governing(parse, index, {index}))


def _shares_negation(parse: Parse, conjunct: int) -> bool:
    """Whether a verb's conjunct may fall under the negation of the verb before it: it has no subject or auxiliary of its own."""
    own = any(parse.words[c].relation in SUBJECTS | {"aux", "auxpass", "neg"} for c in parse.children(conjunct))
    return not own and any(parse.words[c].relation == "neg" for c in parse.children(parse.words[conjunct].head))
