"""The encoding of bytes that do not say it: the one that gives the likeliest text."""

import codecs
import re
from collections.abc import Iterable, Iterator
from math import log2

from summarize.documents.readers.alphabets import ANY, ENCODINGS, WIDE, Encoding
from summarize.documents.readers.likelihood import ASCII_BITS, cost
from summarize.text.languages import probabilities

READ = 200_000
"""Bytes in which lines outside ASCII are looked for; more costs seconds and changes nothing."""
SCORED = 3_000
"""Bytes of such lines by which encodings are compared."""
ENOUGH = 64
"""Bytes outside ASCII from which on charset-normalizer is asked: it guesses badly on less."""
VOICE = 0.5
"""Bits for each byte outside ASCII that the encoding which charset-normalizer finds is given."""
NO_TEXT = 15.0
"""Bits for each character outside ASCII from which on bytes are no text in any encoding."""
DOUBT = 2
"""Characters that are added to their number, because one or two odd ones make no binary file."""
OLD_MAC = 6.0
"""Bits that an encoding of the Macintosh is given where lines end with CR alone, as they did there, and loses with CR LF."""
FEWEST_LETTERS = 10
"""ASCII letters of a file that say something of its language."""
UNLIKELY_LANGUAGE = 6.0
"""Bits that a language costs at most: a few words in ASCII are a weak sign."""


def detect(data: bytes) -> str | None:
    """The likeliest encoding of a text without a byte order mark, `None` if the bytes are no text.

    >>> detect("80 € für Jörg".encode("cp1252")), detect("Цена: 80 рублей".encode("koi8-r"))
    ('cp1252', 'koi8-r')
    """
    sample = _sample(data)
    return _likeliest(sample, _candidates(data, sample))


def detect_wide(data: bytes) -> str | None:
    """The likelier form of UTF-16 for bytes with zeros, `None` if neither gives a text."""
    return _likeliest(data[:SCORED], WIDE)


def _sample(data: bytes) -> bytes:
    """The first lines that hold more than ASCII."""
    found = bytearray()
    for line in data[:READ].splitlines(keepends=True):
        if not line.isascii():
            found += line
        if len(found) >= SCORED:
            break
    return bytes(found[:SCORED])


def _candidates(data: bytes, sample: bytes) -> Iterator[Encoding]:
    """The known encodings, and the one that charset-normalizer finds, each with the bits that it begins with."""
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
    """The encoding that charset-normalizer finds, by the name of its codec."""
    from charset_normalizer import from_bytes  # only longer files that are not UTF-8 pay for this import

    best = from_bytes(data[:READ]).best()
    return codecs.lookup(best.encoding).name if best else None


def _likeliest(sample: bytes, candidates: Iterable[Encoding]) -> str | None:
    """The encoding that gives the likeliest text, `None` if even that is none."""
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
    """Bits that each language costs, by the words in ASCII; none where these are too few."""
    plain = re.sub(rb"[A-Za-z]*[^\x00-\x7f]+[A-Za-z]*", b" ", sample).decode("ascii")
    words = re.findall("[A-Za-z]+", plain)
    if sum(map(len, words)) < FEWEST_LETTERS:
        return {}
    found = probabilities(" ".join(words))
    return {code: min(UNLIKELY_LANGUAGE, -log2(found.get(code) or 1e-9)) for code in ANY}
