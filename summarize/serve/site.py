"""What the page works on: the documents, the worker that owns the models, and the sessions of the windows."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from summarize.app.library import Documents
from summarize.app.progress import Listener, Progress
from summarize.app.results import Briefing
from summarize.rendering.contract import CheckedSentence
from summarize.rendering.listings import Sources
from summarize.serve.statements import STREAMED, Part, Statement, parts, streamed
from summarize.serve.worker import Job, Work, Worker

MOST_SESSIONS, MOST_ITEMS = 20, 100
"""Sessions, and answers and the like of one session, that are kept; the oldest are forgotten first."""


@dataclass(slots=True)
class Item:
    """An answer, a briefing or a check of a session, and the job that makes it.

    `edits` holds the verdict on the new text of each statement that was edited, by its number.
    """

    id: str
    kind: str
    asked: str
    job: Job
    edits: dict[str, CheckedSentence] = field(default_factory=dict)

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

    def add(self, kind: str, title: str, job: Job) -> Item:
        """Keep what a job makes."""
        item = Item(secrets.token_urlsafe(9), kind, title, job)
        self.items[item.id] = item
        while len(self.items) > MOST_ITEMS:
            self.items.popitem(last=False)
        return item

    def of_kind(self, kind: str) -> list[Item]:
        """Return its answers, briefings or checks, the newest first."""
        return [item for item in reversed(self.items.values()) if item.kind == kind]


class Site:
    """The documents of a server, its worker, its sessions, and the folder for what is dropped into the page."""

    def __init__(self, docs: Documents, uploads: Path | None) -> None:
        self.docs = docs
        self.uploads = uploads
        self.worker = Worker()
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
        """Whether a session exists."""
        return name in self._sessions

    def session(self, name: str) -> Session:
        """Return a session."""
        return self._sessions[name]

    def read_sources(self) -> Job:
        """Bring the index up to date and load the models, after the jobs that wait."""

        def work(listener: Listener) -> Sources:
            self.sources = self.docs.sources(progress=listener)
            self.docs.load(progress=listener)
            return self.sources

        self.reading = self.submit(work)
        return self.reading

    def submit(self, work: Work) -> Job:
        """Put work for the models at the end of the queue."""
        return self.worker.submit(work)


def _nobody(_: Progress) -> None:
    """Tell nobody."""
