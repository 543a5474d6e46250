"""What notices say, word for word, and the test that proves it."""

NOTICES: dict[str, tuple[str, str]] = {
    "sign_in_changed": (
        "%(change)s If that wasn't you, choose a new password at once: by “Forgot your password?”.",
        "each_change_is_told_by_letter_whatever_one_chose",
    ),
    "worth_a_look": ("%(why)s You can say “less of this” under Interests.", "less_of_this_counts_at_once"),
    "answer_commented": (
        "Somebody who was answered from “%(title)s” says what they think of it.",
        "it_reaches_the_keeper_and_becomes_feedback_once",
    ),
    "survey_asked": (
        "“%(title)s”: it takes a minute, and no signing in. Or tell us that you'd rather not.",
        "it_is_answered_by_the_link_once_and_words_become_a_ticket",
    ),
    "form_given": (
        "Somebody didn't have to wait, or was helped, because of you. Your points page says what it was for.",
        "thanks_are_told_once_and_stand_on_the_points_page",
    ),
    "report_decided": (
        "%(outcome)s Thank you for telling us.",
        "both_hear_of_it_and_the_reported_not_from_whom",
    ),
    "moderation_decided": (
        "%(decision)s Read why, and appeal within 14 days if you disagree.",
        "an_appeal_comes_in_time_or_not_at_all",
    ),
    "appeal_decided": ("%(outcome)s", "who_is_shut_out_reads_and_appeals_by_the_link_of_their_letter"),
    "report_revised": (
        "The person appealed, and somebody else judged it otherwise. You can still block them.",
        "who_is_shut_out_reads_and_appeals_by_the_link_of_their_letter",
    ),
    "post_answered": ("%(title)s", "a_question_is_asked_answered_and_solved"),
    "answer_accepted": ("%(title)s", "a_question_is_asked_answered_and_solved"),
    "salon_seated": (
        "%(when)s. The attached file puts it into your calendar.",
        "calendars_hear_of_each_change_in_order",
    ),
    "salon_waits": (
        "%(when)s. As soon as a seat gets free, you move up and hear of it.",
        "who_comes_too_late_waits_and_moves_up_by_themselves",
    ),
    "salon_moved_up": (
        "%(when)s. If you can't come, give it back, so that the next one gets it.",
        "who_comes_too_late_waits_and_moves_up_by_themselves",
    ),
    "salon_changed": (
        "It is now: %(when)s. Its page says where. The attached file puts it right in your calendar.",
        "calendars_hear_of_each_change_in_order",
    ),
    "salon_cancelled": (
        "It was to be: %(when)s. Why: %(reason)s",
        "a_cancelled_event_says_why_and_nothing_more_comes_of_it",
    ),
    "salon_tomorrow": ("%(when)s.", "reminders_come_once_move_along_and_end_with_the_seat"),
    "salon_in_an_hour": ("%(when)s.", "reminders_come_once_move_along_and_end_with_the_seat"),
    "salon_how_was_it": (
        "A few stars and a word help the hosts, who alone read them.",
        "after_it_guests_say_how_it_was_and_its_hosts_alone_read_it",
    ),
    "salon_agreed": (
        "%(when)s. People can register.",
        "an_expert_proposes_an_operator_agrees_and_everybody_finds_it",
    ),
    "salon_refused": ("Why: %(reason)s", "an_operator_decides_in_the_console"),
    "expert_asked": ("%(question)s", "an_expert_is_asked_with_the_history_and_told"),
    "group_invitation": (
        "%(title)s. You see who is in it before you decide.",
        "the_page_opens_a_group_and_keeps_it_from_outsiders",
    ),
    "mentioned": (
        "In the group %(title)s.",
        "who_is_mentioned_is_told_once_even_if_they_muted_the_group",
    ),
    "join_requested": (
        "Let them in, or decline. Whoever is in sees your company's candidates and may join its conversations.",
        "a_member_lets_somebody_in_and_both_are_told",
    ),
    "join_accepted": (
        "You now see its jobs and candidates, and may join its conversations.",
        "a_member_lets_somebody_in_and_both_are_told",
    ),
    "join_declined": (
        "If that's a mistake, ask a colleague for an invitation link, or write to us.",
        "a_member_declines",
    ),
    "greeting_unanswered": (
        "About: %(title)s. A short answer is enough, a no as well.",
        "an_unanswered_greeting_is_reminded_of_once_in_waking_hours",
    ),
    "promise_due": ("About: %(title)s.", "a_promise_reminds_the_one_who_made_it_and_keeps_the_turn"),
    "promise_broken": (
        "You had promised one, about: %(title)s. A line now still helps, a no as well.",
        "broken_its_owner_is_told_once_and_the_other_side_never",
    ),
    "online_now": (
        "You wait for an answer, about: %(title)s.",
        "it_is_told_once_a_day_however_often_one_comes",
    ),
    "scheduled_refused": (
        "We kept its text. About: %(title)s.",
        "what_is_refused_at_its_time_is_told_and_its_text_is_kept",
    ),
    "message_reminder": (
        "%(words)s",
        "it_comes_once_and_leads_to_the_message",
    ),
    "snooze_over": (
        "You asked to be reminded of this conversation. About: %(title)s.",
        "reminders_go_by_mail_to_who_is_away",
    ),
    "interview_agreed": (
        "%(when)s. About: %(title)s. The attached file puts it into your calendar.",
        "each_sides_calendar_hears_of_every_version_by_mail",
    ),
    "interview_called_off": (
        "It was to be: %(when)s. About: %(title)s. The conversation says why, and what is on offer now.",
        "each_sides_calendar_hears_of_every_version_by_mail",
    ),
    "interview_tomorrow": (
        "%(when)s. About: %(title)s.",
        "both_are_reminded_a_day_and_an_hour_before_each_once",
    ),
    "interview_in_an_hour": (
        "%(when)s. About: %(title)s.",
        "the_reminder_says_when_on_its_readers_clock",
    ),
    "messages_missed": ("%(lines)s", "what_was_missed_is_one_mail_with_job_and_first_words"),
    "ticket_answered": (
        "We answered your feedback #%(number)s, “%(about)s”. Read it, and tell us whether it helps.",
        "an_answer_tells_the_reporter_once_and_stops_the_clock",
    ),
    "ticket_solved": (
        "Your feedback #%(number)s, “%(about)s”, is solved. Thank you for telling us. Is it fixed for you?",
        "solving_thanks_and_asks",
    ),
    "ticket_declined": (
        "We decided not to act on your feedback #%(number)s, “%(about)s”. Our reason is there to read.",
        "a_no_and_an_answer_need_words",
    ),
    "ticket_reopened": (
        "We opened your feedback #%(number)s, “%(about)s”, again and look at it afresh.",
        "after_a_second_solution_it_is_asked_again",
    ),
    "ticket_still_open": (
        "Your feedback #%(number)s, “%(about)s”, isn't solved yet. We put it before a person again.",
        "no_open_ticket_stays_silent",
    ),
    "topic_shipped": (
        "“%(title)s” is done. Thank you for speaking up. Is it fixed for you?",
        "shipping_tells_every_supporter_once_and_asks",
    ),
    "ticket_mentioned": (
        "%(name)s mentions you in a note on ticket #%(number)s, “%(about)s”.",
        "who_is_mentioned_in_a_note_is_told_once",
    ),
    "talk_booked": (
        "%(when)s. Where: %(where)s. The attached file puts it into your calendar.",
        "a_time_is_picked_without_signing_in_stands_in_the_calendar_and_is_reminded_of",
    ),
    "talk_changed": (
        "It is now %(when)s. Where: %(where)s. The attached file changes it in your calendar.",
        "moved_it_reaches_who_took_it_with_a_newer_file_and_is_reminded_of_at_its_new_time",
    ),
    "talk_off": ("It was to be: %(when)s.", "called_off_it_is_free_again_and_nobody_is_reminded"),
    "talk_soon": (
        "%(when)s. Where: %(where)s.",
        "a_time_is_picked_without_signing_in_stands_in_the_calendar_and_is_reminded_of",
    ),
    "ticket_due_soon": (
        "Ticket #%(number)s, “%(about)s”, is due soon.",
        "who_works_on_it_is_warned_once_and_what_is_late_goes_to_the_next_tier_once",
    ),
    "ticket_overdue": (
        "Ticket #%(number)s, “%(about)s”, waited longer than we allow, and is yours now.",
        "who_works_on_it_is_warned_once_and_what_is_late_goes_to_the_next_tier_once",
    ),
    "ticket_needs_you": (
        "There is news on ticket #%(number)s, “%(about)s”, which is assigned to you.",
        "not_fixed_opens_it_again_and_tells_who_works_on_it",
    ),
    "level_reached": ("You've let many people not wait. %(unlocks)s", "a_level_hands_down_what_it_unlocks"),
    "level_at_risk": (
        "Points were taken back, or what the level takes has changed. With %(missing)d more points you keep it "
        "for good.",
        "who_falls_below_is_told_until_when_the_level_is_kept_and_when_it_is_lost",
    ),
    "level_lost": (
        "The time for which your level was kept is over. What you need for talking is there on every level.",
        "who_falls_below_is_told_until_when_the_level_is_kept_and_when_it_is_lost",
    ),
    "thanked": ("%(reason)s.", "one_thanks_whom_one_talked_with_and_they_are_told"),
    "streak_at_risk": (
        "One answer in earnest is enough. %(what)s",
        "a_streak_at_risk_is_reminded_of_once_in_the_evening",
    ),
    "guardrail_broken": (
        "“%(name)s”: %(measure)s got worse, beyond chance. Nobody has what was compared until you decide; a rule is "
        "paused.",
        "a_rule_that_breaks_a_guardrail_is_paused_and_who_looks_after_it_hears_of_it",
    ),
    "budget_burnt": (
        "“%(name)s” is paused, so that it promises nothing that it can't give. What is held settles.",
        "a_burnt_budget_pauses_the_rule_and_tells_once",
    ),
    "case_opened": (
        "#%(number)s, “%(about)s”: find its cause, and answer by the time it is due.",
        "a_low_score_has_an_owner_a_due_time_and_before_it_is_settled_a_cause",
    ),
    "incident_opened": (
        "%(people)s people reported “%(title)s” %(when)s, more than its past explains. Find the cause.",
        "a_week_out_of_control_opens_one_incident_and_tells_its_team",
    ),
    "incident_checked": (
        "“%(title)s”: %(verdict)s.",
        "it_closes_when_reports_went_down_and_comes_back_when_they_did_not",
    ),
    "beta_invited": (
        "You had spoken up about “%(title)s”. Something is there to try, if you like.",
        "only_those_are_drawn_who_spoke_up_and_agreed_each_once",
    ),
    "beta_ended": (
        "The programme for “%(title)s” is over: %(outcome)s. Thank you for trying.",
        "the_end_lowers_every_flag_and_says_so",
    ),
    "trends_emerged": (
        "%(what)s reported by more people than chance explains.",
        "who_may_see_trends_is_told_once_of_what_emerged_and_finds_it",
    ),
    "rule_is_odd": (
        "“%(name)s”: %(now)s points settled within seven days, %(before)s in the seven before.",
        "a_rule_far_from_last_week_alarms_once",
    ),
    "honoured": (
        "Yours: %(what)s.",
        "the_vote_is_secret_until_it_is_closed_then_the_winner_has_award_badge_and_notice",
    ),
    "creator_named": (
        "It stands beside your name, for what others said of what you wrote.",
        "a_title_comes_from_what_others_say_and_stands_beside_the_name",
    ),
    "creator_at_risk": (
        "What it asks for isn't met any more. It stays yours until %(until)s, and longer if it is.",
        "who_falls_below_keeps_it_for_its_days_and_then_loses_it",
    ),
    "creator_lost": (
        "The time for which it was kept is over. Once its criteria are met it is yours again.",
        "who_falls_below_keeps_it_for_its_days_and_then_loses_it",
    ),
    "award_granted": ("%(why)s.", "a_small_sum_is_given_at_once_and_once"),
    "award_appeal_stands": (
        "It stays taken back. Why, in their words: %(words)s",
        "what_stays_taken_back_is_said_in_words",
    ),
    "award_reversed": (
        "%(what)s %(reason)s If that's wrong, tell us on your points page and a person looks again.",
        "a_reversal_is_told_with_its_reason_and_without_a_toast_of_joy",
    ),
    "award_restored": (
        "We looked again. %(what)s Sorry for the detour.",
        "who_gets_points_back_is_told",
    ),
    "order_fulfilled": ("%(answer)s", "who_orders_is_told_what_became_of_it"),
    "order_refunded": ("%(answer)s", "who_orders_is_told_what_became_of_it"),
    "data_export_ready": (
        "The copy of your data that you asked for is ready. You can download it for seven days.",
        "the_copy_goes_a_week_after_it_was_made",
    ),
    "mail_stopped": (
        "No e-mails go to %(address)s any more. The settings say why, and there you can let them come again.",
        "an_address_that_takes_no_letters_gets_none_until_its_owner_says_so",
    ),
    "mail_refused": (
        "%(reason)s\n\nWhat you wrote: %(words)s",
        "a_refusal_is_told_in_ones_language_with_ones_words",
    ),
    "digest": ("", "who_waits_is_told_with_first_words_once"),
    "job_expires": (
        "Is it still open? Give it a later day, or close it, so that nobody applies in vain.",
        "a_job_about_to_expire_is_said_once_to_its_poster",
    ),
    "application_silent": (
        "Ask once, in a line. If nothing comes then either, take it as a no and go on to other jobs.",
        "a_silent_application_gets_an_honest_next_step",
    ),
    "resume_old": (
        "It was last changed half a year ago. Jobs are ranked for you by what it says.",
        "what_was_done_about_it_is_counted",
    ),
}
