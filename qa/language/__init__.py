"""Everything that is English: word lists, kinds of question, values, names, roles, figures, turns of a conversation.

`words.py` holds the lists, the other modules the rules over them. What stands here is general English; a rule that
only a sample question or a sample document calls for has no place. Stop words and stems are the search's own, in
index/search/lexical.py.
"""
