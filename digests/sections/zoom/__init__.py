"""One theme of the month, week by week."""
