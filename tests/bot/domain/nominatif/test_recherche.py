"""What names somebody is found by shape, by what announces it, or by itself; no place is."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from bot.domain.nominatif import Nature, Reperes, passages, urgences

AMIENS = Reperes(
    lieux=frozenset({"Pierre Rollin", "Marcel Paul"}), prenoms_equipe=frozenset({"Nadia"})
)


def named(texte: str, reperes: Reperes = AMIENS, *, lieu: bool = False) -> list[tuple[str, str]]:
    return [
        (texte[one.debut : one.fin], one.nature.value)
        for one in passages(texte, reperes, lieu=lieu)
    ]


@pytest.mark.parametrize(
    ("texte", "found"),
    [
        ("joindre au 06.39.98.21.09", ("06.39.98.21.09", "telephone")),
        ("au +32 475 12 34 56 ce soir", ("+32 475 12 34 56", "telephone")),
        ("O6 12 34 56 78", ("O6 12 34 56 78", "telephone")),
        ("mail amina.b @ exemple . fr", ("amina.b @ exemple . fr", "courriel")),
        ("photo de @zed_80", ("@zed_80", "pseudo")),
        ("épave ab-123-cd", ("ab-123-cd", "plaque")),
        ("sécu 2 92 07 63 123 456 03", ("2 92 07 63 123 456 03", "nir")),
        ("rib FR7630006000011234567890189", ("FR7630006000011234567890189", "iban")),
        ("fille née le 3 mars 2009", ("née le 3 mars 2009", "naissance")),
        ("un ado de 13 ans a cassé la vitre", ("un ado de 13 ans", "mineur")),
        ("il habite 8 allée des Lilas", ("8 allée des Lilas", "adresse")),
        ("M. et Mme N'Guessan", ("M. et Mme N'Guessan", "personne")),
        ("la mère d'ilyes", ("ilyes", "personne")),
        ("CHEZ LES BENALI CE SOIR", ("LES BENALI", "personne")),
        ("vu Öztürk hier", ("Öztürk", "personne")),
        ("le voisin est schizophrène", ("schizophrène", "sante")),
        ("son mari la frappe", ("la frappe", "danger")),
        ("croisé Grizzly ce soir", ("Grizzly", "personne")),
        ("Snake et ses potes sur le muret", ("Snake", "personne")),
        ("celui qu'ils appellent la Fouine", ("la Fouine", "personne")),
        ("un gars dit Bidule tient le mur", ("dit Bidule", "personne")),
        ("Coco, l'ancien boxeur, tient le mur", ("Coco", "personne")),
        ("Le Gros Bill du parking crie", ("Le Gros Bill", "personne")),
        ("Malik la Boulette est revenu", ("Malik la Boulette", "personne")),
        ("B2 (c'est son surnom) revient", ("B2", "personne")),
        ("mme k au 3e demande une visite", ("mme k", "personne")),
        ("K. est sorti fâché", ("K.", "personne")),
        ("s.b a encore jeté des œufs", ("s.b", "personne")),
        ("G du hall 12 nous insulte", ("G", "personne")),
        ("D*** M*** a cassé la vitre", ("D*** M***", "personne")),
        ("camion dx neuf cent un rt", ("dx neuf cent un rt", "plaque")),
        ("elle est du 3/9/12", ("3/9/12", "naissance")),
        ("son père est aux Baumettes", ("est aux Baumettes", "infraction")),
        ("il a eu une opération du cœur", ("opération du cœur", "sante")),
    ],
)
def test_what_names_somebody_is_found(texte: str, found: tuple[str, str]) -> None:
    assert named(texte) == [found]


@pytest.mark.parametrize(
    "texte",
    [
        "collège Jules Ferry, rue Léon Blum, angle Voltaire / Diderot",
        "RDV à Pierre Rollin puis marcel paul",
        "Nadia prend le relais",
        "Kebab Chez Ali fermé, chez le boulanger aussi",
        "M. le Préfet et Mme la Maire, un monsieur agacé",
        "Victoire de l'équipe, pierre jetée, 06 jeunes",
        "réunion le 12/04/2026 à 14h30, lampadaire 4512, dossier 2025-06-12345678",
        "ascenseur bloqué au 3e étage, porte d'entrée HS au 8 allée des Lilas",
        "place handicapé occupée, restaurant turc, mosquée fermée",
        "groupe de jeunes de 14 à 17 ans",
        "revu Voirie pour le trou, croisé Police municipale, vu Mairie",
        "on appelle la Régie demain, ils appellent la police",
        "le dit local est fermé, on dit que le parking rouvre",
        "loulou le caniche court, film de Rocky projeté dehors",
        "C du bruit, A du mal, E. de secours, hall K, W et K : lettres du tag",
        "on lui a volé un vélo, le livreur a planté le vélo devant",
        "surnommée la jungle, la friche est nettoyée",
    ],
)
def test_places_bodies_and_things_are_nobody(texte: str) -> None:
    assert named(texte) == []


def test_where_a_place_is_meant_an_address_passes_but_no_home() -> None:
    assert named("devant le 12, 8 allée des Lilas", lieu=True) == []
    assert named("8 allée des Lilas porte 21", lieu=True) == [("porte 21", "adresse")]
    assert named("rdc bât A", lieu=True) == named("au 3e étage", lieu=True) == []
    assert named("rdc, la dame seule", lieu=True) == [("rdc", "adresse")]
    assert named("3e étage porte 4", lieu=True) == [("3e étage porte 4", "adresse")]
    assert named("devant chez Mme Noël", lieu=True) == [("Mme Noël", "personne")]


def test_spans_are_apart_and_in_order() -> None:
    texte = "Mme Zerrouki, 14 rue du Stade appt 32, 0639985678, zerrouki@example.org, née en 1950"
    found = passages(texte)
    assert [one.nature for one in found] == [
        Nature.PERSONNE,
        Nature.ADRESSE,
        Nature.ADRESSE,
        Nature.TELEPHONE,
        Nature.COURRIEL,
        Nature.NAISSANCE,
    ]
    assert all(one.fin <= after.debut for one, after in pairwise(found))


def test_numbers_to_call_are_shown_for_a_danger_only() -> None:
    assert [one.split()[0] for one in urgences(passages("enfant battu"))] == [
        "119",
        "3919",
        "17",
        "112",
    ]
    assert urgences(passages("Mme Kaddouri se plaint")) == ()


@pytest.mark.parametrize(
    "piece", ["a", "1", "a.b", "A.B.", "0 6 ", "M. ", "12 rue de la ", "il a "]
)
def test_a_long_text_is_read_in_one_go(piece: str) -> None:
    """Each of these took seconds with one expression that goes back on its steps."""
    began = time.process_time()
    passages(piece * (8000 // len(piece)))
    assert time.process_time() - began < 1.5
