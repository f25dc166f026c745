"""The file of a plan: what does each of its sections say?"""
