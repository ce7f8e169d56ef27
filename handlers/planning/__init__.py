"""The planning prévisionnel, week by week, and what was done of it."""
