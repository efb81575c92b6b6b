"""Detect the encoding of bytes that do not declare it: the one that gives the likeliest text."""

import codecs
import re
from collections.abc import Iterable, Iterator
from math import log2

from summarize.documents.readers.alphabets import ANY, ENCODINGS, WIDE, Encoding
from summarize.documents.readers.likelihood import ASCII_BITS, cost
from summarize.text.languages import probabilities

READ = 200_000
"""Bytes that are searched for lines with non-ASCII characters; more would take seconds and change nothing."""
SCORED = 3_000
"""Bytes of such lines that are used to compare encodings."""
ENOUGH = 64
"""Minimum number of non-ASCII bytes for which charset-normalizer is used: it guesses badly on fewer."""
VOICE = 0.5
"""Bonus in bits per non-ASCII byte for the encoding that charset-normalizer finds."""
NO_TEXT = 15.0
"""Bits per non-ASCII character. If even the best encoding costs as much, the bytes are not text."""
DOUBT = 2
"""Characters added to the number of non-ASCII ones, because one or two odd characters do not make a file binary."""
OLD_MAC = 6.0
"""Bonus in bits for Macintosh encodings if lines end with CR alone, as on old Macs, and penalty if they end with CR LF."""
FEWEST_LETTERS = 10
"""Minimum number of ASCII letters from which its language is guessed."""
UNLIKELY_LANGUAGE = 6.0
"""Largest cost of a language in bits: a few words in ASCII are a weak sign."""


def detect(data: bytes) -> str | None:
    """Return the likeliest encoding of a text without a byte order mark; None if the bytes are not text.

    >>> detect("80 € für Jörg".encode("cp1252")), detect("Цена: 80 рублей".encode("koi8-r"))
    ('cp1252', 'koi8-r')
    """
    sample = _sample(data)
    return _likeliest(sample, _candidates(data, sample))


def detect_wide(data: bytes) -> str | None:
    """Return the likelier form of UTF-16 for bytes with zeros; None if neither gives text."""
    return _likeliest(data[:SCORED], WIDE)


def _sample(data: bytes) -> bytes:
    """Return the first lines with non-ASCII characters, `SCORED` bytes at most."""
    found = bytearray()
    for line in data[:READ].splitlines(keepends=True):
        if not line.isascii():
            found += line
        if len(found) >= SCORED:
            break
    return bytes(found[:SCORED])


def _candidates(data: bytes, sample: bytes) -> Iterator[Encoding]:
    """Yield the known encodings and the one that charset-normalizer finds, each with its initial cost in bits."""
    outside = len(sample.translate(None, bytes(range(128))))
    voice = _voice(data) if outside >= ENOUGH else None
    mac = (OLD_MAC if b"\n" not in data else -OLD_MAC) if b"\r" in data else 0
    for known in ENCODINGS:
        given = VOICE * outside if codecs.lookup(known.codec).name == voice else 0
        given += mac if known.codec.startswith("mac-") else 0
        yield Encoding(known.codec, known.languages, known.bits - given)
    if voice and voice not in {codecs.lookup(known.codec).name for known in ENCODINGS}:
        yield Encoding(voice, ANY, 0)


def _voice(data: bytes) -> str | None:
    """Return the codec name of the encoding that charset-normalizer finds; None if it finds none."""
    from charset_normalizer import from_bytes  # only longer files that are not UTF-8 pay for this import

    best = from_bytes(data[:READ]).best()
    return codecs.lookup(best.encoding).name if best else None


def _likeliest(sample: bytes, candidates: Iterable[Encoding]) -> str | None:
    """Return the encoding that gives the likeliest text; None if even that is not text."""
    spoken, costs = _spoken(sample), []
    for candidate in candidates:
        text = codecs.getincrementaldecoder(candidate.codec)("replace").decode(sample)
        bits = cost(text, candidate, spoken)
        outside = sum(not char.isascii() for char in text)
        own = bits - candidate.bits - ASCII_BITS * (len(text) - outside)
        costs.append((bits, candidate.codec, own / (outside + DOUBT)))
    _, codec, mean = min(costs)
    return codec if mean < NO_TEXT else None


def _spoken(sample: bytes) -> dict[str, float]:
    """Return the cost of each language in bits, by the words in ASCII; empty if there are too few."""
    plain = re.sub(rb"[A-Za-z]*[^\x00-\x7f]+[A-Za-z]*", b" ", sample).decode("ascii")
    words = re.findall("[A-Za-z]+", plain)
    if sum(map(len, words)) < FEWEST_LETTERS:
        return {}
    found = probabilities(" ".join(words))
    return {code: min(UNLIKELY_LANGUAGE, -log2(found.get(code) or 1e-9)) for code in ANY}
