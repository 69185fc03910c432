"""The deep reader: a larger network rereads the few passages that a smaller one, the screen, finds most promising."""
