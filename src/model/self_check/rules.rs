//! The rules of the self-check with their ids and weights.

use serde::{Deserialize, Serialize};

use super::Severity;

/// A rule of the self-check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A figure that could still change the class is missing.
    ClassUndetermined,
    /// No system has been recorded.
    NoSystem,
    /// Facts and answers that cannot all hold, as the pack says.
    Contradiction,
    /// Met or partial, without evidence.
    EvidenceMissing,
    /// Not applicable as claimed, without a reason.
    NotApplicableWithoutReason,
    /// Could not be determined, without saying why.
    UnableWithoutReason,
    /// An alternative without the reasoning why it is equivalent.
    AlternativeWithoutReasoning,
    /// A parent norm where the profile does not let one be followed.
    ParentNormNotOpen,
    /// A sample larger than what it was drawn from.
    SampleExceedsPopulation,
    /// An accepted risk without reason, approver or last day.
    RiskIncomplete,
    /// An accepted risk whose last day has passed.
    RiskExpired,
    /// A file that is not what it was when it was attached.
    EvidenceChanged,
    /// A file that is no longer there.
    EvidenceLost,
    /// A folder or device in place of a file.
    EvidenceNotAFile,
    /// A file that is there and cannot be read.
    EvidenceUnreadable,
    /// Evidence past the end of its validity.
    EvidenceExpired,
    /// An action whose day has passed.
    ActionOverdue,
    /// An action due before the finding was made.
    ActionBeforeFinding,
    /// An earlier finding still open after its deadline.
    EarlierOverdue,

    /// The first and last day of the assessment are not both given.
    PeriodMissing,
    /// Nobody has decided whether the system is core.
    CoreUndecided,
    /// Core or not, without saying why, who decided and when.
    CoreWithoutGround,
    /// No system is core, and nobody says why.
    NoCoreWithoutReason,
    /// A condition nobody has answered, on which checks depend.
    ConditionUnasked,
    /// An answer that takes clauses out of scope, without fact, person and evidence.
    ExclusionWithoutGround,
    /// Met on the strength of written rules alone.
    PolicyOnly,
    /// Not applicable as claimed, and nobody has reviewed it.
    NotApplicableUnreviewed,
    /// Not applicable as claimed, reviewed by the person who claimed it.
    ReviewedByPreparer,
    /// Met although the sample showed exceptions.
    ExceptionsThoughMet,
    /// A sample without its population or size.
    SampleIncomplete,
    /// An alternative that does not name the control that stands in.
    AlternativeWithoutBasis,
    /// A rented system, met without anything from who rents it out.
    VendorEvidenceMissing,
    /// Not met or partial, without a finding.
    FindingMissing,
    /// An accepted risk without approval number or compensating measure.
    RiskUnsupported,
    /// An accepted risk that ends within thirty days.
    RiskDueSoon,
    /// A risk accepted for longer than a year.
    RiskTooLong,
    /// Evidence from outside the assessed period.
    EvidenceOutsidePeriod,
    /// Evidence dated in the future.
    EvidenceFromFuture,
    /// An interview the person has not confirmed.
    InterviewUnconfirmed,
    /// A finding without its condition or a recommendation.
    FindingIncomplete,
    /// A finding whose checks are gaps no longer.
    FindingWithoutGap,
    /// A finding nobody does anything about.
    FindingWithoutAction,
    /// An action nobody is charged with.
    ActionWithoutOwner,
    /// An action without a day.
    ActionWithoutDue,
    /// A finding that repeats an earlier one.
    EarlierRepeated,
    /// An earlier finding said to be improved, while its clause is a gap again.
    EarlierRecurs,
    /// An approved check that was changed since.
    ApprovalReopened,
    /// A sign-off of an assessment that was changed since.
    SignOffStale,
    /// The same person prepared and approved.
    ApproverIsPreparer,

    /// The class was set by hand.
    ClassSetByHand,
    /// A figure without its period and document.
    FigureWithoutSource,
    /// Met by looking at papers, where the procedure has a test.
    NeverTested,
    /// Nothing was written about how it is done.
    NarrativeMissing,
    /// An answer to a check that a rule takes out of scope.
    OutOfScope,
    /// Answers of a system that was removed.
    RemovedSystem,
    /// Evidence without a date.
    EvidenceUndated,
    /// Evidence attached to nothing.
    EvidenceUnattached,
    /// An action done, and nobody looked whether it works.
    ActionUnverified,
}

impl Rule {
    /// All rules, in the order they are listed.
    pub const ALL: [Rule; 58] = [
        Rule::ClassUndetermined,
        Rule::NoSystem,
        Rule::Contradiction,
        Rule::EvidenceMissing,
        Rule::NotApplicableWithoutReason,
        Rule::UnableWithoutReason,
        Rule::AlternativeWithoutReasoning,
        Rule::ParentNormNotOpen,
        Rule::SampleExceedsPopulation,
        Rule::RiskIncomplete,
        Rule::RiskExpired,
        Rule::EvidenceChanged,
        Rule::EvidenceLost,
        Rule::EvidenceNotAFile,
        Rule::EvidenceUnreadable,
        Rule::EvidenceExpired,
        Rule::ActionOverdue,
        Rule::ActionBeforeFinding,
        Rule::EarlierOverdue,
        Rule::PeriodMissing,
        Rule::CoreUndecided,
        Rule::CoreWithoutGround,
        Rule::NoCoreWithoutReason,
        Rule::ConditionUnasked,
        Rule::ExclusionWithoutGround,
        Rule::PolicyOnly,
        Rule::NotApplicableUnreviewed,
        Rule::ReviewedByPreparer,
        Rule::ExceptionsThoughMet,
        Rule::SampleIncomplete,
        Rule::AlternativeWithoutBasis,
        Rule::VendorEvidenceMissing,
        Rule::FindingMissing,
        Rule::RiskUnsupported,
        Rule::RiskDueSoon,
        Rule::RiskTooLong,
        Rule::EvidenceOutsidePeriod,
        Rule::EvidenceFromFuture,
        Rule::InterviewUnconfirmed,
        Rule::FindingIncomplete,
        Rule::FindingWithoutGap,
        Rule::FindingWithoutAction,
        Rule::ActionWithoutOwner,
        Rule::ActionWithoutDue,
        Rule::EarlierRepeated,
        Rule::EarlierRecurs,
        Rule::ApprovalReopened,
        Rule::SignOffStale,
        Rule::ApproverIsPreparer,
        Rule::ClassSetByHand,
        Rule::FigureWithoutSource,
        Rule::NeverTested,
        Rule::NarrativeMissing,
        Rule::OutOfScope,
        Rule::RemovedSystem,
        Rule::EvidenceUndated,
        Rule::EvidenceUnattached,
        Rule::ActionUnverified,
    ];

    /// Its weight; that of a contradiction stands in the pack.
    pub fn severity(self) -> Severity {
        match self {
            rule if rule <= Rule::EarlierOverdue => Severity::Error,
            rule if rule <= Rule::ApproverIsPreparer => Severity::Warning,
            _ => Severity::Note,
        }
    }

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Rule::ClassUndetermined => "class_undetermined",
            Rule::NoSystem => "no_system",
            Rule::Contradiction => "contradiction",
            Rule::EvidenceMissing => "evidence_missing",
            Rule::NotApplicableWithoutReason => "not_applicable_without_reason",
            Rule::UnableWithoutReason => "unable_without_reason",
            Rule::AlternativeWithoutReasoning => "alternative_without_reasoning",
            Rule::ParentNormNotOpen => "parent_norm_not_open",
            Rule::SampleExceedsPopulation => "sample_exceeds_population",
            Rule::RiskIncomplete => "risk_incomplete",
            Rule::RiskExpired => "risk_expired",
            Rule::EvidenceChanged => "evidence_changed",
            Rule::EvidenceLost => "evidence_lost",
            Rule::EvidenceNotAFile => "evidence_not_a_file",
            Rule::EvidenceUnreadable => "evidence_unreadable",
            Rule::EvidenceExpired => "evidence_expired",
            Rule::ActionOverdue => "action_overdue",
            Rule::ActionBeforeFinding => "action_before_finding",
            Rule::EarlierOverdue => "earlier_overdue",
            Rule::PeriodMissing => "period_missing",
            Rule::CoreUndecided => "core_undecided",
            Rule::CoreWithoutGround => "core_without_ground",
            Rule::NoCoreWithoutReason => "no_core_without_reason",
            Rule::ConditionUnasked => "condition_unasked",
            Rule::ExclusionWithoutGround => "exclusion_without_ground",
            Rule::PolicyOnly => "policy_only",
            Rule::NotApplicableUnreviewed => "not_applicable_unreviewed",
            Rule::ReviewedByPreparer => "reviewed_by_preparer",
            Rule::ExceptionsThoughMet => "exceptions_though_met",
            Rule::SampleIncomplete => "sample_incomplete",
            Rule::AlternativeWithoutBasis => "alternative_without_basis",
            Rule::VendorEvidenceMissing => "vendor_evidence_missing",
            Rule::FindingMissing => "finding_missing",
            Rule::RiskUnsupported => "risk_unsupported",
            Rule::RiskDueSoon => "risk_due_soon",
            Rule::RiskTooLong => "risk_too_long",
            Rule::EvidenceOutsidePeriod => "evidence_outside_period",
            Rule::EvidenceFromFuture => "evidence_from_future",
            Rule::InterviewUnconfirmed => "interview_unconfirmed",
            Rule::FindingIncomplete => "finding_incomplete",
            Rule::FindingWithoutGap => "finding_without_gap",
            Rule::FindingWithoutAction => "finding_without_action",
            Rule::ActionWithoutOwner => "action_without_owner",
            Rule::ActionWithoutDue => "action_without_due",
            Rule::EarlierRepeated => "earlier_repeated",
            Rule::EarlierRecurs => "earlier_recurs",
            Rule::ApprovalReopened => "approval_reopened",
            Rule::SignOffStale => "sign_off_stale",
            Rule::ApproverIsPreparer => "approver_is_preparer",
            Rule::ClassSetByHand => "class_set_by_hand",
            Rule::FigureWithoutSource => "figure_without_source",
            Rule::NeverTested => "never_tested",
            Rule::NarrativeMissing => "narrative_missing",
            Rule::OutOfScope => "out_of_scope",
            Rule::RemovedSystem => "removed_system",
            Rule::EvidenceUndated => "evidence_undated",
            Rule::EvidenceUnattached => "evidence_unattached",
            Rule::ActionUnverified => "action_unverified",
        }
    }
}
