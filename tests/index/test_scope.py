"""A scope knows its sentences by the numbers of their files, however those are spread."""

import numpy as np

from summarize.index.scope import Everything, FileRanges

SCOPE = FileRanges(np.array([20, 3, 11]), np.array([22, 5, 11]), whole=False)


def test_sentences_come_in_the_order_of_files_and_lines():
    assert SCOPE.ids() == [20, 21, 22, 3, 4, 5, 11]
    assert len(SCOPE) == 7


def test_only_sentences_of_its_files_are_within():
    assert list(SCOPE.within(range(30))) == [3, 4, 5, 11, 20, 21, 22]
    assert list(SCOPE.within([])) == []


def test_the_bitmap_has_a_bit_for_each_sentence():
    bits = np.unpackbits(SCOPE.bitmap, bitorder="little")
    assert np.flatnonzero(bits).tolist() == [3, 4, 5, 11, 20, 21, 22]


def test_a_scope_without_files_holds_nothing():
    empty = FileRanges(np.array([], dtype=np.int64), np.array([], dtype=np.int64), whole=False)
    assert (len(empty), empty.ids(), list(empty.within([1]))) == (0, [], [])
    assert not np.unpackbits(empty.bitmap).any()


def test_everything_leaves_nothing_out():
    assert (len(Everything(7)), list(Everything(7).within([1, 100]))) == (7, [1, 100])
