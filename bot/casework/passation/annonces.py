"""Who is told of a departure, in one message each: what changed, and what they follow now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from bot.buttons import ROW_ID, Button, Keyboard, button
from bot.casework import coordination
from bot.casework.demande import consequences as demandes
from bot.casework.mediation import actes as mediation
from bot.casework.passation.depart import Passe
from bot.casework.passation.mots import listed, numbers
from bot.casework.prompts import prompt_each
from bot.casework.relais import carte as relais
from bot.casework.signalement.consequences import verification_keyboard
from bot.casework.signalement.contenu import reference
from bot.delivery.channels import to_person
from bot.domain.roles import Role
from bot.domain.vies.demande import StatutDemande
from bot.rendering import render_line, render_text
from bot.words import heure
from storage import affaires, appartenances, audit, equipes, people, presences
from storage.affaires import PREVENU, Affaires
from storage.machine import conversations
from storage.machine.outbox import Lane, Message, post
from storage.models import Personne, Presence
from storage.work import Work

LATELY: Final = timedelta(hours=12)
"""Cards older than that are up in the chat: whoever presses them is answered all the same."""
CARDS: Final = 12
"""Buttons of one message, each opening the card of one thing."""
PASSER: Final = Button("pa", (rf"a\.{ROW_ID}",), "binome")
"""Of a binôme that has nobody left: all that it follows, to another one."""
MOVED: Final = (
    "Vous êtes maintenant dans <b>{{ binome }}</b>{% if avec %}, avec {{ avec }}{% endif %}."
)
STOPPED: Final = "{{ site }} : votre présence est arrêtée à {{ heure }}."
THERE: Final = "{{ binome }} est sur {{ site }} depuis {{ heure }}."
LEFT: Final = "{{ nom }} n'est plus dans votre binôme."
BY_YOURSELF: Final = (
    "Vous y êtes seul·e : à votre prochaine présence, choisissez « Seul·e aujourd'hui »."
)
LEFT_PRESENCE: Final = "{{ nom }} n'est plus de votre présence."
JOINED: Final = "{{ nom }} rejoint votre binôme."
ALONE: Final = (
    "{{ site }} : depuis {{ heure }}, votre présence continue pour {{ combien }}. "
    "Si vous n'y êtes pas, touchez ▶️ Présence pour la terminer."
)
GONE: Final = "Ce que {{ nom }} suivait passe à {{ binome }} : {{ numeros }}."
FOLLOWS: Final = "Vous suivez maintenant :"
KEEP: Final = "Gardez bien {{ mots }} : c'est à ce mot que la personne se reconnaît."
UNMET: Final = "Vous n'avez pas rencontré les parties de {{ numeros }} : présentez-vous à elles."
NOBODY: Final = (
    "{{ binome }} n'a plus personne à qui écrire. Plus personne ne reçoit :\n{{ lignes }}"
)
GIVEN: Final = "📂 La coordination vous confie ce que suivait un autre binôme."
VERIFY: Final = "{{ v }} : annoncé traité. Vous passez vérifier ?"
DEMANDE: Final = "📥 Votre binôme a maintenant <b>{{ v }}</b>.\n{{ texte }}\nQue faites-vous ?"


@dataclass(slots=True)
class Nouvelle:
    """What one person reads: Telegram's HTML, sentence by sentence, and what they follow."""

    person: Personne
    phrases: list[str] = field(default_factory=list)
    affaires: Affaires = field(default_factory=Affaires)


def tell(work: Work, passes: Sequence[Passe], par: int | None, source: str) -> None:
    """Everybody concerned, once each; the coordination for what nobody is left to follow."""
    touched = {one for passe in passes for one in _binomes(passe)}
    teams = equipes.holders(work.tx, touched)
    for binome_id in sorted(touched):
        held = affaires.of_binome(work.tx, binome_id)
        if held and binome_id not in teams:
            tell_orphans(work, binome_id, held, f"{source}:{binome_id}", par)
    everybody = {one.id: one for members in teams.values() for one in members}
    for passe in passes:
        everybody |= {one.id: one for one in _with_them(work, passe)}
    for one in everybody.values():
        _send(work, _nouvelle(work, one, passes), source, par)


def welcome(work: Work, person: Personne, source: str) -> None:
    """Who has just joined a binôme reads what it follows; the others know that they came."""
    members = people.binome_members(work.tx, person.binome_id) if person.binome_id else []
    joined = render_text(JOINED, nom=person.prenom)
    for one in members:
        if one.id != person.id:
            _send(work, Nouvelle(one, [joined]), source, None)
    held = affaires.of_binome(work.tx, person.binome_id)
    if held:
        _send(work, Nouvelle(person, [], held), source, None)


def tell_given(work: Work, binome_id: int, given: Affaires, par: int | None, source: str) -> None:
    """A binôme has what another one followed."""
    for one in people.binome_members(work.tx, binome_id):
        _send(work, Nouvelle(one, [GIVEN], given), source, par)


def tell_orphans(
    work: Work, binome_id: int, held: Affaires, key: str, par: int | None = None
) -> None:
    """The coordination holds it until it gives it to a binôme, one tap each."""
    lignes = "\n".join(listed(work, held))
    label = work.programme.binome_label(binome_id)
    coordination.tell(
        work,
        key=f"{key}:personne",
        subject=render_line("{{ binome }} n'a plus personne", binome=label),
        text=render_line(NOBODY, binome=label, lignes=lignes),
        keyboard=takers(work, binome_id),
    )
    note_told(work, held, people.with_role(work.tx, work.programme.id, Role.COORDINATION), par)


def takers(work: Work, binome_id: int) -> Keyboard:
    """« Tout confier à Binôme 2 », for each one where somebody is."""
    ids = {one: slug for slug, one in work.programme.binomes.items() if one != binome_id}
    there = equipes.holders(work.tx, set(ids))
    labels = {one: work.programme.config.binome(ids[one]).label for one in sorted(there)}
    return [
        [(f"📂 Confier à {label}", button(PASSER, binome_id, f"a.{one}"))]
        for one, label in labels.items()
    ]


def note_told(work: Work, held: Affaires, persons: Iterable[Personne], par: int | None) -> None:
    """These persons know from now on that they follow it."""
    told = [(affaire, str(one.id)) for one in persons for affaire in held]
    audit.note_each(work.tx, work.now, par, PREVENU, told)


def end_cards(work: Work, person: Personne, source: str) -> None:
    """The cards of who left have no button any more; nothing else is said to them."""
    to, chat_id = to_person(person), person.telegram_id
    bare = {"method": "editMessageReplyMarkup", "params": {"chat_id": chat_id}, "edit": True}
    for number in conversations.screens(work.tx, chat_id, work.now - LATELY):
        content = bare | {"message_id": number}
        post(work.tx, work.now, Message(f"{source}:carte:{number}", Lane.PROMPT, to, content))


def _binomes(passe: Passe) -> set[int]:
    concerned = (passe.de, passe.depart.vers, passe.repreneur)
    return {one for one in concerned if one is not None}


def _with_them(work: Work, passe: Passe) -> list[Personne]:
    """Who goes on in the presence that was cut."""
    suite = passe.coupee.suite if passe.coupee else None
    if suite is None:
        return []
    author = work.tx.get_one(Personne, suite.auteur_id)
    members = people.binome_members(work.tx, suite.binome_id) if suite.mediateurs > 1 else []
    return list({one.id: one for one in (author, *members)}.values())


def _nouvelle(work: Work, one: Personne, passes: Sequence[Passe]) -> Nouvelle:
    said = Nouvelle(one)
    own = [passe for passe in passes if passe.depart.person is one]
    # Of an exchange, who takes a place knows whose it was.
    for passe in own or passes:
        said.phrases += _phrases(work, one, passe)
    said.affaires = _followed_now(work, one, passes)
    return said


def _followed_now(work: Work, one: Personne, passes: Sequence[Passe]) -> Affaires:
    """All of it for who came; for who was there, what somebody who left knew."""
    held = affaires.of_binome(work.tx, one.binome_id)
    if any(passe.depart.person is one for passe in passes):
        return held
    passed = [affaire for passe in passes for affaire in passe.confies]
    return held.those(passed)


def _phrases(work: Work, one: Personne, passe: Passe) -> Iterator[str]:
    if passe.depart.person is one:
        yield from _mine(work, one, passe)
        return
    nom = passe.depart.person.prenom
    with_them = [other.id for other in _with_them(work, passe)]
    if one.binome_id == passe.de:
        yield render_text(LEFT, nom=nom)
        if len(people.binome_members(work.tx, passe.de or 0)) == 1:
            yield BY_YOURSELF
        if passe.confies and passe.moves_on:
            binome = work.programme.binome_label(passe.repreneur)
            yield render_text(GONE, nom=nom, binome=binome, numeros=numbers(passe.confies))
    elif one.binome_id == passe.depart.vers:
        yield render_text(JOINED, nom=nom)
    elif one.id in with_them:
        yield render_text(LEFT_PRESENCE, nom=nom)
    if passe.coupee and passe.coupee.suite and one.id in with_them:
        yield _goes_on(work, passe.coupee.suite)


def _mine(work: Work, one: Personne, passe: Passe) -> Iterator[str]:
    members = people.binome_members(work.tx, one.binome_id or 0)
    avec = ", ".join(other.prenom for other in members if other.id != one.id)
    binome = work.programme.binome_label(one.binome_id)
    yield render_text(MOVED, binome=binome, avec=avec)
    if passe.coupee:
        site = work.programme.site_label(passe.coupee.finie.site_id)
        yield render_text(STOPPED, site=site, heure=heure(work.now))
    running = presences.running(work.tx, one.binome_id or 0)
    if running is not None:
        site = work.programme.site_label(running.site_id)
        yield render_text(THERE, binome=binome, site=site, heure=heure(running.debut))


def _goes_on(work: Work, suite: Presence) -> str:
    combien = "une seule personne" if suite.mediateurs == 1 else "deux"
    site = work.programme.site_label(suite.site_id)
    return render_text(ALONE, site=site, heure=heure(suite.debut), combien=combien)


def _send(work: Work, said: Nouvelle, source: str, par: int | None) -> None:
    """One message, then the cards of what is answered by a button of its own."""
    one, held = said.person, said.affaires
    if not said.phrases and not held:
        return
    lines = [*said.phrases, *_list(work, said)]
    content = {"text": "\n".join(lines)} | _cards(held)
    prompt_each(work, [one], f"{source}:passation", content)
    note_told(work, held, [one], par)
    for demande in held.demandes:
        key = f"{source}:passation:{demande.id}"
        if demande.statut == StatutDemande.ACCEPTEE:
            demandes.hand(work, demande, [one], (key, DEMANDE))
        else:
            demandes.ask_more(work, demande, [one], key)
    for signalement in held.verifications:
        said_of = render_text(VERIFY, v=reference(signalement))
        keyboard = verification_keyboard(signalement.id)
        key = f"{source}:verifier:{signalement.id}"
        prompt_each(work, [one], key, {"text": said_of, "keyboard": keyboard})


def _list(work: Work, said: Nouvelle) -> Iterable[str]:
    held = said.affaires
    if not held:
        return
    yield FOLLOWS
    yield from (render_text("{{ t }}", t=line) for line in listed(work, held))
    if held.relais:
        yield render_text(KEEP, mots=", ".join(one.mot for one in held.relais))
    dossiers = Affaires(dossiers=held.dossiers)
    known = affaires.begun_by(work.tx, dossiers, appartenances.ids(work.tx, said.person)).dossiers
    unmet = Affaires(dossiers=tuple(one for one in held.dossiers if one not in known))
    if unmet:
        yield render_text(UNMET, numeros=numbers(unmet))


def _cards(held: Affaires) -> dict[str, list[list[list[str]]]]:
    """Under the list: the card of each relais and dossier."""
    keys = [
        *(relais.bouton(one, "carte", f"🔁 {relais.reference(one)}") for one in held.relais),
        *(mediation.bouton(one) for one in held.dossiers),
    ]
    return {"keyboard": [[list(key)] for key in keys[:CARDS]]} if keys else {}
