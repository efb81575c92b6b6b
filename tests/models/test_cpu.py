"""What a processor can do is read from what the system says of it."""

import pytest

from summarize.models import cpu


@pytest.mark.parametrize(
    ("said", "quick"),
    [
        ("model name\t: Some CPU\nflags\t\t: fpu avx2 avx512_vnni\n", True),
        ("model name\t: Some CPU\nflags\t\t: fpu avx2 avx_vnni\n", True),
        ("model name\t: Some CPU\nflags\t\t: fpu avx2 avx512f\n", False),
        ("processor\t: 0\nFeatures\t: fp asimd asimddp\n", True),
    ],
)
def test_arithmetic_in_bytes_is_used_only_where_the_processor_says_that_it_has_it(monkeypatch, tmp_path, said, quick):
    path = tmp_path / "cpuinfo"
    path.write_text(said)
    monkeypatch.setattr(cpu, "CPUINFO", path)
    assert cpu.multiplies_bytes() is quick


def test_a_processor_is_named_with_what_matters_here(monkeypatch, tmp_path):
    path = tmp_path / "cpuinfo"
    path.write_text("model name\t: Some CPU 3000\nflags\t: fpu\n")
    monkeypatch.setattr(cpu, "CPUINFO", path)
    assert cpu.name() == "Some CPU 3000"
    path.write_text("model name\t: Some CPU 3000\nflags\t: fpu avx_vnni\n")
    assert cpu.name() == "Some CPU 3000, 8-bit products"
