"""The conversations: one folder a flow, its script in flow.py, its rows in actions.py."""
