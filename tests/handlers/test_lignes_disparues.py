"""Every line of the file is gone but what was noted with it: it is still read, and corrected."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.semaine import Semaine
from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur
from bot.engine.state import Outcome
from bot.engine.walk import Visit
from bot.feature.door import features, ligne_of
from digests import render
from digests.compose import compose
from digests.render import Links
from handlers.ma_journee.facts import SHOWN
from storage import journal
from storage.journal import KINDS
from storage.models import Relais, Saisie
from tests.handlers.mue import moults
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team
from tests.handlers.relais.cast import morning
from tests.handlers.retour.test_retour import acts
from tests.handlers.test_every_flow import Walked, replay, undone, walked

SAID = {
    "p": "Présence : Site A",
    "r": "8 × ados",
    "s": "V-0001 vt-eclairage-public",
    "d": "emploi-formation : relais, R-0001",
    "c": "Conflit : cf-nuisances-sonores, apaise",
    "m": "M-0001 · cf-voisinage · Site A, ouvert",
    "o": "Observation : ambiance",
    "a": "ac-reunion, th-proprete, p-6-10 participants, avec centre-social",
    "h": "Hors terrain : trajet 30 min",
    "i": "P-0001 amenagement, proposée",
    "e": "Étonnement : q-surprise",
    "q": "D-0001 · dem-bailleur · od-nuisance · Site A · ud-semaine",
    "f": "Difficulté : dp-insultes",
    "g": "Grille du site :",
    "z": "M-0001 : étape changée",
}
"""What « Ma journée » says of each kind once its words are gone: their slugs, said plainly."""


@pytest.fixture
def lived(team: Team) -> Team:
    """One entry of each kind of the journal, then the file is another one."""
    street(team)
    for letter in KINDS.keys() - SAID.keys():
        note(team, KINDS[letter])
    return team


def note(team: Team, kind: type[Saisie]) -> None:
    """One of a kind that the street does not tell: by a path of the flows that come with it."""
    (feature,) = [one for one in features().values() if kind in one.entries]
    for handler in feature.flows:
        with walked(team, handler.flow.name) as play:
            ends = (visit for visit in play.visits() if visit.outcome is Outcome.DONE)
            path = next((one.events for one in ends if writes(team, play, one, kind)), None)
            if path is not None:
                replay(team, play, path)
                return
    pytest.fail(f"no flow of its folder writes a {kind.__name__}")


def writes(team: Team, play: Walked, visit: Visit, kind: type[Saisie]) -> bool:
    """Whether that path leaves one more row of the kind; nothing is kept of it."""
    counted = select(func.count()).select_from(kind)
    before = play.context.tx.scalar(counted)
    with undone(play.context):
        replay(team, play, visit.events)
        return play.context.tx.scalar(counted) != before


def said(team: Team) -> dict[str, str]:
    """What « Ma journée » says now, by the letter of what is said."""
    with team.database.transaction() as tx:
        context = team.context(tx, MEDIATRICE)
        found = journal.entries(tx, context.person, team.clock.now() - timedelta(hours=1))
        return {one.key[0]: ligne_of(one.row).says(context, one.row) for one in found}


def street(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "8 ados")
    team.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage", "📌 Site A", "✅ Envoyer")
    team.says(MEDIATRICE, "🙋 Sollicitation")
    team.taps(MEDIATRICE, "18-25 ans", "Emploi, formation", "Relais transmis", "Mission locale")
    team.taps(MEDIATRICE, "✅ Oui")
    team.says(MEDIATRICE, "⚡ Conflit")
    team.taps(MEDIATRICE, "⚡ En direct", "Bruit", "Entre personnes", "Dialogue engagé", "Apaisé")
    team.says(MEDIATRICE, "⚡ Conflit")
    team.taps(MEDIATRICE, "🕐 En différé", "Habitant", "Voisinage", "✅ Oui", "Table ronde")
    team.taps(MEDIATRICE, "Demain", "📂 M-0001", "📅 Prochaine étape", "Dans 3 jours")
    observed(team)
    offered(team)


def observed(team: Team) -> None:
    team.says(MEDIATRICE, "👁 Observation")
    team.taps(
        MEDIATRICE, "🙂 4", "Moyenne", "+ Jeux d'enfants", "− Dégradations", "✅ Enregistrer"
    )
    team.says(MEDIATRICE, "/action")
    team.taps(MEDIATRICE, "Réunion d'habitants", "Propreté", "6 à 10", "Centre social")
    team.taps(MEDIATRICE, "✅ Enregistrer")
    team.says(MEDIATRICE, "➕ Autre")
    team.taps(MEDIATRICE, "🗂", "Trajet", "30 min")
    team.says(MEDIATRICE, "➕ Autre")
    team.taps(MEDIATRICE, "📐", "0 ·", "1 ·", "2 ·", "3 ·", "4 ·")


def offered(team: Team) -> None:
    team.says(MEDIATRICE, "➕ Autre")
    team.taps(MEDIATRICE, "💡", "Aménagement", "Espaces verts")
    team.says(MEDIATRICE, "Deux bancs face au terrain.")
    team.taps(MEDIATRICE, "3 mois", "✅ Oui")
    team.says(MEDIATRICE, "/etonnement")
    team.says(MEDIATRICE, "Les familles sont revenues.")
    team.taps(MEDIATRICE, "✖️")
    team.says(MEDIATRICE, "/demande")
    team.taps(MEDIATRICE, "Bailleur", "Nuisance", "📌 Site A", "Cette semaine", "✅ Tr")
    team.says(MEDIATRICE, "🛑 Difficulté")
    team.taps(MEDIATRICE, "Insultes", "📞 Oui")


def test_each_kind_is_still_said(lived: Team) -> None:
    moults(lived)
    lines = said(lived)
    assert lines.keys() == KINDS.keys() >= SAID.keys()
    assert [
        line for kind, line in lines.items() if not line.startswith(SAID.get(kind, line))
    ] == []
    assert [kind for kind, line in lines.items() if not line.strip() or "{" in line] == []


@pytest.mark.parametrize("kind", ["r", "d", "c", "o", "a", "m", "f"])
def test_it_is_corrected(lived: Team, kind: str) -> None:
    """Its site is, to one of the new file."""
    moults(lived)
    with_room(lived, kind)
    said = lived.taps(MEDIATRICE, f"17 h 04 · {SAID[kind]}", "📍 Site", "📍 Site B")
    assert said.startswith(f"✅ Corrigé : 17 h 04 · {SAID[kind].split(' · Site A')[0]}")


def test_everything_is_taken_back(lived: Team) -> None:
    moults(lived)
    others = {kind: line for kind, line in said(lived).items() if kind not in SAID}
    for kind, words in reversed((SAID | others).items()):
        takes_away(lived, words)
        assert f"é : 17 h 04 · {words}" in lived.reads(MEDIATRICE), kind
    assert "Rien n'est noté" in lived.says(MEDIATRICE, "/journee")


def with_room(lived: Team, kind: str) -> None:
    """Twelve entries are shown: the others leave."""
    for other in [one for one in "zhgei" if one != kind][: len(KINDS) - SHOWN]:
        takes_away(lived, SAID[other])
    lived.says(MEDIATRICE, "/journee")


def takes_away(lived: Team, words: str) -> None:
    """The line that says so is touched, then its last button: « Supprimer », or « Annuler »."""
    lived.says(MEDIATRICE, "/journee")
    lived.taps(MEDIATRICE, f"17 h 04 · {words}")
    gestes = [one for one in lived.labels(MEDIATRICE) if one.startswith(("🗑", "↩️"))]
    lived.taps(MEDIATRICE, gestes[-1])


def test_the_presence_goes_on_with_its_tally_and_ends(lived: Team) -> None:
    moults(lived)
    lived.clock.advance(timedelta(hours=2))
    slug = lived.programme.config.comptes()[0].slug
    lived.says(MEDIATRICE, f"3 {slug}")
    lived.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    lived.clock.advance(timedelta(minutes=1))
    lived.says(MEDIATRICE, "▶️ Présence")
    lived.catch_up()
    assert "11 rencontres" in lived.pinned(MEDIATRICE)
    said = lived.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    assert "Site A : 17 h 04 → 19 h 05 (2 h 01" in said


def test_the_point_hebdo_counts_it(lived: Team) -> None:
    lived.clock.advance(timedelta(hours=2))
    lived.says(MEDIATRICE, "▶️ Présence")
    lived.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    moults(lived)
    with lived.database.transaction() as tx:
        comite = next(one for one in lived.programme.config.comites if one.territoire is None)
        snapshot = compose(tx, lived.programme, comite, Semaine.of(lived.clock.now()))
    text = render.render_text(snapshot, Links())
    assert "8 rencontres" in text
    assert "ados" in text
    assert re.search(r"Site A +– +– +– +0 h 56 +1 h 04 +2 h 00", text), "its periods left too"
    assert "Éclairage public" in text, "a service keeps its last name"
    assert "ados" in render.render_html(snapshot, Links())


def test_a_retour_and_a_relais_are_still_asked(lived: Team) -> None:
    acts(lived, 1, ActeSignalement.VERIFIER_REPARE, Acteur.MEDIATEUR)
    moults(lived)
    lived.says(MEDIATRICE, "▶️ Présence")
    lived.taps(MEDIATRICE, "📄 Voir les retours")
    assert "• V-0001 vt-eclairage-public : réparé le 17/11." in lived.reads(MEDIATRICE)
    lived.taps(MEDIATRICE, "✅ V-0001 dit")
    morning(lived, 7)
    assert "R-0001" in lived.reads(MEDIATEUR)
    assert "emploi → pa-mission-locale" in lived.reads(MEDIATEUR)
    lived.taps(MEDIATEUR, "✅")
    assert lived.rows(Relais)[0].effectif_le is not None


def test_the_coordination_still_reads_and_answers_it(lived: Team) -> None:
    moults(lived)
    lived.says(COORDINATION, "/demandes")
    assert "D-0001" in " ".join(lived.labels(COORDINATION))
    lived.says(COORDINATION, "/preconisations")
    said = lived.taps(COORDINATION, "P-0001 · amenagement", "✅ Retenue", "⏭ Passer")
    assert "retenue" in said
