//! Which keys the bottom line names: what is possible now, best first, as many as fit.

use super::app::App;
use super::input::named_key;
use super::keys::text::{TEXT_BAR, is_taken_by_text};
use super::keys::{Binding, Command, Place};
use super::update::{place, usable};
use crate::lang::tr;
use crate::text;

/// Cells between two keys of the key bar.
pub(super) const KEY_GAP: usize = 2;

/// One key of the bar.
struct Slot {
    key: String,
    label: &'static str,
    /// What it does; none for a key of the text field itself.
    command: Option<Command>,
    /// Small first.
    rank: u8,
    /// Room is kept for it before all others.
    leads_on: bool,
}

impl Slot {
    fn cells(&self) -> usize {
        text::width(&self.key) + 1 + text::width(self.label) + KEY_GAP
    }
}

/// The keys, their words and commands for a bar of `width` cells, by rank. Room for help and commands, which
/// lead to all others, is kept first. While text is written (`writes`), only keys that the text field
/// leaves alone stand there, and some of its own.
pub(super) fn keys_that_fit(
    app: &App,
    writes: bool,
    width: usize,
) -> Vec<(String, &'static str, Option<Command>)> {
    let mut slots = slots(app, writes);
    slots.sort_by_key(|slot| slot.rank);
    let reserved: usize = slots.iter().filter(|slot| slot.leads_on).map(Slot::cells).sum();
    // The last gap is not drawn.
    let mut room = (width + KEY_GAP).saturating_sub(reserved);
    let fits = |slot: &Slot| {
        if slot.leads_on {
            return true;
        }
        let fits = slot.cells() <= room;
        room -= if fits { slot.cells() } else { 0 };
        fits
    };
    let fitting = slots.into_iter().filter(fits);
    fitting.map(|slot| (slot.key, slot.label, slot.command)).collect()
}

fn slots(app: &App, writes: bool) -> Vec<Slot> {
    let here = place(app);
    let of = |binding: &'static Binding| slot(app, here, writes, binding);
    let mut slots: Vec<Slot> = usable(app).into_iter().filter_map(of).collect();
    if writes {
        let own = TEXT_BAR.iter().filter_map(|(key, label)| {
            Some(Slot {
                key: named_key(key)?.label(),
                label: tr(app.lang, label),
                command: None,
                rank: TEXT_RANK,
                leads_on: false,
            })
        });
        slots.extend(own);
    }
    slots
}

/// Where the next field and the way back stand while text is written: behind saving.
const WRITING_RANK: u8 = 2;
/// Where the text field's own keys stand: behind these and the next open check.
const TEXT_RANK: u8 = 6;

fn slot(app: &App, here: Place, writes: bool, binding: &'static Binding) -> Option<Slot> {
    let is_reachable = |key: &super::input::KeyPress| !writes || !is_taken_by_text(*key);
    let key = app.keymap.keys(binding, here).into_iter().find(is_reachable)?;
    let rank = match binding.command {
        Command::NextField | Command::Back if writes => WRITING_RANK,
        _ if binding.bar == 0 => return None,
        _ => binding.bar,
    };
    Some(Slot {
        key: key.label(),
        label: tr(app.lang, binding.label),
        command: Some(binding.command),
        rank,
        leads_on: matches!(binding.command, Command::Help | Command::Palette),
    })
}
