"""Writes the first inputs of each fuzz target: small whole documents, from the makers that the tests use.

python -m fuzz.seeds
"""

import io
import zipfile
from pathlib import Path

from tests import made_files

CORPUS = Path(__file__).parent / "corpus"
STORM = "The harbour of Lisbon opened again on Monday, the port authority said. “It was long,” said Rui Costa."
TALK = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ana>The harbour\n\n2\n01:00:09,000 --> 01:00:10,500\nopened again.\n"
CHAT = [{"from": name, "date": "2021-05-03T09:14:00", "text": [STORM, {"text": "It rained."}]} for name in ("Ana", "Rui")]
SEEDS: dict[str, bytes] = {
    "txt": STORM.encode(),
    "md": f"---\ntitle: Storm\n---\n# Head\n\n{STORM} [a](b)\n\n| a | b |\n|---|---|\n| c | **d** |\n\n```\nx\n```\n".encode(),
    "html": made_files.web_page(f"<h1>Harbour</h1>\n<p>{STORM}<br>&amp; <b>more</b></p><ul><li>One.</li></ul>").encode(),
    "pdf": made_files.pdf(
        [
            [(60, 790, 10, "**Harbour**"), *made_files.column(["The har-", "bour opened.", "Page 1"])],
            [
                *made_files.column(["It rained."]),
                *made_files.grid([("Port", "Ships"), ("Lisbon", "40"), ("Porto", "7"), ("Faro", "1")], (60, 200)),
            ],
        ]
    ),
    "docx": made_files.word("It rained.", heading="Port", rows=[["a", "b"]]),
    "odt": made_files.opendocument("<text:h>Port</text:h><text:p>It<text:s/>rained.</text:p>", "<dc:title>Storm</dc:title>"),
    "epub": made_files.book("<h1>Port</h1><p>It rained.</p>", "<table><tr><td>a</td><td>b</td></tr></table>"),
    "rtf": made_files.rtf("It rained.", "Caf\\'e9 \\u8364?", info="{\\title Storm}{\\creatim\\yr2021\\mo5\\dy3}"),
    "eml": made_files.message(f"Yes.\n\nOn Monday, Ana wrote:\n> {STORM}\n-- \nRui\n"),
    "srt": TALK.encode(),
    "vtt": TALK.encode(),
    "csv": b'city;note\nLisbon;"It rained\nfor two days, and then it was calm."\n',
    "xlsx": made_files.workbook({"Ports": [["Port", "Ships"], ["Lisbon", 40], ["Porto", STORM]]}),
    "ods": made_files.opendocument_sheet([["Port", "Ships"], ["Lisbon", "40"], ["Porto", STORM]]),
    "pptx": made_files.slides(["Harbour", STORM, "It rained."]),
    "odp": made_files.opendocument_slides(["Harbour", STORM]),
    "ipynb": made_files.notebook(f"# Harbour\n\n{STORM}\n\n- one\n- two").encode(),
    "json": made_files.indented(
        {"ports": [{"name": "Lisbon", "text": STORM}, {"ships": 40}], "tags": ["sea", 'a"b'], "chat": CHAT}
    ).encode(),
    "rst": f"Harbour\n=======\n\n{STORM} ``x`` :ref:`y`\n\n.. code-block:: python\n\n   x\n\n* one\n".encode(),
    "org": f"* Harbour\n{STORM}\n| a | b |\n|---+---|\n| c | d |\n#+begin_src x\ny\n#+end_src\n".encode(),
    "adoc": f"= Harbour\n\n{STORM}\n\n|===\n|a |b\n\n|c |d\n|===\n\n----\nx\n----\n".encode(),
    "tex": f"\\section{{Harbour}}\n{STORM} \\emph{{x}}\n\\begin{{itemize}}\n\\item one\n\\end{{itemize}}\n".encode(),
    "jsonl": made_files.records({"a": {"b": ["It rained for two days in Lisbon and in Porto."]}}, ["x", 1.5]).encode(),
}


PARTS = {
    "docx": ("word/document.xml", made_files.word("It rained.", heading="Port", rows=[["a", "b"]])),
    "odt": ("content.xml", made_files.opendocument("<text:h>Port</text:h><text:p>It<text:s/>rained.</text:p>")),
    "xlsx": ("xl/worksheets/sheet1.xml", made_files.workbook({"Ports": [["Port", "Ships"], ["Lisbon", 40]]})),
    "pptx": ("ppt/slides/slide1.xml", made_files.slides(["Harbour", "It rained."])),
    "ods": ("content.xml", made_files.opendocument_sheet([["Port", "Ships"], ["Lisbon", "40"]])),
    "odp": ("content.xml", made_files.opendocument_slides(["Harbour", "It rained."])),
    "epub": ("OPS/text/0.xhtml", made_files.book("<h1>Port</h1><p>It rained.</p>")),
}
"""Of formats that are archives of XML: the part that is fuzzed, as chance never makes an archive, and a whole document."""


def whole(name: str, data: bytes) -> bytes:
    """An input as a document: for an archive of XML that the input is none of, with the input as its part."""
    if name not in PARTS or data.startswith(b"PK"):
        return data
    part, document = PARTS[name]
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts: dict[str, str | bytes] = {each: archive.read(each) for each in archive.namelist()}
    return made_files.zipped({**parts, part: data})


def main() -> None:
    """Write the seeds."""
    for name, content in SEEDS.items():
        folder = CORPUS / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "seed").write_bytes(content)
    for name, (part, document) in PARTS.items():
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            (CORPUS / name / "part").write_bytes(archive.read(part))


if __name__ == "__main__":
    main()
