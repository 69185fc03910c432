"""How the deep reader was made: rows, sources, network, training and export."""
