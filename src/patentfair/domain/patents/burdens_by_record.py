"""What instruments of record lay on a right and did not take off again: security interests, licences, public interests.

A release frees from what its text names by reel and frame, or by the number under which a register keeps the burden;
where it names none, from all that its parties hold. An assignment of a security interest hands the burden on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from patentfair.domain.patents.holder_names import without_capacity
from patentfair.domain.patents.instrument_words import references_named, same_reference
from patentfair.domain.patents.register import Conveyance, ConveyanceKind, ConveyanceParty

__all__ = ["Encumbrances"]

_BURDENS = {ConveyanceKind.SECURITY_INTEREST, ConveyanceKind.LICENCE, ConveyanceKind.GOVERNMENT_INTEREST}
_LIFTED_BY = {
    ConveyanceKind.RELEASE: ConveyanceKind.SECURITY_INTEREST,
    ConveyanceKind.LICENCE_ENDED: ConveyanceKind.LICENCE,
}
# A right with more instruments is none; beyond it nothing more is matched.
_MOST = 1000


class _Standing(msgspec.Struct):
    """A burden with its kind, the references it goes by, and the keys of those who hold it."""

    conveyance: Conveyance
    kind: ConveyanceKind
    references: set[str]
    holders: set[str]


class Encumbrances:
    """The burdens, as instruments are taken one after the other in order of day.

    `instruments` are all of the right; `key_of` makes names comparable.
    """

    def __init__(self, key_of: Callable[[str], str], instruments: Sequence[Conveyance]) -> None:
        self._key_of = key_of
        self._known = {same_reference(one.reference) for one in instruments if one.reference}
        self._standing: list[_Standing] = []

    def standing(self) -> tuple[Conveyance, ...]:
        """The burdens not released, with those who hold them now as receivers."""
        return tuple(burden.conveyance for burden in self._standing)

    def take(self, conveyance: Conveyance, kind: ConveyanceKind) -> None:
        """Lay or lift what an instrument that counts as `kind` lays or lifts."""
        if len(self._standing) > _MOST:
            return
        if kind in _LIFTED_BY:
            lifted = {id(burden) for burden in self._lifted(conveyance, kind)}
            self._standing = [burden for burden in self._standing if id(burden) not in lifted]
        elif kind in _BURDENS and not (kind is ConveyanceKind.SECURITY_INTEREST and self._hand_on(conveyance)):
            references = {same_reference(conveyance.reference)} - {""}
            if conveyance.kind is ConveyanceKind.CORRECTION:
                references |= set(references_named(conveyance.text))
            self._standing.append(_Standing(conveyance, kind, references, self._keys(conveyance.receivers)))

    def correct(self, conveyance: Conveyance) -> None:
        """A correction of what is not known here: one of a security interest shows that there is one."""
        if "SECURITY INTEREST" in conveyance.text.upper() and conveyance.receivers:
            self.take(conveyance, ConveyanceKind.SECURITY_INTEREST)

    def _keys(self, parties: Sequence[ConveyanceParty]) -> set[str]:
        return {self._key_of(without_capacity(party.name)) for party in parties} - {""}

    def _lifted(self, release: Conveyance, kind: ConveyanceKind) -> list[_Standing]:
        named = set(references_named(release.text))
        if known := named | {release.reference} - {""}:
            found = [burden for burden in self._standing if known & burden.references]
            if found or named & self._known:
                return found
        parties = self._keys((*release.givers, *release.receivers))
        held = [b for b in self._standing if b.kind is _LIFTED_BY[kind] and b.holders & parties]
        # One that names an instrument unknown here is of that one, unless there is but one that it can mean.
        return held if not named or len(held) == 1 else []

    def _hand_on(self, conveyance: Conveyance) -> bool:
        """Whether givers of a security interest are creditors themselves: then their burdens pass to the receivers."""
        givers, receivers = self._keys(conveyance.givers), self._keys(conveyance.receivers)
        held = [b for b in self._standing if b.kind is ConveyanceKind.SECURITY_INTEREST and b.holders & givers]
        named = set(references_named(conveyance.text))
        passing = [burden for burden in held if named & burden.references] or held
        if not passing or not receivers:
            return False
        for burden in passing:
            stay = (p for p in burden.conveyance.receivers if self._key_of(without_capacity(p.name)) not in givers)
            parties = tuple(dict.fromkeys((*stay, *conveyance.receivers)))
            burden.conveyance = msgspec.structs.replace(burden.conveyance, receivers=parties)
            burden.holders = (burden.holders - givers) | receivers
            burden.references |= {same_reference(conveyance.reference)} - {""}
        return True
