"""Field messages with what each says, and how much of it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bot.domain.lecture.eclair import Lecture, lire
from bot.domain.lecture.vocabulaire import Lexique, fold
from storage.dispositif import load, packaged
from storage.dispositif.lexique import words_of

CORPUS = Path(__file__).with_suffix(".tsv")
FIELDS = ("comptes", "site", "amb", "freq", "pos", "mes", "cat", "lieu", "conf", "h", "danger")
TYPES_CONFLIT, OPEN_TYPE = 10, "?"


@dataclass(frozen=True, slots=True)
class Saisie:
    """A message, its lot, and its fields.

    « reglage » was written first and tuned on; the other lots were measured once before anything
    was changed after them (see `tests.bench.saisies.FIRST_TRY`). « frais » and « frais2 » were
    written and labelled by people who had read neither the words nor the code.
    """

    lot: str
    message: str
    attendu: dict[str, str]


def corpus(lot: str = "") -> list[Saisie]:
    """Every message of a lot, or of all."""
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    found = [_saisie(line) for line in lines if line and not line.startswith("#")]
    return [one for one in found if not lot or one.lot == lot]


def words() -> Lexique:
    """Those of the packaged Amiens file."""
    return words_of(load(packaged("amiens")))


def read(message: str, lexique: Lexique) -> dict[str, str]:
    """The fields that are read, written as the corpus writes them."""
    return {name: value for name, value in _fields(lire(message, lexique)).items() if value}


def exact(saisies: list[Saisie], lexique: Lexique) -> float:
    """The share of messages whose every field is right, and none too many (0 to 1)."""
    right = sum(read(one.message, lexique) == one.attendu for one in saisies)
    return right / len(saisies)


def harmless(saisies: list[Saisie], lexique: Lexique) -> float:
    """The share of messages from which nothing false is read, however little is (0 to 1)."""
    clean = sum(not invented(one, lexique) for one in saisies)
    return clean / len(saisies)


def invented(one: Saisie, lexique: Lexique) -> set[str]:
    """Facts read that the message does not say."""
    return _facts(read(one.message, lexique)) - _facts(one.attendu)


def by_field(saisies: list[Saisie], lexique: Lexique) -> dict[str, float]:
    """For each field, the share right among the messages that say it or were read to say it."""
    known = [(read(one.message, lexique), one.attendu) for one in saisies]
    shares: dict[str, float] = {}
    for name in FIELDS:
        told = [(got.get(name), want.get(name)) for got, want in known if name in {*got, *want}]
        shares[name] = sum(got == want for got, want in told) / len(told) if told else 1.0
    return shares


def _facts(fields: dict[str, str]) -> set[str]:
    """One fact a value: several counts or uses are several facts."""
    apart = {name: re.split("[ ,]", value) if name != "lieu" else [value]
             for name, value in fields.items()}  # fmt: skip
    return {f"{name}:{value}" for name, values in apart.items() for value in values}


def _saisie(line: str) -> Saisie:
    lot, message, labels = line.split("\t")
    fields: dict[str, str] = {}
    for label in filter(None, (part.strip() for part in labels.split("|"))):
        name, _, value = label.partition("=")
        if name in FIELDS:
            fields[name] = _sorted(value) if name != "lieu" else fold(value)
        else:
            fields["comptes"] = " ".join(sorted(label.split()))
    return Saisie(lot, message, {k: v or "oui" for k, v in fields.items()})


def _types(slugs: list[str]) -> str:
    """A conflict about nothing known is of an open type: it will be asked among all."""
    return OPEN_TYPE if len(slugs) == TYPES_CONFLIT else ",".join(sorted(slugs))


def _sorted(value: str) -> str:
    return ",".join(sorted(value.split(",")))


def _fields(lecture: Lecture) -> dict[str, str]:
    hour = lecture.heure
    said = f"{hour.minutes // 60:02d}:{hour.minutes % 60:02d}" if hour else ""
    return {
        "comptes": " ".join(sorted(f"{slug}={n}" for slug, n in lecture.comptes.items())),
        "site": ",".join(sorted(lecture.sites)),
        "amb": ",".join(sorted(lecture.ambiance)),
        "freq": ",".join(sorted(lecture.frequentation)),
        "pos": ",".join(sorted(lecture.positifs)),
        "mes": ",".join(sorted(lecture.mesusages)),
        "cat": ",".join(sorted(lecture.categorie)),
        "lieu": fold(lecture.lieu),
        "conf": _types(lecture.conflit),
        "h": f"hier {said}" if hour and hour.hier else said,
        "danger": "oui" if lecture.danger else "",
    }
