"""The table learns from a redirection in one tap; what was refused is handed to somebody else."""

from __future__ import annotations

from bot.buttons import Keyboard, button, in_rows
from bot.casework.libelles import par_personne, service_of
from bot.casework.signalement import actes as casework
from bot.casework.signalement import apprendre
from bot.casework.signalement.apprendre import APPRENDRE, CONFIER, NON, RETIRER
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.deed import DeedSignalement
from bot.domain.droits import Droit
from bot.domain.vies.signalement import ActeSignalement, StatutSignalement
from bot.domain.vies.vie import Acteur, TransitionRefusee
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Declined, Reply, Tap
from bot.questions.ajuster import adjust
from bot.rendering import render_line
from storage.ajustements import LigneAjustee
from storage.dispositif import actifs
from storage.dispositif.alertes import Regle
from storage.dispositif.qui_recoit import condition
from storage.models import Signalement, SignalementActe

LEARNT = "✅ La table change : « {{ si }} » part à {{ services }}, dès maintenant."
NOT_HELD = "La table ne tiendrait pas : rien n'a changé."
BACK = "↩️ La table est comme avant."
DISMISSED = "✖️ {{ v }} : la table ne change pas, et ce ne sera plus proposé."
HANDED = "↪️ {{ v }} : confié à {{ service }}."
TO_WHOM = "↪️ {{ v }} : à quel service le confier ?"
TOO_LATE = "{{ v }} n'est plus à confier : sa situation a changé."


def learn(context: Context, tap: Tap) -> Reply:
    """One tap changes the table for everybody, or leaves it."""
    word, _, acte_id = tap.argument.partition(".")
    row = portee.found(context, Droit.TENIR_ROUTAGE, Signalement, tap.object_id)
    line = context.tx.get(SignalementActe, int(acte_id)) if row else None
    refused = service_of(line.par) if line else None
    if row is None or line is None or line.signalement_id != row.id or not refused:
        return Reply(UNKNOWN)
    en_main = EnMain.of(context, row)
    if word == NON:
        apprendre.dismiss(en_main, line, context.author_id)
        return Reply("Noté.", render_line(DISMISSED, v=en_main.reference))
    if word == RETIRER:
        adjust(context, LigneAjustee("routage", apprendre.slug_of(line), {"actif": False}))
        return Reply("Noté.", BACK)
    ligne = apprendre.rule(en_main, line, refused, word)
    try:
        adjust(context, ligne)
    except Declined as declined:
        return Reply(NOT_HELD, str(declined))
    return Reply("Noté.", _learnt(en_main, ligne), _undo(row.id, line.id))


def _learnt(en_main: EnMain, ligne: LigneAjustee) -> str:
    written = Regle(**ligne.valeurs)
    names = ", puis à ".join(en_main.label(one) for one in written.services)
    return render_line(LEARNT, si=condition(written), services=names)


def _undo(row_id: int, line_id: int) -> Keyboard:
    return [[("🧭 Revenir à la table d'avant", button(APPRENDRE, row_id, f"{RETIRER}.{line_id}"))]]


def hand(context: Context, tap: Tap) -> Reply:
    """What every service refused goes to another one, named by the coordination."""
    row = portee.found(context, Droit.TENIR_ROUTAGE, Signalement, tap.object_id)
    if row is None:
        return Reply(UNKNOWN)
    v = EnMain.of(context, row).reference
    if row.statut != StatutSignalement.REFUSE:
        return Reply(render_line(TOO_LATE, v=v))
    slug = tap.argument.removeprefix("vers.")
    others = {one.slug: one for one in actifs(context.programme.config.services)}
    if slug not in others:
        keys = [
            (one.label, button(CONFIER, row.id, f"vers.{one.slug}")) for one in others.values()
        ]
        return Reply("", render_line(TO_WHOM, v=v), in_rows(keys))
    par = par_personne(context.person)
    deed = DeedSignalement(
        ActeSignalement.REORIENTER, par, Acteur.COORDINATION, context.source, vers=slug
    )
    try:
        casework.act(context, row.id, deed)
    except TransitionRefusee:
        return Reply(render_line(TOO_LATE, v=v))
    return Reply("Noté.", render_line(HANDED, v=v, service=others[slug].label))
