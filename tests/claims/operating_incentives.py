"""What the help's articles say to operators about recognition, the shop, and link previews, and what proves each."""

OPERATING_INCENTIVES: dict[str, tuple[str, dict[str, str]]] = {
    "link-previews": (
        "00d389ed1447",
        {
            "site, title, a few words, a small picture": "both_sides_see_what_the_page_says_of_itself",
            "off, no address in a message is opened any more": "operators_switch_it_off_or_leave_sites_alone",
            "off, none is fetched": "operators_switch_it_off_or_leave_sites_alone",
            "for those who take part in the conversation": "the_picture_is_redrawn_and_kept_here_for_who_takes_part",
            "what lies below it is meant, too": "operators_switch_it_off_or_leave_sites_alone",
            "Addresses inside your network": "inside_addresses_are_never_visited",
            "your own site": "operators_switch_it_off_or_leave_sites_alone",
            "links in a message that readers are warned of": "no_page_is_opened_for_a_link_that_readers_are_warned_of",
            "sites that want no robots": "a_site_that_wants_no_robots_is_left_alone",
            "Only the first link of a message": "the_first_address_is_the_link",
            "once for all who name it, and anew after a week": (
                "a_page_is_fetched_once_for_all_who_name_it_and_anew_after_a_week"
            ),
            "is asked three times": "a_site_that_doesnt_answer_is_asked_three_times_and_what_had_nothing_is_forgotten",
            "takes its preview away for good, and nobody else may": (
                "its_sender_takes_it_away_for_good_and_nobody_else_may"
            ),
            "An edit brings another preview or none": "an_edit_brings_another_page_or_none",
            "what is recalled shows nothing any more": "what_is_recalled_or_erased_shows_nothing_and_leaves_nothing",
        },
    ),
    "shop-and-orders": (
        "170545a200dc",
        {
            "has to be answered with the order": "what_cannot_be_ordered_costs_nothing",
            "can't be ordered": "what_cannot_be_ordered_costs_nothing",
            "the most for one person": "one_person_orders_as_often_as_they_may",
            "A reward is never deleted": "what_people_may_have_or_have_ordered_is_never_deleted",
            "nothing is ordered and their coins are untouched": (
                "at_another_price_than_the_one_that_was_shown_nothing_is_ordered"
            ),
            "your number is added to what is left at that moment": "an_operator_changes_the_stock_by_steps",
            "it never falls under nothing": "the_database_keeps_the_stock_above_zero",
            "shows what waits first, the oldest at the top": "an_operator_works_the_queue",
            "the coins are spent, and the person reads your words": "who_orders_is_told_what_became_of_it",
            "all of them, once, also after it was fulfilled": "a_refund_comes_once_whether_it_was_fulfilled_or_not",
            "What was not fulfilled goes back to the stock": "a_refund_comes_once_whether_it_was_fulfilled_or_not",
            "the person may take the order back": "one_takes_an_order_back_until_it_is_ready",
            "the order is given back": "coins_that_wait_in_an_order_are_not_spent_when_their_award_is_taken_back",
        },
    ),
    "levels-and-what-they-unlock": (
        "f85708f87e85",
        {
            "in the background, and quietly": "edited_levels_move_everybody_quietly",
            "A higher level takes more points than a lower one": "a_higher_level_takes_more_points",
            "its number and points stay, and it can't be deleted": "the_first_level_stays_where_it_is",
            "is on the one below, without its privileges": "a_level_that_was_deleted_leaves_nobody_on_it",
            "Each of them is enforced": "every_privilege_that_a_level_can_have_is_enforced",
            "are added to what everybody has": "the_bonus_of_a_level_is_added_to_the_base",
            "stays limited, whatever the level": "a_limit_of_ones_own_stays_below_whatever_the_level",
            "A head start tells near equals apart": "a_head_start_tells_equals_apart",
            "Members read it from these rows": "what_a_level_unlocks_is_said_from_its_rows",
            "Within the **margin** a level stays": "within_its_margin_a_level_stays_and_below_it_for_a_while",
            "told until when, and when it is lost": (
                "who_falls_below_is_told_until_when_the_level_is_kept_and_when_it_is_lost"
            ),
            "Who had arranged the points loses it at once": "points_that_are_taken_back_take_the_level_along",
            "A level is told of once": "a_level_is_told_of_once_even_if_it_is_reached_again",
        },
    ),
    "badges-and-titles-in-the-console": (
        "c667a239de26",
        {
            "A badge can't be deleted": "what_people_may_have_or_have_ordered_is_never_deleted",
            "from how many each grade comes": "grades_ask_for_different_people",
            "only what was done between them counts": "a_window_counts_what_was_done_in_it",
            "hides name and condition": "the_page_keeps_secrets_and_shows_the_way",
            "and it goes with the badge": "one_at_a_time_and_gone_with_the_badge",
            "Everybody is looked at, and nobody is told": "an_operator_changes_a_badge_and_everybody_is_looked_at",
            "who earned it before has it quietly": "a_new_badge_finds_who_earned_it_before_silently",
            "A run that breaks off is finished by the next": (
                "a_run_is_one_worker_s_and_what_they_leave_is_done_by_the_next"
            ),
            "are told once, together with the points": "a_new_badge_is_told_once_with_the_points",
            "giving it back brings the badge again": "a_reversal_revokes_the_badge_and_a_restoration_brings_it_back",
        },
    ),
    "rankings-votes-and-titles": (
        "e10e6fc09f51",
        {
            "Saving takes its snapshot": "an_operator_makes_a_board_and_its_snapshot_is_taken",
            "Only what the other side confirms is ranked": "only_what_the_other_side_confirms_is_ranked",
            "whether and by which name they are shown": "a_name_is_shown_only_by_choice_and_a_nickname_is_no_address",
            "how many votes it takes": "equal_votes_win_together_and_too_few_win_nothing",
            "who helped the most different people": (
                "who_helped_the_most_different_people_is_nominated_where_they_show_a_name"
            ),
            "for whom stands there when it is closed": (
                "the_vote_is_secret_until_it_is_closed_then_the_winner_has_award_badge_and_notice"
            ),
            "ends it before its time": "an_operator_decides_otherwise_with_a_reason_and_back_again",
            "whoever had it loses it. You may decide again": (
                "an_operator_decides_otherwise_with_a_reason_and_back_again"
            ),
            "only while it is open": "an_operator_decides_otherwise_with_a_reason_and_back_again",
            "says what a title asks for": "operators_change_what_a_title_asks_for",
            "keeps it for its days and is told": "who_falls_below_keeps_it_for_its_days_and_then_loses_it",
        },
    ),
}
