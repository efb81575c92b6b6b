"""Where things are on this machine: models, index, prompts."""

import os
from importlib import resources
from pathlib import Path

APP = "summarize"
CHECKOUT = Path(__file__).resolve().parent.parent
RECORD = "<!-- summarize read: "
"""How a briefing's record of its making begins, at its end."""
KEYWORDS = "briefing by summarize"
"""What a briefing in Word holds among its properties."""
MAX_QUESTION = 2_000
"""Characters. The embedder reads 256 tokens; a longer question is a document."""


def checkout() -> Path | None:
    """The source checkout that the package runs from, if it runs from one."""
    return CHECKOUT if (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / "prompts").is_dir() else None


def index_folder(option: Path | None) -> Path:
    """The index: `--index`, else `SUMMARIZE_INDEX`, else `index/` in the working folder."""
    return option or Path(os.environ.get("SUMMARIZE_INDEX") or "index")


def models_folders(option: Path | None) -> list[Path]:
    """Where models may be, the first that holds one is used, the last is where `pull` puts them.

    `--models` or `SUMMARIZE_MODELS` alone if given; else `models/` in the working folder, the checkout's `models/`,
    and outside a checkout the user's data folder.
    """
    given = option or os.environ.get("SUMMARIZE_MODELS")
    if given:
        return [Path(given)]
    root = checkout()
    if root:
        return [Path("models"), root / "models"]
    from platformdirs import user_data_path  # imported where it is needed: `--help` answers at once

    return [Path("models"), user_data_path(APP) / "models"]


def prompts_folder() -> Path:
    """The folder of prompt templates: the installed package's, else the checkout's."""
    installed = Path(str(resources.files("summarize"))) / "prompts"
    return installed if installed.is_dir() else CHECKOUT / "prompts"


def shipped_folder() -> Path:
    """The folder of the small models that come with the program: the installed package's, else the checkout's."""
    installed = Path(str(resources.files("summarize"))) / "shipped"
    return installed if installed.is_dir() else CHECKOUT / "models" / "shipped"
