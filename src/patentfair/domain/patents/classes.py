"""Classification symbols of the IPC, the CPC, Locarno and the former US scheme, in one canonical spelling each.

IPC and CPC "A61K 31/00", Locarno "01-01", USPC "379/88.02". Source: WIPO ST.8 (fixed-width IPC symbols), the IPC and
Locarno guides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from patentfair.domain.patents.record import ClassScheme, ClassSymbol

__all__ = ["ancestors", "ipc_symbol", "locarno_symbol", "main_group", "parse_class", "uspc_symbol"]

_LONGEST = 64
_IPC = re.compile(
    r"([A-HY])(\d{2})([A-Z])(?:\s*0*(\d{1,4})\s*[/:]\s*(\d{2,6}))?\s*(?:\(\s*([\d.]+)\s*\))?\s*[A-Z]{0,2}\s*[,;]?"
)
# Seventh edition without a slash: subclass, main group in three places, subgroup in the rest ("A45F  504").
_IPC_FIXED = re.compile(r"([A-HY]\d{2}[A-Z])([ \d]{2}\d)(\d{2,6})")
# ST.8 and the scheme files: subclass, main group in four places, subgroup in six ("A01B0001020000").
_IPC_FOURTEEN = re.compile(r"([A-HY]\d{2}[A-Z])(\d{4})(\d{6})")
_LOCARNO = re.compile(r"(\d{2})\s*-?\s*(\d{2})(?:\s*\(\s*(\d+)\s*\))?")


@lru_cache(maxsize=65536)
def _ipc_parts(text: str) -> tuple[str, str] | None:
    if len(text) > _LONGEST:
        return None
    folded = text.strip().upper()
    if long := _IPC_FOURTEEN.fullmatch(folded):
        subgroup = long[3].rstrip("0")
        return f"{long[1]} {int(long[2])}/{subgroup:0<2}", ""
    if fixed := _IPC_FIXED.fullmatch(folded):
        return f"{fixed[1]} {int(fixed[2])}/{fixed[3]}", ""
    found = _IPC.fullmatch(folded)
    if found is None:
        return None
    subclass = f"{found[1]}{found[2]}{found[3]}"
    version = found[6] or ""
    return (f"{subclass} {found[4]}/{found[5]}" if found[4] else subclass), version


def ipc_symbol(text: str) -> str | None:
    """Canonical IPC or CPC symbol, or None: "A61K0031/00", "B64C33/02(2006.01)I", "A45F  504" -> "B64C 33/02" ..."""
    parts = _ipc_parts(text)
    return parts[0] if parts else None


def locarno_symbol(text: str) -> str | None:
    """Canonical Locarno symbol, or None: "2102", "01-01 (12)" -> "21-02", "01-01"."""
    found = _LOCARNO.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    return f"{found[1]}-{found[2]}" if found else None


@lru_cache(maxsize=65536)
def uspc_symbol(text: str) -> str:
    """USPC symbol from its fixed-width form: class in three places, subclass in three, then decimals or letters."""
    main, subclass, rest = text[:3].replace(" ", ""), text[3:6].strip(), text[6:].strip()
    if not subclass:
        return main
    return f"{main}/{subclass}{'.' if rest.isdecimal() else ''}{rest}"


def parse_class(text: str, scheme: ClassScheme, *, first: bool = False) -> ClassSymbol | None:
    """A symbol as printed, with the version in brackets where there is one; None when it is not of `scheme`."""
    if scheme is ClassScheme.LOCARNO:
        found = _LOCARNO.fullmatch(text.strip()) if len(text) <= _LONGEST else None
        if found is None:
            return None
        return ClassSymbol(scheme=scheme, symbol=f"{found[1]}-{found[2]}", version=found[3] or "", first=first)
    if scheme is ClassScheme.USPC:
        return ClassSymbol(scheme=scheme, symbol=uspc_symbol(text), first=first) if text.strip() else None
    parts = _ipc_parts(text)
    return ClassSymbol(scheme=scheme, symbol=parts[0], version=parts[1], first=first) if parts else None


def main_group(symbol: str) -> str:
    """The main group that holds an IPC or CPC symbol: "A61K 31/573" -> "A61K 31/00"; a subclass is its own."""
    head, slash, _ = symbol.partition("/")
    return f"{head}/00" if slash else symbol


def ancestors(symbol: str) -> tuple[str, ...]:
    """What holds a canonical symbol, widest first, without the symbol itself.

    IPC and CPC: section, class, subclass, main group. Locarno: the class ("21" of "21-02"). Steps between subgroups
    need the scheme file and are not told here.
    """
    if "-" in symbol:
        return (symbol[:2],)
    if "/" in symbol and not re.match(r"[A-HY]\d{2}[A-Z] ", symbol):
        return (symbol.partition("/")[0],)
    steps = [symbol[:1], symbol[:3], symbol[:4], main_group(symbol)]
    return tuple(dict.fromkeys(step for step in steps if step != symbol and len(step) < len(symbol) + 1))
