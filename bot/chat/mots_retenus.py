"""What is said of typed words that may name somebody: why they wait, and what may be done."""

from __future__ import annotations

from typing import Final

from bot.domain.nominatif import Nature

NATURES: Final = {
    Nature.TELEPHONE: "un numéro de téléphone",
    Nature.COURRIEL: "une adresse de courriel",
    Nature.PSEUDO: "un pseudo",
    Nature.PLAQUE: "une plaque",
    Nature.NIR: "un numéro de sécurité sociale",
    Nature.IBAN: "un compte bancaire",
    Nature.NAISSANCE: "une date de naissance",
    Nature.MINEUR: "un mineur reconnaissable",
    Nature.PERSONNE: "un nom",
    Nature.ADRESSE: "une adresse d'habitation",
    Nature.SANTE: "la santé de quelqu'un",
    Nature.RELIGION: "la religion de quelqu'un",
    Nature.ORIGINE: "l'origine de quelqu'un",
    Nature.OPINION: "les opinions de quelqu'un",
    Nature.VIE_SEXUELLE: "la vie intime de quelqu'un",
    Nature.INFRACTION: "ce qui est reproché à quelqu'un",
    Nature.DANGER: "quelqu'un en danger",
}
QUESTION: Final = (
    "🔎 <b>Rien n'est noté encore.</b> Vos mots parlent peut-être de quelqu'un "
    "({{ sortes|join(', ') }}) :\n"
    "« {% for mots, dit in morceaux %}{% if dit %}<b><u>{{ mots }}</u></b>{% else %}{{ mots }}"
    "{% endif %}{% endfor %} »\n"
    "✂️ Sans cela : « {{ general }} »\n"
    "Ce qui concerne une personne se traite de vive voix"
    "{% if not bureau %} avec la coordination{% endif %}."
)
DANGER: Final = (
    "☎️ <b>Quelqu'un est en danger ? Appelez :</b>\n{% for numero in numeros %}• {{ numero }}\n"
    "{% endfor %}Votre message n'est pas noté. Cela se dit de vive voix"
    "{% if not bureau %}, à la coordination aussi{% endif %}."
)
NOT_THAT: Final = "Personne n'est en danger"
WHY_KEPT: Final = (
    "Pourquoi garder ces mots tels quels ?{% if not bureau %} Ils restent dans l'équipe : la "
    "coordination les relit avant qu'ils n'en sortent.{% endif %}"
)
REWRITE: Final = "✏️ Rien n'est noté. Écrivez-le autrement, sans dire qui."
REPLACED: Final = "✂️ « {{ texte }} »"
A_PLACE: Final = (
    "📍 C'est un lieu. {% if bureau %}Dites dans 📝 À relire si je dois le retenir.{% else %}"
    "La coordination dira si je dois le retenir.{% endif %}"
)
KEPT: Final = (
    "{% if bureau %}Gardé tel quel.{% else %}Gardé dans l'équipe : la coordination relira ces "
    "mots avant qu'ils n'en sortent.{% endif %}"
)
EDITED: Final = "✏️ Message modifié."
EXPIRED: Final = "⌛ Sans réponse, ces mots sont effacés."
WRITE_AGAIN: Final = (
    "⌛ Vos derniers mots attendaient une réponse depuis une demi-heure : ils sont effacés, "
    "<b>rien n'est noté</b>. Votre message est encore plus haut : écrivez-le à nouveau, sans dire "
    "qui."
)
GONE: Final = "Ces mots n'attendent plus de réponse."
ANSWER_FIRST: Final = (
    "Répondez d'abord à la question sur vos mots, plus haut : « {{ texte }} » n'est pas noté."
)
MOVED_ON: Final = (
    "La question a changé depuis : ces mots ne sont pas notés. Écrivez-les à nouveau, "
    "au bon endroit."
)
LABELS: Final = {
    "remplacer": "✂️ Remplacer",
    "reecrire": "✏️ Réécrire",
    "lieu": "📍 C'est un lieu",
    "garder": "Garder…",
}
BACK: Final = "⬅️ Retour"
LABEL_MAX: Final = 30


def replaced(text: str, general: str) -> str:
    """« ✂️ Remplacer par « une personne » », as long as a button has room for it."""
    before, after = text.split(), general.split()
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    said = " ".join(after).strip(" ,.;:")
    short = 0 < len(said) <= LABEL_MAX
    return f"{LABELS['remplacer']} par « {said} »" if short else LABELS["remplacer"]
