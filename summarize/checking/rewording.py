"""What a model of entailment finds on a sentence in other words than its lines, where nothing in them conflicts with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarize.checking.cited_lines import Source, above, dated, sentences_of
from summarize.checking.entailment_model import Entailment, Provider, is_reworded
from summarize.checking.structure.follows import follows
from summarize.checking.vetoes import veto
from summarize.citations import syntax
from summarize.documents import speakers
from summarize.text.languages import ENGLISH
from summarize.text.syntax import Parser
from summarize.types.evidence import Citation, Sentence


@dataclass(frozen=True, slots=True)
class Rewording:
    """How probable it is that all cited lines together support a sentence, and whether that is enough.

    `alone` is the location of one of several places that would do.
    """

    probability: float
    accepted: bool
    alone: str = ""

    @property
    def reason(self) -> str:
        """What is found, in words for a person."""
        said = f"the cited lines say so in other words, with a probability of {self.probability:.2f}"
        return said + (f"; {self.alone} alone would do" if self.alone else "")


def judge(
    text: str, places: Sequence[Citation], sources: Mapping[str, Source], parser: Parser, provider: Provider
) -> Rewording | None:
    """Return what the model finds on a text and its cited places; None if it is not asked, or there is none.

    It is asked about English only, and not about what conflicts with the lines. Of what is near their words, or those of what
    is above them, it is asked only where grammar finds the same relations in both.
    """
    stated = [list(sentences_of(sources[place.file], place)) for place in places]
    together = [sentence for each in stated for sentence in each]
    if not together or any(sentence.language != ENGLISH for sentence in together):
        return None
    around = " ".join(dict.fromkeys(text for place in places for text in above(sources[place.file], place)))
    reworded = all(is_reworded(text, near) for near in (" ".join(map(speakers.resolved, together)), around) if near)
    if not reworded and not follows(text, together, parser):
        return None
    days = " ".join(day for place in places for day in dated(sources[place.file], place))
    documents = " ".join(sources[name].text for name in dict.fromkeys(place.file for place in places))
    if veto.conflict(text, together, f"{around} {days}", documents, parser) is not None or (model := provider()) is None:
        return None
    found = _probability(model, text, together)
    if found is None:
        return None
    accepted = found >= model.accepted
    alone = _alone(model, text, places, stated) if accepted and len(places) > 1 else ""
    return Rewording(round(found, 3), accepted, alone)


def _probability(model: Entailment, text: str, stated: Sequence[Sentence]) -> float | None:
    return model.probability([speakers.resolved(sentence) for sentence in stated], text)


def _alone(model: Entailment, text: str, places: Sequence[Citation], stated: Sequence[Sequence[Sentence]]) -> str:
    """Return the location of the first place that supports a text without the others; empty if none does."""
    for place, sentences in zip(places, stated, strict=True):
        if sentences and (_probability(model, text, sentences) or 0.0) >= model.accepted:
            return syntax.location(place)
    return ""
