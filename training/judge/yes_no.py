"""Turn a statement into the question whether it is so: the line that settles it answers, whether it affirms or denies."""

from collections.abc import Set

from summarize.text.syntax import Parse, Word

AUXILIARIES = frozenset("is are was were has have had can could will would may might must shall should does do did".split())
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
ES = ("sses", "shes", "ches", "xes", "zes", "oes")


def inverted(statement: str, parse: Parse, known: Set[str]) -> str | None:
    """Return the question whether a statement is so; `None` if its grammar is not that simple. `known` are words of English.

    Was the port shut? <- The port was shut.
    Does the ferry run at night? <- The ferry runs at night.
    """
    words = parse.words
    roots = [at for at, word in enumerate(words) if word.head == at and not word.is_mark]
    if len(roots) != 1 or statement.count(".") > 1:
        return None
    root = roots[0]
    subject = next((at for at, word in enumerate(words) if word.head == root and word.relation in SUBJECTS), None)
    if subject is None:
        return None
    helper = next((at for at in range(len(words)) if words[at].lower in AUXILIARIES and root in (at, words[at].head)), None)
    rest = statement.rstrip(". ")
    if helper is not None and helper > subject:
        word = words[helper]
        return _asked(word.lower, rest[: word.start], rest[word.end :], words[0])
    verb = words[root]
    base = _base(verb, known) if helper is None and root > subject else None
    if base is None:
        return None
    ask = {"VBZ": "does", "VBP": "do"}.get(verb.tag, "did")
    return _asked(ask, rest[: verb.start], f" {base}{rest[verb.end :]}", words[0])


def _asked(helper: str, subject: str, rest: str, first: Word) -> str:
    opening = subject if first.is_name else subject[:1].lower() + subject[1:]
    return f"{helper} {opening.strip()} {rest.strip()}?"


def _base(verb: Word, known: Set[str]) -> str | None:
    """Return the base form of a finite verb: runs -> run, carried -> carry."""
    form = verb.lower
    if verb.tag == "VBP":
        return form
    if verb.tag == "VBZ":
        return form[:-3] + "y" if form.endswith("ies") else form[:-2] if form.endswith(ES) else form[:-1]
    if verb.tag == "VBD" and form.endswith("ed"):
        tries: tuple[str, ...] = (form[:-3] + "y",) if form.endswith("ied") else (form[:-3], form[:-2], form[:-1])
        if form[-3:-2] != form[-4:-3]:
            tries = tries[-2:] if len(tries) == 3 else tries
        return next((base for base in tries if base in known), None)
    return None
