"""The series of a US application from its serial and the year it was filed in.

Serials count on through a series, so serial and year together leave one series. Where they do not fit the course of
the series (a national phase goes by its international filing date and has a later serial), no series is told.

Source: USPTO MPEP 503; the course of the serials from applications as printed on grants.
"""

from __future__ import annotations

__all__ = ["provisional_series", "utility_series"]

_MILLION = 1_000_000
_MARGIN = 5_000
# Series and serial with which a year begins.
_UTILITY = {
    1987: 7_000_000,
    1988: 7_140_000,
    1989: 7_292_000,
    1990: 7_459_000,
    1991: 7_636_000,
    1992: 7_815_000,
    1993: 8_000_000,
    1994: 8_176_000,
    1995: 8_367_000,
    1996: 8_580_000,
    1997: 8_775_000,
    1998: 9_001_000,
    1999: 9_225_000,
    2000: 9_476_000,
    2001: 9_752_000,
    2002: 10_036_000,
    2003: 10_335_000,
    2004: 10_751_000,
    2005: 11_028_000,
    2006: 11_325_000,
    2007: 11_648_000,
    2008: 12_006_000,
    2009: 12_348_000,
    2010: 12_655_000,
    2011: 12_984_000,
}
_PROVISIONAL = {
    1995: 60_000_000,
    1996: 60_009_000,
    1997: 60_034_000,
    1998: 60_070_000,
    1999: 60_114_000,
    2000: 60_174_000,
    2001: 60_259_000,
    2002: 60_343_000,
    2003: 60_437_000,
    2004: 60_533_000,
    2005: 60_640_000,
    2006: 60_755_000,
    2007: 60_878_000,
    2008: 61_018_000,
    2009: 61_141_000,
    2010: 61_291_000,
    2011: 61_428_000,
    2012: 61_582_000,
    2013: 61_747_000,
    2014: 61_921_000,
    2015: 62_098_000,
}


def utility_series(serial: int, year: int) -> str:
    """The series ("10") of a non-provisional application for an invention, "" where it is not certain."""
    return _series(_UTILITY, serial, year)


def provisional_series(serial: int, year: int) -> str:
    """The series ("60") of a provisional application, "" where it is not certain."""
    return _series(_PROVISIONAL, serial, year)


def _series(course: dict[int, int], serial: int, year: int) -> str:
    first, last = course.get(year), course.get(year + 1)
    if first is None or last is None:
        return ""
    for series in range(first // _MILLION, last // _MILLION + 1):
        if first - _MARGIN <= series * _MILLION + serial <= last + _MARGIN:
            return f"{series:02}"
    return ""
