"""The writer: an adapter for the bundled chat model that shortens a line to one sentence."""
