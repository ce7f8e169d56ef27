"""Header: the week in one sentence, three figures beside last week's, the interventions."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from bot.domain.interventions import semaine_n
from bot.domain.semaine import Semaine
from bot.words import compte, day_of_month, duree, pluriel
from digests import words
from digests.contract import Figures, Groupe, Perimetre, Recueil, Section, Vue
from storage.dispositif import Intervention
from storage.indicateurs import veille
from storage.indicateurs.fiabilite import COMPTEE, presences_etats
from storage.indicateurs.rencontres import rencontres
from storage.indicateurs.temps import heures_presence
from storage.programme import Programme

SANS_SITE: Final = "Ce territoire n'a encore aucun site : rien ne peut y être noté."


def read(recueil: Recueil) -> Figures:
    """Totals of this week and of the one before, and the interventions under way."""
    programme, perimetre, semaine = recueil.programme, recueil.perimetre, recueil.semaine
    running = [
        _intervention(programme, intervention, semaine)
        for intervention in programme.config.interventions
        if intervention.site in perimetre.slugs and _overlaps(intervention, semaine)
    ]
    busy = {row["slug"] for row in running}
    idle = [one.label for one in perimetre.groupes if _is_idle(one, busy)]
    apart = perimetre.profondeur != "quartier"
    return {
        "semaine": _totals(recueil, -1),
        "precedente": _totals(recueil, -2),
        "avant": words.short(semaine.shifted(-1)),
        "interventions": running if apart else [],
        "par_quartier": [] if apart else _by_quartier(perimetre, busy),
        "sans_intervention": idle,
        "sites": len(perimetre.lieux),
    }


def _is_idle(groupe: Groupe, busy: set[str]) -> bool:
    """Whether it may still be worked on, and no intervention runs there."""
    active = any(lieu.actif for lieu in groupe.lieux)
    return active and not any(lieu.slug in busy for lieu in groupe.lieux)


def _by_quartier(perimetre: Perimetre, busy: set[str]) -> list[list[Any]]:
    """[quartier, how many interventions], where no site may be told apart (§4.7)."""
    counts = [
        [groupe.label, sum(1 for lieu in groupe.lieux if lieu.slug in busy)]
        for groupe in perimetre.groupes
    ]
    return [pair for pair in counts if pair[1]]


def _totals(recueil: Recueil, rang: int) -> Figures:
    """Of one of the weeks that are read."""
    week = recueil.releve.at(rang)
    etats = presences_etats(week).par
    return {
        "minutes": heures_presence(week).n,
        "en_attente": sum(etats.values()) - etats.get(COMPTEE, 0),
        "rencontres": rencontres(week).n,
        "nouveaux": veille.signalements(week).n,
        "clos": veille.signalements_verifies(week).n,
        "ouverts": veille.signalements_ouverts(week).n,
        "en_retard": veille.signalements_en_retard(week).n,
    }


def _overlaps(intervention: Intervention, semaine: Semaine) -> bool:
    return intervention.debut <= semaine.dimanche and intervention.fin >= semaine.lundi


def _intervention(programme: Programme, intervention: Intervention, semaine: Semaine) -> Figures:
    last = Semaine.around(semaine.dimanche)
    week, weeks = semaine_n(intervention.debut, intervention.fin, last.lundi)
    return {
        "slug": intervention.site,
        "site": programme.config.site(intervention.site).label,
        "quartier": programme.config.quartier(
            programme.config.site(intervention.site).quartier
        ).label,
        "type": intervention.type,
        "semaine": week,
        "semaines": weeks,
        "objectifs": list(intervention.objectifs),
        "revus": _changed_on(intervention, semaine),
        "acheve": intervention.fin <= semaine.dimanche,
    }


def show(numbers: Figures) -> Vue:
    now, last = numbers["semaine"], numbers["precedente"]
    cette = words.cette(numbers.get("periode"))
    return {
        # Points frozen before always had a site.
        "phrase": phrase(now) if numbers.get("sites", 1) else SANS_SITE,
        "chiffres": [
            ("Présence", duree(now["minutes"]), duree(last["minutes"])),
            ("Rencontres", compte(now["rencontres"]), compte(last["rencontres"])),
            ("Signalements en retard", str(now["en_retard"]), str(last["en_retard"])),
        ],
        # Points frozen before gave its number.
        "avant": numbers.get("avant") or f"sem. {numbers['numero_precedent']}",
        "interventions": [
            *(
                (row["site"], row["quartier"], _stage(row, cette), _objectifs(row))
                for row in numbers["interventions"]
            ),
            *(
                (quartier, "", pluriel(n, "intervention"), "")
                for quartier, n in numbers.get("par_quartier", ())
            ),
        ],
        "sans": ", ".join(numbers["sans_intervention"]),
    }


def _changed_on(intervention: Intervention, semaine: Semaine) -> str | None:
    """The day on which its objectives were last changed, by the end of the week (K17)."""
    day = intervention.objectifs_du
    return day.isoformat() if day and day <= semaine.dimanche else None


def _objectifs(row: Figures) -> str:
    """« Objectifs : Apaiser les soirées ; Faire revenir les familles », without its stop."""
    if not row["objectifs"]:
        return ""
    name = "Objectif" if len(row["objectifs"]) == 1 else "Objectifs"
    said = f"{name} : {' ; '.join(one.rstrip('. ') for one in row['objectifs'])}"
    # A point hebdo that was frozen before says nothing of it.
    changed = row.get("revus")
    return f"{said} (revus le {day_of_month(date.fromisoformat(changed))})" if changed else said


def phrase(totals: dict[str, Any]) -> str:
    """« 3 h 48 de présence, 23 rencontres et 1 nouveau signalement. » and what stays open."""
    presence = (
        f"{duree(totals['minutes'])} de présence" if totals["minutes"] else "Aucune présence"
    )
    met = words.rencontres(totals["rencontres"])
    news = pluriel(totals["nouveaux"], "nouveau signalement", "nouveaux signalements")
    news = news if totals["nouveaux"] else "aucun nouveau signalement"
    return f"{presence}, {met} et {news}.{_left_open(totals['ouverts'], totals['en_retard'])}"


def _left_open(ouverts: int, en_retard: int) -> str:
    if not ouverts:
        return ""
    still = pluriel(ouverts, "signalement reste ouvert", "signalements restent ouverts")
    if not en_retard:
        return f" {still}, sans retard."
    if en_retard < ouverts:
        return f" {still}, dont {en_retard} en retard."
    return f" {still}, {'en retard' if ouverts == 1 else 'tous en retard'}."


def _stage(row: Figures, cette: str) -> str:
    kind = {"corrective": "corrective", "preventive": "préventive"}[row["type"]]
    end = f", terminée {cette}" if row["acheve"] else ""
    return f"intervention {kind}, semaine {row['semaine']} sur {row['semaines']}{end}"


SECTION = Section(ordre=0, titre="", figures=read, vue=show)
