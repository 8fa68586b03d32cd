# SPDX-License-Identifier: Apache-2.0
"""The quick ones among limits.py, smaller where size is only a matter of time."""

import limits
from measured import MEBIBYTE


def rule_more_entries_or_directory_than_there_are_take_no_memory(desk):
    limits.claimed_entries(desk)


def rule_many_empty_entries_stay_within_the_memory_that_the_format_tells(desk):
    limits.empty_entries(desk, (50_000, 100_000))


def rule_a_directory_of_long_names_stays_within_the_memory_that_the_format_tells(desk):
    limits.large_directory(desk, (16, 32))


def rule_a_large_signature_is_refused_without_being_held(desk):
    limits.large_signature(desk, 100_000_000)


def rule_large_and_deep_records_are_refused_in_linear_time(desk):
    limits.deep_records(desk)


def rule_pages_that_are_hard_on_parsers_take_linear_time(desk):
    limits.html(desk, 2 * MEBIBYTE)
