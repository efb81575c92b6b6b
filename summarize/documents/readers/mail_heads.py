"""Find the heads of mails within a text: who sent each, and its subject.

A head is a sender with two other fields or more. What is below it is the sender's.

    From: Ana Reis
    To: Jan Berg
    Date: 3 May 2021
    Subject: The lock

    I will repair it.    ->  said by Ana Reis, under the heading "The lock"
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.utils import parseaddr

from summarize.types.document import FILLER, Block, BlockKind, Line

QUOTED = re.compile(r"^\s{0,3}(?:>|[A-Z]{1,3}> )")
WROTE = r"wrote|writes|said|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napisał\(a\)|пишет|написал[аи]?|писав|пише"
SAID_BEFORE = re.compile(rf"^.{{3,120}}(?:{WROTE}):\s*$|^\S.{{0,100}}写道[：:]\s*$", re.IGNORECASE)
OPENING = re.compile(
    r"^\s*(?:On|Am|Le|El|Il|Op|Em|Den|W dniu|В|У|Вт|Пн|Ср|Чт|Пт|Сб|Вс)\b.{4,200}(?:" + WROTE + r")\b.{0,60}:\s*$",
    re.IGNORECASE,
)
"""The introduction of a quotation, on one line or wrapped: "On 3 May 2021, Ana Reis wrote:"."""
FORWARDED = re.compile(
    r"^\s*(?:-{2,}\s*(?:Original Message|Forwarded message|Begin forwarded message|Ursprüngliche Nachricht|Message d'origine|"
    r"Mensaje original|Исходное сообщение|Пересылаемое сообщение|原始邮件)\s*-{2,})",
    re.IGNORECASE,
)
SENDER = re.compile(r"^\W*(?:From|Von|De|Da|Van|От|Від|发件人|寄件者|من)\s*[:：]", re.IGNORECASE)
_SUBJECT = r"Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp|Тема|主题"
HEADER = re.compile(
    rf"^\W*(?:Sent|Date|To|{_SUBJECT}|Cc|Gesendet|Datum|An|Envoyé|À|Enviado|Para|Fecha|Inviato|A|Verzonden|Aan|"
    r"Отправлено|Дата|Кому|发送时间|日期|收件人)\s*[:：]",
    re.IGNORECASE,
)
"""What follows the sender in the head of a mail."""
SUBJECT = re.compile(rf"^\W*(?:{_SUBJECT})\s*[:：]\s*(?:(?:Re|Fwd?|AW|WG)\s*:\s*)*", re.IGNORECASE)
CONTINUED = re.compile(r"[ \t]+\S")
"""A further line of a field of a head, such as the third of many recipients."""
FEWEST = 2
"""Lines of a head after that of the sender, one of them the subject if there is no address: else it may be a timetable."""
OWN = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})
"""Kinds of blocks that a sender says."""
LEVEL = 5
"""The level of a subject as a heading: it is above the headings within a mail, and below those of a text around it."""


def mails(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of a text with the heads of mails apart from it: subjects are headings, the rest is no running text."""
    found = list(lines)
    for start, line in enumerate(lines):
        if line.block is not None or not SENDER.match(line.text):
            continue
        end = start + 1
        while end < len(lines) and (HEADER.match(lines[end].text) or CONTINUED.match(lines[end].text)):
            end += 1
        head = lines[start:end]
        fields = sum(HEADER.match(each.text) is not None for each in head)
        if fields >= FEWEST and ("@" in line.text or any(SUBJECT.match(each.text) for each in head)):
            found[start:end] = [_of_head(each) for each in head]
    return tuple(found)


def said_by_senders(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a text with heads of mails; the sender of each is the speaker of what is below its head.

    What is quoted or forwarded below it is not theirs, nor is what follows that up to the next head.
    """
    sender: str | None = None
    for line in lines:
        headed = line.block is not None and line.block.kind is BlockKind.OTHER
        if head := SENDER.match(line.text):
            sender = _named(line.text[head.end() :].strip()) or None if headed else None
        elif any(sign.match(line.text) for sign in (QUOTED, SAID_BEFORE, OPENING, FORWARDED)):
            sender = None
        block = line.block or Block(0, flows=False)
        own = sender and line.running and block.speaker is None and block.kind in OWN
        yield replace(line, block=replace(block, speaker=sender)) if own else line


def _named(sender: str) -> str:
    """Return the name of a sender, without the address if there is a name.

    >>> _named('"Reis, Ana" <ana@lund.example>'), _named("Ana Reis"), _named("<ana@lund.example>")
    ('Reis, Ana', 'Ana Reis', 'ana@lund.example')
    """
    name, address = parseaddr(sender) if "<" in sender else (sender, "")
    return name or address


def _of_head(line: Line) -> Line:
    subject = SUBJECT.match(line.text)
    if subject is None or subject.end() == len(line.text.rstrip()):
        return replace(line, block=Block(0, BlockKind.OTHER))
    hidden = subject.end()
    return replace(line, visible=FILLER * hidden + line.visible[hidden:], block=Block(0, BlockKind.HEADING, level=LEVEL))
