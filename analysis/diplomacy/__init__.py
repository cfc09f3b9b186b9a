"""What a text means between two parties."""
