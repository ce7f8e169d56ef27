"""A refused deed says which deed, of what, in which state."""

from __future__ import annotations

from bot.domain.vies import demande, mediation, preconisation, relais, signalement


def test_each_life_names_its_own_thing() -> None:
    refusals = (
        relais.TransitionRefusee(relais.Statut.TRANSMIS, relais.Acte.CLORE),
        mediation.TransitionRefusee(mediation.Statut.OUVERT, mediation.Acte.REPRENDRE),
        demande.TransitionRefusee(demande.Statut.RECUE, demande.Acte.TRAITER),
        signalement.TransitionRefusee(signalement.Statut.ANNULE, signalement.Acte.ANNULER),
        preconisation.ReponseRefusee(preconisation.Statut.REALISEE, preconisation.Acte.RETENIR),
    )
    assert [str(one) for one in refusals] == [
        "« clore » impossible quand le relais est « transmis »",
        "« reprendre » impossible quand le dossier est « ouvert »",
        "« traiter » impossible quand la demande est « recue »",
        "« annuler » impossible quand le signalement est « annule »",
        "« retenir » impossible quand la préconisation est « realisee »",
    ]
