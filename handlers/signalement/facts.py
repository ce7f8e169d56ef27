"""What a signalement's sentences need: defaults for category, urgency and service, and repeats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.casework.signalement import lieux, precisions
from bot.casework.signalement.appels import numbers
from bot.casework.signalement.deja import repeats
from bot.domain.distance import metres
from bot.domain.lecture import positions
from bot.domain.lecture.positions import Coordonnees
from bot.domain.routing import moment_of
from bot.engine.conditions import Answers, Facts
from bot.engine.reading import BY_POSITION, BY_WORDS
from bot.engine.script import Option
from bot.feature.beforehand import PRESENCE
from bot.feature.contract import Context
from bot.questions import deja, photos, sur_place
from bot.questions.ajuster import LABEL_MAX
from bot.questions.choix import options
from handlers.signalement import chantier
from storage import signalements
from storage.dispositif import Categorie, Dispositif, Site, TypeLieu, Urgence, actifs
from storage.models import Signalement

FAR_METRES = 2_000
NOT_SAID: Facts = {"loin": "", "delai": "à préciser", "pour": "à préciser", "gene": ""}
"""On a card drawn before it is known what it is."""
DANGER = Option("danger", "⚠️ Danger immédiat")
SAME = "comme-"
"""Begins the option « Même lieu », before the number of the signalement made there."""


@dataclass(frozen=True, slots=True)
class LieuPropose:
    """Where exactly, in words or in degrees (WGS 84); neither on the site at large."""

    texte: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def position(self) -> tuple[float | None, float | None]:
        """In degrees."""
        return self.latitude, self.longitude


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    known: dict[str, Any] = {
        "sites": sur_place.site_options(context),
        "groupes": tuple(Option(_group_slug(n), g) for n, g in enumerate(config.groupes())),
        "services": tuple(Option(s.slug, s.label) for s in actifs(config.services) if s.joignable),
        "urgences": tuple(Option(u.slug, u.label) for u in actifs(config.urgences)),
        "lieux": (),
        "lieu_dit": bool(answers.get("lieu")),
        "chez_quelquun": False,
        "sortes": (),
        "categories": (),
        "a_preciser": False,
        "a_decrire": False,
        **deja.facts((), answers),
        "types_lieu": options(config.types_lieu),
        "depuis_quand": options(config.liste("depuis_signalement")),
        "gens": options(config.liste("concernes_signalement")),
        "risques": options(config.liste("risques_signalement")),
        "bailleurs": _landlords(config),
        "bati": False,
        "bailleurs_en_jeu": False,
        "photos": len(answers.get("photo") or ()),
        "envois": _sendings(answers),
    }
    site = site_of(context, answers)
    if site:
        known["lieux"] = _places(context, answers, site)
        known["chez_quelquun"] = sur_place.at_home(context, answers)
    if site and answers.get("groupe"):
        known |= _about(context, answers, site)
    return known


def _sendings(answers: Answers, urgence: Urgence | None = None) -> tuple[Option, ...]:
    """With photos, to send is to say whether they may leave; a danger asks who to call first."""
    if urgence and urgence.telephone_d_abord:
        return (DANGER,)
    sends = photos.GESTES if answers.get("photo") else (Option("envoyer", "✅ Envoyer"),)
    return (*sends, DANGER)


def _about(context: Context, answers: Answers, site: Site) -> Facts:
    """Everything that follows from what it is and where it is."""
    config = context.programme.config
    suiting = _suiting(config, answers, site)
    asked: Facts = {
        "sortes": tuple(Option(c.slug, c.label) for c in suiting),
        "categories": tuple(Option(c.slug, c.label) for c in _all(config, suiting)),
        "a_preciser": usual(suiting) is None,
    }
    found = category(config, answers, site)
    if found is None:
        return {**asked, **NOT_SAID, "quoi": group_label(config, answers), "ou": site.label}
    return {**asked, **_defect(context, answers, site, found)}


def _defect(context: Context, answers: Answers, site: Site, found: Categorie) -> Facts:
    """What leaves, to whom, how soon; once it is known what it is."""
    config = context.programme.config
    reader, place = service(context, answers, found, site), kind(config, answers, found, site)
    quoi, pressing = found.libelle_long or found.label, config.urgence(urgency(answers, found))
    return {
        **_building(config, found, place),
        "sorte_lieu": "" if place.slug == site.type_lieu else place.label,
        "a_decrire": found.vague and not answers.get("photo"),
        "a_appeler": numbers(config, reader),
        "danger_de": f"{quoi}, {place_label(site, where(context, answers))}",
        **_said(config, answers, found, place),
        **deja.facts(repeats(context, site, found, where(context, answers).position), answers),
        "quoi": quoi,
        "ou": place_label(site, where(context, answers)),
        "autre_site": _away(context, answers, site),
        "loin": how_far(site, where(context, answers)),
        "delai": pressing.label.lower(),
        "envois": _sendings(answers, pressing),
        "photos": 0 if pressing.telephone_d_abord else len(answers.get("photo") or ()),
        "pour": config.service(reader).label,
    }


def _said(config: Dispositif, answers: Answers, found: Categorie, place: TypeLieu) -> Facts:
    """Whom it troubles, its risk, since when: as said, else what is usual there (§4.1)."""
    depuis = answers.get("depuis")
    return {
        "gene": precisions.touched(config, troubled(config, answers, place)),
        "risque_dit": precisions.risked(config, answers.get("risque"), found),
        "depuis_dit": config.element("depuis_signalement", depuis).label if depuis else "",
        "au_chantier": chantier.is_said(answers),
    }


def troubled(config: Dispositif, answers: Answers, place: TypeLieu) -> tuple[str, ...]:
    """Slugs of the people in general whom it troubles."""
    return tuple(answers.get("concernes") or ()) or precisions.usually_touched(config, place)


def _building(config: Dispositif, found: Categorie, place: TypeLieu) -> Facts:
    """Whether a landlord may be at stake, and whether there are several (001 l.12, l.86)."""
    may = found.bati or found.service_si_bailleur is not None or place.patrimoine
    return {"bati": may, "bailleurs_en_jeu": may and len(_landlords(config)) > 1}


def site_of(context: Context, answers: Answers) -> Site | None:
    """The site that the typed place names, else that of the presence, or the one answered."""
    said = (answers.get("lieu") or {}).get("texte", "")
    named = sur_place.named_site(context, said) if said else None
    here = sur_place.site_of(context, answers)
    return here if answers.get(sur_place.AILLEURS) else named or here


def _away(context: Context, answers: Answers, site: Site) -> str:
    """The label of a site that is not the running presence's: it must be seen before it leaves."""
    ours = sur_place.presence_of(context, answers, site) == PRESENCE.of(answers)
    return "" if ours else site.label


def group_label(config: Dispositif, answers: Answers) -> str:
    """Groups have no slug in the file: their rank stands for one while the conversation lasts."""
    return config.groupes()[int(answers["groupe"].removeprefix("g"))]


def _suiting(config: Dispositif, answers: Answers, site: Site) -> tuple[Categorie, ...]:
    """The categories of the group picked, those of a building when the place is one."""
    place = said_kind(config, answers) or config.type_lieu(site.type_lieu)
    bati = place.patrimoine
    return config.categories_of(group_label(config, answers), bati=bati)


def category(config: Dispositif, answers: Answers, site: Site) -> Categorie | None:
    """The category picked, else the one for which its group stands; never guessed."""
    chosen = answers.get("categorie") or answers.get("sorte")
    suiting = _suiting(config, answers, site)
    return next((one for one in _all(config, suiting) if one.slug == chosen), usual(suiting))


def _all(config: Dispositif, suiting: Sequence[Categorie]) -> tuple[Categorie, ...]:
    """Those of the group first: whoever looks again may see that it was another one."""
    return tuple(dict.fromkeys((*suiting, *actifs(config.categories))))


def usual(suiting: Sequence[Categorie]) -> Categorie | None:
    """What is meant by the name of its group: the only one, or the one that the file says."""
    if len(suiting) == 1:
        return suiting[0]
    return next((one for one in suiting if one.usuelle), None)


def urgency(answers: Answers, found: Categorie) -> str:
    return str(answers.get("urgence") or found.urgence)


def service(context: Context, answers: Answers, found: Categorie, site: Site) -> str:
    """The service or the landlord picked, else the first that the routing table names for the
    hour at which it leaves.
    """
    config, feries = context.programme.config, context.programme.calendrier.feries
    picked = answers.get("service") or answers.get("bailleur")
    place = kind(config, answers, found, site).slug
    leaves = moment_of(config.urgence(urgency(answers, found)).envoi, context.now, feries)
    usual = config.route(found.slug, site=site.slug, type_lieu=place, moment=leaves)
    return str(picked or usual[0])


def said_kind(config: Dispositif, answers: Answers) -> TypeLieu | None:
    """The kind of place picked, or named by the words typed; None when neither says."""
    if answers.get("type_lieu"):
        return config.type_lieu(answers["type_lieu"])
    return lieux.named(config, (answers.get("lieu") or {}).get("texte", ""))


def kind(config: Dispositif, answers: Answers, found: Categorie, site: Site) -> TypeLieu:
    return lieux.kind(config, site, found, said_kind(config, answers))


def _landlords(config: Dispositif) -> tuple[Option, ...]:
    return tuple(Option(one.slug, one.label) for one in actifs(config.services) if one.bailleur)


def where(context: Context, answers: Answers) -> LieuPropose:
    """The place answered, or that of an earlier signalement when it is the same one."""
    told = answers.get("lieu") or {}
    same, mot = _same(context, str(told.get("site", ""))), answers.get("mot")
    if same:
        return LieuPropose(_described(same.lieu, mot), same.latitude, same.longitude)
    site, texte = site_of(context, answers), told.get("texte", "")
    texte = sur_place.without_site(texte, site) if site else texte
    near = Coordonnees(site.latitude, site.longitude) if site else None
    pasted, texte = positions.found_in(texte, near)
    described = _described(texte, mot)
    if pasted:
        return LieuPropose(described, pasted.latitude, pasted.longitude)
    return LieuPropose(described, told.get("latitude"), told.get("longitude"))


def _described(texte: str, mot: str | None) -> str:
    """« devant le 12 · carreaux de plâtre »: what « Autre » is, where the service will read it."""
    return " · ".join(filter(None, (texte, mot)))


def place_label(site: Site, lieu: LieuPropose) -> str:
    if lieu.texte:
        return f"{site.label}, {lieu.texte}"
    return f"{site.label}, position envoyée" if lieu.latitude is not None else site.label


def how_far(site: Site, lieu: LieuPropose) -> str:
    """« 40 km » when the position sent is far from the site: it is said, never refused."""
    if lieu.latitude is None or lieu.longitude is None:
        return ""
    length = metres(lieu.latitude, lieu.longitude, site.latitude, site.longitude)
    return f"{round(length / 1000)} km" if length > FAR_METRES else ""


def _places(context: Context, answers: Answers, site: Site) -> tuple[Option, ...]:
    """A position is not offered in somebody's home; the last exact place of this presence is."""
    here = () if sur_place.at_home(context, answers) else (Option(BY_POSITION, "📍 Ma position"),)
    return (*here, *_again(context, answers, site), *_usual(site))


def _usual(site: Site) -> tuple[Option, ...]:
    return Option(site.slug, f"📌 {site.label}"), Option(BY_WORDS, "⌨️ Je précise")


def _again(context: Context, answers: Answers, site: Site) -> tuple[Option, ...]:
    """« 📌 Même lieu : devant le 12 »: where the binôme reported something a moment ago."""
    presence = PRESENCE.of(answers)
    last = signalements.last_placed(context.tx, presence) if presence else None
    if last is None or last.site_id != context.programme.sites[site.slug]:
        return ()
    return (
        Option(f"{SAME}{last.id}", _shortened(f"📌 Même lieu : {last.lieu or 'ma position'}")),
    )


def _shortened(label: str) -> str:
    return label if len(label) <= LABEL_MAX else f"{label[: LABEL_MAX - 1]}…"


def _same(context: Context, slug: str) -> Signalement | None:
    number = slug.removeprefix(SAME)
    if number == slug or not number.isdigit():
        return None
    return signalements.get(context.tx, int(number))


def _group_slug(rank: int) -> str:
    return f"g{rank}"
