"""The photos folder: made and written in before anybody needs it."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Final

WHY: Final = {
    errno.EACCES: "ce compte n'a pas le droit d'y écrire",
    errno.EPERM: "ce compte n'a pas le droit d'y écrire",
    errno.EROFS: "ce disque est en lecture seule",
    errno.ENOSPC: "le disque est plein",
    errno.ENOTDIR: "un fichier porte déjà ce nom",
    errno.EEXIST: "un fichier porte déjà ce nom",
}


class DossierInutilisable(Exception):
    """Why no photo could be kept there, and the mend."""


def ready(folder: Path) -> None:
    """Make it, write a file for good, take it away. Raises DossierInutilisable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder) as probe:
            probe.write(b"x")
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        why = WHY.get(error.errno or 0, "il ne peut pas être créé")
        raise DossierInutilisable(
            f"CARNET_PHOTOS_DIR : {folder} : {why} ; donnez-lui un autre dossier, ou ses droits"
        ) from error
