"""Deeds on what is followed, whoever does them: chat button, signed page, command, clock."""
