"""What the help says about events; see `articles`."""

EVENTS: dict[str, tuple[str, dict[str, str]]] = {
    "salons-and-events": (
        "b0b7a300d297",
        {
            "gives you a seat, and an e-mail with a file for your calendar": "calendars_hear_of_each_change_in_order",
            "whoever waits longest moves up by themselves": "who_comes_too_late_waits_and_moves_up_by_themselves",
            "You are reminded a day and an hour before": "reminders_come_once_move_along_and_end_with_the_seat",
            "or the event is cancelled, you hear of it": "a_cancelled_event_says_why_and_nothing_more_comes_of_it",
            "which you can take back, and none for your own": "one_vote_a_person_and_none_for_ones_own",
            "Hosts pin a question, answer in writing or aloud": "what_hosts_do_to_questions_everybody_sees",
            "mute somebody": "who_is_muted_reads_along",
            "Telephone numbers and accounts of other apps stay out": (
                "a_contact_is_refused_a_scam_waits_for_a_host_and_too_much_is_enough"
            ),
            "every question can be reported": "three_reports_hold_a_question_and_stand_in_the_one_queue",
            "without the names of those who asked": ("at_the_end_answers_become_a_draft_without_the_askers_names_once"),
            "twice counts once": "at_the_door_twice_is_once_and_late_is_not_lost",
            "The hosts alone read them": "after_it_guests_say_how_it_was_and_its_hosts_alone_read_it",
            "and an operator agrees to it first": "an_expert_proposes_an_operator_agrees_and_everybody_finds_it",
        },
    ),
}
