"""« Retour aux habitants »: reported, mended, handed on, still waiting (001 l.90; §4.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from bot.documents import Contenu, Document, Exemplaire
from bot.domain.mois import Mois
from bot.domain.semaine import Semaine
from bot.domain.vies.signalement import StatutSignalement
from bot.rendering import render_html, render_plain
from bot.words import MONTHS, jour_court
from storage.dispositif import Dispositif
from storage.figures import Lieu, lieux
from storage.indicateurs import veille
from storage.indicateurs.releve import Releve, of_weeks
from storage.indicateurs.signalements import LigneSignalement, closed_in, open_at, sent_in
from storage.work import Work

TEMPLATE: Final = "digests/documents/retour_habitants/document"


def copies(work: Work, semaine: Semaine) -> Iterator[Exemplaire]:
    """One for each site in use where something was reported, of the month of that week."""
    mois = semaine if isinstance(semaine, Mois) else Mois.around(semaine.lundi)
    for lieu in lieux(work.tx, work.programme.id):
        sheet = of_site(work, lieu, mois) if lieu.actif else None
        if sheet and sheet["quelque_chose"]:
            yield Exemplaire(
                nom=f"retour-habitants_{lieu.slug}_{mois.label}",
                contenu=sheet,
                territoire=lieu.territoire,
            )


def of_site(work: Work, lieu: Lieu, mois: Mois) -> Contenu:
    """What the templates show: things by their kind alone, no place, no number, nobody."""
    config = work.programme.config
    read = of_weeks(work.tx, work.programme, [lieu], [mois])
    new, mended, waiting = list(sent_in(read)), closed_in(read), list(_open(read))
    return {
        "dispositif": config.nom,
        "site": lieu.label,
        "quartier": lieu.quartier,
        "mois": f"{MONTHS[mois.numero - 1]} {mois.annee}",
        "signales": _counted(config, new),
        "faits": _counted(config, mended),
        "transmis": _counted(config, _handed_on(read)),
        "attente": _counted(config, waiting),
        "plus_ancien": jour_court(waiting[0].emis_le) if waiting else "",
        "retours": veille.retours_habitants(read).n,
        "quelque_chose": bool(new or mended or waiting),
    }


def _open(read: Releve) -> Iterator[LigneSignalement]:
    """Those that nobody closed, and that nobody handed on either."""
    handed = set(_handed_on(read))
    yield from (line for line in open_at(read) if line not in handed)


def _handed_on(read: Releve) -> list[LigneSignalement]:
    """Those that stand with another service than the one that was told first."""
    fin = read.bornes[1]
    return [line for line in open_at(read) if line.stands(fin, (StatutSignalement.REORIENTE,))]


def _counted(config: Dispositif, lines: Sequence[LigneSignalement]) -> list[str]:
    """« 2 Tag », « 1 Encombrants »: the most frequent first."""
    labels = (config.categorie(line.categorie).label for line in lines)
    return [f"{label} : {n}" for label, n in Counter(labels).most_common()]


def _html(sheet: Contenu) -> bytes:
    """A page that stands alone, to print and to put up."""
    return render_html(f"{TEMPLATE}.html.jinja", **sheet).encode()


def _text(sheet: Contenu) -> bytes:
    """The same, to be read aloud from a phone."""
    return render_plain(f"{TEMPLATE}.txt.jinja", **sheet).encode()


DOCUMENT = Document(
    titre="Retour aux habitants",
    lecteurs="les habitants d'un site",
    compose=copies,
    formats={"html": _html, "txt": _text},
)
