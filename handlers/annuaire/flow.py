"""Annuaire, as the mediator meets it: a domain, the partners of the quartier first, a card."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Fact, Facts, Has, Is
from bot.engine.script import Flow, Meant, Option, choice, many, name_of
from bot.feature.contract import Context, Ending, Handler
from bot.questions import fiche_partenaire, sur_place
from bot.questions.ajuster import read_label
from handlers.annuaire import actions, tenue
from storage.dispositif import actifs

EMPTY = "L'annuaire est vide : demandez à la coordination de le remplir."
QUESTION = "📒 {% if entrees %}Pour quel besoin ?{% else %}" + EMPTY + "{% endif %}"


def facts(context: Context, answers: Answers) -> Facts:
    """Domains that have a partner; once one is picked, its partners."""
    config = context.programme.config
    served = {slug for partenaire in actifs(config.annuaire) for slug in partenaire.domaines}
    domaines = config.liste("domaines_orientation") if served else ()
    quartier = fiche_partenaire.quartier_of(context, answers)
    besoin = answers.get("domaine")
    partenaires = config.partenaires(besoin, quartier) if besoin else ()
    return {
        "entrees": tuple(
            Option(element.slug, element.label) for element in domaines if element.slug in served
        ),
        "partenaires": fiche_partenaire.options(partenaires),
        "quartier": config.quartier(quartier).label if quartier else "",
    }


def show(context: Context, answers: Answers, _facts: Facts) -> Ending:
    partenaire = context.programme.config.partenaire(answers["partenaire"])
    return Ending({"fiche": fiche_partenaire.card(context, partenaire)})


ANNUAIRE = Flow(
    name="annuaire",
    title="Annuaire",
    keeps_draft=False,
    steps=(
        choice("domaine", QUESTION, "entrees"),
        choice(
            "partenaire",
            "Quel partenaire ?{% if quartier %} Quartier : {{ quartier }} d'abord.{% endif %}",
            "partenaires",
            when=Has("domaine"),
            width=1,
        ),
    ),
    # The card is already Telegram's HTML, every value escaped.
    done="{{ fiche|safe }}",
    left="📒 Fermé.",
)

ADDING = Is("lequel", tenue.ADD)

ANNUAIRE_TENU = Flow(
    name="annuaire_tenu",
    title="Annuaire",
    keeps_draft=False,
    steps=(
        choice(
            "lequel",
            "📒 <b>Annuaire</b>\nQui voulez-vous ajouter, relire ou corriger ?"
            "{% if a_corriger %}\n✏️ {{ a_corriger|pluriel('partenaire demande', "
            "'partenaires demandent') }} une correction de sa fiche.{% endif %}",
            "partenaires",
            width=1,
        ),
        choice("geste", "{{ fiche|safe }}", "gestes", when=Fact("fiche")),
        name_of(
            "nouveau",
            "Écrivez ce que dira la fiche ({{ quoi }}). Une structure, jamais une personne.",
            when=Fact("ecrit"),
            reads=tenue.read_text,
            meant=Meant.CONTACT,
        ),
        name_of(
            "label",
            "Comment s'appelle cette structure ? 32 caractères au plus.",
            when=ADDING,
            reads=read_label,
        ),
        choice("type", "De quelle sorte ?", "types", when=ADDING),
        many(
            "besoins",
            "Pour quels besoins ? Touchez-les tous, puis ✅ Fini.",
            "besoins",
            when=Fact("au_choix"),
            at_least=1,
        ),
        name_of("public", "Pour qui ? Par exemple « 16-25 ans ».", when=ADDING, required=False),
        name_of(
            "lieu",
            "Où ? Le nom du lieu suffit.",
            when=ADDING,
            required=False,
            meant=Meant.PLACE,
        ),
        name_of("horaires", "Quand ? Jours et heures.", when=ADDING, required=False),
    ),
    # Every value is escaped already.
    done="{{ conclusion|safe }}",
    left="📒 Fermé. Rien n'a été changé.",
)

FLOWS = (
    Handler(
        flow=ANNUAIRE_TENU,
        entry="📒 Annuaire",
        commands=("/annuaire",),
        about="Ajouter, corriger ou retirer un partenaire",
        order=56,
        drawer=True,
        droit=Droit.TENIR_ANNUAIRE,
        facts=tenue.facts,
        record=actions.record,
    ),
    Handler(
        flow=ANNUAIRE,
        reads_only=True,
        entry="📒 Annuaire",
        commands=("/annuaire",),
        about="Trouver un partenaire : qui, où, quand",
        order=26,
        drawer=True,
        droit=Droit.CHERCHER_PARTENAIRE,
        seed=sur_place.seed,
        facts=facts,
        record=show,
    ),
)
