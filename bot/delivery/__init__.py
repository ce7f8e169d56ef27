"""The outbox at work: what a channel promises, and how rows are claimed, sent and settled."""
