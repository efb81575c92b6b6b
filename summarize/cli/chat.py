"""The command `summarize chat`: a prompt that stays open, with a few commands of its own that begin with a colon."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarize.cli import progress
from summarize.cli.options import (
    FORMATS,
    Where,
    explain_option,
    length_options,
    limits_options,
    sources_argument,
    writing_options,
)
from summarize.cli.run import answering, check_writable, console, status, write
from summarize.errors import InputError, NoQuestionError, SummarizeError
from summarize.text.escaping import on_one_line, shown

if TYPE_CHECKING:
    from summarize.app.chat import Chat
    from summarize.app.library import Documents
    from summarize.rendering.contract import Citation, Sentence

PROMPT = "? "
NO_QUESTION = 'Happy to look something up: ask about the documents, for instance "what did the minister say on trade".'
HELP = """\
Ask a question; a follow-up may refer to the one before it ("and on Taiwan?", "what did he say about trade?").
  :open N       show citation number N with the lines around it
  :save FILE    write all answers as a briefing: .md, .html, .docx or .json
  :history      list the questions so far
  :only         answer only from the files of the last answer
  :all          answer from all sources again
  :help         show this
  :quit         leave (or Ctrl-D)"""


class Talk:
    """A conversation, and the number of each place that it cites, from 1; a place keeps its number."""

    def __init__(self, docs: "Documents", chat: "Chat") -> None:
        self.docs = docs
        self.chat = chat
        self.places: list[Citation] = []

    def numbers(self, sentence: "Sentence") -> tuple[int, ...]:
        """Return the number of each citation of a sentence."""
        known = [str(place) for place in self.places]
        for place in sentence.citations:
            if str(place) not in known:
                known.append(str(place))
                self.places.append(place)
        return tuple(known.index(str(place)) + 1 for place in sentence.citations)


@click.command()
@sources_argument
@length_options
@explain_option
@limits_options
@writing_options
def chat(sources: tuple[Path, ...], *, sentences: int, explain: bool, where: Where) -> None:
    """Ask questions about SOURCE (files or folders) one after the other; the models stay loaded in between.

    Type :help at the prompt for its commands. Questions can also come from a file or a pipe, one a line.
    Exit status: 0 at the end, 2 an error at the start, or a file could not be read.

    \b
    Example:
      summarize chat articles/
      ? what did Xi say on Ukraine
      ? and on Taiwan?
      ? :open 1
      ? :save briefing.md
    """
    with answering(sources, where) as docs, console(lambda sentence: _print(sentence, talk)) as console_:
        docs.load(progress=console_)
        talk = Talk(docs, docs.chat(sentences=sentences, progress=console_))
        for line in _typed():
            if line in {":quit", ":q"}:
                break
            try:
                _answer(line, talk, explain=explain)
            except NoQuestionError:
                click.echo(NO_QUESTION, err=True)
            except SummarizeError as error:
                click.echo(f"Error: {on_one_line(str(error))}", err=True)
            except KeyboardInterrupt:
                progress.forget_interruption()
                click.echo("interrupted", err=True)
    sys.exit(status(console_, answered=True))


def _typed() -> Iterator[str]:
    """Yield the lines that the user types, without blank ones; Ctrl-C drops a line, Ctrl-D ends."""
    terminal = sys.stdin.isatty()
    if terminal:
        with contextlib.suppress(ImportError):  # some Pythons lack it
            import_module("readline")  # its import alone gives input() line editing and history
        click.echo("Ask a question; :help shows what else there is.", err=True)
    while True:
        try:
            line = input(PROMPT) if terminal else sys.stdin.readline()
        except EOFError:
            click.echo()
            return
        except KeyboardInterrupt:
            progress.forget_interruption()
            click.echo()
            continue
        if not terminal and not line:
            return
        if line.strip():
            yield line.strip()


def _answer(line: str, talk: "Talk", *, explain: bool) -> None:
    if not line.startswith(":"):
        _ask(line, talk, explain=explain)
        return
    word, _, rest = line.partition(" ")
    actions: dict[str, Callable[[str, Talk], None]] = {
        ":open": _open,
        ":save": _save,
        ":history": _history,
        ":only": _only,
        ":all": _all,
        ":help": _help,
    }
    if word not in actions:
        raise InputError(f"{word}: no such command; :help shows what there is")
    actions[word](rest.strip(), talk)


def _ask(text: str, talk: "Talk", *, explain: bool) -> None:
    found = talk.chat.ask(text)
    if ending := found.ending(sources=False):
        click.echo(ending + "\n")
    if explain:
        click.echo(found.explanation() + "\n", err=True)


def _print(sentence: "Sentence", talk: "Talk") -> None:
    from summarize.rendering.answer import text as rendering

    click.echo(rendering.numbered(sentence, talk.numbers(sentence)) + "\n")


def _open(which: str, talk: "Talk") -> None:
    if not which.isdigit() or not 1 <= int(which) <= len(talk.places):
        count = len(talk.places)
        raise InputError(f":open takes the number of a cited place, 1 to {count}" if count else "nothing is cited yet; ask first")
    place = talk.places[int(which) - 1]
    try:
        click.echo(talk.docs.lines(place).to_text() + "\n")
    except InputError as error:  # the file was changed or removed; what was cited is known
        click.echo(f"{on_one_line(str(error))}; it was cited as:\n{shown(place.text)}\n")


def _save(name: str, talk: "Talk") -> None:
    path = Path(name)
    format_ = path.suffix.lower().lstrip(".")
    if format_ not in FORMATS:
        raise InputError(f":save takes a file that ends in {', '.join(f'.{known}' for known in FORMATS)}, as in :save a.md")
    check_writable(path)
    write(talk.chat.briefing("Questions and answers").render(format_), path)
    click.echo(f"{len(talk.chat.answers)} questions saved to {path}\n", err=True)


def _history(_: str, talk: "Talk") -> None:
    for number, found in enumerate(talk.chat.answers, start=1):
        click.echo(f"{number}. {found.question}{'' if found.answered else ' (not answered)'}")


def _only(_: str, talk: "Talk") -> None:
    click.echo(f"Answering from {', '.join(sorted(talk.chat.keep_to_cited()))}; :all takes all sources again\n", err=True)


def _all(_: str, talk: "Talk") -> None:
    talk.chat.use_all()
    click.echo("Answering from all sources\n", err=True)


def _help(_: str, __: "Talk") -> None:
    click.echo(HELP + "\n", err=True)
