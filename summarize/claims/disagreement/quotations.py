"""Find words of one speaker that two sources render differently, as when two outlets translate one remark.

Two quotations are aligned word by word. If they differ in a few words surrounded by equal words, the remark was rendered
differently, whatever else the two sentences say.

    called it a “hard and far from clear” situation  /  “in the face of an easy and far from clear situation”  ->  hard / easy
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from summarize.claims.disagreement.kinds import Difference, ValueKind
from summarize.claims.disagreement.words import Word, of_one_family, words_of
from summarize.documents.speakers import is_unattributed_quotation
from summarize.text.terms import is_content
from summarize.types.evidence import Sentence

AROUND, CONTENT_AROUND, QUOTED_AROUND = 4, 2, 2
"""Words next to the differing ones that must be the same: in all, content words, and words quoted in both sentences."""
LONGEST = 2
"""Most content words in a rendering."""


def difference(one: Sentence, other: Sentence) -> Difference | None:
    """Return the quoted words that another source renders differently within the same remark, or None.

    >>> a = Sentence("Ruiz called the plan “sound and honest work” again.", "", 1, 1)
    >>> b = Sentence("Ruiz spoke of “sound and decent” work again on Monday.", "", 1, 1)
    >>> difference(a, b)
    Difference(what=<ValueKind.QUOTE: 'quoted words'>, mine='honest', theirs='decent')
    """
    mine, theirs = _words(one), _words(other)
    found = list(_renderings(mine, theirs))
    if not found:
        return None
    return Difference(ValueKind.QUOTE, *(" … ".join(_shown(stretches[side]) for stretches in found) for side in (0, 1)))


def _words(sentence: Sentence) -> tuple[Word, ...]:
    found = words_of(sentence.text)
    if not is_unattributed_quotation(sentence):
        return found
    return tuple(Word(word.text, word.key, word.start, word.end, True) for word in found)


def _renderings(mine: Sequence[Word], theirs: Sequence[Word]) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
    """Yield the pairs of quoted stretches that differ between equal words."""
    codes = SequenceMatcher(None, [w.key for w in mine], [w.key for w in theirs], autojunk=False).get_opcodes()
    for before, (tag, start, end, other_start, other_end), behind in zip(codes, codes[1:], codes[2:], strict=False):
        stretches = mine[start:end], theirs[other_start:other_end]
        moved = _has_any(theirs, stretches[0]) or _has_any(mine, stretches[1])
        if tag != "replace" or moved or not all(map(_renders, stretches)) or _alike(*stretches):
            continue
        beside = [*zip(mine[before[1] : before[2]], theirs[before[3] : before[4]], strict=False)][-AROUND:]
        beside += [*zip(mine[behind[1] : behind[2]], theirs[behind[3] : behind[4]], strict=False)][:AROUND]
        quoted = sum(one.quoted and other.quoted for one, other in beside)
        if len(beside) >= AROUND and sum(is_content(one.text) for one, _ in beside) >= CONTENT_AROUND and quoted >= QUOTED_AROUND:
            yield stretches


def _has_any(words: Sequence[Word], stretch: Sequence[Word]) -> bool:
    """Whether a content word of a stretch appears anywhere in the other sentence."""
    return bool({word.key for word in _content(stretch)} & {word.key for word in words})


def _renders(stretch: Sequence[Word]) -> bool:
    content = _content(stretch)
    return 0 < len(content) <= LONGEST and all(word.quoted and not word.text[0].isdigit() for word in content)


def _alike(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether two stretches differ only in the forms of their words."""
    first, second = _content(mine), _content(theirs)
    return all(any(_same_family(one, other) for other in second) for one in first)


def _same_family(one: Word, other: Word) -> bool:
    return one.key == other.key or of_one_family(one, other)


def _shown(stretch: Sequence[Word]) -> str:
    return " ".join(word.text for word in _content(stretch))


def _content(stretch: Sequence[Word]) -> list[Word]:
    """Return the content words of a stretch; "just" counts because it can be an adjective here."""
    return [word for word in stretch if is_content(word.text) or word.key == "just"]
