"""What the help's articles say to operators about what people report and want, and what proves each."""

OPERATING_FEEDBACK: dict[str, tuple[str, dict[str, str]]] = {
    "surveys-and-talks": (
        "9059bfbddeb2",
        {
            "each at most once in 90 days whatever survey it is": "settings.SURVEY_CYCLE_DAYS",
            "Operators are never asked": "everybody_of_the_segment_is_asked_once_in_a_cycle_and_operators_never",
            "bring their questions along": "one_may_rather_not_and_outsiders_can_neither",
            "only after an earlier one was answered so": "a_branch_of_own_questions_is_asked_only_for_its_answers",
            "A survey asks for one time at most": "a_survey_asks_for_one_time_at_most",
            "From then on questions, segment and first day stand": (
                "once_started_what_is_asked_and_of_whom_stands_and_the_last_day_may_move"
            ),
            "which opens without signing in": "it_is_answered_by_the_link_once_and_words_become_a_ticket",
            "say that they'd rather not and why": "one_may_rather_not_and_outsiders_can_neither",
            "what they write in words becomes a ticket of theirs": (
                "it_is_answered_by_the_link_once_and_words_become_a_ticket"
            ),
            "is reminded an hour before, and so are you": (
                "a_time_is_picked_without_signing_in_stands_in_the_calendar_and_is_reminded_of"
            ),
            "both are told and reminded by the new time": (
                "moved_it_reaches_who_took_it_with_a_newer_file_and_is_reminded_of_at_its_new_time"
            ),
            "with their 95% interval": "the_results_say_how_sure_they_are",
            "asks for a reason and names nobody": "the_results_say_how_sure_they_are",
            "one or two stars open a ticket": "a_low_rating_opens_one_case_for_a_person",
            "a cause that must be named before it is settled": (
                "a_low_score_has_an_owner_a_due_time_and_before_it_is_settled_a_cause"
            ),
        },
    ),
    "trends-topics-and-merging": (
        "9fd97bb256ee",
        {
            "for several under likely duplicates": "suggested_duplicates_are_decided_in_bulk",
            "all who reported it hear so and are asked": "all_hear_that_it_is_solved_and_are_asked",
            "what at least two people tell, in either language": (
                "what_people_say_alike_is_one_trend_that_keeps_its_number"
            ),
            "A flood from one account makes no trend": "a_flood_of_one_account_is_no_trend_and_moves_none",
            "what grew beyond chance": "of_many_that_go_on_as_ever_hardly_one_is_called_emerging",
            "is told of it once a week": "who_may_see_trends_is_told_once_of_what_emerged_and_finds_it",
            "not at all when nothing emerged": "a_week_in_which_nothing_emerged_is_silent",
            "in no example and no name": "what_was_erased_is_in_no_name_and_no_example",
            "with a reason and without names": "the_counts_are_exported_with_a_reason_and_without_names",
            "makes an unpublished topic with its tickets": (
                "a_trend_is_made_a_topic_and_later_tickets_are_linked_on_request"
            ),
            "What comes later isn't linked by itself": (
                "a_trend_is_made_a_topic_and_later_tickets_are_linked_on_request"
            ),
            "**Merge into the oldest of them**": "saying_so_in_the_console_tells_them_and_two_are_merged",
            "**Take apart again** loses nothing": "what_is_merged_counts_together_and_comes_apart_without_loss",
            "What is merged already is not merged further": "no_merging_in_a_ring_or_a_chain",
            "not into an unpublished one": "merging_takes_nothing_off_the_roadmap",
            "A part can't be shipped by itself": "a_part_isnt_shipped_by_itself",
        },
    ),
    "incidents-and-control-charts": (
        "ecdce27c3192",
        {
            "report a topic in a week than its past explains": (
                "a_week_out_of_control_opens_one_incident_and_tells_its_team"
            ),
            "the weeks of one release together are too many": (
                "what_no_week_of_a_release_shows_alone_adds_up_and_opens_one_incident"
            ),
            "People count, each once a week": (
                "the_same_two_people_week_after_week_open_nothing_and_each_is_counted_once"
            ),
            "a flood of one account and wishes open nothing": "a_flood_of_one_account_and_wishes_open_nothing",
            "eight weeks of past before there is a limit": "a_product_that_is_new_has_no_limit_yet",
            "One incident a topic is open at a time": "two_workers_at_once_open_one_incident",
            "most of its tickets; it is told": "a_week_out_of_control_opens_one_incident_and_tells_its_team",
            "Without team and root cause it is refused": (
                "an_operator_names_the_cause_says_what_changed_and_sees_the_chart"
            ),
            "**Control chart** on a topic's page": "an_operator_names_the_cause_says_what_changed_and_sees_the_chart",
            "Fewer, beyond chance, close it": "it_closes_when_reports_went_down_and_comes_back_when_they_did_not",
            "say no more often than yes": ("fewer_reports_close_nothing_while_those_asked_say_that_it_is_not_fixed"),
            "After four weeks without a difference it is open again": (
                "it_closes_when_reports_went_down_and_comes_back_when_they_did_not"
            ),
            "What is closed can't be changed any more": (
                "programs_of_the_team_write_down_what_it_found_and_others_cannot"
            ),
        },
    ),
    "roadmap-and-changelog": (
        "d8ca340db011",
        {
            "everybody reads the topic under [Roadmap](/roadmap/)": (
                "visitors_read_the_roadmap_and_merged_topics_lead_to_the_whole"
            ),
            "A vote is a person, however they spoke up": "a_vote_is_a_person_however_they_spoke_up",
            "tells each supporter once and asks": "shipping_tells_every_supporter_once_and_asks",
            "Of an unpublished topic nobody is told": "nobody_is_told_of_what_isnt_published",
            "once you publish it, they are": "what_shipped_unpublished_is_asked_when_it_is_published_and_once",
            "the topic is open again": "enough_who_say_not_fixed_open_it_again",
            "in their language, and ships its topics": (
                "everybody_reads_it_in_their_language_and_only_what_is_published"
            ),
            "tells nobody twice": "publishing_ships_its_topics_and_tells_who_asked_once",
            "A published release can't be deleted": "what_everybody_has_read_stays_in_the_changelog",
            "thanked by the name that they chose, and nobody else is named": (
                "who_asked_is_thanked_by_the_name_that_they_chose_and_nobody_else"
            ),
            "the release that was newest then": "a_report_is_about_the_release_that_was_newest_then",
            "before and after it, for each topic": "the_console_publishes_and_shows_what_it_changed",
        },
    ),
    "classifier-and-its-versions": (
        "afdb4cc5a657",
        {
            "Each week some tickets are drawn by lot": (
                "a_sample_is_drawn_once_and_labelled_by_who_hasnt_seen_the_verdict"
            ),
            "without a word of what the program said": (
                "the_page_shows_the_text_and_not_the_verdict_and_goes_on_where_one_stopped"
            ),
            "nobody labels what they have worked on": (
                "a_sample_is_drawn_once_and_labelled_by_who_hasnt_seen_the_verdict"
            ),
            "it doesn't sort the ticket": "a_sample_is_drawn_once_and_labelled_by_who_hasnt_seen_the_verdict",
            "The sample and the corrections are counted apart": "the_sample_and_the_corrections_are_counted_apart",
            "It needs labels of 40 tickets": "learning_is_refused_where_people_have_said_too_little",
            "is measured on the other part beside what is live": (
                "a_version_learns_from_one_half_is_measured_on_the_other_and_poison_is_refused"
            ),
            "What did worse is refused, with the reason": (
                "a_version_learns_from_one_half_is_measured_on_the_other_and_poison_is_refused"
            ),
            "A text that was erased is never learnt from again": "an_erased_text_is_never_learnt_from_again",
            "new tickets are sorted by it from the next one on": (
                "a_version_judges_the_next_ticket_and_the_one_before_comes_back"
            ),
            "**Back to the version before** undoes that": (
                "a_version_judges_the_next_ticket_and_the_one_before_comes_back"
            ),
            "you are told to look again": "a_version_judges_the_next_ticket_and_the_one_before_comes_back",
            "the examples of an earlier release can't be put live": (
                "what_did_worse_or_belongs_to_other_examples_cant_judge"
            ),
        },
    ),
    "calls-and-people-without-an-account": (
        "30fd690a0b22",
        {
            "A number has 5 to 15 digits": "a_call_is_written_down_as_a_ticket_of_the_caller_once",
            "a number or an e-mail address, so that they can be answered": (
                "a_call_is_written_down_as_a_ticket_of_the_caller_once"
            ),
            "counts as our answer": "a_caller_with_an_address_is_answered_by_letter_and_one_with_a_number_alone_is_not",
            "Saving the same form twice makes one": "a_call_is_written_down_as_a_ticket_of_the_caller_once",
            "our answers reach the caller by letter": (
                "a_caller_with_an_address_is_answered_by_letter_and_one_with_a_number_alone_is_not"
            ),
            "With a number alone nothing is sent": (
                "a_caller_with_an_address_is_answered_by_letter_and_one_with_a_number_alone_is_not"
            ),
            "opens a ticket and is answered in its thread": "a_letter_opens_a_ticket_and_is_answered_in_its_thread",
            "an answer to our letter opens a solved one again": (
                "the_answer_to_our_letter_opens_a_solved_ticket_again_once"
            ),
            "follow their ticket by a link, without signing in": "a_visitor_follows_answers_and_rates_by_the_link",
            "Automatic answers of two programs to each other stop": "two_programs_that_answer_each_other_stop",
            "erase it for good": "an_operator_exports_and_erases",
            "with it goes what was noted of their calls": "who_called_is_forgotten_with_the_note_of_the_call",
        },
    ),
    "connect-wechat-weibo-and-other-platforms": (
        "8102edf1078b",
        {
            "becomes a ticket, later messages of theirs go on with it": (
                "what_comes_in_is_a_ticket_goes_on_with_it_and_is_answered_by_the_way_it_came"
            ),
            "an https address on the open internet": "operators_make_a_source_see_its_secret_once_and_what_went_wrong",
            "we make one and show it once": "operators_make_a_source_see_its_secret_once_and_what_went_wrong",
            "AppID and EncodingAESKey go together": "operators_make_a_source_see_its_secret_once_and_what_went_wrong",
            "From then on nothing in the clear is taken": (
                "wechats_encrypted_messages_are_opened_and_none_in_the_clear_taken"
            ),
            "takes the one that you enter": "operators_make_a_source_see_its_secret_once_and_what_went_wrong",
            "The former one opens for a day longer": "a_former_secret_opens_for_a_day",
            "is refused; the same message counts once": (
                "who_doesnt_know_the_secret_comes_late_or_twice_gets_nothing_new"
            ),
            "then the ticket goes back to a person with a note": (
                "an_answer_that_nobody_takes_is_tried_again_and_then_goes_to_a_person"
            ),
            "While a source isn't in use, answers wait": (
                "what_waits_leaves_in_time_from_a_source_in_use_to_who_is_there_and_holds_up_no_other"
            ),
            "A source that brought messages can't be deleted": "a_source_that_brought_messages_stays",
        },
    ),
    "try-out-programmes": (
        "617d46d0dbef",
        {
            "**Invite its reporters to try**": "an_operator_goes_from_the_topic_to_a_programme_and_through_its_steps",
            "have it without an invitation": "a_level_opens_it_too_where_the_programme_says_so",
            "from then on only those who take part have it": (
                "accepting_turns_it_on_leaving_turns_it_off_and_nobody_else_has_it"
            ),
            "and never amid an experiment": "one_feature_is_tried_by_one_programme_and_never_amid_an_experiment",
            "each once, operators never": "only_those_are_drawn_who_spoke_up_and_agreed_each_once",
            "leaving turns it off again": "accepting_turns_it_on_leaving_turns_it_off_and_nobody_else_has_it",
            "they say whether it is fixed for them": "the_invited_answer_on_the_page_and_say_whether_it_is_fixed",
            "shows how many take part": "the_invited_answer_on_the_page_and_say_whether_it_is_fixed",
            "Every flag is lowered, those who took part are told": "the_end_lowers_every_flag_and_says_so",
            "the programme can't be started again": "the_end_lowers_every_flag_and_says_so",
        },
    ),
    "improvement-reports": (
        "c926f1ed0948",
        {
            "Only a period that is over can be chosen, a year at most": "only_a_period_that_is_over_can_be_frozen",
            "what changes later doesn't change the report": "the_figures_are_those_of_the_time_and_stay_so",
            "what was declined, and why": "the_figures_are_those_of_the_time_and_stay_so",
            "how many said that it is fixed for them": "a_verdict_is_in_the_next_report",
            "quotes no report": "the_figures_are_those_of_the_time_and_stay_so",
            "Before it is published only operators see it": "before_it_is_published_only_operators_see_it",
            "From then on nothing of it can be changed": (
                "the_console_makes_it_by_one_form_and_publishes_it_by_one_step"
            ),
        },
    ),
}
