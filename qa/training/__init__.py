"""How the shipped weights were made, from data to file, each by one command."""
