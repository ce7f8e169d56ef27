"""The public form for direct requests: five closed fields, no name; a GET shows, a POST sends."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.casework.demande import actes as casework
from bot.casework.demande import presentation as fiche
from bot.casework.demande.actes import Recue
from bot.domain.droits import Droit
from bot.domain.signes import sans_pieges
from bot.engine.script import TEXT_MAX
from bot.feature.page import (
    NOT_FOUND,
    TOO_OFTEN,
    FormAction,
    Named,
    Notice,
    Page,
    PageVisit,
    Programmes,
    ToMend,
)
from bot.rendering import render_line
from bot.web import nomme
from storage import demandes
from storage.dispositif import Item, actifs, check_email
from storage.machine import passages
from storage.models import Demande
from storage.programme import Programme
from storage.work import Work

PER_ADDRESS: Final = 5
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
STRANGERS: Final = 20
"""Addresses in an hour that nobody has confirmed: each of them is a letter to somebody unknown."""
AUTRE_LIEU: Final = "autre-lieu"

A_CHOISIR: Final = "Choisissez une réponse pour chacune des quatre questions."
TROP_LONG: Final = f"Le mot est trop long : {TEXT_MAX} caractères au plus."
OU: Final = "Vous avez choisi « un autre lieu » : dites où, en quelques mots."
TROP_D_ADRESSES: Final = (
    "Trop d'adresses ont été laissées ici depuis une heure. Envoyez votre demande sans la vôtre, "
    "et notez son numéro : la coordination la lira de même."
)
PIEGE: Final = "site_web"
"""A field that nobody sees: only a robot fills it in."""
VIDE: Final = "Laissez vide le champ « Site web », puis envoyez de nouveau."
DEJA_SERVI: Final = "Cette page a déjà servi à une demande. Relisez la vôtre, puis envoyez-la."
LENT: Final = timedelta(seconds=4)
MERCI: Final = "Demande {{ v }} envoyée"
RECUE: Final = (
    "La coordination vous répond avant {{ avant }}{{ comment }}. Notez le numéro {{ v }}."
)
PAR_COURRIEL: Final = ", par courriel"
A_CONFIRMER: Final = (
    " Pour recevoir la réponse par courriel, ouvrez la lettre que vous recevez et confirmez votre "
    "adresse : rien n'y est écrit sans cela."
)


@dataclass(frozen=True, slots=True)
class Formulaire:
    """The form once checked: slugs of the file, words without traps, an address or none."""

    qui: str
    quoi: str
    site: str | None
    quand: str
    mots: str
    contact: str | None


def open_form(programmes: Programmes, slug: str) -> int | None:
    """The dispositif of that name, only where it says so (`formulaire_demande`)."""
    for programme in programmes.values():
        if programme.config.slug == slug and programme.config.reglages.formulaire_demande:
            return programme.id
    return None


def view(visit: PageVisit) -> dict[str, Any]:
    """The form, with what was typed in it."""
    programme = visit.programmes[visit.id]
    config = programme.config
    return {
        "nom": config.nom,
        "form": visit.form,
        "piege": PIEGE,
        "longueur": TEXT_MAX,
        "contact_jours": config.reglages.contact_jours,
        "questions": _questions(programme),
        "nomme": nomme.question(_work(visit), sans_pieges(visit.form.get("mots", "")), lieu=True),
    }


def send(visit: PageVisit) -> Notice:
    """Make one request; the same form sent twice makes it once."""
    work, source = _work(visit), f"formulaire:{visit.reading}"
    programme, form = work.programme, _read(visit.form, work)
    demande = demandes.by_source(visit.tx, source)
    if demande is None:
        _once(visit)
        if form.contact and _asks_too_often(visit, form.contact):
            return TOO_OFTEN
        if form.contact and _are_too_many(work, form.contact):
            raise ToMend(TROP_D_ADRESSES)
        recue = _recue(programme, form, source)
        demande = casework.receive(work, recue, contact=form.contact)
    return _thanks(demande)


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


def _work(visit: PageVisit) -> Work:
    return Work(visit.tx, visit.programmes[visit.id], visit.now)


def _read(form: Mapping[str, str], work: Work) -> Formulaire:
    """The form, checked against the file; its words name nobody. Raises ToMend."""
    choix = {name: form.get(name, "") for name in ("qui", "quoi", "ou", "quand")}
    for name, _question, choices in _questions(work.programme):
        if choix[name] not in dict(choices):
            raise ToMend(A_CHOISIR)
    words, address = sans_pieges(form.get("mots", "")), form.get("contact", "").strip()
    if form.get(PIEGE):
        raise ToMend(VIDE)
    if len(words) > TEXT_MAX:
        raise ToMend(TROP_LONG)
    if choix["ou"] == AUTRE_LIEU and not words:
        raise ToMend(OU)
    return Formulaire(
        qui=choix["qui"],
        quoi=choix["quoi"],
        site=None if choix["ou"] == AUTRE_LIEU else choix["ou"],
        quand=choix["quand"],
        mots=nomme.answered(work, form, words, lieu=True),
        contact=_contact(address) if address else None,
    )


def _contact(address: str) -> str:
    """An address of a mailbox. Raises ToMend."""
    try:
        return check_email(address)
    except ValueError as error:
        raise ToMend(str(error)) from error


def _once(visit: PageVisit) -> None:
    """A page that was read makes one request. Raises ToMend."""
    jeton = hashlib.sha256(visit.form.get("jeton", "").encode()).hexdigest()
    if not passages.claim(visit.tx, "formulaire public", jeton, visit.now):
        raise ToMend(DEJA_SERVI)


def _asks_too_often(visit: PageVisit, address: str) -> bool:
    return demandes.from_address(visit.tx, address, visit.now - DAY) >= PER_ADDRESS


def _are_too_many(work: Work, address: str) -> bool:
    """Whether one more letter to somebody unknown would make of the form a mailer for anybody."""
    if demandes.is_confirmed(work.tx, address):
        return False
    return demandes.strangers(work.tx, work.programme.id, work.now - HOUR) >= STRANGERS


def _recue(programme: Programme, form: Formulaire, source: str) -> Recue:
    return Recue(
        origine=form.qui,
        objet=form.quoi,
        urgence=form.quand,
        source=source,
        site_id=programme.sites[form.site] if form.site else None,
        mots=form.mots,
    )


def _thanks(demande: Demande) -> Notice:
    v, waits = fiche.publique(demande), demande.contact and demande.confirmee_le is None
    comment = PAR_COURRIEL if demande.contact and not waits else ""
    text = render_line(RECUE, v=v, avant=fiche.before(demande), comment=comment)
    text += A_CONFIRMER if waits else ""
    return Notice(200, render_line(MERCI, v=v), text)


PAGE: Final = Page(
    path="/demande/{slug}",
    guard=Named(open_form),
    droit=Droit.DEMANDER,
    template="bot/web/pages/demande/page.html.jinja",
    shows=view,
    gone=NOT_FOUND,
    does=FormAction("demande-v1", send, slow=LENT),
)
