"""The briefing: what a whole folder says, each statement once, under the heading where a reader looks for it."""
