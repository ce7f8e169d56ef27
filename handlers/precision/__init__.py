"""What an entry may say besides: its buttons, whatever the entry (E05, F07, G02, J01)."""
