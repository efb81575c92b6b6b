"""Find and fill the files of ``prompts/``: plain text, one file a task, a ``[role]`` line before each message."""

import re
from dataclasses import dataclass
from functools import cache
from string import Template

from summarize.errors import InputError
from summarize.settings import prompts_folder

ROLE = re.compile(r"^\[(system|user|assistant)\]\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    role: str
    content: str


@cache
def load(name: str) -> tuple[Message, ...]:
    """Load the messages of a prompt file, with its ``$fields`` unfilled.

    Raises:
        InputError: there is no such prompt, or it has no ``[role]`` lines.
    """
    path = prompts_folder() / f"{name}.txt"
    try:
        parts = ROLE.split(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot read the prompt ({error.strerror}); reinstall the program") from error
    if len(parts) < 3:
        raise InputError(f"{path}: no [system], [user] or [assistant] line")
    return tuple(Message(role, content.strip()) for role, content in zip(parts[1::2], parts[2::2], strict=True))


def fill(messages: tuple[Message, ...], **fields: str) -> tuple[Message, ...]:
    """Replace every ``$field`` in some messages.

    Raises:
        InputError: a field of the prompt has no value.

    >>> fill((Message("user", "Shorten: $text"),), text="A.")
    (Message(role='user', content='Shorten: A.'),)
    """
    try:
        return tuple(Message(m.role, Template(m.content).substitute(fields)) for m in messages)
    except KeyError as error:
        raise InputError(f"the prompt wants a value for ${error.args[0]}") from error
