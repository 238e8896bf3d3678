//! A small adviser from nothing to a written report, by lines alone; the workbook holds what the same
//! facts given by commands make.

use serde_json::{Value, json};
use zicha::engagement::Engagement;
use zicha::engagement::clock::SystemClock;
use zicha::engagement::session::Session;
use zicha::lang::Lang;
use zicha::model::assessment::Records;
use zicha::plain::First;
use zicha::settings::Settings;

use crate::drive::Desk;

/// The records without what differs from one making to the next: random uids and times.
fn records(desk: &Desk, file: &str) -> Value {
    let opened =
        Engagement::open_for_reading(&desk.path(file), Box::new(SystemClock), String::new()).unwrap();
    let mut value = json!(Records::from(opened.assessment()));
    value["exports"] = Value::Null;
    without_chance(&mut value);
    value
}

fn without_chance(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for name in ["uid", "prepared_at", "attached_at", "evidence_uid", "at"] {
                fields.remove(name);
            }
            // A tie names its evidence by uid.
            if fields.contains_key("locator") || fields.contains_key("proves") {
                fields.remove("evidence");
            }
            fields.values_mut().for_each(without_chance);
        }
        Value::Array(items) => {
            items.iter_mut().for_each(without_chance);
            items.sort_by_key(ToString::to_string);
        }
        _ => {}
    }
}

/// Everything a small adviser says.
fn script() -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut say = |text: &str| lines.extend(text.lines().map(str::to_owned));
    // The firm: name, tax number, licence, figure with its source, foreign group, period.
    say("示範投顧\n12345675\n4\n５０億\n114 年\n財務報告\n2\n2\n2\n2\n115/1/1\n115/6/30\n115/6/30\n資訊主管");
    // Conditions, all yes, so that nothing leaves; then the class by the rules.
    say("1\n1\n1\n1\n1\n1\n1\n1\n1");
    // One system, which is core; its conditions are left as they are.
    say("new\n全委系統\n1\n停擺無法交易\n資訊主管\n115/6/1\n\n\nlist\ndone\ndone");
    // Two checks, evidence for the first, a finding from the second.
    say(
        "walk\n4.1\n1\nmet\n訂有程序\n.\nevidence\nnew\n4\n1\nISMS-01\n程序書\n115/1/2\n第 3 頁\n\n\n資訊部\ndone\n\nback",
    );
    say("4.3\n1\nnot_met\n從未清查\n.\n\nback\nback");
    say("findings\ndraft\ny\ndone");
    say("export\nreport\n報告.pdf\n1\n1\nn\n1\nback\nquit");
    lines.join("\n")
}

#[test]
fn a_small_adviser_comes_from_nothing_to_a_written_report() {
    let desk = Desk::new();
    let report = desk.path("報告.pdf").display().to_string();
    let script = script().replace("報告.pdf", &report);
    let held = desk.hold(First::New(Some(desk.path("a.zicha"))), Lang::ZhTw, &script);
    held.says("已存檔")
        .says("第二類")
        .says("報告已匯出")
        .asked_for_all();
    assert!(
        std::fs::read(desk.path("報告.pdf"))
            .unwrap()
            .starts_with(b"%PDF-")
    );
    let opened =
        Engagement::open_for_reading(&desk.path("a.zicha"), Box::new(SystemClock), String::new()).unwrap();
    let assessment = opened.assessment();
    assert_eq!(assessment.answers.len(), 2);
    assert_eq!(assessment.evidence.len(), 1);
    assert_eq!(assessment.findings.len(), 1);
    assert_eq!(assessment.exports.len(), 1);
    assert_eq!(assessment.profile.systems[0].core, Some(true));
}

/// The session underneath is the screen's, so that the same requests give the same records.
#[test]
fn the_workbook_is_the_one_that_the_same_facts_make_by_requests() {
    use std::sync::atomic::AtomicBool;
    use zicha::engagement::request::{AnswerDraft, Outcome, Request, SystemDraft};
    use zicha::model::assessment::{CheckKey, State};
    use zicha::model::profile::Profile;
    use zicha::model::scope::Target;

    let desk = Desk::new();
    let script = "示範投顧\n-\n4\nlist\ndone\nnew\n全委系統\n1\nlist\ndone\ndone\nwalk\n4.1\n1\nmet\n訂有程序\n.\n\nback\nquit";
    desk.hold(First::New(Some(desk.path("a.zicha"))), Lang::ZhTw, script)
        .asked_for_all();

    let settings = Settings::load_from(Some(desk.path("other")));
    let mut session = Session::new(settings, Some("資訊主管".to_owned()));
    let mut ask = |request| {
        session
            .handle(request, &mut |_| {}, &AtomicBool::new(false))
            .unwrap()
    };
    let Outcome::Home(home) = ask(Request::Home) else {
        panic!()
    };
    let profile = Box::new(Profile::unasked(&home.pack));
    ask(Request::New {
        path: Some(desk.path("b.zicha")),
        profile,
    });
    let set = |field: &str, value: Value| Request::SetProfile(vec![(field.to_owned(), value)]);
    ask(set("organisation.name", json!("示範投顧")));
    ask(set("licences", json!(["sice"])));
    ask(Request::AddSystem(SystemDraft {
        name: "全委系統".to_owned(),
        ..SystemDraft::default()
    }));
    let Outcome::Opened(opened) = ask(Request::Open(desk.path("b.zicha"))) else {
        panic!()
    };
    let uid = opened.assessment.profile.systems[0].uid.clone();
    ask(Request::SetSystem {
        uid,
        fields: vec![("core".to_owned(), json!(true))],
    });
    let key = CheckKey {
        clause: "4.1".parse().unwrap(),
        target: Target::Organisation,
        part: None,
    };
    for draft in [
        AnswerDraft {
            state: Some(State::Met),
            ..AnswerDraft::default()
        },
        AnswerDraft {
            note: Some("訂有程序".to_owned()),
            ..AnswerDraft::default()
        },
    ] {
        ask(Request::Answer {
            keys: vec![key.clone()],
            draft,
        });
    }
    drop(session);
    assert_eq!(records(&desk, "a.zicha"), records(&desk, "b.zicha"));
}
