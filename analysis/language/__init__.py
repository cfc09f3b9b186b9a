"""What a text says, whatever it is about."""
