"""A copy locked for one reader: a folder becomes one encrypted file (age), and back."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path
from typing import Final

import pyrage

LOCKED: Final = ".tar.age"


class CleRefusee(Exception):
    """The key is none, or opens nothing here; said in French."""


def is_recipient(key: str) -> bool:
    """Whether that is a public key that a copy may be locked for."""
    try:
        pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        return False
    return True


def lock(folder: Path, final: Path, recipient: str) -> Path:
    """One file that only the private key of `recipient` opens; never half of it by that name."""
    try:
        reader = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise CleRefusee("la clé publique n'est pas de la forme « age1… »") from error
    tar, draft = folder.with_suffix(".tar"), folder.with_suffix(".age")
    try:
        with tarfile.open(tar, "w") as archive:
            archive.add(folder, arcname=".")
        with tar.open("rb") as plain, draft.open("wb") as locked:
            pyrage.encrypt_io(plain, locked, [reader])
            locked.flush()
            os.fsync(locked.fileno())
        return draft.rename(final.with_name(final.name + LOCKED))
    finally:
        tar.unlink(missing_ok=True)
        draft.unlink(missing_ok=True)


def unlock(locked: Path, identity: Path, into: Path) -> None:
    """Its folder again, in `into`. Raises CleRefusee, tarfile.TarError, OSError."""
    tar = into.with_suffix(".tar")
    try:
        with locked.open("rb") as sealed, tar.open("wb") as plain:
            pyrage.decrypt_io(sealed, plain, [_identity(identity)])
        with tarfile.open(tar) as archive:
            archive.extractall(into, filter="data")
    except (pyrage.DecryptError, EOFError) as error:
        raise CleRefusee(
            f"cette clé n'ouvre pas {locked.name}, ou le fichier est abîmé"
        ) from error
    except OSError as error:
        # What decrypts says of a file cut short that it could not be read, without a number.
        if error.errno is not None:
            raise
        raise CleRefusee(f"{locked.name} est abîmé, ou incomplet") from error
    finally:
        tar.unlink(missing_ok=True)


def _identity(path: Path) -> pyrage.x25519.Identity:
    """The first private key of that file, as `age-keygen` writes it."""
    lines = path.read_text(encoding="utf-8", errors="replace").split()
    secret = next((one for one in lines if one.startswith("AGE-SECRET-KEY-1")), "")
    try:
        return pyrage.x25519.Identity.from_str(secret)
    except pyrage.IdentityError as error:
        raise CleRefusee(f"{path} ne contient aucune clé privée « AGE-SECRET-KEY-1… »") from error


def new_key() -> tuple[str, str]:
    """(private, public): the first is kept elsewhere than where copies are made."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())
