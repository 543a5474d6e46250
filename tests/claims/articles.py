"""What the help's articles say about the product, and what proves each: the name of a test, or "settings.NAME".

Advice about how to write needs no proof. Whoever changes an article reads its claims again and renews its digest.
"""

from tests.claims.feedback import FEEDBACK
from tests.claims.integrating import INTEGRATING
from tests.claims.learning import LEARNING
from tests.claims.operating import OPERATING
from tests.claims.operating_feedback import OPERATING_FEEDBACK
from tests.claims.operating_incentives import OPERATING_INCENTIVES
from tests.claims.operating_learning import OPERATING_LEARNING
from tests.claims.recognition import RECOGNITION
from tests.claims.safety import SAFETY
from tests.claims.talking import TALKING

ARTICLES: dict[str, tuple[str, dict[str, str]]] = TALKING | {
    **FEEDBACK,
    **INTEGRATING,
    **LEARNING,
    **OPERATING,
    **OPERATING_FEEDBACK,
    **OPERATING_INCENTIVES,
    **OPERATING_LEARNING,
    **RECOGNITION,
    **SAFETY,
    "api-tokens-and-integration": (
        "ea10d9c3414c",
        {
            "may do what that person may do, no more": "every_route_lets_in_only_whom_it_should",
            "We keep only a fingerprint of it": "neither_key_nor_digest_is_told",
            "It expires after 30 days and can't be prolonged": "a_token_ends_after_thirty_days_however_it_is_used",
            "where all sign-ins and tokens are listed": "the_page_names_each_browser_and_program_and_its_place",
            "It works within seconds, open connections included": "a_revoked_token_takes_its_socket_with_it",
            "what people write there becomes feedback": (
                "what_comes_in_is_a_ticket_goes_on_with_it_and_is_answered_by_the_way_it_came"
            ),
            "a secret that is shown once": "operators_make_a_source_see_its_secret_once_and_what_went_wrong",
            "Older than five minutes is refused": "who_doesnt_know_the_secret_comes_late_or_twice_gets_nothing_new",
            "an official account, with the secret as its token": (
                "wechat_proves_the_address_and_brings_messages_whose_nonce_serves_once"
            ),
            "from then on nothing in the clear is taken": (
                "wechats_encrypted_messages_are_opened_and_none_in_the_clear_taken"
            ),
            "**Weibo:** direct messages": "weibo_is_read_by_its_own_form",
            "eight times in all": "an_answer_that_nobody_takes_is_tried_again_and_then_goes_to_a_person",
            "the same key gets the same answer": "the_second_time_has_no_effect_and_the_same_answer",
            "sent twice, stored once": "a_repeated_client_id_gets_the_original_ack_and_nobody_hears_of_it",
            "fetch what changed since your last cursor": "frames_and_changes_in_any_order_give_the_same_state",
            "the answer says after how many seconds to try again": "too_much_is_answered_with_when_to_come_again",
        },
    ),
    "ask-help-and-reach-a-person": (
        "de198344812c",
        {
            "each sentence stands above the sentence of the article that says so": (
                "each_sentence_stands_beside_what_the_article_says"
            ),
            "what it adds of its own isn't shown": "what_is_not_from_the_passage_is_not_shown",
            "Names, phone numbers and addresses in your question don't go to it": "names_and_numbers_stay_here",
            "in English, in Chinese or in both": "a_mixed_question_is_answered_in_the_interface_language",
            "with the article it comes from": "an_answer_is_quoted_with_its_source",
            "then it says so instead of guessing": "it_says_when_it_does_not_know_and_names_what_comes_near",
            "Where two articles come near, it asks which of them you mean": (
                "it_asks_back_where_two_fit_and_none_is_sure"
            ),
            "Under each answer you can say whether it did": "one_says_whether_it_solved_it",
            "a lesson on the same thing, a group and an expert, each with the reason": (
                "a_lesson_a_group_and_an_expert_stand_beside_it_with_the_reason"
            ),
            "who looks after the article reads it": "it_reaches_the_keeper_and_becomes_feedback_once",
            "You needn't first prove that the machine failed": "a_person_is_reached_without_asking_the_help_first",
            "Where an [expert](/help/ask-an-expert/) on the topic is there, they get it": (
                "an_expert_is_asked_with_the_history_and_told"
            ),
            "Your question and what the help answered go along": "a_question_goes_to_support_with_all_that_was_said",
        },
    ),
    "find-anything": (
        "9990e3bd88c2",
        {
            "spelt almost so, or sounds so in Chinese": "what_is_mistyped_is_found_as_it_was_meant",
            "Chinese is found anywhere in a text": "chinese_is_found_anywhere_and_english_in_all_its_forms",
            "English is found by whole words in all their forms": (
                "chinese_is_found_anywhere_and_english_in_all_its_forms"
            ),
            "Several words must all be there": "it_is_not_found",
            "people and conversations, what was written in them, jobs": "everything_of_mine_is_found_by_kind",
            "posts of groups by field": "posts_are_found_by_who_may_read_them",
            "Archived and closed conversations are searched too": (
                "archived_and_blocked_conversations_are_found_as_they_are_read"
            ),
            "an old one for three years": "settings.CHAT_SEARCH_MONTHS",
            "with what you looked for marked": "the_page_shows_marked_hits_that_lead_to_the_message",
            "the conversation opens at that message": "a_page_around_a_message_shows_it",
            "You find only what you may read": "who_is_not_in_it_finds_nothing",
            "as long as you take part": "who_left_finds_nothing_any_more_and_who_joined_finds_what_was_said_before",
            "recalled or edited away is found no more": "what_was_recalled_edited_away_or_erased_is_gone_at_once",
        },
    ),
    "rankings": (
        "dcd854d11d1e",
        {
            "points for what the other side confirmed": "a_snapshot_sums_what_settled_in_its_time_by_role",
            "Sending a lot plays no part": "only_what_the_other_side_confirms_is_ranked",
            "you see yours alone": "candidates_see_their_own_and_a_segments_board_its_members_alone",
            "look at your colleagues only": "colleagues_alone_can_be_looked_at",
            "with five before and five after you": "around_somebody_are_five_before_and_five_after",
            "after two tenth places comes the twelfth": "who_ties_at_the_tenth_place_shares_it_and_the_next_is_twelfth",
            "Nobody's, until you choose": "a_name_is_shown_only_by_choice_and_a_nickname_is_no_address",
            "You disappear from all of them at once": "who_hides_is_on_no_board_at_once_and_in_no_snapshot",
            "never sees you there": "nobody_sees_whom_they_blocked_or_who_blocked_them",
        },
    ),
    "thanks": (
        "c7ecb5011aab",
        {
            "a talk in which both said something": "a_talk_of_one_side_alone_is_none",
            "They're told": "one_thanks_whom_one_talked_with_and_they_are_told",
            "The vote opens on the fourth, for a week": (
                "who_helped_the_most_different_people_is_nominated_where_they_show_a_name"
            ),
            "their account was two weeks old when the vote began": (
                "neither_for_oneself_nor_a_colleague_nor_by_a_fresh_or_idle_account"
            ),
            "not for themselves and not for a colleague": (
                "neither_for_oneself_nor_a_colleague_nor_by_a_fresh_or_idle_account"
            ),
            "How it stands nobody knows before its end": (
                "the_vote_is_secret_until_it_is_closed_then_the_winner_has_award_badge_and_notice"
            ),
            "Equal votes win together": "equal_votes_win_together_and_too_few_win_nothing",
            "a title beside your name, by what others say of it": (
                "a_title_comes_from_what_others_say_and_stands_beside_the_name"
            ),
            "colleagues and new accounts don't": "colleagues_new_accounts_and_a_ring_make_no_creator",
            "you keep the title for a while": "who_falls_below_keeps_it_for_its_days_and_then_loses_it",
            "how many people said thanks": "others_see_how_many_said_thanks_unless_it_is_hidden",
            "Three times a day": "three_a_day_and_what_is_not_given_is_gone",
            "once in 30 days": "the_same_person_is_thanked_once_in_thirty_days",
            "after two days": "thanks_of_somebody_who_counts_bring_a_little_after_two_days",
            "bring each other nothing": "a_ring_that_thanks_each_other_gets_nothing",
            "nobody sees your thanks then": "others_see_how_many_said_thanks_unless_it_is_hidden",
        },
    ),
    "streaks": (
        "e7927f9c9ce0",
        {
            "more on the same day adds nothing": "two_things_on_one_day_are_one_day",
            "Signing in isn't one": "the_page_and_the_api_say_how_it_stands_in_both_languages",
            "also while the points are still held": "what_is_held_counts_and_what_lapses_or_is_taken_back_does_not",
            "Two freezes hold a streak": "two_freezes_hold_two_missed_days_and_one_comes_back_after_seven",
            "do one thing more for each of them": "missed_days_beyond_the_freezes_are_won_back_by_doing_more",
            "once in 30 days": "winning_back_works_once_in_thirty_days",
            "the new one takes a week to count": "a_moved_time_zone_takes_a_week_to_count_and_may_be_taken_back",
            "a day that the move cuts short breaks nothing": "a_move_to_the_east_cuts_no_streak",
            "you're reminded once in the evening": "a_streak_at_risk_is_reminded_of_once_in_the_evening",
            "streaks and their reminders go with them": "nobody_is_reminded_whose_day_counts_or_who_hides_all_of_it",
        },
    ),
    "missions-and-campaigns": (
        "b014dcf3c17e",
        {
            "once its award counts": "stages_are_passed_one_after_the_other_and_each_pays_once",
            "several deeds with the same person count as one": "several_with_the_same_person_count_as_one",
            "in which order things happen": "in_any_order_and_heard_of_twice_it_comes_to_the_same",
            "its step goes back, and the stage with it": "a_deed_that_is_taken_back_takes_its_step_and_its_stage_back",
            "Everybody who did something for it passes": "a_company_does_one_together_and_who_did_something_passes",
            "which counts only in those days": "a_campaign_takes_its_missions_and_rules_along_and_bounds_them",
            "you may finish it until the day that it promised": "who_had_begun_finishes_what_was_ended",
            "or for 14 days if it had none": "without_an_end_of_its_own_there_are_two_weeks_to_finish",
        },
    ),
    "coins-and-the-shop": (
        "5a5d4a8e7e4e",
        {
            "Which rules give coins, and how many, stands on [the rules page]": (
                "the_celebration_and_the_rules_name_the_coins"
            ),
            "the moment in which the points of the same award settle": (
                "coins_come_when_the_award_settles_and_go_when_it_is_taken_back"
            ),
            "they get fewer, like the points": "the_same_pair_again_brings_a_part",
            "what you have spent stays spent": "what_is_spent_stays_spent_when_its_award_is_taken_back",
            "Coins set aside for an order that still waits aren't spent": (
                "coins_that_wait_in_an_order_are_not_spent_when_their_award_is_taken_back"
            ),
            "the coins are set aside": "coins_are_set_aside_then_spent",
            "your coins are untouched": "what_cannot_be_ordered_costs_nothing",
            "until it is ready, and the coins are yours again": "one_takes_an_order_back_until_it_is_ready",
            "you are told, with what you need to know": "who_orders_is_told_what_became_of_it",
            "you get all coins back": "a_refund_comes_once_whether_it_was_fulfilled_or_not",
            "lists what came and went, and for what": "the_page_and_the_api_say_what_came_for_what",
            "the shop goes with them": "who_hides_it_sees_no_shop",
        },
    ),
    "find-candidates": (
        "a12cfd192a7f",
        {
            "Below stand the reasons": "candidates_come_with_reasons_for_the_recruiter",
            "An empty field doesn't count against anyone": "what_nobody_states_is_neutral",
            "it tells near equals apart, no more": "a_head_start_tells_equals_apart",
            "Skills are recognised under other names and in the other language": "both_languages_name_the_same_skill",
            "Age, gender, photo, name, family": "no_fact_is_a_protected_attribute",
            "you land in the same conversation": "two_who_greet_at_once_meet_in_one_conversation",
        },
    ),
    "first-week-missions": (
        "a388a0944002",
        {
            "the mission ticks itself off": "a_step_ticks_itself_off_on_the_open_page_and_is_celebrated",
            "you get **20 points** and 20 coins at once": "the_help_names_the_numbers_that_decide",
            "nobody else sees your list": "others_see_nothing_of_it",
            "each once": "a_tip_comes_up_once_and_the_next_one_waits",
            "at most three a day": "no_more_than_three_come_up_a_day",
            "never while you write": "nothing_comes_up_over_what_one_writes",
            "switch them off": "no_more_tips_means_none_until_they_are_wanted_again",
            "a reaction isn't one": "a_reaction_answers_nothing",
        },
    ),
    "language-and-time-zone": (
        "8c54d91a0beb",
        {
            "Pages, notifications and e-mails follow your choice": "a_person_keeps_the_language_everywhere",
            "Help articles exist in both languages and say the same things": "each_is_whole_in_both_languages",
            "your browser tells us your time zone": "sign_up_learns_the_time_zone",
            "everybody sees their own local time": "times_are_in_the_readers_zone_and_language",
            "in your waking hours, not at night": "what_can_wait_waits_for_their_end",
        },
    ),
    "missed-message-email": (
        "11908eb488b3",
        {
            "Five messages from one person make one e-mail, not five": (
                "what_was_missed_is_one_mail_with_job_and_first_words"
            ),
            "Each message is told of once, a conversation at most once an hour": (
                "each_message_is_told_of_once_and_a_conversation_once_an_hour"
            ),
            "all together at most three times a day": "three_a_day_over_all_conversations",
            "what comes on top waits and arrives as one e-mail": "three_a_day_and_then_all_in_one",
            "answers to your feedback don't count either": "what_one_waits_for_doesnt_count",
            "you choose one e-mail a day or a week, at your hour": "nine_stays_nine_when_the_clocks_change",
            "who waits for you with first words": "who_waits_is_told_with_first_words_once",
            "new jobs that fit and why": "new_jobs_come_with_their_reason_in_the_readers_language",
            "when there is nothing new, none is sent": "an_empty_digest_isnt_sent_and_the_next_one_is_planned",
            "The page shows what it would say": "the_page_saves_and_shows_what_it_would_say",
            "an application has had no answer for a week": "a_silent_application_gets_an_honest_next_step",
            "one such word a week at most": "one_a_week_over_all_occasions",
            "none when the matter is settled": "what_is_moot_by_then_is_neither_said_nor_mailed",
            "Each can be switched off": "who_switched_it_off_hears_none_and_the_week_stays_free",
            "you choose for each kind of news": "the_table_is_saved_as_it_is_ticked",
            "What would be mailed then comes there instead": (
                "she_names_her_robot_and_is_told_there_instead_of_by_mail"
            ),
            "only if it arrives is the address kept": "an_address_that_doesnt_work_or_is_anothers_isnt_kept",
            "so does what the messenger doesn't take": "what_the_messenger_doesnt_take_is_mailed",
            "stops its kind with one click, without signing in": "one_click_stops_the_kind_and_no_other",
            "a second click stops all": "a_second_click_stops_all",
            "choose for each kind of e-mail, still without signing in": (
                "each_kind_is_chosen_by_the_link_without_signing_in"
            ),
            "for 60 days after it came": "an_old_letter_or_one_to_a_former_address_opens_no_choices",
            "nothing comes in your night": "nothing_comes_in_the_night",
            "**Reading anywhere cancels it.**": "what_was_read_isnt_mailed",
            "What was pushed isn't mailed as well": "what_was_pushed_isnt_mailed_and_what_was_read_is_neither",
            "never comes in your night or while you have a page open": (
                "nothing_comes_at_night_while_a_page_is_open_or_where_it_is_off"
            ),
            "for each browser whether names and first words are shown": "one_browser_may_show_words_and_another_not",
            "Pushes end with the sign-in of that browser": "pushes_end_with_the_sign_in_however_that_ends",
            "how the first missed message of each conversation begins": (
                "what_was_missed_is_one_mail_with_job_and_first_words"
            ),
            "It comes in your language": "a_letter_in_chinese_says_so",
            "Messages that were recalled aren't in it": "words_taken_back_arent_in_the_letter",
            "All at once go off under": "who_doesnt_want_it_gets_none",
            "The link at the end of an e-mail": "one_click_stops_them",
            "no more are sent to that address": "nobody_else_stops_them",
            "one click there lets them come again": (
                "an_address_that_takes_no_letters_gets_none_until_its_owner_says_so"
            ),
            "you can simply answer it": "from_the_letter_to_the_conversation_over_real_mail",
            "with the files that you attach": "a_picture_comes_along_and_a_program_doesnt",
            "and your signature, stay out": "in_chinese_with_a_signature",
            "It works from the address of your account": "whom_a_letter_was_forwarded_to_doesnt_write_for_its_reader",
            "for 30 days": "an_address_becomes_too_old",
            "your words wait in the conversation as a draft": "what_looks_like_a_trick_comes_back_with_its_words",
            "An automatic answer": "programs_are_neither_believed_nor_answered",
        },
    ),
    "post-and-import-jobs": (
        "aa623aa828f7",
        {
            "all its recruiters see and use them": "my_jobs_are_my_companys_by_state_with_counts",
            "Fields you leave open aren't guessed": "what_a_posting_leaves_out_stays_unknown",
            "become topic chips that candidates tap": "what_a_posting_leaves_open_is_asked_in_one_tap",
            "Lists come in as **Excel (.xlsx), CSV or JSON**": "jobs_come_in_from_a_sheet_through_service_and_console",
            "close the job": "closing_and_opening_jobs_goes_through_the_services",
        },
    ),
    "sign-up-and-roles": (
        "abc6aba3df25",
        {
            "with the reasons why each one is shown to you": "a_candidate_reads_words_first_then_reasons",
            "you also name the company you hire for": "a_recruiter_signs_up_with_a_company",
            "its people let you in": "a_member_lets_somebody_in_and_both_are_told",
            "ask a colleague for an invitation link": "a_visitor_with_an_invitation_signs_up_into_the_company",
            "Until somebody says yes you see nothing": "who_signs_up_with_a_name_that_is_here_waits_for_a_yes",
            "People of other companies never see your conversations": "another_company_finds_nothing",
            "The role can't be switched by yourself": "nobody_changes_their_own_role",
            "If both sides have confirmed your address": "an_account_is_joined_where_both_sides_confirmed_its_address",
            "Otherwise sign in here first": "who_took_an_address_without_confirming_it_doesnt_get_its_owner",
            "A link comes by e-mail": "a_forgotten_password_is_replaced_by_letter",
        },
    ),
    "upload-and-edit-your-resume": (
        "539d5db7efd1",
        {
            "PDF, DOCX and TXT work": "word_pdf_and_text_are_read",
            "you see a form with what we found": "uploading_leads_to_the_form_with_what_was_read",
            "If your résumé gives no salary, the field stays empty": "what_a_resume_does_not_say_stays_unknown",
            "your own entry always wins over what was read": "an_upload_never_overwrites_what_somebody_wrote",
            "**A password on the file**": "a_locked_pdf_says_that_it_is_locked",
            "write straight into the form": "a_resume_is_filled_in_by_form",
        },
    ),
    "why-a-job-is-recommended": (
        "8bc0f2b5d9ac",
        {
            "begins with words and not with a percentage": "the_label_says_it_in_words_first",
            "a head start of a few hundredths": "a_head_start_tells_equals_apart",
            "Other names and the other language count too": "both_languages_name_the_same_skill",
            "it says that it's open, and you can ask with one tap": "an_open_question_is_asked_in_one_tap",
            "Under the reasons you'll find what would help": "mending_the_one_field_a_reason_names_moves_the_rank",
            "Your age, gender, photo, name and family": "no_fact_is_a_protected_attribute",
        },
    ),
    "your-data": (
        "fc616eeb75ba",
        {
            "and what was said once they join": "a_colleague_reads_nothing_before_they_join_and_everybody_sees_that",
            "Other companies see nothing of them": "another_company_finds_nothing",
            "not the other side, unless you write it in a message": "the_other_side_sees_no_address",
            "A message of your own can be recalled within two minutes": "sent_and_recalled_is_never_sent",
            "You're told when the archive is ready": "who_asked_is_told_when_it_is_ready",
            "It holds what you wrote and uploaded": "the_copy_holds_what_every_owner_registered",
            "it opens for you alone, for seven days": "nobody_else_downloads_the_copy",
            "You confirm with your password": "a_wrong_password_deletes_nothing",
            "You're signed out everywhere at once": "closing_signs_out_everywhere",
            "sign in, and it's yours again as it was": "who_signs_in_again_within_fourteen_days_has_everything_back",
            "Then what you wrote and uploaded is erased": "after_the_end_no_table_and_no_file_holds_a_word_of_hers",
            "they see that a message was there": "others_see_that_something_was_said_and_no_longer_what",
            "A new version is offered there to be read": "a_new_version_is_offered_and_the_old_one_stays_as_it_was",
        },
    ),
}
