"""Units of measurement: spellings, and factors to the SI unit of their dimension."""

from __future__ import annotations

import re

import msgspec

__all__ = ["UNIT_PATTERN", "Unit", "canonical_unit", "unit_of"]


class Unit(msgspec.Struct, frozen=True):
    """`value * factor + offset` is the value in the coherent SI unit of `dimension`. `symbol` is lower case."""

    symbol: str
    dimension: str
    factor: float
    offset: float = 0.0


# Symbols are folded to lower case as texts are, so where case tells units apart (mW, MW) the commoner one stands.
_TABLE: dict[str, dict[str, float]] = {
    "length": {"nm": 1e-9, "um": 1e-6, "mm": 1e-3, "cm": 1e-2, "dm": 1e-1, "m": 1, "km": 1e3},
    "area": {"mm2": 1e-6, "cm2": 1e-4, "m2": 1, "km2": 1e6, "ha": 1e4},
    "volume": {"ul": 1e-9, "ml": 1e-6, "l": 1e-3, "cm3": 1e-6, "m3": 1},
    "mass": {"ug": 1e-9, "mg": 1e-6, "g": 1e-3, "kg": 1, "t": 1e3},
    "time": {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600, "day": 86400, "year": 31557600},
    "frequency": {"hz": 1, "khz": 1e3, "mhz": 1e6, "ghz": 1e9, "rpm": 1 / 60},
    "voltage": {"mv": 1e-3, "v": 1, "kv": 1e3},
    "current": {"ua": 1e-6, "ma": 1e-3, "a": 1, "ka": 1e3},
    "charge": {"mah": 3.6, "ah": 3600},
    "power": {"w": 1, "kw": 1e3, "mw": 1e6, "gw": 1e9},
    "energy": {"j": 1, "kj": 1e3, "mj": 1e6, "wh": 3600, "kwh": 3.6e6, "mwh": 3.6e9},
    "specific_energy": {"wh/kg": 3600, "kwh/kg": 3.6e6, "j/kg": 1, "kj/kg": 1e3},
    "specific_charge": {"mah/g": 3600, "ah/kg": 3600},
    "pressure": {"pa": 1, "kpa": 1e3, "mpa": 1e6, "gpa": 1e9, "bar": 1e5},
    "force": {"n": 1, "kn": 1e3},
    "torque": {"n·m": 1, "nm_torque": 1},
    "temperature": {"k": 1},
    "ratio": {"%": 1e-2, "ppm": 1e-6, "ppb": 1e-9},
    "level": {"db": 1},
    "resistance": {"ω": 1, "kω": 1e3, "mω": 1e6},
    "luminous": {"lm": 1},
    "luminous_efficacy": {"lm/w": 1},
    "illuminance": {"lx": 1},
    "amount": {"mol": 1, "mmol": 1e-3},
    "concentration": {"mol/l": 1e3, "mmol/l": 1},
    "mass_concentration": {"mg/l": 1e-3, "g/l": 1, "mg/m3": 1e-6, "ug/m3": 1e-9},
    "speed": {"m/s": 1, "km/h": 1 / 3.6, "mm/s": 1e-3, "m/min": 1 / 60},
    "density": {"g/cm3": 1e3, "kg/m3": 1},
    "thermal_conductivity": {"w/mk": 1},
    "count": {"次": 1, "台": 1, "件": 1},
    "data_rate": {"kbps": 1e3, "mbps": 1e6, "gbps": 1e9},
}
_UNITS = {symbol: Unit(symbol, name, factor) for name, units in _TABLE.items() for symbol, factor in units.items()}
_UNITS["°c"] = Unit("°c", "temperature", 1, 273.15)
_UNITS["°f"] = Unit("°f", "temperature", 5 / 9, 459.67 * 5 / 9)

_SPELLINGS = {
    "纳米": "nm", "微米": "um", "毫米": "mm", "厘米": "cm", "千米": "km", "公里": "km", "平方米": "m2",
    "平方厘米": "cm2",
    "立方米": "m3", "毫升": "ml", "微克": "ug", "毫克": "mg", "千克": "kg", "公斤": "kg", "毫秒": "ms", "分钟": "min",
    "小时": "h", "摄氏度": "°c", "千瓦时": "kwh", "千瓦": "kw", "兆帕": "mpa", "千帕": "kpa", "赫兹": "hz",
    "兆赫": "mhz",
    "分贝": "db", "伏特": "v", "安时": "ah", "瓦时": "wh", "牛顿": "n",
    "hours": "h", "hour": "h", "minutes": "min", "days": "day", "years": "year", "seconds": "s", "percent": "%",
    "cycles": "次", "mmhg": "mmhg", "ohm": "ω", "ohms": "ω", "kohm": "kω", "w/(m·k)": "w/mk", "w/(m*k)": "w/mk",
    "w/m·k": "w/mk", "mpa·s": "mpa·s", "wh·kg-1": "wh/kg", "μm": "um", "µm": "um", "年": "year", "天": "day", "吨": "t",
    "米": "m", "克": "g", "升": "l", "秒": "s", "伏": "v", "瓦": "w", "度": "°c",
}  # fmt: skip

# Behind a number with a space, "a" is the English article and the shortest Chinese units are parts of other words.
_IN_TEXT = sorted(
    (
        unit
        for unit in {*_UNITS, *_SPELLINGS}
        if unit not in {"a", "year", "day", "years", "days", "nm_torque", "度", "天", "件", "台", "次", "米", "年"}
    ),
    key=len,
    reverse=True,
)
UNIT_PATTERN = "|".join(
    re.escape(unit) + (r"(?![a-z0-9])" if unit[-1].isascii() and unit[-1].isalnum() else "") for unit in _IN_TEXT
)


def canonical_unit(spelling: str) -> str:
    """The lower-case symbol of a unit as it stands in folded text ("毫米" and "mm" are both "mm")."""
    return _SPELLINGS.get(spelling, spelling)


def unit_of(spelling: str) -> Unit | None:
    """The unit of that spelling, "" being the plain number; `None` where it is not known. Case: see `Unit.symbol`."""
    folded = spelling.strip().casefold().replace("℃", "°c").replace("μ", "u").replace("µ", "u").replace(" ", "")
    folded = folded.replace("²", "2").replace("³", "3").replace("％", "%").replace("Ω".casefold(), "ω")
    return Unit("", "number", 1) if not folded else _UNITS.get(canonical_unit(folded))
