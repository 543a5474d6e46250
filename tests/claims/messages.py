"""The claims of articles about a single message; see `articles`."""

MESSAGES: dict[str, tuple[str, dict[str, str]]] = {
    "message-states": (
        "67feb4e6dd3a",
        {
            "From here on it can't be lost": "kills_lose_nothing",
            "You see this only if both of you have read receipts on": "read_receipts_are_off_both_ways",
            "it's stored only once": "a_send_whose_page_was_closed_goes_out_with_the_next_page",
            "Your text survives a reload of the page, and so does a draft": (
                "a_draft_survives_a_reload_and_reaches_another_device"
            ),
            "go out when the connection is back": "what_is_written_offline_goes_out_exactly_once",
            "if they still don't look, an e-mail": "what_was_missed_is_one_mail_with_job_and_first_words",
        },
    ),
    "reactions-quotes-and-images": (
        "4168f0fb79ed",
        {
            "It then stands above the conversation for all who take part": (
                "either_side_pins_and_the_other_sees_it_above_the_log"
            ),
            "In a group its owner and admins pin": "in_a_group_its_owner_and_admins_pin",
            "A recalled message is pinned no longer": "what_is_taken_back_is_pinned_no_longer",
            "A link is shown with the title of its page": "both_sides_see_what_the_page_says_of_itself",
            "a small picture": "the_picture_is_redrawn_and_kept_here_for_who_takes_part",
            "Our server opens the page once": "a_page_is_fetched_once_for_all_who_name_it_and_anew_after_a_week",
            "Pages inside private networks": "inside_addresses_are_never_visited",
            "those that want no robots": "a_site_that_wants_no_robots_is_left_alone",
            "so does a link that we warn of": "no_page_is_opened_for_a_link_that_readers_are_warned_of",
            "take it away with the ✕ beside it": "its_sender_takes_it_away_for_good_and_nobody_else_may",
            "It also goes when the message is recalled": "what_is_recalled_or_erased_shows_nothing_and_leaves_nothing",
            "tonight, tomorrow at nine or when you say, on your clock": "the_page_offers_times_on_my_clock",
            "there you move it or call it off": "by_the_api_it_is_planned_listed_and_called_off",
            "the reminder says so": "of_a_recalled_message_it_says_so",
            "Behind the plus there are more": "every_emoji_of_the_picker_may_be_a_reaction",
            "a second tap takes it away": "a_reaction_is_set_and_taken_back",
            "It isn't an answer, though": "a_reaction_answers_nothing",
            "a tap leads back to the original": "quoting_leads_back_to_what_was_said",
            "If it's recalled later, the quote becomes empty too": "a_recalled_message_leaves_nothing_on_the_page",
            "HEIC included": "a_phones_heic_becomes_a_jpeg_without_its_position",
            "What arrives may have up to **5 MB**": "it_may_not_be_larger_than_five_megabytes",
            "**Position data is removed.**": "a_picture_loses_its_position_and_keeps_its_pixels",
        },
    ),
    "send-files": (
        "6ec90b6a2b48",
        {
            "One message takes up to ten": "it_may_carry_ten_and_no_more",
            "The content decides, not the name": "what_may_not_be_sent_is_refused_with_its_reason",
            "the usual one is 20 MB": "settings.CHAT_FILE_MEGABYTES",
            "Office files with **macros** are refused": "what_may_not_be_sent_is_refused_with_its_reason",
            "under its own name, Chinese names included": "a_document_is_saved_as_it_came_under_its_chinese_name",
            "A PDF shows its first page": "a_document_is_saved_as_it_came_under_its_chinese_name",
            "an office file too where LibreOffice is installed here": "its_first_page_is_drawn_beside_its_text",
            "it comes a moment later by itself": "both_sides_see_the_page_come_and_an_outsider_nothing",
            "a text file how it begins": "each_kind_shows_how_it_begins",
            "a ZIP the names of what is in it": "an_archive_is_listed_with_its_chinese_names",
            "only those who take part in the conversation can fetch them": (
                "a_document_is_saved_as_it_came_under_its_chinese_name"
            ),
            "lists its pictures, documents, voice notes and links": "what_was_sent_is_listed_by_kind_newest_first",
            "What was recalled isn't in it": "what_was_recalled_is_gone_from_the_list",
            "You can listen to it before it leaves": "it_is_recorded_listened_to_sent_and_heard",
            "A voice note lasts up to **five minutes**": (
                "what_is_too_long_or_empty_is_refused_and_a_document_has_no_waveform"
            ),
            "call it a voice note with its length": "lists_paper_search_and_mail_call_it_a_voice_note",
            "moves in it with the arrow keys": "it_is_recorded_listened_to_sent_and_heard",
            "A recalled voice note can't be heard any more": (
                "it_is_sent_with_length_and_waveform_and_heard_by_who_takes_part"
            ),
            "its files are gone, too": "a_document_is_saved_as_it_came_under_its_chinese_name",
        },
    ),
    "recall-a-message": (
        "cc8d01fa52d7",
        {
            "Within **two minutes** of sending": "sent_and_recalled_is_never_sent",
            "an e-mail with its first words may have reached them": (
                "what_was_missed_is_one_mail_with_job_and_first_words"
            ),
            "whoever takes part can read what it said before": "who_takes_part_reads_what_a_message_said_before",
            "When the message is recalled, that is gone too": "a_recall_and_an_erasure_empty_the_history",
            "The text and pictures are gone from their view": "a_recalled_message_is_gone_for_both",
            "the quote is emptied as well": "a_recalled_message_leaves_nothing_on_the_page",
            "A message that was recalled isn't an answer": "points_for_a_recalled_answer_are_taken_back_once",
        },
    ),
    "send-later": (
        "65c23ffd6223",
        {
            "when their quiet hours end, on their clock": (
                "in_the_readers_morning_is_nine_on_their_clock_wherever_they_are"
            ),
            "**at a time**, on your clock or on theirs": "text_and_time_are_changed_on_the_page",
            "after as many days as you say, in their waking hours": (
                "without_an_answer_it_goes_out_in_the_readers_day"
            ),
            "Both times are shown where your clocks differ": "everything_planned_stands_in_it_on_both_clocks",
            "Until it goes out only you see it": "nobody_else_sees_it_before",
            "because the conversation was closed": "into_a_closed_conversation_nothing_goes_out",
            "you're told, and the text is kept": "what_is_refused_at_its_time_is_told_and_its_text_is_kept",
            "A follow-up is called off by an answer": "whatever_makes_it_moot_calls_it_off",
            "An auto-reply isn't an answer": "an_auto_reply_is_no_answer",
            "until a time of your choice": "a_conversation_is_snoozed_to_any_time",
            "An answer brings it back earlier": "a_message_ends_the_snooze",
        },
    ),
}
