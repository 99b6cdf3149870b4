"""A paper as PDF, set with Typst; the same paper gives the same bytes."""

from __future__ import annotations

from importlib.resources import files

import msgspec
import typst

from patentfair.adapters.documents.paper import Paper, laid_out

__all__ = ["paper_pdf"]


def paper_pdf(paper: Paper) -> bytes:
    """The paper as PDF. Chinese needs a CJK font on the machine (Noto CJK, Source Han, Songti or SimSun)."""
    source = files(__package__).joinpath("paper.typ").read_bytes()
    return typst.compile(source, sys_inputs={"paper": msgspec.json.encode(laid_out(paper)).decode()})
