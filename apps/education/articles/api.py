from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins
from rest_framework.permissions import AllowAny
from rest_framework.routers import SimpleRouter
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from apps.accounts.models import User
from apps.education.articles.filters import ArticleFilter
from apps.education.articles.models import Article
from apps.education.articles.serializers import ArticleSerializer, WholeArticleSerializer


@extend_schema_view(
    list=extend_schema(summary="Articles of the help", tags=["help"]),
    retrieve=extend_schema(summary="An article with its text", tags=["help"]),
)
class ArticleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Article]):
    """Published ones; what is written for operators, for operators alone. No sign-in is needed for the rest."""

    permission_classes = [AllowAny]
    queryset = Article.objects.published()
    filterset_class = ArticleFilter
    lookup_field = "slug"
    lookup_value_regex = "[a-z0-9-]+"

    def get_queryset(self) -> QuerySet[Article]:
        return Article.objects.readable_by(self.request.user if isinstance(self.request.user, User) else None)

    def get_serializer_class(self) -> type[BaseSerializer[Article]]:
        return WholeArticleSerializer if self.action == "retrieve" else ArticleSerializer


router = SimpleRouter()
router.register("articles", ArticleViewSet, basename="article")
