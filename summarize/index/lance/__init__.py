"""A store for many machines: Lance tables on a disk or in S3-compatible storage, read in versions."""

import os

os.environ.setdefault("LANCE_LOG", "error")  # read when Lance is imported; its warnings are about its own interface
