"""The days on which the texts of the Chinese pack came into force. Kinds of act that several rules share.

Abbreviations in `basis`: PL Patent Law; IR Implementing Regulations; CC Civil Code; SPC-T, SPC-C, SPC-P the Supreme
People's Court on technology contracts, on the general part of contracts, on patent disputes; GL Examination
Guidelines; REC licence recordal measures (order 62); PLG pledge registration measures (announcement 461), PLG-X an
office's guide to them; TIE Technology Import and Export Regulations; STA Law on Promoting the Transformation of
Scientific and Technological Achievements; STP S&T Progress Law; DEF National Defence Patent Regulations; SOA Law on
State-Owned Assets of Enterprises; IPX measures on outward transfer of intellectual property; GF16, AUTH19, SOE24
notices on public institutions and State-owned enterprises.
"""

from __future__ import annotations

from datetime import date

__all__ = ["ASSIGNMENTS", "LICENCES", "OWNER_LICENCES"]

PL = date(2021, 6, 1)
IR = date(2024, 1, 20)
GL = date(2024, 1, 20)
CC = date(2021, 1, 1)
SPC = date(2021, 1, 1)
SPC_C = date(2023, 12, 5)
REC = date(2011, 8, 1)
PLG = date(2021, 11, 15)
TIE = date(2020, 11, 29)
STA = date(2015, 10, 1)
STP = date(2022, 1, 1)
DEF = date(2004, 11, 1)
SOA = date(2009, 5, 1)
IPX = date(2018, 3, 18)
AUTH19 = date(2019, 9, 23)
SOE24 = date(2024, 1, 30)
DES = date(2021, 6, 1)

ASSIGNMENTS = frozenset({"assignment", "share_assignment"})
OWNER_LICENCES = frozenset({"exclusive_licence", "sole_licence", "ordinary_licence", "unspecified_licence"})
LICENCES = OWNER_LICENCES | {"sub_licence", "open_licence_acceptance"}
OPEN = frozenset({"open_licence_declaration"})
WITHDRAWAL = frozenset({"open_licence_withdrawal"})
PLEDGE = frozenset({"pledge"})
WAIVER = frozenset({"waiver"})
WORKING = frozenset({"own_working"})
DISPOSALS = ASSIGNMENTS | OWNER_LICENCES | OPEN | PLEDGE | WAIVER | WITHDRAWAL
TRANSFER = frozenset({"licence_transfer"})
EVERY_LIVE = DISPOSALS | TRANSFER | {"sub_licence", "open_licence_acceptance", "licence_recordal"}
