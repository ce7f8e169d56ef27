"""The public form for direct requests: five closed fields, no name; a GET shows, a POST sends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from aiohttp import web

from bot.casework.demande import actes as casework
from bot.casework.demande import fiche
from bot.casework.demande.actes import Recue
from bot.casework.mots import sans_pieges
from bot.engine.script import TEXT_MAX
from bot.telephone import has_number
from bot.web.guards import OBJECT
from bot.web.pages import page, posted, problem, reading
from bot.web.site import SITE, Site
from storage import demandes
from storage.dispositif import Item, actifs, check_email
from storage.machine.db import Tx
from storage.programme import Programme

PER_ADDRESS: Final = 5
DAY: Final = timedelta(days=1)
AUTRE_LIEU: Final = "autre-lieu"

A_CHOISIR: Final = "Choisissez une réponse pour chacune des quatre questions."
NUMERO: Final = "Un numéro de téléphone désigne quelqu'un : écrivez votre mot sans ce numéro."
TROP_LONG: Final = f"Le mot est trop long : {TEXT_MAX} caractères au plus."
OU: Final = "Vous avez choisi « un autre lieu » : dites où, en quelques mots."
MERCI: Final = "Demande {v} envoyée"
RECUE: Final = "La coordination vous répond avant {avant}{comment}. Notez le numéro {v}."
PAR_COURRIEL: Final = ", par courriel"


@dataclass(frozen=True, slots=True)
class Formulaire:
    """The form once checked: slugs of the file, words without traps, an address or none."""

    qui: str
    quoi: str
    site: str | None
    quand: str
    mots: str
    contact: str | None


async def show(request: web.Request) -> web.Response:
    """The empty form; changes nothing."""
    return _shown(request, {})


async def send(request: web.Request) -> web.Response:
    """Make one request; the same form sent twice makes it once."""
    site, programme = request.app[SITE], _programme(request)
    form = await posted(request)
    if not site.signer.is_demande(form.get("jeton", ""), programme.id):
        return problem(400)
    try:
        read = _read(form, programme)
    except ValueError as error:
        return _shown(request, form, str(error))
    said = await site.database.run(_receive, site, programme, read, f"formulaire:{reading(form)}")
    if said is None:
        return problem(429)
    site.wake()
    title, text = said
    return page("message.html.jinja", title=title, text=text)


def _shown(request: web.Request, form: Mapping[str, str], error: str = "") -> web.Response:
    site, programme = request.app[SITE], _programme(request)
    config = programme.config
    return page(
        "demande.html.jinja",
        400 if error else 200,
        nom=config.nom,
        slug=config.slug,
        jeton=site.signer.sign_demande(programme.id),
        erreur=error,
        form=form,
        longueur=TEXT_MAX,
        contact_jours=config.reglages.contact_jours,
        questions=_questions(programme),
    )


def _programme(request: web.Request) -> Programme:
    return request.app[SITE].programmes[request[OBJECT]]


def _questions(programme: Programme) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """(name, question, (slug, label) pairs) of the four closed fields, in their order."""
    config = programme.config
    places = (*_choices(actifs(config.sites)), (AUTRE_LIEU, "Un autre lieu"))
    return (
        ("qui", "Vous êtes", _choices(config.liste("origines_demande"))),
        ("quoi", "Votre demande porte sur", _choices(config.liste("objets_demande"))),
        ("ou", "Où ?", places),
        ("quand", "C'est pressé ?", _choices(config.liste("urgences_demande"))),
    )


def _choices(items: Iterable[Item]) -> tuple[tuple[str, str], ...]:
    return tuple((item.slug, item.label) for item in items)


def _read(form: Mapping[str, str], programme: Programme) -> Formulaire:
    """The form, checked against the file; raises ValueError with what to tell the reader."""
    picked = {name: form.get(name, "") for name in ("qui", "quoi", "ou", "quand")}
    for name, _question, choices in _questions(programme):
        if picked[name] not in dict(choices):
            raise ValueError(A_CHOISIR)
    words, address = sans_pieges(form.get("mots", "")), form.get("contact", "").strip()
    if len(words) > TEXT_MAX:
        raise ValueError(TROP_LONG)
    if has_number(words):
        raise ValueError(NUMERO)
    if picked["ou"] == AUTRE_LIEU and not words:
        raise ValueError(OU)
    return Formulaire(
        qui=picked["qui"],
        quoi=picked["quoi"],
        site=None if picked["ou"] == AUTRE_LIEU else picked["ou"],
        quand=picked["quand"],
        mots=words,
        contact=check_email(address) if address else None,
    )


def _receive(
    tx: Tx, site: Site, programme: Programme, form: Formulaire, source: str
) -> tuple[str, str] | None:
    """What to tell the reader; None when that address asked too often in one day."""
    now = site.clock.now()
    demande = demandes.by_source(tx, source)
    if demande is None:
        if form.contact and demandes.from_address(tx, form.contact, now - DAY) >= PER_ADDRESS:
            return None
        recue = Recue(
            origine=form.qui,
            objet=form.quoi,
            urgence=form.quand,
            source=source,
            site_id=programme.sites[form.site] if form.site else None,
            mots=form.mots,
        )
        demande = casework.receive(tx, programme, recue, now, contact=form.contact)
    v, comment = fiche.reference(demande), PAR_COURRIEL if demande.contact else ""
    text = RECUE.format(v=v, avant=fiche.before(demande), comment=comment)
    return MERCI.format(v=v), text
