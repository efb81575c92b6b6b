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
MARKS = re.compile(r"^\s{0,3}(?P<marks>>(?: ?>)*) ?")
"""The marks of quotation before a line, one for each mail within which it is quoted."""
WROTE = r"wrote|writes|said|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napisał\(a\)|пишет|написал[аи]?|писав|пише"
SAID_BEFORE = re.compile(rf"^.{{3,120}}(?:{WROTE}):\s*$|^\S.{{0,100}}写道[：:]\s*$", re.IGNORECASE)
OPENING = re.compile(
    r"^\s*(?:On|Am|Le|El|Il|Op|Em|Den|W dniu|В|У|Вт|Пн|Ср|Чт|Пт|Сб|Вс)\b.{4,200}(?:" + WROTE + r")\b.{0,60}:\s*$",
    re.IGNORECASE,
)
"""The introduction of a quotation, on one line or wrapped: "On 3 May 2021, Ana Reis wrote:"."""
WRITER = re.compile(rf"[\d,>] *(?P<writer>[^\W\d][^,<>\d]{{1,60}}?) *(?:<[^<>]*>)? *(?:{WROTE})\s*:\s*$", re.IGNORECASE)
"""Who wrote, behind the time of an introduction."""
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

    What is quoted is said by whom its introduction names, and the marks before it are hidden. What is forwarded, or quoted
    without marks, is nobody's, nor is what follows it up to the next head.
    """
    sender: str | None = None
    writer: str | None = None
    voices: dict[int, str] = {}
    in_mail = False
    for place, line in enumerate(lines):
        headed = line.block is not None and line.block.kind is BlockKind.OTHER
        marks = MARKS.match(line.text)
        body = line.text[marks.end() :] if marks else line.text
        if head := SENDER.match(line.text):
            sender = _named(line.text[head.end() :].strip()) or None if headed else None
            in_mail, voices, writer = headed, {}, None
        elif SAID_BEFORE.match(body) or OPENING.match(body):
            quotes = marks is not None or _is_marked(lines, place + 1)
            sender = sender if quotes else None
            writer = _writer(body) if quotes else None
            if in_mail and writer:
                yield replace(line, block=Block(0, BlockKind.OTHER))
                continue
        elif FORWARDED.match(body) or (QUOTED.match(line.text) and not marks):
            sender = None
        if marks and in_mail:
            depth = marks["marks"].count(">")
            if writer and body.strip():  # the first line of what the introduction names
                voices, writer = {each: name for each, name in voices.items() if each < depth} | {depth: writer}, None
            yield _unmarked(line, marks, voices.get(depth))
            continue
        block = line.block or Block(0, flows=False)
        own = sender and not marks and line.running and block.speaker is None and block.kind in OWN
        yield replace(line, block=replace(block, speaker=sender)) if own else line


def _is_marked(lines: Sequence[Line], start: int) -> bool:
    """Whether the next line that is not blank, from a place on, has a mark of quotation."""
    texts = (lines[place].text for place in range(start, len(lines)))
    return next((MARKS.match(text) is not None for text in texts if text.strip()), False)


def _unmarked(line: Line, marks: re.Match[str], speaker: str | None) -> Line:
    """Return a quoted line with its marks hidden; a blank one is between two paragraphs."""
    kind = BlockKind.PARAGRAPH if line.text[marks.end() :].strip() else BlockKind.OTHER
    visible = FILLER * marks.end() + line.visible[marks.end() :]
    return replace(line, visible=visible, block=Block(0, kind, speaker=speaker, flows=False))


def _writer(introduction: str) -> str | None:
    """Return who wrote what follows an introduction.

    >>> _writer("On Mon, 3 May 2021 at 09:12, Ana Reis <ana@lund.example> wrote:"), _writer("The list said:")
    ('Ana Reis', None)
    """
    found = WRITER.search(introduction)
    return found["writer"].strip() if found else None


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
