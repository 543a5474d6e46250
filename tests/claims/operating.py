"""What the help's articles for operators say, and what proves each."""

OPERATING: dict[str, tuple[str, dict[str, str]]] = {
    "first-steps-of-an-operator": (
        "ea20c40df7c9",
        {
            "Nobody becomes an operator by signing up": "nobody_signs_up_as_operator",
            "the first one is made on the machine": "it_says_how_the_first_operator_is_made",
            "finds its operators and their passwords in what `up` prints": "it_says_which_operator_may_do_what",
            "What makes no sense is named at the start": "a_setting_that_makes_no_sense_is_named",
            "it comes to your own address": "a_draft_is_tested_then_used_then_taken_back",
            "A version that was published stays as it was": "a_new_version_is_offered_and_the_old_one_stays_as_it_was",
            "answers 200 when database and migrations are there": "it_is_healthy_when_everything_is_applied",
        },
    ),
    "operator-groups": (
        "48c14c47acbc",
        {
            "first page and sidebar show nothing else": "first_page_and_sidebar_show_only_what_the_group_may_see",
            "its addresses refuse them": "a_group_opens_its_lists_and_no_others",
            "An operator without a group finds an empty first page": (
                "an_operator_without_a_group_finds_an_empty_first_page"
            ),
            "the log is for superusers alone": "the_log_is_not_for_groups",
            "Reading messages of others is logged": "reading_in_the_console_is_logged",
            "is logged with who, what, how many and why": "an_export_is_logged_with_who_what_how_many_and_why",
            "can be fetched by who asked for it alone": "nobody_else_finds_it_whatever_they_may",
            "is gone after a day": "a_file_is_gone_after_a_day_and_its_row_says_so",
            "keeps what a colleague changed meanwhile": "a_form_that_is_saved_late_keeps_what_a_colleague_changed",
            "you read the colleague's words first": "what_both_changed_is_refused_once_with_the_colleagues_words",
        },
    ),
    "reports-and-appeals": (
        "3cc6992cd586",
        {
            "the gravest and oldest before the others": "the_queue_shows_the_gravest_first_and_every_reading_is_logged",
            "the last twenty messages, with what was edited or recalled": (
                "the_last_twenty_messages_are_frozen_with_what_was_edited_and_recalled"
            ),
            "Nobody reads in the console's lists who reported them": "nobody_reads_in_the_console_who_reported_them",
            "whoever is part of a report decides nothing about it": "who_is_part_of_it_decides_nothing",
            "also taking it down": "the_console_shows_a_reported_posting_and_takes_it_down",
            "Both hear of it": "both_hear_of_it_and_the_reported_not_from_whom",
            "Closing an account takes two": "closing_an_account_takes_two",
            "A suspension ends by itself": "a_suspension_ends_by_itself",
            "Limits come back with time": "limits_shrink_and_come_back",
            "Of two operators at one report the second is told": "of_two_operators_at_one_report_the_second_is_told",
            "may appeal once, within 14 days": "an_appeal_comes_in_time_or_not_at_all",
            "does so by the link of their letter": "who_is_shut_out_reads_and_appeals_by_the_link_of_their_letter",
            "are deleted 180 days after nothing more can be decided": (
                "evidence_and_texts_go_when_nothing_more_can_be_decided"
            ),
        },
    ),
    "workspace-of-feedback": (
        "3c402f0e1ce4",
        {
            "the next one opens; no list lies in between": "answering_opens_the_next_without_a_list",
            "each ticket says why it is its turn then": "the_queue_stands_by_turn_and_says_why",
            "Nothing that comes later pushes a turn back": "nothing_that_comes_later_pushes_a_turn_back",
            "keep such a view under a name": "a_view_is_kept_shared_and_deleted_by_its_owner_alone",
            "brings its answer in the reporter's language and does the rest": (
                "a_macro_brings_its_answer_in_the_reporters_language_and_does_the_rest"
            ),
            "solved tickets that say nearly the same": "a_similar_solved_ticket_lends_its_answer",
            "A colleague's name after an @ tells them": "who_is_mentioned_in_a_note_is_told_once",
            "one tick sends the answer to all of them": "an_answer_goes_to_all_only_where_the_operator_says_so",
            "your answer waits until you have read theirs": (
                "a_second_answer_waits_until_the_first_was_read_and_keeps_its_words"
            ),
            "the first rule that fits counts": "the_first_rule_that_fits_gives_the_team",
            "A due time stays as it was set when a rule changes": "a_due_time_stays_as_it_was_set_when_a_rule_changes",
            "the longest waiting first": "who_waited_longest_stands_first_with_who_looks",
        },
    ),
    "rules-and-dry-runs": (
        "5268d34daf9e",
        {
            "decides nothing until it is published": (
                "a_new_version_is_numbered_on_and_decides_nothing_until_it_is_published"
            ),
            "it starts from the numbers of the newest": "a_new_version_starts_from_the_numbers_of_the_newest",
            "What is published can't be changed any more": "what_is_published_cannot_be_changed_through_the_form",
            "A version that could never pay is refused at its field": (
                "a_version_that_could_never_pay_is_refused_at_its_field"
            ),
            "It writes nothing": "it_writes_nothing",
            "It runs in the background and is found again": "it_is_tried_out_in_the_background_and_found_again",
            "examples of each outcome": "each_outcome_has_examples",
            "pending awards still settle": "a_paused_rule_decides_nothing_but_its_pending_awards_settle",
            "it ends for good": "a_retired_rule_stays_retired",
            "A budget that is used up pauses the rule": "a_burnt_budget_pauses_the_rule_and_tells_once",
            "may look and try, and not publish": "an_analyst_may_look_and_try_but_not_publish",
        },
    ),
    "incentives-desk": (
        "f46f89e28eb2",
        {
            "what each rule cost": "what_a_rule_cost_and_what_was_refused",
            "A budget says on which day it ends": "a_budget_says_on_which_day_it_ends",
            "is told once a week": "a_rule_far_from_last_week_alarms_once",
            "but not where you have a part in it yourself": (
                "a_held_award_is_released_with_a_reason_but_not_by_who_has_a_part_in_it"
            ),
            "An award is taken back with a reason": "an_award_is_taken_back_with_a_reason",
            "several after a look at them": "several_awards_are_taken_back_after_a_look_at_them",
            "reading it is logged": "the_whole_story_stands_on_one_page_and_reading_it_is_logged",
            "Another operator than who took it back decides": "another_operator_gives_it_back",
            "they say to the person in words why it stays": "what_stays_taken_back_is_said_in_words",
            "`GRANT_ALONE_AT_MOST`": "settings.GRANT_ALONE_AT_MOST",
            "A sum in pieces counts together": "a_sum_in_pieces_waits_for_a_second_operator",
            "Nobody gives to themselves": "nobody_gives_to_themselves_nor_confirms_what_is_for_them",
            "the first page warns": "the_proof_mends_a_balance_and_the_console_warns",
        },
    ),
    "experiments-and-reports": (
        "1a73811e05c8",
        {
            "at least one thing that must not get worse": "what_would_say_nothing_is_refused",
            "the report says how small a difference could be found": "before_the_launch_it_is_said_what_could_be_found",
            "What divides and measures is frozen by its start": "what_divides_and_measures_is_frozen_by_its_start",
            "Colleagues of a company are always in one arm": "colleagues_are_in_one_arm",
            "nobody moves to the other": "a_unit_stays_in_its_arm",
            "it is announced to them for a week": "a_rule_that_was_promised_is_announced_for_a_week",
            "Two experiments about one thing never run at once": "two_experiments_about_one_thing_never_run_at_once",
            "It is looked at once a week and at its planned end": "it_is_looked_at_once_a_week_and_not_after_its_end",
            "A broken guardrail stops it by itself": "a_broken_guardrail_stops_it_and_tells_who_looks_after_it",
            "**No effect seen:**": "the_verdict_is_one_of_four_words",
            "whether it wears off": "an_effect_that_wears_off_is_seen",
            "what one outcome more has cost in points": "an_outcome_more_has_its_price_in_points",
            "Say why": "each_step_is_taken_once_and_a_decision_says_why",
        },
    ),
    "segments-and-campaigns": (
        "82f33b42b7e5",
        {
            "What isn't known of a person doesn't hold": "what_is_not_known_does_not_hold",
            "shows who would be in it by its conditions as they stand": (
                "the_console_previews_it_and_others_see_nothing"
            ),
            "its sizes are kept": "who_leaves_a_segment_is_out_of_it_and_its_sizes_are_kept",
            "What would pay for volume or can't be finished stays a draft": (
                "what_pays_for_volume_or_cannot_be_finished_stays_a_draft"
            ),
            "Several deeds with the same person count as one": "several_with_the_same_person_count_as_one",
            "takes its missions and rules along": "a_campaign_takes_its_missions_and_rules_along_and_bounds_them",
            "all of it stays a draft": "a_campaign_that_lacks_something_stays_a_draft_with_all_its_parts",
            "Who isn't in its segments sees nothing of it": "who_is_not_in_its_segments_sees_nothing_of_it",
            "may finish it": "who_had_begun_finishes_what_was_ended",
            "A copy for the next year is a draft of its own": "a_copy_for_the_next_year_is_a_draft_of_its_own",
        },
    ),
    "keep-the-help-up-to-date": (
        "18c6fe4dfbb3",
        {
            "An article is published only in both languages": "an_article_is_published_only_in_both_languages",
            "every change is kept with who made it": "content_edits_articles_and_every_change_is_kept",
            "what is written for operators is shown to operators alone": (
                "what_is_written_for_operators_is_theirs_alone"
            ),
            "until somebody has looked": "an_article_is_listed_when_what_it_describes_changes_until_somebody_looks",
            "edit it, or say": "editing_it_says_that_somebody_has_looked",
            "A release brings better words to articles that nobody edited": (
                "a_release_brings_better_words_to_what_nobody_edited"
            ),
            "stays as you left it": "what_an_operator_took_offline_stays_offline",
            "those without an answer stand first": "unanswered_questions_stand_first",
            "with what support wrote to the question": "a_question_becomes_a_draft_with_what_support_answered",
            "publishes nothing": "support_drafts_from_its_answers_and_publishes_nothing",
            "reaches who last edited the article": "of_two_keepers_the_one_who_wrote_it_hears_of_it",
        },
    ),
    "letters-and-other-channels": (
        "c330d974c687",
        {
            "Each thing is told to a person once": "what_happens_is_told_once_and_leads_to_where_it_was_read",
            "send yourself a test, then switch it on": "a_draft_is_tested_then_used_then_taken_back",
            "Words with other places than the shipped ones are refused": "words_with_other_places_are_refused",
            "a mail service in one setting": "a_service_is_named_in_one_setting",
            "are believed by secret or signature": "a_signature_is_believed_and_a_forged_one_isnt",
            "stops letters to an address until its owner says": (
                "an_address_that_takes_no_letters_gets_none_until_its_owner_says_so"
            ),
            "is sent all the same": "what_is_a_duty_is_sent_all_the_same",
            "with the same id": "a_mail_server_that_is_away_gets_it_again_with_the_same_id",
            "`SMS_GATEWAY_URL`": "a_text_message_comes_instead_of_the_e_mail",
            "`WECOM_CORP_ID`": "a_work_account_gets_a_card_and_its_token_is_kept",
            "of those you see the name and never the key": "the_api_names_it_and_never_its_key",
            "What such a way doesn't take is mailed": "what_isnt_taken_there_is_mailed",
        },
    ),
    "health-and-metrics": (
        "38c257822b0b",
        {
            "has every migration and takes a write": "it_is_unhealthy_while_the_database_takes_no_writes",
            "503 with the reason otherwise": "it_is_unhealthy_while_a_migration_is_missing",
            "for operators, and for a monitor": "metrics_are_for_staff_anywhere_and_for_no_one_else",
            "Alarm on": "a_monitor_that_shows_the_token_reads_how_old_the_outbox_is",
            "warns at the same point": "the_first_page_warns_when_an_event_waits_for_more_than_half_a_minute",
            "after eight tries it is parked": (
                "a_failure_that_cannot_be_read_is_parked_after_eight_tries_and_holds_up_no_other"
            ),
            "it is delivered once": "trying_again_delivers_once_the_handler_is_mended",
            "the log says who": "support_sees_and_retries_and_the_log_says_who",
            "what each does": "every_job_of_the_schedule_says_what_it_does",
            "names a number": "the_page_that_says_what_broke_and_the_log_name_the_request",
            "each line is one JSON object": "a_line_of_json_holds_what_a_line_of_text_does",
        },
    ),
    "scam-guard-rules": (
        "47847d10d06e",
        {
            "Whatever rules there are, messages go out": "whatever_rules_there_are_messages_go_out",
            "a rule may ask its sender once, with their own sentence": (
                "the_sender_is_asked_once_with_their_sentence_and_may_mean_it"
            ),
            "is warned once": "the_reader_is_warned_once_and_the_sender_is_not",
            "A door that can't ask": "a_door_that_cannot_ask_sends_it_and_the_reader_is_warned",
            "A line that is no pattern is refused by name": "what_is_no_pattern_is_refused_with_its_line",
            "before anybody is warned by them": "rules_are_tried_on_past_messages_before_they_go_live",
            "A changed rule is in force at once": "a_changed_rule_is_in_force_at_once_here",
            "what nobody looked at stands first": "what_nobody_looked_at_stands_first_in_the_console",
            "then nobody is warned of it any more": "what_an_operator_finds_harmless_is_warned_of_no_longer",
            "also after it is edited": "what_was_found_harmless_stays_so_when_news_of_an_edit_comes_twice",
        },
    ),
    "import-and-export-lists": (
        "630ab9b7d3c6",
        {
            "Excel, CSV or JSON": "jobs_come_in_from_a_sheet_through_service_and_console",
            "in your language": "reasons_are_worded_in_the_readers_language",
            "a row with a known id changes its job": "an_edited_row_with_the_same_id_changes_its_job",
            "An id is unique within its source": "ids_are_unique_within_a_source_only",
            "the same file again changes nothing": "the_second_run_of_the_same_file_changes_nothing",
            "Rows without an id are known by what they say": "rows_without_an_id_are_known_by_what_they_say",
            "stands for the usual time": "a_job_that_does_not_say_until_when_stands_for_the_usual_time",
            "do the same": "the_commands_say_what_became_of_the_rows",
            "Résumés with the address of somebody here are theirs": (
                "a_resume_with_the_address_of_somebody_here_is_theirs"
            ),
            "an import never replaces a résumé that a person wrote": (
                "an_import_never_replaces_the_resume_that_a_person_wrote"
            ),
            "is kept unverified": "unknown_skills_are_kept_unverified",
            "it is found in texts, too": "a_verified_skill_is_found_in_prose",
            "everything moves along": "merging_moves_everything_and_leaves_no_double",
            "ask for a reason": "without_a_reason_nothing_is_exported",
            "give the rows as you filtered them": "the_file_holds_the_filtered_list_and_every_cell_is_harmless",
            "no cell begins as a formula": "no_cell_begins_as_a_formula_also_behind_blanks",
            "are carried away by superusers alone": "nobody_carries_people_or_resumes_away_but_a_superuser",
        },
    ),
    "presets-topics-and-tips": (
        "929a5cc14564",
        {
            "against typed messages": "the_console_counts_presets_of_every_scope_against_typed_messages",
            "A broken variable is refused in words": (
                "the_console_refuses_a_broken_variable_in_words_and_shows_how_it_reads"
            ),
            "nobody's own presets are changed here": "the_console_changes_nobodys_own_presets",
            "saves nothing": "a_try_shows_what_would_change_and_saves_nothing",
            "What can't be read is refused with its line": "a_phrase_that_cannot_be_read_is_refused_with_its_line",
            "What you wrote outlives the next release": "what_operators_wrote_outlives_the_next_release",
            "three a day at most": "no_more_than_three_come_up_a_day",
            "not to who has done the deed before": "whoever_did_it_before_is_not_told_and_doing_it_after_is_noted",
            "The list counts to how many it was shown": "an_operator_edits_one_and_sees_what_came_of_it",
        },
    ),
    "privacy-for-operators": (
        "c45bfa1d1fda",
        {
            "a copy of everything that is held of them": "the_copy_holds_what_every_owner_registered",
            "The copy opens for them alone": "nobody_else_downloads_the_copy",
            "is deleted after a week": "the_copy_goes_a_week_after_it_was_made",
            "signed out everywhere at once": "closing_signs_out_everywhere",
            "has everything back by signing in": "who_signs_in_again_within_fourteen_days_has_everything_back",
            "after that it is erased": "after_the_end_no_table_and_no_file_holds_a_word_of_hers",
            "Others still see that something was said": "others_see_that_something_was_said_and_no_longer_what",
            "the last superuser stays": "the_last_superuser_stays",
            "asks for a reason, which its history keeps": (
                "an_account_is_closed_only_with_a_reason_which_its_history_keeps"
            ),
            "or erase it for good": "an_operator_exports_and_erases",
            "180 days after nothing more can be decided": "evidence_and_texts_go_when_nothing_more_can_be_decided",
            "after a month": "readings_are_forgotten_after_a_month",
            "shows who reads very many": "operators_see_who_reads_unusually_many",
            "after a day": "a_file_is_gone_after_a_day_and_its_row_says_so",
            "At sign-up people agree to terms and privacy notice": "signing_up_records_to_what_one_agreed",
            "A new version is offered to them": "a_new_version_is_offered_and_the_old_one_stays_as_it_was",
        },
    ),
    "operators-sign-in": (
        "a51c796dc39b",
        {
            "sets that up before anything else opens": "an_operator_sets_it_up_before_anything_else_opens",
            "an operator gets no token for programs either": (
                "an_operator_without_it_gets_no_token_and_an_old_one_does_nothing"
            ),
            "The first page says how many go without": "the_console_says_how_many_go_without",
            "Recovery codes are shown once, and each works once": "recovery_codes_are_shown_once_and_each_works_once",
            "never an operator's": "support_resets_a_members_step_with_a_reason_and_no_operators",
            "The last superuser is helped on the machine": "the_last_superuser_is_helped_on_the_machine",
            "Each change is told to its person by letter": "each_change_is_told_by_letter_whatever_one_chose",
            "that place waits": "after_five_wrong_passwords_that_place_waits_although_there_is_no_cache",
            "the owner gets in from elsewhere": "the_owner_gets_in_from_elsewhere_while_an_outsider_guesses",
            "You may end all sign-ins of a person": "an_operator_ends_all_of_a_person_s_sign_ins",
            "Without them there is no button": "without_a_service_there_is_no_button_no_door_and_no_page",
            "where both sides have confirmed its address": (
                "an_account_is_joined_where_both_sides_confirmed_its_address"
            ),
            "otherwise one signs in or signs up here first": (
                "an_unconfirmed_address_opens_nothing_and_tells_nobody_whether_it_is_taken"
            ),
            "The second step is asked for here, too": "the_second_step_is_asked_for_here_too",
        },
    ),
    "backups-and-seals": (
        "b0be253cbfcf",
        {
            "the database refuses to change": "the_database_refuses_to_change_a_line_of_the_log",
            "a change behind the guards is found": "a_row_changed_behind_the_guards_is_found_and_told",
            "put the former one into `SECRET_KEY_FALLBACKS`": "the_key_may_be_changed",
            "still fit their seal": "erased_words_still_fit_their_seal",
        },
    ),
}
