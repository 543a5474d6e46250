"""A file of 200 Chinese postings, 20 of them with a planted defect; always the same."""

import csv
import io
import random
from collections.abc import Callable

HEADER = (
    *("职位编号", "公司", "职位", "城市", "行业", "职业技能", "工作年限", "薪资", "学历", "岗位职责", "任职要求"),
    *("截止日期", "内部备注"),
)
ROWS = 200
_KINDS = (
    ("后端工程师", "互联网", "Java、Spring Boot、MySQL、Redis", "设计并实现订单服务。", "熟悉分布式系统，有责任心。"),
    ("前端工程师", "互联网", "JavaScript,Vue,CSS", "负责商户后台页面。", "熟悉前端工程化。"),
    ("数据分析师", "金融", "SQL、Python、数据可视化", "搭建经营看板。", "统计学基础扎实。"),
    ("产品经理", "互联网", "需求分析;原型设计;Axure", "负责退款模块。", "能把话写清楚。"),
    ("护士", "医疗健康", "临床护理、静脉穿刺", "病区护理工作。", "有护士执业证。"),
    ("会计", "制造业", "会计核算、税务申报、金蝶", "日常账务处理。", "中级职称优先。"),
    ("仓库主管", "物流", "仓储管理、叉车驾驶", "管理 12 人班组。", "能适应倒班。"),
    ("电气工程师", "制造业", "PLC编程、电气设计、AutoCAD", "产线改造。", "能看懂图纸。"),
    ("初中数学老师", "教育", "数学教学、课程设计", "承担两个班教学。", "有教师资格证。"),
    ("新媒体运营", "消费", "小红书运营、文案写作", "写内容，看数据。", "喜欢和人聊天。"),
)
_CITIES = ("上海", "北京市海淀区", "深圳·南山", "杭州", "成都", "远程", "武汉", "上海（可远程）", "广东省佛山市", "")
_YEARS = ("3-5年", "5年以上", "经验不限", "1年以内", "三年以上", "应届生", "", "10年以上", "至少两年", "3~5年")
_PAY = (
    "15-25K·14薪",
    "10k-20k",
    "面议",
    "1.5万-2万/月",
    "年薪30万",
    "8000-12000元/月",
    "200-300元/天",
    "",
    "20k以上",
    "25-35K",
)
_DEGREES = ("本科", "大专及以上", "学历不限", "硕士", "本科及以上", "", "高中", "统招本科", "博士", "不限")

_PLANTED: tuple[tuple[str, Callable[[dict[str, str]], None]], ...] = (
    ("no_title", lambda row: row.update(职位="")),
    ("no_title", lambda row: row.update(职位="   ")),
    ("bad_salary", lambda row: row.update(薪资="25k-15k")),
    ("bad_salary", lambda row: row.update(薪资="-5000")),
    ("bad_salary", lambda row: row.update(薪资="xyz")),
    ("bad_salary", lambda row: row.update(薪资="0元")),
    ("bad_years", lambda row: row.update(工作年限="5-3年")),
    ("bad_years", lambda row: row.update(工作年限="很久")),
    ("bad_years", lambda row: row.update(工作年限="-3年")),
    ("bad_years", lambda row: row.update(工作年限="99年")),
    ("bad_degree", lambda row: row.update(学历="家里蹲")),
    ("bad_degree", lambda row: row.update(学历="123")),
    ("bad_date", lambda row: row.update(截止日期="2027-13-40")),
    ("bad_date", lambda row: row.update(截止日期="下个月")),
    ("too_long", lambda row: row.update(职位="长" * 161)),
    ("too_long", lambda row: row.update(公司="长" * 121)),
    ("bad_text", lambda row: row.update(任职要求="空\x00字符")),
    ("same_id_in_file", lambda row: row.update(职位编号="ZW-0001")),
    ("column_count", lambda row: row.update(内部备注="\x1f多出来的一格")),
    ("column_count", lambda row: row.update(内部备注="\x1e")),
)


def _row(number: int, luck: random.Random) -> dict[str, str]:
    title, industry, skills, duties, needs = _KINDS[number % len(_KINDS)]
    if number % 7 == 0:
        duties = f"{duties}\n每周例会，"  # a line break inside a cell, so that lines and rows part ways
    return {
        "职位编号": f"ZW-{number:04d}",
        "公司": luck.choice(["衡屿科技", "拾步机器人", "禾岸医疗集团", ""]),
        "职位": f"{luck.choice(['高级', '', '资深', '初级'])}{title}",
        "城市": luck.choice(_CITIES),
        "行业": industry,
        "职业技能": skills,
        "工作年限": luck.choice(_YEARS),
        "薪资": luck.choice(_PAY),
        "学历": luck.choice(_DEGREES),
        "岗位职责": duties,
        "任职要求": needs,
        "截止日期": luck.choice(["", "2099-12-31", "2099年6月30日", "2099/1/5"]),
        "内部备注": "",
    }


def chinese_jobs(*, separator: str = ",") -> tuple[str, list[tuple[int, str]]]:
    """The file's text, and the line and code of each planted defect, in order."""
    luck = random.Random(20)
    places = sorted(luck.sample(range(2, ROWS + 1), len(_PLANTED)))
    planted = dict(zip(places, luck.sample(_PLANTED, len(_PLANTED)), strict=True))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(HEADER)
    expected: list[tuple[int, str]] = []
    for number in range(1, ROWS + 1):
        row = _row(number, luck)
        line = out.getvalue().count("\n") + 1
        if number in planted:
            code, spoil = planted[number]
            spoil(row)
            expected.append((line, code))
        cells = list(row.values())
        if cells[-1].startswith("\x1f"):
            cells = [*cells[:-1], "", cells[-1][1:]]
        elif cells[-1] == "\x1e":
            cells = cells[:-2]
        writer.writerow(cells)
    return out.getvalue(), expected
