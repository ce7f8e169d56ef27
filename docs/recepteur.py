"""Un récepteur de webhook pour essayer : `SECRET=whsec_… python3 docs/recepteur.py 8099`.

Rien d'autre que Python. Il vérifie la signature, écarte ce qu'il a déjà reçu, et montre le reste.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

CINQ_MINUTES = 300
RECUS: set[str] = set()


def verifie(secret: str, entetes: dict[str, str], corps: bytes, maintenant: float) -> bool:
    """Vrai si « corps », tel que reçu, est signé avec ce secret depuis moins de cinq minutes."""
    numero, instant = entetes["webhook-id"], entetes["webhook-timestamp"]
    if abs(maintenant - int(instant)) > CINQ_MINUTES:
        return False
    cle = base64.b64decode(secret.removeprefix("whsec_"))
    signe = hmac.digest(cle, f"{numero}.{instant}.".encode() + corps, "sha256")
    attendue = "v1," + base64.b64encode(signe).decode()
    donnees = entetes["webhook-signature"].split()
    return any(hmac.compare_digest(attendue, une) for une in donnees)


class Recepteur(BaseHTTPRequestHandler):
    """Répond 204 à ce qui est signé, 401 au reste."""

    def do_POST(self) -> None:
        corps = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        entetes = {nom.lower(): valeur for nom, valeur in self.headers.items()}
        try:
            bon = verifie(os.environ["SECRET"], entetes, corps, time.time())
        except (KeyError, ValueError):
            bon = False
        self.send_response(204 if bon else 401)
        self.end_headers()
        if bon and entetes["webhook-id"] not in RECUS:
            RECUS.add(entetes["webhook-id"])
            print(json.dumps(json.loads(corps), ensure_ascii=False, indent=2), flush=True)


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Recepteur).serve_forever()
