"""Answers about a folder of documents, each sentence with its file and line.

    import summarize

    with summarize.open("articles/") as docs:
        print(docs.ask("what did Xi say on Ukraine"))

Each name is loaded when it is first used, so that the command line answers at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from summarize.version import __version__ as __version__

if TYPE_CHECKING:
    from summarize.app.brief import Updated as Updated
    from summarize.app.chat import Chat as Chat
    from summarize.app.library import Documents as Documents
    from summarize.app.opening import open as open  # noqa: A004 - the library's own `open`
    from summarize.app.progress import Progress as Progress
    from summarize.app.progress import Stage as Stage
    from summarize.app.results import Answer as Answer
    from summarize.app.results import Briefing as Briefing
    from summarize.app.results import Excerpt as Excerpt
    from summarize.app.results import Outlines as Outlines
    from summarize.app.results import Passages as Passages
    from summarize.app.results import Verification as Verification
    from summarize.app.stored import forget as forget
    from summarize.app.stored import stored as stored
    from summarize.errors import InputError as InputError
    from summarize.errors import ModelError as ModelError
    from summarize.errors import ReadError as ReadError
    from summarize.errors import StoreError as StoreError
    from summarize.errors import SummarizeError as SummarizeError
    from summarize.rendering.contract import Citation as Citation
    from summarize.rendering.contract import Passage as Passage
    from summarize.rendering.contract import Sentence as Sentence
    from summarize.rendering.listings import Indexed as Indexed
    from summarize.rendering.listings import Sources as Sources
    from summarize.rendering.listings import Stored as Stored

_WHERE = {  # the module of each public name
    "summarize.app.brief": ("Updated",),
    "summarize.app.chat": ("Chat",),
    "summarize.app.library": ("Documents",),
    "summarize.app.opening": ("open",),
    "summarize.app.progress": ("Progress", "Stage"),
    "summarize.app.results": ("Answer", "Briefing", "Excerpt", "Outlines", "Passages", "Verification"),
    "summarize.app.stored": ("forget", "stored"),
    "summarize.errors": ("InputError", "ModelError", "ReadError", "StoreError", "SummarizeError"),
    "summarize.rendering.contract": ("Citation", "Passage", "Sentence"),
    "summarize.rendering.listings": ("Indexed", "Sources", "Stored"),
}


def __getattr__(name: str) -> Any:
    for module, names in _WHERE.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *(name for names in _WHERE.values() for name in names)]
