"""The program's own words in a briefing, the same in every format."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from summarize.briefing.document import Body, Briefing, SourceNote
from summarize.citations import own_words, syntax
from summarize.documents.not_read import counted, grouped
from summarize.text.dates import Period, day
from summarize.types.answer import AnswerSentence, Kind
from summarize.types.document import Unread

NOT_READ = "Not read, and so not in this briefing:"
NAMED = 3
"""Maximum number of files of a kind that the list of what was not read names."""
UNANSWERED, SOURCES, MADE = "What the sources do not say", "Sources", "How this briefing was made"
NO_ANSWER = "The sources do not answer this. The nearest lines:"
EVERY = "Every sentence above was checked against the lines it cites; none is the model's alone."
KINDS = {
    Kind.WRITTEN: "written by the model",
    Kind.REWORDED: "written by the model in other words, which a second model accepts",
    Kind.TIGHTENED: "shortened along a pattern of the source's words",
    Kind.QUOTED: "quoted",
}
QUOTED = re.compile(r"“[^”]*”")
STEPS = {"index": "indexing", "plan": "planning", "write": "writing", "verify": "checking"}


def scope(briefing: Briefing) -> str:
    """Say how many sources a briefing has, and from when: "7 sources, 6 independent origins, 30 to 31 December 2022"."""
    return own_words.scope(len(briefing.sources), briefing.origins, Period(*briefing.dates) if briefing.dates else None)


def every(body: Body) -> str:
    """Say that every sentence was checked, and how many a person has changed so that they do not follow any more."""
    verdicts = [statement.edited for statement in body.statements if statement.edited]
    if not verdicts:
        return EVERY
    failed = sum(verdict != "supported" for verdict in verdicts)
    counted = f"{len(verdicts)} {'was' if len(verdicts) == 1 else 'were'} edited by a person"
    return f"Every sentence above was checked against the lines it cites. {counted}; {failed or 'none'} does not follow."


def partial(body: Body) -> str:
    """Say that a briefing is unfinished, and why; empty if it is finished."""
    return own_words.partial(body.partial)


def said(statement: AnswerSentence) -> str:
    """Say whether words are quoted or reported, and by whom: "quotation, reported by CCTV"."""
    return own_words.reported(statement.channel, direct=statement.direct)


def grounds(statement: AnswerSentence) -> str:
    """Say what a statement rests on: "in other words; 3 files, 1 origin"; empty if it is one file, in the words of its lines."""
    files = len({citation.file for citation in statement.citations})
    return own_words.grounds(files, statement.origins, reworded=statement.kind is Kind.REWORDED)


def edited(statement: AnswerSentence) -> str:
    """Say that a person has changed a statement, and whether it still follows from its lines; empty if nobody has."""
    if not statement.edited:
        return ""
    return "edited" if statement.edited == "supported" else "edited; does not follow from its lines"


def elsewhere(headings: tuple[str, ...]) -> str:
    """Name the other headings that have statements by a speaker."""
    return own_words.ALSO_UNDER + "; ".join(headings)


def lines(source: SourceNote) -> str:
    """List the cited lines of a source: "5, 7, 9-11", "p3:14"."""
    runs: list[list[int]] = []
    for number in source.lines:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(source.places.shown(run[0], run[-1]) for run in runs) or "none"


def not_read(unread: Iterable[Unread]) -> list[str]:
    """List what was found and not read, a line for each kind.

    >>> not_read([Unread("a.pptx", "", ".pptx", "save as .pdf"), Unread("b.pptx", "", ".pptx", "save as .pdf")])
    ['2 .pptx (save as .pdf): a.pptx, b.pptx']
    """
    return [f"{counted(files)}: {_files(files)}" for files in grouped(unread)]


def _files(unread: Sequence[Unread]) -> str:
    more = f" and {len(unread) - NAMED} more" if len(unread) > NAMED else ""
    return ", ".join(syntax.file_name(one.file) for one in unread[:NAMED]) + more


def written(source: SourceNote) -> str:
    """Return the day on which a source was written, or "not given"."""
    return str(day(source.metadata.written)) if source.metadata.written else "not given"


def making(briefing: Briefing) -> list[str]:
    """List how a briefing was made, a line for each fact."""
    made = briefing.making
    lines = [f"Program: summarize {made.version}"]
    lines += [f"{role.capitalize()}: {name}, SHA-256 {digest}" for role, name, digest in made.models]
    kinds_used = Counter(statement.kind for statement in briefing.body.statements)
    shown = (kind for kind in KINDS if kinds_used[kind] or kind is not Kind.REWORDED)
    kinds = "; ".join(f"{kinds_used[kind]} {KINDS[kind]}" for kind in shown)
    lines.append(f"Statements: {kinds_used.total()}, of these {kinds}")
    drafts, dropped = len(briefing.body.rejected), briefing.body.dropped
    lines.append(f"Drafts that did not hold against their lines: {drafts}; claims dropped: {dropped}")
    lines.append(
        "Seconds: " + ", ".join(f"{wording} {made.seconds[step]:.1f}" for step, wording in STEPS.items() if step in made.seconds)
    )
    return lines


def reasons(body: Body) -> list[tuple[str, int]]:
    """Count why drafts were rejected, the most frequent reason first; the quoted words are left out."""
    return Counter(QUOTED.sub("“…”", rejected.reason) for rejected in body.rejected).most_common()
