"""Everything that is English: word lists, kinds of question, values, names, roles, figures, turns of a conversation.

`words.py` holds the lists, the other modules the rules over them. All of it is general English; a rule that serves
only a sample question or a sample document does not belong here. Stop words and stems are the search's own, in
index/search/lexical.py.
"""
