"""The formats that can be read, by file name ending: the module that reads each, and the extra that it needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the module of this folder that reads it, and the optional extra that the module needs.

    `isolated` formats are parsed by large libraries, in a separate process with limits on time and memory.
    """

    name: str
    module: str
    isolated: bool = True
    extra: str | None = None


TEXT = Format("plain text", "plain", isolated=False)
MARKDOWN = Format("Markdown", "markdown")
HTML = Format("HTML", "html", extra="html")
MAIL = Format("mail", "mail")
LIGHT = Format("light markup", "light")
SUBTITLES = Format("subtitles", "subtitles", isolated=False)

FORMATS: dict[str, Format] = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": Format("PDF", "pdf.reader", extra="pdf"),
    ".docx": Format("Word", "docx"),
    ".odt": Format("OpenDocument", "odt"),
    ".epub": Format("EPUB", "epub"),
    ".rtf": Format("RTF", "rtf", extra="rtf"),
    ".eml": MAIL,
    ".srt": SUBTITLES,
    ".vtt": SUBTITLES,
    ".csv": Format("CSV", "csv", isolated=False),
    ".tsv": Format("TSV", "csv", isolated=False),
    ".xlsx": Format("Excel", "xlsx", extra="office"),
    ".xlsm": Format("Excel", "xlsx", extra="office"),
    ".ods": Format("OpenDocument spreadsheet", "ods"),
    ".pptx": Format("PowerPoint", "pptx", extra="office"),
    ".odp": Format("OpenDocument slides", "odp"),
    ".ipynb": Format("Jupyter", "ipynb"),
    ".json": Format("JSON", "jsonfile"),
    ".rst": LIGHT,
    ".org": LIGHT,
    ".adoc": LIGHT,
    ".asciidoc": LIGHT,
    ".tex": LIGHT,
    ".jsonl": Format("JSON lines", "jsonl", isolated=False),
}
CONTAINED = {".mbox": MAIL}
"""The format of the members of a container, whatever their names."""
