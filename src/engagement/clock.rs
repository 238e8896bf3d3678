//! Time and randomness. The only place that reads the wall clock or the random source; everything
//! else takes them as arguments, so that the same inputs give the same bytes.

use chrono::{DateTime, FixedOffset, SecondsFormat};

/// Where time and random bytes come from.
pub trait Clock: Send {
    /// The time now, with the local offset.
    fn now(&self) -> DateTime<FixedOffset>;
    /// Fills a buffer with random bytes.
    fn fill_random(&mut self, buffer: &mut [u8]);
}

/// The machine's clock and random source.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods)]
    fn now(&self) -> DateTime<FixedOffset> {
        chrono::Local::now().fixed_offset()
    }

    #[allow(clippy::expect_used)]
    fn fill_random(&mut self, buffer: &mut [u8]) {
        // Without random bytes no uid, salt or key may be made; there is nothing to go on with.
        getrandom::fill(buffer).expect("the operating system gives random bytes");
    }
}

/// A clock that stands still and counts instead of drawing, for tests and reproducible demos.
#[derive(Debug, Clone)]
pub struct FixedClock {
    now: DateTime<FixedOffset>,
    counter: u64,
}

impl FixedClock {
    /// A clock that always shows `now`.
    pub fn new(now: DateTime<FixedOffset>) -> Self {
        Self { now, counter: 0 }
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<FixedOffset> {
        self.now
    }

    fn fill_random(&mut self, buffer: &mut [u8]) {
        use sha2::{Digest, Sha256};
        for chunk in buffer.chunks_mut(32) {
            self.counter += 1;
            let block = Sha256::digest(self.counter.to_be_bytes());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

/// RFC 3339 to the second, with offset, as the journal writes it.
pub fn timestamp(time: DateTime<FixedOffset>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// 128 fresh random bits as hexadecimal digits: uids and salts.
pub fn random_id(clock: &mut dyn Clock) -> String {
    let mut bytes = [0u8; 16];
    clock.fill_random(&mut bytes);
    hex::encode(bytes)
}
