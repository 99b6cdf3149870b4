"""The rights engine: whether a right can be granted at all, why, and what would cure a refusal.

`facts.decode_facts` reads the facts, `engine.decide` answers, `decision.to_json` writes the answer, and
`panel.grantable_now` asks the six questions of a patent page at once. The law itself stands in `law`,
one pack an office.
"""
