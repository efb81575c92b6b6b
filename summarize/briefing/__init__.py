"""The briefing document: what a whole folder says, each statement once, in the place where its reader looks for it."""
