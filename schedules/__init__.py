"""The plans that come with earlyhelp, each a plan folder."""
