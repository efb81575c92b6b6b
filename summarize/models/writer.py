"""Sentences from a local chat model, several at a time.

Decoding on a processor waits for memory more than for arithmetic, so a batch of texts costs little more than one (continuous
batching, Yu et al. 2022). What all prompts begin with, instructions and worked examples, is evaluated once and shared.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summarize.errors import ModelError
from summarize.models.cpu import Compute
from summarize.models.decoding import GUESSED, Along, Free, Job, Request, Run
from summarize.models.llama import Llama, Place
from summarize.models.prompts import Message

CONTEXT = 4096
"""Tokens: enough for the instructions, worked examples and the lines of many claims."""
ROOM = 32
"""Tokens by which an answer may be longer than the text it is made from."""
SIDE_BY_SIDE = 8
"""Number of texts that are decoded in one batch."""
SHARED = 0
"""The sequence that holds the beginning that all prompts share."""
SLOT = "\ue000"
"""A private-use character that marks where the text of a document goes in the rendered chat."""
QUESTION = "\ue001"
"""A private-use character that does the same for the question."""


@dataclass(slots=True)
class _Task:
    """A job, its position among all jobs, and its current request; `None` before it has begun."""

    number: int
    job: Job
    request: Request | None = None


@dataclass(slots=True)
class _Seat:
    """A sequence of the model's memory: the tokens after the shared beginning, and the work in it, if any.

    `ahead` are tokens to evaluate before those of the run; `room` is the maximum number of tokens that the text needs.
    """

    sequence: int
    held: list[int] = field(default_factory=list)
    task: _Task | None = None
    run: Run | None = None
    ahead: list[int] = field(default_factory=list)
    room: int = 0


class Writer:
    """A chat model on disk, with an adapter if one is given, that answers one prompt.

    Decoding is greedy: the same lines give the same words.
    """

    def __init__(self, path: Path, prompt: Sequence[Message], compute: Compute, adapter: Path | None = None) -> None:
        self._llama = Llama(path, context=CONTEXT, sequences=SIDE_BY_SIDE + 1, compute=compute, adapter=adapter)
        self.name = path.name.removesuffix(".gguf")
        before, after, opened = rendered(prompt, self._llama, path, SLOT)
        self._shared = self._llama.tokens(before, opening=not opened, special=True)
        self._asking, self._asks, end = after.rpartition(QUESTION)
        self._end = self._llama.tokens(end, special=True)
        self._llama.evaluate([Place(token, at, SHARED, wanted=False) for at, token in enumerate(self._shared)])
        self._seats = [_Seat(SHARED + 1 + number) for number in range(SIDE_BY_SIDE)]
        for seat in self._seats:
            self._llama.share(SHARED, seat.sequence)

    def side_by_side(self, jobs: Iterable[Job]) -> Iterator[Any]:
        """Yield the results of jobs, in their order, as they come; the texts that they request are decoded in one batch.

        A text replaces `SLOT` in the prompt; its question replaces `QUESTION` if the prompt has one. Both are tokenised as plain
        text, so nothing in them counts as a control token of the model. The answer ends at its first line break; it is empty if
        the text is too long for the model.
        """
        tasks = deque(_Task(number, job) for number, job in enumerate(jobs))
        results: dict[int, Any] = {}
        due = 0
        try:
            while tasks or any(seat.task for seat in self._seats):
                self._fill(tasks, results)
                for task, text in self._step():
                    self._answer(task, text, tasks, results)
                while due in results:
                    yield results.pop(due)
                    due += 1
        finally:
            for seat in self._seats:
                seat.task = seat.run = None
                self._reset(seat)

    def _fill(self, tasks: deque[_Task], results: dict[int, Any]) -> None:
        """Give the first tasks a seat each, as long as there is room."""
        while tasks and any(seat.task is None for seat in self._seats):
            task = tasks.popleft()
            if task.request is None:
                self._answer(task, None, tasks, results)
                continue
            text = self._llama.tokens(task.request.text)
            prompt = [*text, *self._behind(task.request.question), *self._end]
            room = len(prompt) + len(text) + ROOM + GUESSED
            if len(self._shared) + room > CONTEXT:
                self._answer(task, "", tasks, results)
                continue
            if not self._make_room(room):
                tasks.appendleft(task)
                return
            run = self._run(task.request, prompt[-1], text)
            if run.pending:
                self._sit(task, run, prompt, room)
            else:
                self._answer(task, self._text(run), tasks, results)

    def _behind(self, question: str) -> list[int]:
        """Return the tokens after the text in the prompt, up to those that end it."""
        return self._llama.tokens(self._asking + question) if self._asks else []

    def _answer(self, task: _Task, text: str | None, tasks: deque[_Task], results: dict[int, Any]) -> None:
        """Send a job its text, or begin it; its next request goes before all others."""
        try:
            task.request = next(task.job) if text is None else task.job.send(text)
            tasks.appendleft(task)
        except StopIteration as finished:
            results[task.number] = finished.value

    def _make_room(self, room: int) -> bool:
        """Whether `room` tokens fit next to the work in progress; what finished work left in memory is forgotten if needed."""
        if len(self._shared) + room + sum(seat.room if seat.task else len(seat.held) for seat in self._seats) <= CONTEXT:
            return True
        for seat in self._seats:
            if seat.task is None:
                self._reset(seat)
        return len(self._shared) + room + sum(seat.room for seat in self._seats if seat.task) <= CONTEXT

    def _run(self, request: Request, last: int, source: Sequence[int]) -> Run:
        if request.pattern is not None:
            return Along(last, request.pattern, self._llama.tokens, self._llama.end)
        return Free(last, source if self._llama.rewinds else (), len(source) + ROOM, self._llama.ends)

    def _sit(self, task: _Task, run: Run, prompt: list[int], room: int) -> None:
        """Give a task the free seat that already holds most of its prompt."""
        seat = max((seat for seat in self._seats if seat.task is None), key=lambda seat: _common(seat.held, prompt[:-1]))
        common = _common(seat.held, prompt[:-1]) if self._llama.rewinds else 0
        self._keep(seat, common)
        seat.task, seat.run, seat.ahead, seat.room = task, run, prompt[common:-1], room

    def _keep(self, seat: _Seat, count: int) -> None:
        """Forget all but the first `count` tokens of a seat; a model that does not rewind keeps all or none."""
        if count < len(seat.held) and self._llama.rewinds:
            del seat.held[count:]
            self._llama.forget(seat.sequence, len(self._shared) + count)
        elif count < len(seat.held):
            self._reset(seat)

    def _reset(self, seat: _Seat) -> None:
        """Reset a seat to the shared beginning, whatever it was evaluating."""
        seat.held.clear()
        self._llama.forget(seat.sequence)
        self._llama.share(SHARED, seat.sequence)

    def _step(self) -> Iterator[tuple[_Task, str]]:
        """Evaluate what all runs want next, in one batch; yield the texts that are finished."""
        busy = [(seat, seat.task, seat.run) for seat in self._seats if seat.task and seat.run]
        rows = deque(self._llama.evaluate([place for seat, _, run in busy for place in self._places(seat, run)]))
        for seat, task, run in busy:
            fed = [*seat.ahead, *run.pending]
            guessed = len(run.pending)
            kept = run.take([rows.popleft() for _ in range(run.wanted)])
            seat.held += fed
            seat.ahead = []
            self._keep(seat, len(seat.held) - guessed + kept)
            if not run.pending:
                seat.task = seat.run = None
                yield task, self._text(run)

    def _places(self, seat: _Seat, run: Run) -> Iterator[Place]:
        fed = [*seat.ahead, *run.pending]
        start = len(self._shared) + len(seat.held)
        for number, token in enumerate(fed):
            yield Place(token, start + number, seat.sequence, wanted=number >= len(fed) - run.wanted)

    def _text(self, run: Run) -> str:
        return run.text if isinstance(run, Along) else self._llama.text(run.written).split("\n")[0].strip()


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    """Return the length of the beginning that two texts share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def rendered(prompt: Sequence[Message], llama: Llama, path: Path, slot: str) -> tuple[str, str, bool]:
    """Render a chat with the model's template; return what is before and after a slot, and whether it has an opening token.

    A model is asked not to think first, by the switch that many templates have. Where a template refuses instructions of their
    own, they open the first message.

    Raises:
        ModelError: the model has no chat template, or one that cannot be used.
    """
    from jinja2 import TemplateError

    if llama.template is None:
        raise ModelError(f"{path}: a model without a chat template; choose an instruction-tuned one")
    try:
        made = _filled(llama, prompt)
    except (ValueError, TypeError, TemplateError):  # the template refuses the role "system", as Gemma 2's does
        try:
            made = _filled(llama, _without_system(prompt))
        except (ValueError, TypeError, TemplateError) as error:
            raise ModelError(f"{path}: its chat template cannot be used ({error}); choose another model") from error
    before, _, after = made.prompt.rpartition(slot)
    return before, after, made.added_special


def _filled(llama: Llama, prompt: Sequence[Message]) -> Any:
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter

    assert llama.template is not None  # checked above
    chat = Jinja2ChatFormatter(llama.template, eos_token=llama.control(llama.end), bos_token=llama.control(llama.opening))
    messages = [{"role": message.role, "content": message.content} for message in prompt]
    return chat(messages=messages, enable_thinking=False)


def _without_system(prompt: Sequence[Message]) -> tuple[Message, ...]:
    """Put the instructions of a chat at the beginning of its first message.

    >>> _without_system([Message("system", "Be brief."), Message("user", "Hello.")])
    (Message(role='user', content='Be brief.\\n\\nHello.'),)
    """
    system, (first, *others) = [m for m in prompt if m.role == "system"], [m for m in prompt if m.role != "system"]
    return (Message(first.role, "\n\n".join([*(m.content for m in system), first.content])), *others)
