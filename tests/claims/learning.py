"""What the help says about courses, experts and events; see `articles`."""

LEARNING: dict[str, tuple[str, dict[str, str]]] = {
    "courses-and-rehearsals": (
        "8fc4fb119495",
        {
            "the other side takes up what you said in words of its own": (
                "with_an_endpoint_the_counterpart_takes_up_what_was_said"
            ),
            "where the talk leads stays with the script": "what_is_not_the_script_in_other_words_is_the_script",
            "The next one opens": "a_course_is_gone_through_lesson_by_lesson",
            "in English or Chinese": "it_goes_in_chinese",
            "by the same judgement that counts earnest answers": "what_says_nothing_is_no_answer",
            "what you wrote before is then forgotten": "a_conversation_from_its_beginning_to_its_end",
            "Every few days, in your waking hours": (
                "it_comes_every_few_days_in_waking_hours_and_not_to_who_switched_it_off"
            ),
            "one lesson, post or event": "an_event_of_their_topic_comes_while_there_is_a_seat_and_before_what_stays",
            "Each says why it is there": "what_they_do_and_what_they_say_each_lead_to_something_with_its_why",
            "nothing of that topic comes any more": "less_of_this_counts_at_once",
            "Your progress and what you write in rehearsals are yours": "nobody_reads_along",
            "Courses can be read without an account": "visitors_read_and_keep_nothing",
        },
    ),
    "ask-an-expert": (
        "b8120b357e7c",
        {
            "on its topic who takes questions at this hour and isn't full": "whoever_has_enough_or_is_off_is_not_asked",
            "asked less of late for the hours they offer": (
                "500_questions_of_a_week_reach_20_experts_evenly_and_none_waits_past_its_time"
            ),
            "Where nobody fits, our support gets the question at once": "without_an_expert_it_goes_to_support",
            "the next one is asked, and after four our support team has it": (
                "in_time_unanswered_it_goes_to_the_next_and_at_last_to_support"
            ),
            "you can bring support in at any time": "somebody_of_support_who_writes_takes_over",
            "ends the question and counts for the expert": "the_asker_says_what_solved_it_once",
            "The second asks the next one": "not_solved_goes_to_the_next_once",
            "An automatic reply is no answer": "an_auto_reply_is_no_answer",
        },
    ),
    "salons-and-events": (
        "11d897bcf00e",
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
            "as long as a seat is left": "an_event_of_their_topic_comes_while_there_is_a_seat_and_before_what_stays",
        },
    ),
}
