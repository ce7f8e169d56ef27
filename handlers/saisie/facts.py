"""The card « Compris : », line by line, and the choices behind each of its questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from bot.casework.signalement.appels import numbers
from bot.casework.signalement.deja import Deja, repeats
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.questions import choix, deja, photos, sur_place
from bot.questions.heures import hour_options
from bot.words import cites, heure
from handlers.saisie import compris, doutes
from handlers.saisie.compris import Compris, meanings
from handlers.saisie.entendre import LU
from storage.dispositif import Dispositif, Item, actifs

HOURS_BACK = (5, 15, 30, 60)


def facts(context: Context, answers: Answers) -> Facts:
    """Everything the card, the doubts and « Modifier » show."""
    entry = compris.of(context, answers)
    return {
        "now": context.now,
        "lignes": list(_lines(context, entry)),
        "inconnus": cites(entry.inconnus),
        "appels": _calls(entry),
        **_danger(entry),
        "photos": len(answers.get("photo") or ()),
        "photo_seule": bool(answers.get("photo") and entry.categorie is None),
        "photo_utile": entry.categorie is not None or bool(answers.get("photo")),
        "defaut": entry.categorie is not None,
        "chez_quelquun": sur_place.at_home(context, answers),
        "defaut_possible": bool(entry.lu.get("categorie") or answers.get("photo")),
        "conflit_lu": bool(entry.lu.get("conflit")),
        "conflit_dit_ou_non": entry.single("conflit") is not None,
        **deja.facts(_repeats(context, entry), answers),
        "gestes": _gestes(answers, entry),
        **doutes.facts(context, entry),
        **_choices(context, answers, entry),
    }


def _choices(context: Context, answers: Answers, entry: Compris) -> Facts:
    config = entry.config
    lists = _lists(config)
    possible = {
        meanings(key): choix.meant(lists[key], entry.candidates(key)) for key in compris.DOUBTS
    }
    return {
        "sites": _sites(context, answers),
        "ambiances": choix.options(lists["ambiance"]),
        "frequentations": choix.options(lists["frequentation"]),
        "conflits": choix.options(lists["conflit"]),
        "categories": choix.options(lists["categorie"]),
        "usages": choix.options(config.liste("usages_positifs")),
        "mesusages_connus": choix.options(config.liste("mesusages")),
        "issues": choix.options(config.proposes("issues", "reel")),
        "heures": hour_options(context.now - timedelta(minutes=m) for m in HOURS_BACK),
        **possible,
    }


def _lists(config: Dispositif) -> dict[str, tuple[Item, ...]]:
    """Of each fact of one value, every line that a message may name."""
    return {
        "ambiance": config.ambiance,
        "frequentation": config.frequentation,
        "conflit": config.listes.get("types_conflit", ()),
        "categorie": config.categories,
    }


def _sites(context: Context, answers: Answers) -> tuple[Option, ...]:
    """Every site, or those that the name of a quartier may mean."""
    slugs = (LU.of(answers) or {}).get("sites") or ()
    sites = sur_place.site_options(context)
    meant = tuple(option for option in sites if option.slug in slugs)
    return meant if len(meant) > 1 and "site" not in answers else sites


def _gestes(answers: Answers, entry: Compris) -> tuple[Option, ...]:
    """It says « Envoyer » when something leaves for a service; with photos, which way."""
    does = "✅ Envoyer" if entry.categorie else "✅ Enregistrer"
    save: tuple[Option, ...] = (Option("enregistrer", does),) if entry.something else ()
    if entry.categorie is not None and answers.get("photo"):
        save = photos.GESTES
    harms = entry.categorie is not None and not entry.urgence.telephone_d_abord
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


def _repeats(context: Context, entry: Compris) -> tuple[Deja, ...]:
    if entry.categorie is None or entry.site is None:
        return ()
    return repeats(context, entry.site, entry.categorie)


def _lines(context: Context, entry: Compris) -> Iterator[str]:
    """One thing understood a line, in the order of the street."""
    config = entry.config
    if entry.comptes:
        yield f"👥 Rencontres : {people(config, entry.comptes)}"
    if entry.demande:
        yield f"🙋 Sollicitation : {request(entry)}"
    if entry.site:
        same = entry.lu.get("meme_lieu") if entry.site.slug == entry.lu.get("meme_site") else ""
        yield f"📍 Lieu : {entry.site.label}{f' ({same})' if same else ''}"
    yield from observed(config, entry)
    conflit = entry.single("conflit")
    if conflit:
        yield f"⚡ Conflit : {choix.named(config.element('types_conflit', conflit)).lower()}"
    if entry.categorie and entry.site:
        yield f"🔧 {_defect(entry)}"
    yield from _mended(entry)
    yield from _when(context, entry)


def _when(context: Context, entry: Compris) -> Iterator[str]:
    """The hour, with its day when it is not today's."""
    le = entry.heure or sur_place.began_at(context)
    day = doutes.day_said(entry, le, context.now)
    if entry.heure or day:
        yield f"🕐 Heure : {day}{heure(le)}"


def _mended(entry: Compris) -> Iterator[str]:
    """What is said to be mended is no defect."""
    for slug in (entry.lu.get("repare") or ())[:1]:
        yield f"✅ {choix.named(entry.config.categorie(slug))} : dit réparé ou enlevé"


def people(config: Dispositif, comptes: dict[str, int]) -> str:
    """« 12-17 ans : 8 · 26-59 ans : 3 = 11 »."""
    each = " · ".join(f"{choix.named(config.public(slug))} : {n}" for slug, n in comptes.items())
    return f"{each} = {sum(comptes.values())}" if len(comptes) > 1 else each


def request(entry: Compris) -> str:
    """« démarches, papiers · orientation → CCAS »."""
    said = entry.of_request("sujets")
    line = entry.config.element("sollicitations", said) if said else None
    subject = choix.named(line).lower() if line else "?"
    done = f" · {choix.named(entry.reponse).lower()}" if entry.reponse else ""
    towards = entry.partenaire
    return f"{subject}{done}{f' → {towards.label}' if towards else ''}"


def observed(config: Dispositif, entry: Compris) -> Iterator[str]:
    """Ambiance, fréquentation and uses, as they are said everywhere."""
    ambiance, frequentation = entry.single("ambiance"), entry.single("frequentation")
    for step in actifs(config.ambiance):
        if step.slug == ambiance:
            yield f"{step.emoji or '🙂'} Ambiance : {step.label.lower()}"
    for step in actifs(config.frequentation):
        if step.slug == frequentation:
            yield f"🚶 Fréquentation : {step.label.lower()}"
    uses = _labels(config.listes.get("usages_positifs", ()), entry.several("positifs"))
    if uses:
        yield f"🌱 Usages : {uses}"
    misuses = _labels(config.listes.get("mesusages", ()), entry.several("mesusages"))
    if misuses:
        yield f"👁 Mésusages : {misuses}"


def _labels(items: Iterable[Item], slugs: list[str]) -> str:
    return ", ".join(choix.named(item).lower() for item in items if item.slug in slugs)


def _defect(entry: Compris) -> str:
    """« Éclairage public en panne, devant le 12 → Éclairage public, sous 72 h »."""
    categorie = entry.categorie
    if categorie is None:
        return ""
    where = f", {entry.lieu}" if entry.lieu else ""
    where += ", position notée" if entry.lu.get("position") else ""
    service = entry.config.service(entry.service).label
    return f"{choix.named(categorie)}{where} → {service}, {entry.urgence.label.lower()}"
