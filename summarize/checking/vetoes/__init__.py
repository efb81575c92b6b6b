"""Conflicts between a sentence and the lines that it cites, each certain and explained: no probability outweighs one."""
