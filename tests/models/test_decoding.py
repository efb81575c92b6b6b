"""Decoding without a model: a stand-in gives the logits, so that each way can be provoked."""

import numpy as np

from summarize.models.decoding import Along, Free, Pattern

END = 0


def tokens(text):
    """One token a character."""
    return [ord(letter) for letter in text]


class Saying:
    """Logits of a model that would write one text, whatever it reads."""

    def __init__(self, text: str) -> None:
        self.text = [*tokens(text), END]

    def after(self, written: int) -> np.ndarray:
        row = np.zeros(256, dtype=np.float32)
        row[self.text[min(written, len(self.text) - 1)]] = 1.0
        return row


def free(says: str, source: str, longest: int = 100) -> tuple[str, int]:
    """What a run writes whose model would write `says`, and how often the model was asked."""
    model, run, asked = Saying(says), Free(1, tokens(source), longest, lambda token: token == END), 0
    while run.pending:
        rows = [model.after(len(run.written) + place) for place in range(len(run.pending))]
        run.take(rows)
        asked += 1
    return "".join(map(chr, run.written)).rstrip("\0"), asked


def test_a_free_run_writes_what_the_model_would_write_whatever_it_guesses():
    source = "the port, which opened in 1990, would not close"
    for says in ("the port would not close", "no port opened", "the port, which opened in 1990, would not close", "x", ""):
        assert free(says, source)[0] == says


def test_a_copied_text_takes_far_fewer_evaluations_than_it_has_tokens():
    source = "the port, which opened in 1990, would not close"
    assert free(source, source)[1] < len(source) / 4


def test_a_free_run_stops_at_its_longest():
    assert free("a" * 50, "", longest=7)[0] == "a" * 7


PARTS = [("On Friday, ", True), ("He left", False), (" at once", True), (" in May", True), (".", False)]


def along(wish: str, parts=PARTS) -> tuple[str, int]:
    """The way that a run takes whose model wants to write `wish`, and how many tokens were evaluated."""
    run, written, evaluated = Along(1, Pattern(tuple(parts)), tokens, END), "", 0
    model = Saying(wish)
    while run.pending:
        evaluated += len(run.pending)
        written += "".join(map(chr, run.pending)).lstrip("\1")
        run.take([model.after(len(written))])
    return run.text, evaluated


def test_a_run_along_a_pattern_goes_every_way_that_the_model_wants():
    for wish in ("He left.", "On Friday, He left.", "He left in May.", "He left at once in May.", "On Friday, He left at once."):
        assert along(wish)[0] == wish


def test_a_run_along_a_pattern_never_leaves_it():
    admitted = {a + "He left" + b + c + "." for a in ("On Friday, ", "") for b in (" at once", "") for c in (" in May", "")}
    for wish in ("She stayed.", "", "On Monday, He left.", "He never left."):
        assert along(wish)[0] in admitted


def test_a_pattern_without_a_choice_asks_the_model_for_nothing():
    assert along("He stayed.", [("He left.", False)]) == ("He left.", 0)


def test_stretches_that_begin_alike_are_told_apart_where_they_differ():
    parts = [("A", False), (", b", True), (", b c", True), (", d.", False)]
    for wish in ("A, b, b c, d.", "A, b, d.", "A, b c, d.", "A, d."):
        assert along(wish, parts)[0] == wish
