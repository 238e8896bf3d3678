//! 簽核頁: the three signature boxes, and what a signature shows.

use super::view::View;
use crate::lang::role_name;
use crate::model::sign_off::in_order;
use crate::model::signing::Role;
use crate::report::blocks::{Block, Cell, Column, Row, SignatureBox, Table, Text, Tone, text};

/// The sign-off page.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let input = view.input;
    let head = view.fill(
        "report.signoff_head_value",
        &[
            ("count", &input.head.count.to_string()),
            ("head", &input.head.head),
        ],
    );
    let facts: [(&str, Text); 4] = [
        (view.tr("report.signoff_object"), text(view.tr("report.name"))),
        (view.tr("report.state"), text(super::cover::state(view))),
        (view.tr("report.signoff_digest"), text(input.digest)),
        (view.tr("report.signoff_head"), text(head)),
    ];
    let boxes = Role::ALL.map(|role| SignatureBox {
        role,
        title: role_name(role, view.lang).to_owned(),
        digital: view.tr("report.signoff_digital").to_owned(),
        paper: view.tr("report.signoff_paper").to_owned(),
        date: view.tr("report.signoff_date").to_owned(),
    });
    vec![
        Block::heading(1, view.tr("report.signoff"))
            .anchor("signoff")
            .into(),
        Block::paragraph(view.tr("report.signoff_intro")).into(),
        Block::Spacer(4.0),
        Block::Signatures(boxes.to_vec()),
        Block::facts(facts),
        Block::heading(3, view.tr("report.signoff_recorded"))
            .unlisted()
            .into(),
        recorded(view),
        Block::warning(
            view.tr("report.signoff_same_title"),
            view.tr("report.signoff_same"),
        ),
        Block::notice(view.tr("report.signoff_key_title"), view.tr("report.signoff_key")),
    ]
}

/// The sign-offs of the workbook, and whether each is of what the report shows.
fn recorded(view: &View<'_>) -> Block {
    let sign_offs = in_order(view.input.assessment);
    if sign_offs.is_empty() {
        return Block::paragraph(view.tr("report.signoff_none")).into();
    }
    let columns = [
        Column::new(view.tr("report.signoff_role"), 1.0),
        Column::new(view.tr("report.signoff_who"), 2.0),
        Column::new(view.tr("report.signoff_when"), 1.6),
        Column::new(view.tr("report.signoff_standing"), 3.4),
    ];
    let rows = sign_offs.into_iter().map(|sign_off| {
        let mut who = Text::default().plain(&sign_off.by);
        for line in [&sign_off.title, &sign_off.note] {
            if !line.is_empty() {
                who = who.plain("\n").plain(line);
            }
        }
        let standing = match sign_off.digest == view.input.digest {
            true => text(view.tr("report.signoff_current")),
            false => Text::default().tone(Tone::Alert, view.tr("report.signoff_stale")),
        };
        let of = view.fill(
            "annex.signoff_of",
            &[
                ("count", &sign_off.count.to_string()),
                ("digest", &sign_off.digest),
            ],
        );
        let standing = standing.plain("\n").tone(Tone::Muted, of);
        Row::new([
            Cell::from(role_name(sign_off.role, view.lang)),
            Cell::from(who),
            Cell::from(view.date(&sign_off.at)),
            Cell::from(standing),
        ])
    });
    Table::new(columns).rows(rows).into()
}
