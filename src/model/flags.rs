//! What an answer still lacks before a reader can rely on it. A flag never changes a state or a
//! count; it says where to look.

use serde::{Deserialize, Serialize};

use super::assessment::{Answer, Assessment, State};

/// Something an answer lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Not applicable or unable, without a reason.
    ReasonMissing,
    /// Not applicable as claimed, and nobody has reviewed it.
    ReviewMissing,
    /// Met or partial, without any evidence.
    EvidenceMissing,
    /// Not met or partial, without a finding.
    FindingMissing,
    /// An accepted risk without its reason or the person who accepted it.
    RiskIncomplete,
}

impl Flag {
    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Flag::ReasonMissing => "reason_missing",
            Flag::ReviewMissing => "review_missing",
            Flag::EvidenceMissing => "evidence_missing",
            Flag::FindingMissing => "finding_missing",
            Flag::RiskIncomplete => "risk_incomplete",
        }
    }
}

/// What an answer lacks, in the order of [`Flag`].
pub fn flags(assessment: &Assessment, answer: &Answer) -> Vec<Flag> {
    let mut flags = Vec::new();
    let mut flag_if = |condition: bool, flag| {
        if condition {
            flags.push(flag);
        }
    };
    let state = answer.state;
    let needs_reason = matches!(state, State::NotApplicable | State::Unable);
    let limited = answer.limitation.as_ref();
    let said = !answer.note.trim().is_empty() || limited.is_some_and(|given| !given.reason.trim().is_empty());
    flag_if(needs_reason && !said, Flag::ReasonMissing);
    let unreviewed = state == State::NotApplicable && answer.reviewer.trim().is_empty();
    flag_if(unreviewed, Flag::ReviewMissing);
    let needs_evidence = matches!(state, State::Met | State::Partial);
    let evidenced = assessment
        .links_for(answer.clause, &answer.target)
        .next()
        .is_some();
    flag_if(needs_evidence && !evidenced, Flag::EvidenceMissing);
    let found = assessment
        .findings_for(answer.clause, &answer.target)
        .next()
        .is_some();
    flag_if(state.is_gap() && !found, Flag::FindingMissing);
    let incomplete = |reason: &str, approver: &str| reason.trim().is_empty() || approver.trim().is_empty();
    let risk = answer.risk_accepted.as_ref();
    flag_if(
        risk.is_some_and(|risk| incomplete(&risk.reason, &risk.approver)),
        Flag::RiskIncomplete,
    );
    flags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assessment::CheckKey;
    use crate::model::pack::ClauseId;
    use crate::model::scope::Target;

    fn answer(state: State) -> Answer {
        let key = CheckKey {
            clause: ClauseId {
                article: 4,
                number: 1,
            },
            target: Target::Organisation,
            part: None,
        };
        Answer {
            uid: "a".to_owned(),
            state,
            ..Answer::unanswered(&key)
        }
    }

    #[test]
    fn a_claim_that_a_clause_does_not_apply_needs_a_reason_and_a_reviewer() {
        let bare = answer(State::NotApplicable);
        let assessment = Assessment::default();
        assert_eq!(
            flags(&assessment, &bare),
            [Flag::ReasonMissing, Flag::ReviewMissing]
        );
        let complete = Answer {
            note: "本公司無此系統".to_owned(),
            reviewer: "稽核人員甲".to_owned(),
            ..bare
        };
        assert_eq!(flags(&assessment, &complete), []);
    }

    #[test]
    fn met_without_evidence_and_unmet_without_a_finding_are_flagged() {
        let assessment = Assessment::default();
        assert_eq!(flags(&assessment, &answer(State::Met)), [Flag::EvidenceMissing]);
        assert_eq!(flags(&assessment, &answer(State::NotMet)), [Flag::FindingMissing]);
        assert_eq!(flags(&assessment, &answer(State::Unanswered)), []);
    }
}
