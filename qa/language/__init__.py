"""Everything here that is English: kinds of question, values, names."""
