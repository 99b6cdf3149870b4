"""Fuzz every format for some seconds: `python -m fuzz.run [--seconds N] [--keep] [FORMAT...]`.

Inputs to start from are those of tests/golden, of fuzz/corpus and of earlier findings. What makes a reader fail is
written to var/fuzz/FORMAT and named at the end; exit status 1 where there is any. With `--keep` the inputs that reach
new code are put into fuzz/corpus, minimised.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from fuzz.checks import ANY, NAMES

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "fuzz/corpus"
GOLDEN = ROOT / "tests/golden"
REGRESSIONS = ROOT / "tests/domain/formats/fuzz_regressions"
WORK = ROOT / "var/fuzz"
KEPT_FILES, KEPT_BYTES = 20, 3000
# Memory in MiB and seconds that one input may take; libFuzzer calls anything above it a failure.
BOUNDS = ("-rss_limit_mb=2048", "-timeout=10", "-max_len=65536")
MOST_FAILURES = 20
_RUNS = re.compile(r"stat::number_of_executed_units: (\d+)")
_COVERED = re.compile(r"cov: (\d+) ")


def seeds(name: str) -> list[Path]:
    """Inputs of our own for a format; for ANY, of all."""
    under = "*" if name == ANY else name
    return sorted([
        *GOLDEN.glob(f"{under}/*/input*"),
        *REGRESSIONS.glob(f"{under}/*"),
        *(CORPUS / name).glob("*"),
    ])  # fmt: skip


def fuzz(name: str, seconds: int) -> tuple[str, list[Path]]:
    """One line that tells how it went, and the inputs that failed. A failure ends a run; another goes on from there."""
    work = WORK / name
    shutil.rmtree(work, ignore_errors=True)
    (work / "inputs").mkdir(parents=True)
    (work / "seeds").mkdir()
    for number, path in enumerate(seeds(name)):
        shutil.copyfile(path, work / "seeds" / f"{number:04}")
    told = ""
    executions = 0
    until = time.monotonic() + seconds
    for _ in range(MOST_FAILURES):
        if (left := round(until - time.monotonic())) <= 0:
            break
        command = [
            sys.executable, "-m", "fuzz.read", name, f"-max_total_time={left}", *BOUNDS, f"-artifact_prefix={work}/",
            "-print_final_stats=1", str(work / "inputs"), str(work / "seeds"),
        ]  # fmt: skip
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        told = done.stdout.decode(errors="replace")
        with (work / "log").open("a", encoding="utf-8") as log:
            log.write(told)
        executions += int(_RUNS.findall(told)[-1]) if _RUNS.search(told) else 0
        if not done.returncode:
            break
    failed = sorted(path for path in work.iterdir() if path.name.startswith(("crash-", "timeout-", "oom-")))
    covered = _COVERED.findall(told)
    line = (
        f"{name:28} {seconds:4} s  {executions:9,} executions  "
        f"{covered[-1] if covered else '?':>6} places reached  {len(failed)} failed"
    )
    return line, failed


def keep(name: str) -> None:
    """The smallest inputs of the last run that together reach what it reached, into the corpus."""
    work = WORK / name
    merged = work / "merged"
    merged.mkdir()
    command = [sys.executable, "-m", "fuzz.read", name, "-merge=1", *BOUNDS]
    folders = [str(merged), str(work / "seeds"), str(work / "inputs")]
    subprocess.run([*command, *folders], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    known = {path.read_bytes() for path in seeds(name)}
    found = sorted(
        (path for path in merged.iterdir() if path.stat().st_size <= KEPT_BYTES), key=lambda p: p.stat().st_size
    )
    new = [path for path in found if path.read_bytes() not in known]
    target = CORPUS / name
    target.mkdir(parents=True, exist_ok=True)
    room = KEPT_FILES - sum(1 for _ in target.iterdir())
    # Evenly over the sizes: the smallest alone would all be fragments of beginnings.
    step = max(1, len(new) // room) if room > 0 else 0
    for path in new[::step][:room] if step else ():
        shutil.copyfile(path, target / path.name[:16])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", choices=[[], *NAMES], metavar="FORMAT", help=", ".join(NAMES))
    parser.add_argument("--seconds", type=int, default=60, help="for each format")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    failures: list[Path] = []
    for name in options.formats or NAMES:
        line, failed = fuzz(name, options.seconds)
        print(line, flush=True)
        failures += failed
        if options.keep:
            keep(name)
    for path in failures:
        print(f"failed on {path.relative_to(ROOT)}; the reason is at the end of {path.parent.relative_to(ROOT)}/log")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
