//! Places that many bindings share.

use super::Place::{
    self, Actions, Answer, Bulk, Dashboard, Documents, Earlier, Evidence, Export, Finding, Findings, Gaps,
    History, Matrix, Piece, Profile, Register, Review, Search, SelfCheck, System, SystemChecks, Systems,
    Walk, WhatIf,
};

/// The screens that show an open workbook.
pub(super) const IN_WORKBOOK: &[Place] = &[
    Profile,
    Systems,
    System,
    WhatIf,
    Walk,
    Answer,
    Evidence,
    Gaps,
    Search,
    Export,
    Findings,
    Finding,
    Actions,
    Earlier,
    SelfCheck,
    Review,
    Matrix,
    SystemChecks,
    Bulk,
    History,
    Dashboard,
    Documents,
    Register,
    Piece,
];
