"""Registers, wherever they lie: what do their tables say, cell by cell and row by row?"""
