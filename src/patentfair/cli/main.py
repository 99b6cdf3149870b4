"""The `patentfair` command. JSON goes to standard output alone, progress to standard error.

Sentences of law, reasons of a match and refusals follow PATENTFAIR_LANGUAGE; all else is English.

Exit status: 0 done; 1 done with something to look at (quarantine, broken chain); 2 could not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NoReturn

import click

from patentfair import __version__
from patentfair.domain.kernel.errors import DomainError

__all__ = ["main"]

COULD_NOT = 2
LOOK_AT_IT = 1
SHOWN_PROBLEMS = 20
LIMIT_HELP = "The most hits to print."
JSON_HELP = "Print the result as one JSON object."


def _say(text: str) -> None:
    click.echo(text, err=True)


def _cannot(text: str) -> NoReturn:
    """One line and exit status 2."""
    _say(f"patentfair: {' '.join(text.split())}")
    sys.exit(COULD_NOT)


def _language() -> Literal["zh", "en"]:
    return "en" if os.environ.get("PATENTFAIR_LANGUAGE", "zh").startswith("en") else "zh"


def _json(value: object) -> None:
    import msgspec  # noqa: PLC0415

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def _ready(*, migrated: bool = True) -> None:
    """Set Django up, and refuse to work on a database that is not there or not at this version."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "patentfair.config.settings")
    os.umask(0o077)  # what an installation writes is its owner's alone
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

            place = error.data.get("field")
            where = f"[{place}]" if place else ""
            why = error.data.get("why") or error.data.get("reason") or ""
            _cannot(f"{sentence(error, _language())} {where} {why} ({error.code})")
        except BrokenPipeError:
            raise
        except Exception as error:
            if reason := _of_the_surroundings(error):
                _cannot(reason)
            raise


def _of_the_surroundings(error: Exception) -> str:
    """What to say of an error that lies in settings, files or the database; "" for one of ours."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.db import Error  # noqa: PLC0415

    home = Path(os.environ.get("PATENTFAIR_HOME", "var")).absolute()
    if isinstance(error, OSError):
        place = Path(os.fsdecode(error.filename)).absolute() if isinstance(error.filename, str | bytes) else None
        # What lies above it is met when the folder itself is to be made.
        if place and (place == home or home in place.parents or place in home.parents):
            return f"PATENTFAIR_HOME {home} cannot be used: {error.strerror} ({place})"
        return str(error)
    if isinstance(error, Error):
        if not os.environ.get("DATABASE_URL") and home.is_dir() and not os.access(home, os.W_OK):
            return f"PATENTFAIR_HOME {home} cannot be written: {error}"
        return str(error)
    return str(error) if isinstance(error, ImproperlyConfigured) else ""


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

    needs_operator = not no_admin and not (installation.is_migrated() and installation.has_operator())
    if needs_operator:
        email = email or click.prompt("E-mail of the first administrator", err=True)
        installation.check_email(email)
        password = password or click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    installation.create()
    # Asked again: an installation of an older version may have had one.
    if needs_operator and email and password and not installation.has_operator():
        installation.first_operator(email, password)
        _say(f"Installation ready in {installation.home()}.")
        _say(f"Operator {email} added. Start with: patentfair serve")
        return
    _say(f"Installation ready in {installation.home()}.")
    if not no_admin:
        _say("There is an operator already; none was added.")


@main.command()
@click.argument("email")
@click.option("--password", help="The new password; asked for, unseen, when left out.")
def password(email: str, password: str | None) -> None:
    """Set the password of the account with the address EMAIL; whoever is signed in to it is signed out."""
    _ready()
    from patentfair.cli import installation  # noqa: PLC0415

    password = password or click.prompt("New password", hide_input=True, confirmation_prompt=True, err=True)
    user = installation.new_password(email, password)
    _say(f"{user.email} has a new password.")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=int, help="Port to listen on.")
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


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def schemes(files: tuple[Path, ...], as_json: bool) -> None:
    """Load classification schemes with their titles: CPC title lists, IPC XML, symbol lists, or our table.

    A table has the columns scheme, symbol, parent, title_zh, title_en and may have version. Titles in several languages
    stand beside one another; loading a newer file replaces those it names.
    """
    _ready()
    from patentfair.cli import tables  # noqa: PLC0415

    report = tables.schemes(files, say=_say)
    if as_json:
        _json(report)
    else:
        _say(", ".join(f"{scheme}: {count} new" for scheme, count in report["symbols"].items()) or "nothing new")
        for problem in report["problems"][:SHOWN_PROBLEMS]:
            _say("{file}, byte {offset}: {reason} ({code})".format(**problem))
    sys.exit(LOOK_AT_IT if report["problems"] else 0)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def industries(file: Path) -> None:
    """Replace the table of industries by class with FILE (CSV: scheme, code, name_zh, name_en, ipc)."""
    _ready()
    from patentfair.cli import tables  # noqa: PLC0415

    _say(f"{tables.industries(file)} industries loaded.")


@main.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def import_(files: tuple[Path, ...], as_json: bool) -> None:
    """Import FILES from patent offices, plain, gzipped or zipped; their format is found by content.

    Exit status 1 when something could not be read: it is in quarantine, and named with file, byte offset and reason.
    """
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
        _show_problems(report)
    if failed and failed == len(files):
        sys.exit(COULD_NOT)
    sys.exit(LOOK_AT_IT if failed or report["quarantined"] else 0)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--markdown", type=click.Path(path_type=Path), help="Write the tables into this page, between its marks.")
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def coverage(paths: tuple[Path, ...], markdown: Path | None, as_json: bool) -> None:
    """Tell what is read of PATHS, files or folders, and which fields the documents of each format have.

    Nothing is imported, and no installation is needed.
    """
    from patentfair.cli import coverage as run  # noqa: PLC0415

    measured = run.measure(paths, _say)
    if markdown is not None:
        run.put_between_markers(markdown, run.markdown(measured))
    if as_json:
        _json(run.report(measured))
    elif markdown is None:
        click.echo(run.text(measured))


def _show_problems(report: dict[str, Any]) -> None:
    """Files that could not be opened, all of them; then the first of what is in quarantine."""
    unopened = [problem for problem in report["problems"] if problem["code"] == "ingest.cannot-open"]
    quarantined = [problem for problem in report["problems"] if problem["code"] != "ingest.cannot-open"]
    for problem in unopened:
        _say(f"cannot open {problem['file']}: {problem['reason']}")
    for problem in quarantined[:SHOWN_PROBLEMS]:
        _say(f"{problem['file']}, byte {problem['offset']}: {problem['reason']} ({problem['code']})")
    if (more := max(report["quarantined"], len(quarantined)) - SHOWN_PROBLEMS) > 0:
        _say(f"... and {more} more in quarantine; --json lists them.")


@main.command()
@click.argument("query")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help=LIMIT_HELP)
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def search(query: str, limit: int, as_json: bool) -> None:
    """Search patents for QUERY: words, "phrases", numbers, classes, fields such as TI: AB: CL: PA: IN: IPC: PN:.

    A word with - before it must not occur. An empty QUERY lists all patents, newest first.
    """
    _ready()
    from patentfair.cli.find import search as run  # noqa: PLC0415

    _show_hits(run(query, limit), as_json)


@main.command()
@click.option("--need-file", type=click.Path(path_type=Path), help="A need as a JSON file, see above.")
@click.option("--need", type=int, help="The id of a need in this installation.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 300), help=LIMIT_HELP)
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def match(need_file: Path | None, need: int | None, limit: int, as_json: bool) -> None:
    """Rank patents for a need, with reasons.

    A need file is a JSON object. It has a "title" or a "problem", as text or as {"zh": "...", "en": "..."}, of which
    the first leads. It may have "classes" (["H01M 10/615"]), "targets", "maturity_min", "kinds", "budget", "region"
    and "deadline"; examples/needs/need.json has them all.
    """
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
    for problem in found.get("problems", ()):
        _say(problem["reason"])
    for hit in found["hits"]:
        click.echo(f"{hit['number']:<16} {hit['title']}")
        for reason in hit.get("reasons", ()):
            click.echo(f"{'':<16}   {reason}")
        for misfit in hit.get("misfits", ()):
            click.echo(f"{'':<16}   - {misfit}")


@main.group()
def rights() -> None:
    """Ask the rights engine."""


@rights.command()
@click.argument("facts", type=click.Path(path_type=Path))
@click.option(
    "--calendar",
    "calendars",
    multiple=True,
    metavar="OFFICE=FILE",
    help="An office's days of rest (see `calendars load`), in place of those in the facts.",
)
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def decide(facts: Path, calendars: tuple[str, ...], as_json: bool) -> None:
    """Decide whether an act is allowed on FACTS, a JSON file ("-" for standard input).

    Its form is docs/law/facts.schema.json; examples are in examples/rights.
    """
    from patentfair.cli import rights as run  # noqa: PLC0415
    from patentfair.domain.rights.decision import Outcome  # noqa: PLC0415

    answer = run.run(facts, run.calendars(calendars))
    if as_json:
        _json(answer)
        return
    click.echo(answer["outcome"])
    for finding in sorted(answer["findings"], key=lambda one: (-Outcome[one["outcome"]], one["listed"])):
        mark = "" if finding["outcome"] == "ALLOWED" else f"{finding['outcome']}: "
        click.echo(f"  {mark}{finding['rule']} [{finding['basis']}] {finding['why'][_language()]}")


@rights.command()
@click.argument("office", required=False)
@click.option("--markdown", is_flag=True, help="Print the page of docs/law: of OFFICE, or the index.")
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def rules(office: str | None, markdown: bool, as_json: bool) -> None:
    """List the rules of the pack of OFFICE (such as CN, US, UP), or of all packs.

    Each with its article, the days on which it is in force and how it was checked; in a checkout also with the worked
    cases in which it fires and the tests that name it.
    """
    from patentfair.cli import rights as run  # noqa: PLC0415

    if markdown:
        click.echo(run.rules_markdown(office), nl=False)
        return
    listed = run.rules_json(office)
    if as_json:
        _json({"packs": listed})
        return
    for pack in listed:
        click.echo(f"{pack['office']} {pack['version']} from {pack['start']}: {pack['answers'][_language()]}")
        for rule in pack["rules"]:
            click.echo(f"  {rule['rule']:<8} {rule['verified']:<2} [{rule['basis']}] {rule['title'][_language()]}")


@main.group()
def regions() -> None:
    """Figures of regions: population, product, research, firms, patents."""


@regions.command(name="load")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def regions_load(file: Path, as_json: bool) -> None:
    """Load the figures in FILE, all of them or none.

    FILE is CSV in UTF-8 with the columns region, indicator, item, value, unit, year, source. Loading it again changes
    nothing; a file loaded later counts before an earlier one, which is kept.
    """
    from patentfair.cli import regions as run  # noqa: PLC0415

    _ready()
    report = run.load(file, _language())
    if as_json:
        _json(report)
    for fault in report["faults"]:
        _say(f"{report['file']}:{fault['line']}: {fault['column']} {fault['cure']}")
    if not report["loaded"]:
        _cannot(f"{report['file']}: nothing was loaded ({len(report['faults'])} to mend).")
    if not as_json:
        done = "loaded" if report["new"] else "loaded before, nothing changed"
        _say(f"{report['file']}: {report['rows']} figures {done}.")


@main.group()
def calendars() -> None:
    """The offices' days of rest, by which limits counted in months are moved."""


@calendars.command(name="load")
@click.argument("office")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", default="", help="Where the days come from; the file's name when left out.")
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def calendars_load(office: str, file: Path, source: str, as_json: bool) -> None:
    """Load the days of rest of OFFICE from FILE, besides Saturdays and Sundays.

    FILE is CSV with the columns day and name, or a JSON list of {"day": "2026-02-16", "name": "..."}. The years it
    covers are replaced; loading it again changes nothing.
    """
    from patentfair.cli import calendars as run  # noqa: PLC0415

    _ready()
    report = run.load(office, file, source)
    if as_json:
        _json(report)
        return
    years = ", ".join(str(year) for year in report["years"])
    done = "loaded" if report["changed"] else "unchanged"
    _say(f"{report['office']}: {report['days']} days of rest of {years} {done}.")


@calendars.command(name="show")
@click.argument("office")
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def calendars_show(office: str, as_json: bool) -> None:
    """Show the days of rest loaded for OFFICE."""
    _ready()
    from patentfair.cli import calendars as run  # noqa: PLC0415

    days = run.show(office)
    if as_json:
        _json({"office": office.upper(), "days": days})
        return
    for day in days:
        click.echo(f"{day['day']}  {day['name']}")
    if not days:
        _say(f"No days of rest are loaded for {office.upper()}; Saturdays and Sundays count.")


@main.command()
def reindex() -> None:
    """Make the search index anew from the tables."""
    _ready()
    from patentfair.cli.find import reindex as run  # noqa: PLC0415

    _say(f"{run(_progress('indexed'))} documents in the index.")


@main.command()
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
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


@main.command("verify-receipt")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def verify_receipt(file: Path, as_json: bool) -> None:
    """Recompute FILE, a deal's receipt, and name every entry that does not hold. No installation is needed.

    That the blocks are those of the journal is seen by comparing their hashes with an installation's or with another
    receipt. Exit status 1 when an entry does not hold or waits for its block.
    """
    from patentfair.cli.receipts import run  # noqa: PLC0415

    found = run(file)
    waiting = len(found["entries"]) - found["sealed"]
    if as_json:
        _json(found)
    else:
        for line in found["entries"]:
            state = "holds" if line["holds"] and line["block"] else line["why"] or "waits for its block"
            line["event"] = line["event"] or "(the other side's own)"
            click.echo(f"{line['entry']:>4}  {line['at'][:19]}  {line['event']:<28} {line['hash'][:16]}  {state}")
        broken = sum(1 for line in found["entries"] if not line["holds"])
        _say(f"{found['object']}: {len(found['entries'])} entries, {broken} do not hold, {waiting} wait for a block.")
    sys.exit(0 if found["holds"] and not waiting else LOOK_AT_IT)


@main.command()
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
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


@main.group()
def network() -> None:
    """The feed of this installation, and those of others that it reads."""


@network.command(name="status")
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def network_status(as_json: bool) -> None:
    """Show the feed's address and fingerprint, and how the feeds stand that are read."""
    _ready()
    from patentfair.cli.network import describe  # noqa: PLC0415

    _show_network(describe(), as_json)


@network.command(name="add")
@click.argument("address")
@click.argument("fingerprint")
@click.option("--name-zh", required=True, help="Its name in Chinese.")
@click.option("--name-en", required=True, help="Its name in English.")
def network_add(address: str, fingerprint: str, name_zh: str, name_en: str) -> None:
    """Read the feed of the installation at ADDRESS, whose operator told you its FINGERPRINT."""
    _ready()
    from patentfair.cli.network import add_peer  # noqa: PLC0415

    _say(f"{add_peer(address, fingerprint, name_zh, name_en).address} will be read.")


@network.command(name="publish")
def network_publish() -> None:
    """Bring the feed up to the journal; the worker does so by itself."""
    _ready()
    from patentfair.cli.network import publish  # noqa: PLC0415

    _say(f"{publish()} entries in the feed.")


@network.command(name="pull")
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def network_pull(as_json: bool) -> None:
    """Read all feeds now. Exit status 1 when one could not be read or was refused."""
    _ready()
    from patentfair.cli.network import pull_all  # noqa: PLC0415

    found = pull_all()
    _show_network(found, as_json)
    sys.exit(LOOK_AT_IT if any(peer["error"] for peer in found["peers"]) else 0)


@network.command(name="rotate-key")
@click.option("--lost", is_flag=True, help="The old key is gone: readers must confirm the new fingerprint.")
def network_rotate_key(lost: bool) -> None:
    """Replace the key that signs the feed; the old one signs the new."""
    _ready()
    from patentfair.cli.network import rotate_key  # noqa: PLC0415

    click.echo(rotate_key(lost=lost))


@network.command(name="export")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--center", "key", required=True, help="The key of the center that leaves.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def network_export(file: Path, key: str, force: bool, as_json: bool) -> None:
    """Write all data of one center into the archive FILE (.tar), for another installation to take in."""
    if file.is_dir():
        raise click.UsageError(f"{file} is a folder; name the archive to write.")
    if file.exists() and not force:
        raise click.UsageError(f"{file} exists; --force replaces it.")
    _ready()
    from patentfair.cli.network import export, told_of_export  # noqa: PLC0415

    found = export(file, key, _progress("written"))
    _json(found) if as_json else _say("\n".join(told_of_export(found, _language())))


@network.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--fingerprint", default="", help="Of the key of an installation that is not registered here.")
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
def network_import(file: Path, fingerprint: str, as_json: bool) -> None:
    """Take in FILE, the archive of a center that comes from another installation: all of it or nothing.

    Everything is verified first. Nothing arrives published; a second time changes nothing. Exit status 1 when rows
    could not be taken; each is named with its reason.
    """
    _ready()
    from patentfair.cli.network import take_in, told_of_import  # noqa: PLC0415

    found = take_in(file, fingerprint, _progress("done"))
    _json(found) if as_json else click.echo("\n".join(told_of_import(found, _language())))
    sys.exit(LOOK_AT_IT if found["is_new"] and any(one["left"] for one in found["tables"].values()) else 0)


@network.command(name="moved")
@click.option("--center", "key", required=True, help="The key of the center that left.")
@click.option("--to", default="", help="The address of the installation where it is now.")
@click.option("--back", "is_back", is_flag=True, help="Take it back: the center did not leave, or has returned.")
def network_moved(key: str, to: str, is_back: bool) -> None:
    """Withdraw what the feed tells of a center that left, pointing to where it is told of now."""
    if bool(to) == is_back:
        raise click.UsageError("give either --to ADDRESS or --back")
    _ready()
    from patentfair.cli.network import moved  # noqa: PLC0415

    _say(moved(key, to, _language()))


def _show_network(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        _json(found)
        return
    click.echo(f"{found['address']}  {found['entries']} entries  key {found['fingerprint']}")
    for peer in found["peers"]:
        trouble = peer["error"] or ("stale" if peer["stale"] else "")
        click.echo(f"{peer['address']:<40} {peer['state']:<8} {peer['live']:>6} live  {trouble}")


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
@click.option("--force", is_flag=True, help="Replace TARGET if it exists.")
def backup(target: Path, force: bool) -> None:
    """Write everything into one archive TARGET (.tar), while the installation runs."""
    if target.is_dir():
        raise click.UsageError(f"{target} is a folder; name the archive to write.")
    if target.exists() and not force:
        raise click.UsageError(f"{target} exists; --force replaces it.")
    _ready()
    from patentfair.cli.backup import backup as run  # noqa: PLC0415

    _say(f"{run(target)} bytes written to {target}.")


@main.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace what is in the installation's folder and database.")
def restore(source: Path, force: bool) -> None:
    """Bring SOURCE, an archive made by backup, back into an empty installation, and verify it."""
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
