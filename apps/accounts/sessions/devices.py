"""What a browser says it is, in two words that a person recognises: "Firefox", "Windows"."""

# The first that occurs in the header counts: Edge and Opera also call themselves Chrome, Chrome also Safari.
BROWSERS = {
    "MicroMessenger/": "WeChat",
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def device_words(user_agent: str) -> str:
    """ "Firefox · Windows"; the header's first word for programs; empty when nothing was said."""
    named = [next((name for mark, name in words.items() if mark in user_agent), "") for words in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in named if name) or user_agent.split("/")[0].split(" ")[0][:40]
