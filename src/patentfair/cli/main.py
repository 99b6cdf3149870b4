"""The `patentfair` command. JSON goes to standard output alone, progress to standard error.

Exit status: 0 done; 1 done with something to look at (quarantine, broken chain); 2 could not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from patentfair import __version__
from patentfair.domain.kernel.errors import DomainError

__all__ = ["main"]

COULD_NOT = 2
LOOK_AT_IT = 1


def _say(text: str) -> None:
    click.echo(text, err=True)


def _json(value: object) -> None:
    import msgspec  # noqa: PLC0415

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def _ready(*, migrated: bool = True) -> None:
    """Set Django up, and refuse to work on a database that is not there or not at this version."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patentfair.config.settings")
    import django  # noqa: PLC0415

    from patentfair.cli.compile_messages import compile_messages  # noqa: PLC0415

    compile_messages()

    django.setup()
    if migrated:
        from patentfair.cli.installation import is_migrated  # noqa: PLC0415

        if not is_migrated():
            _say("There is no installation here yet, or it is of an older version. Run: patentfair init")
            sys.exit(COULD_NOT)


class _Commands(click.Group):
    """Turns refusals into one line and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DomainError as error:
            _ready(migrated=False)
            from patentfair.web.refusals import sentence  # noqa: PLC0415

            language = "en" if os.environ.get("PATENTFAIR_LANGUAGE", "en").startswith("en") else "zh"
            place = error.data.get("field")
            where = f" [{place}]" if place else ""
            why = error.data.get("why") or error.data.get("reason") or ""
            _say(f"patentfair: {sentence(error, language)}{where} {why} ({error.code})")
            sys.exit(COULD_NOT)
        except BrokenPipeError:
            raise
        except Exception as error:
            if not (isinstance(error, OSError) or _is_of_the_database(error)):
                raise
            _say(f"patentfair: {' '.join(str(error).split())}")
            sys.exit(COULD_NOT)


def _is_of_the_database(error: Exception) -> bool:
    from django.db import Error  # noqa: PLC0415

    return isinstance(error, Error)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """Patentfair: a patent market and technology-exhibition platform."""


@main.command()
@click.option("--email", help="The first administrator's e-mail address.")
@click.option("--password", help="Their password; asked for when left out.")
@click.option("--no-admin", is_flag=True, help="Make the tables and the index only.")
def init(email: str | None, password: str | None, no_admin: bool) -> None:
    """Make an empty installation and its first administrator."""
    _ready(migrated=False)
    from patentfair.cli import installation  # noqa: PLC0415

    installation.create()
    _say(f"Installation ready in {installation.home()}.")
    if no_admin:
        return
    if installation.has_operator():
        _say("There is an operator already; none was added.")
        return
    email = email or click.prompt("E-mail of the first administrator", err=True)
    password = password or click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    installation.first_operator(email, password)
    _say(f"Operator {email} added. Start with: patentfair serve")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=int)
@click.option("--workers", default=1, show_default=True, type=int, help="Web processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Run web, worker and periodic jobs together until interrupted."""
    _ready()
    from patentfair.cli.serve import run  # noqa: PLC0415

    sys.exit(run(host, port, workers))


@main.command()
@click.option("--once", is_flag=True, help="Do what is waiting, then stop.")
def worker(once: bool) -> None:
    """Run jobs alone: keep the index in step, seal the journal, do what is due."""
    _ready()
    from patentfair.cli.worker import run  # noqa: PLC0415

    run(once=once)


@main.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def import_(files: tuple[Path, ...], as_json: bool) -> None:
    """Import offices' files; their format is found by content."""
    _ready()
    from patentfair.cli.imports import run  # noqa: PLC0415

    report, failed = run(files, say=_say)
    if as_json:
        _json(report)
    else:
        _say(
            "read {read}, new {new}, changed {changed}, unchanged {unchanged}, quarantined {quarantined} "
            "in {seconds} s".format(**report)
        )
    if failed and failed == len(files):
        sys.exit(COULD_NOT)
    sys.exit(LOOK_AT_IT if failed or report["quarantined"] else 0)


@main.command()
@click.argument("query")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@click.option("--json", "as_json", is_flag=True)
def search(query: str, limit: int, as_json: bool) -> None:
    """Search patents."""
    _ready()
    from patentfair.cli.find import search as run  # noqa: PLC0415

    _show_hits(run(query, limit), as_json)


@main.command()
@click.option("--need-file", type=click.Path(path_type=Path), help="A need as JSON: title, problem, classes, ...")
@click.option("--need", type=int, help="The id of a posted need.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 300))
@click.option("--json", "as_json", is_flag=True)
def match(need_file: Path | None, need: int | None, limit: int, as_json: bool) -> None:
    """Rank patents for a need, with reasons."""
    if (need_file is None) == (need is None):
        raise click.UsageError("Give either --need-file or --need.")
    _ready()
    from patentfair.cli.find import match as run  # noqa: PLC0415

    _show_hits(run(need_file, need, limit), as_json)


def _show_hits(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        _json(found)
        return
    _say(f"{found['total']} found in {found['milliseconds']:.1f} ms")
    for hit in found["hits"]:
        click.echo(f"{hit['number']:<16} {hit['title']}")
        for reason in hit.get("reasons", ()):
            click.echo(f"{'':<16}   {reason}")


@main.group()
def rights() -> None:
    """The rights engine."""


@rights.command()
@click.argument("facts", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def decide(facts: Path, as_json: bool) -> None:
    """Decide whether an act is allowed on the facts in a JSON file ("-" for standard input)."""
    from patentfair.cli.rights import run  # noqa: PLC0415

    answer = run(facts)
    if as_json:
        _json(answer)
        return
    click.echo(answer["outcome"])
    chinese = os.environ.get("PATENTFAIR_LANGUAGE", "zh").startswith("zh")
    for finding in answer["findings"]:
        click.echo(f"  {finding['rule']} [{finding['basis']}] {finding['why']['zh' if chinese else 'en']}")


@main.command()
def reindex() -> None:
    """Make the search index anew from the tables."""
    _ready()
    from patentfair.cli.find import reindex as run  # noqa: PLC0415

    _say(f"{run(_progress('indexed'))} documents in the index.")


@main.command()
@click.option("--json", "as_json", is_flag=True)
def verify(as_json: bool) -> None:
    """Recompute the journal and name the first broken entry."""
    _ready()
    from patentfair.apps.journal.queries import verify as run  # noqa: PLC0415

    found = run()
    if as_json:
        _json({"entries": found.entries, "ok": found.ok, "first_broken": found.first_broken, "reason": found.reason})
    elif found.ok:
        _say(f"{found.entries} entries, all in order.")
    else:
        _say(f"Broken at entry {found.first_broken}: {found.reason}.")
    sys.exit(0 if found.ok else LOOK_AT_IT)


@main.command()
@click.option("--json", "as_json", is_flag=True)
def status(as_json: bool) -> None:
    """Counts, versions and paths of this installation."""
    _ready()
    from patentfair.cli.installation import describe  # noqa: PLC0415

    found = describe()
    if as_json:
        _json(found)
    else:
        for name, value in found.items():
            click.echo(f"{name:<18} {value}")


@main.command()
@click.option("--if-empty", is_flag=True, help="Do nothing where there is anything already.")
def sample(if_empty: bool) -> None:
    """Load the sample world: centers, organisations, patents, listings, needs and deals, all made up."""
    _ready(migrated=False)
    from patentfair.cli import installation  # noqa: PLC0415

    installation.create()
    from patentfair.sample.world import load, sign_ins  # noqa: PLC0415

    if not (if_empty and installation.is_used()):
        load(progress=_progress("sample world"))
        from patentfair.cli.find import catch_up  # noqa: PLC0415

        catch_up()
    for line in sign_ins():
        _say(line)


@main.command()
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> None:
    """Write everything into one archive (.tar), while the installation runs."""
    _ready()
    from patentfair.cli.backup import backup as run  # noqa: PLC0415

    _say(f"{run(target)} bytes written to {target}.")


@main.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace what is in the installation's folder and database.")
def restore(source: Path, force: bool) -> None:
    """Bring an archive of `backup` back into an empty installation, and verify it."""
    _ready(migrated=False)
    from patentfair.cli.backup import restore as run  # noqa: PLC0415

    found = run(source, force=force)
    _say(f"{found.entries} journal entries, {'all in order' if found.ok else 'BROKEN'}.")
    sys.exit(0 if found.ok else LOOK_AT_IT)


def _progress(what: str) -> Callable[[int, int], None]:
    """Progress on standard error: a line that rewrites itself on a terminal, a line every tenth otherwise."""
    state = {"shown": -1}

    def show(done: int, of: int) -> None:
        tenth = 10 * done // of if of else 10
        if sys.stderr.isatty():
            click.echo(f"\r{what}: {done} of {of}", nl=done >= of, err=True)
        elif tenth != state["shown"]:
            _say(f"{what}: {done} of {of}")
        state["shown"] = tenth

    return show


if __name__ == "__main__":
    main()
