"""summarize: answers about a folder of documents, each sentence with its file and line."""

__version__ = "0.1.0"
