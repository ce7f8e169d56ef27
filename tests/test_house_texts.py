"""What no file of this house may hold: a machine's paths and hosts, real people, false words."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

from bot.commands.configuration import rows
from bot.settings import SECRETS, variable
from bot.settings_checks import FILE

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
BINARY = {".gz", ".liste", ".png", ".jpg", ".jpeg", ".ico", ".woff2", ".pdf"}

MACHINE_PATH = re.compile(r"(?<![\w.:/}-])/(?:work|root|home|Users|mnt|private)/")
URL = re.compile(r"\bhttps?://(?:[^\s/@\"'`<>]*@)?([\w.-]+\.[\w.-]+|\[[\w:]+\])")
OUR_HOSTS = re.compile(
    r"(?:.+\.)?example\.(?:org|net)|.+\.(?:invalid|test)|127\.0\.0\.1|\[::1\]"
    r"|(?:api|core)\.telegram\.org|t\.me|www\.openstreetmap\.org|www\.w3\.org"
    r"|schemas\.openxmlformats\.org"
)
ADDRESS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
OUR_MAIL = re.compile(r"(?:.+\.)?example\.(?:org|net)|.+\.(?:invalid|test)")
PHONE = re.compile(r"(?<![\w+.-])(?:(?:\+|00)33[ .-]?|0)([1-9](?:[ .-]?\d{2}){4})(?!\w)")
# Numbers kept for fiction by the French numbering plan.
FICTION = re.compile(r"(1.?99.?00|2.?61.?91|3.?53.?01|4.?65.?71|5.?36.?49|6.?39.?98)(.?\d\d){2}")
LOCKED = re.compile(
    r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==\S+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?"
)
NOTHING = re.compile(r"(?!)")
BEFORE_A_SITE = re.compile(
    r"\b(?:au|du|à|le|la|vers|chez) (?:<b>)?\{+ ?(?:site|site_label|ici)\b", re.IGNORECASE
)
SETTING = re.compile(r"\bCARNET_[A-Z]+(?:_[A-Z]+)*\b")


@cache
def texts() -> dict[str, str]:
    """Every file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / line for line in listed.stdout.splitlines()]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in paths
        if path.is_file() and path.suffix not in BINARY
    }


def found(pattern: re.Pattern[str], allowed: re.Pattern[str], besides: str = "") -> set[str]:
    """« file: match » wherever what `pattern` captures is not wholly `allowed`."""
    return {
        f"{name}: {match.group()}"
        for name, text in texts().items()
        if not name.startswith("requirements/") and not (besides and name.startswith(besides))
        for match in pattern.finditer(text)
        if not allowed.fullmatch(match.group(1 if match.re.groups else 0))
    }


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    assert found(MACHINE_PATH, NOTHING) == set()


def test_every_address_on_the_web_is_an_example_or_a_public_standard() -> None:
    # The packaged examples cite the documents that they were drawn from.
    assert found(URL, OUR_HOSTS, besides="storage/dispositifs/") == set()


def test_every_e_mail_address_is_an_example() -> None:
    # Slips of the pen are only seen in the domains that people really use.
    assert found(ADDRESS, OUR_MAIL, besides="tests/storage/test_dispositif_errors.py") == set()


def test_every_telephone_number_is_kept_for_fiction() -> None:
    assert found(PHONE, FICTION) == set()


def test_every_setting_that_is_mentioned_exists() -> None:
    of_files = [variable(name) + FILE for name in SECRETS]
    known = re.compile("|".join([*of_files, *(row.name for row in rows())]))
    lies = {
        line for line in found(SETTING, known) if not line.startswith("tests/bot/test_settings")
    }
    assert lies == set()


def test_the_locks_name_no_host_and_hash_everything() -> None:
    assert [lock.name for lock in LOCKS] == ["dev.txt", "matrix.txt", "prod.txt", "uv.txt"]
    for lock in LOCKS:
        lines = lock.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if not LOCKED.fullmatch(line)] == []
        pinned = [index for index, line in enumerate(lines) if "==" in line]
        assert pinned
        assert all("--hash=sha256:" in lines[index + 1] for index in pinned)


def test_what_runs_is_locked_the_same_for_development() -> None:
    prod, dev = (set(pins(ROOT / "requirements" / name)) for name in ("prod.txt", "dev.txt"))
    assert prod <= dev


def pins(lock: Path) -> list[str]:
    lines = lock.read_text(encoding="utf-8").splitlines()
    return [line.partition(" ")[0] for line in lines if "==" in line]


def test_no_lock_of_another_kind_is_kept() -> None:
    assert [name for name in texts() if Path(name).name in {"uv.lock", "pylock.toml"}] == []


def test_every_command_of_the_makefile_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    declared = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()
    explained = re.findall(r"^(\w+):.*## \S", makefile, re.MULTILINE)
    assert sorted(explained) == sorted(declared)


def test_a_site_is_named_apart_so_that_any_name_reads_well() -> None:
    """« Site : … » : « au Place du Marché » is not French."""
    assert found(BEFORE_A_SITE, NOTHING) == set()
