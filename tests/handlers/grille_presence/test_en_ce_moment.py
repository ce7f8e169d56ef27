"""Who is there now, in the shared grid, and a week too full for one message."""

from __future__ import annotations

from datetime import timedelta

from storage.models import PresenceActeur
from tests.handlers.grille_presence.conftest import EDUCATEURS
from tests.handlers.people import COORDINATION, MEDIATRICE, Team

WHO = "👀 Qui est là ?"


def test_a_very_full_week_has_pages_and_nobody_is_left_out(street: Team) -> None:
    with street.database.transaction() as tx:
        for rank in range(120):
            tx.add(PresenceActeur(
                dispositif_id=street.programme.id, acteur=f"Structure au nom assez long {rank}",
                quartier="etouvie", jour=street.clock.now().date() + timedelta(days=rank % 5),
                de=street.programme.config.creneaux[0].de, a=street.programme.config.creneaux[0].a,
                ajoutee_le=street.clock.now(), source=f"essai:{rank}",
            ))  # fmt: skip
    seen = [street.says(MEDIATRICE, "/grille")]
    while f"Page {len(seen) + 1} ›" in street.labels(MEDIATRICE):
        seen.append(street.taps(MEDIATRICE, f"Page {len(seen) + 1} ›"))
    whole = "\n".join(seen)
    assert len(seen) > 1
    assert all(f"Structure au nom assez long {rank}" in whole for rank in range(120))
    assert "<b>Étouvie</b> (suite)" in whole
    street.taps(MEDIATRICE, "Semaine suivante", "‹ Cette semaine")
    assert "Page 1 sur" in street.reads(MEDIATRICE)


def test_who_is_there_now_is_told_and_not_the_planning_alone(street: Team) -> None:
    """« Personne » is never said while somebody is there."""
    assert "<b>En ce moment</b>\nPersonne n'est en présence." in street.says(MEDIATRICE, "/grille")
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "📍 Autre site", "📍 Site C", "✅ Démarrer")
    quartier = street.programme.config.quartier(street.programme.config.site("site-c").quartier)
    for reader in (MEDIATRICE, COORDINATION):
        said = street.says(reader, "/grille")
        assert f"🟢 {quartier.label} : Binôme 1 (Site C), depuis 17 h 04" in said
        assert "depuis 17 h 04, Binôme 1 (Site C), 🟢 sur place" in said
    partner = street.says(EDUCATEURS, WHO)
    assert f"🟢 {quartier.label} : médiateurs de rue, depuis 17 h 04" in partner
    assert "Site C" not in partner
    assert "Binôme" not in partner
    street.clock.advance(timedelta(minutes=56))
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "☕ Pause")
    assert "depuis 17 h 04, en pause depuis 18 h 00" in street.says(COORDINATION, "/grille")
    street.clock.advance(timedelta(minutes=30))
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "⏹ Terminer")
    said = street.says(COORDINATION, "/grille")
    assert "Personne n'est en présence." in said
    assert "17 h 04 - 18 h 30, Binôme 1 (Site C)" in said
