"""Our own inputs of every format, cut short and mutated: each gives items, and nothing raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.checks import ANY, NAMES, check
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

GOLDEN = Path(__file__).parents[2] / "golden"
INPUTS = {
    name: [path.read_bytes() for path in sorted(GOLDEN.glob(f"{name}/*/input*")) if path.stat().st_size < 60_000]
    for name in NAMES
    if name != ANY
}
PIECES = st.sampled_from(
    [b"", b"\0", b"<", b">", b'"', b",", b"\n", b"{", b"]", b"&x;", b"\xff", b"99999999999", b"\\u0000"]
)


@pytest.mark.parametrize("name", [name for name, inputs in INPUTS.items() if inputs])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged(name: str, data: st.DataObject) -> None:
    damaged = data.draw(st.sampled_from(INPUTS[name]))
    for _ in range(data.draw(st.integers(0, 4))):
        begin = data.draw(st.integers(0, len(damaged)))
        end = min(len(damaged), begin + data.draw(st.sampled_from([0, 0, 1, 1, 5, 200])))
        damaged = damaged[:begin] + data.draw(PIECES) + damaged[end:]
    if data.draw(st.booleans()):
        damaged = damaged[: data.draw(st.integers(0, len(damaged)))]
    check(name, damaged)
    check(ANY, damaged)
