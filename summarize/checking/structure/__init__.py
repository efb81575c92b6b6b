"""The grammar of a sentence beside that of its lines: who does what, what belongs to what, and what is denied or left open."""
