"""Coverage-guided fuzzing of every reader: `make fuzz`, see docs/fuzzing.md."""
