"""Figures as files for a spreadsheet, for open data, for a map: the same numbers as letters."""
