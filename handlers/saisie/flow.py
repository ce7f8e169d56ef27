"""Saisie éclair, as the mediator meets it: what is missing, then one card and one tap."""

from __future__ import annotations

from bot.domain.roles import Role
from bot.engine.conditions import Fact
from bot.engine.script import Flow, Option, Step, choice, many, moment, name_of, photo, text
from bot.feature.contract import Handler
from bot.questions import sur_place
from bot.questions.heures import read_heure
from handlers.saisie import actions, compris, corrections, facts

NEVER_BY_HAND = "Écrivez ce que vous voyez : « 8 ados 3 adultes, calme »."


def doubt(key: str, says: str) -> Step:
    """Two meanings for one word: the mediator says which."""
    meanings = compris.meanings(key)
    return choice(compris.doubt_step(key), says, meanings, when=Fact(meanings), width=1)


SAISIE = Flow(
    name="saisie",
    title="Saisie éclair",
    steps=(
        choice("site", "📍 Sur quel site ?", "sites", name="📍 Lieu", width=1, few=sur_place.FEW),
        doubt("ambiance", "Votre message dit deux ambiances. Laquelle garder ?"),
        doubt("frequentation", "Votre message dit deux fréquentations. Laquelle garder ?"),
        doubt("categorie", "🔧 De quoi s'agit-il ?"),
        doubt("conflit", "⚡ De quel conflit s'agit-il ?"),
        choice(
            "deja_dit",
            "Déjà signalé le {{ deja.le|jour_court }} : <b>{{ deja.reference }}</b>, "
            "{{ deja.etat }}.",
            (Option("encore", "➕ Toujours là"), Option("nouveau", "🆕 C'est autre chose")),
            when=Fact("deja"),
        ),
        choice(
            "issue",
            "⚡ Le conflit : quel résultat ?",
            "issues",
            name="⚡ Résultat",
            when=Fact("conflit_dit_ou_non"),
        ),
        name_of(
            "comptes",
            "👥 Qui avez-vous rencontré ? Écrivez par exemple « 8 ados 3 adultes ».",
            name="👥 Rencontres",
            reads=facts.read_comptes,
            example="8 ados 3 adultes",
            asked=False,
        ),
        choice(
            "ambiance",
            "L'ambiance ? « Passer » l'enlève.",
            "ambiances",
            name="🙂 Ambiance",
            required=False,
            asked=False,
        ),
        choice(
            "frequentation",
            "La fréquentation ? « Passer » l'enlève.",
            "frequentations",
            name="🚶 Fréquentation",
            required=False,
            asked=False,
        ),
        many("positifs", "🌱 Quels usages positifs ?", "usages", name="🌱 Usages", asked=False),
        many(
            "mesusages",
            "👁 Quels mésusages ?",
            "mesusages_connus",
            name="👁 Mésusages",
            asked=False,
        ),
        choice(
            "categorie",
            "🔧 Quelle chose est abîmée ? « Passer » n'en signale aucune.",
            "categories",
            name="🔧 Chose abîmée",
            when=Fact("defaut_possible"),
            required=False,
            asked=False,
            width=1,
        ),
        text(
            "lieu",
            "🔧 Où est-ce, précisément ?{% if not chez_quelquun %} Par exemple « devant le 12 »."
            "{% endif %}" + sur_place.COMMON_PART,
            name="📌 Précision",
            when=Fact("defaut"),
            required=False,
            asked=False,
        ),
        choice(
            "conflit",
            "⚡ Quel conflit ? « Passer » n'en note aucun.",
            "conflits",
            name="⚡ Conflit",
            when=Fact("conflit_lu"),
            required=False,
            asked=False,
        ),
        moment(
            "heure",
            "🕐 À quelle heure ? Touchez, ou écrivez « 17h05 ».",
            "heures",
            read_heure,
            name="🕐 Heure",
            example="17h05",
            asked=False,
        ),
        photo(
            "photo",
            "Envoyez une photo de la chose, sans visage ni plaque.",
            name="📷 Photo",
            asked=False,
        ),
        choice(
            "envoi",
            "{% if appels %}☎️ <b>Appelez d'abord :</b> {{ appels }}.\n\n{% endif %}"
            "<b>Compris :</b>{% for ligne in lignes %}\n{{ ligne }}{% endfor %}"
            "{% if inconnus %}\n<b>Non compris :</b> {{ inconnus }}.{% endif %}"
            "{% if photo_seule %}\n⚠️ La photo ne sera pas gardée : dites ce qui est abîmé, "
            "par « Modifier », ou annulez.{% elif photos %}"
            "\n<b>Vérifiez : ni visage ni plaque sur la photo.</b>{% endif %}",
            "gestes",
            edits=True,
        ),
    ),
    done=(
        "{% if appels %}☎️ <b>Appelez d'abord :</b> {{ appels }}.\n\n{% endif %}"
        "✅ <b>Enregistré :</b>{% for ligne in lignes %}\n{{ ligne }}{% endfor %}"
        "{% if suite %}\n<b>{{ reference }}</b> : {{ suite }}.{% endif %}"
        "{% if corrigeable %}\nUne erreur ? Modifiez votre message : la saisie suivra, pendant "
        "sept jours.{% endif %}"
    ),
    left="Annulé. Rien n'a été noté.",
)

FLOWS = (
    Handler(
        flow=SAISIE,
        roles=frozenset({Role.MEDIATEUR}),
        refusal=NEVER_BY_HAND,
        seed=sur_place.seed,
        facts=facts.facts,
        record=actions.record,
        overhears=compris.overhears,
        edited=corrections.edited,
    ),
)
