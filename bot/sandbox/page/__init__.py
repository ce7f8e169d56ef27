"""The practice ground's page: phones, a group and a mailbox side by side, and its routes."""
