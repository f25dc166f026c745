"""Calendars that somebody sends, or that a server holds: what do they say?"""
