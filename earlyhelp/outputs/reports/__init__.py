"""What do those read who do not run the plan: a committee, a programme board?"""
