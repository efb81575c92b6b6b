"""What a reader would take for the same statement is told once; copies of documents share an origin."""

from summarize.briefing.copies import origins
from summarize.briefing.repetition import further
from summarize.index.corpus import Corpus
from summarize.types.evidence import Evidence
from tests.conftest import read

NOISE = (
    "The museum of Quito shows paintings by two sisters.",
    "Rain fell on the northern islands for nine days.",
    "A new school opened beside the old railway station.",
    "Farmers in the valley planted beans and maize.",
)


def corpus_of(encoder, *texts: str) -> Corpus:
    every = (*texts, *NOISE)
    pieces = [Evidence(number, f"{number}.txt", read(text)[0], "hash") for number, text in enumerate(every)]
    return Corpus(tuple(pieces), encoder.encode(every))


def test_one_speaker_saying_the_same_in_other_words_is_told_once(encoder):
    corpus = corpus_of(
        encoder,
        "Ana Ruiz said that the road to a new port would not be smooth.",
        "Ana Ruiz stressed that the way to a new port would not be even.",
    )
    assert list(further(corpus, [], [0, 1, 2], 9)) == [0, 2]


def test_what_is_told_already_is_not_told_again(encoder):
    corpus = corpus_of(encoder, "Copper exports from Lima rose by 5 percent.", "Exports of copper from Lima rose by 5 percent.")
    assert list(further(corpus, [0], [1, 2], 9)) == [2]


def test_other_numbers_are_another_statement(encoder):
    corpus = corpus_of(
        encoder,
        "Ana Ruiz said that 400 ships had passed the new canal.",
        "Ana Ruiz said that the toll on the canal was 90 dollars.",
    )
    assert list(further(corpus, [], [0, 1], 9)) == [0, 1]


def test_documents_that_share_most_sentences_have_one_origin(encoder):
    texts = [
        "Ana Ruiz opened the new copper port of Lima on Monday morning.",
        "The old port had been closed since the storm of last winter.",
        "Fishermen asked the city council for cheaper berths and longer hours.",
    ]
    files = {
        "a.txt": texts,
        "b.txt": [*texts[:2], "A band played songs from the northern coast all evening."],
        "c.txt": texts[1:],
    }
    other = ["The museum of modern art in Quito shows paintings by two sisters."]
    pieces = [
        Evidence(number, file, sentence, "hash")
        for number, (file, sentence) in enumerate(
            (file, sentence) for file, own in {**files, "d.txt": other}.items() for sentence in read(*own)
        )
    ]
    corpus = Corpus(tuple(pieces), encoder.encode([piece.sentence.text for piece in pieces]))
    found = origins(corpus)
    assert found["a.txt"] == found["b.txt"] == found["c.txt"]
    assert found["d.txt"] != found["a.txt"]


def corpus_of_files(encoder, files: dict[str, list[str]]) -> Corpus:
    found = [(file, sentence) for file, own in files.items() for sentence in read(*own)]
    pieces = [Evidence(number, file, sentence, "hash") for number, (file, sentence) in enumerate(found)]
    return Corpus(tuple(pieces), encoder.encode([piece.sentence.text for piece in pieces]))


def test_many_copies_of_one_text_are_one_origin(encoder):
    text = ["Ana Ruiz opened the new copper port of Lima on Monday.", "The old port had been closed since the winter storm."]
    found = origins(corpus_of_files(encoder, {f"{number}.txt": text for number in range(60)}))
    assert set(found.values()) == {1}


def test_one_shared_line_makes_no_copies(encoder):
    line = "Write to our newsroom in Lima about errors in our articles."
    files = {f"{number}.txt": [line, other] for number, other in enumerate(NOISE)}
    assert len(set(origins(corpus_of_files(encoder, files)).values())) == len(NOISE)
