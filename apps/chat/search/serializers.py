from rest_framework import serializers


class PieceSerializer(serializers.Serializer):
    text = serializers.CharField()
    hit = serializers.BooleanField(help_text="Whether this part is what was looked for.")


class FoundSerializer(serializers.Serializer):
    kind = serializers.CharField(help_text="conversation, job, article, post or message.")
    id = serializers.CharField()
    title = serializers.CharField()
    about = serializers.CharField()
    url = serializers.CharField(help_text="Its page, a path of this site.")
    pieces = PieceSerializer(many=True, help_text="About two lines around the first hit.")
    at = serializers.DateTimeField(allow_null=True)
    conversation = serializers.IntegerField(allow_null=True)
    seq = serializers.IntegerField(allow_null=True, help_text="A message's number: read around it by `around_seq`.")
    is_archived = serializers.BooleanField()


class FoundPageSerializer(serializers.Serializer):
    results = FoundSerializer(many=True)
    next = serializers.CharField(
        allow_null=True,
        help_text="`after` of the next page; null at the end. A page may be short and have a next one.",
    )


class FoundSectionSerializer(FoundPageSerializer):
    kind = serializers.CharField()
    title = serializers.CharField(help_text="The kind in the reader's language.")
