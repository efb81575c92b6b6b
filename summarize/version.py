"""The version of the program, apart from the package's own names so that every module can read it."""

__version__ = "1.0rc1"
