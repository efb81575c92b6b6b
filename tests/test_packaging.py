"""An installed wheel carries what the program reads."""

import subprocess
import sys
import zipfile

from tests.conftest import ROOT


def test_a_wheel_carries_the_prompts_the_catalogue_and_the_small_models(tmp_path):
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    assert {"summarize/prompts/write.txt", "summarize/prompts/shorten.txt", "summarize/models/catalogue.toml"} <= names
    assert {
        "summarize/shipped/writer-adapter.gguf",
        "summarize/shipped/entailment-adapter.gguf",
        "summarize/text/demonyms.tsv",
        "summarize/text/inflections.tsv",
    } <= names
    assert not any(name.startswith(("training/", "tests/")) for name in names)


def test_prompts_and_small_models_are_read_from_an_installed_wheel(tmp_path):
    self_contained = tmp_path / "site"
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--target",
        str(self_contained),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    code = f"import sys; sys.path.insert(0, {str(self_contained)!r}); from summarize import settings; "
    code += "from summarize.models import catalogue, prompts; prompts.load('write'); print(settings.prompts_folder()); "
    code += "print(*(catalogue.state_of_shipped(small) for small in catalogue.shipped()))"
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (self_contained / "summarize" / "py.typed").exists()
    assert result.stdout.splitlines() == [str(self_contained / "summarize" / "prompts"), "verified verified verified"]
