"""Where does a plan stand, and where would it stand with something changed?"""
