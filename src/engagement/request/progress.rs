//! How far long work has come: as data, in words, and how long it will still take.

use std::time::Duration;

use crate::lang::{Lang, fill, tr};

/// How far long work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// What is being done.
    pub work: Work,
    /// Units done.
    pub done: u64,
    /// Units in all; 0 where nothing can be counted.
    pub total: u64,
    /// What is counted.
    pub unit: ProgressUnit,
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Work {
    /// Files of evidence are read.
    #[default]
    Evidence,
    /// The report is laid out.
    LayingOut,
    /// Fonts are reduced to the characters used.
    Fonts,
    /// Pages are written.
    Pages,
    /// The file is compressed.
    Packing,
    /// The report is signed, by a card perhaps.
    Signing,
}

/// What progress counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProgressUnit {
    /// Things.
    #[default]
    Items,
    /// Bytes.
    Bytes,
}

/// Before this long no estimate is given: the first units say little about the rest.
const TOO_EARLY: Duration = Duration::from_secs(1);
/// From this long on the estimate is told in minutes.
const IN_MINUTES: u64 = 90;

impl Progress {
    /// Work whose units cannot be counted.
    pub fn of(work: Work) -> Self {
        Self {
            work,
            ..Self::default()
        }
    }

    /// How long the rest of this work takes if it goes on as since its beginning, `elapsed` ago.
    /// None too early to tell, and where nothing is counted or left.
    pub fn time_left(&self, elapsed: Duration) -> Option<Duration> {
        let left = self.total.checked_sub(self.done).filter(|left| *left > 0)?;
        if self.done == 0 || elapsed < TOO_EARLY {
            return None;
        }
        let left = u128::from(left) * elapsed.as_millis() / u128::from(self.done);
        u64::try_from(left).ok().map(Duration::from_millis)
    }

    /// Words for the bottom line of the screen, which say how to stop it.
    pub fn words(&self, lang: Lang, elapsed: Duration) -> String {
        self.said(lang, elapsed, ["exporting.progress", "exporting.progress_words"])
    }

    /// Words for a terminal that a command runs in.
    pub fn plain_words(&self, lang: Lang, elapsed: Duration) -> String {
        self.said(
            lang,
            elapsed,
            ["exporting.cli_progress", "exporting.cli_progress_words"],
        )
    }

    fn said(&self, lang: Lang, elapsed: Duration, [counted, uncounted]: [&'static str; 2]) -> String {
        let stage = tr(lang, self.work.name());
        if self.total == 0 {
            return fill(lang, uncounted, &[("stage", stage)]);
        }
        let left = self
            .time_left(elapsed)
            .map_or(String::new(), |left| left_words(lang, left));
        let (done, total) = (self.amount(self.done), self.amount(self.total));
        let values = [
            ("stage", stage),
            ("done", &done),
            ("total", &total),
            ("left", &left),
        ];
        fill(lang, counted, &values)
    }

    /// How much is done or to do; bytes in units that people read.
    fn amount(&self, count: u64) -> String {
        const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
        match UNITS.iter().find(|(size, _)| self.total >= *size) {
            Some((size, unit)) if self.unit == ProgressUnit::Bytes => {
                let tenths = count.saturating_mul(10) / size;
                format!("{}.{} {unit}", tenths / 10, tenths % 10)
            }
            _ => count.to_string(),
        }
    }
}

fn left_words(lang: Lang, left: Duration) -> String {
    let seconds = left.as_secs().max(1);
    let (id, count) = match seconds {
        IN_MINUTES.. => ("exporting.left_minutes", seconds.div_ceil(60)),
        _ => ("exporting.left_seconds", seconds),
    };
    fill(lang, id, &[("count", &count.to_string())])
}

impl Work {
    fn name(self) -> &'static str {
        match self {
            Work::Evidence => "exporting.stage_evidence",
            Work::LayingOut => "exporting.stage_layout",
            Work::Fonts => "exporting.stage_fonts",
            Work::Pages => "exporting.stage_pages",
            Work::Packing => "exporting.stage_packing",
            Work::Signing => "exporting.stage_signing",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(done: u64, total: u64) -> Progress {
        Progress {
            done,
            total,
            ..Progress::default()
        }
    }

    #[test]
    fn the_rest_takes_as_long_as_what_was_done() {
        let half = at(50, 100).time_left(Duration::from_secs(4));
        assert_eq!(half, Some(Duration::from_secs(4)));
        let tenth = at(1, 10).time_left(Duration::from_secs(20));
        assert_eq!(tenth, Some(Duration::from_secs(180)));
    }

    #[test]
    fn nothing_is_estimated_too_early_nor_without_a_count() {
        assert_eq!(at(50, 100).time_left(Duration::from_millis(900)), None);
        assert_eq!(at(0, 100).time_left(Duration::from_secs(9)), None);
        assert_eq!(at(100, 100).time_left(Duration::from_secs(9)), None);
        assert_eq!(at(0, 0).time_left(Duration::from_secs(9)), None);
    }

    #[test]
    fn long_rests_are_told_in_minutes() {
        let words = at(1, 10).words(Lang::ZhTw, Duration::from_secs(20));
        assert_eq!(words, "檢查佐證資料 1/10，約剩 3 分鐘（Esc 取消）");
        let words = at(5, 10).plain_words(Lang::En, Duration::from_secs(20));
        assert_eq!(words, "Looking at evidence 5/10, about 20 s left");
    }
}
