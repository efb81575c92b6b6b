"""Snapshots are let go at the end of each test."""

import pytest

from tests.index.stored import OPEN


@pytest.fixture(autouse=True)
def closed():
    yield
    while OPEN:
        OPEN.pop().close()
