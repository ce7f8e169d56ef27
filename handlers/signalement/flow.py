"""Signalement, as the mediator meets it: what, where, send; service and urgency by default."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import All, Fact, Has, Is, Not
from bot.engine.script import Flow, choice, many, photo, place, review, text
from bot.feature.contract import Handler
from bot.questions import danger, deja, photos, sur_place
from handlers.signalement import actions, chantier, facts

NOT_ONE = "🚫 Pas un signalement"
NEW = Not(Fact(deja.STILL))

SIGNALEMENT = Flow(
    name="signalement",
    title="Signalement",
    steps=(
        *sur_place.ask_site(),
        choice("groupe", "🔧 De quoi s'agit-il ?", "groupes", cancel_label=NOT_ONE),
        choice(
            "sorte",
            "Plus précisément ?",
            "sortes",
            when=Fact("a_preciser"),
            width=1,
        ),
        choice(
            "deja_dit",
            deja.ASKED,
            deja.OPTIONS,
            when=All((Has("groupe"), Fact("deja"))),
        ),
        place(
            "lieu",
            "Où ?" + sur_place.COMMON_PART,
            "lieux",
            name="Lieu",
            # A position said already is what found the one that is « toujours là ».
            when=Not(All((Fact(deja.STILL), Not(Fact("lieu_dit"))))),
            width=1,
            also=sur_place.ELSEWHERE,
        ),
        choice(
            "categorie",
            "De quelle chose s'agit-il, plus précisément ?",
            "categories",
            name="Précision",
            when=All((Has("groupe"), NEW)),
            asked=False,
            width=1,
        ),
        text(
            "mot",
            "« Autre » ne dit rien au service. Qu'est-ce, en quelques mots ? "
            "Écrivez-le, ou envoyez une photo.",
            name="Mots",
            when=All((NEW, Fact("a_decrire"))),
        ),
        choice("urgence", "C'est pressé ?", "urgences", name="Urgence", when=NEW, asked=False),
        choice(
            "service", "Quel service ?", "services", name="Service", when=NEW, asked=False, width=1
        ),
        choice(
            "type_lieu",
            "Quelle sorte de lieu ?",
            "types_lieu",
            name="🏢 Sorte de lieu",
            when=All((NEW, Fact("bati"))),
            asked=False,
        ),
        choice(
            "bailleur",
            "Quel bailleur ?",
            "bailleurs",
            name="🏢 Bailleur",
            when=All((NEW, Fact("bailleurs_en_jeu"))),
            asked=False,
            width=1,
        ),
        choice(
            "depuis",
            "Depuis quand est-ce là ?",
            "depuis_quand",
            name="🕐 Depuis quand",
            when=NEW,
            required=False,
            asked=False,
        ),
        many(
            "concernes",
            "Qui est gêné ? En général : jamais une personne.",
            "gens",
            name="👥 Qui est gêné",
            when=NEW,
            required=False,
            asked=False,
        ),
        choice(
            "risque",
            "Quel risque ?",
            "risques",
            name="⚠️ Risque",
            when=NEW,
            required=False,
            asked=False,
        ),
        choice(
            chantier.NOM,
            "Est-ce lié à un chantier, à ses abords, à sa propreté ?",
            chantier.OPTIONS,
            name="🚧 Chantier",
            when=NEW,
            required=False,
            asked=False,
        ),
        photo(
            "photo",
            "Envoyez une photo de la chose, sans visage ni plaque.",
            name="📷 Photo",
            asked=False,
        ),
        review(
            "envoi",
            "🔧 <b>{{ quoi }}</b> · {{ ou }}{% if sorte_lieu %} ({{ sorte_lieu }}){% endif %} · "
            "{{ delai }} · → {{ pour }}"
            "{% if gene %}\n👥 Gêne : {{ gene }} · risque : {{ risque_dit }}"
            "{% if depuis_dit %} · depuis : {{ depuis_dit }}{% endif %}"
            "{% if au_chantier %} · 🚧 lié à un chantier{% endif %}{% endif %}"
            "{% if autre_site %}\n📍 Ailleurs que votre présence : <b>{{ autre_site }}</b>."
            "{% endif %}"
            "{% if loin %}\n⚠️ Cette position est à {{ loin }} du site.{% endif %}"
            "{% if photos %}\n" + photos.ASKED + "{% endif %}",
            "envois",
            when=NEW,
            width=1,
            also=("depuis", "type_lieu", "bailleur"),
        ),
        danger.ask_sure(Is("envoi", "danger")),
    ),
    done=(
        "{% if appels %}☎️ <b>Appelez d'abord :</b> {{ appels }}.\n\n{% endif %}"
        "<b>{{ reference }}</b> · {{ quoi }} · {{ ou }} : {{ suite }}."
        "{% if revenu %}\n🔁 {{ revenu }}.{% endif %}"
        "{% if photo_attend %}\n\n" + photos.WAITS + "{% endif %}"
    ),
)

FLOWS = (
    Handler(
        flow=SIGNALEMENT,
        entry="🔧 Signalement",
        commands=("/signalement",),
        about="Signaler une chose abîmée",
        order=6,
        droit=Droit.SIGNALER,
        on_photo=True,
        seed=sur_place.seed,
        facts=facts.facts,
        record=actions.record,
        beside=actions.show_known,
    ),
)
