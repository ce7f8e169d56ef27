"""Parts add up to the whole: sites to the programme, weeks to all of them, lines to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from storage.figures import lieux
from storage.indicateurs.contrat import Nombre, ParHeure, Proportion, Repartition
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Releve, releve
from storage.machine.db import Database
from tests.digests.scene import open_scene
from tests.storage.indicateurs.annee import Annee, mois, semaines
from tests.storage.indicateurs.comparees import VERITES, plain
from tests.storage.indicateurs.verites.brut import Brut, Ici

DISTINCT: Final = {
    *("couverture-periodes", "periodes-sans-personne", "quartiers-en-intervention"),
    *("sites-en-intervention", "jours-prevus-sans-trace", "jours-sans-presence"),
    *("publics-rares", "heures-acteurs", "couverture-quartiers", "recouvrement-ville"),
    *("partenaires-mobilises", "partenaires-sortes", "relais-avec-nouvelles", "trois-comites"),
}
"""The same thing may be in several parts: it counts once in the whole."""
ROUNDED: Final = {"premiers-contacts", "participants"}
"""Each part is rounded: the whole is away from their sum by a half for each."""
NO_PLACE: Final = {
    *("part-terrain", "part-terrain-depuis-debut", "hors-terrain", "journees-incompletes"),
    *("jours-vacances", "jours-feries", "logements", "reunions-acteurs"),
    *("demandes", "demandes-en-attente"),
}
"""Of the whole team, of a comité, of the calendar or of the file; or some have no site at all."""
AT_THE_END: Final = {
    *("usages-positifs-nouveaux", "mesusages-nouveaux", "preventif-usages-positifs"),
    *("part-terrain", "part-terrain-depuis-debut", "logements", "demandes-en-attente"),
    *("mediations-etats", "accords-tenus", "preconisations-en-attente", "preconisations-suivies"),
    *("relais-en-cours", "relais-sans-nouvelles", "relais-verifies", "relais-en-retard"),
    *("relais-issues", "relais-continus", "relais-effectifs", "comptes-rendus-remis"),
    *("signalements-a-verifier", "signalements-clos", "signalements-en-retard", "recurrence"),
    *("signalements-ouverts", "signalements-verifies", "signalements", "signalements-categories"),
    *("signalements-bailleurs", "signalements-revenus", "signalements-refuses"),
    *("signalements-criteres", "retours-droit-commun"),
}
"""How it stood as the period ended, or what it is compared with: a week does not add to it."""
OCTOBRE: Final = [date(2026, 10, 12) + timedelta(weeks=rank) for rank in range(5)]
"""Four weeks, and the night on which clocks go back."""
BEGIN: Final = datetime.fromisoformat("2026-10-12")
MINUTES: Final = 4 * 7 * 24 * 60


def summed(values: Iterable[Any]) -> object:
    """Counts, shares and lists, each added to its like."""
    every = list(values)
    match every[0]:
        case Nombre():
            return sum(one.n for one in every)
        case Proportion():
            return sum(one.n for one in every), sum(one.sur for one in every)
        case ParHeure():
            return sum(one.n for one in every), sum(one.minutes for one in every)
        case Repartition():
            return dict(sum((Counter(one.par) for one in every), Counter()))
    return None


def additive(apart: set[str], read: Releve) -> list[str]:
    """The indicators whose parts are added."""
    return [
        slug
        for slug, one in registre().items()
        if slug not in apart | DISTINCT | ROUNDED
        and isinstance(one(read), Nombre | Proportion | ParHeure | Repartition)
    ]


def astray(read: Releve) -> list[str]:
    """Those whose parts, by place then by week, do not add up to the whole."""
    by_place = [
        slug
        for slug in additive(NO_PLACE, read)
        if summed(registre()[slug](read.on(lieu)) for lieu in read.lieux) != whole(slug, read)
    ]
    by_week = [
        slug
        for slug in additive(AT_THE_END, read)
        if summed(registre()[slug](read.at(rang)) for rang in read.rangs) != whole(slug, read)
    ]
    return by_place + by_week


def whole(slug: str, read: Releve) -> object:
    """A list without its zeros: a curve has some."""
    found = plain(registre()[slug](read))
    return {word: n for word, n in found.items() if n} if isinstance(found, dict) else found


def test_the_year_is_the_sum_of_its_places_and_of_its_weeks(annee: Annee) -> None:
    places = annee.portees[-1].lieux
    for jours in (semaines(), mois()):
        assert astray(releve(annee.tx, annee.programme, places, jours)) == []


presences = st.tuples(
    st.sampled_from(("site-a", "site-b", "site-c")), st.integers(0, MINUTES), st.integers(0, 900)
)
rencontres = st.tuples(
    st.sampled_from(("site-a", "site-b")), st.integers(0, MINUTES - 1), st.integers(1, 40)
)


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(presences, max_size=6), st.lists(rencontres, max_size=6))
def test_any_weeks_add_up_and_are_what_the_rows_say(
    sqlite_database: Database, been: list[Any], met: list[Any]
) -> None:
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx)
        for site, minute, lasted in been:
            debut = BEGIN + timedelta(minutes=minute)
            scene.presence(str(debut), str(debut + timedelta(minutes=lasted)), site=site)
        for site, minute, n in met:
            scene.rencontres(str(BEGIN + timedelta(minutes=minute)), site=site, ados=n)
        read = releve(tx, scene.programme, lieux(tx, scene.programme.id), OCTOBRE)
        assert astray(read) == []
        ids = tuple(lieu.id for lieu in read.lieux)
        here = Ici(Brut(tx, scene.programme), ids, *read.bornes, read.recolte.instants)
        told = {slug: plain(one(read)) for slug, one in registre().items()}
        assert told == {slug: VERITES[slug](here) for slug in told}
        tx.rollback()  # The next example begins again.
