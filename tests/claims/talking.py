"""The claims of articles about what people say to each other; see `articles`."""

from tests.claims.messages import MESSAGES

TALKING: dict[str, tuple[str, dict[str, str]]] = {
    **MESSAGES,
    "apply-with-one-tap": (
        "b75bf170fc9e",
        {
            "stands on a job's page beside **Say hello**": "the_job_page_offers_it_beside_saying_hello",
            "Its file goes along only if you tick it": "the_file_goes_along_only_where_it_is_ticked",
            "stand in your conversation as a card": "one_tap_opens_the_conversation_with_note_answers_and_resume",
            "Applying twice is one application": "applying_twice_is_one",
            "A job asks five at most": "a_recruiter_asks_up_to_five_questions",
            "No answer refuses you by itself": "no_answer_refuses_anybody_by_itself",
            "yours keeps the words that you answered": "a_changed_question_leaves_the_answered_one_as_it_was",
            "such a question is refused when it's written": "nothing_protected_may_be_asked",
            "each one with its dates": "its_state_follows_what_happens",
            "when an answer can be expected": "my_applications_show_where_each_stands",
            "Who has turned off read receipts never shows": "who_hides_their_reading_is_never_said_to_have_seen_it",
            "You can withdraw an application until it is decided": "after_a_decision_nothing_is_withdrawn",
            "reads that in the conversation": "it_is_withdrawn_once_and_stays_so",
            "take one from the list in both languages": ("the_shipped_questions_may_all_be_asked_in_both_languages"),
            "side by side, to narrow and sort": "answers_stand_side_by_side_for_the_company_alone",
        },
    ),
    "answered-from-the-job-card": (
        "410165203e32",
        {
            "offers to add it to the job card": ("an_answer_is_offered_for_the_card_and_answers_the_next_who_asks"),
            "What speaks of the candidate isn't offered": "what_speaks_of_the_candidate_is_not_offered",
            "nothing stands there that nobody of your company approved": ("only_the_jobs_people_are_asked_and_once"),
            "nobody is offered that question any more": "what_the_company_said_once_is_not_asked",
            "it stands on the job's page": "candidates_read_it_on_the_job_and_are_not_asked_to_ask",
            "to change an answer, give it a last day, or withdraw it": (
                "it_is_written_changed_and_withdrawn_on_its_page"
            ),
            "it comes at once and says that it's from the job card": (
                "an_answer_is_offered_for_the_card_and_answers_the_next_who_asks"
            ),
            "only where it's clear what it asks": "what_may_mean_something_else_is_left_to_people",
            "your question goes on to the recruiter": "who_wants_a_person_gets_one_question_sent_on",
            "nobody's answer": "it_is_nobodys_answer",
        },
    ),
    "cards": (
        "57e4ac691b9b",
        {
            "answer one with its buttons": "a_job_card_is_laid_and_answered",
            "that alone opens nothing": "asking_opens_nothing_and_one_tap_opens_resume_and_file",
            "lets this company read it and have its file": "asking_opens_nothing_and_one_tap_opens_resume_and_file",
            "A tap on **Not now** opens nothing": "a_not_now_opens_nothing_even_as_the_first_answer",
            "You can take the file back later": "the_file_is_taken_back",
            "Each is agreed on by itself": "phone_and_wechat_are_agreed_on_one_by_one",
            "Before both have agreed, nobody sees anything": "nobody_sees_anything_before_both_agree",
            "each time is logged": "each_sees_the_others_by_a_tap_that_is_logged",
            "Either of you can hide both again": "either_hides_both_again",
            "The numbers are stored sealed": "the_number_stands_in_no_table_log_address_or_answer_of_others",
            "go for good when they're hidden, declined or taken back": "what_comes_to_nothing_keeps_nothing",
            "can be declined": "a_declined_game_is_over",
            "yours alone until the other has chosen, too": "nobody_sees_a_choice_before_both_have_chosen",
            "They count for nothing": "it_counts_for_nothing",
            "You can leave a game and go on within 14 days": (
                "it_goes_on_where_it_was_left_and_ends_after_the_last_question"
            ),
            "done once, even if you tap twice or on two devices": "two_devices_at_once_do_it_once",
            "the card says so and shows how it stands": "who_was_slower_reads_on_the_card_how_it_stands",
        },
    ),
    "first-message-that-gets-answered": (
        "1e96d8c9a543",
        {
            "copied text earns no points either": "copied_text_is_caught_through_small_edits",
            "The chips above the box show what this posting leaves open": (
                "what_a_posting_leaves_open_is_asked_in_one_tap"
            ),
            "they're reminded without your doing anything": (
                "an_unanswered_greeting_is_reminded_of_once_in_waking_hours"
            ),
        },
    ),
    "first-message-to-a-candidate": (
        "418838df1b5a",
        {
            "Name, job and company fill themselves in": "presets_are_filled_in_and_ones_own",
            "text copied from one person to the next earns no points": (
                "different_people_are_not_taken_for_copyists_but_edited_copies_are"
            ),
            "worked out from what you did over the last 30 days": (
                "a_reply_window_needs_answers_and_can_be_switched_off"
            ),
        },
    ),
    "interviews": (
        "fb55288e7300",
        {
            "they are meant on your clock": "ben_gives_times_on_his_clock",
            "If you have another interview then, we say so, and you may offer the time all the same": (
                "ben_hears_of_another_interview_of_his_and_may_offer_the_time_all_the_same"
            ),
            "There's one open invitation in a conversation at a time": "there_is_one_open_invitation_at_a_time",
            "you see each time **on your own clock**": "each_reads_the_times_on_their_own_clock",
            "Take one with one tap, propose others": "ana_proposes_another_time_and_ben_takes_it",
            "decline with a reason": "ana_declines_and_says_why",
            "the stage moves to “Interview” by itself": ("ana_takes_a_time_and_the_conversation_stands_at_interview"),
            "a new one when the time changes or is called off, for the same entry": (
                "each_sides_calendar_hears_of_every_version_by_mail"
            ),
            "The file never holds the other side's address": "a_letter_shows_nobodys_address_to_the_other",
            "Both sides are reminded **a day and an hour before**": (
                "both_are_reminded_a_day_and_an_hour_before_each_once"
            ),
            "What was moved or called off brings no reminder": "no_reminder_comes_of_what_was_moved_or_called_off",
            "Moving it offers other times": "whoever_moves_it_offers_times_to_the_other",
            "Calling it off asks for a reason, which the other side reads": (
                "it_is_called_off_with_a_reason_that_the_other_reads"
            ),
            "When it's over, both are asked how it was": "both_are_asked_once_and_not_before_the_end",
            "**both say so, or when one does": "where_both_say_so_it_was_attended_at_once",
            "the other doesn't object within seven days**": (
                "where_one_says_so_and_the_other_is_silent_it_is_settled_after_seven_days_once"
            ),
            "If you two differ to the end, it counts for nothing": "two_who_differ_to_the_end_count_for_nothing",
            "Until then you can change your answer": "an_objection_leaves_it_open_and_can_be_taken_back",
        },
    ),
    "notes-tags-and-hand-over": (
        "8a8e39599cdc",
        {
            "Neither the candidate nor another company finds any of it": (
                "neither_the_candidate_nor_another_company_finds_a_record"
            ),
            "who asks for a copy of their data gets what was noted about them": (
                "who_asks_for_their_data_gets_what_was_noted_about_them_without_its_author"
            ),
            "The candidate reads who took over and your sentence beside it": (
                "the_candidate_reads_who_took_over_and_the_sentence_beside_it"
            ),
            "you can take over a colleague's conversation": "a_colleague_takes_a_conversation_over",
        },
    ),
    "preset-replies": (
        "fef8e6c8695e",
        {
            "up to five pictures or documents along": "there_are_so_many_at_most",
            "**Nothing is sent yet.**": "a_prepared_reply_by_keyboard_alone",
            "If it's unknown, the word after the bar is used": "presets_are_filled_in_and_ones_own",
            "A message with an open prompt isn't ready to go": "a_place_left_open_is_named_and_the_text_stays",
            "in English or Chinese, or the pinyin": "the_systems_replies_about_interviews_are_found_in_every_way",
            "your company's, or for one job": ("a_reply_for_one_job_is_offered_there_alone_and_to_the_whole_company"),
            "how often it was answered within a day": "who_wrote_it_sees_how_often_it_was_answered",
            "exists in English and Chinese": "every_shipped_preset_is_there_in_both_languages",
            "it earns no points": "fakes_are_not_earnest",
        },
    ),
    "reminder-after-a-day": (
        "0af6f4d905d2",
        {
            "you get a reminder in your waking hours": ("an_unanswered_greeting_is_reminded_of_once_in_waking_hours"),
            "and by e-mail if you aren't there": "reminders_go_by_mail_to_who_is_away",
            "**Any answer ends it.**": "an_answer_cancels_the_reminder",
            "**A reaction or an auto-reply doesn't end it,**": "the_auto_reply_answers_once_a_day_and_never_another",
            "Whatever waits for you stands first in your [inbox]": "the_list_groups_what_waits_for_me_first",
        },
    ),
    "say-no-kindly": (
        "25ed768e97ca",
        {
            "a text is made from it with the name and the job": (
                "every_shipped_reason_has_kind_words_in_both_languages"
            ),
            "this is the only way to close": "nobody_closes_without_a_word_while_the_other_side_waits",
            "up to three open jobs that are alike": "the_candidate_alone_reads_up_to_three_similar_jobs",
            "For two minutes you can take it back": "within_two_minutes_it_is_taken_back_as_if_it_had_not_been_sent",
            "Any message opens the conversation again": "any_message_opens_it_again",
            "it's an answer like any other": "a_decline_closes_and_is_an_answer",
            "in one action count for nobody": "nothing_of_it_counts_as_an_answer",
        },
    ),
    "suggested-replies": (
        "a92a33a89308",
        {
            "**approved for the job card**": "what_was_approved_for_the_job_card_is_offered",
            "from the **posting**": "what_the_posting_says_is_offered_in_the_language_of_the_question",
            "from your **own presets**": "ones_own_presets_are_offered_and_others_are_not",
            "from their **own résumé**": "a_candidate_is_offered_what_their_own_resume_says",
            "where nothing fits, nothing is offered": "nothing_is_offered_where_nothing_fits",
            "Once you have answered, the replies are gone": (
                "nothing_is_offered_once_the_conversation_moved_on_or_is_closed"
            ),
            "a transfer or a code is spoken of, nothing is suggested": (
                "what_the_facts_do_not_answer_gets_no_suggestion"
            ),
            "**It isn't moved by itself.**": "an_interview_that_is_agreed_on_is_proposed_and_not_set",
            "the same isn't asked again at once": "dismissed_it_is_not_made_again_until_something_new_is_said",
            "what you wrote yourself stays": "another_text_is_one_tap_away_and_what_one_wrote_stays",
            "no skill that the résumé doesn't name": (
                "over_the_public_set_no_message_claims_what_the_resume_does_not_say"
            ),
        },
    ),
    "topic-chips": (
        "ddbb274c39f1",
        {
            "from what the posting leaves vague": "vague_words_open_a_topic_and_are_its_evidence",
            "from what the résumé leaves open": "what_a_resume_leaves_open_is_asked_with_its_words",
            "you're offered other questions": "each_side_and_stage_has_its_own",
            "Nothing goes out by itself": "an_open_question_is_asked_in_one_tap",
            "three at most, and none where nothing is open": "chips_are_never_filled_up",
            "A chip disappears once its question has been answered": "what_is_stated_is_no_question_any_more",
            "on the job card": "what_the_company_said_once_is_not_asked",
            "once you have asked, in whatever words": "what_was_asked_is_not_offered_again",
        },
    ),
    "translate-a-message": (
        "9d1098f8eca3",
        {
            "The translation takes the message's place, and one tap shows the original again": (
                "a_message_is_read_in_ones_own_language_and_the_original_stays"
            ),
            "You find it only where": "nothing_of_it_is_shown_where_no_endpoint_is_configured",
            "leave as numbered marks and are put back here": "neither_names_nor_numbers_leave_the_machine",
            "it isn't shown, and you read why": "what_goes_wrong_is_said_in_words",
        },
    ),
    "typing-and-presence": (
        "eecfebf88756",
        {
            "Three dots mean that the other person is typing": "typing_reaches_the_other_unless_blocked_or_invisible",
            "It's kept as a draft, for them alone": "what_is_typed_is_shown_to_nobody_else",
            "they never push what you're reading": "typing_is_seen_without_moving_the_text",
            "Rapport is open somewhere": "whoever_is_heard_is_there_until_they_fall_silent",
            "only of people you have a conversation with": "presence_is_told_to_who_shares_a_conversation",
            "shows you as away to everybody": "who_is_invisible_seems_away",
        },
    ),
    "when-you-are-away": (
        "35691c83f4c6",
        {
            "several stretches a day, on your own clock": "on_its_owners_clock_wherever_they_are",
            "Days that make up for a holiday are worked": "holidays_are_free_and_days_made_up_are_worked",
            "each reader gets the one in their language": "each_reads_it_in_their_language_and_for_the_occasion",
            "once in 24 hours in each conversation": "after_it_answered_for_a_day",
            "never another auto-reply": "towards_another_auto_reply",
            "while you're online": "while_its_owner_is_online",
            "have read the message": "of_what_its_owner_has_read",
            "the other still waits for you": "the_auto_reply_answers_once_a_day_and_never_another",
            "a line in your inbox says so": "the_page_keeps_hours_and_texts_and_says_so_where_one_is",
            "They're yours alone": "the_reminder_of_a_greeting_obeys_them",
            "reminds you at 20:00 or an hour later": "tonight_is_this_evening_unless_it_is_late",
            "An answer before midnight keeps it": "an_answer_in_time_keeps_it_and_nothing_reminds",
            "the other side reads no reproach": "broken_its_owner_is_told_once_and_the_other_side_never",
            "like three answers after a day": "broken_ones_lower_what_the_window_says",
            "Off unless you switch them on": "both_must_want_it_and_by_default_nobody_does",
            "once a conversation and day": "it_is_told_once_a_day_however_often_one_comes",
            "never in their quiet hours": "not_in_the_readers_quiet_hours_nor_where_they_arent_here",
        },
    ),
    "usual-reply-window": (
        "7f31b4cb8ec4",
        {
            "the hours in which most answers came": "usual_hours_are_the_shortest_stretch",
            "answered too little to say anything honest": "a_reply_window_needs_answers_and_can_be_switched_off",
            "Hours are given in **your** time zone": "times_are_in_the_readers_zone_and_language",
            "after a day without an answer they get a reminder": (
                "an_unanswered_greeting_is_reminded_of_once_in_waking_hours"
            ),
            "Hiding it doesn't change your points or your place": "who_hides_their_reply_times_is_judged_neither_way",
        },
    ),
    "what-counts-as-an-answer": (
        "6b48392b50d5",
        {
            "A preset you chose and sent is one": "a_preset_is_told_from_one_made_ones_own",
            "It may be as short as it likes": "short_and_honest_is_an_answer",
            "an automatic reply, however friendly": "what_is_no_answer_leaves_the_turn",
            "a promise such as": "a_promise_reminds_the_one_who_made_it_and_keeps_the_turn",
            "**isn't a copy** of what its author sent to others": "copied_text_is_caught_through_small_edits",
        },
    ),
    "groups": (
        "6a4506e69590",
        {
            "**Mentions me** above the inbox lists those conversations": "the_page_lists_where_one_is_mentioned",
            "Nobody who blocked you": "nobody_brings_in_a_stranger_or_whom_a_block_parts",
            "Colleagues join at once": "colleagues_join_at_once_and_others_are_asked_first",
            "A decline is told to nobody": "an_invitation_is_answered_once_and_a_decline_is_told_to_nobody",
            "reads what was said before": "who_joins_reads_what_was_said_and_has_nothing_unread",
            "The owner names admins": "the_owner_alone_names_admins_and_admins_remove_members_alone",
            "A link lets in whoever has it": "the_link_lets_in_who_has_it_until_somebody_is_removed",
            "Groups have their own heading": "a_group_stands_under_groups_and_waits_for_nobody",
            "a group answer earns no points": "what_belongs_to_jobs_keeps_quiet_in_a_group",
            "they are told even if they muted the group": (
                "who_is_mentioned_is_told_once_even_if_they_muted_the_group"
            ),
            "an @ marks it until they have read it": "reading_ends_the_mark_and_opening_the_group_the_notice",
            "is parted from you by a block, isn't told": "who_left_or_is_blocked_is_not_told",
            "the group goes to the longest admin": "an_owner_who_leaves_passes_the_group_on",
        },
    ),
    "work-the-inbox": (
        "f5494734ba09",
        {
            "stand before new greetings, and who has waited longest stands first": (
                "who_waits_stands_before_new_greetings_and_who_waits_longest_first"
            ),
            "because you promised it": "what_was_promised_is_due_when_it_was_promised_for",
            "going by your usual time": "who_answers_within_an_hour_as_a_rule_owes_an_answer_within_an_hour",
            "or a day after they wrote": "an_answer_is_due_a_day_after_a_greeting",
            "Three or more greetings for one job stand behind one line": (
                "three_greetings_for_one_job_stand_behind_one_line"
            ),
            "shows your jobs with what waits in each": "the_inbox_is_read_by_job",
            "and your company's tags": "the_inbox_is_read_by_tag",
            "takes you to a conversation or a job by its name": "one_goes_somewhere_by_name",
            "`?` shows them all": "the_list_of_keys_names_each",
            "where it didn't work, you read why": "many_are_archived_and_one_that_is_not_ones_own_is_named",
            "a text of their own that you can change before anything is sent": (
                "many_are_declined_each_in_words_that_were_looked_over"
            ),
            "sees who waits for whom, longest first": (
                "the_whole_company_sees_who_waits_by_person_by_job_and_longest_first"
            ),
        },
    ),
}
