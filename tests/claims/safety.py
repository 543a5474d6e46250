"""The claims of articles about keeping safe from others, and what they see of one; see `articles`."""

SAFETY: dict[str, tuple[str, dict[str, str]]] = {
    "two-step-sign-in": (
        "56540929428f",
        {
            "Everything else that was signed in as you is signed out then": (
                "switching_it_on_ends_what_the_password_alone_had_opened"
            ),
            "these send it as `code` when they ask for a token": "a_program_needs_the_code_too",
            "A code works once": "a_code_works_once",
            "you are told by letter": "each_change_is_told_by_letter_whatever_one_chose",
            "You get ten recovery codes, each for one sign-in": "recovery_codes_are_shown_once_and_each_works_once",
            "They are shown only once": "recovery_codes_are_shown_once_and_each_works_once",
            "gives a reason for the log": "support_resets_a_members_step_with_a_reason_and_no_operators",
            "is reset by those who may do everything": "support_resets_a_members_step_with_a_reason_and_no_operators",
            "with a code that comes by e-mail": (
                "who_has_learnt_an_operators_password_doesnt_set_it_up_with_a_phone_of_theirs"
            ),
            "before anything else opens": "an_operator_sets_it_up_before_anything_else_opens",
            "you get no token without it": "an_operator_without_it_gets_no_token_and_an_old_one_does_nothing",
            "says how many go without": "the_console_says_how_many_go_without",
        },
    ),
    "block-someone": (
        "09f1eeddd58f",
        {
            "Neither of you can send the other anything any more": "a_block_stops_both_sides_with_the_same_words",
            "In a **group** both of you can go on writing": "a_block_parts_nobody_from_a_group_nor_from_a_colleague",
            "the candidate can go on writing to the colleague": (
                "a_block_parts_nobody_from_a_group_nor_from_a_colleague"
            ),
            "they read only that you aren't accepting messages": (
                "a_blocked_person_learns_no_more_than_that_it_is_not_accepted"
            ),
            "In the same menu, **Unblock**": "blocking_is_undone_where_it_was_done",
            "where all of them stand": "whom_i_blocked_stands_on_a_page_and_is_let_in_again_there",
        },
    ),
    "report-someone": (
        "36f2bff6c6a3",
        {
            "tap a reason: that sends it": "a_message_is_reported_in_one_tap_without_a_script_and_a_block_is_offered",
            "one tap on a reason sends it": "one_tap_on_its_page_sends_it_once",
            "what the posting said at that moment is kept": "what_it_said_is_kept_however_it_is_changed",
            "a posting can be taken down": "taken_down_it_isnt_posted_again_until_the_decision_is_taken_back",
            "Nobody in the conversation is told": "outsiders_find_nothing_and_nobody_reports_themselves",
            "also those that were edited or recalled": (
                "the_last_twenty_messages_are_frozen_with_what_was_edited_and_recalled"
            ),
            "each reading is logged": "the_queue_shows_the_gravest_first_and_every_reading_is_logged",
            "the gravest reports first": "the_queue_shows_the_gravest_first_and_every_reading_is_logged",
            "You hear what became of it": "both_hear_of_it_and_the_reported_not_from_whom",
            "a suspension of 14 days": "a_suspension_ends_by_itself",
            "Closing takes two people": "closing_an_account_takes_two",
            "the limits come back day by day": "limits_shrink_and_come_back",
            "and not who reported it": "both_hear_of_it_and_the_reported_not_from_whom",
            "**appeal within 14 days**": "an_appeal_comes_in_time_or_not_at_all",
            "it works also when your account is shut": (
                "who_is_shut_out_reads_and_appeals_by_the_link_of_their_letter"
            ),
            "Somebody else than who decided looks at it": (
                "who_is_shut_out_reads_and_appeals_by_the_link_of_their_letter"
            ),
            "The evidence is deleted 180 days after": "evidence_and_texts_go_when_nothing_more_can_be_decided",
        },
    ),
    "stay-safe": (
        "2b0f03cd0064",
        {
            "you see a quiet warning": "the_reader_is_warned_once_and_the_sender_is_not",
            "in a conversation is asked first": "the_sender_is_asked_once_with_their_sentence_and_may_mean_it",
            "nothing is blocked by it": "the_api_asks_and_takes_the_confirmation",
            "block the person if you like": "a_block_stops_both_sides_with_the_same_words",
        },
    ),
    "read-receipts-and-invisible-mode": (
        "116e0b50b7e3",
        {
            "**and you don't see when others read**": "read_receipts_are_off_both_ways",
            "you appear as away to everybody": "who_is_invisible_seems_away",
            "even while you're writing": "typing_reaches_the_other_unless_blocked_or_invisible",
            "there's a switch of its own for them": "a_reply_window_needs_answers_and_can_be_switched_off",
            "Answering on time counts for points as before": "a_timely_first_answer_is_pending_then_settled",
        },
    ),
}
