"""What the articles about points, levels and badges say, and what proves it; see `articles`."""

RECOGNITION: dict[str, tuple[str, dict[str, str]]] = {
    "badges": (
        "7197fbb8fa45",
        {
            "when an award settles": "a_badge_comes_when_the_award_settles",
            "You're told once, together with the points": "a_new_badge_is_told_once_with_the_points",
            "Some count different people": "grades_ask_for_different_people",
            "You wear one at a time, and it's gone with the badge": "one_at_a_time_and_gone_with_the_badge",
            "neither name nor condition until you have them": "the_page_keeps_secrets_and_shows_the_way",
            "Some count only what was done between two dates": "a_window_counts_what_was_done_in_it",
            "the badge is there again": "a_reversal_revokes_the_badge_and_a_restoration_brings_it_back",
            "That happens quietly": "a_new_badge_finds_who_earned_it_before_silently",
            "badges go with them": "who_hides_all_of_it_sees_no_badges",
        },
    ),
    "how-points-work": (
        "1d48ba6833d6",
        {
            "**Recruiters: 10 points** for the first answer, within 24 hours": (
                "a_timely_first_answer_is_pending_then_settled"
            ),
            "there are 20 points for the completed first week": "the_help_names_the_numbers_that_decide",
            "at most ten a day, by UTC days": "nobody_gets_a_new_day_by_moving_their_clock",
            "the second award is worth half of the first": (
                "the_kth_award_of_a_pair_is_worth_one_kth_in_whichever_direction"
            ),
            "after a hold of two days": "an_answer_and_its_confirmation_through_the_outbox",
            "If the other side answers you in earnest within **14 days**": "a_pending_award_lapses_after_its_time",
            "No points, but the conversation goes on": "a_late_answer_gets_a_reason_instead_of_points",
            "an interview that both sides say took place": "an_interview_counts_for_both_sides_once",
            "a clear and kind no to somebody who was waiting": (
                "a_clear_no_to_who_waited_counts_once_its_hold_is_over"
            ),
            "an answer that solved it for who asked and helped somebody else too": (
                "an_accepted_answer_that_helped_others_counts_until_the_asker_takes_that_back"
            ),
            "a post that moderators recommend": "a_recommended_answer_counts_until_it_no_longer_is",
            "gives points by hand, with the reason": "a_small_sum_is_given_at_once_and_once",
            "which forms there are, what each is worth, and which one you have until when": (
                "a_member_reads_beforehand_what_they_get_and_gets_it"
            ),
            "each form keeps one chance in ten at least": "chance_leans_to_what_helped_and_leaves_each_form_its_floor",
            "Leaving and coming again draws nothing new": (
                "nobody_gets_the_form_they_like_by_moving_leaving_or_coming_again"
            ),
            "it counts once who came by it has had a first real conversation": (
                "a_real_newcomer_counts_once_after_the_first_real_talk"
            ),
            "Accounts of your own, of your colleagues, or from where you sign in": "puppets_bring_nothing",
            "You aren't told who came": "the_link_leads_through_sign_up_and_the_inviter_reads_no_names",
            "somebody else than who took it back decides": "another_operator_gives_it_back",
            "lists each award with its reason and state": ("an_award_is_a_sentence_with_a_link_to_its_conversation"),
            "on [the rules page](/points/rules/), with their limits": "every_number_of_a_version_is_in_its_words",
        },
    ),
    "levels": (
        "0e27e0e4ba73",
        {
            "**Level 5** begins at 1,000 points": "the_help_names_the_numbers_that_decide",
            "Pending points don't count yet": "pending_points_raise_no_level",
            "What each level unlocks stands on your points page": "what_a_level_unlocks_is_said_from_its_rows",
            "It stands beside your name": "the_level_stands_beside_the_name_in_a_conversation",
            "a small head start": "a_head_start_tells_equals_apart",
            "each level has a margin": "within_its_margin_a_level_stays_and_below_it_for_a_while",
            "you're told until when": "who_falls_below_is_told_until_when_the_level_is_kept_and_when_it_is_lost",
            "somewhat larger files": "every_privilege_that_a_level_can_have_is_enforced",
            "Higher levels may begin more new conversations a day": "a_higher_level_may_really_greet_more",
            "Only if points under it are taken back": "points_that_are_taken_back_take_the_level_along",
            "hide points, levels and missions altogether": "hiding_all_of_it_hides_it_and_loses_nothing",
        },
    ),
    "what-earns-no-points": (
        "6ca321513459",
        {
            "Greeting fifty people earns what greeting one does": "a_hundred_messages_bring_what_one_does",
            "it counts as a circular": "fakes_are_not_earnest",
            "Ten are the most": "the_eleventh_answer_of_a_day_is_capped_and_the_next_day_is_new",
            "says so and gives the reason": "a_capped_try_gives_the_limit_as_its_reason",
            "The old line stays where it is and a second one explains it": (
                "a_reversed_award_no_longer_counts_and_cannot_be_reversed_again"
            ),
            "and gives it back or says why not": "what_stays_taken_back_is_said_in_words",
        },
    ),
}
