"""Who receives what, in plain French: the page that a coordination reads before going live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bot.domain.semaine import JOURS
from bot.words import WEEKDAYS
from storage.dispositif.alertes import Categorie, Comite, Profondeur, Service
from storage.dispositif.model import Dispositif, actifs
from storage.dispositif.qui_recoit import condition
from storage.dispositif.routage import table


def who_receives(dispositif: Dispositif) -> str:
    """Alerts by category and rule, then digests by comité, as aligned text of several lines."""
    return "\n".join(
        (
            f"{dispositif.nom} ({dispositif.slug}){_example(dispositif)}",
            "",
            "Alertes : catégorie → service",
            *_categories(dispositif),
            *_rules(dispositif),
            f"  Sinon → {_reached(dispositif.repli)}",
            "",
            "Services → canaux",
            *(f"  {s.label:<32} {channels_of(s)}" for s in actifs(dispositif.services)),
            "",
            "Relais, avec l'accord de la personne → partenaires",
            *(
                f"  {p.label:<32} {p.email or 'aucun courriel'}"
                for p in actifs(dispositif.annuaire)
            ),
            "",
            "Comités → destinataires",
            *(
                line
                for comite in actifs(dispositif.comites)
                for line in _comite(dispositif, comite)
            ),
            "",
            f"Coordination : {dispositif.coordination.email}",
        )
    )


def _example(dispositif: Dispositif) -> str:
    return " : exemple, à adapter avant de servir" if dispositif.exemple else ""


def _categories(dispositif: Dispositif) -> Iterator[str]:
    for groupe in dispositif.groupes():
        yield f"  {groupe}"
        for category in dispositif.categories_of(groupe, bati=False):
            yield f"    {category.label:<32} {_category(dispositif, category)}"


def _category(dispositif: Dispositif, category: Categorie) -> str:
    text = f"→ {dispositif.service(category.service).label}"
    if category.service_si_bailleur:
        text += f" ; chez un bailleur → {dispositif.service(category.service_si_bailleur).label}"
    return f"{text} ({dispositif.urgence(category.urgence).label.lower()})"


def _rules(dispositif: Dispositif) -> Iterator[str]:
    for rule in table(dispositif):
        names = ", ".join(_reached(dispositif.service(slug)) for slug in rule.services)
        yield f"  Règle : {condition(rule)} → {names}"


def _reached(service: Service) -> str:
    return f"{service.label} ({channels_of(service)})"


def channels_of(service: Service) -> str:
    """How the file reaches it, in writing or by telephone."""
    if service.telephone_seulement:
        return f"téléphone seulement{f' : {service.telephone}' if service.telephone else ''}"
    channels = list(service.emails)
    channels += [f"{one.territoire} : {', '.join(one.emails)}" for one in service.territoires]
    if service.telegram is not None:
        channels.append(f"groupe Telegram {service.telegram}")
    channels += [f"sujet {service.sujet}" for _one in (service.sujet,) if _one]
    channels += [f"{one.site} : sujet {one.sujet}" for one in service.sujets]
    channels += [f"salon Matrix {one}" for one in (service.matrix,) if one]
    channels += [f"webhook {one.url}" for one in (service.webhook,) if one]
    channels += [f"Open311 {one.url}" for one in (service.open311,) if one]
    if service.telephone:
        channels.append(f"tél. {service.telephone}")
    return ", ".join(channels) or "aucun canal"


def written_to(service: Service) -> str:
    """The same in writing alone; « » when nothing written reaches it."""
    return channels_of(service) if service.joignable and not service.telephone_seulement else ""


def _comite(dispositif: Dispositif, comite: Comite) -> Iterator[str]:
    where = comite.territoire or "tout le dispositif"
    yield f"  {comite.label} ({where}), {' et '.join(_when_read(comite)) or 'aucun point'}"
    yield f"    Lit {LIT[comite.lit]}."
    for recipient in comite.destinataires:
        yield f"    {recipient.role} : {recipient.email}"
    if not dispositif.anime(comite):
        yield f"    Porteur, toujours : {dispositif.coordination.email}"


def _when_read(comite: Comite) -> Iterator[str]:
    day = WEEKDAYS[JOURS.index(comite.jour)]
    if "hebdo" in comite.points:
        yield f"chaque {day} à {comite.heure:%H:%M}"
    if "mensuel" in comite.points:
        yield f"le premier {day} d'après le mois à {comite.heure_mensuel:%H:%M}"


LIT: Final[Mapping[Profondeur, str]] = {
    "detail": "les chiffres de chaque site, les signalements un par un",
    "compte": "les chiffres de chaque site, les signalements comptés",
    "quartier": "les chiffres de chaque quartier, jamais d'un site",
}
