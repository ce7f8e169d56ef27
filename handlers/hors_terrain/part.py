"""The team's share of presence against the landmark: one average, nobody's (000 l.142)."""

from __future__ import annotations

from typing import Final

from bot.domain.semaine import Semaine
from bot.rendering import render_line
from storage import cumuls, temps
from storage.machine.db import Tx
from storage.programme import Programme

TEAM = (
    "Toute l'équipe : {{ recente }} % en présence sur les douze dernières semaines, "
    "{{ moyenne }} % depuis le début, {{ ecart }}."
)
WITHIN = "dans le repère (de {{ bas }} à {{ haut }} %)"
BELOW = "au-dessous du repère (de {{ bas }} à {{ haut }} %)"
ABOVE = "au-dessus du repère (de {{ bas }} à {{ haut }} %)"
ROLLING: Final = 12
"""Weeks, this one included (requirements D04)."""


def team_share(tx: Tx, programme: Programme, semaine: Semaine) -> str:
    """Over twelve weeks and since the beginning, against the landmark; « » while it is unknown."""
    lately = temps.of_binomes(tx, programme.id, semaine.shifted(1 - ROLLING).lundi)
    recente = temps.together(lately.values()).part_terrain
    ever = cumuls.since_the_beginning(tx, programme.id)
    moyenne = temps.together(ever.values()).part_terrain
    if recente is None or moyenne is None:
        return ""
    rules = programme.config.hors_terrain
    bas = rules.objectif_terrain_pct - rules.tolerance_pct
    haut = rules.objectif_terrain_pct + rules.tolerance_pct
    sentence = BELOW if recente < bas else ABOVE if recente > haut else WITHIN
    ecart = render_line(sentence, bas=bas, haut=haut)
    return render_line(TEAM, recente=recente, moyenne=moyenne, ecart=ecart)
