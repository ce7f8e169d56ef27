"""How long, where and when the binômes were there."""
