"""The many names of a column, in English and Chinese."""

import re

from apps.language.folding import squash

JOB_COLUMNS: dict[str, tuple[str, ...]] = {
    "external_id": ("job_id", "id", "external_id", "reference", "职位编号", "岗位编号", "编号", "职位id"),
    "title": ("title", "job_title", "position", "职位", "职位名称", "岗位", "岗位名称", "招聘岗位", "招聘职位"),
    "company": ("company", "company_name", "employer", "公司", "公司名称", "企业", "企业名称", "招聘单位"),
    "location": ("location", "city", "place", "workplace", "城市", "工作城市", "工作地点", "地点", "所在城市", "地区"),
    "region": ("region", "state", "country", "省份", "国家", "区域"),
    "remote": ("remote", "is_remote", "remote_ok", "远程", "是否远程", "可否远程"),
    "industry": ("industry", "sector", "行业", "所属行业", "行业类别"),
    "skills_required": (
        *("skills", "required_skills", "skills_required", "must_have", "tags"),
        *("职业技能", "技能", "技能要求", "必备技能", "职位技能", "技能标签", "关键技能", "专业技能"),
    ),
    "skills_nice": (
        "skills_nice",
        "nice_to_have",
        "preferred_skills",
        "optional_skills",
        "加分项",
        "加分技能",
        "优先技能",
    ),
    "years": (
        *("years", "experience", "experience_years", "years_of_experience", "years_experience", "required_experience"),
        *("工作年限", "经验", "经验要求", "工作经验", "年限", "工作年限要求"),
    ),
    "years_min": ("years_min", "min_years", "最低年限"),
    "years_max": ("years_max", "max_years", "最高年限"),
    "salary": (
        *("salary", "salary_text", "pay", "compensation", "salary_range"),
        *("薪资", "薪资范围", "薪酬", "薪水", "工资", "待遇", "月薪", "薪资待遇"),
    ),
    "salary_year": ("annual_salary", "yearly_salary", "年薪"),
    "salary_min": ("salary_min", "min_salary", "最低薪资"),
    "salary_max": ("salary_max", "max_salary", "最高薪资"),
    "salary_currency": ("salary_currency", "currency", "币种", "货币"),
    "salary_period": ("salary_period", "period", "pay_period", "薪资周期", "计薪方式"),
    "degree": ("degree", "education", "education_level", "学历", "学历要求", "最低学历"),
    "level": ("level", "seniority", "grade", "级别", "职级", "职位级别"),
    "employment": ("employment", "employment_type", "job_type", "type", "工作性质", "用工形式", "工作类型", "职位类型"),
    "description": ("description", "about", "summary", "job_description", "职位描述", "职位介绍", "岗位描述", "描述"),
    "responsibilities": ("responsibilities", "duties", "岗位职责", "工作职责", "职责", "工作内容", "职位职责"),
    "requirements": (
        *("requirements", "requirements_text", "qualifications"),
        *("任职要求", "岗位要求", "职位要求", "任职资格", "要求", "任职条件"),
    ),
    "language": ("language", "lang", "语言"),
    "expires_at": ("expires_at", "expires", "valid_until", "deadline", "有效期", "有效期至", "截止日期", "到期时间"),
    "posted_at": (
        *("posted_at", "posted", "date_posted", "published_at", "published", "publish_date", "post_date"),
        *("发布时间", "发布日期", "发布于", "更新时间"),
    ),
    "status": ("status", "状态", "职位状态"),
}

RESUME_COLUMNS: dict[str, tuple[str, ...]] = {
    "external_id": ("resume_id", "id", "external_id", "candidate_id", "简历编号", "编号", "候选人编号", "求职者编号"),
    "person_name": ("name", "person_name", "full_name", "candidate", "姓名", "名字", "候选人", "求职者"),
    "email": ("email", "e-mail", "mail", "邮箱", "电子邮箱", "邮件"),
    "title": (
        *("title", "objective", "desired_position", "desired_title", "position", "headline"),
        *("求职意向", "意向职位", "期望职位", "应聘职位", "目标职位", "职位", "意向岗位", "期望岗位"),
    ),
    "years": (
        *("years", "years_experience", "years_of_experience", "experience_years"),
        *("工作年限", "工作经验年限", "年限", "经验", "工作经验"),
    ),
    "location": (
        "location",
        "city",
        "城市",
        "现居城市",
        "所在城市",
        "现居地",
        "居住地",
        "期望城市",
        "意向城市",
        "地点",
    ),
    "remote_ok": ("remote_ok", "remote", "接受远程", "远程", "是否接受远程"),
    "industry": ("industry", "sector", "行业", "期望行业", "从事行业"),
    "skills": ("skills", "技能", "职业技能", "专业技能", "技能特长", "掌握技能", "技能标签"),
    "salary": (
        *("salary", "expected_salary", "salary_expectation", "desired_salary"),
        *("期望薪资", "期望薪酬", "期望月薪", "薪资要求", "薪资", "期望工资"),
    ),
    "salary_year": ("expected_annual_salary", "期望年薪"),
    "salary_min": ("salary_min", "最低期望薪资"),
    "salary_max": ("salary_max", "最高期望薪资"),
    "salary_currency": ("salary_currency", "currency", "币种"),
    "salary_period": ("salary_period", "period", "薪资周期"),
    "degree": ("degree", "education_level", "highest_degree", "学历", "最高学历"),
    "education": ("education", "school", "教育经历", "教育背景", "毕业院校", "学校", "院校"),
    "summary": ("summary", "about", "profile", "自我评价", "个人简介", "个人优势", "自我介绍", "个人评价"),
    "experience": ("experience", "work_experience", "employment", "工作经历", "工作履历", "实习经历"),
    "projects": ("projects", "project_experience", "项目经历", "项目经验", "项目"),
    "languages": ("languages", "语言能力", "语言", "外语"),
    "availability": (
        "availability",
        "available_from",
        "notice_period",
        "到岗时间",
        "可到岗时间",
        "求职状态",
        "在职状态",
    ),
    "language": ("language", "lang"),
}


def _fold(header: str) -> str:
    plain = re.sub(r"[（(][^（()）]*[)）]", "", squash(header))
    return re.sub(r"[\s_\-:：*]+", "_", plain).strip("_")


def recognise(headers: tuple[str, ...], known: dict[str, tuple[str, ...]]) -> tuple[dict[str, str], list[str]]:
    """Field → the header that it has in this file, and the headers that belong to no field.

    The first header wins where two name one field; the other counts as not understood.
    """
    fields_of = {_fold(name): field for field, names in reversed(known.items()) for name in names}
    found: dict[str, str] = {}
    unknown: list[str] = []
    for header in headers:
        field = fields_of.get(_fold(header))
        if field is None or field in found:
            unknown.append(header)
        else:
            found[field] = header
    return found, unknown
