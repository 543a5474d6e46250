"""What the shipped legal texts say of the product, and what proves each: the name of a test."""

LEGAL: dict[str, dict[str, str]] = {
    "privacy": {
        "reading a message of others in the console is logged": "reading_in_the_console_is_logged",
        "is kept in its first wording for moderators alone": "originals_are_for_moderators",
        "can read what it said before": "who_takes_part_reads_what_a_message_said_before",
        "they read a conversation once they have joined it": (
            "a_colleague_reads_nothing_before_they_join_and_everybody_sees_that"
        ),
        "what recruiters note about you": "who_asks_for_their_data_gets_what_was_noted_about_them_without_its_author",
        "frozen, encrypted, for moderators alone": (
            "the_last_twenty_messages_are_frozen_with_what_was_edited_and_recalled"
        ),
        "180 days after nothing more can be decided": "evidence_and_texts_go_when_nothing_more_can_be_decided",
        "stays until that end also when an account is deleted": "erasure_leaves_the_evidence_and_nothing_else",
        "You can download everything": "the_copy_holds_what_every_owner_registered",
        "after 14 days, in which you can come back by signing in, what you wrote and uploaded is erased": (
            "after_the_end_no_table_and_no_file_holds_a_word_of_hers"
        ),
        "Others then see that a message was there": "others_see_that_something_was_said_and_no_longer_what",
    },
    "terms": {"You can leave at any time": "closing_signs_out_everywhere"},
}
