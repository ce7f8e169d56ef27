"""What was reread and let leave: words of the week, site by site."""
