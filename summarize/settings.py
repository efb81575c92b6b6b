"""Locations on this machine (models, index, prompts), and a few shared constants."""

import os
from importlib import resources
from pathlib import Path

from summarize.errors import InputError

APP = "summarize"
CHECKOUT = Path(__file__).resolve().parent.parent
RECORD = "<!-- summarize read: "
"""The start of a briefing's record of its making, which is at the end of the briefing."""
KEYWORDS = "briefing by summarize"
"""The keywords in the properties of a Word briefing."""
MAX_QUESTION = 2_000
"""Maximum number of characters of a question. The embedder reads 256 tokens; a longer question is a document."""


def checkout() -> Path | None:
    """Return the source checkout that the package runs from; `None` if it does not run from one."""
    return CHECKOUT if (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / "prompts").is_dir() else None


def index_folder(option: Path | None) -> Path:
    """Return the index folder: `--index`, else `SUMMARIZE_INDEX`, else `index/` in the working folder."""
    return option or Path(os.environ.get("SUMMARIZE_INDEX") or "index")


def gpu_layers(option: int | None) -> int | None:
    """Return how many layers of a model a graphics card takes: `--gpu-layers`, else `SUMMARIZE_GPU_LAYERS`; None is all.

    Raises:
        InputError: the variable is no number from 0.
    """
    given = os.environ.get("SUMMARIZE_GPU_LAYERS")
    if option is not None or not given:
        return option
    if not given.isdecimal():
        raise InputError(f"SUMMARIZE_GPU_LAYERS is “{given}”; set it to a number of layers, 0 for none")
    return int(given)


def names_models(option: Path | None) -> bool:
    """Whether the user says where the models are."""
    return bool(option or os.environ.get("SUMMARIZE_MODELS"))


def models_folders(option: Path | None) -> list[Path]:
    """Return the folders where models may be; the first that has one is used, and `pull` writes to the last.

    Only `--models` or `SUMMARIZE_MODELS` if given; else `models/` in the working folder, and the checkout's `models/` or,
    outside a checkout, the user's data folder.
    """
    if given := option or os.environ.get("SUMMARIZE_MODELS"):
        return [Path(given)]
    root = checkout()
    if root:
        return [Path("models"), root / "models"]
    from platformdirs import user_data_path  # imported only here, so that `--help` answers at once

    return [Path("models"), user_data_path(APP) / "models"]


def prompts_folder() -> Path:
    """Return the folder of prompt templates: the installed package's, else the checkout's."""
    installed = Path(str(resources.files("summarize"))) / "prompts"
    return installed if installed.is_dir() else CHECKOUT / "prompts"


def examples_folder() -> Path:
    """Return the folder of the example documents: the installed package's, else the checkout's."""
    installed = Path(str(resources.files("summarize"))) / "examples"
    return installed if installed.is_dir() else CHECKOUT / "examples"


def shipped_folder() -> Path:
    """Return the folder of the small models that come with the program: the installed package's, else the checkout's."""
    installed = Path(str(resources.files("summarize"))) / "shipped"
    return installed if installed.is_dir() else CHECKOUT / "models" / "shipped"
