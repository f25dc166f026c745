"""How likely is it that a plan is met, when lengths turn out one way or another?

Everything here but this page needs numpy, the extra `risk`.
"""
