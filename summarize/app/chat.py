"""A series of questions on the same sources, with the answers so far."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter

from summarize.app import ask as pipeline
from summarize.app import brief
from summarize.app.open_index import Opened, opened
from summarize.app.reporter import Reporter
from summarize.app.results import Answer, Briefing
from summarize.app.setup import UNLIMITED, Limits
from summarize.app.workspace import Workspace
from summarize.briefing import document
from summarize.errors import InputError
from summarize.search import followup, question
from summarize.types import answer as answers


class Conversation:
    """A conversation over some sources. Models stay loaded; files that change in between are read again."""

    def __init__(
        self, paths: Sequence[Path], workspace: Workspace, reporter: Reporter, sentences: int, limits: Limits = UNLIMITED
    ) -> None:
        self.answers: list[answers.Answer] = []
        self._limits = limits
        self._paths = paths
        self._workspace = workspace
        self._reporter = reporter
        self._sentences = sentences
        self._only: frozenset[str] | None = None

    def ask(self, text: str, after: answers.Answer | None = None) -> answers.Answer:
        """Answer a question; a follow-up is first completed from the question before it, as the answer's `question` shows.

        `after` is the answer that it follows, by default the last one.

        Raises:
            InputError, StoreError, ModelError: as their messages say.
        """
        self._workspace.start_writer()
        self._workspace.start_reader()
        started = perf_counter()
        with self._opened() as corpus:
            after = after or (self.answers[-1] if self.answers else None)
            before = after.question if after else None
            whole = followup.complete(text, before, _speaker(after), partial(followup.is_speaker, files=corpus.files))
            if whole != text.rstrip("? "):
                self._reporter.note(f"({whole})")
            asked, indexing = question.parse(whole), perf_counter() - started
            found = pipeline.answer(asked, corpus, self._workspace, self._reporter, sentences=self._sentences, indexing=indexing)
        self.answers.append(found)
        return found

    def keep_to_cited(self) -> frozenset[str]:
        """Answer from now on only from the files that the last answer cites; return them.

        Raises:
            InputError: the last answer cites no file, or there is none yet.
        """
        cited = frozenset(
            place.file for sentence in (self.answers[-1].sentences if self.answers else ()) for place in sentence.citations
        )
        if not cited:
            raise InputError("no answer cites a file yet; ask a question first")
        self._only = cited
        return cited

    def use_all(self) -> None:
        """Answer from all sources again from now on."""
        self._only = None

    def briefing(self, title: str) -> document.Briefing:
        """Return all questions and answers as one briefing.

        Raises:
            InputError: nothing was asked.
        """
        if not self.answers:
            raise InputError("nothing to save yet; ask a question first")
        with opened(self._paths, self._workspace, self._reporter, self._limits) as corpus:
            return brief.of_answers(title, self.answers, corpus, self._workspace)

    @contextmanager
    def _opened(self) -> Iterator[Opened]:
        with opened(self._paths, self._workspace, self._reporter, self._limits) as corpus:
            cited = corpus.files.paths(self._only) if self._only is not None else None
            yield corpus if cited is None else replace(corpus, files=corpus.files.only(map(str, cited.values())))


def _speaker(after: answers.Answer | None) -> str | None:
    """Return whom a question was about: the speaker that it names, or the only speaker in its answer."""
    if after is None:
        return None
    asked = question.parse(after.question).speaker
    heard = {sentence.speaker for sentence in after.sentences if sentence.speaker}
    return asked or (heard.pop() if len(heard) == 1 else None)


class Chat:
    """A series of questions on the same documents; a follow-up may refer to the question before it."""

    def __init__(
        self, talk: Conversation, turn: AbstractContextManager[object], made: Callable[[answers.Answer], Answer]
    ) -> None:
        self.answers: list[Answer] = []
        self._talk = talk
        self._turn = turn
        self._made = made

    def ask(self, question: str, *, after: Answer | None = None) -> Answer:
        """Answer a question; the answer's `question` shows how a follow-up was completed.

        `after` is the answer that it follows, by default the last one. A question that follows none is for `Documents.ask`.

        Raises:
            InputError, StoreError, ModelError: as their messages say.
        """
        with self._turn:
            found = self._made(self._talk.ask(question, after._found if after else None))
            self.answers.append(found)
            return found

    def keep_to_cited(self) -> frozenset[str]:
        """Answer from now on only from the files that the last answer cites; return them.

        Raises:
            InputError: the last answer cites no file, or there is none yet.
        """
        return self._talk.keep_to_cited()

    def use_all(self) -> None:
        """Answer from all sources again from now on."""
        self._talk.use_all()

    def briefing(self, title: str) -> Briefing:
        """Return all questions and answers as one briefing.

        Raises:
            InputError: nothing was asked.
        """
        with self._turn:
            return Briefing.of(self._talk.briefing(title))
