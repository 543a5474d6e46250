from django.utils.crypto import salted_hmac


def place_digest(ip: str) -> str:
    """A network address as something that can be compared and not read."""
    return salted_hmac("accounts.place", ip).hexdigest()[:32]
