"""What a button under a relais does: one tap, one deed, then the next relais to check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.buttons import Keyboard
from bot.casework.libelles import par_personne
from bot.casework.relais import actes as casework
from bot.casework.relais import carte as carte_relais
from bot.casework.relais import courrier
from bot.casework.relais.actes import DeedRelais
from bot.casework.relais.carte import ACTES, DUS, PLUS_TARD, bouton, code
from bot.domain.droits import Droit
from bot.domain.vies.relais import ActeRelais, StatutRelais, in_days
from bot.domain.vies.vie import Acteur, TransitionRefusee
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from bot.feature.gestes import LABEL, note
from bot.feature.gestes import bouton as undo_button
from bot.questions import fiche_partenaire
from bot.rendering import render_line
from handlers.relais import a_verifier, defaire
from storage import relais as rows
from storage.dispositif import Partenaire
from storage.models import Relais

NOTED = "Noté."
RESERVED = "Ce relais appartient à un autre binôme, ou il a été supprimé."
SAID = (
    "<b>{{ code }}</b> : {{ etat }}.{% if le %} Je redemande {{ le|jour }}"
    "{% if continu %} : toujours suivi ?{% else %}.{% endif %}"
    "{% elif clos %} C'est clos.{% endif %}"
)
ALREADY = (
    "<b>{{ code }}</b> : déjà noté, {{ etat }}.{% if le %} Je redemande {{ le|jour }}.{% endif %}"
)
PLANNED = (
    "<b>{{ code }}</b> : {% if le %}je redemande {{ le|jour }}.{% else %}pas de rappel. "
    "Vous le retrouverez dans 🔁 Relais à suivre.{% endif %}\n"
    "Gardez le mot {{ mot }} pour vous y retrouver."
)
TOWARDS = "<b>{{ code }}</b> : vers qui ?"
AGREED = "<b>{{ code }}</b> → {{ vers }}. La personne est d'accord pour ce relais ?"
NOBODY_LEFT = "L'annuaire n'a pas d'autre partenaire."
SURE = (
    "Supprimer le relais <b>{{ code }}</b> ? Son mot est effacé et plus rien n'est demandé. "
    "Le partenaire n'en reçoit plus rien. Cela ne s'annule pas."
)
WITHDRAWN = "Le relais {{ code }} est supprimé."


def answer(context: Context, tap: Tap) -> Reply:
    """One tap, one deed; then the next relais that is due takes its place."""
    word, _, detail = tap.argument.partition(".")
    if tap.argument == DUS:
        return _list_due(context)
    relais = _theirs(context, tap.object_id)
    if relais is None:
        return Reply(RESERVED)
    if word in TOWARDS_ANOTHER and not carte_relais.offers(relais, ActeRelais.REORIENTER):
        return _followed(context, relais, ALREADY, "Déjà noté.")
    if word in SPECIAL:
        return SPECIAL[word](context, relais, detail)
    return _done(context, relais, ACTES[word]) if word in ACTES else Reply(UNKNOWN)


def _theirs(context: Context, relais_id: int) -> Relais | None:
    """The relais when it is the presser's own binôme's."""
    relais = rows.get(context.tx, relais_id)
    theirs = relais is not None and portee.reaches(context, Droit.SUIVRE_RELAIS, relais)
    return relais if theirs else None


def _list_due(context: Context) -> Reply:
    """In a message of its own: what was pressed stays."""
    if context.somebody is None or context.person.binome_id is None:
        return Reply(RESERVED)
    said = a_verifier.next_due(context, context.person.binome_id)
    to = context.person.telegram_id
    context.confide(to, said.text, said.keyboard)
    return Reply("Voici.")


def _done(
    context: Context, relais: Relais, acte: ActeRelais, vers: str | None = None, domaine: str = ""
) -> Reply:
    par = par_personne(context.person)
    deed = DeedRelais(acte, par, Acteur.MEDIATEUR, vers, domaine or None)
    try:
        casework.act(context, relais.id, deed)
    except TransitionRefusee:
        return _followed(context, relais, ALREADY, "Déjà noté.")
    sentence = f"{SAID}\n{carte_relais.GIVE_THE_WORD}" if vers else SAID
    return _followed(context, relais, sentence, NOTED, _undo(context, relais))


def _undo(context: Context, relais: Relais) -> Keyboard:
    """« ↩️ Annuler R-0142 »: what the person just did is taken back."""
    line = rows.last_done(context.tx, relais.id, par_personne(context.person))
    if line is None:
        raise LookupError("nothing was done")
    label = f"{LABEL} {carte_relais.reference(relais)}"
    return [[undo_button(note(context, defaire.RELAIS_ACTE, line.id), label)]]


def _followed(
    context: Context, relais: Relais, sentence: str, toast: str, undo: Keyboard = ()
) -> Reply:
    """What was noted, then the next question; a message that is left has its buttons no more."""
    said = context.render(
        sentence,
        code=code(relais),
        mot=relais.mot,
        etat=carte_relais.etat(context.programme, relais),
        le=relais.verifier_le,
        clos=relais.clos_le,
        continu=relais.statut == StatutRelais.PRIS_EN_CHARGE,
    )
    due = rows.due(context.tx, relais.binome_id, context.now)
    if not due:
        return Reply(toast, said, undo)
    following = a_verifier.first_of(context, due)
    return Reply(toast, f"{said}\n\n{following.text}", [*following.keyboard, *undo])


def _later(context: Context, relais: Relais, _detail: str) -> Reply:
    if not casework.later(context.tx, relais, par_personne(context.person), context.now):
        return _followed(context, relais, SAID, NOTED)
    return _followed(context, relais, SAID, NOTED, _undo(context, relais))


def _delay(context: Context, relais: Relais, detail: str) -> Reply:
    """« 14 jours », « 30 jours », « Pas de suivi », from the end of the entry."""
    offered = (0, *context.programme.config.suivi_relais.autres_jours)
    if not detail.isdigit() or int(detail) not in offered:
        return Reply(UNKNOWN)
    if relais.statut != StatutRelais.TRANSMIS:
        return _followed(context, relais, ALREADY, "Déjà noté.")
    moment = in_days(int(detail), context.now) if int(detail) else None
    casework.ask_on(context.tx, relais, moment, par_personne(context.person), context.now)
    said = context.render(PLANNED, code=code(relais), mot=relais.mot, le=moment)
    fiche = (
        fiche_partenaire.bouton(context.programme, relais.partenaire)
        if relais.partenaire
        else None
    )
    return Reply(NOTED, said, [*([[fiche]] if fiche else []), *_undo(context, relais)])


def _towards(context: Context, relais: Relais, _detail: str) -> Reply:
    """To whom it goes now: the domain's partners in the quartier first, then all the others."""
    others = _partners(context, relais)
    if not others:
        return Reply(NOBODY_LEFT)
    buttons = [[bouton(relais, f"chez.{one.slug}", one.label)] for one in others]
    back = [bouton(relais, "carte", "⬅️ Retour")]
    return Reply("", context.render(TOWARDS, code=code(relais)), [*buttons, back])


def _at(context: Context, relais: Relais, detail: str) -> Reply:
    """It begins again: the person is asked again too (M07)."""
    chosen = next((one for one in _partners(context, relais) if one.slug == detail), None)
    if chosen is None:
        return Reply(UNKNOWN)
    said = context.render(AGREED, code=code(relais), vers=chosen.label)
    alone = bouton(relais, "renonce", "❌ Non, elle ira seule")
    back = bouton(relais, "carte", "⬅️ Retour")
    return Reply("", said, [*_yes(context, relais, chosen), [alone], [back]])


def _yes(context: Context, relais: Relais, chosen: Partenaire) -> Keyboard:
    """« ✅ Oui »; for what, when that partner does nothing of what the person needed so far."""
    if relais.domaine in chosen.domaines or len(chosen.domaines) < 2:
        return [[bouton(relais, f"accord.{chosen.slug}", "✅ Oui")]]
    labels = [carte_relais.domain_label(context.programme, one) for one in chosen.domaines]
    return [
        [bouton(relais, f"accord.{chosen.slug}.{rank}", f"✅ Oui : {label}")]
        for rank, label in enumerate(labels)
    ]


def _agreed(context: Context, relais: Relais, detail: str) -> Reply:
    slug, _, rank = detail.partition(".")
    chosen = next((one for one in _partners(context, relais) if one.slug == slug), None)
    if chosen is None:
        return _followed(context, relais, ALREADY, "Déjà noté.")
    named = chosen.domaines[int(rank or 0) : int(rank or 0) + 1]
    kept = not rank and relais.domaine in chosen.domaines
    domaine = "" if kept or not named else named[0]
    return _done(context, relais, ActeRelais.REORIENTER, slug, domaine)


def _partners(context: Context, relais: Relais) -> tuple[Partenaire, ...]:
    config, slug = context.programme.config, context.programme.site_slugs[relais.site_id]
    # A relais outlives its site in the file.
    quartier = next((one.quartier for one in config.sites if one.slug == slug), None)
    found = (*config.partenaires(relais.domaine, quartier), *config.partenaires(None, quartier))
    return tuple(one for one in dict.fromkeys(found) if one.slug != relais.partenaire)


def _card(context: Context, relais: Relais, _detail: str) -> Reply:
    return Reply("", *a_verifier.card(context, relais))


def _withdraw(context: Context, relais: Relais, detail: str) -> Reply:
    """« supprimer le relais R-… » (M07), asked twice since it cannot be undone."""
    if detail != "oui":
        sure = [bouton(relais, "retirer.oui", "🗑 Oui, supprimer")]
        kept = [bouton(relais, "carte", "⬅️ Garder")]
        return Reply("", context.render(SURE, code=code(relais)), [sure, kept])
    name, left = carte_relais.reference(relais), courrier.cannot_be_recalled(context, relais)
    casework.withdraw(context.tx, relais.id, par_personne(context.person), context.now)
    said = " ".join(filter(None, (render_line(WITHDRAWN, code=name), left)))
    return Reply("Supprimé.", context.render("{{ said }}", said=said))


SPECIAL: Final[dict[str, Callable[[Context, Relais, str], Reply]]] = {
    PLUS_TARD.mot: _later,
    "j": _delay,
    "vers": _towards,
    "chez": _at,
    "accord": _agreed,
    "carte": _card,
    "retirer": _withdraw,
}

TOWARDS_ANOTHER: Final = frozenset({"vers", "chez", "accord"})
"""Steps of one deed, « réorienter », that the relais may have outlived."""
