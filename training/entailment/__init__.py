"""Train the bundled chat model to say whether some lines support a sentence."""
