"""The code by which someone without an account follows a case, and whether one is its client."""

from __future__ import annotations

import secrets
from hashlib import sha256
from hmac import compare_digest

from patentfair.apps.accounts.access import Actor
from patentfair.apps.helpdesk.models import Case
from patentfair.domain.kernel.errors import NotFound

__all__ = ["code_digest", "is_client", "new_code", "require_client"]

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP = 4, 5


def new_code() -> str:
    """A code of 100 random bits, in groups that can be read aloud; without letters that look like figures."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def code_digest(code: str) -> str:
    """What is kept of a code: SHA-256 of its letters and figures, however they were typed."""
    typed = "".join(letter for letter in code.upper() if letter.isalnum())
    return sha256(typed.replace("O", "0").replace("I", "1").replace("L", "1").encode()).hexdigest()


def is_client(actor: Actor, case: Case, proof: str = "") -> bool:
    """Whether this is who opened the case: by account, or by the digest of the code in `proof`."""
    if case.opened_by_id is not None:
        return actor.user_id == case.opened_by_id
    return bool(proof) and compare_digest(case.code_sha256, proof)


def require_client(actor: Actor, case: Case, proof: str = "") -> None:
    """Raise `NotFound` for anyone else."""
    if not is_client(actor, case, proof):
        raise NotFound("not-found", what="case")
