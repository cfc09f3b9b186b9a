"""Batches and clusters."""
