"""Deeds on a signalement, whoever does them: chat button, signed page, mediator's check, clock."""
