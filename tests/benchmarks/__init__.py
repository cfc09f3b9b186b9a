"""Measurements on real data that is not in the repository; each module is a command."""
