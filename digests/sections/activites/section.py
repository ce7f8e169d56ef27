"""Les activités de la mission: what the dispositif says counts for each, in a few figures."""

from __future__ import annotations

from bot.domain.petits_effectifs import SEUIL
from digests.contract import Figures, Recueil, Section, Vue
from digests.sections.activites import chiffres as comptes
from storage.dispositif import Element

FEW = f"moins de {SEUIL}"
SMALL = f"Moins de {SEUIL} : un si petit nombre de personnes n'est pas publié."


def read(recueil: Recueil) -> Figures:
    """One line for each activity that counts something; nothing when the file has none."""
    listed = recueil.programme.config.liste("activites")
    activites = [activite for activite in listed if activite.compte]
    lines = [_line(recueil, activite) for activite in activites]
    if not lines:
        return {}
    others = comptes.uncounted(recueil, activites)
    nothing = not others and not any(_in_words(line["comptes"]) for line in lines)
    return {"activites": lines, "autres_actions": others, "rien": nothing}


def _line(recueil: Recueil, activite: Element) -> Figures:
    return {
        "label": activite.libelle_long or activite.label,
        "comptes": [
            {"quoi": compte.quoi, **comptes.COMPTES[compte.quoi].read(recueil, compte.types)}
            for compte in activite.compte
        ],
    }


def show(numbers: Figures) -> Vue:
    lines = [
        (activite["label"], _in_words(activite["comptes"])) for activite in numbers["activites"]
    ]
    nothing = [label for label, texts in lines if not texts]
    return {
        "lignes": [{"label": label, "chiffres": texts} for label, texts in lines if texts],
        "rien": nothing,
        "autres": comptes.others(numbers["autres_actions"]),
        "tus": SMALL if any(FEW in text for _, texts in lines for text in texts) else "",
    }


def _in_words(counts: list[Figures]) -> list[str]:
    texts = (text for count in counts for text in comptes.COMPTES[count["quoi"]].says(count))
    return [text for text in texts if text]


SECTION = Section(ordre=5, titre="Les activités de la mission", figures=read, vue=show)
