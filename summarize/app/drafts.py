"""How drafts in other words than their line are judged: by the verdict of `verify`, for a writer that rewords."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from summarize.app.workspace import Workspace
from summarize.checking.cited_lines import Source
from summarize.checking.rewording import judge
from summarize.types.document import SourceFile
from summarize.types.evidence import Citation, Evidence
from summarize.writing.ladder import Rewords


def rewords(paths: Mapping[str, Path], workspace: Workspace) -> Rewords | None:
    """Return what says how probable it is that the lines of evidence support a draft; `paths` maps file names to the files.

    Only a writer that the user named rewords. The bundled one has learned to shorten: what it writes in other words is a slip.
    """
    parser = workspace.parser
    if workspace.setup.model is None or workspace.setup.strict or parser is None:
        return None
    sources = {name: Source(SourceFile(path, name), parser) for name, path in paths.items()}

    def probability(draft: str, evidence: Sequence[Evidence]) -> float | None:
        places = [Citation(each.file, each.sentence.context_line, each.sentences[-1].last_line) for each in evidence]
        found = judge(draft, places, sources, parser, lambda: workspace.entailment)
        return found.probability if found and found.accepted else None

    return probability
