//! Requests of the operating system to end, to stop and to go on.

#[cfg(unix)]
mod system {
    use std::io;
    use std::sync::atomic::Ordering;
    use std::thread;

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level;

    use crate::tui::input::Input;
    use crate::tui::terminal::{InputSender, LENT, give_back};

    /// Whether the program can be stopped to return to the shell.
    pub const fn can_suspend() -> bool {
        true
    }

    /// Gives the terminal back and stops the program until the shell continues it.
    pub fn suspend() {
        give_back();
        let _ = low_level::emulate_default_handler(SIGTSTP);
    }

    /// Turns signals into inputs. A second request to end does not wait for the loop any more.
    pub(crate) fn watch(sender: InputSender) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
        thread::Builder::new().name("signals".into()).spawn(move || {
            let mut asked = false;
            for signal in &mut signals {
                match signal {
                    SIGINT | SIGQUIT if LENT.load(Ordering::SeqCst) => {}
                    SIGCONT => drop(sender.send(Input::Resumed)),
                    SIGTSTP => {
                        give_back();
                        let _ = low_level::emulate_default_handler(SIGTSTP);
                    }
                    _ => {
                        if asked || !sender.send(Input::Ended) {
                            give_back();
                            let _ = low_level::emulate_default_handler(signal);
                        }
                        asked = true;
                    }
                }
            }
        })?;
        Ok(())
    }
}

#[cfg(windows)]
mod system {
    use std::io;

    use crate::tui::input::Input;
    use crate::tui::terminal::InputSender;

    /// Whether the program can be stopped to return to the shell.
    pub const fn can_suspend() -> bool {
        false
    }

    /// Windows has no such thing; the command is not offered there.
    pub fn suspend() {}

    /// Turns Ctrl-Break and a closed console window into a request to end. Ctrl-C is a key.
    pub(crate) fn watch(sender: InputSender) -> io::Result<()> {
        ctrlc::set_handler(move || {
            sender.send(Input::Ended);
        })
        .map_err(io::Error::other)
    }
}

pub(super) use system::watch;
pub use system::{can_suspend, suspend};
