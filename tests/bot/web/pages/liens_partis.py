"""The links already in letters: what signed them, and how long they open their page."""

from __future__ import annotations

SENT = {
    "/s/{token}": ("alerte-v1", 14, "formulaire-v1"),
    "/r/{token}": ("relais-v1", 60, "venue-v1"),
    "/g/{token}": ("acteur-v1", 90, "creneau-v1"),
    "/g/{token}/fiche": ("acteur-v1", 90, "creneau-v1"),
    "/desabonnement/{token}": ("digest-v1", 400, None),
    "/reste/{token}": ("reste-v1", 400, None),
    "/point/{token}": ("point-v1", 14, None),
    "/p/{token}": ("preconisation-v1", 90, "proposition-v1"),
    "/lecture/{token}": ("lecture-v1", 31, None),
    "/desabonnement/{token}/lettre": ("digest-v1", 400, None),
    "/agenda/{token}": ("calendrier-v1", 400, None),
    "/t/{token}": ("bord-v1", 90, None),
    "/t/{token}/difficultes": ("bord-v1", 90, "difficultes-v1"),
}
"""Salt, days and salt of the form, as the links already sent know them."""
ANSWERS = {
    "/s/{token}": {"reponse": "traite"},
    "/r/{token}": {"reponse": "venue"},
    "/p/{token}": {"reponse": "etudier"},
    "/g/{token}": {"quartier": "etouvie", "jour": "2026-11-19", "de": "14:00", "a": "17:00"},
    "/g/{token}/fiche": {"reponse": "exact"},
    "/desabonnement/{token}": {"choix": "partir"},
    "/reste/{token}": {"choix": "partir"},
}
"""What somebody may have answered before the robot comes: other forms are then on the page."""
