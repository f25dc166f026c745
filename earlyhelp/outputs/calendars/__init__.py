"""The plan as calendars: which events for whom, revised, and as files."""
