"""Money is a decimal amount with its currency."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from patentfair.domain.kernel.errors import Invalid

__all__ = ["Money"]


class Money(msgspec.Struct, frozen=True, order=False):
    """An amount of one currency (ISO 4217). Adding different currencies raises `Invalid`."""

    amount: Decimal
    currency: str = "CNY"

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise Invalid("money.currencies-differ", field="currency", left=self.currency, right=other.currency)
        return Money(self.amount + other.amount, self.currency)

    def __str__(self) -> str:
        whole = self.amount == self.amount.to_integral_value()
        return f"{self.currency} {self.amount:,.0f}" if whole else f"{self.currency} {self.amount:,}"
