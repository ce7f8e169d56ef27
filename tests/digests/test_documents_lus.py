"""Documents of a quarter, read together by one who has them all: Amiens, then Mons."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from typing import Final

import pytest

from bot.casework.livrable import actes, dus, ecrit
from bot.domain.petits_effectifs import SEUIL
from bot.livrables import livrables
from storage.dispositif import Dispositif
from storage.dispositif.acteurs import Porteur
from storage.indicateurs.contrat import Sensible
from storage.indicateurs.registre import registre
from storage.machine.db import Database
from storage.work import Work
from tests.attaque import Attaque
from tests.digests.lectures import Lecteur
from tests.digests.lus import Document, Liseuse
from tests.digests.monde import Monde
from tests.digests.tape import typed
from tests.digests.test_tout_ensemble import ANNEE, LUES_ICI, is_of_events, publish
from tests.storage.indicateurs import annee as annees
from tests.storage.indicateurs.annee import PERIODE, Annee, mois, portees, vecue
from tests.storage.indicateurs.conftest import annee
from tests.storage.indicateurs.verites.brut import Brut

__all__ = ["annee"]

ETE: Final = date(2026, 7, 1)
METHODE: Final = "Comment chaque chiffre est fait"
A_LA_MAIN: Final = os.environ.get("ATTAQUE")
"""Before a rule is touched: « ensemble » reads the letters of the summer too, a minute; « toutes »
the whole year."""
DEBUT: Final = PERIODE.premier if A_LA_MAIN == "toutes" else ETE
LETTRES: Final = LUES_ICI if A_LA_MAIN else LUES_ICI[-3:]
DU_FICHIER: Final = annees.config
AILLEURS: Final = {"fiche_saisine"}
"""What puts a site forward before anybody works there: no city of these tests has one waiting."""
JOUR: Final = timedelta(days=1)
RECUL: Final = timedelta(weeks=26)
"""As far as a letter looks back: a block of twelve weeks, once it is over."""
NEUF: Final = time(9, tzinfo=UTC)


def leaves(annee: Annee, jour: date) -> Work:
    return Work(annee.tx, annee.programme, datetime.combine(jour, NEUF))


def frozen(work: Work, one: dus.DocumentDu) -> Document:
    """Its figures, as they leave, written down in the register."""
    livrable, cible = one.livrable, one.copie.cible
    contenu = ecrit.composed(work, livrable, cible)
    row = actes.opened(work, one.nom, cible)
    actes.freeze(work, row, contenu)
    matiere = livrable.lit(work, cible)
    sites = tuple(lieu.slug for lieu in matiere.lieux)
    whole = ecrit.printed(work, row, contenu)
    return Document(f"{one.nom} {cible.cle}", whole, sites, cible.debut, matiere.apres - JOUR)


def owed(annee: Annee) -> list[tuple[date, dus.DocumentDu]]:
    """Those that leave in the period, each with its day, the first first."""
    last = PERIODE.dernier
    every = ((one.copie.gel or one.copie.terme, one) for one in dus.every(leaves(annee, last)))
    kept = [(day, one) for day, one in every if DEBUT <= day <= last]
    begun = [(day, one) for day, one in kept if one.copie.cible.debut < day]
    return sorted(begun, key=lambda pair: (pair[0], pair[1].dit))


def published(annee: Annee) -> Iterator[Document]:
    """Each on its day; at the end of the year, all that may be asked for."""
    left = set()
    for day, one in owed(annee):
        left.add(one.nom)
        yield frozen(leaves(annee, day), one)
    for one in late(annee):
        if one.nom not in left:
            yield frozen(leaves(annee, PERIODE.dernier), one)
    yield from asked(annee)


def late(annee: Annee) -> Iterator[dus.DocumentDu]:
    """What is due afterwards of a year that has begun, as it would leave today."""
    work, last = leaves(annee, PERIODE.dernier), PERIODE.dernier
    for one in dus.every(work):
        if one.copie.cible.debut <= last < (one.copie.gel or one.copie.terme):
            yield one


def asked(annee: Annee) -> Iterator[Document]:
    work = leaves(annee, PERIODE.dernier)
    for nom in livrables():
        for one in dus.on_request(work, nom)[: None if A_LA_MAIN else 2]:
            if one.livrable.lit(work, one.copie.cible).lieux:
                yield frozen(work, one)


def bounds(annee: Annee, found: Sequence[Document]) -> list[date]:
    """The first days of all that they tell apart, and the day after the last."""
    days = {day for one in found for day in (one.debut, one.fin + JOUR)}
    every = annee.programme.config.interventions
    ran = {day for one in every for day in (one.debut, one.fin + JOUR)}
    return sorted(days | {day for day in ran if min(days) < day < max(days)})


def of_people(one: Document) -> Iterator[str]:
    """The figures of people whose method it tells: it quotes them."""
    labels = {it.label: slug for slug, it in registre().items() if it.sensible is Sensible.PUBLIC}
    for partie in one.contenu["parties"]:
        for bloc in partie["blocs"]:
            if bloc.get("legende") == METHODE:
                yield from (labels[label] for label, _ in bloc["lignes"] if label in labels)


def employed_by_two(ville: str) -> Dispositif:
    """The first city's sites have two employers, each with its own year."""
    config = DU_FICHIER(ville)
    names = ("nord", "sud") if ville == "amiens" else ()
    two = tuple(Porteur(slug=slug, label=slug.capitalize()) for slug in names)
    held = cycle(names or (None,))
    sites = tuple(one.model_copy(update={"porteur": next(held)}) for one in config.sites)
    return config.model_copy(update={"porteurs": two, "sites": sites})


@pytest.mark.parametrize("ville", ["amiens", "mons"])
def test_whoever_has_every_document_finds_no_small_count_and_no_typed_word(
    ville: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annees, "config", employed_by_two)
    with (
        closing(Database(f"sqlite:///{tmp_path / 'carnet.db'}")) as base,
        vecue(base, ville) as it,
    ):
        annee = Annee(*it, tuple(portees(*it)), Brut(*it))
        attaque = Attaque({})
        typed(annee.tx, attaque.canaris)
        found = list(published(annee))
        monde = Monde(annee, bounds(annee, found))
        attaque.vrai, liseuse = monde.vrai, Liseuse(monde, annee.programme.config)
        for one in found:
            attaque.recoit(one.nom, json.dumps(one.contenu), liseuse.document(one))
        assert attaque.restes() == {}
        assert attaque.petits() == {}
        assert attaque.nommes() == []
        told = {case.public.split()[0] for one in attaque.nombres for case in one.cases}
        assert {"typologie", "conflits-directs", "relais-ouverts"} <= told
        assert {slug for one in found for slug in of_people(one)} <= liseuse.known
        assert (
            ville != "amiens"
            or livrables().keys() - {one.nom.split()[0] for one in found} == AILLEURS
        )


def test_letters_and_documents_tell_nothing_together(annee: Annee) -> None:
    """Interleaved as they leave: each is written beside all that left before."""
    first, last = LETTRES[0].lundi, LETTRES[-1].dimanche
    waiting, found = [pair for pair in owed(annee) if first <= pair[0] <= last], list[Document]()
    spans = [(one.copie.cible.debut, min(day, one.copie.cible.fin + JOUR)) for day, one in waiting]
    since = min(first - RECUL, *(debut for debut, _ in spans))
    since, last = (date.min, date.max - JOUR) if A_LA_MAIN else (since, last)
    days = {day for span in spans for day in span} | {day for day in mois() if A_LA_MAIN}
    mondays = {one.lundi for one in (*ANNEE, ANNEE[-1].shifted(1))}
    monde = Monde(annee, [day for day in sorted(days | mondays) if since <= day <= last + JOUR])
    attaque, lecteur = Attaque(monde.vrai), Lecteur(monde)
    for semaine in LETTRES:
        while waiting and waiting[0][0] <= semaine.dimanche:
            day, one = waiting.pop(0)
            found.append(frozen(leaves(annee, day), one))
        publish(lecteur, attaque, semaine)
    liseuse = Liseuse(monde, annee.programme.config)
    for document in (*found, *(asked(annee) if A_LA_MAIN else ())):
        attaque.recoit(document.nom, "", liseuse.document(document))
    attaque.nombres += monde.liens()
    small = {case for case, n in attaque.sait().items() if 0 < n < SEUIL}
    assert [case for case in small if not is_of_events(monde, case)] == []
    assert len(found) > len(LETTRES)
