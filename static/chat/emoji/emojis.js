// @ts-check
/** What the picker offers, with the words by which it is found. The first word of a language is its name there. */

export const EMOJIS = `
# Smileys | 表情
😀 grin, happy, smile | 咧嘴笑, 开心, 高兴
😄 laughing smile, happy, joy | 大笑, 开心
😁 beaming, grin, teeth | 露齿笑, 嘻嘻
😅 sweat smile, phew, awkward | 尴尬笑, 汗, 流汗
😂 tears of joy, lol, laugh | 笑哭, 哈哈
🤣 rolling, lol, laugh | 笑翻, 哈哈
🙂 slight smile, ok | 微笑, 还行
😉 wink | 眨眼
😊 blush, warm, thanks | 害羞, 温暖, 微笑
😇 halo, angel, innocent | 天使, 无辜
😍 heart eyes, love it | 花痴, 喜欢, 爱
🤩 star struck, wow, excited | 崇拜, 太棒了
😋 yum, tasty | 好吃, 美味
🤔 thinking, hmm | 思考, 想想
🤗 hug, welcome | 抱抱, 欢迎
🤫 quiet, secret, hush | 嘘, 安静, 保密
😐 neutral, meh | 面无表情, 一般
😬 grimace, oops | 龇牙, 尴尬
😌 relieved, calm | 松口气, 安心
😴 sleep, tired, night | 睡觉, 困
😷 mask, sick | 口罩, 生病
🤒 fever, ill, sick | 发烧, 生病
🤯 mind blown, wow | 震惊, 头炸
😎 cool, sunglasses | 酷, 墨镜
🤓 nerd, glasses | 书呆子, 眼镜
😕 confused, unsure | 困惑, 不确定
😮 surprised, wow | 惊讶, 哇
😢 sad, tear, cry | 难过, 哭
😭 crying, sob, sad | 大哭, 伤心
😱 scream, fear, shock | 尖叫, 害怕
😩 weary, tired | 疲惫, 累
😤 huff, determined | 不服气, 哼
😡 angry, mad | 生气, 愤怒
🥳 party, celebrate, birthday | 派对, 庆祝, 生日
🥺 pleading, please | 拜托, 可怜
🫡 salute, yes | 敬礼, 收到, 遵命
🫠 melting, hot | 融化, 热
🙈 see no evil, oops, shy | 捂眼, 害羞
# Hands and people | 手势和人
👍 thumbs up, yes, good, like | 赞, 好, 同意, 点赞
👎 thumbs down, no, bad | 踩, 不好, 不同意
👌 ok, fine | 好的, 没问题
✌️ victory, peace | 耶, 胜利
🤞 fingers crossed, luck, hope | 祈祷好运, 希望
🤝 handshake, deal, agree | 握手, 合作, 成交
🙏 thanks, please, pray | 谢谢, 拜托, 感谢
👏 clap, bravo, well done | 鼓掌, 真棒
🙌 hooray, raised hands | 万岁, 举手
👋 wave, hello, bye | 挥手, 你好, 再见
✋ hand, stop, me | 举手, 停
💪 strong, muscle, you can | 加油, 力量, 肌肉
👀 eyes, look, seen | 看, 眼睛, 围观
✍️ writing, sign | 写字, 签字
🤷 shrug, no idea | 耸肩, 不知道
🙋 raise hand, question, me | 举手, 提问, 我
🙇 bow, sorry, thanks | 鞠躬, 抱歉
👩‍💻 developer, laptop, work | 程序员, 女工程师, 工作
👨‍💻 developer man, laptop, work | 男程序员, 工程师, 工作
🧑‍🎓 student, graduate | 学生, 毕业
👥 people, team | 团队, 大家
# Hearts and signs | 爱心和符号
❤️ heart, love | 爱心, 爱, 喜欢
🧡 orange heart | 橙心
💛 yellow heart | 黄心
💚 green heart | 绿心
💙 blue heart | 蓝心
💜 purple heart | 紫心
💔 broken heart, sad | 心碎, 难过
💯 hundred, perfect, agree | 一百分, 满分, 完美
✅ done, yes, check | 完成, 对, 好了
❌ no, wrong, cross | 不, 错, 叉
❓ question | 问号, 问题
❗ exclamation, important | 感叹号, 重要
⚠️ warning, careful | 注意, 警告
💡 idea, light | 主意, 想法, 灯泡
🔥 fire, hot, great | 火, 厉害, 热门
✨ sparkles, new, shiny | 闪亮, 新
⭐ star, favourite | 星, 收藏
🌟 glowing star, great | 闪星, 优秀
🎯 target, goal, exactly | 目标, 准, 命中
🚀 rocket, launch, fast | 火箭, 上线, 起飞
🔒 lock, private, safe | 锁, 安全, 保密
🔗 link, chain | 链接
➕ plus, add | 加, 增加
🆗 okay button, fine | 可以
🆕 new | 新
# Work and time | 工作和时间
💼 briefcase, job, work | 公文包, 工作, 职位
📄 document, resume, page | 文件, 简历
📎 paperclip, attachment | 回形针, 附件
📌 pin, important | 图钉, 置顶
📝 note, memo, write | 笔记, 备忘
📊 chart, figures, data | 图表, 数据
📈 rising, growth, up | 上涨, 增长
📉 falling, down | 下跌, 下降
📅 calendar, date, meeting | 日历, 日期, 会议
⏰ alarm, reminder, time | 闹钟, 提醒, 时间
⏳ hourglass, wait | 沙漏, 等待, 等
🕐 clock, one, time | 时钟, 一点
💻 laptop, computer, code | 电脑, 代码
📱 phone, mobile | 手机
📞 call, telephone | 电话, 打电话
📧 mail, email | 邮件, 邮箱
📣 megaphone, announce | 喇叭, 通知
🔍 search, look | 搜索, 查找
🔧 wrench, fix | 扳手, 修理
🐛 bug, insect | 虫, 缺陷
🏢 office, company, building | 公司, 办公楼
🏠 home, house, remote | 家, 远程, 居家
🎓 graduation, degree, school | 毕业, 学位, 学校
💰 money, salary, pay | 钱, 工资, 薪水
💵 cash, dollar | 现金, 美元
🧧 red envelope, lucky money | 红包
🏆 trophy, win, prize | 奖杯, 冠军
🥇 gold medal, first | 金牌, 第一
🎁 gift, present | 礼物
🎉 celebrate, party, congratulations | 庆祝, 恭喜, 撒花
🎂 cake, birthday | 蛋糕, 生日
🎊 confetti, celebrate | 彩球, 庆祝
# Places, food and nature | 地点、食物和自然
✈️ plane, travel, flight | 飞机, 出差, 旅行
🚄 train, travel | 高铁, 火车
🚇 metro, subway | 地铁
🚗 car, drive | 汽车, 开车
🚲 bicycle, bike | 自行车, 骑车
🚶 walk, on my way | 走路, 在路上
🌍 world, earth | 世界, 地球
🗺️ map, place | 地图, 地点
📍 location, here, place | 位置, 地点, 这里
☀️ sun, sunny, morning | 太阳, 晴, 早上
🌙 moon, night | 月亮, 晚上, 晚安
🌧️ rain | 下雨, 雨
❄️ snow, cold | 雪, 冷
🌈 rainbow, hope | 彩虹, 希望
🌱 seedling, grow | 幼苗, 成长
🌸 blossom, spring, flower | 花, 春天, 樱花
🌹 rose, flower | 玫瑰, 花
🍀 clover, luck | 四叶草, 好运
☕ coffee, break | 咖啡, 休息
🍵 tea | 茶, 喝茶
🍺 beer, cheers | 啤酒, 干杯
🍻 cheers, beers | 干杯
🍜 noodles, lunch | 面条, 吃饭, 午饭
🍚 rice, meal | 米饭, 吃饭
🥟 dumpling | 饺子
🍕 pizza | 披萨
🍎 apple, fruit | 苹果, 水果
🍉 watermelon, watching | 西瓜, 吃瓜
🐱 cat | 猫
🐶 dog | 狗
🐼 panda | 熊猫
🐉 dragon | 龙
🎵 music, song | 音乐, 歌
🎮 game, play | 游戏
⚽ football, sport | 足球, 运动
🏃 run, hurry | 跑步, 快
🧘 calm, yoga, relax | 冥想, 放松
`;
