"""Équipe, as the coordination meets it: who is there, then one deed at a time."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.domain.roles import Role
from bot.engine.conditions import All, Fact, In, Is
from bot.engine.script import Flow, Meant, Option, choice, name_of
from bot.feature.contract import Handler
from bot.feature.lectures import notee
from bot.questions.ajuster import read_label, read_prenom
from handlers.equipe import actions, depart, perdu
from handlers.equipe.facts import (
    INVITE,
    MOVE,
    NEW_BINOME,
    REPLACES,
    REVOKE,
    ROLES,
    SOMEBODY_ELSE,
    SWAP,
)

INVITING = Is("geste", INVITE)
EFFECTS = "{% for effet in effets %}\n{{ effet }}{% endfor %}"
PERSONS = tuple(role.value for role in ROLES if role not in (Role.SERVICE, Role.PARTENAIRE))

EQUIPE = Flow(
    name="equipe",
    title="Équipe",
    keeps_draft=False,
    steps=(
        choice(
            "geste",
            "👥 <b>L'équipe</b>\n"
            "{% for groupe, membres in equipe %}<b>{{ groupe }}</b> : "
            "{{ membres|join(', ') if membres else 'personne' }}\n{% endfor %}"
            "Que voulez-vous faire ?",
            "gestes",
            lists="equipe",
            width=1,
        ),
        choice("role", "Pour quel rôle ?", "roles", when=INVITING),
        choice("binome", "Dans quel binôme ?", "binomes", when=Is("role", Role.MEDIATEUR.value)),
        choice(
            "comite",
            "De quel comité ?",
            "comites",
            when=All((Is("role", Role.COMITE.value), Fact("comites"))),
            width=1,
        ),
        choice("service", "Quel service ?", "services", when=Is("role", Role.SERVICE.value)),
        name_of(
            "prenom",
            "Quel prénom l'équipe verra-t-elle ? Le prénom seul, sans le nom.",
            when=In("role", PERSONS),
            reads=read_prenom,
            meant=Meant.FIRST_NAME,
        ),
        name_of(
            "structure",
            "Quelle structure ? Son nom (« Éducateurs de rue »), jamais celui d'une personne.",
            when=Is("role", Role.PARTENAIRE.value),
            reads=read_label,
        ),
        choice(
            "remplace",
            "{{ invite }} est déjà dans l'équipe. Est-ce la même personne ?",
            (
                Option(REPLACES, "📱 Oui, un nouveau téléphone"),
                Option(SOMEBODY_ELSE, "👤 Non, c'est quelqu'un d'autre"),
            ),
            when=Fact("homonyme"),
            width=1,
        ),
        choice(
            "qui_deplacer", "Qui change de binôme ?", "mediateurs", when=Is("geste", MOVE), width=1
        ),
        choice("vers", "Vers quel binôme ?", "vers", when=Is("geste", MOVE), width=1),
        choice(
            "qui_retirer",
            "À qui retirer l'accès ?",
            "personnes",
            when=Is("geste", REVOKE),
            width=1,
        ),
        choice("qui_echange", "Qui change ?", "mediateurs", when=Is("geste", SWAP), width=1),
        choice("avec_qui", "Avec qui ?", "autres_binomes", when=Is("geste", SWAP), width=1),
        choice(
            "a_qui",
            "<b>{{ choisie }}</b> {{ touche }} : à qui ?" + EFFECTS,
            "repreneurs",
            when=Fact("suivi"),
            width=1,
        ),
        choice(
            "qui_garde",
            "{% for ligne in ce_qu_ils_suivent %}{{ ligne }}.\n{% endfor %}Qui le garde ?",
            depart.GARDE,
            when=Fact("suivi_echange"),
            width=1,
        ),
        choice(
            "changer",
            "{% if avec_qui is defined %}Échanger <b>{{ choisie }}</b> et <b>{{ autre }}</b> ?"
            "{% else %}<b>{{ choisie }}</b> : changer de binôme ?{% endif %}" + EFFECTS,
            (Option("oui", "🔁 Oui, changer"),),
            when=Fact("a_confirmer"),
            width=1,
        ),
        choice(
            "confirmer",
            "<b>{{ choisie }}</b> : retirer l'accès, dès maintenant ?" + EFFECTS,
            (Option("oui", "🚫 Oui, retirer l'accès"),),
            when=Is("geste", REVOKE),
            width=1,
        ),
        name_of(
            "nom_binome",
            "Comment s'appelle ce binôme ? Par exemple « Binôme 3 ».",
            when=Is("geste", NEW_BINOME),
            reads=read_label,
        ),
    ),
    done="{{ conclusion }}",
    left="👥 Fermé. Rien n'a été changé.",
)

FLOWS = (
    Handler(
        flow=EQUIPE,
        entry="👥 Équipe",
        commands=("/equipe",),
        about="Inviter, changer de binôme, retirer un accès",
        order=52,
        droit=Droit.TENIR_EQUIPE,
        facts=actions.facts,
        record=actions.record,
        seed=notee(EQUIPE.name),
    ),
    perdu.HANDLER,
)
