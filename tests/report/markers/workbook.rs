//! A workbook in which every field of every kind of record holds something that stands nowhere else.
//!
//! Templates say `#` for a text, `#day`, `#time`, `#sha` and `#number`; each becomes a value of its own.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value, json};
use zicha::engagement::Engagement;
use zicha::engagement::clock::Clock;
use zicha::model::assessment::{Assessment, EvidenceKind};
use zicha::model::change::{Action, Change, Kind, Object, Step};
use zicha::model::journal::Stamp;
use zicha::model::pack::{ConditionLevel, FieldKind, Pack};
use zicha::model::profile::Profile;
use zicha::store::{Access, Store};

/// Fills templates with values that stand nowhere else.
#[derive(Default)]
struct Marks(u32);

impl Marks {
    fn filled(&mut self, template: Value) -> Value {
        match template {
            Value::String(text) => self.value(&text).unwrap_or(Value::String(text)),
            Value::Array(items) => items.into_iter().map(|item| self.filled(item)).collect(),
            Value::Object(fields) => {
                let fields = fields.into_iter().map(|(name, value)| (name, self.filled(value)));
                Value::Object(fields.collect::<Map<_, _>>())
            }
            plain => plain,
        }
    }

    fn value(&mut self, template: &str) -> Option<Value> {
        if !template.starts_with('#') {
            return None;
        }
        self.0 += 1;
        let number = self.0;
        // Two digits each, so that no day's words end like another's.
        let day = format!(
            "{}-{}-{}",
            2031 + number / 57,
            10 + number / 19 % 3,
            10 + number % 19
        );
        Some(match template {
            "#" => json!(format!("M{number:04}W")),
            "#file" => json!(format!("佐證/M{number:04}W.pdf")),
            "#day" => json!(day),
            "#time" => json!(format!("{day}T08:00:00+08:00")),
            "#sha" => json!(format!("{number:04}").repeat(16)),
            "#number" => json!(7_000_000 + number),
            other => panic!("{other} is no template"),
        })
    }
}

/// Every record by kind; the first of each kind has every field.
pub fn records(pack: &Pack) -> Vec<(Kind, Value)> {
    let mut marks = Marks::default();
    let mut all = Vec::new();
    let mut add = |kind, template| all.push((kind, marks.filled(template)));
    add(Kind::Profile, profile(pack));
    add(Kind::System, system(pack));
    add(
        Kind::System,
        json!({"uid": "sys2", "position": 2, "id": "sys-b", "name": "#", "core": null}),
    );
    for (uid, target, part) in [
        ("whole", "sys-a", Value::Null),
        ("part", "sys-b", json!("b")),
        ("former", "sys-gone", Value::Null),
    ] {
        let clause = if part.is_null() { "4.4" } else { "7.3" };
        let mut answer = answer(uid, clause, target);
        answer["part"] = part;
        add(Kind::Answer, answer);
    }
    // A part comes first, because only it has every field.
    let place = all.iter().position(|(_, value)| value["uid"] == "part").unwrap();
    let first = all.iter().position(|(kind, _)| *kind == Kind::Answer).unwrap();
    all.swap(place, first);
    let wanted = zicha::model::documents::documents(
        pack,
        &zicha::model::scope::scope(pack, &profile_of(&all)),
        &Assessment::default(),
        "2026-07-01",
    );
    let mut add = |kind, template| all.push((kind, marks.filled(template)));
    add(Kind::Answer, answer("outside", "4.8", "sys-a"));
    add(Kind::Evidence, evidence("folder", "ev-first"));
    for kind in EvidenceKind::ALL {
        add(Kind::Evidence, evidence(kind.id(), &format!("ev-{}", kind.id())));
    }
    let item = &pack.clause("4.4".parse().unwrap()).unwrap().evidence[0].id;
    for (uid, target) in [("l1", "sys-a"), ("l2", "sys-gone")] {
        add(
            Kind::Link,
            json!({"uid": uid, "evidence": "ev-file", "clause": "4.4", "target": target, "item": item,
                   "locator": "#", "proves": "#"}),
        );
    }
    for (uid, clause, target) in [
        ("f-gap", "4.4", "sys-a"),
        ("f-met", "5.1", "sys-b"),
        ("f-former", "4.4", "sys-gone"),
    ] {
        add(Kind::Finding, finding(uid, clause, target));
    }
    for (uid, dropped) in [("c-dropped", "#"), ("c-verified", "")] {
        add(Kind::Action, action(uid, dropped));
    }
    add(
        Kind::Action,
        json!({"uid": "c-late", "finding": "f-gap", "description": "#", "owner": "#", "due": "2026-01-31",
               "started_on": "#day"}),
    );
    add(
        Kind::Earlier,
        json!({"uid": "p1", "number": "#number", "source": "fsc", "document": "#", "dated": "#day",
               "condition": "#", "clauses": ["4.4"], "deadline": "#day", "state": "improving", "note": "#"}),
    );
    for (uid, key) in [
        ("d1", wanted[0].key.as_str()),
        ("d2", "a-key-of-another-checklist"),
    ] {
        add(
            Kind::Document,
            json!({"uid": uid, "document": key, "custodian": "#", "due": "#day", "received_on": "#day",
                   "note": "#"}),
        );
    }
    for (uid, state, target) in [
        ("r1", "approved", "sys-a"),
        ("r2", "returned", "sys-b"),
        ("r3", "submitted", "sys-gone"),
    ] {
        add(
            Kind::Review,
            json!({"uid": uid, "clause": "4.4", "target": target, "state": state, "by": "#", "at": "#time",
                   "note": "#", "seen": {"answers": []}}),
        );
    }
    for (uid, role) in [("s1", "preparer"), ("s2", "approver")] {
        add(
            Kind::SignOff,
            json!({"uid": uid, "role": role, "by": "#", "title": "#", "at": "#time", "digest": "#sha",
                   "count": "#number", "note": "#"}),
        );
    }
    for (uid, format) in [("x1", "report"), ("x2", "a-format-of-tomorrow")] {
        add(
            Kind::Export,
            json!({"uid": uid, "format": format, "file": "#file", "sha256": "#sha", "digest": "#sha",
                   "signed_as": "preparer", "at": "#time"}),
        );
    }
    all
}

/// The profile with its systems, of records.
fn profile_of(records: &[(Kind, Value)]) -> Profile {
    let of = |wanted| records.iter().filter(move |(kind, _)| *kind == wanted);
    let first = of(Kind::Profile).next().unwrap();
    let mut profile: Profile = serde_json::from_value(first.1.clone()).unwrap();
    profile.systems = of(Kind::System)
        .map(|(_, value)| serde_json::from_value(value.clone()).unwrap())
        .collect();
    profile
}

fn ground() -> Value {
    json!({"fact": "#", "confirmed_by": "#", "confirmed_on": "#day", "evidence": "#"})
}

/// A value for every key.
fn each<'a>(keys: impl Iterator<Item = &'a String>, value: impl Fn(&str) -> Value) -> Value {
    Value::Object(keys.map(|key| (key.clone(), value(key))).collect())
}

fn profile(pack: &Pack) -> Value {
    let figure = |id: &str| match pack.profile_field(id).unwrap().kind {
        FieldKind::Percent => json!({"kind": "number", "value": "61.7001"}),
        FieldKind::Grade => json!({"kind": "grade", "value": "2"}),
        FieldKind::Boolean => json!({"kind": "flag", "value": true}),
        _ => json!({"kind": "number", "value": "7000001"}),
    };
    let fields = || pack.profile_fields.iter().map(|field| &field.id);
    let conditions = || pack.conditions.iter().map(|condition| &condition.id);
    let organisation = pack.conditions.iter();
    let organisation = organisation.filter(|condition| condition.level == ConditionLevel::Organisation);
    json!({
        "organisation": {"name": "#", "tax_id": "#"},
        "licences": ["sice"],
        "class": "class1",
        "figures": each(fields(), figure),
        // Of a licence that is no longer held.
        "by_licence": {"futures": {"internet_order_pct": {"kind": "number", "value": "62.7002"}}},
        "figure_sources": each(fields(), |_| json!({"period": "#", "document": "#"})),
        "conditions": each(organisation.map(|condition| &condition.id),
            |id| json!(if id == "internet_ordering" { "no" } else { "yes" })),
        "grounds": each(conditions(), |_| ground()),
        "no_core_systems": ground(),
        "assessment": {"from": "2026-01-01", "to": "#day", "as_of": "#day", "prepared_by": "#"},
        "systems": [],
    })
}

fn system(pack: &Pack) -> Value {
    let system = pack.conditions.iter();
    let system = system.filter(|condition| condition.level == ConditionLevel::System);
    let ids: Vec<&String> = system.map(|condition| &condition.id).collect();
    json!({
        "uid": "sys1", "position": 1, "id": "sys-a", "name": "#", "core": true, "core_reason": "#",
        "core_confirmed_by": "#", "core_confirmed_on": "#day", "shared": "#", "vendor": "#",
        "conditions": each(ids.iter().copied(), |_| json!("yes")),
        "grounds": each(ids.iter().copied(), |_| ground()),
    })
}

fn answer(uid: &str, clause: &str, target: &str) -> Value {
    json!({
        "uid": uid, "clause": clause, "target": target, "state": "partial", "note": "#",
        "methods": ["examine", "interview", "test"],
        "sample": {"population": "#", "size": "#", "selection": "#", "exceptions": "#"},
        "alternative": "#",
        "alternative_basis": {"kind": "parent_norm", "name": "#", "section": "#"},
        "risk_accepted": {"until": "#day", "reason": "#", "approver": "#", "approval_number": "#",
                          "compensating": "#"},
        "limitation": {"missing": "#", "reason": "#"},
        "reviewer": "#", "prepared_by": "#", "prepared_at": "#time",
    })
}

fn evidence(kind: &str, uid: &str) -> Value {
    json!({
        "uid": uid, "number": "#number", "kind": kind, "title": "#", "location": "#file", "sha256": "#sha",
        "size": "#number", "files": "#number", "modified": "#time", "dated": "#day", "valid_until": "#day",
        "version": "#", "issuer": "#", "covers_from": "#day", "covers_to": "#day", "sensitivity": "confidential",
        "interview": {"title": "#", "said": "#", "confirmed_on": "#day"},
        "custody": [{"on": "#day", "from": "#", "to": "#", "purpose": "#"}],
        "custodian": "#", "attached_by": "#", "attached_at": "#time",
    })
}

fn finding(uid: &str, clause: &str, target: &str) -> Value {
    json!({
        "uid": uid, "number": "#number", "clause": clause, "target": target,
        "also": [{"clause": "4.3", "target": "sys-b"}], "found_on": "#day", "rating": "high",
        "rating_basis": "#", "repeats": "p1", "condition": "#", "cause": "#", "effect": "#",
        "recommendation": "#", "response": "#",
    })
}

fn action(uid: &str, dropped: &str) -> Value {
    json!({
        "uid": uid, "finding": "f-gap", "description": "#", "owner": "#", "due": "#day", "started_on": "#day",
        "done": true, "done_on": "#day", "verified_on": "#day", "verified_by": "#", "verification": "#",
        "dropped": dropped,
    })
}

/// The workbook's file with all records, opened.
pub fn made(path: &Path, pack: &Pack, records: &[(Kind, Value)]) -> Engagement {
    let stamp = Stamp {
        at: "2026-06-30T17:00:00+08:00".to_owned(),
        actor: "稽核人員甲".to_owned(),
    };
    let mut salts = || "0".repeat(32);
    let mut store = Store::create(path, pack, &profile_of(records), &stamp, &mut salts).unwrap();
    let mut assessment = store.assessment().unwrap();
    let kept = |kind: Kind| !matches!(kind, Kind::Profile | Kind::System);
    let changes = records
        .iter()
        .filter(|(kind, _)| kept(*kind))
        .map(|(kind, value)| Change {
            object: Object {
                kind: *kind,
                uid: value["uid"].as_str().unwrap().to_owned(),
                field: None,
            },
            before: Value::Null,
            after: value.clone(),
        });
    let step = Step {
        action: Action::Answer,
        changes: changes.collect(),
        undoes: None,
    };
    store.append(&mut assessment, &step, &stamp, &mut salts).unwrap();
    drop(store);
    Engagement::open(path, Access::Write, Box::new(Still(0)), "稽核人員甲".to_owned()).unwrap()
}

/// A clock that stands still, and counts instead of drawing.
struct Still(u8);

impl Clock for Still {
    fn now(&self) -> DateTime<FixedOffset> {
        crate::created()
    }

    fn fill_random(&mut self, buffer: &mut [u8]) {
        self.0 += 1;
        buffer.fill(self.0);
    }
}
