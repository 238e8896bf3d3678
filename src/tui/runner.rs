//! The runner: waits for input, lets `update` decide, carries effects to the session on a thread
//! of its own, and draws. The only part of the screen that touches the outside.
//!
//! Requests are answered one after the other in the order they were made, so that a saved answer
//! never overtakes another; long ones report progress and can be cancelled meanwhile.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

use super::app::{App, Effect, Event, Failure};
use super::input::Input;
use super::keeper::Keeper;
use super::keys::Keymap;
use super::overlays::{Message, Overlay};
use super::terminal::{Editor, InputSender, Inputs, Screen, edit, suspend};
use super::theme::Theme;
use super::update::{start, update};
use super::view::view;
use crate::engagement::pacing::Pace;
use crate::engagement::request::Request;
use crate::engagement::session::Session;
use crate::engagement::showing;
use crate::engagement::unsaved;
use crate::error::{Error, Result, Words};
use crate::lang::{Calendar, Lang, name_keys};
use crate::settings::keys::{Fault, read_keys_file};
use crate::settings::{Colours, Settings, TerminalColours};

/// After this long without a request, the workbook is put at rest.
const IDLE: Duration = Duration::from_secs(5);

/// How the screen is started.
pub struct Start {
    /// Who works here; none takes the settings, then the login name.
    pub author: Option<String>,
    /// Interface language.
    pub lang: Lang,
    /// Draw the chrome in ASCII alone.
    pub ascii: bool,
    /// Colours; none takes the environment, then the settings, then the terminal's background.
    pub theme: Option<Colours>,
    /// How years are counted; none follows the language.
    pub calendar: Option<Calendar>,
    /// Leave the mouse to the terminal, whatever the settings say.
    pub no_mouse: bool,
    /// A workbook to open at once.
    pub open: Option<PathBuf>,
}

/// Runs the screen until the user leaves.
///
/// # Errors
///
/// When there is no terminal, or it goes away. Every saved answer is in the workbook by then.
pub fn run(begin: Start) -> Result<()> {
    let mut screen = Screen::open()?;
    let inputs = Inputs::attend().map_err(terminal_error)?;
    let settings = Settings::load();
    let keys = keys_of(&settings);
    let theme = Theme::with(colours(begin.theme, settings.theme), begin.ascii);
    let mouse = settings.mouse && !begin.no_mouse;
    let data = settings.data_folder().map(ToOwned::to_owned);
    let session = Session::new(settings, begin.author);
    let worker = Worker::start(session, data, inputs.sender());
    let size = crossterm::terminal::size().map_err(terminal_error)?;
    let mut app = App::new(begin.lang, theme, size);
    take_keys(&mut app, keys);
    app.calendar = begin.calendar;
    app.mouse = mouse;
    screen.take_mouse(mouse).map_err(terminal_error)?;
    let first = start(&mut app, begin.open.map(Request::Open));
    let mut leaving = carry_out(&worker, &inputs, &mut screen, first)?;
    while !leaving {
        let clear = std::mem::take(&mut app.clear);
        // The theme alone decides: it may be changed while the program runs.
        crossterm::style::force_color_output(app.theme.has_colour());
        screen
            .draw(clear, |frame| view(&app, frame))
            .map_err(terminal_error)?;
        let batch = inputs.next_batch();
        if batch.contains(&Input::Resumed) {
            // It was stopped from outside, by the one signal that gives the terminal back.
            screen.retake().map_err(terminal_error)?;
        }
        for event in events(batch, &worker) {
            let effects = update(&mut app, event);
            leaving |= carry_out(&worker, &inputs, &mut screen, effects)?;
        }
    }
    drop(screen);
    worker.finish();
    Ok(())
}

/// The keys that the user's `keys.toml` gives; a failure where it cannot be used.
fn keys_of(settings: &Settings) -> std::result::Result<Keymap, Failure> {
    let Some(path) = settings.keys_path() else {
        return Ok(Keymap::default());
    };
    let Some(text) = read_keys_file(&path).map_err(Failure::from)? else {
        return Ok(Keymap::default());
    };
    Keymap::read(&text).map_err(|faults| {
        let told = |fault: Fault| {
            Words::new("keys.fault_line")
                .with("line", fault.line)
                .saying("fault", fault.said)
                .saying("hint", fault.hint)
        };
        Failure {
            said: Words::new("keys.file_refused").with("path", path.display()),
            hints: faults
                .into_iter()
                .map(told)
                .chain([Words::new("keys.file_refused_hint")])
                .collect(),
        }
    })
}

/// Puts the keys in force; where they cannot be, says why over the first screen.
fn take_keys(app: &mut App, keys: std::result::Result<Keymap, Failure>) {
    match keys {
        Ok(keymap) => {
            let names = keymap.clone();
            name_keys(move |name| names.named(name));
            app.keymap = keymap;
        }
        Err(failure) => app.overlays.push(Overlay::Message(Message::failure(failure))),
    }
}

/// The colours to begin with. Colours that were asked for are drawn whatever the environment says.
fn colours(asked: Option<Colours>, kept: Option<Colours>) -> Colours {
    let of = std::env::var_os;
    let (no_color, term, colorfgbg) = (of("NO_COLOR"), of("TERM"), of("COLORFGBG"));
    let terminal = TerminalColours {
        no_color: no_color.as_deref(),
        term: term.as_deref(),
        colorfgbg: colorfgbg.as_deref(),
    };
    Colours::chosen(asked, kept, terminal)
}

/// What came in as events; news from the worker are fetched here.
fn events(batch: Vec<Input>, worker: &Worker) -> Vec<Event> {
    let mut events = Vec::with_capacity(batch.len());
    for input in batch {
        match input {
            Input::News => events.extend(worker.news.try_iter()),
            input => events.push(Event::Input(input)),
        }
    }
    events
}

/// Carries out effects; true where the program is to be left.
fn carry_out(worker: &Worker, inputs: &Inputs, screen: &mut Screen, effects: Vec<Effect>) -> Result<bool> {
    let mut leaving = false;
    for effect in effects {
        match effect {
            Effect::Request(request) => worker.request(*request),
            Effect::Cancel => worker.cancelled.store(true, Ordering::Relaxed),
            Effect::Copy(text) => copy(&text).map_err(terminal_error)?,
            Effect::OpenFile(path) => {
                if let Err(error) = showing::open(&path) {
                    worker.tell(Event::NotOpened(error.into()));
                }
            }
            Effect::Mouse(taken) => screen.take_mouse(taken).map_err(terminal_error)?,
            Effect::Edit(text) => {
                let paused = inputs.pause();
                let edited = screen.lend(|| write_outside(&text)).map_err(terminal_error)?;
                drop(paused);
                worker.tell(Event::Edited(Box::new(edited.map_err(Failure::from))));
            }
            Effect::Keep { workbook, texts } => worker.keeper.keep(workbook, texts),
            Effect::Suspend => {
                suspend();
                screen.retake().map_err(terminal_error)?;
            }
            Effect::Quit => leaving = true,
        }
    }
    Ok(leaving)
}

/// Lets the user write on a text in an editor of their own.
fn write_outside(text: &str) -> Result<String> {
    let editor = Editor::named(|name| std::env::var(name).ok());
    edit(text, &editor, &std::env::temp_dir())
}

/// Asks the terminal to put text on the clipboard (OSC 52); terminals that cannot ignore it.
fn copy(text: &str) -> io::Result<()> {
    let mut out = io::stdout();
    execute!(out, CopyToClipboard::to_clipboard_from(text))?;
    out.flush()
}

fn terminal_error(source: io::Error) -> Error {
    Error::environment("error.terminal_gone")
        .with("cause", &source)
        .hint("error.hint_all_saved")
        .caused_by(source)
}

/// The thread that holds the session.
struct Worker {
    requests: Sender<Request>,
    news: Receiver<Event>,
    /// The other end of `news`, for what happens beside the worker.
    told: Sender<Event>,
    keeper: Keeper,
    wake: InputSender,
    cancelled: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Worker {
    fn start(session: Session, data: Option<PathBuf>, wake: InputSender) -> Self {
        let (requests, receiver) = channel();
        let (sender, news) = channel();
        let cancelled = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&cancelled);
        let (told, woken) = (sender.clone(), wake.clone());
        let keeper = Keeper::start(
            move |workbook, texts| unsaved::keep(data.as_deref(), workbook, texts).is_ok(),
            told.clone(),
            wake.clone(),
        );
        let thread = std::thread::spawn(move || work(session, &receiver, &sender, &wake, &flag));
        Self {
            requests,
            news,
            told,
            keeper,
            wake: woken,
            cancelled,
            thread,
        }
    }

    fn request(&self, request: Request) {
        // The worker lives as long as this sender; a request to a dead worker has nobody to fail to.
        let _ = self.requests.send(request);
    }

    /// Brings an event to the app among the news.
    fn tell(&self, event: Event) {
        let _ = self.told.send(event);
        self.wake.send(Input::News);
    }

    /// Lets the worker finish what it was asked and waits for it.
    fn finish(self) {
        drop(self.requests);
        let _ = self.thread.join();
        self.keeper.finish();
    }
}

/// Answers requests until nobody asks any more.
fn work(
    mut session: Session,
    requests: &Receiver<Request>,
    news: &Sender<Event>,
    wake: &InputSender,
    cancelled: &AtomicBool,
) {
    let tell = |event| {
        let _ = news.send(event);
        wake.send(Input::News);
    };
    let mut rested = true;
    loop {
        let request = match requests.recv_timeout(IDLE) {
            Ok(request) => request,
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                if !rested {
                    // What could not be put at rest is just as safe in the log.
                    let _ = session.rest();
                    rested = true;
                }
                continue;
            }
        };
        cancelled.store(false, Ordering::Relaxed);
        let mut pace = Pace::default();
        let mut progress = |progress| {
            if let Some(elapsed) = pace.step(&progress) {
                tell(Event::Progress(progress, elapsed));
            }
        };
        let outcome = session
            .handle(request, &mut progress, cancelled)
            .map_err(Failure::from);
        rested = false;
        tell(Event::Outcome(Box::new(outcome)));
    }
}
