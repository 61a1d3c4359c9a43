"""Regions like one region."""
