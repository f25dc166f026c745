"""What does another tool's project say as a plan, and a plan as its project?"""
