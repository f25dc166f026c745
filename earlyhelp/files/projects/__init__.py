"""Projects of other tools: what do their files say?"""
