"""What topics are called: the product's own keys, and the names by which others call the same."""

import re

from apps.language.folding import fold

SYNONYMS: dict[str, str] = {
    "salary": "pay wage wages compensation remuneration salary_range pay_range"
    " salary_text package money income"
    " 薪资 薪酬 工资 待遇 薪水 月薪 薪资范围 薪资待遇",
    "bonus": "commission variable_pay salary_months bonus_and_commission incentives 奖金 提成"
    " 年终奖 几薪 绩效 绩效奖金 13th_salary",
    "equity": "options stock stock_options shares 期权 股权 股票",
    "schedule": "hours working_hours work_hours work_time working_time time days workdays"
    " weekends 工作时间 上班时间 作息"
    " 工时 上下班时间",
    "overtime": "加班 加班情况 over_time",
    "shifts": "shift rota nights night_shift night_shifts shift_pattern shift_work 排班 倒班 轮班 夜班 班次",
    "oncall": "on_call on-call standby 值班 待命",
    "remote": "remote_work home_office hybrid wfh work_from_home office_days 远程 远程办公 居家办公 到岗天数",
    "location": "place workplace site office address city where place_of_work 地点 工作地点 上班地点 地址 城市",
    "travel": "business_travel business_trips trips 出差 差旅",
    "team": "team_size manager reporting reports_to colleagues 团队 团队规模 汇报 上级 团队情况",
    "reason": "why_open reason_open why reason_for_opening vacancy_reason 招聘原因 为什么招 岗位原因",
    "process": "interview interviews interview_process rounds interview_rounds steps"
    " hiring_process 面试 面试流程 流程 面试轮次",
    "start": "start_date starting_date onboarding onboarding_date begin 入职 入职时间 到岗 到岗时间",
    "visa": "work_permit permit sponsorship relocation visa_sponsorship 签证 工作许可 落户",
    "contract": "contract_type employment employment_type kind_of_contract type"
    " 合同 合同形式 合同类型 用工形式 雇佣类型",
    "probation": "trial_period probation_period 试用期 试用",
    "conversion": "permanent_after conversion_to_permanent intern_conversion full_time_offer 转正 实习转正 转正机会",
    "benefits": "perks insurance social_insurance pension housing meals welfare"
    " 福利 五险一金 社保 公积金 补贴 福利待遇",
    "leave": "holiday holidays vacation annual_leave pto days_off 年假 假期 休假",
    "growth": "career promotion development training career_growth learning 发展 晋升 成长 发展空间 培训 晋升空间",
    "expectation": "expected_pay expected_salary salary_expectation 期望薪资 薪资期望",
    "availability": "available earliest_start 到岗时间_候选人 可到岗时间",
    "notice": "notice_period 离职周期 离职交接 交接",
    "years": "years_of_experience experience_years 年限 工作年限",
    "portfolio": "samples work_samples 作品 作品集",
    "certificate": "licence license certificates qualification 证书",
    "language": "languages 语言 工作语言",
    "experience": "relevant_experience own_part 经验 相关经验",
    "interview_times": "interview_time times 面试时间 方便的时间",
    "decision": "outcome 决定 结果",
}
CLOSE_TO: dict[str, frozenset[str]] = {}
"""For each topic those that some would call by one name with it."""

for _wide, _narrow in {
    "salary": ("bonus", "equity"),
    "benefits": ("bonus", "equity", "leave"),
    "schedule": ("overtime", "shifts", "oncall"),
    "shifts": ("oncall",),
    "location": ("travel",),
    "contract": ("probation", "conversion"),
    "growth": ("conversion",),
    "process": ("answer", "interview"),
}.items():
    for _one in _narrow:
        CLOSE_TO[_one] = CLOSE_TO.get(_one, frozenset()) | {_wide}

_BY_NAME = {fold(name): key for key, names in SYNONYMS.items() for name in (key, *names.split())}
_JOINTS = re.compile(r"[\s/\-]+")


def canonical(name: str) -> str:
    """Our key for a topic, whatever a file calls it; an unknown name stays what it is."""
    folded = _JOINTS.sub("_", fold(name.strip()[:80]))
    return _BY_NAME.get(folded) or _BY_NAME.get(folded.replace("_", "")) or folded


def names_help() -> str:
    """A few lines for the help of a command."""
    keys = ", ".join(list(SYNONYMS)[:21])
    return (
        f"               topics: {keys};\n"
        "               other names are understood (pay, 薪资, working hours, 加班, holidays …)"
    )
