"""Errors that a user can fix.

    SummarizeError
    |- InputError      a question, path or file that cannot be used
    |  |- NoQuestionError   a text that names nothing to look for
    |  `- ReadError    one file that cannot be read; the others still can
    |     `- TransientReadError   a file that cannot be read now, but perhaps another time
    |        `- MissingExtraError   a file whose format needs a library that is not installed
    |- StoreError      an index that cannot be opened or written
    `- ModelError      a model that is missing, damaged or cannot be loaded

Every message is one line that names the thing and what to do about it. The command line prints it and
exits with 2.
"""


class SummarizeError(Exception):
    """Base of all errors that a user can fix."""


class InputError(SummarizeError):
    """A question, path or option that cannot be used."""


class NoQuestionError(InputError):
    """A greeting, thanks or nothing instead of a question."""


class ReadError(InputError):
    """One file that cannot be read; the caller may go on with the others."""


class TransientReadError(ReadError):
    """A file that cannot be read now: no permission, too large for the limit that is set, or no time."""


class MissingExtraError(TransientReadError):
    """A file whose format needs a library that is not installed."""


class StoreError(SummarizeError):
    """An index on disk that cannot be opened or written."""


class ModelError(SummarizeError):
    """A model that is missing, damaged or cannot be loaded."""
