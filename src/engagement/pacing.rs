//! When progress is told: at once where other work begins, else a few times a second, with the time
//! since that work began.

use std::time::{Duration, Instant};

use super::request::{Progress, Work};

/// Not told more often than this, so that telling costs nothing beside the work.
const EVERY: Duration = Duration::from_millis(80);

/// Between two lines that are read out: nobody can listen to more.
const CALM: Duration = Duration::from_secs(3);

/// The pace of one request.
#[derive(Debug, Default)]
pub struct Pace {
    /// Told in lines that stay: seldom, and not at all where it is soon over.
    calm: bool,
    work: Option<(Work, Instant)>,
    told: Option<Instant>,
}

impl Pace {
    /// A pace for lines that stay and are read out: the first after a while, the next after as long
    /// again, whatever work begins meanwhile.
    pub fn calm() -> Self {
        Self {
            calm: true,
            ..Self::default()
        }
    }

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
                match self.calm {
                    true => drop(self.told.get_or_insert(now)),
                    false => self.told = None,
                }
                now
            }
        };
        let every = if self.calm { CALM } else { EVERY };
        if self.told.is_some_and(|told| now < told + every) {
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

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn at_a_calm_pace_nothing_is_told_of_what_is_soon_over_and_else_seldom() {
        let (mut pace, start) = (Pace::calm(), Instant::now());
        let after = |seconds| start + Duration::from_secs(seconds);
        let (evidence, pages) = (Progress::of(Work::Evidence), Progress::of(Work::Pages));
        assert_eq!(pace.step_at(&evidence, after(0)), None);
        assert_eq!(pace.step_at(&pages, after(2)), None);
        assert_eq!(pace.step_at(&pages, after(3)), Some(Duration::from_secs(1)));
        assert_eq!(pace.step_at(&pages, after(5)), None);
        assert_eq!(pace.step_at(&pages, after(6)), Some(Duration::from_secs(4)));
    }
}
