"""The team's time and planning, day after day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from bot.clock import PARIS
from tests.storage.indicateurs.verites.brut import Ici, Ligne, counted, verite
from tests.storage.indicateurs.verites.temps import heures_presence, shared

LETTRES = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
NUIT = timedelta(hours=5)


def at(jour: date, hour: time) -> datetime:
    return datetime.combine(jour, hour, PARIS)


def local(moment: datetime) -> datetime:
    return moment.astimezone(PARIS)


def elapsed(debut: datetime, fin: datetime) -> int:
    return int(fin.timestamp() - debut.timestamp()) // 60


Creneau = tuple[str, date, datetime, datetime]


@lru_cache(maxsize=8)
def planned(ici: Ici) -> Sequence[Creneau]:
    """Site, day, from, to: of rows where the week has any, of the file elsewhere."""
    return tuple(_planned(ici))


def _planned(ici: Ici) -> Iterator[Creneau]:
    first, last = ici.jours
    rows = ici.brut.table("creneau_prevu")
    written = {monday(row["jour"]) for row in rows}
    for row in rows:
        slug = ici.programme.site_slugs[row["site_id"]]
        if first <= row["jour"] <= last and not row["annule"]:
            yield from standing(ici, slug, row["jour"], row["de"], row["a"])
    for rank in range((last - first).days + 1):
        jour = first + timedelta(days=rank)
        for line in () if monday(jour) in written else ici.programme.config.creneaux:
            if line.jour == LETTRES[jour.weekday()]:
                yield from standing(ici, line.site, jour, line.de, line.a)


def monday(jour: date) -> date:
    return jour - timedelta(days=jour.weekday())


def standing(ici: Ici, slug: str, jour: date, de: time, a: time) -> Iterator[Creneau]:
    """When a mission runs there that day."""
    missions = ici.programme.config.interventions
    if slug in ici.slugs and any(
        one.site == slug and one.debut <= jour <= one.fin for one in missions
    ):
        yield slug, jour, at(jour, de), at(jour + timedelta(days=a <= de), a)


@verite("heures-prevues")
def heures_prevues(ici: Ici) -> int:
    return sum(elapsed(de, a) for _, _, de, a in planned(ici))


@verite("realise-prevu")
def realise_prevu(ici: Ici) -> tuple[int, int]:
    return heures_presence(ici), heures_prevues(ici)


def began(ici: Ici) -> set[tuple[str, date]]:
    slugs = ici.programme.site_slugs
    rows = ici.noted("presence", "debut")
    return {(slugs[row["site_id"]], local(row["debut"]).date()) for row in rows}


@verite("jours-prevus-sans-trace")
def jours_prevus_sans_trace(ici: Ici) -> tuple[int, int]:
    owed = {(slug, jour) for slug, jour, _, _ in planned(ici)}
    return len(owed - began(ici)), len(owed)


@verite("jours-sans-presence")
def jours_sans_presence(ici: Ici) -> tuple[int, int]:
    first, last = ici.jours
    whole = (last - first).days + 1
    return whole - len({jour for _, jour in began(ici)}), whole


def working_day(moment: datetime) -> date:
    return (local(moment) - NUIT).date()


def said(ici: Ici) -> set[tuple[int, date]]:
    """Who noted time out of the street for which day, or said that there was none."""
    noted = {
        (row["auteur_id"], row["jour"])
        for row in ici.brut.table("hors_terrain")
        if row["supprimee_le"] is None
    }
    for row in ici.brut.table("passage"):
        if row["tache"] == "hors_terrain_dit":
            jour, _, person = row["periode"].partition(":")
            noted.add((int(person), date.fromisoformat(jour)))
    return noted


@verite("journees-incompletes")
def journees_incompletes(ici: Ici) -> int:
    """Nobody ever changed binôme in that year."""
    first, last = ici.jours
    noted, lacking = said(ici), set()
    for row in team(ici):
        jour = working_day(row["debut"])
        if row["fin"] is None or not first <= jour <= last:
            continue
        for person in mediators(ici, row):
            if row["a_confirmer"] or (person, jour) not in noted:
                lacking.add(jour)
    return len(lacking)


def team(ici: Ici) -> list[Ligne]:
    """Every presence of the programme that was not deleted."""
    return [row for row in ici.brut.table("presence") if row["supprimee_le"] is None]


def mediators(ici: Ici, presence: Ligne) -> Iterator[int]:
    for person in ici.brut.table("personne"):
        mine = person["binome_id"] == presence["binome_id"] and person["role"] == "mediateur"
        alone = presence["mediateurs"] == 1 and presence["auteur_id"] != person["id"]
        if mine and person["revoquee_le"] is None and not alone:
            yield person["id"]


def in_street(ici: Ici, since: datetime) -> int:
    """Minutes of persons, those of each segment that lie in the period."""
    return sum(
        max(shared(segment, since, ici.fin), 0) * presence["mediateurs"]
        for presence in team(ici)
        if presence["fin"] is not None and not presence["a_confirmer"]
        for segment in ici.of("presence_segment", "presence_id", presence)
    )


def out_of_it(ici: Ici, first: date) -> Iterator[tuple[str, int]]:
    last = ici.jours[1]
    for row in ici.brut.table("hors_terrain"):
        if row["supprimee_le"] is None and first <= row["jour"] <= last:
            yield row["categorie"], row["minutes"]


def share(street: int, out: int) -> tuple[int, int]:
    return (street, street + out) if street and out else (0, 0)


@verite("part-terrain")
def part_terrain(ici: Ici) -> tuple[int, int]:
    if journees_incompletes(ici):
        return 0, 0
    out = sum(minutes for _, minutes in out_of_it(ici, ici.jours[0]))
    return share(in_street(ici, ici.debut), out)


@verite("part-terrain-depuis-debut")
def part_terrain_depuis_debut(ici: Ici) -> tuple[int, int]:
    beginning = date(2000, 1, 1)
    out = sum(minutes for _, minutes in out_of_it(ici, beginning))
    return share(in_street(ici, at(beginning, time(0))), out)


@verite("hors-terrain")
def hors_terrain(ici: Ici) -> dict[str, int]:
    return counted(out_of_it(ici, ici.jours[0]))
