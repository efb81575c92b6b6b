"""Every example of the page on the library runs, in order, as a reader would type it."""

import os
import re
import shutil
import subprocess
import sys

from tests.conftest import EXAMPLES, ROOT


def test_the_examples_of_the_page_on_python_run(models_folder, tmp_path):
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 9
    (tmp_path / "page.py").write_text("\n".join(blocks), encoding="utf-8")
    env = {**os.environ, "SUMMARIZE_MODELS": str(models_folder), "PYTHONPATH": str(ROOT)}
    env.pop("SUMMARIZE_INDEX", None)
    ran = subprocess.run([sys.executable, "page.py"], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    printed = ran.stdout
    assert "Xi Jinping emphasised that Russia was willing to negotiate over Ukraine. meridian_post.md:8" in printed
    assert "what did Xi say on trade" in printed
    assert "False 1 1" in printed
    assert "nothing.txt: no such file in the sources" in printed
    assert (tmp_path / "briefing.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (tmp_path / "briefing.docx").read_bytes().startswith(b"PK")
