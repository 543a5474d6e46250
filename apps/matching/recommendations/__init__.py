"""What a person is shown: jobs and candidates in order with reasons; how people answer; what was dismissed."""
