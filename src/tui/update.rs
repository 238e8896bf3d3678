//! What happens when something comes in. Pure: no file, no clock, no database.

use super::app::{Act, App, Effect, Event, Failure, Notice, Workbook};
use super::input::{Input, KeyPress};
use super::keys::{Binding, Command, Place, bindings_at, commands_for};
use super::leaving::{leave, quit, quit_after_enter};
use super::overlays::{Help, Message, Overlay, Palette};
use super::screens::{DocumentsScreen, ProfileScreen, Screen, VerifyScreen, WalkScreen};
use super::terminal::can_suspend;
use super::working;
use crate::engagement::request::{Opened, Outcome, Request, Saved};
use crate::lang::{fill, tr};
use crate::model::change::Action;

/// Takes one event and gives what the runner is to do.
pub fn update(app: &mut App, event: Event) -> Vec<Effect> {
    let acts = match event {
        Event::Input(input) => on_input(app, input),
        Event::Outcome(outcome) => on_outcome(app, *outcome),
        Event::Progress(progress, elapsed) => {
            app.progress = Some((progress, elapsed));
            Vec::new()
        }
        Event::NotOpened(failure) => vec![Act::overlay(Overlay::Message(Message::failure(failure)))],
    };
    let mut effects = perform(app, acts);
    if app.leaving && app.pending == 0 && app.overlays.is_empty() {
        effects.push(Effect::Quit);
    }
    effects
}

/// The requests a new app begins with.
pub fn start(app: &mut App, first: Option<Request>) -> Vec<Effect> {
    // A workbook comes first: what home shows can wait until someone goes there.
    let requests = first.into_iter().chain([Request::Home]);
    perform(app, requests.map(Act::request).collect())
}

fn on_input(app: &mut App, input: Input) -> Vec<Act> {
    match input {
        Input::Key(key) => on_key(app, key),
        Input::Paste(pasted) => on_paste(app, &pasted),
        Input::Resize { width, height } => {
            app.size = (width, height);
            app.clear = true;
            Vec::new()
        }
        Input::Ended => leave(app),
        Input::Resumed => {
            app.clear = true;
            Vec::new()
        }
        // Fetched by the runner before it gets here.
        Input::News => Vec::new(),
    }
}

/// Text entry comes first, then the command table.
fn on_key(app: &mut App, key: KeyPress) -> Vec<Act> {
    app.notice = None;
    if let Some(acts) = text_key(app, key) {
        return acts;
    }
    if key == KeyPress::ctrl('c') {
        return quit_after_enter(app);
    }
    let place = place(app);
    match commands_for(place, key).find(|command| enabled(app, *command)) {
        Some(command) => run(app, command),
        None => Vec::new(),
    }
}

fn text_key(app: &mut App, key: KeyPress) -> Option<Vec<Act>> {
    let mut overlay = app.overlays.pop();
    let acts = match &mut overlay {
        Some(overlay) => overlay.key(key, &app.context()),
        None => with_screen(app, |screen, context| screen.key(key, context)),
    };
    app.overlays.extend(overlay);
    acts
}

fn on_paste(app: &mut App, pasted: &str) -> Vec<Act> {
    let mut overlay = app.overlays.pop();
    let acts = match &mut overlay {
        Some(overlay) => {
            overlay.paste(pasted, &app.context());
            Vec::new()
        }
        None => with_screen(app, |screen, context| screen.paste(pasted, context)),
    };
    app.overlays.extend(overlay);
    acts
}

/// Lets the topmost screen work while the rest of the app can be looked at.
fn with_screen<T>(app: &mut App, work: impl FnOnce(&mut Screen, &super::app::Context<'_>) -> T) -> T {
    let mut screen = app.screens.pop().unwrap_or_else(Screen::home);
    let result = work(&mut screen, &app.context());
    app.screens.push(screen);
    result
}

/// Where the user is: the topmost overlay, else the topmost screen.
pub fn place(app: &App) -> Place {
    match (app.overlays.last(), app.screens.last()) {
        (Some(overlay), _) => overlay.place(),
        (None, Some(screen)) => screen.place(),
        (None, None) => Place::Home,
    }
}

/// Whether a command can be used now. Used by dispatch, key bar and palette alike.
pub fn enabled(app: &App, command: Command) -> bool {
    if let Some(overlay) = app.overlays.last() {
        return overlay.enabled(command);
    }
    let context = app.context();
    match command {
        Command::Undo => app
            .workbook
            .as_ref()
            .is_some_and(|workbook| workbook.can_undo && !workbook.read_only),
        Command::Redo => app
            .workbook
            .as_ref()
            .is_some_and(|workbook| workbook.can_redo && !workbook.read_only),
        Command::Back => app.screens.len() > 1,
        Command::Help | Command::Palette | Command::SwitchLanguage | Command::Quit => true,
        Command::Suspend => can_suspend(),
        Command::Documents => app.workbook.is_some(),
        Command::Verify if in_walk_or_lists(app) => true,
        _ => app
            .screens
            .last()
            .is_some_and(|screen| screen.enabled(command, &context)),
    }
}

/// The bindings that can be used now, in table order.
pub fn usable(app: &App) -> Vec<&'static Binding> {
    bindings_at(place(app))
        .filter(|binding| enabled(app, binding.command))
        .collect()
}

fn run(app: &mut App, command: Command) -> Vec<Act> {
    match command {
        Command::Help => vec![Act::overlay(Overlay::Help(Help::new(place(app))))],
        Command::Palette => {
            let choices = usable(app)
                .into_iter()
                .filter(|binding| binding.palette)
                .collect();
            vec![Act::overlay(Overlay::Palette(Palette::new(choices)))]
        }
        Command::SwitchLanguage => {
            app.lang = app.lang.other();
            app.clear = true;
            vec![Act::request(Request::SetLanguage(app.lang))]
        }
        Command::Quit => quit(app),
        Command::Suspend => vec![Act::Effect(Effect::Suspend)],
        command if !app.overlays.is_empty() => run_in_overlay(app, command),
        Command::Undo => vec![Act::request(Request::Undo)],
        Command::Redo => vec![Act::request(Request::Redo)],
        Command::Documents => match &app.workbook {
            Some(workbook) => vec![Act::push(Screen::Documents(DocumentsScreen::new(workbook)))],
            None => Vec::new(),
        },
        Command::Verify if in_walk_or_lists(app) => VerifyScreen::open(),
        command => run_in_screen(app, command),
    }
}

/// Whether verifying stands in the palette of the topmost screen, which has no part in it.
fn in_walk_or_lists(app: &App) -> bool {
    matches!(
        place(app),
        Place::Walk | Place::Gaps | Place::Review | Place::History
    )
}

fn run_in_overlay(app: &mut App, command: Command) -> Vec<Act> {
    let Some(mut overlay) = app.overlays.pop() else {
        return Vec::new();
    };
    let acts = overlay.command(command, &app.context());
    app.overlays.push(overlay);
    acts
}

/// A screen may keep `Back` to itself (to save what was written first) by answering with acts of
/// its own; with none, it is closed.
fn run_in_screen(app: &mut App, command: Command) -> Vec<Act> {
    if command == Command::Back && app.progress.is_some() && place(app) != Place::Export {
        return working::stop(app);
    }
    let acts = with_screen(app, |screen, context| screen.command(command, context));
    if command == Command::Back && acts.is_empty() {
        vec![Act::Pop]
    } else {
        acts
    }
}

fn on_outcome(app: &mut App, outcome: Result<Outcome, Failure>) -> Vec<Act> {
    app.pending = app.pending.saturating_sub(1);
    app.progress = None;
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(failure) => return failed(app, failure),
    };
    if let Some(overlay) = app.overlays.last_mut()
        && overlay.outcome(&outcome)
    {
        return Vec::new();
    }
    // A large workbook is not copied once more.
    if let Outcome::Opened(opened) = outcome {
        return open(app, *opened);
    }
    let mut acts = follow(app, &outcome);
    acts.extend(with_screen(app, |screen, context| {
        screen.outcome(&outcome, context)
    }));
    acts
}

/// A failure is shown and stops leaving, so that nothing written is lost unseen.
fn failed(app: &mut App, failure: Failure) -> Vec<Act> {
    app.leaving = false;
    app.screens.iter_mut().for_each(Screen::failed);
    vec![Act::overlay(Overlay::Message(Message::failure(failure)))]
}

/// Shows a workbook that was opened.
fn open(app: &mut App, opened: Opened) -> Vec<Act> {
    let is_new = opened.assessment.profile.licences.is_empty();
    app.workbook = Some(Workbook::new(opened));
    let walk = with_screen(app, |_, context| WalkScreen::new(context));
    app.screens.truncate(1);
    let mut acts = vec![Act::push(Screen::Walk(walk))];
    if is_new {
        // Nothing can be said before the first question is answered.
        acts.push(Act::push(Screen::Profile(ProfileScreen::new(&app.context()))));
    }
    acts.push(Act::request(Request::Home));
    acts
}

/// What the app itself takes from an outcome.
fn follow(app: &mut App, outcome: &Outcome) -> Vec<Act> {
    match outcome {
        Outcome::Home(home) => {
            app.home = Some(home.clone());
            Vec::new()
        }
        Outcome::Closed => {
            app.workbook = None;
            app.screens.truncate(1);
            vec![Act::request(Request::Home)]
        }
        Outcome::Saved(saved) => follow_saved(app, saved),
        Outcome::Report {
            saved: Some(saved), ..
        }
        | Outcome::Exported {
            saved: Some(saved), ..
        }
        | Outcome::Relinked {
            saved: Some(saved), ..
        }
        | Outcome::EvidenceExported {
            saved: Some(saved), ..
        } => follow_saved(app, saved),
        Outcome::EvidenceStates(_) | Outcome::Cancelled => {
            working::follow(app, outcome);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn follow_saved(app: &mut App, saved: &Saved) -> Vec<Act> {
    let lang = app.lang;
    let Some(workbook) = &mut app.workbook else {
        return Vec::new();
    };
    if !workbook.follow(saved) {
        return vec![Act::request(Request::Open(workbook.path.clone()))];
    }
    app.notice = match saved.action {
        Action::Undo => Some(Notice::Done(tr(lang, "tui.undone").to_owned())),
        Action::Redo => Some(Notice::Done(tr(lang, "tui.redone").to_owned())),
        _ => None,
    };
    Vec::new()
}

fn perform(app: &mut App, acts: Vec<Act>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for act in acts {
        match act {
            Act::Effect(effect) => {
                if matches!(effect, Effect::Request(_)) {
                    app.pending += 1;
                }
                effects.push(effect);
            }
            Act::Push(screen) => {
                app.screens.push(*screen);
                app.clear = true;
            }
            Act::Replace(screen) => {
                app.screens.pop();
                app.screens.push(*screen);
                app.clear = true;
            }
            Act::Pop => effects.extend(pop(app)),
            Act::Overlay(overlay) => app.overlays.push(*overlay),
            Act::CloseOverlay => {
                app.overlays.pop();
                app.clear = true;
            }
            Act::Run(command) => {
                app.overlays.pop();
                app.clear = true;
                let acts = run(app, command);
                effects.extend(perform(app, acts));
            }
            Act::Chosen(path) => {
                app.overlays.pop();
                app.clear = true;
                let acts = with_screen(app, |screen, context| screen.chosen(&path, context));
                effects.extend(perform(app, acts));
            }
            Act::ShowOfficial(text) => {
                if let Some(workbook) = &mut app.workbook {
                    workbook.official = text;
                }
            }
            Act::Say(notice) => app.notice = Some(notice),
            Act::Leave => {
                let acts = leave(app);
                effects.extend(perform(app, acts));
            }
        }
    }
    effects
}

/// Closes the topmost screen; leaving the walk for home closes the workbook.
fn pop(app: &mut App) -> Vec<Effect> {
    if app.screens.len() > 1 {
        app.screens.pop();
        app.clear = true;
    }
    if app.screens.len() == 1 && app.workbook.is_some() {
        return perform(app, vec![Act::request(Request::Close)]);
    }
    let acts = with_screen(app, |screen, context| screen.shown_again(context));
    perform(app, acts)
}

/// 已存檔 and when, or what stands in its place.
pub fn save_state(app: &App) -> String {
    let Some(workbook) = &app.workbook else {
        return String::new();
    };
    if workbook.read_only {
        return tr(app.lang, "tui.read_only").to_owned();
    }
    match (&workbook.saved_at, app.pending) {
        (_, 1..) => tr(app.lang, "tui.working").to_owned(),
        (Some(at), 0) => fill(
            app.lang,
            "tui.saved_at",
            &[("time", at.get(11..16).unwrap_or_default())],
        ),
        (None, 0) => tr(app.lang, "tui.saved").to_owned(),
    }
}
