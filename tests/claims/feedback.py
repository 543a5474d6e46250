"""The claims of articles about telling us something and what becomes of it; see `articles`."""

FEEDBACK: dict[str, tuple[str, dict[str, str]]] = {
    "give-feedback": (
        "c539e66f6758",
        {
            "Which page it was comes along by itself": "the_sheet_knows_the_page_and_the_conversation_of_it",
            "The message you pointed at": "it_attaches_the_conversation_and_message_that_the_reporter_sees",
            "Nobody in the conversation is told": "nobody_in_the_conversation_is_told_of_a_report",
            "You get a line at once saying that it has arrived": ("sending_says_what_happens_next_and_where_to_follow"),
            "You're told of an answer, a solution, a no": "an_answer_tells_the_reporter_once_and_stops_the_clock",
            "a file for your calendar and a reminder an hour before": (
                "a_time_is_picked_without_signing_in_stands_in_the_calendar_and_is_reminded_of"
            ),
            "if it moves, you hear at once": (
                "moved_it_reaches_who_took_it_with_a_newer_file_and_is_reminded_of_at_its_new_time"
            ),
            "at most once in 90 days": "everybody_of_the_segment_is_asked_once_in_a_cycle_and_operators_never",
            "it comes with a link": "a_visitor_follows_answers_and_rates_by_the_link",
            "black out what nobody should read: that is done before": (
                "what_is_blacked_out_on_a_picture_never_leaves_the_browser"
            ),
            "only our support opens them": "what_comes_along_is_kept_once_for_operators_alone_and_goes_with_its_sender",
            "with a report and with each reply, up to five": (
                "files_come_with_a_report_and_a_reply_by_the_api_once_and_by_the_limits_of_the_page"
            ),
            "all of you hear when it's solved": "all_hear_that_it_is_solved_and_are_asked",
        },
    ),
    "rate-a-conversation": (
        "7a108c59ebdd",
        {
            "one to five stars, and a sentence if you like": "only_one_to_five_stars",
            "Both sides can": "each_side_rates_once",
            "One or two stars are taken up as a case of its own": ("a_low_rating_opens_one_case_for_a_person"),
            "is worth 2 points to the one who gives it": "two_people_who_rate_the_same_conversation_both_earn_in_full",
        },
    ),
    "what-happens-with-your-feedback": (
        "bf44dcbece3e",
        {
            "It recognises the language, what kind of thing it is": "a_report_is_sorted_in_both_languages",
            "It also looks for reports that say the same": "a_likely_duplicate_is_only_suggested_across_languages",
            "a person can correct each of these": "corrections_assignment_and_note",
            "label some reports drawn by lot": "a_sample_is_drawn_once_and_labelled_by_who_hasnt_seen_the_verdict",
            "only where that makes it no worse": "what_is_worse_is_named",
            "never again from a text once it's deleted": "an_erased_text_is_never_learnt_from_again",
            "what seems **critical**": "a_critical_report_goes_to_a_person",
            "what the program was **unsure** about": ("what_the_model_doubts_goes_to_a_person_and_isnt_told_as_a_fact"),
            "whatever you write again after an answer": (
                "a_reply_opens_any_ended_ticket_again_and_puts_it_before_a_person"
            ),
            "is due within two days": "a_low_rating_opens_one_case_for_a_person",
            "only those count, without weekends and holidays": (
                "a_weekend_and_a_lunch_count_neither_for_the_due_time_nor_for_the_warning"
            ),
            "while we wait for your word it stands still": (
                "while_we_wait_for_the_reporter_the_clock_stands_and_standing_twice_changes_nothing"
            ),
            "What is late goes to the next team": (
                "who_works_on_it_is_warned_once_and_what_is_late_goes_to_the_next_tier_once"
            ),
            "put before a person again, and you hear that it isn't forgotten": "no_open_ticket_stays_silent",
            "the others don't wait behind them": "ten_thousand_of_one_segment_hold_up_no_other_over_twice_its_usual",
            "all who wrote them hear of the solution": "all_hear_that_it_is_solved_and_are_asked",
            "and the reply says why": "a_no_and_an_answer_need_words",
            "or simply reply, also weeks later": "a_reply_opens_any_ended_ticket_again_and_puts_it_before_a_person",
            "grouped, in whichever language": "what_people_say_alike_is_one_trend_that_keeps_its_number",
            "more than chance explains": "of_many_that_go_on_as_ever_hardly_one_is_called_emerging",
            "can make it a topic": "a_trend_is_made_a_topic_and_later_tickets_are_linked_on_request",
            "who writes the same twenty times counts once": "a_flood_of_one_account_is_no_trend_and_moves_none",
            "it's in no example and no name": "what_was_erased_is_in_no_name_and_no_example",
            "you may take it back": "the_page_takes_a_voice_and_gives_it_back_also_without_scripts",
            "all who said so or reported it are told and asked": "shipping_tells_every_supporter_once_and_asks",
            "if enough of them say no": "enough_who_say_not_fixed_open_it_again",
            "isn't settled before its cause is named": (
                "a_low_score_has_an_owner_a_due_time_and_before_it_is_settled_a_cause"
            ),
            "an incident is opened": "a_week_out_of_control_opens_one_incident_and_tells_its_team",
            "closes only when reports went down": "it_closes_when_reports_went_down_and_comes_back_when_they_did_not",
            "drawn by lot to try": "only_those_are_drawn_who_spoke_up_and_agreed_each_once",
            "Accepting turns it on for you": "accepting_turns_it_on_leaving_turns_it_off_and_nobody_else_has_it",
            "you say whether it's fixed for you": "the_invited_answer_on_the_page_and_say_whether_it_is_fixed",
            "you hear what follows for everybody": "the_end_lowers_every_flag_and_says_so",
            "whether you are thanked by a name": "one_agrees_and_takes_it_back_on_the_page",
            "without one nobody is named": "who_asked_is_thanked_by_the_name_that_they_chose_and_nobody_else",
        },
    ),
}
