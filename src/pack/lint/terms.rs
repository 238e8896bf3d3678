//! Words and characters that are not written in Taiwan, as data.

/// A mainland term with what is said in Taiwan.
pub(super) struct Term {
    /// The term.
    pub(super) found: &'static str,
    /// What is said in Taiwan.
    pub(super) better: &'static str,
    /// Words in which the same characters are in order.
    pub(super) fine_in: &'static [&'static str],
}

const fn term(found: &'static str, better: &'static str) -> Term {
    Term {
        found,
        better,
        fine_in: &[],
    }
}

/// Mainland terms of computing and administration. A term that is ordinary in Taiwan in another
/// sense (程序, 登錄, 支持, 訪問, 設置, 協議, 代碼) is not listed.
pub(super) const MAINLAND_TERMS: &[Term] = &[
    term("信息", "資訊或訊息"),
    Term {
        found: "在線",
        better: "線上",
        fine_in: &["存在線", "在線上"],
    },
    term("文檔", "文件"),
    term("軟件", "軟體"),
    term("硬件", "硬體"),
    term("固件", "韌體"),
    term("插件", "外掛程式"),
    term("賬", "帳"),
    term("網絡", "網路"),
    term("互聯網", "網際網路"),
    term("數據庫", "資料庫"),
    term("數據中心", "資料中心"),
    term("因特網", "網際網路"),
    term("局域網", "區域網路"),
    term("默認", "預設"),
    term("缺省", "預設"),
    term("服務器", "伺服器"),
    term("服務端", "伺服器端"),
    Term {
        found: "操作系統",
        better: "作業系統",
        // Somebody operates a system.
        fine_in: &["沒有操作系統", "員操作系統", "者操作系統", "人操作系統"],
    },
    term("應用程序", "應用程式"),
    Term {
        found: "源代碼",
        better: "原始碼",
        fine_in: &["來源代碼"],
    },
    term("屏幕", "螢幕"),
    term("顯示屏", "螢幕"),
    term("打印", "列印"),
    term("鼠標", "滑鼠"),
    term("光標", "游標"),
    term("硬盤", "硬碟"),
    term("磁盤", "磁碟"),
    term("光盤", "光碟"),
    term("優盤", "隨身碟"),
    Term {
        found: "內存",
        better: "記憶體",
        fine_in: &["內存取", "內存放", "內存有", "內存在", "內存留", "內存檔"],
    },
    term("緩存", "快取"),
    term("帶寬", "頻寬"),
    term("字節", "位元組"),
    term("字符", "字元"),
    Term {
        found: "字段",
        better: "欄位",
        fine_in: &["字段落"],
    },
    Term {
        found: "線程",
        better: "執行緒",
        fine_in: &["線程序", "線程式", "線程度"],
    },
    term("菜單", "選單"),
    term("鏈接", "連結"),
    term("二維碼", "QR碼"),
    term("短信", "簡訊"),
    term("郵箱", "信箱"),
    term("視頻", "影片"),
    term("音頻", "音訊"),
    term("加載", "載入"),
    term("激活", "啟用"),
    term("登陸", "登入"),
    term("反饋", "回饋"),
    term("口令", "密碼"),
    term("令牌", "權杖或符記"),
    term("密鑰", "金鑰"),
    term("數字證書", "數位憑證"),
    term("數字簽名", "數位簽章"),
    term("數字化", "數位化"),
    term("黑客", "駭客"),
    term("雲計算", "雲端運算"),
    term("雲存儲", "雲端儲存"),
    term("存儲", "儲存"),
    term("集群", "叢集"),
    term("運維", "維運"),
    Term {
        found: "災備",
        better: "備援",
        fine_in: &["災備援", "災備份"],
    },
    Term {
        found: "網關",
        better: "閘道",
        fine_in: &["網關閉"],
    },
    term("接口", "介面"),
    term("智能手機", "智慧型手機"),
    term("工作簿", "自評檔或活頁簿"),
    term("質量", "品質"),
];

/// Frequent characters that exist only in simplified writing. Those with a second life in
/// Traditional Chinese (后, 里, 台, 云, 余, 系, 干, 准, 冲 …), that is, all that Big5 holds, are not listed.
pub(super) const SIMPLIFIED: &str = "这们说时为对会发开关无现实统过还进远运连选择该认让论设访证评识诉词译试话语请调谁课谈谢门问\
     间闻阅络结给经维纪约级纳线组终细织续编缩总绝绿红职联聪肃脑脸业东两严丧个举义乌乐乔习书买乱\
     争亏亚产亲亿仅从仓仪众伟传伤伦伪侧侦债倾偿储兑兰兴养兽内军农冯冲决况冻净减凤击刘则刚创删别\
     剂剑剧劝办务动励劲劳势华协单卖卫压厅历厉县参双变叶号叹吗启员呜响哑唤团园围图圆场块坚坛坝坟\
     坠垄垒垦备头夹夺奋奖妆妇妈娱孙学宝宠审宪宫宽宾寝寻导尔尘尝层属岁岂岗岛币帅师帐带帮库应废归\
     当录彻忆态恋恳恶恼悦悬惧惨惩惯愤戏战户执扩扫扬抚抛抢护报担拟拥拦拨挡挤挥损换链权类继责险预\
     额题页须顾领频颁顺项显验骤鉴键错锁钥银铁钟销针钱馆饰饭饮风飞马驱驻驾龙齐鸟鱼麦齿龟补装览规\
     视观觉计订记讨训许诊详误读谋谨谱贝负贡财败账货质购贯贴贵贷费资赋赔赖赛赢趋跃踪车轨软轮转轻\
     载较辅辆输边达迁迟邮释钉长阳阴阵阶际陆陈随隐难雾静韩顶飘饱驶骂鸡";
