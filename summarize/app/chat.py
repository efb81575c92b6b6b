"""A series of questions on the same sources, with the answers so far and every citation by number."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from summarize.app import ask as pipeline
from summarize.app import brief
from summarize.app.open_index import Opened, opened
from summarize.app.reporter import Reporter
from summarize.app.workspace import Workspace
from summarize.briefing import source_notes
from summarize.briefing.document import Briefing
from summarize.errors import InputError
from summarize.search import followup, question
from summarize.types.answer import Answer, AnswerSentence
from summarize.types.document import Text
from summarize.types.evidence import Citation


class Conversation:
    """A conversation over some sources. Models stay loaded; files that change in between are read again."""

    def __init__(self, paths: Sequence[Path], workspace: Workspace, reporter: Reporter, sentences: int) -> None:
        self.answers: list[Answer] = []
        self.places: list[tuple[Citation, str]] = []
        self._paths = paths
        self._workspace = workspace
        self._reporter = reporter
        self._sentences = sentences
        self._only: frozenset[str] | None = None

    def start(self) -> None:
        """Bring the index up to date and begin to load the models, before the first question.

        Raises:
            InputError, StoreError, ModelError: as their messages say.
        """
        self._workspace.start_writer()
        self._workspace.start_reader()
        with self._opened():
            _ = self._workspace.encoder

    def ask(self, text: str) -> Answer:
        """Answer a question; a follow-up is first completed from the question before it, as the answer's `question` shows.

        Raises:
            InputError, StoreError, ModelError: as their messages say.
        """
        self._workspace.start_writer()
        self._workspace.start_reader()
        started = perf_counter()
        with self._opened() as corpus:
            before = self.answers[-1].question if self.answers else None
            scope = corpus.index.scope(corpus.files)
            whole = followup.complete(text, before, self._speaker(), lambda name: corpus.index.speaks(name, scope))
            if whole != text.rstrip("? "):
                self._reporter.note(f"({whole})")
            asked, indexing = question.parse(whole), perf_counter() - started
            found = pipeline.answer(asked, corpus, self._workspace, self._reporter, sentences=self._sentences, indexing=indexing)
        self.answers.append(found)
        return found

    def numbers(self, sentence: AnswerSentence) -> tuple[int, ...]:
        """Return the number of each citation of a sentence, from 1; a citation keeps its number."""
        known = [place for place, _ in self.places]
        for place in sentence.citations:
            if place not in known:
                known.append(place)
                self.places.append((place, sentence.text))
        return tuple(known.index(place) + 1 for place in sentence.citations)

    def text(self, file: str) -> Text:
        """Return the current text of a cited file; empty if it can no longer be read."""
        with opened(self._paths, self._workspace, self._reporter) as corpus:
            return source_notes.texts([[place for place, _ in self.places if place.file == file]], corpus.paths)[file]

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

    def briefing(self, title: str) -> Briefing:
        """Return all questions and answers as one briefing.

        Raises:
            InputError: nothing was asked.
        """
        if not self.answers:
            raise InputError("nothing to save yet; ask a question first")
        with opened(self._paths, self._workspace, self._reporter) as corpus:
            return brief.of_answers(title, self.answers, corpus, self._workspace)

    @contextmanager
    def _opened(self) -> Iterator[Opened]:
        with opened(self._paths, self._workspace, self._reporter) as corpus:
            yield corpus if self._only is None else corpus.only(self._only)

    def _speaker(self) -> str | None:
        """Return whom the last question was about: the speaker that it names, or the only speaker in its answer."""
        if not self.answers:
            return None
        asked = question.parse(self.answers[-1].question).speaker
        heard = {sentence.speaker for sentence in self.answers[-1].sentences if sentence.speaker}
        return asked or (heard.pop() if len(heard) == 1 else None)
