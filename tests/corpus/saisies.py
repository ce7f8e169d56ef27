"""Field messages with what each says, and how much of it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import paris
from bot.domain.lecture.eclair import Lecture, lire
from bot.domain.lecture.quand import InstantDit, resolve
from bot.domain.lecture.vocabulaire import Lexique, fold
from storage.dispositif.lexique import words_of
from tests.storage.dispositif_cast import example

CORPUS = Path(__file__).with_suffix(".tsv")
FIELDS = (
    "comptes", "site", "amb", "freq", "pos", "mes", "cat", "lieu", "conf", "h", "jour", "danger",
    "soll", "fait", "vers", "demande",
)  # fmt: skip
QUESTIONS = {"frais3", "frais4", "frais5", "frais6", "frais7", "frais8"}
"""Lots whose labels also tell what an honest reader must ask."""
LU_LE = datetime(2026, 11, 17, 18, 4, tzinfo=UTC)
"""When every message is read: Tuesday, 19:04 in Paris."""
HIER = "2026-11-16"
TYPES_CONFLIT, OPEN_TYPE = 10, "?"


@dataclass(frozen=True, slots=True)
class Saisie:
    """A message, its lot, and its fields.

    « reglage » was written first and tuned on; the other lots were measured once before anything
    was changed after them (see `tests.bench.saisies.FIRST_TRY`). « frais » and those that follow
    were written and labelled by people who had read neither the words nor the code.
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
    return words_of(example("amiens"))


def categories() -> set[str]:
    """Those of the same file."""
    return {categorie.slug for categorie in example("amiens").categories}


def read(message: str, lexique: Lexique) -> dict[str, str]:
    """The fields that are read, written as the corpus writes them."""
    return {name: value for name, value in _fields(lire(message, lexique)).items() if value}


def exact(saisies: list[Saisie], lexique: Lexique) -> float:
    """The share of messages whose every field is right, and none too many (0 to 1)."""
    right = sum(_got(one, lexique) == one.attendu for one in saisies)
    return right / len(saisies)


def harmless(saisies: list[Saisie], lexique: Lexique) -> float:
    """The share of messages from which nothing false is read, however little is (0 to 1)."""
    clean = sum(not invented(one, lexique) for one in saisies)
    return clean / len(saisies)


def invented(one: Saisie, lexique: Lexique) -> set[str]:
    """Facts read that the message does not say."""
    return _facts(_got(one, lexique)) - _facts(one.attendu)


def _got(one: Saisie, lexique: Lexique) -> dict[str, str]:
    """What is read of it; what must be asked only where its labels tell that."""
    fields = read(one.message, lexique)
    return fields if one.lot in QUESTIONS else {k: fields[k] for k in fields if k != "demande"}


def by_field(saisies: list[Saisie], lexique: Lexique) -> dict[str, float]:
    """For each field, the share right among the messages that say it or were read to say it."""
    known = [(_got(one, lexique), one.attendu) for one in saisies]
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
        if name == "h" and value.startswith("hier "):
            fields |= {"h": value.removeprefix("hier "), "jour": HIER}
        elif name in FIELDS:
            fields[name] = _sorted(value) if name != "lieu" else fold(value)
        else:
            fields["comptes"] = " ".join(sorted(label.split()))
    message = message.replace("\\n", "\n").replace("\\t", "\t")
    return Saisie(lot, message, {k: v or "oui" for k, v in fields.items()})


def _types(slugs: list[str]) -> str:
    """A conflict about nothing known is of an open type: it will be asked among all."""
    return OPEN_TYPE if len(slugs) == TYPES_CONFLIT else ",".join(sorted(slugs))


def _sorted(value: str) -> str:
    return ",".join(sorted(value.split(",")))


def _fields(lecture: Lecture) -> dict[str, str]:
    demande = lecture.demande
    asked_site = bool(lecture.autre_lieu or lecture.deux_sites)
    return {
        "comptes": " ".join(sorted(f"{slug}={n}" for slug, n in lecture.comptes.items())),
        "site": "" if asked_site else ",".join(sorted(lecture.sites)),
        "amb": ",".join(sorted(lecture.ambiance)),
        "freq": ",".join(sorted(lecture.frequentation)),
        "pos": ",".join(sorted(lecture.positifs)),
        "mes": ",".join(sorted(lecture.mesusages)),
        "cat": ",".join(sorted(lecture.categorie)),
        "lieu": fold(lecture.lieu) if lecture.categorie else "",
        "conf": _types(lecture.conflit),
        "danger": "oui" if lecture.danger or (lecture.blesse and lecture.categorie) else "",
        "soll": ",".join(sorted(demande.sujets)) if demande else "",
        "fait": ",".join(sorted(demande.reponses)) if demande else "",
        "vers": ",".join(sorted(demande.partenaires)) if demande else "",
        "demande": ",".join(_asked(lecture, asked_site=asked_site)),
        **_when(lecture),
    }


def _when(lecture: Lecture) -> dict[str, str]:
    """« 18:30 », « ? » for an hour to be asked; the day when it is not today."""
    instant = resolve(lecture.quand, LU_LE) if lecture.quand else InstantDit()
    said = paris(instant.le) if instant.le else None
    day = said.date() if said else instant.day
    today = paris(LU_LE).date()
    minutes = lecture.quand.minutes if lecture.quand and not said else None
    hour = f"{said:%H:%M}" if said else "?" if instant.partie else ""
    if minutes is not None:
        hour = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return {"h": hour, "jour": day.isoformat() if day and day != today else ""}


def _asked(lecture: Lecture, *, asked_site: bool) -> Iterator[str]:
    if lecture.quand and resolve(lecture.quand, LU_LE).days:
        yield "jour"
    said = lecture.counts or lecture.notes
    unread = any(re.search("[0-9]", words) for words in lecture.a_demander)
    if lecture.fourchettes or (said and unread):
        yield "nombre"
    if asked_site:
        yield "site"
