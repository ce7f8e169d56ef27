"""The planning prévisionnel that the first comité opérationnel is shown (B08, A11, COO-2)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.interventions import PREMIER_COMITE
from bot.livrables import Chapitre, CopieDue, Livrable, SorteCible
from digests.livrables.blocs import rien
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.intervention import identite, matiere, planning
from storage.work import Work


def attendus(work: Work) -> Iterator[CopieDue]:
    """One for each intervention, by its first comité; by its first day where none is asked."""
    config = work.programme.config
    for one in config.interventions:
        dues = (due.date for due in config.echeances(one) if due.slug == PREMIER_COMITE)
        cible = matiere.cible_of(work.programme, one)
        terme = next(dues, max(one.decision, one.debut))
        yield CopieDue(cible, one.decision, terme, jusque=max(one.fin, terme))


LIVRABLE = Livrable(
    titre="Planning prévisionnel",
    court="Planning prévisionnel",
    lecteurs="comité opérationnel du territoire",
    source="000 l.73, l.204",
    cadence="au premier comité opérationnel, 15 jours au plus après la décision",
    sorte=SorteCible.INTERVENTION,
    chapitres=(
        Chapitre("1", "L'intervention", identite.identite),
        Chapitre("2", "Semaine par semaine", planning.semaines),
        Chapitre("3", "Périodes couvertes", planning.couverture),
        Chapitre("4", "Jours particuliers", planning.particuliers),
        Chapitre("5", "Événements", rien, planning.EVENEMENTS),
        Chapitre("6", "Partenaires", planning.partenaires, planning.PARTENAIRES),
        Chapitre("7", "Moyens mobilisés", rien, planning.RESSOURCES),
    ),
    cible=matiere.asked,
    lit=matiere.of,
    attendus=attendus,
    formats=FORMATS_LIVRABLE,
)
