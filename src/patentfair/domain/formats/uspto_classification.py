"""Classification symbols in USPTO v4 documents: IPC as fixed-width text or in parts, CPC, Locarno, national."""

from __future__ import annotations

from functools import lru_cache

from patentfair.domain.formats.uspto_elements import Found, fields_of, text_of
from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.patents.classes import parse_class, uspc_symbol
from patentfair.domain.patents.record import ClassScheme, ClassSymbol

__all__ = ["read_cpc", "read_ipc", "read_ipcr", "read_locarno", "read_uspc"]

_BAD = "uspto.class-symbol"


def read_ipc(found: Found, element: Element) -> None:
    """The seventh edition: fixed-width symbols."""
    edition = text_of(element[0]) if len(element) and element[0].tag == "edition" else ""
    for child in element.iterchildren("main-classification", "further-classification"):
        symbol = parse_class(child.text or "", ClassScheme.IPC, first=child.tag == "main-classification")
        if symbol is None:
            found.problems.append(_BAD)
        else:
            found.classes.append(
                ClassSymbol(scheme=symbol.scheme, symbol=symbol.symbol, version=edition, first=symbol.first)
            )


def read_ipcr(found: Found, element: Element) -> None:
    for child in element.iterchildren("classification-ipcr"):
        symbol = _structured(child, ClassScheme.IPC)
        found.classes.append(symbol) if symbol else found.problems.append(_BAD)


def read_cpc(found: Found, element: Element) -> None:
    for child in element.iter("classification-cpc"):
        parent = child.getparent()
        main = parent is not None and parent.tag == "main-cpc"
        symbol = _structured(child, ClassScheme.CPC, first=main)
        found.classes.append(symbol) if symbol else found.problems.append(_BAD)


def _structured(element: Element, scheme: ClassScheme, *, first: bool = False) -> ClassSymbol | None:
    section = number = subclass = group = subgroup = version = ""
    for child in element:
        tag = child.tag
        if tag == "section":
            section = child.text or ""
        elif tag == "class":
            number = child.text or ""
        elif tag == "subclass":
            subclass = child.text or ""
        elif tag == "main-group":
            group = child.text or ""
        elif tag == "subgroup":
            subgroup = child.text or ""
        elif tag == "symbol-position":
            first = first or (scheme is ClassScheme.IPC and child.text == "F")
        elif tag in ("ipc-version-indicator", "cpc-version-indicator"):
            version = child[0].text or "" if len(child) else ""
        elif tag == "action-date":
            break  # of no use here, nor what follows it
    if not (section and number and subclass):
        return None
    symbol = f"{section}{number}{subclass} {group}/{subgroup}" if group and subgroup else f"{section}{number}{subclass}"
    return ClassSymbol(scheme=scheme, symbol=symbol, version=_version(version), first=first)


@lru_cache(maxsize=256)
def _version(day: str) -> str:
    """A version's date in the short form that is printed with symbols: "20060101" -> "2006.01"."""
    return f"{day[:4]}.{day[4:6]}" if len(day) == 8 else day


def read_locarno(found: Found, element: Element) -> None:
    fields = fields_of(element)
    symbol = parse_class(fields.get("main-classification", ""), ClassScheme.LOCARNO, first=True)
    if symbol is None:
        found.problems.append(_BAD)
        return
    version = fields.get("edition", "")
    found.classes.append(ClassSymbol(scheme=symbol.scheme, symbol=symbol.symbol, version=version, first=True))


def read_uspc(found: Found, element: Element) -> None:
    for child in element.iterchildren("main-classification", "further-classification"):
        if (text := child.text) and text.strip():
            first = child.tag == "main-classification"
            found.classes.append(ClassSymbol(scheme=ClassScheme.USPC, symbol=_national(text), first=first))


@lru_cache(maxsize=65536)
def _national(text: str) -> str:
    """Grants fill up with blanks ("  2238"), applications with noughts: "002238000", "623001160", "D02757000"."""
    if not (len(text) == 9 and text.isalnum() and text[3:].isdecimal()):
        return uspc_symbol(text)
    letters = text[:3].rstrip("0123456789")
    number, subclass, decimals = text[len(letters) : 3].lstrip("0"), text[3:6].lstrip("0"), text[6:].rstrip("0")
    return f"{letters}{number}/{subclass or '0'}{'.' if decimals else ''}{decimals}"
