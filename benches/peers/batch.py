"""Decides how the tool fares with many pages: two threads against one, the overhead of a batch over extraction alone,
100,000 small files, a web archive of a gigabyte, and other tools' batches on the same pages. All in one run.

    batch.py DECHROME PEERS BIN GOLD FOLDER

DECHROME is the tool, PEERS the program that times extraction alone, BIN where the other tools are installed, GOLD a
folder of pages, and FOLDER where to make a folder to work in, which goes at the end. Times and memory are those that the
system tells of each process that ended, with its children; where a ratio is asked for, the two are run in turns and the
median counts.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

REPEATS = 5
SMALL_FILES = 100_000
ARCHIVE = 1_000_000_000


class Run(NamedTuple):
    wall: float
    processor: float
    megabytes: float


def run(*command) -> Run:
    # What runs before wrote goes to the disk first, so that none waits for another's.
    os.sync()
    start = time.monotonic()
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    # With 1 dechrome tells that pages without an article are among the pages, as there are.
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def fresh(folder: Path) -> Path:
    """A folder that never was. Nothing is removed before all is measured: ext4 looks past the numbers of files that were
    removed within the last minute for each file it makes, which was three quarters of the system's time of a run."""
    return Path(tempfile.mkdtemp(dir=folder))


def median(name: str, values: list[float], better: str) -> None:
    line = f"{statistics.median(values):.2f} (lowest {min(values):.2f}, highest {max(values):.2f}; {better})"
    print(f"{name:<76} {line}", flush=True)


def threads(dechrome: str, pages: Path, folder: Path) -> None:
    """The wall clock of one thread over that of two."""
    for name, more in (("learning templates, the default", []), ("with --no-templates", ["--no-templates"])):
        ratios = []
        for _ in range(REPEATS):
            one, two = (run(dechrome, pages, "-o", fresh(folder), "-q", "-j", jobs, *more) for jobs in (1, 2))
            ratios.append(one.wall / two.wall)
        median(f"2 threads, times as fast as 1, {name}", ratios, "larger is better")


def overhead(dechrome: str, peers: str, pages: Path, out: Path) -> None:
    """The processor time of a batch with one thread over that of the same work in one process, bytes to JSON."""
    paths = [str(path) for path in sorted(pages.iterdir())]
    names = {
        "--no-templates over extraction alone": (["--no-templates"], "--once"),
        "learning templates over learning and extraction": ([], "--learned"),
        "learning templates over extraction alone": ([], "--once"),
    }
    ratios = {name: [] for name in names}
    for _ in range(REPEATS):
        alone = {
            mode: float(subprocess.run([peers, mode, *paths], capture_output=True, check=True, text=True).stdout)
            for mode in ("--once", "--learned")
        }
        batch = {
            tuple(more): run(dechrome, pages, "-t", "jsonl", "-o", out, "-q", "-j", 1, *more).processor
            for more in ([], ["--no-templates"])
        }
        for name, (more, mode) in names.items():
            ratios[name].append(batch[tuple(more)] / alone[mode])
    for name, values in ratios.items():
        median(f"1 thread, processor time, {name}", values, "smaller is better")


def small(dechrome: str, work: Path) -> None:
    folder, out = work / "small", fresh(work)
    words = "The ferry to the northern islands left the harbour an hour late, because the crew had waited for a doctor. "
    for number in range(SMALL_FILES):
        path = folder / f"{number // 1000:02}" / f"{number:05}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        page = f"<!DOCTYPE html><title>Ferry {number}</title><article><h1>Ferry {number}</h1><p>Number {number}: {words * 7}</p>"
        path.write_text(f"{page:<1024}"[:1024])
    for name, arguments in (
        ("into a directory", ["-o", out]),
        ("the same with --no-templates", ["-o", fresh(work), "--no-templates"]),
        ("a second run, which finds all done", ["-o", out]),
        ("as JSON Lines", ["-t", "jsonl"]),
    ):
        done = run(dechrome, folder, "-q", *arguments)
        print(
            f"{f'{SMALL_FILES:,} files of 1 KB, {name}':<76} {SMALL_FILES / done.processor:,.0f} a second of processor "
            f"time, at most {done.megabytes:.0f} MB of memory",
            flush=True,
        )


def archive(dechrome: str, pages: Path, path: Path) -> None:
    """An archive of the pages, again and again until it is large enough."""
    paths, written, number = sorted(pages.iterdir()), 0, 0
    with path.open("wb") as file:
        while written < ARCHIVE:
            body = paths[number % len(paths)].read_bytes()
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:example:{number}>\r\n"
                f"WARC-Target-URI: https://site{number % 500}.example.org/{number}\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http) + len(body)}\r\n\r\n"
            )
            written += file.write(head.encode() + http + body + b"\r\n\r\n")
            number += 1
    for name, more in (("learning templates", []), ("with --no-templates", ["--no-templates"])):
        done = run(dechrome, "-t", "jsonl", "-q", path, *more)
        line = f"at most {done.megabytes:.0f} MB of memory, {written / 1e6 / done.processor:.0f} MB a second of processor time"
        print(f"{f'web archive, {number:,} pages, 1 GB, {name}':<76} {line}", flush=True)


def peers(dechrome: str, tools: Path, pages: Path, folder: Path) -> None:
    """Batches of other tools on every fifth page, so that the slow ones end within minutes."""
    sample = folder / "sample"
    sample.mkdir()
    for path in sorted(pages.iterdir())[::5]:
        os.link(path, sample / path.name) if path.stat().st_dev == sample.stat().st_dev else shutil.copy(path, sample)
    trafilatura = [tools / "trafilatura", "--parallel", 2, "--json", "--with-metadata", "--input-dir", sample]
    work = {
        "dechrome, 2 threads": [dechrome, sample, "-q", "-j", 2, "-o", fresh(folder)],
        "dechrome, 1 thread": [dechrome, sample, "-q", "-j", 1, "-o", fresh(folder)],
        "rs-trafilatura, its batch_markdown, 1 thread": [tools / "batch_markdown", sample, fresh(folder)],
        "trafilatura --input-dir --parallel 2": [*trafilatura, "--output-dir", fresh(folder)],
    }
    print(f"\n{len(list(sample.iterdir()))} pages {'':<38} {'wall':>7} {'processor':>10} {'memory':>8}")
    base = None
    for name, command in work.items():
        done = run(*command)
        base = base or done
        wall, processor = done.wall / base.wall, done.processor / base.processor
        print(f"{name:<48} {wall:>7.2f} {processor:>10.2f} {done.megabytes:>5.0f} MB", flush=True)


def main() -> None:
    dechrome, program, tools, gold, folder = sys.argv[1:]
    pages, folder = Path(gold), Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{len(list(pages.iterdir()))} pages; medians of {REPEATS} runs in turns")
    with tempfile.TemporaryDirectory(dir=folder) as name:
        folder = Path(name)
        threads(dechrome, pages, folder)
        overhead(dechrome, program, pages, folder / "articles.jsonl")
        small(dechrome, folder)
        archive(dechrome, pages, folder / "archive.warc")
        peers(dechrome, Path(tools), pages, folder)


if __name__ == "__main__":
    main()
