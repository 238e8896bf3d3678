//! A report with everything in it, as the other tests read it.

use zicha::lang::Lang;
use zicha::model::signing::Role;
use zicha::report::blocks::*;

/// Characters that have led other programs astray: pairs that share a glyph, rare names, symbols.
pub const HARD: [&str; 10] = [
    "執行⾏列：行與⾏並列",
    "間隔號•·‧・項目",
    "刪節號…⋯與破折號—－",
    "堃犇喆峯（人名用字）",
    "①②③、㈠㈡、Ⅰ Ⅱ",
    "「引號」『雙引號』〈篇名〉《書名》",
    "罕用字𠅨䶮鳯㼈硏敎鄕塡",
    "核取☐☑☒✔✘➢▸►≒",
    "表情😀與👩‍💻及🧿",
    "SHA-256：9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
];

/// Chapters of the sample's bars and tables.
pub const CHAPTERS: [&str; 8] = [
    "存取控制",
    "事件日誌與可歸責性",
    "營運持續計畫",
    "識別與鑑別",
    "系統與服務獲得",
    "系統與通訊保護",
    "系統與資訊完整性",
    "實體及人員安全",
];

const LONG: &str = "經抽查全委系統民國115年3月至8月之帳號清查紀錄，其中4月份未見系統負責人簽核，另有2個離職人員帳號於離職\
後第9日始停用，與內部規定「離職當日停用」不符。受訪人員資訊主管表示，因人事系統與帳號管理系統未介接，停用作業須人工通知。";

/// The document. `rows` is the number of rows of its long table.
pub fn document(rows: usize) -> Document {
    let mut document = Document::new("資通系統安全防護基準自評報告")
        .push(Toc {
            title: "目錄".to_owned(),
            depth: 2,
        })
        .push(Block::PageBreak)
        .push(Block::heading(1, "簽核頁").anchor("sign"))
        .push(Block::paragraph(
            "本報告由下列人員依序簽核。數位簽章欄與紙本簽章欄擇一使用即可；紙本用印者，請於列印後掃描歸檔。",
        ))
        .push(Block::Signatures(Role::ALL.map(signature_box).to_vec()))
        .push(Block::warning(
            "編製人與核准人為同一人",
            "請另指定核准人員，或於備註說明未能分工之原因。",
        ))
        .push(Block::PageBreak)
        .push(Block::heading(1, "壹、摘要").anchor("summary"))
        .push(Block::heading(2, "一、檢核結果概況"))
        .push(Block::paragraph(
            text("本次檢核計 ")
                .bold("213")
                .plain(" 項，其中應辦事項之缺失 ")
                .bold("7")
                .plain(" 項、建議事項 ")
                .bold("3")
                .plain(" 項；無法確認者 2 項。各項數字之計算方式載於")
                .link("method", "貳、方法與限制")
                .plain("。本報告係自行評估，非獨立確信意見；自製金鑰僅供檢測簽署後有無變更。"),
        ))
        .push(bars())
        .push(Block::heading(2, "二、組織概況"))
        .push(Block::facts([
            ("機構名稱", "示範證券投資顧問股份有限公司"),
            ("分類結果", "第二類（證券投資顧問事業，經營全權委託投資業務）"),
            ("檢核期間", "民國115年1月1日至115年6月30日"),
            (
                "網址",
                "https://www.example.com.tw/very/long/path/without/any/break/opportunity/index.html",
            ),
        ]))
        .push(Block::heading(2, "三、編排測試用字"));
    for words in HARD {
        document = document.push(Block::paragraph(words));
    }
    document = document
        .push(Block::heading(1, "貳、方法與限制").anchor("method"))
        .push(Block::notice(
            "評估準據",
            "本自評依《參考指引》逐項辦理；未涵蓋公會自律規範及《個人資料保護法》。",
        ))
        .push(Block::paragraph(LONG))
        .push(Block::bullets([
            "檢視：帳號清查紀錄",
            "訪談：資訊主管、稽核人員甲",
            LONG,
        ]))
        .push(Block::numbered(["第一步：取得母體清單", "第二步：抽樣 25 筆"]))
        .push(Block::heading(1, "參、檢核結果").anchor("results"))
        .push(results(rows))
        .push(Block::note(
            text("資料來源：")
                .uri("https://www.example.com/清單", "主管機關網站")
                .plain("。"),
        ));
    Document {
        author: Some("示範證券投資顧問股份有限公司".to_owned()),
        subject: "自評報告".to_owned(),
        language: Lang::ZhTw,
        header_left: "示範證券投資顧問股份有限公司　資通系統安全防護基準自評報告".to_owned(),
        header_right: "ZC-115-001　內部使用".to_owned(),
        footer: "自行評估，非獨立確信意見".to_owned(),
        cover: Some(cover()),
        ..document
    }
}

fn cover() -> Cover {
    Cover {
        also: String::new(),
        above: "文件編號 ZC-115-001　機密等級：內部使用".to_owned(),
        organisation: "示範證券投資顧問股份有限公司".to_owned(),
        title: "資通系統安全防護基準自評報告".to_owned(),
        subtitle: "民國115年度".to_owned(),
        facts: vec![
            ("檢核期間".to_owned(), "民國115年1月1日至115年6月30日".into()),
            ("基準日".to_owned(), "民國115年6月30日".into()),
            ("分類".to_owned(), "第二類".into()),
            (
                "檢核基準".to_owned(),
                "資通系統安全防護基準參考指引（26條，92項）".into(),
            ),
        ],
        notice: "本報告係自行評估，非獨立確信意見。報告內容以檢核期間取得之資料為準。".into(),
    }
}

fn signature_box(role: Role) -> SignatureBox {
    let title = match role {
        Role::Preparer => "編製",
        Role::Reviewer => "覆核",
        Role::Approver => "核准",
    };
    SignatureBox {
        expected: Vec::new(),
        certificate: None,
        role,
        title: title.to_owned(),
        digital: "數位簽章".to_owned(),
        paper: "簽章／用印".to_owned(),
        date: "日期：　　　年　　月　　日".to_owned(),
    }
}

fn bars() -> Bars {
    Bars {
        series: vec![
            Series::new("符合", Tone::Accent, 100),
            Series::new("部分符合", Tone::Accent, 45),
            Series::new("不符合", Tone::Alert, 100),
            Series::new("無法確認", Tone::Muted, 55),
            Series::new("未檢核", Tone::Muted, 15),
        ],
        bars: CHAPTERS
            .iter()
            .zip(1u32..)
            .map(|(chapter, n)| {
                Bar::new(
                    *chapter,
                    [20 - n, n % 4, n % 3, n % 2, (n * 3) % 7],
                    format!("{}%", 95 - n * 3),
                )
            })
            .collect(),
    }
}

fn results(rows: usize) -> Table {
    let mut table = Table::new([
        Column::centred("條款", 0.8),
        Column::new("要求", 3.0),
        Column::centred("應／宜", 0.8),
        Column::centred("結果", 1.1),
        Column::new("說明", 4.0),
    ])
    .caption("表一　逐項檢核結果");
    for row in 0..rows {
        if row % 12 == 0 {
            table = table.band(format!(
                "第{}章　{}",
                row / 12 + 1,
                CHAPTERS[(row / 12) % CHAPTERS.len()]
            ));
        }
        let words = if row % 5 == 0 {
            LONG
        } else {
            "已檢視帳號清查紀錄，抽樣 25 筆無例外。"
        };
        table = table.push(
            Row::new([
                Cell::from(format!("{}.{}", 4 + row / 9, row % 9 + 1)),
                Cell::from("至少每半年檢視一次各系統帳號與權限是否仍然適當。"),
                Cell::from(if row % 4 == 3 { "宜" } else { "應" }),
                if row % 5 == 0 {
                    Cell::shaded(text("").bold("不符合"), Tone::Alert)
                } else {
                    Cell::from("符合")
                },
                Cell::from(words),
            ])
            .anchor(format!("row-{row}")),
        );
    }
    table.push(Row::new(["", "合計", "", "213", ""]).bold())
}
