"""What was deleted or corrected since is shown at once by the card that recorded it."""

from __future__ import annotations

import html

import pytest

from tests.handlers.people import MEDIATEUR, MEDIATRICE, Team

Taps = tuple[str, ...]

OPENS: dict[str, tuple[str, Taps]] = {
    "Observation": ("👁 Observation", ("😟 1", "⏭ Passer", "✅ Enregistrer")),
    "Conflit": ("⚡ Conflit", ("⚡ En direct", "Bruit", "⏭ Passer", "Dialogue", "Apaisé")),
    "M-0001": (
        "⚡ Conflit",
        ("🕐 En différé", "Habitant", "Bruit", "✅ Oui", "Médiation", "Demain"),
    ),
    "Emploi": ("🙋 Sollicitation", ("12-17 ans", "Emploi", "Écoute")),
    "D-0001": ("/demande", ("Bailleur", "Nuisance", "📌 Site A", "Quand possible", "✅ Tr")),
    "V-0001": ("🔧 Signalement", ("Éclairage", "📌 Site A", "✅ Envoyer")),
}
"""By how « Ma journée » begins its line: what opens the flow, and the taps of an entry."""

GONE: dict[str, tuple[str, str]] = {
    "D-0001": ("🗑 Retirer", "🗑 Supprimé"),
    "V-0001": ("↩️ Annuler le signalement", "↩️ Annulé"),
}
"""What takes it away, and the word for it, where these are not the usual ones."""


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def noted(street: Team, kind: str) -> int:
    """The number of the card that says so."""
    word, taps = OPENS[kind]
    street.says(MEDIATRICE, word)
    street.taps(MEDIATRICE, *taps)
    return street.latest[MEDIATRICE]


def card(street: Team, number: int) -> str:
    return html.unescape(street.phones[MEDIATRICE][number]["text"])


@pytest.mark.parametrize("kind", OPENS)
def test_the_card_of_what_is_taken_away_says_so_on_both_phones(street: Team, kind: str) -> None:
    number = noted(street, kind)
    street.says(MEDIATEUR, "📋 Ma journée")
    line = next(one for one in street.labels(MEDIATEUR) if f"· {kind}" in one)
    takes_away, gone = GONE.get(kind, ("🗑 Supprimer", "🗑 Supprimé"))
    street.taps(MEDIATEUR, line, takes_away)
    assert card(street, number) == f"{gone} : {line}"
    assert "keyboard" not in street.phones[MEDIATRICE][number]


def test_a_corrected_entry_shows_its_site_with_its_buttons_alive(street: Team) -> None:
    number = noted(street, "Observation")
    street.says(MEDIATEUR, "📋 Ma journée")
    street.taps(MEDIATEUR, "17 h 04 · Observation", "📍 Site", "📍 Site B")
    assert card(street, number).startswith("👁 Site B : ambiance très tendue. C'est noté.")
    street.taps(MEDIATRICE, "✏️ Un mot ?")
    assert "Sans nom ni détail" in street.reads(MEDIATRICE)


def test_one_line_of_a_sentence_goes_and_the_others_stay_on_its_card(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados 3 adultes, calme")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    number = street.latest[MEDIATRICE]
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 04 · 3 × 26-59 ans", "🗑 Supprimer")
    assert card(street, number).splitlines() == [
        *("✅ <b>Enregistré :</b>", "8 × 12-17 ans", "Observation : ambiance apaisée"),
    ]
