"""What holds of every document that a reader gives, whatever the file."""

from summarize.documents.readers.sandbox import transfer
from summarize.documents.sentences import split_sentences
from summarize.types.document import Document
from summarize.types.evidence import ContextKind


def check(document: Document) -> None:
    """What holds of every document."""
    numbers = [line.number for line in document.lines]
    assert numbers == sorted(numbers), "lines out of order"
    assert all(number >= 1 for number in numbers), "a line before the first"
    assert all(len(line.visible) == len(line.text) for line in document.lines), "what is seen is not as long as the text"
    assert transfer.document(transfer.plain(document)) == document, "a document changes on its way between processes"
    for sentence in split_sentences(document.lines):
        assert sentence.text.strip(), "an empty sentence"
        assert 1 <= sentence.first_line <= sentence.last_line <= document.count, "a sentence on lines that are not there"
        place = document.places.shown(sentence.first_line, sentence.last_line)
        assert document.places.find(place) == (sentence.first_line, sentence.last_line), "a place that leads elsewhere"
        document.lines_sha256(sentence.first_line, sentence.last_line)
        for context in sentence.context:
            assert 1 <= context.first_line <= context.last_line <= document.count, "context on lines that are not there"
            assert context.kind is ContextKind.REFERENCE or context.first_line <= sentence.first_line, "context from below"
