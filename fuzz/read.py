"""The fuzzer of one format: `python -m fuzz.read FORMAT [options of libFuzzer] [folders of inputs]`.

FORMAT is a name of the catalogue, or "any" for all of them as `read_stream` tells them apart.
"""

from __future__ import annotations

import random
import re
import sys

import atheris

with atheris.instrument_imports(include=["patentfair.domain.formats", "patentfair.domain.patents"]):
    from fuzz.checks import NAMES, check

_TOKENS = re.compile(rb"(<[^>]{0,400}>|[,;\t\n\"{}\[\]:])")
_ODD = (
    b"", b"0", b"00000000", b"99999999", b"20230230", b"-1", b"1e999", b"\xef\xbb\xbf", b"\0", b"&amp;", b"&x;",
    b"&#0;", b"&#x110000;", b"<![CDATA[", b"]]>", b"<!--", b"<?xml version='1.0'?>", b"\xff\xfe", b"\xf0\x9f\x98\x80",
    b"\xed\xa0\x80", b"US", b"CN", b"null", b"[]", b"{}", b'"', b"\r\n", b"D" * 70, b"9" * 400, b" " * 300,
    b"xmlns:a='b'",
)  # fmt: skip


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """Half the time as libFuzzer does it; otherwise whole tags, cells and lines are moved, doubled or put in."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        return bytes(atheris.Mutate(data, most))
    tokens = _TOKENS.split(data)
    for _ in range(chance.randint(1, 4)):
        begin = chance.randrange(len(tokens))
        end = min(len(tokens), begin + chance.choice((1, 1, 2, 3, 8, 30)))
        place = chance.randrange(len(tokens))
        run = tokens[begin:end]
        act = chance.randrange(5)
        if act == 0:
            del tokens[begin:end]
        elif act == 1:
            tokens[place:place] = run
        elif act == 2:
            tokens[begin:end] = reversed(run)
        elif act == 3:
            tokens[place] = chance.choice(_ODD)
        else:
            tokens[place : place + len(run)] = run
        tokens = tokens or [b""]
    return b"".join(tokens)[:most]


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        sys.exit(f"{__doc__}\nFormats: {', '.join(NAMES)}")
    name = sys.argv.pop(1)
    # libFuzzer starts itself anew to merge, and takes the first word of its arguments for a command of the shell.
    sys.argv[0] = f"{sys.executable} -m fuzz.read {name}"
    atheris.Setup(sys.argv, lambda data: check(name, data) and None, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
