"""Saisie éclair, as the mediator meets it: what is missing, then one card and one tap."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Fact, Is
from bot.engine.script import Flow, Meant, Option, Step, choice, many, moment, name_of, photo, text
from bot.feature.contract import Handler
from bot.questions import danger, deja, photos, sur_place
from bot.questions.heures import read_heure
from handlers.saisie import (
    a_ranger,
    actions,
    compris,
    corrections,
    doutes,
    entendre,
    facts,
    reprendre,
)
from handlers.saisie.compris import NO, YES
from handlers.saisie.entendre import LU, RANGES_MAX

NEVER_BY_HAND = "Écrivez ce que vous voyez, dans vos mots."


def doubt(key: str, says: str) -> Step:
    """Two meanings for one word: the mediator says which."""
    meanings = compris.meanings(key)
    return choice(compris.doubt_step(key), says, meanings, when=Fact(meanings), width=1)


def how_many(n: int) -> Step:
    """One number that the message left open: one tap for each of its ends."""
    key = compris.range_step(n)
    says = f"👥 « {{{{ mots_{n + 1} }}}} » : combien ? Touchez, ou écrivez le nombre."
    known = compris.meanings(key)
    return choice(key, says, known, when=Fact(known), reads=doutes.read_number(n), example="5")


SAISIE = Flow(
    name="saisie",
    title="Saisie éclair",
    begun_by=LU.key,
    steps=(
        choice(
            "reste",
            "⚠️ <b>Non compris :</b> {{ mal_lu }}.\nÉcrivez-le autrement"
            "{% if exemple %}, par exemple « {{ exemple }} »{% endif %}, "
            "ou modifiez votre message.",
            (Option(doutes.WITHOUT, "➖ Noter sans cela"),),
            when=Fact("mal_lu"),
            reads=doutes.read_rest,
            example="8 ados 3 adultes",
            width=1,
        ),
        *(how_many(n) for n in range(RANGES_MAX)),
        choice("jour_dit", "📅 Quel jour ?", "jours", when=Fact("jours"), reads=doutes.read_day),
        moment(
            "heure_dite",
            "🕐 {{ jour_dit_le|jour|capitalize }}, à quelle heure ? Touchez, ou écrivez "
            "« 17h05 ».",
            "heures_dites",
            doutes.read_hour,
            when=Fact("heure_a_dire"),
            width=4,
        ),
        choice(
            "site",
            "{% if autre_lieu %}« {{ autre_lieu }} » n'est pas un site. {% elif deux_sites %}"
            "Votre message parle de deux sites : notez-en un, puis écrivez l'autre. {% endif %}"
            "📍 Sur quel site ?",
            "sites",
            name="📍 Lieu",
            width=1,
            few=sur_place.FEW,
        ),
        doubt("ambiance", "Votre message dit deux ambiances. Laquelle garder ?"),
        doubt("frequentation", "Votre message dit deux fréquentations. Laquelle garder ?"),
        doubt("categorie", "🔧 De quoi s'agit-il ?"),
        doubt("conflit", "⚡ De quel conflit s'agit-il ?"),
        choice(
            "devine_dit",
            "🔧 Vous avez écrit « {{ devine.mot }} ». Est-ce : {{ devine.chose }} ?",
            (Option(YES, "✅ Oui"), Option(NO, "❌ Non")),
            when=Fact("devine"),
        ),
        choice(
            "blesse_dit",
            "⚠️ Quelqu'un est tombé ou s'est blessé. Y a-t-il encore un danger ?",
            (Option("danger", "⚠️ Danger immédiat"), Option(NO, "Non, plus maintenant")),
            when=Fact("blesse"),
            width=1,
        ),
        choice(
            "repare_dit",
            "🔧 <b>{{ verifiable.reference }}</b>, signalé le {{ verifiable.le|jour_court }}, est "
            "encore ouvert. Avez-vous vu que c'est réparé ou enlevé ?",
            (Option(YES, "✅ Réparé"), Option(NO, "Pas vu moi-même")),
            when=Fact("verifiable"),
        ),
        choice(
            "sujets",
            "🙋 On vous a demandé quoi ?",
            "sujets_possibles",
            when=Fact("sujets_possibles"),
        ),
        choice(
            "reponses",
            "🙋 Qu'avez-vous fait ?",
            "reponses_possibles",
            when=Fact("reponses_possibles"),
        ),
        choice(
            "partenaires",
            "🙋 Vers qui ?",
            "partenaires_possibles",
            when=Fact("partenaires_possibles"),
            width=1,
        ),
        choice(
            "deja_dit",
            deja.ASKED,
            deja.OPTIONS,
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
            "👥 Qui avez-vous rencontré ?{% if exemple %} Écrivez par exemple « {{ exemple }} »."
            "{% endif %}",
            name="👥 Rencontres",
            reads=doutes.read_counts,
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
            meant=Meant.PLACE,
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
            when=Fact("photo_utile"),
            asked=False,
        ),
        choice(
            "envoi",
            "{% if appels %}☎️ <b>Appelez d'abord :</b> {{ appels }}.\n\n{% endif %}"
            "<b>Compris :</b>{% for ligne in lignes %}\n{{ ligne }}{% endfor %}"
            "{% if inconnus %}\n<b>Non compris :</b> {{ inconnus }}.{% endif %}"
            "{% if photo_seule %}\n⚠️ La photo ne sera pas gardée : dites ce qui est abîmé, "
            "par « Modifier », ou abandonnez.{% elif photos %}"
            "\n" + photos.ASKED + "{% endif %}",
            "gestes",
            edits=True,
            also=("photo",),
        ),
        danger.ask_sure(Is("envoi", "danger")),
    ),
    done=(
        "{% if appels %}☎️ <b>Appelez d'abord :</b> {{ appels }}.\n\n{% endif %}"
        "✅ <b>Enregistré :</b>{% for ligne in lignes %}\n{{ ligne }}{% endfor %}"
        "{% if suite %}\n<b>{{ reference }}</b> : {{ suite }}.{% endif %}"
        "{% if photo_attend %}\n\n" + photos.WAITS + "{% endif %}"
        "{% if verifie %}\n<b>{{ verifie }}</b> : réparé, merci. C'est clos.{% endif %}"
        "{% if corrigeable %}\nUne erreur ? Modifiez votre message : la saisie suivra, pendant "
        "sept jours.{% endif %}"
    ),
    left="Abandonné. Rien n'a été noté.",
)

FLOWS = (
    Handler(
        flow=SAISIE,
        droit=Droit.NOTER,
        protects=True,
        refusal=NEVER_BY_HAND,
        seed=sur_place.seed,
        facts=facts.facts,
        record=actions.record,
        overhears=entendre.overhears,
        edited=corrections.edited,
        amends=reprendre.amends,
        amended=reprendre.amended,
    ),
    a_ranger.HANDLER,
)
