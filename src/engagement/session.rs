//! A session at the screen: the settings, at most one open workbook, and the requests it answers.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::clock::{Clock, SystemClock};
use super::evidence::{Watch, kind_at};
use super::listing::list_folder;
use super::paths::completions;
use super::request::{HomeData, Outcome, Progress, RecentWorkbook, Request, Saved};
use super::verifying::verify_with;
use super::{Engagement, cards, demo, identities, packs, source, unsaved};
use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::model::pack::Pack;
use crate::model::profile::Profile;
use crate::settings::{Left, Settings, WORKBOOK_EXTENSION};

/// Longest file name made from an organisation's name, in characters.
const MAX_FILE_NAME: usize = 60;

/// Makes the clock a workbook is opened with.
pub type MakeClock = Box<dyn Fn() -> Box<dyn Clock> + Send>;

/// A session: what the runner of the screen talks to.
pub struct Session {
    settings: Settings,
    make_clock: MakeClock,
    engagement: Option<Engagement>,
    author: Option<String>,
}

impl Session {
    /// A session with these settings and the machine's clock. `author` overrides the settings.
    pub fn new(settings: Settings, author: Option<String>) -> Self {
        Self::with_clock(settings, author, Box::new(|| Box::new(SystemClock)))
    }

    /// A session with another clock.
    pub fn with_clock(settings: Settings, author: Option<String>, make_clock: MakeClock) -> Self {
        Self {
            settings,
            make_clock,
            engagement: None,
            author,
        }
    }

    /// The settings as they stand.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Puts the open workbook at rest (see [`Engagement::rest`]).
    pub fn rest(&self) -> Result<()> {
        self.engagement.as_ref().map_or(Ok(()), Engagement::rest)
    }

    /// Answers a request.
    pub fn handle(
        &mut self,
        request: Request,
        progress: &mut dyn FnMut(Progress),
        cancelled: &AtomicBool,
    ) -> Result<Outcome> {
        match request {
            Request::Home => self.home(),
            Request::Open(path) => self.open(&path),
            Request::New { path, profile } => self.create(path, *profile),
            Request::Demo => self.demo(),
            Request::Close => {
                self.engagement = None;
                Ok(Outcome::Closed)
            }
            Request::Leave(left) => {
                self.leave(left);
                Ok(Outcome::Unchanged)
            }
            Request::SetLanguage(lang) => self.set_language(lang),
            Request::SetTheme(theme) => {
                self.settings.theme = Some(theme);
                self.settings.save()?;
                Ok(Outcome::Unchanged)
            }
            Request::SetCalendar(calendar) => {
                self.settings.calendar = Some(calendar);
                self.settings.save()?;
                Ok(Outcome::Unchanged)
            }
            Request::SetMouse(taken) => {
                self.settings.mouse = taken;
                self.settings.save()?;
                Ok(Outcome::Unchanged)
            }
            Request::SetAuthor(author) => {
                self.settings.author = author;
                self.settings.save()?;
                Ok(Outcome::Unchanged)
            }
            Request::ListFolder(folder) => list_folder(folder),
            Request::LookAtPath(path) => Ok(Outcome::PathSeen {
                kind: kind_at(&path),
                path,
            }),
            Request::CompletePath {
                typed,
                base,
                only_folders,
            } => Ok(Outcome::PathGoesOn(completions(
                &typed,
                base.as_deref(),
                only_folders,
            ))),
            Request::LookForPaths(paths) => Ok(Outcome::PathsFound(
                paths.iter().all(|path| Path::new(path).exists()),
            )),
            Request::CreateIdentity {
                name,
                path,
                passphrase,
            } => {
                identities::create(&name, &path, &passphrase, (self.make_clock)().as_mut())?;
                Ok(Outcome::IdentityCreated(path))
            }
            Request::Verify { path, trust } => {
                let found = verify_with(&path, trust.as_deref(), self.engagement.as_ref())?;
                Ok(Outcome::Verified {
                    path,
                    found: Box::new(found),
                })
            }
            in_workbook => self.handle_in_workbook(in_workbook, progress, cancelled),
        }
    }

    fn handle_in_workbook(
        &mut self,
        request: Request,
        progress: &mut dyn FnMut(Progress),
        cancelled: &AtomicBool,
    ) -> Result<Outcome> {
        let Some(engagement) = &mut self.engagement else {
            return Err(Error::internal("error.no_open_workbook").hint("error.hint_open_workbook"));
        };
        let saved = match request {
            Request::SetProfile(fields) => engagement.set_profile(&fields)?,
            Request::AddSystem(draft) => engagement.add_system(&draft)?,
            Request::AddSystems(drafts) => engagement.add_systems(&drafts)?,
            Request::SetSystem { uid, fields } => engagement.set_system(&uid, &fields)?,
            Request::RemoveSystem(uid) => engagement.remove_system(&uid)?,
            Request::Answer { keys, draft } => engagement.answer(&keys, &draft)?,
            Request::AttachEvidence { evidence, link } => {
                let mut watch = Watch { progress, cancelled };
                engagement.attach_evidence_watched(&evidence, &[link], &mut watch)?
            }
            Request::SetEvidence { uid, fields } => {
                engagement.set_evidence(&uid, &fields, &mut Watch { progress, cancelled })?
            }
            Request::SetLink { uid, fields } => engagement.set_link(&uid, &fields)?,
            Request::Relink { evidence, folder } => {
                let mut watch = Watch { progress, cancelled };
                let relinked = engagement.relink_evidence(evidence.as_deref(), folder.as_deref(), &mut watch);
                return stopped_or(relinked, cancelled, |(found, saved)| Outcome::Relinked {
                    found,
                    saved,
                });
            }
            Request::ExportEvidence { folder, lang } => {
                let mut watch = Watch { progress, cancelled };
                let exported = engagement.export_evidence(&folder, lang, &mut watch);
                return stopped_or(exported, cancelled, |done| Outcome::EvidenceExported {
                    folder: done.folder,
                    copied: done.copied,
                    faulty: done.faulty,
                    saved: done.saved,
                });
            }
            Request::LinkEvidence { evidence, link } => engagement.link_evidence(&evidence, &link)?,
            Request::Unlink(uid) => engagement.unlink_evidence(&uid)?,
            Request::RemoveEvidence(uid) => engagement.remove_evidence(&uid)?,
            Request::AddFinding {
                clause,
                target,
                draft,
            } => engagement.add_finding(clause, &target, &draft)?,
            Request::SetFinding { uid, draft } => engagement.set_finding(&uid, &draft)?,
            Request::RemoveFinding(uid) => engagement.remove_finding(&uid)?,
            Request::DraftFindings { clause, target, lang } => {
                engagement.draft_findings(clause, target.as_ref(), lang)?
            }
            Request::AddAction { finding, draft } => engagement.add_action(&finding, &draft)?,
            Request::SetAction { uid, draft } => engagement.set_action(&uid, &draft)?,
            Request::RemoveAction(uid) => engagement.remove_action(&uid)?,
            Request::AddEarlier(draft) => engagement.add_earlier(&draft)?,
            Request::SetEarlier { uid, draft } => engagement.set_earlier(&uid, &draft)?,
            Request::RemoveEarlier(uid) => engagement.remove_earlier(&uid)?,
            Request::SetDocuments { keys, draft } => engagement.set_documents(&keys, &draft)?,
            Request::Review(draft) => engagement.review(&draft)?,
            Request::SignOff(draft) => engagement.sign_off(&draft)?,
            Request::ReadPrevious(path) => {
                let previous = engagement.read_previous(&path)?;
                return Ok(Outcome::Previous(Arc::new(previous)));
            }
            Request::SignOffs => return Ok(Outcome::SignOffs(engagement.sign_offs()?)),
            Request::History => return Ok(Outcome::History(Arc::new(engagement.history()?))),
            Request::Undo => engagement.undo()?,
            Request::Redo => engagement.redo()?,
            Request::CheckEvidence => {
                let states = engagement.check_evidence(progress, cancelled);
                return stopped_or(states, cancelled, Outcome::EvidenceStates);
            }
            Request::SelfCheck(states) => {
                return Ok(Outcome::SelfCheck {
                    found: Arc::new(engagement.self_check(&states)),
                    today: engagement.today(),
                });
            }
            Request::VerifyJournal(anchor) => {
                return Ok(Outcome::Journal(engagement.verify_journal(anchor.as_ref())?));
            }
            Request::Source => {
                let text = source::load(&self.settings, &engagement.pack().id)?;
                return Ok(Outcome::Source(text.map(Arc::new)));
            }
            Request::Report(mut request) => {
                let identity = request.identity.take();
                request.identity = identity
                    .map(|identity| cards::complete(identity, &self.settings))
                    .transpose()?;
                let official = source::for_report(&self.settings, &request, engagement.pack())?;
                let written = engagement.write_report(&request, official.as_ref(), progress, cancelled);
                return stopped_or(written, cancelled, |(done, saved)| Outcome::Report {
                    done,
                    saved,
                });
            }
            Request::Export(request) => {
                let written = engagement.write_export(&request, progress, cancelled);
                return stopped_or(written, cancelled, |(done, saved)| Outcome::Exported {
                    done,
                    saved,
                });
            }
            _ => None,
        };
        Ok(saved.map_or(Outcome::Unchanged, |saved: Saved| Outcome::Saved(saved)))
    }

    fn author(&self) -> String {
        self.author.clone().unwrap_or_else(|| self.settings.author())
    }

    fn home(&self) -> Result<Outcome> {
        let recent = self
            .settings
            .recent
            .iter()
            .map(|recent| RecentWorkbook {
                path: recent.path.clone(),
                name: recent.name.clone(),
                exists: recent.path.is_file(),
                left: recent.left.clone(),
            })
            .collect();
        Ok(Outcome::Home(HomeData {
            recent,
            folder: Settings::default_folder(),
            pack: builtin_pack()?,
            author: self.author(),
        }))
    }

    fn open(&mut self, path: &Path) -> Result<Outcome> {
        // The one that is open is closed first: it may be the same file, and holds its lock.
        self.engagement = None;
        let engagement = Engagement::open_for_screen(path, (self.make_clock)(), self.author())?;
        self.enter(engagement)
    }

    fn create(&mut self, path: Option<PathBuf>, profile: Profile) -> Result<Outcome> {
        let path = match path {
            Some(path) => path,
            None => free_path(&profile.organisation.name)?,
        };
        let engagement = Engagement::create(
            &path,
            Pack::clone(&*builtin_pack()?),
            profile,
            (self.make_clock)(),
            self.author(),
        )?;
        self.enter(engagement)
    }

    fn enter(&mut self, mut engagement: Engagement) -> Result<Outcome> {
        engagement.set_evidence_roots(self.settings.evidence_roots.clone());
        let mut opened = engagement.opened()?;
        if !opened.read_only {
            opened.unsaved = unsaved::load(self.settings.data_folder(), engagement.path());
        }
        opened.left = self.settings.resumable(engagement.path());
        self.settings
            .remember(engagement.path(), &opened.assessment.profile.organisation.name);
        self.engagement = Some(engagement);
        // Not being able to remember the file is no reason not to work in it.
        let _ = self.settings.save();
        Ok(Outcome::Opened(Box::new(opened)))
    }

    /// Remembers how the open workbook is left; not being able to is no reason to stay in it.
    fn leave(&mut self, left: Left) {
        if let Some(engagement) = &self.engagement {
            let name = &engagement.assessment().profile.organisation.name;
            self.settings.leave(engagement.path(), name, left);
            let _ = self.settings.save();
        }
    }

    fn demo(&mut self) -> Result<Outcome> {
        let path = free_path(&demo::file_stem()?)?;
        let engagement = demo::create(&path, (self.make_clock)(), self.author())?;
        self.enter(engagement)
    }

    fn set_language(&mut self, lang: Lang) -> Result<Outcome> {
        self.settings.lang = Some(lang);
        self.settings.save()?;
        Ok(Outcome::Unchanged)
    }
}

/// The outcome of long work; that it was stopped is an answer, not a failure.
fn stopped_or<T>(
    result: Result<T>,
    cancelled: &AtomicBool,
    outcome: impl FnOnce(T) -> Outcome,
) -> Result<Outcome> {
    match result {
        Err(_) if cancelled.load(Ordering::Relaxed) => Ok(Outcome::Cancelled),
        result => result.map(outcome),
    }
}

/// The built-in pack, read once: every way back to home asks for it.
fn builtin_pack() -> Result<Arc<Pack>> {
    static BUILTIN: OnceLock<Arc<Pack>> = OnceLock::new();
    if let Some(pack) = BUILTIN.get() {
        return Ok(Arc::clone(pack));
    }
    let pack = Arc::new(packs::builtin()?);
    Ok(Arc::clone(BUILTIN.get_or_init(|| pack)))
}

/// A free file name in the default folder, made from the organisation's name.
pub fn free_path(organisation: &str) -> Result<PathBuf> {
    let folder = Settings::default_folder();
    std::fs::create_dir_all(&folder).map_err(|source| {
        Error::environment("error.folder_not_made")
            .with("path", folder.display())
            .with("cause", &source)
            .hint("error.hint_own_file")
            .caused_by(source)
    })?;
    let kept = crate::text::file_name_part(organisation, MAX_FILE_NAME);
    let stem = if kept.is_empty() { "assessment" } else { &kept };
    let free = (1u32..)
        .map(|number| match number {
            1 => folder.join(format!("{stem}.{WORKBOOK_EXTENSION}")),
            _ => folder.join(format!("{stem} ({number}).{WORKBOOK_EXTENSION}")),
        })
        .find(|path| !path.exists());
    Ok(free.unwrap_or_else(|| folder.join(WORKBOOK_EXTENSION)))
}
