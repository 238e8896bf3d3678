//! A redacted copy names nobody: not in its text, its outline, its properties or its links.

use lopdf::Object;
use serde_json::json;
use zicha::lang::Lang;
use zicha::model::change::Kind;
use zicha::model::reporting::{Languages, ReportOptions};

use super::firm::Firm;
use super::read::{squeezed, texts};
use super::{extract, rendered};

/// Names that occur nowhere else; each stands in a field of its own.
const MARKERS: [&str; 25] = [
    "甲子機構股份有限公司",
    "90817263",
    "乙丑編製人",
    "丙寅認定人",
    "丁卯確認人",
    "戊辰確認人",
    "己巳核准人",
    "庚午審視人",
    "辛未填答人",
    "壬申保管人",
    "癸酉附件人",
    "甲戌交付人",
    "乙亥收受人",
    "丙子受訪人",
    "丁丑承辦人",
    "戊寅驗證人",
    "己卯覆核人",
    "庚辰簽核人",
    "辛巳資料夾",
    "壬午檔名",
    "癸未檔名",
    "zz-secret-host.example",
    "甲申路徑",
    "Qwertius Zorblatt",
    "丙戌匯出檔",
];

/// Those that are steps of paths: in what people write they are known within the path or file name alone.
const PLACES: [&str; 5] = ["辛巳資料夾", "壬午檔名", "癸未檔名", "甲申路徑", "丙戌匯出檔"];

fn firm() -> Firm {
    let mut firm = Firm::unanswered();
    let profile = &mut firm.assessment.profile;
    profile.organisation.name = MARKERS[0].to_owned();
    profile.organisation.tax_id = MARKERS[1].to_owned();
    profile.assessment.prepared_by = MARKERS[2].to_owned();
    profile.systems[0].core_confirmed_by = MARKERS[3].to_owned();
    profile.systems[0].core_reason = format!("{}表示停擺即無法交易", MARKERS[3]);
    let ground = |by: &str| {
        serde_json::from_value(
            json!({"fact": "無此業務", "confirmed_by": by, "confirmed_on": "2026-01-12",
            "evidence": format!("{by}之說明")}),
        )
        .unwrap()
    };
    for condition in &firm.pack.conditions {
        profile.grounds.insert(condition.id.clone(), ground(MARKERS[4]));
    }
    profile.no_core_systems = Some(ground(MARKERS[5]));
    // Everybody is also spoken of in what others wrote, with paths and the firm's short name.
    let places = [
        "辛巳資料夾/壬午檔名.xlsx",
        "壬午檔名.xlsx",
        "/srv/甲申路徑/庫",
        "C:\\甲申路徑\\癸未檔名.png",
        "癸未檔名.png",
        "丙戌匯出檔.pdf",
        "https://zz-secret-host.example/status",
        "zz-secret-host.example",
        "/home/甲申路徑/戊戌未列/x.txt",
        "http://zz-secret-host.example/y",
        "甲子機構",
    ];
    let named = MARKERS.into_iter().filter(|marker| !PLACES.contains(marker));
    let spoken = named.chain(places).collect::<Vec<_>>().join(" 與 ");
    let answer = json!({"uid": "a1", "clause": "4.3", "target": "fund", "state": "not_met", "note": spoken,
        "prepared_by": MARKERS[8], "prepared_at": "2026-06-20T10:00:00+08:00",
        "sample": {"population": spoken},
        "risk_accepted": {"until": "2026-12-31", "reason": spoken, "approver": MARKERS[6]}});
    firm.put(Kind::Answer, "a1", answer);
    let claimed = json!({"uid": "a2", "clause": "4.1", "target": "organisation", "state": "not_applicable",
        "note": spoken, "reviewer": format!("{}、{}（主管）", MARKERS[7], MARKERS[23])});
    firm.put(Kind::Answer, "a2", claimed);
    let file = json!({"uid": "e1", "number": 1, "kind": "file", "title": "壬午檔名.xlsx", "location": "辛巳資料夾/壬午檔名.xlsx",
        "custodian": MARKERS[9], "attached_by": MARKERS[10],
        "custody": [{"on": "2026-07-06", "from": MARKERS[11], "to": MARKERS[12], "purpose": spoken}]});
    firm.put(Kind::Evidence, "e1", file);
    let further = [
        ("e2", "url", "https://zz-secret-host.example/status"),
        ("e3", "folder", "/srv/甲申路徑/庫"),
        ("e4", "screenshot", "C:\\甲申路徑\\癸未檔名.png"),
        ("e5", "interview", "丙子受訪人"),
        ("e6", "document", "ISMS-02-011 第 3 版"),
    ];
    for (number, (uid, kind, location)) in further.into_iter().enumerate() {
        let piece = json!({"uid": uid, "number": number + 2, "kind": kind, "location": location,
            "interview": {"said": spoken}, "title": if kind == "screenshot" { "癸未檔名" } else { "" }});
        firm.put(Kind::Evidence, uid, piece);
        let link = json!({"uid": format!("l{uid}"), "evidence": uid, "clause": "4.3", "target": "fund", "locator": spoken});
        firm.put(Kind::Link, &format!("l{uid}"), link);
    }
    let finding = json!({"uid": "f1", "number": 1, "clause": "4.3", "target": "fund", "condition": spoken,
        "cause": spoken, "effect": spoken, "recommendation": spoken, "response": spoken});
    firm.put(Kind::Finding, "f1", finding);
    let action = json!({"uid": "c1", "finding": "f1", "description": spoken, "owner": MARKERS[14], "due": "2026-09-30",
        "done": true, "done_on": "2026-06-01", "verified_on": "2026-06-02", "verified_by": MARKERS[15],
        "verification": spoken});
    firm.put(Kind::Action, "c1", action);
    let earlier = json!({"uid": "p1", "number": 1, "document": spoken, "condition": spoken, "note": spoken});
    firm.put(Kind::Earlier, "p1", earlier);
    let review = json!({"uid": "r1", "clause": "4.3", "target": "fund", "state": "returned", "by": MARKERS[16],
        "at": "2026-06-29T10:00:00+08:00", "note": spoken});
    firm.put(Kind::Review, "r1", review);
    let sign_off = json!({"uid": "s1", "role": "preparer", "by": MARKERS[17], "at": "2026-06-30T10:00:00+08:00",
        "digest": "0", "count": 3, "note": spoken});
    firm.put(Kind::SignOff, "s1", sign_off);
    let export = json!({"uid": "x1", "format": "report", "file": "丙戌匯出檔.pdf", "sha256": "0", "digest": "0",
        "at": "2026-06-30T10:00:00+08:00"});
    firm.put(Kind::Export, "x1", export);
    firm.settled()
}

fn redacted(languages: Languages) -> ReportOptions {
    ReportOptions {
        languages,
        redacted: true,
        ..ReportOptions::default()
    }
}

/// What must not be found, and short forms of it.
fn traces() -> Vec<&'static str> {
    let short = [
        "甲子機構",
        "Zorblatt",
        "Qwertius",
        "壬午檔名",
        "/srv",
        "/home",
        "C:\\",
        "戊戌未列",
    ];
    MARKERS.into_iter().chain(short).collect()
}

/// Every string and every unpacked stream of a file.
fn bytes_of(pdf: &[u8]) -> Vec<Vec<u8>> {
    fn of(object: &Object, out: &mut Vec<Vec<u8>>) {
        match object {
            Object::String(bytes, _) => out.push(bytes.clone()),
            Object::Array(items) => items.iter().for_each(|item| of(item, out)),
            Object::Dictionary(entries) => entries.iter().for_each(|(_, entry)| of(entry, out)),
            Object::Stream(stream) => {
                stream.dict.iter().for_each(|(_, entry)| of(entry, out));
                out.push(stream.decompressed_content().unwrap_or(stream.content.clone()));
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    extract::open(pdf)
        .objects
        .values()
        .for_each(|object| of(object, &mut out));
    out
}

#[test]
fn no_name_of_the_firm_its_people_or_its_files_is_anywhere_in_a_redacted_copy() {
    let firm = firm();
    for languages in Languages::ALL {
        let rendered = rendered(&firm.report_of(&redacted(languages), None));
        assert_eq!(rendered.dangling, [""; 0]);
        let pages = extract::pages(&extract::open(&rendered.pdf));
        let shown: String = pages.iter().flatten().map(|shown| shown.words.as_str()).collect();
        let shown = squeezed(&shown);
        let stored = bytes_of(&rendered.pdf);
        for trace in traces() {
            assert!(!shown.contains(&squeezed(trace)), "{trace}");
            let utf16: Vec<u8> = trace.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for bytes in &stored {
                let holds = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
                assert!(!holds(trace.as_bytes()) && !holds(&utf16), "{trace}");
            }
        }
    }
}

#[test]
fn every_marker_stands_in_the_copy_that_is_not_redacted() {
    let text = texts(&firm().report_of(&ReportOptions::in_language(Lang::ZhTw), None)).join("\n");
    for marker in MARKERS {
        assert!(text.contains(marker), "{marker}");
    }
}

#[test]
fn a_redacted_copy_says_so_and_keeps_what_is_no_name() {
    let firm = firm();
    let document = firm.report_of(&redacted(Languages::One(Lang::ZhTw)), None);
    assert!(
        document.header_left.contains("遮蔽版"),
        "{}",
        document.header_left
    );
    let text = texts(&document).join("\n");
    for words in [
        "遮蔽版：",
        "（機構名稱已遮蔽）",
        "（檔名已遮蔽）.xlsx",
        "（檔名已遮蔽）.png",
        "（網址已遮蔽）",
        "（資料夾已遮蔽）",
        "ISMS-02-011 第 3 版",
        "表示停擺即無法交易",
        "無此業務",
        firm.assessment.digest().as_str(),
    ] {
        assert!(text.contains(words), "{words}");
    }
}
