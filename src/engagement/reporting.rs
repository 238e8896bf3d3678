//! Writing the gap report: content, layout, signature, the finished file and its register row.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use sha2::{Digest, Sha256};

use super::Engagement;
use super::answering::created;
use super::embedding::render_with_workbook;
use super::files::{Privacy, check_output, write_whole};
use super::identities;
use super::request::{Progress, ProgressUnit, ReportDone, ReportRequest, Saved, Work};
use super::system_fonts;
use crate::error::{Error, Result};
use crate::lang::{Calendar, Lang, moment_words_in, role_name, tr};
use crate::model::assessment::ExportRecord;
use crate::model::change::{Action, Kind};
use crate::model::reporting::ReportOptions;
use crate::model::score::score;
use crate::model::signing::Role;
use crate::model::source::OfficialText;
use crate::report::content::{ReportInput, document};
use crate::report::{self, RenderOptions, ReportError, Stamp, stamp};
use crate::settings::Settings;
use crate::sign::identity::Identity;
use crate::sign::{SignRequest, sign_pdf};

/// Size of the visible signature in points: that of the box in the report.
const STAMP_SIZE: (f32, f32) = (150.0, 60.0);

/// What the register of exports calls a report.
pub(super) const REPORT: &str = "report";

/// Begins, on other threads, what a report needs whatever it says; call it before the workbook is opened.
pub fn prepare() {
    crate::report::prepare();
}

impl Engagement {
    /// Writes the report, signed as preparer if an identity is given, and records it in the
    /// register of exports. `official` is printed in the working papers. A report from a workbook opened for reading is not recorded.
    pub fn write_report(
        &mut self,
        request: &ReportRequest,
        official: Option<&OfficialText>,
        progress: &mut dyn FnMut(Progress),
        cancelled: &AtomicBool,
    ) -> Result<(ReportDone, Option<Saved>)> {
        let keys: Vec<&Path> = request.identity.iter().map(|key| key.path.as_path()).collect();
        check_output(&request.output, &keys)?;
        if request.attach && request.system_fonts {
            return Err(Error::input("error.fonts_with_workbook").hint("error.hint_fonts_with_workbook"));
        }
        let identity = request.identity.as_ref().map(identities::load).transpose()?;
        let created_at = request.time.unwrap_or_else(|| self.clock.now());
        let states: BTreeMap<_, _> = self.check_evidence(progress, cancelled)?.into_iter().collect();
        let scope = self.scope();
        let counted = score(self.pack(), &scope, self.assessment());
        let signer = identity.as_ref().map(|identity| identity.describe().common_name);
        if request.options.redacted && !request.expected.is_empty() {
            return Err(Error::input("error.expected_redacted").hint("error.hint_expected_redacted"));
        }
        let expected = identities::expected_signers(&request.expected, created_at)?;
        let digest = self.assessment().digest();
        let change = request
            .previous
            .as_deref()
            .map(|previous| self.change_since(previous))
            .transpose()?;
        let input = ReportInput {
            pack: self.pack(),
            pack_sha256: &self.pack().sha256(),
            assessment: self.assessment(),
            scope: &scope,
            score: &counted,
            head: &self.head()?,
            digest: &digest,
            evidence_states: &states,
            lang: request.options.languages.first(),
            options: &request.options,
            official,
            previous: change.as_ref(),
            created: created_at,
            signer: signer.as_deref(),
            expected: &expected,
            program_version: env!("CARGO_PKG_VERSION"),
            attached: request.attach,
        };
        let told = RefCell::new(&mut *progress);
        let tell = |stage| (told.borrow_mut())(stage_of(stage));
        let options = RenderOptions {
            progress: Some(&tell),
            cancel: Some(cancelled),
            ..RenderOptions::at(created_at)
        };
        let folders = request
            .system_fonts
            .then(|| system_fonts::folders(&Settings::load()));
        let rendered = match request.attach {
            true => render_with_workbook(&input, &options)?,
            false => system_fonts::render_with(document(&input), &options, folders.as_deref())
                .map_err(report_error)?,
        };
        let pdf = match &identity {
            Some(identity) => {
                progress(Progress::of(Work::Signing));
                let words = StampWords::of(&request.options);
                sign(&rendered.pdf, identity, Role::Preparer, created_at, words)?
            }
            None => rendered.pdf,
        };
        not_stopped(cancelled)?;
        write_whole(&request.output, &pdf, Privacy::Ordinary)?;
        let done = ReportDone {
            path: request.output.clone(),
            pages: rendered.pages,
            missing_glyphs: rendered.missing,
            sha256: hex::encode(Sha256::digest(&pdf)),
            signed_as: identity.as_ref().map(|_| Role::Preparer),
        };
        let saved = self.register(Written {
            format: REPORT,
            path: &done.path,
            sha256: &done.sha256,
            signed_as: done.signed_as,
            added_to: None,
            digest: &digest,
        })?;
        Ok((done, saved))
    }

    /// Records a written file in the register of exports; none in a workbook opened for reading.
    pub(super) fn register(&mut self, written: Written<'_>) -> Result<Option<Saved>> {
        if self.is_read_only() {
            return Ok(None);
        }
        let name = written.path.file_name().unwrap_or_default();
        let record = ExportRecord {
            uid: self.new_uid(),
            format: written.format.to_owned(),
            file: name.to_string_lossy().into_owned(),
            sha256: written.sha256.to_owned(),
            digest: written.digest.to_owned(),
            signed_as: written.signed_as.map(|role| role.id().to_owned()),
            added_to: written.added_to.map(ToOwned::to_owned),
            at: self.timestamp(),
        };
        self.commit(
            Action::Export,
            vec![created(Kind::Export, &record.uid.clone(), json!(record))],
        )
    }
}

/// A file as the register of exports takes it.
pub(super) struct Written<'a> {
    /// What it is, e.g. [`REPORT`].
    pub format: &'static str,
    /// The finished file.
    pub path: &'a Path,
    /// Its SHA-256.
    pub sha256: &'a str,
    /// The role that signed it last.
    pub signed_as: Option<Role>,
    /// SHA-256 of the registered file that this signature or timestamp was added to.
    pub added_to: Option<&'a str>,
    /// Digest of the assessment it shows.
    pub digest: &'a str,
}

/// In which words a visible signature speaks.
#[derive(Debug, Clone, Copy)]
pub(super) struct StampWords {
    /// Its language.
    pub lang: Lang,
    /// How its years are counted.
    pub calendar: Calendar,
}

impl StampWords {
    /// As the report they stand in.
    fn of(options: &ReportOptions) -> Self {
        let lang = options.languages.first();
        Self {
            lang,
            calendar: options.calendar.unwrap_or(Calendar::of(lang)),
        }
    }
}

/// Signs a report in a role; the preparer's signature certifies it.
pub(super) fn sign(
    pdf: &[u8],
    identity: &Identity,
    role: Role,
    claimed_time: chrono::DateTime<chrono::FixedOffset>,
    words: StampWords,
) -> Result<Vec<u8>> {
    let described = identity.describe();
    let lang = words.lang;
    let time = moment_words_in(&claimed_time, lang, words.calendar);
    let tier = if described.self_made {
        "report.tier_self_made"
    } else {
        "report.tier_issued"
    };
    let drawn = stamp(&Stamp {
        width: STAMP_SIZE.0,
        height: STAMP_SIZE.1,
        role: role_name(role, lang),
        signer: &described.common_name,
        time: &time,
        tier: tr(lang, tier),
    })
    .map_err(report_error)?;
    let request = SignRequest {
        field: role.field_name(),
        claimed_time,
        certify: role == Role::Preparer,
        name: Some(&described.common_name),
        reason: Some(role_name(role, lang)),
        location: None,
        stamp: Some(&drawn),
    };
    // Only the preparer can do without a signature.
    let hint = |hint| match (hint, role) {
        ("error.hint_not_signed", Role::Reviewer | Role::Approver) => "error.hint_nothing_signed",
        (hint, _) => hint,
    };
    sign_pdf(pdf, &request, identity).map_err(|fault| {
        Error::input("error.not_signed")
            .saying("fault", fault.words())
            .hint(hint(fault.hint()))
            .caused_by(fault)
    })
}

/// A stage of a report as progress.
pub(super) fn stage_of(stage: report::Progress) -> Progress {
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    match stage {
        report::Progress::LayingOut { done, total } => Progress {
            work: Work::LayingOut,
            done: count(done),
            total: count(total),
            unit: ProgressUnit::Items,
        },
        report::Progress::Fonts => Progress::of(Work::Fonts),
        report::Progress::Writing { .. } => Progress::of(Work::Pages),
        report::Progress::Compressing => Progress::of(Work::Packing),
    }
}

/// The last moment to stop: after it, the file is written whole.
pub(super) fn not_stopped(cancelled: &AtomicBool) -> Result<()> {
    match cancelled.load(Ordering::Relaxed) {
        true => Err(report_error(ReportError::Cancelled)),
        false => Ok(()),
    }
}

pub(super) fn report_error(fault: ReportError) -> Error {
    let error = match fault {
        ReportError::Cancelled => Error::input(fault.words()),
        _ => Error::internal("error.report_not_made").saying("fault", fault.words()),
    };
    error.hint("error.hint_no_file_written").caused_by(fault)
}
