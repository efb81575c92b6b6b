"""What the page works on: the documents, the workers, and the sessions of the windows."""

import secrets
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from summarize.app.library import Documents
from summarize.app.progress import Listener, Progress
from summarize.app.results import Briefing
from summarize.app.stored import forget
from summarize.errors import SummarizeError
from summarize.rendering.listings import Sources
from summarize.serve.statements import STREAMED, Part, Statement, parts, streamed
from summarize.serve.worker import Job, Worker

MOST_FILES = 10_000
"""Files that the table of sources shows."""
MOST_SESSIONS, MOST_ITEMS = 20, 100
"""Sessions, and answers and the like of one session, that are kept; the oldest are forgotten first."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The new text of a statement, empty if it is left out, and the verdict on it with its reason."""

    text: str
    verdict: str = ""
    reason: str = ""


@dataclass(slots=True)
class Item:
    """An answer, a briefing or a check of a session, and the job that makes it.

    `options` says what it was limited to. `edits` holds the edits of statements by their numbers.
    """

    id: str
    kind: str
    asked: str
    job: Job
    options: str = ""
    edits: dict[str, Edit] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Its address."""
        return f"/{self.kind}/{self.id}"

    @property
    def title(self) -> str:
        """What was asked for; of a briefing its title, when it is written."""
        result = self.job.result
        return result.title if isinstance(result, Briefing) else self.asked

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its statements, in the order of the page; empty while it is being made."""
        return parts(self.job.result)

    @property
    def streamed(self) -> tuple[Part, ...]:
        """The statements that are finished so far, in the order in which they were finished."""
        return streamed(tuple(self.job.sentences))

    def shown(self, number: str) -> tuple[Part, ...]:
        """Return its statements whose numbers are of the same kind as a number."""
        return self.streamed if number.startswith(STREAMED) else self.parts

    def statement(self, number: str) -> Statement | None:
        """Return a statement by its number on the page."""
        return next((said for part in self.shown(number) for said in part.statements if said.number == number), None)


class Session:
    """One browser: its answers, briefings and checks, and its conversation."""

    def __init__(self, docs: Documents) -> None:
        self.items: OrderedDict[str, Item] = OrderedDict()
        self.listener: Listener = _nobody
        self.chat = docs.chat(progress=self._tell)

    def _tell(self, event: Progress) -> None:
        self.listener(event)  # that of the question which is being answered

    def add(self, kind: str, title: str, job: Job, options: str = "") -> Item:
        """Keep what a job makes; `options` says what it was limited to."""
        item = Item(secrets.token_urlsafe(9), kind, title, job, options)
        self.items[item.id] = item
        while len(self.items) > MOST_ITEMS:
            self.items.popitem(last=False)
        return item

    def of_kind(self, kind: str) -> list[Item]:
        """Return its answers, briefings or checks, the newest first."""
        return [item for item in reversed(self.items.values()) if item.kind == kind]


class Site:
    """The documents of a server, its workers, its sessions, and the folder for what is added in the page."""

    def __init__(self, docs: Documents, uploads: Path | None) -> None:
        self.docs = docs
        self.uploads = uploads
        self.models = Worker("models")
        """Answers, writes, and reads the sources."""
        self.checks = Worker("checks")
        """Checks texts, which needs no models and does not wait for a briefing."""
        self.forgetting: set[Path] = set()
        """Files that were removed in the page, and that the index may still hold."""
        self.secret = secrets.token_bytes(32)
        self.sources: Sources | None = None
        """The files as they were last read; `None` before they were."""
        self.reading: Job | None = None
        """The job that reads the sources, or that last did."""
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def begin(self) -> str:
        """Begin a session, and return its secret name."""
        name = secrets.token_urlsafe(32)
        self._sessions[name] = Session(self.docs)
        while len(self._sessions) > MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return name

    def knows(self, name: str) -> bool:
        """Whether a session exists; the one that was used last is kept longest."""
        if name in self._sessions:
            self._sessions.move_to_end(name)
        return name in self._sessions

    def session(self, name: str) -> Session:
        """Return a session."""
        return self._sessions[name]

    def read_sources(self) -> Job:
        """Bring the index up to date and load the models, after the jobs that wait."""

        def work(listener: Listener) -> Sources:
            self.sources = self.docs.sources(most=MOST_FILES, progress=listener)
            self.docs.load(progress=listener)
            return self.sources

        self.reading = self.models.submit(work)
        return self.reading

    def start(self) -> None:
        """Begin to work: the sources are read, and the models loaded."""
        self.models.start()
        self.checks.start()
        self.read_sources()

    def stop(self) -> None:
        """Stop all work, and end what windows watch."""
        self.models.stop()
        self.checks.stop()

    def close(self) -> None:
        """Wait until the work has ended, and take out of the index what is still to be taken out."""
        self.models.close()
        self.checks.close()
        self.forget()

    def forget(self) -> None:
        """Take the files that were removed in the page out of the index, and overwrite what it held of them."""
        paths, self.forgetting = self.forgetting, set()
        with suppress(SummarizeError):  # they were never read
            if paths:
                forget(*paths, index=self.docs.index_folder)


def _nobody(_: Progress) -> None:
    """Tell nobody."""
