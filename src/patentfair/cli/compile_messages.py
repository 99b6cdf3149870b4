"""Compile the translations, so that no gettext tools are needed on the machine.

Runs before Django is set up, since Django will not start in a language whose compiled catalogue is missing.
"""

from __future__ import annotations

import os
from pathlib import Path

import polib

__all__ = ["compile_messages"]

LOCALE = Path(__file__).resolve().parent.parent / "web" / "locale"


def compile_messages() -> None:
    """Write `django.mo` beside every `django.po` that is newer."""
    for source in LOCALE.glob("*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            fresh = target.with_suffix(f".{os.getpid()}.tmp")
            polib.pofile(str(source)).save_as_mofile(str(fresh))
            fresh.replace(target)


if __name__ == "__main__":
    compile_messages()
