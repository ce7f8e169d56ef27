"""Letters, months, exports and dashboards of a year, read together by one who has them all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from sqlalchemy import update

from bot.domain.bord import Recul, intervalle
from bot.domain.mois import Mois
from bot.domain.petits_effectifs import SEUIL
from bot.domain.semaine import Semaine
from bot.domain.trimestre import Trimestre
from bot.feature.page import Beside, PageVisit
from bot.rendering import render_html
from bot.web.pages.bord.page import PAGE
from digests import figes
from digests.exports.classeur import classeur
from digests.exports.formats import FORMATS
from digests.exports.masques import NON, OUI
from storage.libre import LIBRE
from storage.models import Base, LienBord
from storage.textes import relu
from storage.work import Work
from tests.attaque import Attaque, Case, Publie
from tests.digests.lectures import EVENEMENTS, Lecteur
from tests.digests.monde import Monde
from tests.storage.indicateurs.annee import Annee
from tests.storage.indicateurs.conftest import annee

__all__ = ["annee"]

PREMIERE: Final = Semaine.parse("2025-W48")
ANNEE: Final = tuple(PREMIERE.shifted(rang) for rang in range(53))
ETE: Final = Trimestre(2026, 3).semaines
LUES_ICI: Final = ANNEE if os.environ.get("ATTAQUE") == "toutes" else ETE
"""By hand, the whole year is read, before a rule is touched (half a minute)."""
INITIATIVE: Final = "part-aller-vers"
LUNDI: Final = timedelta(hours=7)


@pytest.fixture
def monde(annee: Annee) -> Iterator[Monde]:
    """The year, whatever is published of it undone at the end."""
    before = annee.tx.begin_nested()
    yield Monde(annee, [*(one.lundi for one in ANNEE), ANNEE[-1].shifted(1).lundi])
    before.rollback()


def typed(monde: Monde, word: str) -> None:
    """Everything that anybody typed in the year is that word."""
    for table in Base.metadata.sorted_tables:
        free = [column for column in table.c if column.info.get(LIBRE)]
        for column in free:
            said = update(table).where(column.is_not(None)).values({column.name: relu(word)})
            monde.annee.tx.execute(said)


def publish(lecteur: Lecteur, attaque: Attaque, semaine: Semaine) -> None:
    """What leaves on the Monday after that week: letters, months, then a quarter and its page."""
    monde = lecteur.monde
    now = semaine.bornes()[1] + LUNDI
    work = Work(monde.annee.tx, monde.annee.programme, now)
    for periode in (semaine, *ended(semaine)):
        for nom, territoires in readers(monde):
            comite = work.programme.config.comite(nom)
            found = figes.freeze(work, comite, periode).instantane
            numbers = lecteur.lettre(found, territoires, periode)
            attaque.recoit(f"{nom} {periode.label}", json.dumps(found), numbers)
    quarter = Trimestre.of(semaine)
    if quarter.semaines[-1] == semaine and quarter.debut >= PREMIERE.lundi:
        book = classeur(work, quarter)
        for one in FORMATS.values():
            attaque.recoit(f"{book.nom}.{one.suffixe}", one.ecrit(book), lecteur.export(book))
        attaque.recoit(f"{book.nom}.html", *dashboard(lecteur, now))


def ended(semaine: Semaine) -> list[Mois]:
    """The month that ends with that week, when there is one."""
    mois = Mois.around(semaine.lundi)
    after = Mois.around(semaine.shifted(1).lundi)
    return [mois] if mois != after and mois.lundi >= PREMIERE.lundi else []


def readers(monde: Monde) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A comité of each territoire where somebody works, and one that reads them all."""
    read = {
        (one.territoire,) if one.territoire else tuple(monde.lieux): one.slug
        for one in reversed(monde.annee.programme.config.comites)
    }
    for territoires, slug in read.items():
        if set(territoires) <= set(monde.lieux):
            yield slug, territoires


def dashboard(lecteur: Lecteur, now: datetime) -> tuple[str, list[Publie]]:
    """The page of who reads the whole, over the quarter that is over, and its numbers."""
    tx, programme = lecteur.monde.annee.tx, lecteur.monde.annee.programme
    whole = tuple(lecteur.monde.lieux)
    slug = next(nom for nom, territoires in readers(lecteur.monde) if territoires == whole)
    row: dict[str, Any] = {"lecteur": "compte", "comite": slug}
    lien = LienBord(dispositif_id=programme.id, lettre=False, donne_le=now, **row)
    tx.add(lien)
    tx.flush()
    asked = {"quand": Recul.FINI.value}
    shown = PAGE.shows(PageVisit(tx, {programme.id: programme}, now, lien.id, "", {}, asked))
    assert isinstance(shown, Beside)
    values = shown.read(tx)
    days = intervalle(Recul.FINI, now.date(), now.date())
    html = render_html(PAGE.template, adresse="/t/jeton", **values)
    return html, list(lecteur.page(values, days.jours[0], days.jours[-1]))


def is_of_events(monde: Monde, case: Case) -> bool:
    """Requests are, and those of a week that began with us, where a whole quarter has none."""
    slug, _, mot = case.public.partition(" ")
    other = monde.vrai.get(case._replace(public=f"{slug} {OUI}"))
    return slug == EVENEMENTS or (slug == INITIATIVE and mot == NON and other == 0)


def test_whoever_reads_all_that_leaves_finds_no_small_count_and_no_typed_word(
    monde: Monde,
) -> None:
    attaque, lecteur = Attaque(monde.vrai), Lecteur(monde)
    typed(monde, attaque.canaris.word("un mot"))
    for semaine in LUES_ICI:
        publish(lecteur, attaque, semaine)
    attaque.nombres += monde.liens()
    known = attaque.sait()
    small = {case for case, n in known.items() if 0 < n < SEUIL}
    assert [case for case in small if not is_of_events(monde, case)] == []
    assert attaque.nommes() == []
    told = {case.public.split()[0] for case in known}
    assert {"typologie", "sollicitations-type", "conflits-directs"} <= told
