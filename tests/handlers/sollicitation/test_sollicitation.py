"""A request as the mediator notes it: four taps, five to send, six to hand over."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock, paris
from bot.signing import LIEN
from storage.dispositif import load, packaged
from storage.machine.db import Database
from storage.models import Outbox, Relais, RelaisActe, Sollicitation
from tests.handlers.demande.cast import sends
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team, open_team
from tests.handlers.relais.cast import hands_over, starts, story


@pytest.fixture
def street(team: Team) -> Team:
    return starts(team)


def taken(team: Team, *labels: str) -> tuple[int, str]:
    """(taps, last words) of an entry, the press on the menu included; see `precision` for more."""
    team.says(MEDIATRICE, "🙋 Sollicitation")
    return 1 + len(labels), team.taps(MEDIATRICE, *labels).partition("\n🔎")[0]


def noted(team: Team) -> Sollicitation:
    return team.rows(Sollicitation)[-1]


def letters(team: Team) -> list[Outbox]:
    return [row for row in team.rows(Outbox) if row.canal == "email"]


@pytest.mark.parametrize(
    ("done", "slug"),
    [("Écoute", "ecoute"), ("Info donnée", "info-donnee"), ("À suivre", "a-suivre")],
)
def test_what_leads_nowhere_else_takes_four_taps(street: Team, done: str, slug: str) -> None:
    taps, said = taken(street, "12-17 ans", "Bruit", done)
    assert taps == 4
    assert said == f"Enregistré : Bruit, nuisances, {done[:1].lower()}{done[1:]}."
    row = noted(street)
    assert (row.public, row.type, row.reponse) == ("ados", "bruit-nuisances", slug)
    assert (row.domaine, row.partenaire, row.presence_id) == (None, None, 1)
    assert street.rows(Relais) == []


def test_a_demarche_done_together_has_a_domain_and_no_partner(street: Team) -> None:
    taps, _said = taken(street, "60 ans", "Démarches", "Démarche faite ensemble")
    assert taps == 4
    row = noted(street)
    assert (row.reponse, row.domaine, row.partenaire) == (
        "demarche-ensemble",
        "acces-droits",
        None,
    )


def test_an_orientation_takes_five_taps_and_is_no_relais(street: Team) -> None:
    taps, said = taken(street, "18-25 ans", "Emploi", "Orientation", "Mission locale")
    assert taps == 5
    assert said == "Enregistré : Emploi, formation, orientation, emploi → Mission locale."
    assert street.labels(MEDIATRICE)[0] == "📄 Fiche du partenaire"
    row = noted(street)
    assert (row.reponse, row.domaine, row.partenaire) == (
        "orientation",
        "emploi",
        "pa-mission-locale",
    )
    assert street.rows(Relais) == []
    assert letters(street) == []


def test_a_relais_takes_six_taps_and_its_check_none(street: Team) -> None:
    taps, said = taken(
        street, "18-25 ans", "Emploi", "Relais transmis", "Mission locale", "✅ Oui"
    )
    assert taps == 6
    (row,) = street.rows(Relais)
    assert said == (
        f"Enregistré : <b>R-0001 · {row.mot}</b>, emploi → Mission locale, "
        f"rappel mardi 24 novembre. Gardez le mot {row.mot} pour vous y retrouver : "
        "rien d'autre n'est noté.\nMission locale reçoit ce repère par courriel, et rien d'autre."
        f"\n🗣 Donnez le mot {row.mot} à la personne : elle le dira en arrivant."
    )
    assert row.verifier_le is not None
    assert paris(row.verifier_le).date().isoformat() == "2026-11-24"
    assert (row.public, row.domaine, row.statut) == ("jeunes-adultes", "emploi", "transmis")
    assert story(street) == [("transmettre", "transmis", "mediateur")]


@pytest.mark.parametrize(
    ("label", "day"), [("14 jours", "2026-12-01"), ("30 jours", "2026-12-17")]
)
def test_another_delay_is_one_tap_more_and_the_word_stays_on_the_screen(
    street: Team, label: str, day: str
) -> None:
    relais = hands_over(street)
    said = street.taps(MEDIATRICE, label)
    assert f"R-0001 · {relais.mot}" in said
    assert street.labels(MEDIATRICE) == ["📄 Fiche du partenaire", "↩️ Annuler R-0001"]
    (row,) = street.rows(Relais)
    assert row.verifier_le is not None
    assert paris(row.verifier_le).date().isoformat() == day


def test_no_follow_up_may_be_chosen(street: Team) -> None:
    hands_over(street)
    assert "pas de rappel" in street.taps(MEDIATRICE, "Pas de suivi")
    (row,) = street.rows(Relais)
    assert (row.verifier_le, row.clos_le) == (None, None)


def test_without_consent_it_is_an_orientation_and_the_partner_hears_nothing(street: Team) -> None:
    taken(street, "18-25 ans", "Emploi", "Relais transmis", "Mission locale", "❌ Non")
    row = noted(street)
    assert (row.reponse, row.partenaire) == ("orientation", "pa-mission-locale")
    assert street.rows(Relais) == []
    assert letters(street) == []


def test_the_letter_holds_the_code_the_domain_a_link_and_nothing_of_the_person(
    street: Team,
) -> None:
    relais = hands_over(street)
    (letter,) = letters(street)
    text = letter.contenu["text"]
    assert letter.adresse == "mission-locale@amiens.example.org"
    assert f"R-0001 · {relais.mot}. Domaine : emploi." in text
    assert letter.contenu[LIEN] in text
    assert letter.sujet == f"relais:{street.rows(RelaisActe)[0].id}"
    assert letter.contenu["reply_to"] == "coordination@mediation.example.org"
    whole = text + letter.contenu["html"] + letter.contenu["subject"]
    for secret in ("18-25", "Site A", "Étouvie", "Binôme", "signalement", relais.public or "?"):
        assert secret not in whole, secret


def test_a_partner_without_a_mailbox_is_told_nothing(street: Team) -> None:
    hands_over(street, "France Travail")
    assert letters(street) == []
    assert "par courriel" not in street.reads(MEDIATRICE)


def test_what_is_the_ville_s_reaches_its_service_is_counted_and_asks_nothing(street: Team) -> None:
    taps, said = taken(street, "12-17 ans", "Bruit", "Transmis médiation Ville")
    assert taps == 4
    assert said == (
        "Enregistré : Bruit, nuisances, transmis médiation Ville.\n"
        "🏛 Le service de médiation de la Ville la reçoit : la 1re en trois mois."
    )
    _taps, said = taken(street, "12-17 ans", "Conflit", "Transmis médiation Ville")
    assert "la 2e en trois mois" in said
    first, second = letters(street)
    assert {first.adresse, second.adresse} == {"mediation@amiens.example.org"}
    assert "Bruit, nuisances · Site A (Étouvie) · mardi 17 novembre" in first.contenu["text"]
    assert "C'est la 2e en trois mois" in second.contenu["text"]
    assert "12-17" not in first.contenu["text"] + first.contenu["html"]
    assert (noted(street).domaine, noted(street).partenaire) == ("mediation-ville", None)
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 04 · Conflit", "🗑 Supprimer")
    assert [row.id for row in letters(street)] == [first.id], "the letter had not left"
    street.says(COORDINATION, "/interventions")
    assert "À la médiation de la Ville : 1 en trois mois" in street.reads(COORDINATION)
    sends(street)
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 04 · Bruit", "🗑 Supprimer")
    told = letters(street)[-1]
    assert told.contenu["subject"] == "Sollicitation retirée"
    assert "(Bruit, nuisances · Site A (Étouvie) · mardi 17 novembre" in told.contenu["text"]
    assert "est retirée : elle était notée par erreur" in told.contenu["text"]


def test_who_asks_may_be_skipped(street: Team) -> None:
    taken(street, "⏭ Passer", "Autre", "Écoute")
    assert noted(street).public is None


def test_without_a_presence_the_site_is_asked_first(team: Team) -> None:
    team.says(MEDIATRICE, "/sollicitation")
    team.taps(MEDIATRICE, "📍 Site B", "12-17 ans", "Information", "Écoute")
    assert noted(team).site_id == team.programme.sites["site-b"]


def test_the_partners_of_the_quartier_come_first_then_the_most_used(street: Team) -> None:
    taken(street, "Moins de 12", "Démarches", "Orientation")
    assert street.labels(MEDIATRICE)[:5] == [
        "CCAS",
        "Centre social (Étouvie)",
        "Point d'accès au droit",
        "Autre…",
        "Je ne sais pas encore",
    ]
    street.taps(MEDIATRICE, "Autre…", "Maison de santé")
    assert noted(street).partenaire == "pa-sante"
    taken(street, "Moins de 12", "Démarches", "Orientation", "Autre…", "Point d'accès")
    taken(street, "Moins de 12", "Démarches", "Orientation", "Point d'accès")
    taken(street, "Moins de 12", "Démarches", "Orientation")
    assert street.labels(MEDIATRICE)[:3] == ["Point d'accès au droit", "Maison de santé", "CCAS"]


def test_a_partner_may_be_unknown_yet(street: Team) -> None:
    _taps, said = taken(street, "26-59", "Logement", "Relais transmis", "Je ne sais pas", "✅ Oui")
    assert "logement → partenaire à trouver" in said
    (row,) = street.rows(Relais)
    assert (row.partenaire, row.domaine) == (None, "logement-or")


def test_the_domain_is_asked_only_when_nothing_tells_it(street: Team) -> None:
    taken(street, "26-59", "Autre", "Relais transmis", "Je ne sais pas", "✅ Oui")
    assert "Dans quel domaine ?" in street.reads(MEDIATRICE)
    street.taps(MEDIATRICE, "Aide aux victimes")
    taken(street, "26-59", "Autre", "Relais transmis", "Mission locale", "✅ Oui")
    assert [row.domaine for row in street.rows(Relais)] == ["aide-victimes", "emploi"]


def test_after_twenty_entries_the_binome_s_own_habits_come_first(street: Team) -> None:
    for _ in range(20):
        taken(street, "60 ans", "Parler, être écouté", "Retour donné")
    street.says(MEDIATEUR, "🙋 Sollicitation")
    assert street.labels(MEDIATEUR)[0] == "60 ans et plus"
    street.taps(MEDIATEUR, "60 ans")
    assert street.labels(MEDIATEUR)[0] == "Parler, être écouté"
    street.taps(MEDIATEUR, "Parler")
    assert street.labels(MEDIATEUR)[0] == "Retour donné à l'habitant"


def test_two_open_relais_never_share_a_word(street: Team) -> None:
    words = [hands_over(street).mot for _ in range(12)]
    assert len(set(words)) == 12
    assert [row.numero for row in street.rows(Relais)] == list(range(1, 13))


def test_the_card_of_the_partner_does_not_hide_the_word(street: Team) -> None:
    relais = hands_over(street)
    said = street.taps(MEDIATRICE, "📄 Fiche du partenaire")
    assert said.startswith("📒 <b>Mission locale</b>")
    assert any(relais.mot in shown for shown in street.shown(MEDIATRICE))


def test_it_is_in_the_day_and_deleting_it_withdraws_its_relais(street: Team) -> None:
    relais = hands_over(street)
    line = f"17 h 04 · Emploi, formation : Relais transmis, R-0001 · {relais.mot}"
    assert line in street.day(MEDIATEUR)
    street.taps(MEDIATEUR, line, "🗑 Supprimer")
    (row,) = street.rows(Relais)
    assert row.supprimee_le == street.clock.now()
    assert (row.mot, row.public, row.verifier_le) == ("", None, None)
    assert noted(street).supprimee_le is not None
    assert letters(street) == [], "the letter had not left"
    assert story(street)[-1] == ("retirer", "transmis", "mediateur")


def test_moving_it_to_another_site_moves_its_relais(street: Team) -> None:
    hands_over(street)
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 04 · Emploi", "📍 Site", "📍 Site B")
    site_b = street.programme.sites["site-b"]
    assert (noted(street).site_id, street.rows(Relais)[0].site_id) == (site_b, site_b)


def test_mons_notes_the_same_with_its_own_partners(
    sqlite_database: Database, clock: MovableClock
) -> None:
    config = load(packaged("mons"))
    team = open_team(sqlite_database, clock, config)
    team.says(MEDIATRICE, "🙋 Sollicitation")
    said = team.taps(
        MEDIATRICE,
        "📍 Site A",
        "18-25 ans",
        "Démarches",
        "Relais transmis",
        "Centre social",
        "✅ Oui",
    )
    assert "accès aux droits → Centre social" in said
    assert team.rows(Relais)[0].partenaire == "pa-centre-social"
    team.says(MEDIATRICE, "🙋 Sollicitation")
    team.taps(MEDIATRICE, "📍 Site A", "18-25 ans", "Bruit", "Transmis médiation Ville")
    assert "mediation@mons.example.org" in {row.adresse for row in letters(team)}


def test_the_domain_is_the_partner_s_and_never_forced_by_what_was_asked(street: Team) -> None:
    """Noise is the town's mediation; victim support does not do that."""
    taken(street, "18-25 ans", "Bruit", "Relais transmis", "Autre…", "Aide aux victimes")
    said = street.taps(MEDIATRICE, "✅ Oui")
    assert "aide aux victimes → Aide aux victimes" in said
    (letter,) = letters(street)
    assert letter.contenu["subject"] == "[R-0001] Relais : aide aux victimes"
    taken(street, "18-25 ans", "Bruit", "Orientation", "Autre…", "France Travail")
    assert noted(street).domaine == "emploi"
