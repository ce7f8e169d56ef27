"""Demandes: noted by the mediator in seven taps, decided by the coordination in one or two."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.domain.vies.demande import ActeDemande
from bot.engine.conditions import All, Fact, Is
from bot.engine.script import Flow, Meant, Option, choice, review, text
from bot.feature.contract import Handler
from bot.feature.lectures import notee
from bot.questions import sur_place
from handlers.demande import actions, facts

RECUE = Flow(
    name="demande",
    title="Demande reçue",
    steps=(
        choice("qui", "📥 Qui demande ?", "origines", name="Qui"),
        choice("quoi", "Quoi ?", "objets", name="Quoi"),
        choice("ou", "Où ?", "lieux", name="Lieu", width=1),
        choice(
            "autre_site",
            "Quel site ?",
            "sites",
            when=Is("ou", facts.AUTRE_SITE.slug),
            width=1,
            few=sur_place.FEW,
        ),
        text(
            "lieu",
            "Où, en quelques mots ?",
            when=Is("ou", facts.AUTRE_LIEU.slug),
            meant=Meant.PLACE,
            inside=True,
        ),
        choice("pressee", "C'est pressé ?", "urgences", name="Urgence"),
        review("envoi", "📥 {{ resume }}", (Option("transmettre", "✅ Transmettre"),)),
    ),
    done=(
        "<b>{{ v }}</b> transmise à la coordination, réponse attendue avant "
        "{{ avant|jour }} à {{ avant|heure }}."
    ),
)

PRECISION = Flow(
    name="demande_precision",
    title="Précision",
    steps=(
        text(
            "precision",
            "📥 <b>{{ v }}</b> : {% if question %}la coordination demande « {{ question }} »"
            "{% else %}que voulez-vous préciser ?{% endif %}",
            inside=True,
        ),
    ),
    done="{{ conclusion }}",
)

DEMANDES = Flow(
    name="demandes",
    title="Demandes",
    keeps_draft=False,
    steps=(
        choice(
            "demande",
            "📥 {% if entrees %}Quelle demande ?{% else %}Aucune demande en cours.{% endif %}",
            "entrees",
            width=1,
        ),
        choice("decision", "📥 {{ choisie }}", "gestes", when=Fact("choisie"), width=1),
        choice(
            "binome",
            "Quel binôme s'en charge ?",
            "binomes",
            when=All((Is("decision", ActeDemande.ACCEPTER), Fact("plusieurs_binomes"))),
        ),
        text(
            "question",
            "📥 {{ choisie }}\n<b>Que voulez-vous demander ?</b> "
            "La personne qui l'a écrite lira vos mots.",
            when=Is("decision", ActeDemande.DEMANDER_PRECISION),
        ),
    ),
    done="{{ conclusion }}",
    left="📥 Fermé. Rien n'a été changé.",
)

FLOWS = (
    Handler(
        flow=RECUE,
        entry="📥 Demande reçue",
        commands=("/demande",),
        about="Transmettre une demande reçue",
        order=23,
        drawer=True,
        droit=Droit.NOTER,
        seed=sur_place.seed,
        facts=facts.received,
        record=actions.transmit,
    ),
    Handler(
        flow=PRECISION,
        refusal=actions.NOTHING_ASKED,
        droit=Droit.NOTER,
        suits=actions.something_asked,
        facts=facts.asked_about,
        record=actions.precise,
    ),
    Handler(
        flow=DEMANDES,
        entry="📥 Demandes",
        commands=("/demandes",),
        about="Répondre aux demandes reçues",
        order=50,
        droit=Droit.DECIDER_DEMANDE,
        seed=notee(DEMANDES.name),
        facts=facts.opened,
        record=actions.decide,
    ),
)
