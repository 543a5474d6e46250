"""What the help's articles for who connects another system say, and what proves each."""

INTEGRATING: dict[str, tuple[str, dict[str, str]]] = {
    "sign-in-by-api": (
        "769bffc7eda2",
        {
            'gives `{"token", "expiry"}`': "address_and_password_give_a_token",
            "without one the answer is `second_step_needed`": "a_program_needs_the_code_too",
            "A token ends after thirty days": "a_token_ends_after_thirty_days_however_it_is_used",
            "the oldest makes room": "the_oldest_token_makes_room",
            "lists where one is signed in": "a_program_sees_itself_as_the_current_one",
            "A new password ends all of them": "it_ends_all_tokens_and_all_other_sessions",
            "After five wrong passwords": "guessing_one_address_is_stopped_even_with_the_right_password",
            "ten from there in a minute": "guessing_many_addresses_from_one_place_is_stopped",
            "Nobody learns from the answer which addresses exist": "nobody_learns_which_addresses_exist",
            "a ticket opens one socket": "a_ticket_opens_one_socket",
        },
    ),
    "requests-pages-and-errors": (
        "3978bad965c0",
        {
            "what is described there is what is answered": "whatever_the_description_allows_is_answered",
            "gives the first answer again and has no further effect": (
                "the_second_time_has_no_effect_and_the_same_answer"
            ),
            "With another body it is 409": "another_body_under_the_same_key_is_a_conflict",
            "A refusal isn't remembered": "a_refusal_isnt_remembered",
            "Keys are each person's own": "keys_are_each_persons_own",
            "up to 128 characters": "a_key_has_a_limit",
            "What they don't know is refused, not ignored": "no_endpoint_ignores_what_it_does_not_know",
            "Every refusal has one form": "errors_have_the_one_form",
            "What belongs to others is 404": "for_an_outsider_it_does_not_exist",
            "with `Retry-After` in seconds": "too_much_is_answered_with_when_to_come_again",
        },
    ),
    "jobs-by-external-id": (
        "f97ac8445a39",
        {
            "the same file again changes nothing": "the_second_run_of_the_same_file_changes_nothing",
            "It takes a token of an operator who may add jobs": "staff_import_jobs_and_read_why_rows_were_refused",
            "is unique within a `source`": "ids_are_unique_within_a_source_only",
            "a row with a known one changes its job": "an_edited_row_with_the_same_id_changes_its_job",
            "a row is known by what it says": "rows_without_an_id_are_known_by_what_they_say",
            "A row whose status is closed is kept closed": "a_closed_row_is_kept_closed_and_a_draft_a_draft",
            "send it once more, closed": "closing_by_import_takes_the_job_off_the_list",
            "is made once and found again": "a_named_company_is_made_once_and_found_again",
            "for each row that came in its `line`, `id` and `external_id`": "what_came_in_is_named_with_its_ids",
            "Good rows come in": "two_hundred_chinese_rows_report_exactly_their_twenty_defects",
        },
    ),
    "live-socket": (
        "985ad70c268d",
        {
            "or a [ticket]": "tokens_and_tickets_come_from_anywhere_and_a_ticket_only_once",
            "after 45 seconds of silence it closes": "a_silent_socket_is_closed",
            "not signed in, or the sign-in has ended": "without_a_sign_in_it_closes_with_4401",
            "its person ended this one": "one_is_ended_and_the_other_and_the_sign_in_stay",
            "the oldest goes": "who_opens_too_many_keeps_the_newest",
            "The same `client_id` gets the same ack for ever": (
                "a_repeated_client_id_gets_the_original_ack_and_nobody_hears_of_it"
            ),
            "What is wrong is said by `error` with its code": "what_is_wrong_is_said_with_its_code",
            "Applied in any order, frames and changes give the same state": (
                "frames_and_changes_in_any_order_give_the_same_state"
            ),
            "Keep the newest `cursor` of `pong`": "the_cursor_of_pong_moves_when_something_changed",
            "`GET /api/v1/conversations/?changed_since=<cursor>`": "changed_since_tells_what_changed_and_what_one_left",
        },
    ),
}
