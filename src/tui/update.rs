//! What happens when something comes in. Pure: no file, no clock, no database.

use std::sync::Arc;

use super::app::{Act, App, Effect, Event, Failure, Notice, Workbook};
use super::input::{Input, KeyPress};
use super::keys::{Binding, Command, Place, bindings_at};
use super::leaving::{leave, quit, quit_after_enter};
use super::look;
use super::overlays::{Help, Message, Overlay, Palette};
use super::pointing::{point, switch_mouse};
use super::refusal::refuse;
use super::resuming::{leaving, resume};
use super::screens::{DocumentsScreen, Screen, VerifyScreen};
use super::terminal::can_suspend;
use super::{completing, dropping, going, unsaved, waiting, working, writing};
use crate::engagement::request::{Opened, Outcome, Request, Saved};
use crate::lang::tr;
use crate::model::change::Action;

/// Takes one event and gives what the runner is to do.
pub fn update(app: &mut App, event: Event) -> Vec<Effect> {
    let mut pointed = Vec::new();
    let acts = match event {
        Event::Input(input) if waiting::holds(app, &input) => {
            app.held.push(input);
            Vec::new()
        }
        Event::Input(Input::Mouse(mouse)) => {
            pointed = point(app, mouse);
            Vec::new()
        }
        Event::Input(input) => on_input(app, input),
        Event::Edited(edited) => writing::edited(app, *edited),
        Event::Outcome(outcome) => on_outcome(app, *outcome),
        Event::NotKept => unsaved::not_kept(app),
        Event::Progress(progress, elapsed) => {
            app.progress = Some((progress, elapsed));
            Vec::new()
        }
        Event::NotOpened(failure) => vec![Act::overlay(Overlay::Message(Message::failure(failure)))],
    };
    let mut effects = perform(app, acts);
    effects.append(&mut pointed);
    for input in waiting::released(app) {
        effects.extend(update(app, Event::Input(input)));
    }
    // First of all, so that nothing that is asked for now overtakes it.
    if let Some(keep) = unsaved::follow(app) {
        effects.insert(0, keep);
    }
    if app.leaving && app.pending == 0 && app.overlays.is_empty() {
        effects.extend(unsaved::give_up(app).filter(|_| app.gives_up));
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
        Input::Paste(pasted) => dropping::pasted(app, pasted),
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
        // Fetched by the runner, or taken by `update`, before they get here.
        Input::News | Input::Mouse(_) => Vec::new(),
    }
}

/// Text entry comes first, then the command table.
fn on_key(app: &mut App, key: KeyPress) -> Vec<Act> {
    app.notice = None;
    if let Some(acts) = completing::key(app, key) {
        return acts;
    }
    if let Some(acts) = writing::text_key(app, key) {
        return acts;
    }
    if key == KeyPress::ctrl('c') {
        return quit_after_enter(app);
    }
    let command = app
        .keymap
        .commands_for(place(app), key)
        .find(|command| enabled(app, *command));
    match command {
        Some(command) => run(app, command),
        None => refuse(app, key),
    }
}

/// Lets the topmost screen work while the rest of the app can be looked at.
pub(super) fn with_screen<T>(
    app: &mut App,
    work: impl FnOnce(&mut Screen, &super::app::Context<'_>) -> T,
) -> T {
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
        Command::Help | Command::Palette | Command::SwitchLanguage | Command::SwitchMouse | Command::Quit => {
            true
        }
        Command::Suspend => can_suspend(),
        command if look::is_of_look(command) => look::enabled(app, command),
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

/// Carries out a command.
pub(super) fn run(app: &mut App, command: Command) -> Vec<Act> {
    match command {
        Command::Help => vec![Act::overlay(Overlay::Help(
            Help::new(app).with_editing(writing::is_writing(app)),
        ))],
        Command::Palette => {
            vec![Act::overlay(Overlay::Palette(Palette::new(app)))]
        }
        Command::SwitchLanguage => {
            app.lang = app.lang.other();
            app.clear = true;
            vec![Act::request(Request::SetLanguage(app.lang))]
        }
        command if look::is_of_look(command) => look::run(app, command),
        Command::Quit => quit(app),
        Command::Suspend => vec![Act::Effect(Effect::Suspend)],
        Command::SwitchMouse => switch_mouse(app),
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
    app.asked.pop_front();
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
    let outcome = match outcome {
        Outcome::PathGoesOn(ways) => return completing::goes_on(app, ways),
        Outcome::PathsFound(found) => return dropping::looked(app, found),
        // A large workbook is not copied once more.
        Outcome::Opened(opened) => return open(app, *opened),
        outcome => outcome,
    };
    let mut acts = follow(app, &outcome);
    acts.extend(with_screen(app, |screen, context| {
        screen.outcome(&outcome, context)
    }));
    acts
}

/// A failure is shown and stops leaving, so that nothing written is lost unseen.
fn failed(app: &mut App, failure: Failure) -> Vec<Act> {
    app.leaving = false;
    app.gives_up = false;
    waiting::gave_up(app);
    app.screens.iter_mut().for_each(Screen::failed);
    vec![Act::overlay(Overlay::Message(Message::failure(failure)))]
}

/// Shows a workbook that was opened.
fn open(app: &mut App, mut opened: Opened) -> Vec<Act> {
    app.notice = None;
    let found = unsaved::found(app, std::mem::take(&mut opened.unsaved));
    let left = opened.left.clone();
    app.workbook = Some(Workbook::new(opened));
    app.screens.truncate(1);
    let mut acts = resume(&app.context(), left.as_ref());
    acts.push(Act::request(Request::Home));
    acts.extend(found);
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
        Outcome::Previous(previous) => {
            if let Some(workbook) = &mut app.workbook {
                workbook.previous_path = Some(previous.path.clone());
                workbook.previous = Some(Arc::clone(previous));
            }
            Vec::new()
        }
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

/// Does what screens and overlays want done; gives what is left to the runner.
pub(super) fn perform(app: &mut App, acts: Vec<Act>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for act in acts {
        match act {
            Act::Effect(Effect::Edit(_)) if app.workbook.as_ref().is_some_and(|it| it.read_only) => {
                app.notice = Some(Notice::Attention(tr(app.lang, "tui.cannot_write").to_owned()));
            }
            Act::Effect(effect) => {
                match &effect {
                    Effect::Request(request) => waiting::ask(app, request),
                    Effect::Copy(text) => app.clipboard.clone_from(text),
                    _ => {}
                }
                effects.push(effect);
            }
            Act::Attach(paths) => {
                let acts = dropping::attach(app, paths);
                effects.extend(perform(app, acts));
            }
            Act::Paste => {
                let acts = writing::paste(app);
                effects.extend(perform(app, acts));
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
            Act::GoTo(clause) => {
                app.overlays.pop();
                going::go(app, clause);
            }
            Act::Run(command) => {
                app.overlays.pop();
                app.clear = true;
                app.recent.retain(|known| *known != command);
                app.recent.insert(0, command);
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
                app.gives_up = true;
                let acts = leave(app);
                effects.extend(perform(app, acts));
            }
        }
    }
    effects
}

/// Closes the topmost screen; leaving the walk for home closes the workbook.
fn pop(app: &mut App) -> Vec<Effect> {
    let left = if app.screens.len() == 2 {
        leaving(app)
    } else {
        None
    };
    if app.screens.len() > 1 {
        app.screens.pop();
        app.clear = true;
    }
    if app.screens.len() == 1 && app.workbook.is_some() {
        let close = Act::request(Request::Close);
        return perform(app, left.into_iter().chain([close]).collect());
    }
    let acts = with_screen(app, |screen, context| screen.shown_again(context));
    perform(app, acts)
}
