"""Whether two quotes that answer one question say the same, differ, or speak of other things.

`quantities` and `dates` read figures as numbers, `named` compares names, `claims` polarity, modality and strength,
`topics` what a quote speaks of; `features` puts them side by side and `decision` decides. `witnesses` says which quotes
may be heard at all, and `voices` how many of them are independent.
"""
