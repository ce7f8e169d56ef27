"""Les activités de la mission: what the dispositif says counts for each, in a few figures."""

from __future__ import annotations

from bot.domain.petits_effectifs import SEUIL
from bot.domain.semaine import Semaine
from digests.contract import Figures, Perimetre, Section, Vue
from digests.sections.activites import chiffres as comptes
from digests.sections.activites.chiffres import Cadre
from storage.dispositif import Element
from storage.machine.db import Tx
from storage.programme import Programme

NOTHING = "rien de noté cette semaine"
FEW = f"moins de {SEUIL}"
SMALL = f"Moins de {SEUIL} : un si petit nombre de personnes n'est pas publié."


def read(tx: Tx, programme: Programme, perimetre: Perimetre, semaine: Semaine) -> Figures:
    """One line for each activity that counts something; nothing when the file has none."""
    known = [one for one in programme.config.liste("activites") if one.compte]
    cadre = Cadre(tx, programme.config, perimetre, semaine.bornes())
    lines = [_line(cadre, activite) for activite in known]
    if not lines:
        return {}
    others = comptes.uncounted(cadre, known)
    nothing = not others and not any(_told(line["comptes"]) for line in lines)
    return {"activites": lines, "autres_actions": others, "rien": nothing}


def _line(cadre: Cadre, activite: Element) -> Figures:
    return {
        "label": activite.libelle_long or activite.label,
        "comptes": [
            {"quoi": one.quoi, **comptes.COMPTES[one.quoi].read(cadre, one.types)}
            for one in activite.compte
        ],
    }


def show(found: Figures) -> Vue:
    told = [(one["label"], _told(one["comptes"])) for one in found["activites"]]
    return {
        "lignes": [{"label": label, "chiffres": said or [NOTHING]} for label, said in told],
        "autres": comptes.others(found["autres_actions"]),
        "tus": SMALL if any(FEW in one for _, said in told for one in said) else "",
    }


def _told(counts: list[Figures]) -> list[str]:
    told = (said for one in counts for said in comptes.COMPTES[one["quoi"]].says(one))
    return [said for said in told if said]


SECTION = Section(ordre=5, titre="Les activités de la mission", figures=read, vue=show)
