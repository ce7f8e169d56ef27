"""`carnet echeances`: what is due and how it stands, ticked, set aside, given to an agenda."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.clock import MovableClock
from tests.bot.commands.conftest import BACK, Shell
from tests.digests.scene import open_scene
from tests.storage.dispositif_cast import example


def test_each_due_date_is_shown_ticked_set_aside_and_fed_to_an_agenda(
    shell: Shell, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set(datetime(2027, 2, 1, 9, tzinfo=UTC))
    monkeypatch.setattr("bot.terminal.office.SystemClock", lambda: clock)
    database = shell.migrated()
    with database.transaction() as tx:
        open_scene(tx, example("amiens"))
    database.close()
    late = shell.says("echeances", "montrer", "--etat", "en retard")
    said = (
        "1.compte-rendu [en retard] Site A : Compte rendu final, au plus tard le 20 janvier 2027"
    )
    assert said in late
    assert "1.fin [fait] Site A : Fin de l'intervention, le 5 janvier 2027" in shell.says(
        "echeances", "montrer"
    )
    assert shell.says("echeances", "faite", "1.compte-rendu") == (
        f"✅ Site A : Compte rendu final, c'est fait.\n{BACK}"
    )
    aside = ("echeances", "sans-objet", "1.t0", "--motif", "pas-demande")
    assert "Site A : État initial du site (T0) : sans objet, pas demandé ici." in shell.says(
        *aside
    )
    assert "1.t0 [sans objet]" in shell.says("echeances", "montrer", "--etat", "sans objet")
    assert "n'attend pas cela" in shell.refused("echeances", "faite", "1.premier-comite")
    assert "inconnu" in shell.refused("echeances", "montrer", "--etat", "perdu")
    assert "CARNET_PUBLIC_URL" in shell.refused("echeances", "lien")
    shell.environ.update(
        CARNET_PUBLIC_URL="https://carnet.example.org", CARNET_SECRET_KEY="k" * 40
    )
    link = shell.says("echeances", "lien").splitlines()[0]
    assert link.startswith("https://carnet.example.org/agenda/")
    assert link.endswith("/fichier/0")
    assert shell.says("echeances", "retirer") == "Liens d'agenda retirés : 1.\n"
