"""Recognise page furniture: what is on a page besides its text and must never be evidence.

Credits, time stamps, prompts to click and share, comment forms, captions and headlines are recognised by wording and shape.
A block is one paragraph, or one line outside any paragraph.
"""

import re

from summarize.text.names import TITLES_CUT_SHORT
from summarize.text.punctuation import TERMINAL

BULLET = re.compile(r"^\s*(?:[-*+•▪‣◦·–—✓✔☑►▶■●]\s*|\(?\d{1,2}[.)]\s+|[a-z]\)\s+)")
TITLE_WORDS = 20
"""A block of fewer words without an end mark is a headline, a caption or a link."""
BULLET_WORDS = 4
END_WITHIN = re.compile(
    rf"\b(?!(?:{TITLES_CUT_SHORT}|Inc|Ltd|Corp|Bros)\.)[^\W\d_]{{3,30}}[.!?…][\"'”’»)\]]{{0,3}}\s+(?=[\"'“‘«(—–―-]{{0,3}}\s?[^\W\d_a-z])"
)
"""The end of a sentence within a block, before the beginning of another."""

_PROMPTS = r"""
(?:read|see|learn|show|view|find\ out|load|watch)\ (?:more|also|next|all|full\ (?:story|article))\b
| keep\ reading | continue\ reading | also\ read | you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested)
| (?:share|like|save|print|tweet|pin|email|e-mail|bookmark|copy)\ (?:this|if|on|via|to|with|link|article|it|by)\b
| (?:click|tap|swipe|scroll)\ (?:here|to|for|on)\b
| (?:sign|log)\ (?:up|in)\b | subscribe\b | register\ (?:now|for|to)\b | join\ (?:us|our|the\ conversation)\b
| follow\ (?:us|our|@|\w+\ on\ (?:twitter|facebook|x|instagram|telegram))
| (?:get|receive)\ (?:the\ latest|our|daily|breaking|email|e-mail|alerts)
| download\ (?:our|the)\ app | skip\ to\ (?:main\ )?content | back\ to\ top | (?:next|previous)\ (?:article|post|page|story)\b
| leave\ a\ (?:reply|comment) | (?:post|add|write)\ (?:a\ )?comment | \d*\ ?comments?\ *(?:\(\d+\))?$
| be\ the\ first\ to\ comment
| your\ e-?mail\ address | required\ fields | save\ my\ name,?\ e-?mail | notify\ me\ of
| (?:related|recommended|popular|trending|more)\ (?:articles?|stories|posts?|news|topics?|content|coverage|from|on|in|links)\b
| most\ (?:read|viewed|popular|shared) | editor'?s?\ (?:picks?|choice) | list\ of\ \d+\ items?
| (?:all|latest|breaking|top|more)\ (?:news|stories|headlines)\b | filter\ by\b | sort\ by\b | tags?:
| topics?: | categor(?:y|ies):
| (?:(?:start|end)\ of\ )?advertisement\b | sponsored\b | promoted\b | paid\ (?:content|post)
| (?:we|this\ (?:web)?site)\ uses?\ cookies | accept\ (?:all\ )?cookies | cookie\ (?:policy|settings)
| privacy\ policy | terms\ (?:of|and)\ (?:use|service|conditions) | all\ rights\ reserved
| (?:copyright\b|©|\(c\))\ *
| (?:photo|image|picture|video|graphic|illustration|credit|caption|source|file\ photo|pic)s?\ *[:/(]
| (?:video|photos?|gallery|audio|podcast|live|share|menu|search|home|listen|print|comments?|watch)$
| (?:updated?|published|posted|modified|last\ updated?|created|issued)\ *(?:on|at|:|\|)
| by\ [a-z.'’\-]+(?:\ [a-z.'’\-]+){0,3}$ | \d+\ min(?:ute)?s?\ read | reading\ time
| \(?(?:with|additional)\ (?:input|reporting|files|contributions?|agency)\b
| \(?(?:reporting|editing|writing|translated|edited|compiled)\ by\b
| this\ (?:article|story|post|report)\ (?:was|is|has\ been|first|originally)\b | (?:the\ )?views?\ expressed\b
"""
PROMPT = re.compile(rf"^[\W_]*(?:{_PROMPTS})", re.IGNORECASE | re.VERBOSE)
CREDIT = re.compile(
    r"(?:^|\s|[-–—|/(])(?:(?:Reuters|AP|AFP|EPA|Getty(?: Images)?|Xinhua|TASS|file|stock|handout)\s+(?:photo|image|picture)s?"
    r"|Getty Images|(?:Photo|Image|Picture)s?(?: credit)?\s*(?:by|:)\s.*)\W*$"
    r"|/\s?[A-Z][\w ]{1,30}$|\((?:L|R|C|left|right|centre|center)\)",
)
STAMP = re.compile(
    r"^[\W_]*(?:updated?|published|posted)?\W*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
    r"(?:\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?"
    r"|(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*\d{1,2}?,?\s+\d{4}|\d{4}-\d\d-\d\d)"
    r"[\s|,\d:apmAPMzZT+]*(?:[A-Z]{2,4})?\W*$",
    re.IGNORECASE,
)
DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]+)*(?:, [A-Z][\w.]+)?|[A-Z]\w+)"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})?)?\.?"
    r"\s*(?:\((?P<agency>[A-Z][\w ./]{1,30})\)\s*[-–—:.]+|/(?P<between>[A-Z]\w+)/\.?\s*(?:[-–—]+)?)\s*"
)

ABSTRACT_LABELS = """AIM AIMS BACKGROUND CONCLUSION CONCLUSIONS CONTEXT DESIGN DISCUSSION FINDINGS IMPORTANCE INTERPRETATION
    INTRODUCTION METHOD METHODS OBJECTIVE OBJECTIVES PARTICIPANTS PATIENTS PURPOSE RESULTS SETTING""".split()
"""The most frequent words of the labels of structured abstracts in PubMed (National Library of Medicine)."""
_LABEL = rf"(?:{'|'.join(ABSTRACT_LABELS)})"
LABEL = re.compile(rf"{_LABEL}(?:(?:,? AND|,|/| &) ?{_LABEL})*:? (?=[A-Z\d])(?!To )")
"""A label of a structured abstract before its first sentence; "OBJECTIVE To find ..." is no sentence without it."""


def is_furniture(block: str) -> bool:
    """Whether a block is page furniture by its wording.

    >>> [is_furniture(b) for b in ("READ MORE", "01:37", "The mayor (R) waves. /Agency", "The mayor read more books.")]
    [True, True, True, False]
    """
    block = " ".join(block.split())
    if not re.search(r"\w", block) or STAMP.match(block) or CREDIT.search(block):
        return True
    if block.startswith("(") and block.endswith(")") and len(block.split()) <= 8:
        return True
    return bool(PROMPT.match(block)) and (len(block.split()) <= 12 or not TERMINAL.search(block))


def is_title(block: str) -> bool:
    """Whether a block has the shape of a headline, caption or link: short, and without an end mark.

    >>> [is_title(b) for b in ("Mayor opens bridge", "The mayor opened it.", "- turnover rose by 4%")]
    [True, False, False]
    >>> is_title("It opened in May. The mayor said:"), is_title("Gov. Smith opens bridge")
    (False, True)
    """
    block = block.strip()
    if TERMINAL.search(block) or END_WITHIN.search(block):
        return False
    words = len(block.split())
    return words < (BULLET_WORDS if BULLET.match(block) else TITLE_WORDS)


def lead_length(text: str) -> int:
    """Return the number of leading characters that are a bullet, a check mark, a dateline or a label, not the sentence.

    >>> lead_length("LISBON, May 3. /NEWS/. The harbour is open."), lead_length("RESULTS Sleep improved.")
    (23, 8)
    """
    start = len(match[0]) if (match := BULLET.match(text)) else 0
    lead = DATELINE.match(text[start:]) or LABEL.match(text[start:])
    return start + (len(lead[0]) if lead else 0)
