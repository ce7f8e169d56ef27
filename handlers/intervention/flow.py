"""Interventions, as the coordination meets them after a comité technique; then the sites."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import All, Fact, In, Is, Not
from bot.engine.script import Flow, choice, moment, name_of, place, review, text
from bot.feature.contract import Handler
from bot.questions import sur_place
from bot.questions.ajuster import read_label
from bot.questions.jours import reader
from handlers.intervention import actions, facts, fiche, sites
from handlers.intervention.facts import AIM, END, OPEN, RENEW

OPENING, RENEWING, ENDING = Is("geste", OPEN), Is("geste", RENEW), Is("geste", END)
UNREAD, AGREED = (
    All((RENEWING, condition)) for condition in (Fact("sans_bilan"), Not(Fact("sans_bilan")))
)
"""A renewal without the bilan of its period, and with it (B17)."""
ADDING, RENAMING, RETIRING = (
    Is("geste", geste) for geste in (sites.ADD, sites.RENAME, sites.RETIRE)
)

INTERVENTIONS = Flow(
    name="interventions",
    title="Interventions",
    steps=(
        choice(
            "geste",
            "📅 <b>Les interventions</b>\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "{% if not lignes %}Aucune intervention n'est ouverte.\n{% endif %}"
            "{% if ville %}🏛 À la médiation de la Ville : {{ ville }} en trois mois.\n{% endif %}"
            "Un nouveau lieu ? Décrivez-le d'abord : /sites",
            "gestes",
            lists="lignes",
            page=facts.SHOWN,
            width=1,
        ),
        choice("site", "Sur quel site ?", "sites", when=OPENING, width=1, few=sur_place.FEW),
        moment(
            "decision",
            "Quand le comité technique l'a-t-il décidé ? Touchez, ou écrivez : « 17/11 ».",
            "jours",
            reader(past=True),
            when=OPENING,
            width=1,
        ),
        choice("type", "Quelle sorte d'intervention ?", "types", when=OPENING),
        text(
            "objectifs",
            "Quels objectifs ? Une à trois phrases, lues par les comités.",
            when=OPENING,
            name="Objectifs",
            reads=actions.read_objectifs,
        ),
        moment(
            "debut",
            "Quel jour commence-t-elle ? Touchez, ou écrivez : « 23/11 ».",
            "debuts",
            reader(after="debut_min", until="fin_convention"),
            when=OPENING,
            name="🗓 Début",
            asked=False,
            width=1,
        ),
        moment(
            "fin",
            "Jusqu'à quand ? Touchez, ou écrivez la date : « 22/02/2027 ».",
            "fins",
            reader(after="debut_prevu", until="fin_convention"),
            when=OPENING,
            name="🏁 Fin",
            asked=False,
            width=1,
        ),
        review(
            "accord",
            "<b>{{ site_label }}</b>, {{ type_label|lower }}, décidée {{ decidee|jour }}.\n"
            "Du {{ debut_prevu|date_longue }} au {{ fin_prevue|date_longue }}"
            "{% if fin_calculee %} (fin calculée){% endif %}.\n"
            "Objectifs : {{ objectifs }}"
            "{% if n3_hors %}\n⚠️ Sa mesure d'impact tomberait le {{ n3_prevue|date_longue }}, "
            "après la convention : sans avenant, elle ne sera pas faite.{% endif %}"
            "{% if trop_de_sites %}\n⚠️ Cela ferait {{ nombre_sites }} sites à la fois : "
            "{{ sites_prevus }} au plus sont prévus.{% endif %}"
            "{% if ouverture_longue %}\n⚠️ Cela dépasse {{ mois_max }} mois "
            "au même endroit.{% endif %}{% if dimanche %}\n⚠️ {{ dimanche }}{% endif %}",
            "accords",
            when=OPENING,
            width=1,
        ),
        choice(
            "laquelle",
            "Quelle intervention ?",
            "interventions",
            when=In("geste", (RENEW, END, AIM)),
            width=1,
        ),
        text(
            "nouveaux_objectifs",
            "<b>{{ choisie }}</b>\nObjectifs : {{ objectifs_actuels }}."
            "{% for jusque, avant in objectifs_avant %}\nJusqu'au {{ jusque }} : {{ avant }}."
            "{% endfor %}\nQuels sont les nouveaux ? Une à trois phrases, lues par les comités.",
            when=Is("geste", AIM),
            reads=actions.read_objectifs,
        ),
        choice(
            "bilan",
            "<b>{{ choisie }}</b> : le comité technique renouvelle sur présentation du bilan. "
            "Le {{ bilan }} de cette période n'est pas validé : elle n'est pas renouvelée.",
            "bilans",
            when=UNREAD,
            width=1,
            leads=True,
        ),
        moment(
            "accord_le",
            "{% if bilan_dit %}Bilan validé le {{ bilan_dit }}. {% endif %}"
            "Quand le comité technique a-t-il donné son accord ? Touchez, ou écrivez : « 17/11 ».",
            "jours_accord",
            reader(after="bilan_valide", past=True),
            when=AGREED,
            width=1,
        ),
        moment(
            "nouvelle_fin",
            "Jusqu'à quand la renouveler ? Touchez, ou écrivez la date : « 22/02/2027 ».",
            "fins_renouvelees",
            reader(after="apres_fin", until="fin_convention"),
            when=AGREED,
            width=1,
        ),
        moment(
            "fin_anticipee",
            "<b>{{ choisie }}</b> : quel jour se termine-t-elle ? "
            "Touchez, ou écrivez : « 17/11 ».",
            "fins_avancees",
            reader(after="debut_choisie"),
            when=ENDING,
            width=1,
        ),
        choice(
            "confirmer",
            "Pour <b>{{ choisie }}</b>, la nouvelle fin est le "
            "{{ (fin_renouvelee if geste == 'renouveler' else fin_avancee)|date_longue }}."
            "{% if geste == 'renouveler' and n3_hors %}\n⚠️ Sa mesure d'impact tomberait le "
            "{{ n3_prevue|date_longue }}, après la convention : sans avenant, elle ne sera pas "
            "faite.{% endif %}"
            "{% if geste == 'renouveler' and trop_long %}\n⚠️ Cela dépasse {{ mois_max }} mois "
            "au même endroit.{% endif %}{% if dimanche %}\n⚠️ {{ dimanche }}{% endif %}"
            "{% for ligne in touche %}\n⚠️ {{ ligne }}{% endfor %}\n"
            "Les médiateurs seront avertis.",
            "accords",
            when=All((In("geste", (RENEW, END)), Not(Fact("sans_bilan")))),
            width=1,
        ),
    ),
    done="{{ conclusion }}",
    left="📅 Fermé. Rien n'a été changé.",
)

SITES = Flow(
    name="sites",
    title="Sites",
    steps=(
        choice(
            "geste",
            "📍 <b>Les sites</b>\n{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "Que voulez-vous faire ?",
            "gestes",
            lists="lignes",
            width=1,
        ),
        name_of(
            "label",
            "Comment s'appelle ce site ? C'est ce que dira le bouton des binômes.",
            when=ADDING,
            reads=read_label,
        ),
        choice("quartier", "Dans quel quartier ?", "quartiers", when=ADDING, width=1),
        choice("type_site", "Quelle sorte de site ?", "types_site", when=ADDING, width=1),
        choice("type_lieu", "Quelle sorte de lieu ?", "types_lieu", when=ADDING),
        place(
            "lieu",
            "Où est-ce ? Envoyez la position du site, ou prenez le centre du quartier.",
            "lieux",
            when=ADDING,
            width=1,
        ),
        choice("lequel", "Quel site ?", "sites", when=RENAMING, width=1, few=sur_place.FEW),
        name_of(
            "nouveau_nom",
            "Quel nouveau nom pour <b>{{ choisi }}</b> ? Ce qui est déjà noté prend aussi ce nom.",
            when=RENAMING,
            reads=read_label,
        ),
        choice(
            "retire",
            "Quel site retirer ?",
            "sites",
            when=RETIRING,
            width=1,
            few=sur_place.FEW,
        ),
        choice(
            "confirmer",
            "{% if sites|length == 1 %}<b>{{ choisi }}</b> est le seul site : ajoutez-en un autre "
            "d'abord."
            "{% elif prise %}Une intervention occupe <b>{{ choisi }}</b> jusqu'au "
            "{{ prise.fin|date_longue }}. Terminez-la d'abord : le site pourra être retiré "
            "dès le lendemain de sa fin."
            "{% else %}<b>{{ choisi }}</b> ne sera plus proposé. Ce qui y a été noté reste."
            "{% endif %}",
            "confirmations",
            when=RETIRING,
            width=1,
        ),
    ),
    done="{{ conclusion }}",
    left="📍 Fermé. Rien n'a été changé.",
)

FLOWS = (
    Handler(
        flow=INTERVENTIONS,
        entry="📅 Interventions",
        commands=("/interventions",),
        about="Voir, ouvrir, renouveler ou terminer une intervention",
        order=3,
        droit=Droit.TENIR_INTERVENTIONS,
        facts=facts.facts,
        record=actions.record,
    ),
    fiche.HANDLER,
    Handler(
        flow=SITES,
        entry="📍 Sites",
        commands=("/sites",),
        about="Ajouter, renommer ou retirer un site",
        order=53,
        droit=Droit.TENIR_INTERVENTIONS,
        facts=sites.facts,
        record=sites.record,
        drawer=True,
    ),
)
