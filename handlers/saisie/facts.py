"""The card « Compris : », line by line, and the choices behind each of its questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from bot.casework.signalement.actes import numbers
from bot.casework.signalement.contenu import Deja, repeat
from bot.domain.lecture.compte import parse_compte
from bot.engine import conditions
from bot.engine.conditions import Answers, Facts
from bot.engine.script import TEXT_MAX, Option, Reading
from bot.engine.state import Remark
from bot.feature.contract import Context
from bot.questions import choix, sur_place
from bot.questions.heures import hour_options
from bot.words import heure, jour
from handlers.saisie import compris
from handlers.saisie.compris import LU, Compris, meanings
from storage.dispositif import Dispositif, Item, actifs

NOT_A_COUNT = "Je n'ai pas compris. Écrivez par exemple « 8 ados 3 adultes »."
HOURS_BACK = (5, 15, 30, 60)


def facts(context: Context, answers: Answers) -> Facts:
    """Everything the card, the doubts and « Modifier » show."""
    entry = compris.of(context, answers)
    return {
        "now": context.now,
        "alias": context.programme.alias,
        "lignes": list(_lines(context, entry)),
        "inconnus": ", ".join(f"« {word} »" for word in entry.lu.get("inconnus") or ()),
        "appels": _calls(entry),
        **_danger(entry),
        "photos": len(answers.get("photo") or ()),
        "photo_seule": bool(answers.get("photo") and entry.categorie is None),
        "defaut": entry.categorie is not None,
        "chez_quelquun": sur_place.at_home(context, answers),
        "defaut_possible": bool(entry.lu.get("categorie") or answers.get("photo")),
        "conflit_lu": bool(entry.lu.get("conflit")),
        "conflit_dit_ou_non": entry.single("conflit") is not None,
        "deja": _repeat(context, entry),
        "gestes": _gestes(entry),
        **_choices(context, answers, entry),
    }


def read_comptes(text: str, facts: conditions.Facts) -> Reading:
    """Counts typed again; nothing else is read here."""
    if len(text) > TEXT_MAX:
        return Reading(remark=Remark.TOO_LONG)
    read = parse_compte(text, facts["alias"])
    if not read.comptes or read.inconnus:
        return Reading(remark=NOT_A_COUNT)
    return Reading({"comptes": read.comptes})


def _choices(context: Context, answers: Answers, entry: Compris) -> Facts:
    config = entry.config
    lists = _lists(config)
    possible = {
        meanings(key): tuple(o for o in lists[key] if o.slug in entry.candidates(key))
        for key in compris.DOUBTS
    }
    return {
        "sites": _sites(context, answers),
        "ambiances": lists["ambiance"],
        "frequentations": lists["frequentation"],
        "conflits": lists["conflit"],
        "categories": lists["categorie"],
        "usages": choix.options(config.liste("usages_positifs")),
        "mesusages_connus": choix.options(config.liste("mesusages")),
        "issues": choix.options(config.liste("issues")),
        "heures": hour_options(context.now - timedelta(minutes=m) for m in HOURS_BACK),
        **possible,
    }


def _lists(config: Dispositif) -> dict[str, tuple[Option, ...]]:
    return {
        "ambiance": choix.options(config.ambiance),
        "frequentation": choix.options(config.frequentation),
        "conflit": choix.options(config.liste("types_conflit")),
        "categorie": choix.options(config.categories),
    }


def _sites(context: Context, answers: Answers) -> tuple[Option, ...]:
    """Every site, or those that the name of a quartier may mean."""
    slugs = (LU.of(answers) or {}).get("sites") or ()
    sites = sur_place.site_options(context)
    meant = tuple(option for option in sites if option.slug in slugs)
    return meant if len(meant) > 1 and "site" not in answers else sites


def _gestes(entry: Compris) -> tuple[Option, ...]:
    save = (Option("enregistrer", "✅ Enregistrer"),) if entry.something else ()
    harms = entry.categorie is not None and not entry.danger
    return (*save, *((Option("danger", "⚠️ Danger immédiat"),) if harms else ()))


def _calls(entry: Compris) -> str:
    """Who to call before anything else: said, or the category's own urgency."""
    if entry.categorie is None or entry.site is None:
        return ""
    first = entry.danger or entry.urgence.telephone_d_abord
    return numbers(entry.config, entry.service) if first else ""


def _danger(entry: Compris) -> Facts:
    """What « Danger immédiat » asks before it leaves."""
    if entry.categorie is None or entry.site is None:
        return {"a_appeler": "", "danger_de": ""}
    quoi = entry.categorie.libelle_long or entry.categorie.label
    called = numbers(entry.config, entry.service)
    return {"a_appeler": called, "danger_de": f"{quoi}, {entry.site.label}"}


def _repeat(context: Context, entry: Compris) -> Deja | None:
    if entry.categorie is None or entry.site is None:
        return None
    return repeat(context, entry.site, entry.categorie)


def _lines(context: Context, entry: Compris) -> Iterator[str]:
    """One thing understood a line, in the order of the street."""
    config = entry.config
    if entry.comptes:
        yield f"👥 Rencontres : {people(config, entry.comptes)}"
    if entry.site:
        same = entry.lu.get("meme_lieu") if entry.site.slug == entry.lu.get("meme_site") else ""
        yield f"📍 Lieu : {entry.site.label}{f' ({same})' if same else ''}"
    yield from observed(config, entry)
    conflit = entry.single("conflit")
    if conflit:
        yield f"⚡ Conflit : {config.element('types_conflit', conflit).label.lower()}"
    if entry.categorie and entry.site:
        yield f"🔧 {_defect(entry)}"
    le = entry.heure or sur_place.began_at(context)
    near = context.now - le < timedelta(hours=12)
    if entry.heure or not near:
        yield f"🕐 Heure : {'' if near else jour(le) + ', '}{heure(le)}"


def people(config: Dispositif, comptes: dict[str, int]) -> str:
    """« 12-17 ans : 8 · 26-59 ans : 3 »."""
    return " · ".join(f"{config.public(slug).label} : {n}" for slug, n in comptes.items())


def observed(config: Dispositif, entry: Compris) -> Iterator[str]:
    """Ambiance, fréquentation and uses, as they are said everywhere."""
    ambiance, frequentation = entry.single("ambiance"), entry.single("frequentation")
    for step in actifs(config.ambiance):
        if step.slug == ambiance:
            yield f"{step.emoji or '🙂'} Ambiance : {step.label.lower()}"
    for step in actifs(config.frequentation):
        if step.slug == frequentation:
            yield f"🚶 Fréquentation : {step.label.lower()}"
    uses = _labels(config.liste("usages_positifs"), entry.several("positifs"))
    if uses:
        yield f"🌱 Usages : {uses}"
    misuses = _labels(config.liste("mesusages"), entry.several("mesusages"))
    if misuses:
        yield f"👁 Mésusages : {misuses}"


def _labels(items: Iterable[Item], slugs: list[str]) -> str:
    return ", ".join(item.label.lower() for item in items if item.slug in slugs)


def _defect(entry: Compris) -> str:
    """« Éclairage public en panne, devant le 12 → Éclairage public, sous 72 h »."""
    categorie = entry.categorie
    if categorie is None:
        return ""
    where = f", {entry.lieu}" if entry.lieu else ""
    service = entry.config.service(entry.service).label
    return f"{categorie.label}{where} → {service}, {entry.urgence.label.lower()}"
