"""How well the reader reads and refuses, measured without a judge model."""
