"""What the README says of the product's behaviour, by section, and the test or setting that proves it."""

README: dict[str, dict[str, str]] = {
    "Two commands": {
        "`up` prints its address and the demo's sign-ins, of operators with what each may do": (
            "it_says_which_operator_may_do_what"
        ),
        "makes the first operator, as `up` says then": "it_says_how_the_first_operator_is_made",
        "within ten seconds; data stays in `var/`, and so do the sign-ins": (
            "it_stops_within_ten_seconds_and_leaves_nothing_running"
        ),
        "taken port": "a_taken_port_is_named_with_a_way_out",
        "no network": "without_a_network_it_says_so",
        "old Python": "an_old_python_is_told_which_one_is_needed",
        "unreachable database": "a_database_that_does_not_answer_is_named_without_its_password",
        "keeps it: `up` and `test` then make no `.venv`": "an_environment_that_has_the_packages_is_kept",
    },
    "Embedded and in production": {
        "a crash at any moment costs time, not data": "kills_lose_nothing",
        "runs all of it in one\nprocess on PostgreSQL and Redis": (
            "up_with_the_production_services_runs_everything_in_one_process"
        ),
        "a `var/` folder serves one `up` at a time": "two_of_them_never_share_a_folder",
    },
    "Settings": {
        "nonsense is refused at the start with the variable's name": "a_setting_that_makes_no_sense_is_named",
        "closed to other accounts of the machine": "data_folder_and_database_are_closed_to_others",
        "their `X-Forwarded-For` and `X-Forwarded-Proto` are believed, nobody else's": (
            "wrong_passwords_count_for_the_place_they_come_from"
        ),
    },
    "Production": {
        "It stops on SIGTERM within ten seconds\n  and tells sockets to come back": (
            "a_stopping_server_loses_nothing_and_its_people_go_to_the_other"
        ),
        "on its own, so that no slow task holds up what people wait for": (
            "what_happened_is_handled_at_once_even_behind_a_slow_task"
        ),
        "each turn of a job is claimed in the database": "each_turn_is_taken_once",
        "Static files are served by the web processes under names that carry their content's hash": (
            "what_a_page_asks_for_comes_compressed_and_is_kept_until_it_changes"
        ),
        "whose headers take longer than 15 seconds": "half_a_request_ends_soon",
        "refuses bodies over 256 KiB of whoever is neither signed in nor brings a token": (
            "a_stranger_s_large_body_is_refused_before_it_comes"
        ),
        "It takes as many open files as the system's hard limit lets it": "a_process_takes_as_many_files_as_it_may",
        "503 with the reason otherwise": "it_is_unhealthy_while_the_database_takes_no_writes",
        "`Host` out of `ALLOWED_HOSTS`": "a_host_that_is_not_served_is_no_origin",
        "monitor that shows `METRICS_TOKEN` as a bearer token": (
            "a_monitor_that_shows_the_token_reads_how_old_the_outbox_is"
        ),
        "the database refuses to change": "the_database_refuses_to_change_a_line_of_the_log",
        "a change behind the database's guards is\nfound": "a_row_changed_behind_the_guards_is_found_and_told",
        "Keep old keys in `SECRET_KEY_FALLBACKS`": "the_key_may_be_changed",
        "pages, sign-in and sending go on; live delivery and tasks resume by themselves": (
            "the_talk_goes_on_without_redis_and_is_live_again_after_it"
        ),
        "sign-ups and letters are then limited by each process for itself": "sign_ups_stay_limited",
    },
    "Backup": {"While it serves": "a_backup_under_load_is_whole"},
    "API and the live protocol": {
        "`Idempotency-Key` makes a repeated POST harmless": "the_same_key_again_has_one_effect_and_the_same_answer",
        "with\nanother body is a 409": "another_body_under_the_same_key_is_a_conflict",
        "Every refusal has one form": "an_answer_as_described_passes",
        "(from our own origin)": "a_cookie_from_another_origin_is_refused_at_the_handshake",
        "a single-use ticket": "tokens_and_tickets_come_from_anywhere_and_a_ticket_only_once",
        "is closed with 4401": "without_a_sign_in_it_closes_with_4401",
        "with 4403": "one_is_ended_and_the_other_and_the_sign_in_stay",
        "oldest with 4429": "who_opens_too_many_keeps_the_newest",
        "after 45 s of silence the socket closes": "a_silent_socket_is_closed",
        "it expires after 6 s": "typing_reaches_the_other_unless_blocked_or_invisible",
        "the same `client_id` gets the same ack for ever": (
            "a_repeated_client_id_gets_the_original_ack_and_nobody_hears_of_it"
        ),
    },
    "Benchmark": {
        "where others live it refuses": "a_database_in_which_others_live_is_left_alone",
        "Each message must be\nacked once, delivered once, in order, numbered without a gap and stored": (
            "a_hole_and_a_number_given_twice_are_found"
        ),
        "`?` where they run elsewhere": "what_is_unknown_reads_as_a_question_mark",
    },
}
