"""A link to the dashboards: given, sent, taken back."""
