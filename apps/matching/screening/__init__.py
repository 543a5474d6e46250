"""What a job asks those who apply for it: up to five questions that are answered by tapping."""
