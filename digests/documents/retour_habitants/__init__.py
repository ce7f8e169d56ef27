"""What became, in a month, of what was reported on a site: to be read and put up there."""
