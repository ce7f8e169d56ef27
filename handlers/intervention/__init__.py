"""Interventions and their sites: opened, renewed, ended, and called back when something is due."""
