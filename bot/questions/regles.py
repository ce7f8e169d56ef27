"""The rules of the charter in a few lines: shown at the welcome, and read again by /charte."""

from __future__ import annotations

from typing import Final

EN_BREF: Final = (
    "• Aucun nom, aucun visage, aucune plaque, aucune adresse de personne.\n"
    "• Un signalement porte sur une chose, jamais sur quelqu'un.\n"
    "• Un relais demande l'accord de la personne.\n"
    "• En cas de danger, appelez d'abord le 112, le 17, le 18 ou le 15.\n"
    "• Votre position n'est lue que si vous l'envoyez."
)
"""000 l.91 and l.108: what each member of the team accepts."""

POSTURE: Final = (
    "• La médiation est libre : chaque personne peut dire non, à tout moment.\n"
    "• Elle est neutre et impartiale : vous ne prenez pas parti, vous ne sanctionnez pas.\n"
    "• Un relais s'efface dès que la personne le demande.\n"
    "• Ce qui touche quelqu'un se dit de vive voix à la coordination, jamais ici."
)
"""The reference charter of social mediation (000 l.91), and what stays outside (003 l.435)."""
