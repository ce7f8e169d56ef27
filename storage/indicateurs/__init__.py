"""Every figure of a programme, each made in one place, for letters, pages and exports."""
