"""What is seen: functions from data to components, one file per area of the page."""
