//! When progress is told: at once where other work begins, else a few times a second, with the time
//! since that work began.

use std::time::{Duration, Instant};

use super::request::{Progress, Work};

/// Not told more often than this, so that telling costs nothing beside the work.
const EVERY: Duration = Duration::from_millis(80);

/// The pace of one request.
#[derive(Debug, Default)]
pub struct Pace {
    work: Option<(Work, Instant)>,
    told: Option<Instant>,
}

impl Pace {
    /// How long the work has been going on, where it is time to tell how far it is.
    #[allow(clippy::disallowed_methods)]
    pub fn step(&mut self, progress: &Progress) -> Option<Duration> {
        self.step_at(progress, Instant::now())
    }

    fn step_at(&mut self, progress: &Progress, now: Instant) -> Option<Duration> {
        let began = match self.work {
            Some((work, began)) if work == progress.work => began,
            _ => {
                self.work = Some((progress.work, now));
                self.told = None;
                now
            }
        };
        if self.told.is_some_and(|told| now < told + EVERY) {
            return None;
        }
        self.told = Some(now);
        Some(now.duration_since(began))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn progress_is_told_at_once_for_other_work_and_else_now_and_then() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        let after = |milliseconds| start + Duration::from_millis(milliseconds);
        let (evidence, pages) = (Progress::of(Work::Evidence), Progress::of(Work::Pages));
        assert_eq!(pace.step_at(&evidence, after(0)), Some(Duration::ZERO));
        assert_eq!(pace.step_at(&evidence, after(20)), None);
        let later = pace.step_at(&evidence, after(100));
        assert_eq!(later, Some(Duration::from_millis(100)));
        assert_eq!(pace.step_at(&pages, after(110)), Some(Duration::ZERO));
    }
}
