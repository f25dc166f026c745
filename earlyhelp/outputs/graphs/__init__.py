"""What does a plan look like as boxes and arrows?"""
