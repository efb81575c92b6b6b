"""A claim -> a sentence, by the ladder: write, check, write again from a given beginning, quote, drop.

The model sees one sentence of evidence and the instructions, nothing else. What it writes is repaired where the program
knows better (quotation marks that it forgot), checked against the evidence, and shown only if the check holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarize import prompting, quotations
from summarize.generation import SLOT, Writer
from summarize.lexicon import LOADED
from summarize.speech import CONNECTIVES, is_unattributed_quotation, resolved
from summarize.types import Claim, Kind, Rejected, Sentence
from summarize.verification import SOURCE_SPEAKS, verify

MARKS = "“”\""
BEGINNINGS = (0, 3, 8)
"""Words of the source that the model's sentence is made to begin with, one attempt each."""


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence that its evidence supports."""

    text: str
    kind: Kind
    support: float


def write(claim: Claim, writer: Writer) -> tuple[Written | None, tuple[Rejected, ...]]:
    """One sentence for a claim, `None` if none holds; and what was rejected on the way."""
    source = claim.best.sentence
    rejected: list[Rejected] = []
    attempts = [] if is_unattributed_quotation(source) else _attempts(source, writer)
    for text in attempts:
        verdict = verify(text, source)
        if verdict.supported:
            return Written(text, Kind.WRITTEN, verdict.support), tuple(rejected)
        rejected.append(Rejected(text, verdict.reason))
    text = quotation(source)
    verdict = verify(text, source)
    if verdict.supported:
        return Written(text, Kind.QUOTED, verdict.support), tuple(rejected)
    return None, (*rejected, Rejected(text, verdict.reason))


def _attempts(source: Sentence, writer: Writer) -> Iterator[str]:
    """What the model writes, freely first, then held to the source's first words; the same text only once."""
    text = neutral(resolved(source))
    beginning = text.split()
    messages = prompting.fill(prompting.load("write"), sentence=SLOT)
    seen = set()
    for count in BEGINNINGS:
        if count < len(beginning):
            written = writer.complete(messages, text, start=" ".join(beginning[:count]))
            repaired = restore_quotations(written, source.text)
            if repaired not in seen:
                seen.add(repaired)
                yield repaired


def neutral(text: str) -> str:
    """A sentence without its leading connective and without judging words in front of a noun, outside quotations.

    >>> neutral("But the brutal winter did not end.")
    'The winter did not end.'
    """
    text = CONNECTIVES.sub("", text)
    outside = quotations.mask(text)
    for match in reversed(list(re.finditer(r"(?<=\w )([a-z]+) (?=[a-z])", outside))):
        if match[1] in LOADED:
            text = text[: match.start()] + text[match.end() :]
    return text[:1].upper() + text[1:]


def restore_quotations(text: str, source: str) -> str:
    """Put back the quotation marks that a rewriting dropped around words it kept.

    >>> restore_quotations("He called it fair play.", "He called it “fair play” twice.")
    'He called it “fair play”.'
    """
    for quote in quotations.quoted(source):
        words = quote.strip(" .,")
        if words and words in text and words not in " ".join(quotations.quoted(text)):
            text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", f"“{words}”", text, count=1)
    return text


def quotation(source: Sentence) -> str:
    """The source's own words, with who says them: of the speaker if the sentence is direct speech, else of the document."""
    spoken = _spoken(source)
    if spoken and source.speech.speaker:
        channel = f", according to {source.speech.channel}" if source.speech.channel else ""
        return f"{source.speech.speaker} said{channel}: “{spoken}”"
    return f"{SOURCE_SPEAKS} states: “{_inner(source.text.strip(MARKS))}”"


def _spoken(source: Sentence) -> str:
    """The quoted words of a sentence that is one quotation and an attribution; empty for other sentences."""
    if is_unattributed_quotation(source):
        return _inner(source.text.strip(MARKS + " "))
    quotes = quotations.quoted(source.text)
    if len(quotes) == 1 and source.speech.direct and quotes[0][:1].isupper() and len(quotes[0]) > len(source.text) / 2:
        return _inner(quotes[0].strip().rstrip(","))
    return ""


def _inner(text: str) -> str:
    """Text as it stands within quotation marks: its own marks become single ones.

    >>> _inner("a “b” c")
    'a ‘b’ c'
    """
    single = re.sub(r"[“„«]", "‘", re.sub(r"[”»]", "’", text))
    return re.sub(r'"([^"]*)"', r"‘\1’", single).replace('"', "’")
