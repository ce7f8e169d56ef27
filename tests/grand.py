"""A programme as large as it may become: 60 interventions, 105 sites, 120 partners, 30 binômes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import insert, select

from bot.domain.roles import Role
from storage.dispositif import Binome, Creneau, Dispositif, Intervention, Partenaire, Site
from storage.libre import RIEN
from storage.machine.db import Tx
from storage.models import Base, Difficulte, Personne, Reunion
from storage.programme import Programme
from storage.textes import relu
from tests.storage.dispositif_cast import example

SITES, INTERVENTIONS, PARTENAIRES, BINOMES, MANY = 105, 60, 120, 30, 60
LONG: Final = (
    "Un objectif aussi long qu'il est permis de l'écrire, lu par les comités, chaque fois."
)
Row = TypeVar("Row", bound=Base)


def grand(today: date = date(2026, 11, 17)) -> Dispositif:
    """Amiens, larger; every name as long as a button takes."""
    amiens = example("amiens")
    places = (*amiens.sites, *_sites(amiens))
    binomes = tuple(
        amiens.binomes[0].model_copy(
            update={"slug": f"equipe-{rank}", "label": _named("Binôme", rank)}
        )
        for rank in range(BINOMES)
    )
    larger = {
        "sites": places,
        "interventions": tuple(_interventions(amiens, places, today)),
        "annuaire": (*amiens.annuaire, *_partenaires(amiens)),
        "binomes": (*amiens.binomes, *binomes),
        "creneaux": (*amiens.creneaux, *_creneaux(amiens, places, binomes)),
    }
    return amiens.model_copy(update=larger)


def _named(kind: str, rank: int) -> str:
    return f"{kind} au nom assez long {rank:03d}"[:32]


def _sites(amiens: Dispositif) -> Iterator[Site]:
    for rank in range(SITES - len(amiens.sites)):
        changed = {
            "slug": f"place-{rank}",
            "label": _named("Place", rank),
            "libelle_long": None,
            "mots": (),
            "quartier": amiens.quartiers[rank % len(amiens.quartiers)].slug,
        }
        yield amiens.sites[0].model_copy(update=changed)


def _interventions(
    amiens: Dispositif, places: Sequence[Site], today: date
) -> Iterator[Intervention]:
    """Each under way, begun on one of the last forty days."""
    for rank in range(INTERVENTIONS):
        changed = {
            "slug": f"mission-{rank}",
            "site": places[rank].slug,
            "decision": today - timedelta(days=rank % 40 + 1),
            "debut": today - timedelta(days=rank % 40),
            "fin": today + timedelta(days=rank + 5),
            "objectifs": (LONG, LONG, LONG),
        }
        yield amiens.interventions[0].model_copy(update=changed)


def _partenaires(amiens: Dispositif) -> Iterator[Partenaire]:
    for rank in range(PARTENAIRES):
        changed = {"slug": f"pa-{rank}", "label": _named("Partenaire", rank)}
        yield amiens.annuaire[0].model_copy(update={**changed, "libelle_long": None})


def _creneaux(
    amiens: Dispositif, places: Sequence[Site], binomes: Sequence[Binome]
) -> Iterator[Creneau]:
    """Five slots a week each, on sixty sites."""
    for rank, one in enumerate(binomes):
        for n, jour in enumerate(("lun", "mar", "mer", "jeu", "sam")):
            site = places[(rank * 3 + n) % INTERVENTIONS].slug
            changed = {"binome": one.slug, "site": site, "jour": jour}
            yield amiens.creneaux[0].model_copy(update=changed)


def people(tx: Tx, programme: Programme, now: datetime) -> None:
    """Two mediators in each binôme, and a few of every other role, of whom nobody is real."""
    who = [
        *((Role.MEDIATEUR, row_id) for row_id in programme.binomes.values() for _ in range(2)),
        *((role, None) for role in Role if role is not Role.MEDIATEUR for _ in range(8)),
    ]
    for rank, (role, binome_id) in enumerate(who):
        tx.add(
            Personne(
                dispositif_id=programme.id,
                binome_id=binome_id,
                role=role,
                prenom=f"Prénom assez long {rank:03d}",
                telegram_id=40_000 + rank,
                charte_le=now,
            )
        )
    tx.flush()


def copies(tx: Tx, table: type[Row], times: int, **changes: Any) -> None:
    """So many more of the first row of that table, each under its own number."""
    (first,) = tx.scalars(select(table).limit(1))
    columns = {one.name: getattr(first, one.name) for one in table.__table__.columns}
    numbered = {"source", "numero", "mot"} & columns.keys()
    rows = []
    for rank in range(1, times + 1):
        own = {"id": columns["id"] + 1000 + rank, **changes}
        for name in numbered:
            own[name] = 1000 + rank if name == "numero" else f"{columns[name]}-{rank}"
        rows.append({**columns, **own})
    tx.execute(insert(table), rows)


def decisions(tx: Tx, programme: Programme, today: date) -> None:
    """As many meetings held as the longest words decided, and as many to come."""
    comites = [one.slug for one in programme.config.comites]
    for rank in range(MANY):
        for held, day in ((True, today - timedelta(days=rank)), (None, today + timedelta(rank))):
            tx.add(
                Reunion(
                    dispositif_id=programme.id,
                    comite=comites[rank % len(comites)],
                    jour=day,
                    tenue=held,
                    decisions=relu("d" * 280) if held else RIEN,
                    source=f"grand:{rank}:{held}",
                )
            )
    tx.flush()


def difficultes(tx: Tx, programme: Programme, now: datetime) -> None:
    """A difficulty a day, on as many sites."""
    natures = [one.slug for one in programme.config.liste("difficultes_pro")]
    person = tx.scalars(select(Personne).where(Personne.role == Role.MEDIATEUR)).first()
    assert person is not None
    for rank, site_id in enumerate(list(programme.sites.values())[:MANY]):
        tx.add(
            Difficulte(
                dispositif_id=programme.id,
                site_id=site_id,
                presence_id=None,
                binome_id=person.binome_id,
                auteur_id=person.id,
                le=now - timedelta(days=rank),
                tranche="soiree",
                nature=natures[rank % len(natures)],
                prevenue=False,
                supprimee_le=None,
                source=f"grand:{rank}",
            )
        )
    tx.flush()
