"""The reader under bytes of any sort: `python -m tests.fuzz.reader tests/fuzz/corpus -max_total_time=600`.

atheris (libFuzzer) looks for bytes that reach further into our code; what comes of them must hold whatever they are. A workflow
runs it once a week; the tests ask `look` of fewer bytes, made by Hypothesis.
"""

import sys

import atheris


def main() -> None:
    with atheris.instrument_imports(include=["build_tools"]):
        from tests.fuzz.look import look
    atheris.Setup(sys.argv, look)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
