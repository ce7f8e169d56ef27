"""Joining the team with an invitation: charter, first name, one tap of consent."""
