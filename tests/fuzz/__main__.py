"""`python -m tests.fuzz [names] [--secondes 30]`: what each reader of the outside cannot bear.

With atheris installed, bytes are led by what they make the readers do; without it, the seeds are
altered by numbers. What breaks a reader is written to a file, and the command ends badly.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Final

ONE: Final = 15
"""Seconds that one piece of bytes may take."""


def main(arguments: list[str]) -> int:
    asked = _asked(arguments)
    if asked.une:
        _led(asked.une, asked.secondes, asked.dossier)
    from tests.fuzz.cibles import CIBLES

    failed = [name for name in asked.noms or CIBLES if not _fed(name, asked)]
    print(f"{len(failed)} en défaut : {', '.join(failed)}" if failed else "Rien en défaut.")
    return bool(failed)


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.fuzz")
    parser.add_argument("noms", nargs="*")
    parser.add_argument("--secondes", type=int, default=20, help="par cible")
    parser.add_argument("--dossier", type=Path, default=Path("var/fuzz"))
    parser.add_argument("--une", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _fed(name: str, asked: argparse.Namespace) -> bool:
    """Whether that reader bore it all."""
    asked.dossier.mkdir(parents=True, exist_ok=True)
    if importlib.util.find_spec("atheris") is None:
        return _by_numbers(name, asked.secondes)
    command = [sys.executable, "-m", "tests.fuzz", "--une", name]
    options = ["--secondes", str(asked.secondes), "--dossier", str(asked.dossier)]
    ended = subprocess.run(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    said = ended.stdout.splitlines()
    done = next((line for line in reversed(said) if line.startswith("Done ")), "")
    print(f"{name} : {done or 'en défaut'}")
    if ended.returncode:
        print("\n".join(said[-30:]))
    return not ended.returncode


def _by_numbers(name: str, seconds: int) -> bool:
    from tests.fuzz.alteree import altered
    from tests.fuzz.cibles import CIBLES, eat

    seeds, number, ends = CIBLES[name].graines(), 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        number += 1
        began = time.monotonic()
        try:
            eat(name, altered(number, seeds))
        except Exception:
            traceback.print_exc()
            print(f"{name} : en défaut au numéro {number}")
            return False
        if time.monotonic() - began > ONE:
            print(f"{name} : {ONE} s dépassées au numéro {number}")
            return False
    print(f"{name} : {number} lectures")
    return True


def _led(name: str, seconds: int, folder: Path) -> None:
    """Ends the process: atheris does."""
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

    with atheris.instrument_imports(include=["bot", "storage"]):
        from tests.fuzz.cibles import CIBLES, eat
    seeds = folder / name
    seeds.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(CIBLES[name].graines()):
        (seeds / f"graine-{number}").write_bytes(data)
    limits = [
        f"-max_total_time={seconds}",
        f"-timeout={ONE}",
        "-rss_limit_mb=1500",
        "-max_len=60000",
    ]
    atheris.Setup(["fuzz", *limits, f"-artifact_prefix={folder}/{name}-", str(seeds)],
                  lambda data: eat(name, data) and None)  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
