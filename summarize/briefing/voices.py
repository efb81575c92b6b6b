"""Find who says what: the speakers of a folder, each with their claims."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from summarize.briefing.repetition import further
from summarize.briefing.salience import SHORTEST
from summarize.claims import group
from summarize.documents.speakers import is_unattributed_quotation
from summarize.index.corpus import Corpus
from summarize.text import names, quotations
from summarize.text.wordlists import UTTERING
from summarize.types.evidence import Claim, Sentence

SOUGHT = 600
"""Maximum number of spoken sentences that are considered."""
VOICES, BY_VOICE = 8, 8
"""Maximum number of speakers with a list of their own, and of statements of each."""
CONCEDING = re.compile(r"(?:Even )?(?:Although|Though|While|Whereas|Despite|When|As)\b", re.IGNORECASE)
"""Openings of sentences in which someone speaks only in a subordinate clause."""
LONGEST_NAME = 3
"""Maximum number of words of a name; a longer one includes an office."""


@dataclass(frozen=True, slots=True)
class PlannedVoice:
    """A speaker, by the fullest known name, and their claims."""

    speaker: str
    claims: tuple[Claim, ...]


def voices(corpus: Corpus, used: Sequence[int], ranked: Sequence[int]) -> Iterator[PlannedVoice]:
    """Yield what the most frequent speakers say, as far as the briefing does not have it yet."""
    files = {corpus.evidence[row].file for row in ranked}
    quoted = [
        row
        for row, piece in enumerate(corpus.evidence)
        if piece.file in files and len(piece.sentence.text.split()) >= SHORTEST and is_unattributed_quotation(piece.sentence)
    ]
    names_within = _names_within_sentences(corpus)
    spoken = [row for row in (*ranked, *quoted) if _is_uttered(corpus.evidence[row].sentence, names_within)][:SOUGHT]
    by_speaker: dict[str, list[int]] = defaultdict(list)
    full = _full_names([speaker for piece in corpus.evidence if (speaker := piece.sentence.speech.speaker)])
    for row in further(corpus, used, spoken, len(spoken)):
        by_speaker[full[str(corpus.evidence[row].sentence.speech.speaker)]].append(row)
    for speaker, rows in sorted(by_speaker.items(), key=lambda entry: -len(entry[1]))[:VOICES]:
        yield PlannedVoice(speaker, tuple(group.of_row(corpus, row) for row in rows[:BY_VOICE]))


def _is_uttered(sentence: Sentence, names_within: Set[str]) -> bool:
    """Whether a named person says a sentence, with a verb that only people take or in quotation marks."""
    speaker = sentence.speech.speaker
    if speaker is None or not names.may_open_with_name(speaker.split()[0]) or not names_within & set(speaker.split()):
        return False
    if CONCEDING.match(sentence.text):
        return False
    outside = quotations.mask(sentence.text)
    last = speaker.split()[-1]
    if re.search(rf"\b{re.escape(last)}['’]", outside) and not re.search(rf"\b{re.escape(last)}\b(?!['’])", outside):
        return False  # "Acme's figures say ..."
    return is_unattributed_quotation(sentence) or any(_utters(*pair) for pair in pairwise(["", *names.tokens(outside)]))


def _utters(before: str, word: str) -> bool:
    """Whether a word is a verb of utterance; a participle is one only after a comma or a quotation ("..., adding that")."""
    return word.lower() in UTTERING and (not word.endswith("ing") or before in (",", "\1"))


def _names_within_sentences(corpus: Corpus) -> Set[str]:
    """Return the capitalised words that appear other than at the start of a sentence."""
    return {word for piece in corpus.evidence for word in names.tokens(piece.sentence.text)[1:] if names.is_name_word(word)}


def _full_names(speakers: Sequence[str]) -> dict[str, str]:
    """Map each name to the fullest name of the same person; a short name that could be two people's stays as it is.

    >>> _full_names(["Ruiz", "Ana Ruiz", "Lee"])
    {'Ruiz': 'Ana Ruiz', 'Ana Ruiz': 'Ana Ruiz', 'Lee': 'Lee'}
    """
    known = list(dict.fromkeys(speakers))
    having: dict[str, list[str]] = defaultdict(list)
    for name in known:
        for word in set(name.lower().split()):
            having[word].append(name)
    full = {}
    for name in known:
        near = dict.fromkeys(other for word in name.lower().split() for other in having[word])
        alike = [other for other in near if names.same(name, other)]
        longest = max(alike, key=lambda other: (len(other.split()) <= LONGEST_NAME, len(other.split()), len(other)), default=name)
        one_person = all(names.same(longest, other) for other in alike)
        full[name] = longest if one_person else name
    return full
