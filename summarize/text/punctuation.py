"""Marks that end sentences."""

import re

TERMINAL = re.compile(r"[.!?…。！？][\"'”’»)\]]*$|[\"”»]$")
"""What a line of running text ends with: the end mark of a sentence, or a closing quotation mark."""
