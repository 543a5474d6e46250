"""What the help's articles say to operators about experts, events, courses and groups, and what proves each."""

OPERATING_LEARNING: dict[str, tuple[str, dict[str, str]]] = {
    "name-experts-and-their-topics": (
        "eeeafc61576a",
        {
            "Whoever no longer takes questions isn't asked": "whoever_has_enough_or_is_off_is_not_asked",
            "They change topics and hours themselves later": "an_expert_changes_topics_and_hours",
            "hours on their own clock": "hours_are_on_the_experts_clock",
            "the topic that it comes nearest to, in either language": "a_question_finds_its_topic_in_either_language",
            "near to none it goes to support": "what_is_on_no_topic_goes_to_support",
            "asked less of late for the hours they offer": (
                "500_questions_of_a_week_reach_20_experts_evenly_and_none_waits_past_its_time"
            ),
            "at equal load those whose answers helped more": (
                "at_equal_load_those_are_asked_first_whose_answers_helped_more"
            ),
            "Nobody is led to whom they blocked": "nobody_is_led_to_whom_they_blocked",
            "makes room for the next, and at last support has it": (
                "in_time_unanswered_it_goes_to_the_next_and_at_last_to_support"
            ),
            "support has it at once": "without_an_expert_it_goes_to_support",
            "the expert's wait ends with it": "somebody_of_support_who_writes_takes_over",
        },
    ),
    "answer-as-an-expert": (
        "37551eadeef4",
        {
            "You're told as soon as a question goes to you": "an_expert_is_asked_with_the_history_and_told",
            "with your first one the clock stops": "an_answer_stops_the_clock",
            "also in the last minute": "an_answer_that_is_still_on_its_way_counts_at_the_last_moment",
            "An automatic reply is no answer": "an_auto_reply_is_no_answer",
            "the next one is asked and you leave that conversation": (
                "in_time_unanswered_it_goes_to_the_next_and_at_last_to_support"
            ),
            "the next one has it at once": "passing_on_and_taking",
            "What waits for others on your topics you may take": "passing_on_and_taking",
            "on your own clock, also past midnight": "hours_are_on_the_experts_clock",
            "You never get more at once than you said": "nobody_gets_more_at_once_than_they_take",
            "for the hours they offer, is asked first": (
                "500_questions_of_a_week_reach_20_experts_evenly_and_none_waits_past_its_time"
            ),
            "which ends the question and counts for you": "the_asker_says_what_solved_it_once",
            "you stay in that conversation": "not_solved_goes_to_the_next_once",
            "At equal load those are asked first whose answers helped more": (
                "at_equal_load_those_are_asked_first_whose_answers_helped_more"
            ),
            "from five verdicts on": "how_often_it_helped_is_shown_from_five_verdicts_on",
            "the question isn't yours any more": "somebody_of_support_who_writes_takes_over",
            "one click makes a draft of a good answer": "a_good_answer_becomes_a_draft_in_one_click",
            "You may also propose an [event]": "an_expert_proposes_an_operator_agrees_and_everybody_finds_it",
        },
    ),
    "events-in-the-console": (
        "4b429ad4913f",
        {
            "until somebody here agrees, nobody else sees them": (
                "an_expert_proposes_an_operator_agrees_and_everybody_finds_it"
            ),
            "and the host is told": "an_expert_proposes_an_operator_agrees_and_everybody_finds_it",
            "the host reads why, in your words": "an_operator_decides_in_the_console",
            "hears of a new time or place, their calendar gets it": "calendars_hear_of_each_change_in_order",
            "reminders move along": "reminders_come_once_move_along_and_end_with_the_seat",
            "fewer than are taken are refused": "who_comes_too_late_waits_and_moves_up_by_themselves",
            "Everybody who registered is told, with your words, and no reminder comes any more": (
                "a_cancelled_event_says_why_and_nothing_more_comes_of_it"
            ),
            "they pin, answer and hide questions": "what_hosts_do_to_questions_everybody_sees",
            "mute guests": "who_is_muted_reads_along",
            "what reads like a scam waits for a host": (
                "a_contact_is_refused_a_scam_waits_for_a_host_and_too_much_is_enough"
            ),
            "A question that three people report waits, too": (
                "three_reports_hold_a_question_and_stand_in_the_one_queue"
            ),
            "hidden questions stay out": "at_the_end_answers_become_a_draft_without_the_askers_names_once",
            "read by the hosts alone": "after_it_guests_say_how_it_was_and_its_hosts_alone_read_it",
        },
    ),
    "courses-and-rehearsals-in-the-console": (
        "51c2aacf36a8",
        {
            "Courses are written for everyone, candidates or recruiters": "content_edits_courses_in_the_console",
            "An unpublished one is nobody's": "drafts_are_nobodys",
            "If an article goes, its lesson stays": "an_article_may_go_and_its_lesson_stays",
            "Whose progress it is, nobody sees": "nobody_else_has_my_progress",
            "always of its own rehearsal": "content_edits_branches_in_the_console",
            "A reply that says nothing": "what_says_nothing_is_no_answer",
            "says the same again, is no answer": "saying_the_same_again_is_no_answer",
            "takes up what was said in words of its own": "with_an_endpoint_the_counterpart_takes_up_what_was_said",
            "Nobody reads along": "nobody_reads_along",
            "What you changed or deleted stays as you left it": "a_release_renews_what_nobody_edited",
            "how often that was opened or refused": "operators_see_what_is_taken_up",
            "“Less of this” counts at once": "less_of_this_counts_at_once",
        },
    ),
    "moderate-groups-by-field": (
        "2fa0436a0f8e",
        {
            "moderators, who needn't be operators": "content_edits_a_group_and_names_its_moderators",
            "to candidates by their résumé": "the_skills_of_a_resume_recommend_a_group_and_say_so",
            "and the job they want": "the_wanted_job_says_more_than_skills",
            "to recruiters by what they hire for": "a_recruiter_is_recommended_what_they_hire_for",
            "Who doesn't want to be ranked by their résumé isn't": (
                "who_does_not_want_to_be_ranked_by_their_resume_is_not"
            ),
            "are refused, also in an edit": "an_edit_does_not_get_past_the_guard",
            "it waits for a moderator": "contacts_stay_out_and_what_reads_like_a_scam_waits_for_a_moderator",
            "more than a few posts a day": "a_day_has_its_measure",
            "Two who keep voting for each other carry little": "two_who_vote_for_each_other_carry_little",
            "nobody votes for themselves": "nobody_votes_for_themselves_or_twice",
            "A post that three people report waits, too": "a_report_goes_into_the_queue_of_misconduct_once",
            "**Show to everybody** or **Hide**": "support_hides_posts_in_the_console",
            "what its author removed leaves no words": "what_is_removed_leaves_no_words",
            "A report freezes the words as evidence": "a_report_goes_into_the_queue_of_misconduct_once",
        },
    ),
}
