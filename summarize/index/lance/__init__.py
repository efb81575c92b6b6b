"""A store for many machines: Lance tables on a disk or in S3-compatible storage, read in versions."""

import os
import warnings

warnings.filterwarnings("ignore", "lance is not fork-safe")  # Ray forks only to start other programs
os.environ.setdefault("LANCE_LOG", "error")  # read when Lance is imported; its warnings are about its own interface
os.environ.setdefault("LANCE_INCLUDE_VECTOR_CENTROIDS", "false")  # they are large, and not looked at
