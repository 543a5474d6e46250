"""What the shipped legal texts say of the product, and what proves each: the name of a test."""

LEGAL: dict[str, dict[str, str]] = {
    "privacy": {
        "reading a message of others in the console is logged": "reading_in_the_console_is_logged",
        "is kept in its first wording for moderators alone": "originals_are_for_moderators",
        "You can download everything": "the_copy_holds_what_every_owner_registered",
        "after 14 days, in which you can come back by signing in, what you wrote and uploaded is erased": (
            "after_the_end_no_table_and_no_file_holds_a_word_of_hers"
        ),
        "Others then see that a message was there": "others_see_that_something_was_said_and_no_longer_what",
    },
    "terms": {"You can leave at any time": "closing_signs_out_everywhere"},
}
