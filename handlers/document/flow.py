"""The documents that are due, as the coordination meets them: one, what it lacks, what is next."""

from __future__ import annotations

from typing import Final

from bot.domain.droits import Droit
from bot.domain.vies.livrable import ActeLivrable
from bot.engine.conditions import Is
from bot.engine.script import Flow, choice, text
from bot.feature.contract import Handler
from handlers.document import actions, facts

SHOWN: Final = 8
WRITING: Final = Is("geste", facts.ECRIRE)

DOCUMENTS: Final = Flow(
    name="documents",
    title="Documents dus",
    steps=(
        choice(
            "lequel",
            "📄 <b>Les documents dus</b>\n{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "{% if lignes %}Touchez celui qu'il vous faut."
            "{% else %}Aucun n'est dû aujourd'hui.{% endif %}",
            "entrees",
            lists="lignes",
            page=SHOWN,
            width=1,
            leads=True,
            cancel_label="✖️ Fermer",
        ),
        choice(
            "sorte",
            "📚 Les documents qui se font à la demande, et ceux d'avant.\nLequel ?",
            "sortes",
            when=Is("lequel", facts.AUTRES),
            width=1,
            leads=True,
        ),
        choice(
            "sujet",
            "📚 <b>{{ document }}</b>\nSur quoi ?",
            "sujets",
            when=Is("lequel", facts.AUTRES),
            width=1,
            leads=True,
        ),
        choice(
            "geste",
            "📄 <b>{{ titre }}</b>\n{% for etape in etapes %}• {{ etape }}\n{% endfor %}"
            "{% if demandes %}À écrire : {{ demandes|join(' ; ') }}.\n{% endif %}"
            "Que voulez-vous faire ?",
            "gestes",
            width=1,
            leads=True,
            cancel_label="✖️ Fermer",
        ),
        choice(
            "chapitre",
            "✏️ <b>{{ titre }}</b>\nQuelle section ? ⬜ attend vos mots, ✍️ en a déjà.",
            "chapitres",
            when=WRITING,
            width=1,
            leads=True,
        ),
        text(
            "texte",
            "{% if demande %}Écrivez : {{ demande }}\n{% endif %}"
            "{% if ecrit_deja %}Aujourd'hui : « {{ ecrit_deja }} »\n"
            "Ce que vous écrirez prendra sa place.{% else %}"
            "Vos phrases seront imprimées telles quelles, au-dessus des chiffres.{% endif %}",
            when=WRITING,
            reads=actions.read_texte,
        ),
        choice(
            "accord",
            "📨 <b>{{ titre }}</b>\n{% if nouveaux %}Il sera envoyé à "
            "{{ nouveaux|pluriel('lecteur') }}, une fois chacun, avec un lien vers le PDF :\n"
            "{% for ligne in lecteurs %}• {{ ligne }}\n{% endfor %}"
            "{% else %}Aucun lecteur n'attend ce document : tous l'ont reçu, ou le fichier du "
            "dispositif n'en nomme pas.{% endif %}",
            "accords",
            when=Is("geste", facts.ENVOYER),
            width=1,
            leads=True,
            cancel_label="✖️ Fermer",
        ),
        choice(
            "reunion",
            "📣 <b>{{ titre }}</b>\nÀ quelle réunion ? Ses décisions seront jointes au document.",
            "reunions",
            when=Is("geste", ActeLivrable.PRESENTER),
            width=1,
        ),
    ),
    done="{{ conclusion }}",
    left="📄 Fermé. Rien n'a été changé.",
)

FLOWS: Final = (
    Handler(
        flow=DOCUMENTS,
        entry="📄 Documents dus",
        commands=("/documents",),
        about="Comptes rendus, dossiers : ce qui manque, les fichiers, les étapes",
        order=53,
        drawer=True,
        droit=Droit.TENIR_DOCUMENTS,
        facts=facts.facts,
        long=True,
        record=actions.record,
    ),
)
