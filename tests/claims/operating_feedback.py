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
}
