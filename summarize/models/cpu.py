"""CPU features, thread counts, and what a model is run with."""

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path

LIMIT = "SUMMARIZE_PROCESSORS"
"""The environment variable by which a worker of a cluster keeps to its share of the processors."""


@dataclass(frozen=True, slots=True)
class Compute:
    """What a model is run with: threads, and how many of its layers a graphics card takes; None is all that fit a usable one."""

    threads: int
    gpu_layers: int | None = None


CPUINFO = Path("/proc/cpuinfo")
EIGHT_BIT = frozenset("avx512_vnni avx_vnni avx10_1 asimddp".split())
"""CPU features that multiply 8-bit integers and sum the products in 32 bits, in one instruction (VNNI; Arm's dot product)."""


def processors() -> int:
    """Return the number of processors that this process may use."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(there, int(os.environ.get(LIMIT, there)))


def name() -> str:
    """Return the processor's name, and whether it multiplies bytes; measurements hold for all processors of the same name."""
    found = re.search(r"^model name\s*: (.*)$", _cpuinfo(), re.MULTILINE)
    return f"{found[1] if found else platform.processor() or platform.machine()}{', 8-bit products' * multiplies_bytes()}"


def multiplies_bytes() -> bool:
    """Whether 8-bit arithmetic is fast and exact; elsewhere it may saturate, or be slower than floating point."""
    found = re.search(r"^(?:flags|Features)\s*: (.*)$", _cpuinfo(), re.MULTILINE)
    if found:
        return bool(EIGHT_BIT & {*found[1].split()})
    return platform.system() == "Darwin" and platform.machine() == "arm64"


def _cpuinfo() -> str:
    try:
        return CPUINFO.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
