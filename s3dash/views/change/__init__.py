"""What has changed over time."""
