"""Words that a document tells under a few headings: the headings say no more than the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.livrables import BlocLivrable
from digests.livrables import proteges
from digests.livrables.blocs import note
from digests.livrables.matiere import Matiere
from storage.indicateurs.contrat import Indicateur, Repartition

SANS_FAMILLE = "hors de ces familles"


def ranges(
    matiere: Matiere,
    one: Indicateur[Repartition],
    labels: Mapping[str, str],
    entete: str,
    famille_de: Mapping[str, str],
) -> Iterator[BlocLivrable]:
    """Its table by word, then what these words sum to by heading.

    famille_de: by word, the label of its heading. A sum of what the table does not tell would
    give it away (adr/0026): a heading is « au moins » as long as something is kept back.
    """
    rows = proteges.dits(matiere, one, labels)
    yield from proteges.en_table(matiere, one, labels, entete, rows)
    told: Counter[str] = Counter()
    for n, word in rows:
        told[famille_de.get(word, SANS_FAMILLE)] += n
    if told:
        whole = sum(told.values()) == matiere.chiffre(one).n
        said = ", ".join(f"{name} {n}" for name, n in told.most_common())
        yield note(f"Par famille{'' if whole else ', au moins'} : {said}.")
