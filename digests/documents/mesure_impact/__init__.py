"""The fiche of the impact of an intervention, three months after its end (000 l.166)."""
