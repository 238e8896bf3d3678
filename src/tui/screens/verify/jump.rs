//! From a change since the report to the screen where it can be seen.

use crate::model::change::Kind;
use crate::model::register::Changed;
use crate::model::scope::Target;
use crate::model::self_check::Place;
use crate::tui::app::{Act, Context};
use crate::tui::screens::{ProfileScreen, Screen, self_check};

/// What opens the screen for a change; nothing for what is gone from the workbook.
pub(super) fn to(context: &Context<'_>, changed: &Changed) -> Vec<Act> {
    let Some(workbook) = context.workbook else {
        return Vec::new();
    };
    let assessment = &workbook.assessment;
    let id = changed.id.as_deref().unwrap_or_default();
    let place = match (changed.kind, changed.clause) {
        (_, Some(clause)) => Some(Place::Check {
            clause,
            target: changed.target.clone().unwrap_or(Target::Organisation),
            part: changed.part.clone(),
        }),
        (Kind::Profile, None) => {
            return vec![Act::push(Screen::Profile(ProfileScreen::new(context)))];
        }
        (Kind::System, None) => Some(Place::System(id.to_owned())),
        (Kind::Evidence, None) => {
            let mut evidence = assessment.evidence.values();
            let found = evidence.find(|evidence| evidence.label() == id);
            found.map(|evidence| Place::Evidence(evidence.uid.clone()))
        }
        (Kind::Earlier, None) => {
            let mut earlier = assessment.earlier.values();
            let found = earlier.find(|finding| finding.label() == id);
            found.map(|finding| Place::Earlier(finding.uid.clone()))
        }
        _ => None,
    };
    place.map_or_else(Vec::new, |place| self_check::jump_to(context, workbook, &place))
}
