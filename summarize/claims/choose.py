"""Choose the claims for an answer: at most `count` and a few spare ones, each with every source that states it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from summarize.claims import group, lists, releases, rows, survey
from summarize.claims.contained import Models, without_contained
from summarize.index.corpus import Corpus
from summarize.models.embedder import Encoder
from summarize.search import document_ranking
from summarize.search.answer_kinds import Wanted
from summarize.search.judge import EVEN
from summarize.search.question import Question
from summarize.search.retrieve import Ranked
from summarize.text import dates
from summarize.text.syntax import Parser
from summarize.types.evidence import Claim, ContextKind, Evidence

CONSIDERED = 60
"""Pieces of evidence to group into claims."""
MANY = 20
"""Size of a corpus, in documents, from which an open question is answered with what several documents state."""
SEVERAL = 8
"""Number of documents that must be relevant to such a question; what few of many say is not a common statement."""
COMPLETE = 100
"""Claims of an answer that is to be complete."""
HEADING_MARK = re.compile(r"#{1,6} ")
"""How a heading begins in Markdown, which some plain texts are written in."""
SPARE = 4
"""Claims chosen beyond those asked for, to replace those that cannot be written."""
FACTOID_SHARE, OPEN_SHARE = 0.5, 0.25
"""Least odds of a further claim, as a share of the best one's, where one fact is wanted, and where all is wanted.

Of evidence with half the best odds, every second piece answers too in the folders that the judge was calibrated on.
"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The claims for an answer, and the best that a reader would not understand alone.

    `more` is the number of items that found no room, `total` rows to add up in place of claims.
    """

    claims: tuple[Claim, ...] = ()
    unclear: tuple[Claim, ...] = ()
    more: int = 0
    total: rows.Totalled | None = None


def choose(
    asked: Question, ranked: Sequence[Ranked], corpus: Corpus, encoder: Encoder, count: int, comparing: Models | None = None
) -> Chosen:
    """Choose the claims for an answer, in the order of the answer; none if nothing is relevant to the question.

    `ranked` holds the evidence for the whole question, then for each of its parts. An open question over many documents, several
    of them relevant, is answered with what those state, and if that gives too few claims, with the sentences that more
    likely than not are relevant. For any other question, the claims come from the relevant sentences themselves. Claims after the
    first `count` are spare. With models for `comparing` claims, one is left out whose answer is contained in those before it,
    unless all of something is wanted. What one speaker says is together.
    """
    considered = _united(ranked)[:CONSIDERED]
    if versions := releases.newest(asked, corpus):
        return _selected(versions, count)
    if not considered:
        listed = lists.headed(asked, ranked[0].nearest, corpus, count)
        return (
            Chosen(listed.claims, more=listed.more)
            if listed.claims
            else _selected(rows.named(asked, ranked[0].nearest, corpus), count)
        )
    bearing = len({piece.file for piece in considered})
    many = asked.open and not asked.voiced and len(corpus.starts) >= MANY and bearing >= SEVERAL
    surveyed = _surveyed(asked, corpus, encoder, count) if many else ()
    chosen = surveyed
    unclear: tuple[Claim, ...] = ()
    if len(surveyed) < count:
        vectors = corpus.vectors[[corpus.row(piece) for piece in considered]]
        found = [group.introduced(claim, corpus, asked.known) for claim in group.group(considered, vectors)]
        clear = [claim for claim in found if group.is_clear(claim, asked.known)]
        sure = [claim for claim in clear if claim.best.score >= EVEN] if many else clear
        chosen = (*surveyed, *_of_parts(asked, sure if surveyed or sure else clear, ranked, count))
        unclear = tuple(claim for claim in _best(asked, found, count) if not group.is_clear(claim, asked.known))
    if surveyed:
        by_row = {corpus.row(claim.best): claim for claim in chosen}
        chosen = tuple(by_row[row] for row in survey.novel(corpus, list(by_row), count + SPARE))
    if not asked.parts and chosen and (total := rows.totalled(asked, chosen[0].best, corpus)) is not None:
        return Chosen(total=total)
    whole = not asked.parts or rows.weighs(asked)
    if whole and chosen and (selected := rows.picked(asked, chosen[0].best, corpus)) is not None:
        return _selected(selected, count)
    chosen = stating(chosen, comparing.parser) if comparing else chosen
    shown = lists.arranged(asked, chosen, corpus, count)
    claims = group.undisputed([group.disputed(group.everywhere(c, corpus), corpus) for c in shown.claims])
    if comparing and len(claims) > 1 and not asked.complete and not asked.comparing:
        claims = without_contained(claims, asked.topic, comparing)
    if not (asked.parts or asked.complete or asked.comparing or any(claim.listed for claim in claims)):
        together = by_speaker(claims[:count])
        claims = (*(together if asked.wanted is Wanted.ANYTHING else newest_first(together)), *claims[count:])
    return Chosen(claims, unclear, shown.more)


def stating(claims: tuple[Claim, ...], parser: Parser) -> tuple[Claim, ...]:
    """Return the claims without bare titles and headings in plain text, which state nothing, unless there is nothing else."""
    return tuple(claim for claim in claims if not _is_bare_title(claim.best, parser)) or claims


def _is_bare_title(evidence: Evidence, parser: Parser) -> bool:
    text, title = evidence.sentence.text.rstrip("."), (evidence.title or "").rstrip(".")
    if HEADING_MARK.match(text):
        return True
    if not title or text.removeprefix("title: ") != title:
        return False
    written = (title, title.capitalize())  # in title case, a verb may be taken for a name
    return not any(word.is_verb for each in written for word in parser.parse(each).words)


def _selected(claims: Sequence[Claim], count: int) -> Chosen:
    return Chosen(tuple(claims[:count]), more=max(len(claims) - count, 0))


def by_speaker(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return claims in their order, but those of one speaker together, where the first of them is."""
    speakers = [claim.best.sentence.speech.speaker for claim in claims]
    places = [speakers.index(speaker) if speaker else place for place, speaker in enumerate(speakers)]
    return tuple(claims[place] for place in sorted(range(len(claims)), key=places.__getitem__))


def newest_first(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return claims in their order, but those of one document that are under headings with days, the latest day first.

    Where one fact is asked for, the latest statement of such a document holds.
    """
    found = list(claims)
    for file in dict.fromkeys(claim.best.file for claim in claims):
        dated = [place for place, claim in enumerate(claims) if claim.best.file == file and _heading_day(claim.best)]
        latest = sorted(dated, key=lambda place: _heading_day(claims[place].best), reverse=True)
        for place, other in zip(dated, latest, strict=True):
            found[place] = claims[other]
    return tuple(found)


def _heading_day(evidence: Evidence) -> str:
    """Return the day of the nearest heading that has one, in a form that sorts; empty if none has."""
    headings = (each.text for each in reversed(evidence.sentence.context) if each.kind is ContextKind.HEADING)
    return next((str(day) for text in headings if (day := dates.first_day(text))), "")


def _surveyed(asked: Question, corpus: Corpus, encoder: Encoder, count: int) -> tuple[Claim, ...]:
    (vector,) = encoder.encode([asked.topic])
    odds = document_ranking.log_odds(asked.terms, vector, corpus)
    rows = survey.survey(vector, odds, corpus, count + SPARE)
    order = (*survey.in_reading_order(corpus, rows[:count]), *rows[count:])
    return tuple(Claim((corpus.evidence[row],), 1) for row in order)


def _united(ranked: Sequence[Ranked]) -> tuple[Evidence, ...]:
    """Return the evidence relevant to a question or to a part of it, best first; each piece counts with its best score."""
    best: dict[int, Evidence] = {}
    for piece in (piece for found in ranked for piece in found.bearing):
        if piece.id not in best or best[piece.id].score < piece.score:
            best[piece.id] = piece
    return tuple(sorted(best.values(), key=lambda piece: -piece.score))


def _of_parts(asked: Question, found: Sequence[Claim], ranked: Sequence[Ranked], count: int) -> tuple[Claim, ...]:
    """Return the best claims, at most `count`; for a question with several parts as many of each, those of one part together."""
    if not asked.parts:
        return _best(asked, found, count)
    for_part = []
    for part, bearing in zip(asked.parts, ranked[1:], strict=True):
        ids = {piece.id for piece in bearing.bearing}
        for_part.append(_best(part, [claim for claim in found if any(e.id in ids for e in claim.evidence)], count))
    in_turn = [claim for row in zip_longest(*for_part) for claim in row if claim is not None]
    chosen = list(dict.fromkeys(in_turn))[:count]
    return tuple(sorted(chosen, key=lambda claim: next(number for number, own in enumerate(for_part) if claim in own)))


def _odds(claim: Claim) -> float:
    return claim.best.score / max(1.0 - claim.best.score, 1e-6)


def _best(asked: Question, found: Sequence[Claim], count: int) -> tuple[Claim, ...]:
    """Return the best claim and those with scores close to it, at most `count`."""
    ranked = sorted(found, key=lambda claim: -claim.best.score)
    factoid = asked.wanted is not Wanted.ANYTHING
    share = 0.0 if asked.speaker or asked.complete or asked.comparing else FACTOID_SHARE if factoid else OPEN_SHARE
    chosen: list[Claim] = []
    heard: set[str] = set()
    for claim in ranked:
        another = not heard & {piece.file for piece in claim.evidence}
        if _odds(claim) >= _odds(ranked[0]) * (min(share, OPEN_SHARE) if another else share):
            chosen.append(claim)
            heard.update(piece.file for piece in claim.evidence)
    return tuple(chosen[:count])
