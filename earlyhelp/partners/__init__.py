"""The partners of a plan: which have to leave a property, and what they have to hear by when."""
