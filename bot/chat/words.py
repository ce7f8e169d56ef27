"""What the bot says outside any flow: refusals, help, and answers to what it cannot take."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.roles import Role

CANCEL_COMMANDS = ("/fermer", "/abandonner", "/annuler")
"""What leaves a conversation when it is typed; the last is how it was first called."""
MORE = "➕ Autre"
MORE_QUESTION = "Que voulez-vous faire ?"
NOT_NOW = "Ce n'est pas possible pour l'instant."
STRANGER = (
    "Bonjour. Ce bot est réservé aux équipes de médiation, sur invitation. "
    "Votre message n'a pas été gardé."
)
BAD_INVITATION = (
    "Cette invitation n'est pas valable : elle a déjà servi, ou elle a expiré. "
    "Demandez-en une nouvelle à la coordination."
)
GROUP_INVITATION = (
    "Cette invitation n'est pas valable ici : elle est pour le groupe Telegram d'un service. "
    "Ouvrez le lien et choisissez ce groupe."
)
WELCOME_FIRST = "Répondez d'abord à la question ci-dessus, avec un bouton."
PROGRAMME = "/programme"
CHANGE_PROGRAMME = "Changer de programme"
ALREADY_HERE = (
    "Vous êtes déjà dans « {{ programme }} » : {{ role }}{{ ou }}. Cette invitation est pour le "
    "même programme : elle n'est pas utilisée. Pour changer de rôle ou de binôme, demandez à la "
    "coordination."
)
ALREADY_IN = "Vous faites déjà partie de l'équipe. Tout est prêt."
HELP = (
    "Touchez un bouton du clavier, envoyez une photo d'une chose abîmée, "
    "ou écrivez ce que vous voyez{% if exemple %} : « {{ exemple }} »{% endif %}."
)
"""`exemple`: in the words of the programme, which are read."""
OFFICE = (
    "Touchez un bouton du clavier, ou écrivez le nom d'un site pour voir où en est son "
    "intervention. Vous recevrez aussi ici les nouvelles de l'équipe."
)
PARTNER_HELP = (
    "Touchez 🗓 Ma présence pour annoncer où passe votre équipe, "
    "ou 👀 Qui est là ? pour voir qui est là et la semaine."
)
COMITE_HELP = (
    "📰 Point hebdo : relire ceux de votre comité. "
    "💡 Préconisations : répondre à celles de votre territoire."
)
READER = "Vous n'avez rien à saisir ici, et rien ne vous y sera envoyé."
BUTTONS = "Touchez un bouton du clavier."
NOTHING_TO_CANCEL = "Il n'y a rien à fermer."
CLOSED_ITSELF = "« {{ title }} » : fermé. Rien n'a été noté."
ADDED = "⬇️ Compté avec la suite, dans la carte plus bas."
FURTHER_DOWN = "La suite est plus bas."
CLOSED = "Fermé. Rien n'a été noté."
GIVEN_UP = "Abandonné. Rien n'a été noté."
GONE = "Ces boutons ne servent plus."
ALREADY_NOTED = "C'est déjà noté."
PRESS_AGAIN = "Telegram n'a pas répondu : rien n'est noté. Appuyez à nouveau."
EDITED = (
    "Vous avez modifié un message déjà lu. Votre correction n'est pas prise en compte : "
    "touchez ✏️ Modifier avant d'envoyer, ou passez par 📋 Ma journée."
)
EDITED_UNREAD = "Je n'ai pas compris votre nouveau texte. Ce que j'avais compris n'a pas changé."
CAPTION = (
    "Je n'ai pas compris le texte de la photo : « {{ caption }} ». Il n'est pas gardé. "
    "Si c'est un lieu, écrivez-le à la question « Où ? »."
)
CAPTION_KEPT = (
    "Je n'ai rien reconnu dans le texte de la photo : « {{ caption }} ». Il sera gardé avec le "
    "signalement, et relu avant de quitter l'équipe. Si c'est un lieu, écrivez-le à « Où ? »."
)
POISON = (
    "Votre dernier message n'a pas pu être traité. Il est gardé trois jours"
    "{% if prevenue %}, et {{ prevenue }} le sait{% endif %}. Vous pouvez continuer."
)
THE_OPERATOR, THE_COORDINATION = "la personne qui gère le bot", "la coordination"
POISON_TOLD = (
    "Un message de {{ prenom }} n'a pas pu être traité, après cinq essais (n° {{ numero }} du "
    "journal). Il est gardé trois jours. {{ prenom }} le sait et peut continuer."
)
HURRIED = (
    "🐢 Cela va vite. Rien n'est perdu : chaque message et chaque appui est gardé, et traité dans "
    "l'ordre."
)
POISON_SUBJECT = "Un message n'a pas pu être traité"
ASK_POSITION = "📍 Envoyer ma position"
POSITION_TAKEN = "Position reçue."
POSITION_UNASKED = "Je n'ai pas besoin de votre position maintenant. Elle n'est pas gardée."
UNKNOWN_COMMAND = "Je ne connais pas cette commande. Touchez un bouton, ou écrivez /aide."
NOT_IN_GROUP = "Ici, je n'envoie que des signalements. Répondez avec les boutons sous chacun."
GROUP_UNKNOWN = (
    "Ce groupe n'est pas enregistré. Utilisez le lien d'invitation du service, "
    "sinon je quitterai le groupe dans dix minutes."
)
RESUME = (
    "Votre saisie « {{ title }} » commencée à {{ since|heure }} est gardée. "
    "Voulez-vous la reprendre ?"
)
RESUME_BUTTON = "▶️ Reprendre"
RECORD_BUTTON = "✅ Enregistrer"
DROP_BUTTON = "✖️ Abandonner"
DROPPED = "Saisie abandonnée."

REFUSED: Mapping[str, str] = {
    "forward": "Je ne prends pas les messages transférés. Écrivez-moi ce que vous avez vu.",
    "disguised": "Écrivez-moi avec votre propre compte, s'il vous plaît.",
    "voice": (
        "Je ne prends pas les messages vocaux : une voix se reconnaît. "
        "Écrivez, ou dictez avec le micro du clavier."
    ),
    "audio": "Je ne prends pas les fichiers audio. Écrivez quelques mots.",
    "document": (
        "Je ne prends pas les fichiers. Une photo s'envoie comme photo, pas comme fichier : "
        "c'est plus léger et plus sûr."
    ),
    "sticker": "Je ne comprends pas les autocollants. Touchez un bouton.",
    "contact": "Je ne garde les coordonnées de personne. Rien n'a été noté.",
    "poll": "Je ne prends pas les sondages. Touchez un bouton.",
    "heavy_photo": "Cette photo est trop lourde : 10 Mo au plus.",
}
REFUSED_OTHERWISE = (
    "Je ne prends pas ce type de message. Envoyez un texte, une photo ou votre position."
)

TO_PARTNERS: Mapping[str, str] = {
    HELP: PARTNER_HELP,
    ALREADY_IN: "Votre structure est déjà inscrite. Tout est prêt.",
    EDITED: (
        "Vous avez modifié un message déjà lu. Votre correction n'est pas prise en compte : "
        "passez par 🗓 Ma présence."
    ),
    REFUSED_OTHERWISE: "Je ne prends pas ce type de message. Touchez un bouton du clavier.",
    POSITION_UNASKED: "Je n'ai pas besoin de votre position. Elle n'est pas gardée.",
}
"""What is said to another actor (role « partenaire ») in place of the street's words."""

TO_OFFICES: Mapping[str, str] = {
    HELP: OFFICE,
    REFUSED_OTHERWISE: "Je ne prends pas ce type de message. Touchez un bouton, ou écrivez.",
}
"""What is said to the coordination, in place of the street's words."""

TO_READERS: Mapping[str, str] = {**TO_OFFICES, HELP: BUTTONS}
"""The same, to whoever reads: the team's news goes to the coordination alone."""

TO_COMITES: Mapping[str, str] = {
    **TO_OFFICES,
    HELP: COMITE_HELP,
    ALREADY_IN: "Vous êtes déjà membre du comité. Tout est prêt.",
}
"""What is said to the member of a comité, who reads and answers."""

TO_ROLES: Mapping[Role, Mapping[str, str]] = {
    Role.PARTENAIRE: TO_PARTNERS,
    Role.COORDINATION: TO_OFFICES,
    Role.COMITE: TO_COMITES,
    Role.SERVICE: TO_READERS,
    Role.ADMIN: TO_READERS,
}
"""By role, what is said instead; the street's own words to mediators."""
