# SPDX-License-Identifier: Apache-2.0
"""How this reader says no."""


class Refused(Exception):
    """The bundle is not valid: exit status 1."""


def need(condition, sentence):
    if not condition:
        raise Refused(sentence)
