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
    """Write `django.mo` of all `*.po` beside it, one an area of the pages, where one of them is newer."""
    for folder in LOCALE.glob("*/LC_MESSAGES"):
        target = folder / "django.mo"
        sources = sorted(folder.glob("*.po"))
        if not target.exists() or target.stat().st_mtime < max(one.stat().st_mtime for one in [folder, *sources]):
            whole = polib.pofile(str(folder / "django.po"))
            for source in sources:
                if source.name != "django.po":
                    whole.extend(polib.pofile(str(source)))
            fresh = target.with_suffix(f".{os.getpid()}.tmp")
            whole.save_as_mofile(str(fresh))
            fresh.replace(target)


if __name__ == "__main__":
    compile_messages()
