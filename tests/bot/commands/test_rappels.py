"""`carnet rappels`: the reminders of a signalement rest from the command line, signed, and end."""

from __future__ import annotations

from storage.models import Personne, Signalement, SignalementActe
from tests.bot.commands.conftest import Shell
from tests.handlers.people import MEDIATRICE, Team


def test_reminders_rest_by_somebody_for_a_reason_until_a_day(team: Team, shell: Shell) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "📍 Site A", "Éclairage", "📌 Site A", "✅ Envoyer")
    due = team.rows(Signalement)[0].relance_le
    pause = ("rappels", "suspendre", "v-0001", "--raison", "piece", "--jours", "7")
    assert "« Nemo » n'est pas à la coordination" in shell.refused(*pause, "--par", "Nemo")
    assert "--jours" in shell.refused(*pause[:-1], "8")
    (coordinatrice,) = (one for one in team.rows(Personne) if one.role == "coordination")
    said = shell.says(*pause, "--par", coordinatrice.prenom.upper())
    assert said.strip().startswith("🔕 V-0001 : rappels suspendus jusqu'au mardi 24 novembre.")
    line = team.rows(SignalementActe)[-1]
    assert line.raison == "piece"
    assert line.par == f"coordination:{coordinatrice.id}"
    assert team.rows(Signalement)[0].relance_le != due
    assert "rappels suspendus jusqu'au mardi 24 novembre" in shell.says("rappels", "montrer")
    assert "🔔 V-0001 : les rappels reprennent." in shell.says("rappels", "reprendre", "V-0001")
    assert team.rows(SignalementActe)[-1].par == "coordination:", "nobody was named"
    assert team.rows(Signalement)[0].relance_le == due
