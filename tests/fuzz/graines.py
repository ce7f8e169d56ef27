"""What each reader was made to read: where bytes that nobody meant begin."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any, Final

from PIL import Image

from bot.signing import Signer
from tests.corpus import notes
from tests.corpus import saisies as messages
from tests.storage.dispositif_cast import AMIENS

SALT: Final = "alerte"
_WHO: Final = {"id": 7, "is_bot": False, "first_name": "Quelqu’un"}
_CHAT: Final = {"id": 7, "type": "private"}
_BASE: Final = {"message_id": 3, "date": 1_795_000_000, "chat": _CHAT, "from": _WHO}
_SHEET: Final = (
    '<worksheet xmlns="urn:classeur"><sheetData>'
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>courriel</t></is></c>'
    '</row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="inlineStr"><is><t>a@example.org'
    "</t></is></c></row></sheetData></worksheet>"
)
_SHARED: Final = '<sst xmlns="urn:classeur"><si><t>Service</t></si><si><t>Propreté</t></si></sst>'
_PART: Final = (
    b'--limite\r\nContent-Disposition: form-data; name="mot"\r\n\r\nun mot\r\n'
    b'--limite\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n'
    b"Content-Type: image/jpeg\r\n\r\n\xff\xd8\xff\xd9\r\n--limite--\r\n"
)
_NOTICE: Final = (
    b"From: MAILER-DAEMON@example.org\r\nContent-Type: multipart/report;"
    b' report-type=delivery-status; boundary="x"\r\n\r\n--x\r\nContent-Type:'
    b" message/delivery-status\r\n\r\nReporting-MTA: dns; example.org\r\n\r\nFinal-Recipient:"
    b" rfc822; a@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550"
    b" unknown\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <1@example.org>\r\n"
    b"Subject: a\r\n\r\nb\r\n--x--\r\n"
)


def mises_a_jour() -> tuple[bytes, ...]:
    return _json(
        {"update_id": 1, "message": {**_BASE, "text": "8 ados"}},
        {"message": {**_BASE, "location": {"latitude": 49.9, "longitude": 2.3}}},
        {"message": {**_BASE, "photo": [_size(90), _size(900)], "caption": "banc"}},
        {"edited_message": {**_BASE, "text": "9 ados", "edit_date": 1_795_000_100}},
        {"my_chat_member": {**_BASE, "new_chat_member": {"status": "left"}}},
        {"callback_query": {"id": "1", "from": _WHO, "message": _BASE, "data": "c:1:2:p:oui"}},
        {"message_reaction": {**_BASE, "new_reaction": [], "old_reaction": [], "user": _WHO}},
    )


def boutons() -> tuple[bytes, ...]:
    return b"c:1:2:p:oui", b"g:sv:12:pris", b"g:cv:3:reprendre", b"o:rencontres"


def vrais(signer: Signer) -> tuple[str, ...]:
    """Links that we made: any other one is forged."""
    return signer.sign(SALT, 12), signer.sign(SALT, 2**40)


def jetons(signer: Signer) -> tuple[bytes, ...]:
    other = signer.sign("relais", 12)
    return (*(one.encode() for one in vrais(signer)), other.encode(), b"a.b.c", b"MTI.x.y")


def dispositifs() -> tuple[bytes, ...]:
    whole = AMIENS.encode()
    return whole, whole[:2_000], b"dispositif: &a {b: *a}", b"- [[[]]]", b"{a: 1, a: 2}"


def organigrammes() -> tuple[bytes, ...]:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as parts:
        parts.writestr("xl/worksheets/sheet1.xml", _SHEET)
        parts.writestr("xl/sharedStrings.xml", _SHARED)
    return (
        book.getvalue(),
        "service;courriel;catégories\nPropreté;a@example.org;tag\n".encode(),
        "Service\tTéléphone\nPropreté\t01 99 00 12 34\n".encode("cp1252"),
    )


def feuilles() -> tuple[bytes, ...]:
    inline = '<c r="{}" t="inlineStr"><is><t>Service</t></is></c>'
    told = _SHEET.replace('<c r="A1" t="s"><v>0</v></c>', inline.format("A1"))
    told = told.replace('<c r="A2" t="s"><v>1</v></c>', inline.format("A2"))
    return told.encode(), _SHEET.encode(), _SHEET.encode("utf-16")


def formulaires() -> tuple[bytes, ...]:
    return _PART, _PART.replace(b"form-data", b"attachment"), b"--limite--\r\n"


def champs() -> tuple[bytes, ...]:
    return b"jeton=a.b.c&choix=oui&mot=%C3%A9t%C3%A9", b"a=%ff&a=%00&&=", b"mot=" + b"a" * 900


def photos() -> tuple[bytes, ...]:
    picture = Image.new("RGB", (40, 30), "#223")
    return tuple(_saved(picture, kind) for kind in ("JPEG", "PNG", "WEBP", "GIF", "BMP"))


def textes() -> tuple[bytes, ...]:
    return tuple(one.texte.encode() for one in notes.corpus()[::9])


def saisies() -> tuple[bytes, ...]:
    return tuple(one.message.encode() for one in messages.corpus()[::7])


def retours() -> tuple[bytes, ...]:
    return _NOTICE, _NOTICE.replace(b"message/rfc822", b"text/rfc822-headers")


def salons() -> tuple[bytes, ...]:
    about = {"rel_type": "m.thread", "event_id": "$1", "m.in_reply_to": {"event_id": "$2"}}
    return _json(
        {"msgtype": "m.text", "body": "> <@a:b> V-0001\n\nfait", "m.relates_to": about},
        {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "✅"}},
        {"msgtype": "m.image", "url": "mxc://a/b", "info": {"size": 12}, "filename": "a.jpg"},
    )


def _size(side: int) -> dict[str, Any]:
    return {"file_id": "a", "file_unique_id": "b", "width": side, "height": side}


def _json(*said: dict[str, Any]) -> tuple[bytes, ...]:
    return tuple(json.dumps(one, ensure_ascii=False).encode() for one in said)


def _saved(picture: Image.Image, kind: str) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind)
    return held.getvalue()
