"""What is left out where an extra is not installed, so that the rest is tested without it."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("lance") and find_spec("ray") else ["summarize/index/lance/*"]
