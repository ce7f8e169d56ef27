"""A wrong dispositif file: every problem, its line, its key and its mend, in French."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.dispositif import DispositifError, load
from tests.storage.dispositif_cast import AMIENS, edited, line_of, loaded, refused

ECLAIRAGE = 'emails: ["eclairage@amiens.example.org"]'


def test_a_problem_names_the_file_the_line_the_key_and_the_nearest_word() -> None:
    old = (
        'label: "Site B", libelle_long: "Site B (exemple) : square rénové", quartier: amiens-nord'
    )
    line = line_of(old)
    assert refused(old, old.replace("amiens-nord", "amien-nord")) == (
        f"amiens.yaml, ligne {line}, sites[1].quartier : « amien-nord » n'existe pas dans "
        "« quartiers » ; vouliez-vous écrire « amiens-nord » ?",
    )


def test_every_problem_is_told_at_once_in_the_order_of_the_lines() -> None:
    problems = refused(
        "type: preventive", "type: curative",
        "slug: comite-technique\n    label", "slug: comite-technique\n    libele: x\n    label",
        "debut: 2026-10-05", "debut: le 5 octobre",
        "service: sv-hygiene", "service: sv-hygiène",
    )  # fmt: skip
    assert [problem.split(", ")[2].split(" :")[0] for problem in problems] == [
        "interventions[0].debut",
        "interventions[1].type",
        "categories[31].service",
        "comites[3].libele",
    ]
    numbers = [int(problem.split("ligne ")[1].split(",")[0]) for problem in problems]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("presence:\n", "presence:\n  duree_prevu_heures: 4\n",
         "presence.duree_prevu_heures : clé inconnue « duree_prevu_heures » ; "
         "vouliez-vous écrire « duree_prevue_heures » ?"),
        ("slug: amiens\n", "", "slug : champ obligatoire absent : ajoutez « slug: … »"),
        ('label: "Tag"', 'label: "Tag sur un mur de la voie publique"',
         "label : 34 caractères, 32 au plus : raccourcissez"),
        ("slug: site-c,", 'slug: "Site C",', "slug : « Site C » : attendu : minuscules"),
        ("fin: 2028-03-31", "fin: 31/03/2028", "« 31/03/2028 » : une date est attendue"),
        ("heure: 08:00", "heure: 8h", "comites[0].heure : « 8h » : une heure est attendue"),
        ("exemple: true\n\n", "exemple: oui\n\n", "exemple : « oui » : attendu : true ou false"),
        ("valeur: 5", "valeur: cinq", "ambiance[4].valeur : « cinq » : un nombre entier"),
        ("latitude: 49.9010", "latitude: 49,9010",
         "sites[0][9010] : clé inconnue « 9010 » ; un nombre s'écrit avec un point"),
        ("  conflit_parties: true\n", "  tuiles: http://tuiles.example.org/{z}/{x}/{y}.png\n",
         "reglages.tuiles : « http://tuiles.example.org/{z}/{x}/{y}.png » : une adresse https"),
        ("  conflit_parties: true\n", "  tuiles: \"https://tuiles.example.org/{z}/{x}.png\"\n",
         "il manque {y}"),
        ("  conflit_parties: true\n", "  tuiles: \"https://t.example.org/{z}/{x}/{y}.png\"\n",
         "« tuiles » demande « tuiles_mention »"),
        ("latitude: 49.9010", "latitude: 499.010",
         "sites[0].latitude : « 499.01 » : doit être au plus 90"),
        ("longitude: 2.2570", "longitude: -182.5", "doit être au moins -180"),
        ("duree_prevue_heures: 4", "duree_prevue_heures: 0", "doit être supérieur à 0"),
        ("sorte: technique", "sorte: pilotage",
         "comites[3].sorte : « pilotage » : valeurs admises : 'operationnel', 'technique'"),
        ("services: [sv-transporteur]", "services: []", 
         "routage[1].services : une liste : la liste est vide"),
        ("publics:\n", "publics:\nautre:\n", "publics : valeur absente : une liste est attendue"),
        ("coordination: {", "coordination: autre #", "un bloc de lignes « clé: valeur »"),
        ("debut: 2026-04-01", "debut: 2029-04-01",
         "convention : fin (2028-03-31) précède debut (2029-04-01) : inversez"),
        ("fin_max: 2030-12-31", "fin_max: 2027-12-31", "fin_max (2027-12-31) précède fin"),
        ("fin: 2027-01-05", "fin: 2026-09-30", 
         "interventions[0] : fin (2026-09-30) précède debut"),
        ("decision: 2026-09-28\n    debut: 2026-10-05",
         "decision: 2026-10-28\n    debut: 2026-10-05",
         "debut (2026-10-05) précède decision"),
        ('annee: 2011, perimetre: "ZUS d\'Étouvie (pas le QPV)", ', "",
         "contexte[1].annee : champ obligatoire absent : ajoutez « annee"),
        ("fuseau: Europe/Paris", "fuseau: Europe/Londres", "fuseau : « Europe/Londres »"),
    ],
)  # fmt: skip
def test_a_malformed_line_is_told_with_its_mend(old: str, new: str, said: str) -> None:
    assert any(said in problem for problem in refused(old, new))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("voirie", "n'est pas une adresse e-mail"),
        ("voirie@amiens", "il manque la fin du domaine"),
        ("voirie@@amiens.org", "n'est pas une adresse e-mail"),
        ("voirie@amiens..org", "n'est pas une adresse e-mail"),
        ("la voirie@amiens.org", "n'est pas une adresse e-mail"),
        ("voirie@gmial.com", "vouliez-vous écrire « voirie@gmail.com » ?"),
        ("voirie@GMAI.com", "vouliez-vous écrire « voirie@gmail.com » ?"),
        ("voirie@orange.rf", "vouliez-vous écrire « voirie@orange.fr » ?"),
        ("voirie@amiens-metropol.com", "vouliez-vous écrire « voirie@amiens-metropole.com » ?"),
        ("voirie@ville.con", "vouliez-vous écrire « voirie@ville.com » ?"),
    ],
)
def test_an_email_typo_is_caught_before_anyone_waits_for_a_mail(address: str, said: str) -> None:
    problems = refused('"voirie@amiens.example.org"', f'"{address}"')
    assert len(problems) == 1
    assert "services[4].emails[0] : " in problems[0]
    assert said in problems[0]


@pytest.mark.parametrize(
    "address", ["v.o-i+r@mairie.amiens.fr", "x@sfr.fr", "x@fred.fr", "x@ymail.com", "x@mail.com"]
)
def test_an_honest_email_is_taken(address: str) -> None:
    changed = edited('"voirie@amiens.example.org"', f'"{address}"')
    assert changed.service("sv-voirie").emails == (address,)


def test_a_slug_used_twice_in_a_list_is_refused_and_twice_in_two_lists_is_not() -> None:
    problems = refused("slug: binome-2, label", "slug: binome-1, label")
    assert any(
        "binomes[1].slug : « binome-1 » est déjà pris par la ligne [0]" in problem
        for problem in problems
    )
    same = edited('slug: rue, label: "Rue', 'slug: voirie, label: "Rue').type_lieu("voirie")
    assert same.label == "Rue, trottoir"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (ECLAIRAGE, "note: sans adresse",
         "services[3] : « sv-eclairage » peut recevoir une alerte et n'a aucun canal"),
        ("    repli: true\n", "", "services : aucun service de repli : écrivez « repli: true »"),
        ("label: \"Voirie\",", "label: \"Voirie\", repli: true,",
         "services[4].repli : un seul repli : « sv-direction-proximite » l'est déjà"),
        ("service: sv-hygiene", "service: sv-secours",
         "categories[31].service : « sv-secours » se joint au téléphone"),
        ("label: \"Service d'hygiène\",", "label: \"Service d'hygiène\", actif: false,",
         "le service « sv-hygiene » est retiré"),
        ("debut: 2026-10-12\n    fin: 2027-01-10", "debut: 2026-10-12\n    fin: 2027-01-10\n  - "
         "{slug: encore, site: site-a, type: corrective, decision: 2026-12-01, debut: 2027-01-05,"
         " fin: 2027-04-04}\n  - slug: suite\n    site: site-b\n    type: preventive\n    "
         "decision: 2027-01-02\n    debut: 2027-01-11\n    fin: 2027-03-01",
         "le site « site-a » est déjà pris jusqu'au 2027-01-05 par « site-a-automne-2026 »"),
        ("label: \"12-17 ans\",", "label: \"12-17 ans\", alias: [enfants],",
         "publics[1] : « enfants » désigne déjà publics[0] : retirez l'un des deux"),
        ("slug: famille,", "slug: seniors,", "roles[2] : « seniors » désigne déjà publics[4]"),
    ],
)  # fmt: skip
def test_what_holds_line_by_line_and_not_together_is_refused(
    old: str, new: str, said: str
) -> None:
    problems = refused(old, new)
    assert len(problems) == 1
    assert said in problems[0]


def test_a_service_that_nothing_reaches_may_have_no_channel() -> None:
    changed = edited('emails: ["prevention@amiens.example.org"]', "note: plus tard")
    assert not changed.service("sv-securite-prevention").joignable


def test_a_telegram_group_is_a_channel() -> None:
    assert edited(ECLAIRAGE, "telegram: -1001234567890").service("sv-eclairage").joignable


def test_a_chain_of_services_that_turns_in_circles_is_refused_at_each_link() -> None:
    old = "    repli: true\n"
    problems = refused(
        old, f"{old}    releve_par: sv-voirie\n",
        '"proprete@amiens.example.org"], releve_par: sv-direction-proximite',
        '"proprete@amiens.example.org"], releve_par: sv-proprete',
    )  # fmt: skip
    circles = [problem.split("(")[1].split(")")[0] for problem in problems]
    assert circles == [
        "sv-direction-proximite → sv-voirie → sv-direction-proximite",
        "sv-proprete → sv-proprete",
        "sv-voirie → sv-direction-proximite → sv-voirie",
    ]


def test_an_unknown_reference_lists_what_exists_when_nothing_is_near() -> None:
    problems = refused("territoire: sud-est, autres_noms: []", "territoire: zzz, autres_noms: []")
    assert (
        "« zzz » n'existe pas dans « territoires » ; existent : nord, ouest, sud-est"
        in problems[0]
    )


@pytest.mark.parametrize(
    "pattern",
    [
        ("type_lieu: place,", "type_lieu: plage,", "sites[0].type_lieu"),
        ("type_site: nouvel-espace", "type_site: nouvel", "sites[1].type_site"),
        ("bailleur: sv-bailleur, exemple", "bailleur: sv-bail, exemple", "sites[2].bailleur"),
        ("    site: site-b\n", "    site: site-d\n", "interventions[1].site"),
        ("site: site-c, jour: jeu", "site: site-z, jour: jeu", "creneaux[8].site"),
        ("binome-2, site: site-c", "binome-3, site: site-c", "creneaux[8].binome"),
        ("priorite: [week-end", "priorite: [fin-de-semaine", "periodes.priorite[0]"),
        ("hors_tranche: soiree", "hors_tranche: soir", "periodes.hors_tranche"),
        ("type_lieu: transports, s", "type_lieu: transport, s", "routage[1].type_lieu"),
        ("[sv-transporteur]", "[sv-bus]", "routage[1].services[0]"),
        ('groupe: "Mobilier, jeux", type', 'groupe: "Mobilier", type', "routage[1].groupe"),
        ("    territoire: ouest\n", "    territoire: est\n", "comites[0].territoire"),
        ("axe_aap: axe-reseau", "axe_aap: axe-resau", "listes.activites[1].axe_aap"),
        ("domaine: emploi,", "domaine: emplois,", "listes.sollicitations[6].domaine"),
        ("type: france-travail", "type: pole-emploi", "annuaire[1].type"),
        ("domaines: [sante, ", "domaines: [soin, ", "annuaire[9].domaines[0]"),
        ("quartiers: [amiens-nord]", "quartiers: [nord]", "annuaire[4].quartiers[0]"),
    ],
)
def test_a_slug_that_names_nothing_is_refused_where_it_stands(
    pattern: tuple[str, str, str],
) -> None:
    old, new, where = pattern
    assert any(f", {where} : « " in problem for problem in refused(old, new))


def test_a_key_written_twice_is_refused_with_both_lines() -> None:
    at = line_of("slug: amiens\n")
    assert refused("slug: amiens\n", "slug: amiens\nslug: amiens-2\n") == (
        f"amiens.yaml, ligne {at}, slug : clé écrite deux fois (lignes {at} et {at + 1}) : "
        "gardez-en une",
    )


def test_a_file_that_turns_in_circles_by_anchors_is_refused() -> None:
    with pytest.raises(DispositifError, match=r"les renvois YAML .* sont refusés"):
        loaded("slug: &a [*a]\n")


BAD = "amiens.yaml, ligne {} : syntaxe YAML incorrecte"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "amiens.yaml : le fichier est vide"),
        ("# rien\n", "amiens.yaml : le fichier est vide"),
        ("- a\n- b\n", "amiens.yaml, ligne 1 : le fichier doit commencer par « slug: … »"),
        ("nom: [a\nslug: b\n", f"{BAD.format(2)} (il manque une virgule"),
        ("nom: 'a\n", f"{BAD.format(2)} (des guillemets"),
        ("nom: !!python/object:os.system {}\n", f"{BAD.format(1)} (une étiquette"),
        ("nom: \x07\n", "amiens.yaml : syntaxe YAML incorrecte (un caractère de contrôle"),
        ("nom: a: b\n", f"{BAD.format(1)} (un « : » de trop"),
        ("nom:\n\t- a\n", f"{BAD.format(2)} (une tabulation"),
        ("a: 1\nb\nc: 2\n", f"{BAD.format(3)} (il manque « : »"),
        ("a:\n  b: 1\n c: 2\n", f"{BAD.format(3)} (une ligne n'est pas"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(DispositifError) as caught:
        loaded(text)
    assert str(caught.value).startswith(said)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DispositifError, match="fichier introuvable ; vérifiez le chemin"):
        load(tmp_path / "absent.yaml")
    with pytest.raises(DispositifError, match="fichier illisible"):
        load(tmp_path)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("nom: Médiation".encode("latin-1"))
    with pytest.raises(DispositifError, match=r"latin\.yaml : le fichier n'est pas en UTF-8"):
        load(str(latin))


def test_a_missing_block_is_told_at_the_top_of_the_file() -> None:
    with pytest.raises(DispositifError) as caught:
        loaded("slug: x\nnom: X\n")
    assert "amiens.yaml, ligne 1, services : champ obligatoire absent" in str(caught.value)


def test_lines_stay_right_far_down_the_file() -> None:
    old = 'slug: p-1-5, label: "1 à 5", minimum: 1'
    problems = refused(old, old.replace("minimum: 1", "minimum: un"))
    assert f"ligne {line_of(old, AMIENS)}, listes.tranches_participants[0].minimum" in problems[0]
