"""What `import summarize` gives: documents that are asked, searched, summarised and checked. The other doors sit on it.

Each call imports what it alone needs, so that a place or an outline is shown without the libraries that answer.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from copy import copy
from datetime import date
from functools import partial
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias

from summarize.app import lines as places
from summarize.app import located
from summarize.app import outline as outlines
from summarize.app.progress import Listener, reporter
from summarize.app.results import Answer, Briefing, Excerpt, Outlines, Passages, Verification
from summarize.app.setup import UNLIMITED, Limits, Setup
from summarize.app.verify import Verifier
from summarize.app.workspace import Workspace
from summarize.citations import cited_text, syntax
from summarize.errors import InputError, StoreError
from summarize.rendering.answer import json
from summarize.rendering.contract import Citation, Passage
from summarize.rendering.listings import Indexed, Source, Sources
from summarize.types import answer
from summarize.types.document import Text
from summarize.types.evidence import Citation as CitedPlace

if TYPE_CHECKING:
    from summarize.app.brief import Updated
    from summarize.app.chat import Chat

PathLike: TypeAlias = str | Path


class _Shared:
    """What documents share with their parts: the models, `None` when they are closed, and what checks have read.

    `turn` is held by the call that uses the models and the index, `checking` by the one that checks a text, which need not wait
    for a briefing.
    """

    def __init__(self, workspace: Workspace, verifier: Verifier) -> None:
        self.workspace: Workspace | None = workspace
        self.verifier = verifier
        self.turn = RLock()
        self.checking = RLock()


class Documents(AbstractContextManager["Documents"]):
    """Files and folders that can be asked.

    Models are loaded once, when a call first needs them. Files that changed are read again by the next call. Calls from several
    threads take turns. What was indexed stays on disk.
    """

    def __init__(self, sources: Sequence[Path], workspace: Workspace) -> None:
        self._paths = tuple(sources)
        self._limits = UNLIMITED
        find = partial(located.find, paths=self._paths, setup=workspace.setup)
        self._shared = _Shared(workspace, Verifier(find, lambda: workspace.parser, lambda: workspace.entailment))

    def only(self, *names: str, since: date | None = None, until: date | None = None) -> "Documents":
        """Return the documents of some names, or globs, that were written from one day to another.

        They share the models, and are closed together. `ask`, `search`, `brief`, `chat`, `outline` and `sources` keep to them.
        """
        fewer = copy(self)
        fewer._limits = Limits(since, until, names)
        return fewer

    def ask(self, question: str, *, sentences: int = 8, speaker: str | None = None, progress: Listener | None = None) -> Answer:
        """Answer a question in at most `sentences` sentences; with `speaker`, from what that person says.

        Raises:
            InputError, StoreError, ModelError: as their messages say.
        """
        from summarize.app import ask as asking

        _at_least("sentences", sentences, 1)
        with self._shared.turn:
            found = asking.ask(
                question,
                self._paths,
                self._models,
                reporter(progress),
                sentences=sentences,
                speaker=speaker,
                limits=self._limits,
            )
        return self._answer(found)

    def search(self, question: str, *, passages: int = 10, progress: Listener | None = None) -> Passages:
        """Return the passages that are relevant to a question, best first, or the nearest ones; no language model is used.

        Raises:
            InputError, StoreError, ModelError: as their messages say.
        """
        from summarize.app import ask as asking

        _at_least("passages", passages, 1)
        with self._shared.turn:
            ranked, reading = asking.search(question, self._paths, self._models, reporter(progress), self._limits)
        found = ranked.passages[:passages]
        data = json.of_passages(question, found, reading, relevant=bool(ranked.bearing))
        return Passages.of(data, found, ranked.nearest, reading)

    def brief(
        self,
        *,
        title: str | None = None,
        questions: Sequence[str] = (),
        by_heading: bool = False,
        minutes: float | None = None,
        progress: Listener | None = None,
    ) -> Briefing:
        """Write a briefing on all that the documents say, or on some questions; after `minutes` it holds what is finished.

        Its sections are topics that it finds, or with `by_heading` the documents' own headings.

        Raises:
            InputError, StoreError, ModelError: as their messages say.
        """
        from summarize.app import brief as briefings

        order = briefings.Order(title, tuple(questions), minutes, self._limits, by_heading)
        with self._shared.turn:
            return Briefing.of(briefings.brief(self._paths, self._models, reporter(progress), order))

    def update(self, document: PathLike, *, minutes: float | None = None, progress: Listener | None = None) -> "Updated":
        """Return a Markdown briefing with the statements of new and changed files added; what people wrote in it is kept.

        Raises:
            InputError, StoreError, ModelError: as their messages say.
        """
        from summarize.app import brief as briefings

        with self._shared.turn:
            return briefings.update(Path(document), self._paths, self._models, reporter(progress), minutes, self._limits)

    def chat(self, *, sentences: int = 8, progress: Listener | None = None) -> "Chat":
        """Begin a series of questions, which may refer to the ones before.

        Raises:
            InputError, StoreError, ModelError: as their messages say.
        """
        from summarize.app.chat import Chat, Conversation

        _at_least("sentences", sentences, 1)
        talk = Conversation(self._paths, self._models, reporter(progress), sentences, self._limits)
        return Chat(talk, self._shared.turn, self._answer)

    def verify(
        self,
        document: PathLike | None = None,
        *,
        text: str | None = None,
        name: str = "text.md",
        strict: bool = False,
        progress: Listener | None = None,
    ) -> Verification:
        """Check each sentence of a file, or of a text, against the lines that it cites.

        Rules decide, and where they do not accept a sentence that nothing conflicts with, a model; if `strict`, rules alone. The
        ending of a text's `name` says what it is: Markdown, JSON that this program wrote, or plain text.

        Raises:
            InputError: the file or a source cannot be used, or no sentence is in it.
            ModelError: a model is damaged.
        """
        if (document is None) == (text is None):
            raise InputError("verify takes a file or text=..., one of the two")
        path = Path(document) if document is not None else Path(name)
        sentences = cited_text.read(path) if text is None else cited_text.of_text(text, path)
        _ = self._models  # closed documents say so
        with self._shared.checking:
            return Verification.of(self._shared.verifier.check(sentences, reporter(progress), strict=strict), str(path))

    def lines(self, citation: str | Citation | Passage, *, around: int = 2) -> Excerpt:
        """Return a cited place and `around` lines with text before and after it; the models are not used.

        Raises:
            InputError: there is no such file or line, or it cannot be read.
        """
        _at_least("around", around, 0)
        place = places.place_of(citation if isinstance(citation, str) else syntax.location(citation))
        return places.excerpt(place, located.find((place.file,), self._paths, self._models.setup).files, around)

    def outline(self, *, progress: Listener | None = None) -> Outlines:
        """Return the structure of each document as the program sees it; the models are not used.

        Raises:
            InputError: a source cannot be used, or no document has one of the names that are wanted.
        """
        found = outlines.outline(self._paths, reporter(progress), self._models.setup, self._limits)
        return Outlines.of(tuple(found))

    def sources(self, *, most: int | None = None, progress: Listener | None = None) -> Sources:
        """Bring the index up to date, and return the files that are answered from, at most `most`, and what was not read.

        Raises:
            InputError, StoreError, ModelError: as their messages say.
        """
        from summarize.app.open_index import opened

        with self._shared.turn, opened(self._paths, self._models, reporter(progress), self._limits) as corpus:
            read = corpus.files.listed(most)
            held = read.index.counts(read.names)
            files = (
                Source(read.name(path), held.get(path, 0), **json.metadata_fields(metadata))
                for path, metadata in read.metadata.items()
            )
            shown = tuple(sorted(files, key=lambda source: source.file))
            return Sources(shown, json.not_read(corpus.unread), len(corpus.files) - len(read))

    def index(self, *, rebuild: bool = False, ray: str | None = None, progress: Listener | None = None) -> Indexed:
        """Bring the index, or the store, up to date, or build it again, and return what was done.

        `ray` is the address of a Ray cluster whose processors share the work on a store, "auto" for those of this machine.

        Raises:
            InputError, StoreError, ModelError: as their messages say.
        """
        from summarize.app import ask as asking

        with self._shared.turn:
            done, (files, sentences) = asking.build_index(self._paths, self._models, reporter(progress), rebuild=rebuild, ray=ray)
        return Indexed(done.new, done.changed, done.removed, done.unchanged, files, sentences)

    def load(self, *, progress: Listener | None = None) -> None:
        """Bring the index up to date and load the models, so that the first question need not wait for them.

        Raises:
            InputError, StoreError, ModelError: as their messages say.
        """
        from summarize.app.open_index import opened

        with self._shared.turn:
            self._models.start_writer()
            self._models.start_reader()
            with opened(self._paths, self._models, reporter(progress), self._limits):
                _ = self._models.encoder

    @property
    def index_folder(self) -> Path:
        """The folder of the index."""
        return self._models.setup.index

    def files(self, *names: str) -> Mapping[str, Path]:
        """Return the paths of the files, by the names that citations use; of a store, of some names alone if they are given.

        Raises:
            InputError, StoreError: as their messages say.
        """
        return _located(names or None, self._paths, self._models.setup)

    def close(self) -> None:
        """Give the models up; a later call raises an error."""
        with self._shared.turn, self._shared.checking:
            self._shared.workspace = None
            self._shared.verifier.forget()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def _models(self) -> Workspace:
        if self._shared.workspace is None:
            raise InputError("these documents are closed; open them again")
        return self._shared.workspace

    def _answer(self, found: answer.Answer) -> Answer:
        cited = tuple(said.citations for said in found.sentences)
        return Answer.of(found, partial(_texts, self._paths, self._models.setup, cited))


def _located(names: Collection[str] | None, paths: Sequence[Path], setup: Setup) -> dict[str, Path]:
    return {file.name: file.path for file in located.find(names, paths, setup).files}


def _texts(paths: Sequence[Path], setup: Setup, cited: Sequence[Sequence[CitedPlace]]) -> dict[str, Text]:
    """Read the cited files, to show cited lines in their context."""
    from summarize.briefing import source_notes

    try:
        return source_notes.texts(cited, _located([place.file for some in cited for place in some], paths, setup))
    except (InputError, StoreError):  # the sources are gone; the citations hold the text of their lines
        return {}


def _at_least(name: str, value: int, least: int) -> None:
    if value < least:
        raise InputError(f"{name} is {value}; it is at least {least}")
