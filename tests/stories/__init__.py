"""Whole evenings, through the Bot API's wire, real mail and real pages."""
