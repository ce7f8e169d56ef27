"""Le dossier trimestriel du comité technique."""
