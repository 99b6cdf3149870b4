"""Class symbols as the elements of WIPO ST.96's PatentClassificationBag, in the record's own order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from patentfair.domain.formats.write_st96_elements import add
from patentfair.domain.formats.xml_documents import Element
from patentfair.domain.patents.record import ClassScheme, ClassSymbol

__all__ = ["write_classes"]

_SYMBOL = re.compile(r"([A-HY])(\d{2})([A-Z])(?: (\d{1,4})/(\d{2,6}))?")
_MONTH = re.compile(r"(\d{4})\.(\d{2})")


def write_classes(bag: Element, classes: Iterable[ClassSymbol]) -> None:
    """One group for each run of symbols of one scheme; a first symbol of the CPC or the USPC begins a new one."""
    run: list[ClassSymbol] = []
    for symbol in classes:
        if run and (run[-1].scheme is not symbol.scheme or _begins(run[-1], symbol)):
            _WRITERS[run[0].scheme](bag, run)
            run = []
        run.append(symbol)
    if run:
        _WRITERS[run[0].scheme](bag, run)


def _begins(before: ClassSymbol, symbol: ClassSymbol) -> bool:
    if symbol.scheme in (ClassScheme.CPC, ClassScheme.USPC):
        return symbol.first
    if symbol.scheme is ClassScheme.IPC:
        return _is_edition(before) != _is_edition(symbol) or (_is_edition(symbol) and before.version != symbol.version)
    return before.version != symbol.version


def _is_edition(symbol: ClassSymbol) -> bool:
    """Whether the version is that of an edition before the reform ("7")."""
    return symbol.version.isdecimal()


def _ipc(bag: Element, symbols: Sequence[ClassSymbol]) -> None:
    """Editions as they were printed; structured where the version is a month; as the printed text otherwise."""
    if _is_edition(symbols[0]):
        group = add(bag, "pat:IPCClassification")
        add(group, "com:Edition", symbols[0].version)
        for symbol in symbols:
            add(group, "pat:MainClassification" if symbol.first else "pat:FurtherClassification", symbol.symbol)
        return
    group = add(bag, "pat:IPCRClassificationBag")
    for symbol in symbols:
        held = add(group, "pat:IPCRClassification")
        month = _MONTH.fullmatch(symbol.version)
        if month is None or _SYMBOL.fullmatch(symbol.symbol) is None:
            version = f" ({symbol.version})" if symbol.version else ""
            add(held, "pat:PatentClassificationText", symbol.symbol + version)
            continue
        add(held, "pat:ClassificationVersionDate", f"{month[1]}-{month[2]}")
        add(held, "com:SymbolPositionCode", "F" if symbol.first else "L")
        _structured(held, symbol, "pat:Section")


def _structured(held: Element, symbol: ClassSymbol, section: str) -> None:
    if (found := _SYMBOL.fullmatch(symbol.symbol)) is not None:
        for name, part in zip(
            (section, "pat:Class", "pat:Subclass", "pat:MainGroup", "pat:Subgroup"), found.groups(), strict=True
        ):
            if part:
                add(held, name, part)


def _cpc(bag: Element, symbols: Sequence[ClassSymbol]) -> None:
    group = add(bag, "pat:CPCClassificationBag")
    further = None
    for symbol in symbols:
        if not symbol.first and further is None:
            further = add(group, "pat:FurtherCPC")
        held = add(add(group, "pat:MainCPC") if symbol.first or further is None else further, "pat:CPCClassification")
        if month := _MONTH.fullmatch(symbol.version):
            add(held, "pat:ClassificationVersionDate", f"{month[1]}-{month[2]}")
        _structured(held, symbol, "pat:CPCSection")
        add(held, "com:SymbolPositionCode", "F" if symbol.first else "L")


def _locarno(bag: Element, symbols: Sequence[ClassSymbol]) -> None:
    group = add(bag, "com:LocarnoClassificationBag")
    if symbols[0].version:
        add(group, "com:LocarnoClassificationEdition", symbols[0].version)
    for symbol in symbols:
        held = add(group, "com:LocarnoClassification")
        add(held, "com:SymbolPositionCode", "F" if symbol.first else "L")
        main, _, subclass = symbol.symbol.partition("-")
        add(held, "com:LocarnoClass", main)
        add(add(held, "com:LocarnoSubclassBag"), "com:LocarnoSubclass", subclass)


def _uspc(bag: Element, symbols: Sequence[ClassSymbol]) -> None:
    group = add(bag, "pat:NationalClassification")
    add(group, "com:IPOfficeCode", "US")
    for symbol in symbols:
        name = "pat:MainNationalClassification" if symbol.first else "pat:FurtherNationalClassification"
        held = add(group, name)
        main, slash, subclass = symbol.symbol.partition("/")
        if slash:
            add(held, "pat:NationalClass", main)
            add(held, "pat:NationalSubclass", subclass)
        else:
            add(held, "pat:PatentClassificationText", symbol.symbol)


_WRITERS = {
    ClassScheme.IPC: _ipc,
    ClassScheme.CPC: _cpc,
    ClassScheme.LOCARNO: _locarno,
    ClassScheme.USPC: _uspc,
}
