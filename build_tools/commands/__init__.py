"""The commands, one module each: `EXAMPLES` teach it, `arguments` says what it takes, `run` does it.

`run` returns the exit code: 0 sound or done, 1 findings, 2 a mistake in the command. What is found goes to the standard
output, what goes on to the standard error.
"""
