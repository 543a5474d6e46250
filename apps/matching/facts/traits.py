"""What kind of work a posting is about, as far as it decides what is worth asking. Read from title and words."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.language.folding import fold
from apps.matching.facts.phrases import phrases


class Trait(models.TextChoices):
    HANDS_ON = "hands_on", _("work with one's hands, at a place")
    DESK = "desk", _("work at a desk")
    SHIFTS = "shifts", _("shift work")
    STUDENT = "student", _("students and trainees")
    SENIOR = "senior", _("leading people")


_TITLES: Mapping[str, str] = {
    Trait.HANDS_ON: """nurse
nursing
driver*
chef
cook
barista
waiter
waitress
cleaner*
cleaning
welder
electrician
plumber
mechanic
carpenter
warehouse
picker
operative*
security (guard/officer)
guard
beautician
beauty therapist
hairdresser
kindergarten
nursery
hygienist
dentist
carer
caretaker
courier
rider
cashier
shop assistant
builder
bricklayer
gardener
butcher
baker
technician
护士
护工
司机
厨师
炒锅
厨
保洁
保安
焊工
电工
钳工
车工
普工
操作工
骑手
快递
店员
收银
服务员
美容师
美发
理发
药师
幼儿
幼师
保姆
月嫂
育婴
装卸
搬运
仓管
叉车
木工
瓦工
施工员
维修
奶茶
咖啡师""",
    Trait.STUDENT: """intern
internship
trainee
student*
apprentice*
working student
实习
在读
应届
管培
学徒
兼职学生""",
    Trait.SHIFTS: """shift*
nights
rota
倒班
轮班
排班
夜班
早晚班
两班
三班""",
    Trait.SENIOR: """head of
director
lead
manager
总监
经理
主管
负责人
店长""",
}
_BEGINNING = 200


def traits_of(title: str, text: str, *, is_intern: bool = False) -> frozenset[str]:
    """`text` is all that the posting says; where there is no title, its beginning is read as one."""
    head = fold(title or text[:_BEGINNING])
    found = {trait for trait in (Trait.HANDS_ON, Trait.SENIOR) if phrases(_TITLES[trait]).occur(head)}
    whole = fold(text)
    if phrases(_TITLES[Trait.SHIFTS]).occur(whole):
        found.add(Trait.SHIFTS)
    if is_intern or phrases(_TITLES[Trait.STUDENT]).occur(head):
        found.add(Trait.STUDENT)
    if Trait.HANDS_ON not in found:
        found.add(Trait.DESK)
    return frozenset(found)
