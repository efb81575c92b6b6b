"""Work that is done one piece after the other by a thread of its own, and watched from windows."""

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import AsyncIterator, Callable
from enum import StrEnum
from threading import Condition, Thread
from typing import Any

from summarize.app.progress import Listener, Progress
from summarize.errors import SummarizeError
from summarize.rendering.contract import Sentence

Work = Callable[[Listener], Any]
"""What a job does; it reports each step to a listener."""
LOG = logging.getLogger(__name__)
FAILED = "This failed for a reason that the program does not know; the window in which it runs says more."


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


PATIENCE = 10.0
"""Seconds to wait for a job to end."""
ENDED = frozenset({State.DONE, State.FAILED, State.STOPPED})


class Job:
    """A piece of work: its last step, the finished sentences, and its result, or the error in words for a person."""

    def __init__(self, work: Work) -> None:
        self.id = secrets.token_urlsafe(12)
        self.state = State.WAITING
        self.ahead = 0
        """Number of jobs that are done before it."""
        self.step: Progress | None = None
        self.sentences: list[tuple[str, Sentence]] = []
        """The sentences that are finished, each under its heading, if it has one."""
        self.result: Any = None
        self.error = ""
        self._work = work
        self._stop = False
        self._left = False
        self._watchers: set[Callable[[], object]] = set()

    def run(self) -> None:
        """Do the work. An error that is not the user's goes on to the caller, when the job has ended."""
        if self._stop:
            self._change(State.STOPPED)
            return
        self._change(State.RUNNING)
        try:
            self.result = self._work(self._listen)
        except KeyboardInterrupt:
            self._change(State.STOPPED)
        except SummarizeError as error:
            self.error = str(error)
            self._change(State.FAILED)
        except BaseException:
            self.error = FAILED
            self._change(State.FAILED)
            raise
        else:
            self._change(State.DONE)

    @property
    def stopping(self) -> bool:
        """Whether it is to stop and has not ended."""
        return self._stop and self.state not in ENDED

    def stop(self) -> None:
        """End the work at its next step; a briefing keeps what is finished."""
        self._stop = True
        self._changed()
        if self.state is State.WAITING:
            self._change(State.STOPPED)

    def leave(self) -> None:
        """Stop the work, and end all windows' watching at once."""
        self._left = True
        self.stop()
        self._changed()

    def move_up(self, ahead: int) -> None:
        """Note how many jobs are done before it."""
        self.ahead = ahead
        self._changed()

    async def watch(self) -> AsyncIterator[None]:
        """Yield at once, and again whenever something has changed, until the job has ended."""
        changed, loop = asyncio.Event(), asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(changed.set)

        self._watchers.add(wake)
        try:
            while self.state not in ENDED and not self._left:
                yield
                await changed.wait()
                changed.clear()
            yield
        finally:
            self._watchers.discard(wake)

    def _listen(self, event: Progress) -> None:
        if self._stop:
            raise KeyboardInterrupt
        if event.sentence is not None:
            self.sentences.append((event.heading, event.sentence))
        elif event.total:
            self.step = event
        self._changed()

    def _change(self, state: State) -> None:
        self.state = state
        self._changed()

    def _changed(self) -> None:
        for wake in tuple(self._watchers):
            try:
                wake()
            except RuntimeError:  # the loop of that window has ended
                self._watchers.discard(wake)


class Worker:
    """A thread, and the jobs that wait for it."""

    def __init__(self, name: str) -> None:
        self._waiting: deque[Job] = deque()
        self._running: Job | None = None
        self._closed = False
        self._new = Condition()
        self._thread = Thread(target=self._work, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def submit(self, work: Work) -> Job:
        """Put a piece of work at the end of the queue."""
        job = Job(work)
        with self._new:
            self._waiting.append(job)
            self._count()
            self._new.notify()
        return job

    def stop(self) -> None:
        """Stop what is running, and drop what waits."""
        with self._new:
            self._closed = True
            for job in (*self._waiting, *([self._running] if self._running else [])):
                job.leave()
            self._waiting.clear()
            self._new.notify()

    def close(self) -> None:
        """Wait until the thread has ended, but not for ever."""
        self.stop()
        if self._thread.is_alive():
            self._thread.join(PATIENCE)

    def _work(self) -> None:
        while True:
            with self._new:
                self._new.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
                self._running = self._waiting.popleft()
                self._count()
            try:
                self._running.run()
            except BaseException:  # whatever it was, the next job has its turn
                LOG.exception("a job failed")
            finally:
                self._running = None

    def _count(self) -> None:
        busy = self._running is not None
        for number, job in enumerate(self._waiting):
            job.move_up(number + busy)
