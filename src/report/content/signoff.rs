//! 簽核頁: the three signature boxes, and what a signature shows.

use super::view::View;
use crate::lang::role_name;
use crate::model::signing::Role;
use crate::report::blocks::{Block, SignatureBox, Text, text};

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
        Block::warning(
            view.tr("report.signoff_same_title"),
            view.tr("report.signoff_same"),
        ),
        Block::notice(view.tr("report.signoff_key_title"), view.tr("report.signoff_key")),
    ]
}
