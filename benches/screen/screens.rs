//! Key → frame on every screen, on the demo and on the large workbook in turns.

use std::thread;
use std::time::Duration;

use portable_pty::CommandBuilder;

use crate::measured::{Running, median, milliseconds, percentile};

/// Keys measured on each screen.
const KEYS: usize = 240;
/// What a key needs before the next one on the way to a screen.
const SETTLED: Duration = Duration::from_millis(40);

const DOWN: &str = "\x1b[B";
const UP: &str = "\x1b[A";
const ENTER: &str = "\r";
const TAB: &str = "\t";
/// From anywhere in the tree to a clause that every system answers.
const CLAUSE_OF_SYSTEMS: [&str; 4] = ["\x1b[H", DOWN, DOWN, DOWN];

/// A screen: how it is reached from the walk, and the keys that are pressed there in turn.
struct Place {
    name: &'static str,
    way: Vec<&'static str>,
    keys: Vec<&'static str>,
}

fn places() -> Vec<Place> {
    let there_and_back = || [[DOWN; 20], [UP; 20]].concat();
    let from_clause = |way: &[&'static str]| [&CLAUSE_OF_SYSTEMS, way].concat();
    let place = |name, way: Vec<&'static str>, keys| Place { name, way, keys };
    vec![
        place("walk: clauses", vec!["\x1b[H"], there_and_back()),
        place("walk: answers of a clause", from_clause(&[TAB]), there_and_back()),
        place("answer", from_clause(&[TAB, ENTER]), vec![DOWN, UP]),
        place("gaps", vec!["\x04"], there_and_back()),
        place("dashboard", vec!["\x16"], there_and_back()),
        place("dashboard: checks", vec!["\x16", ENTER], there_and_back()),
        place("what if", vec!["\x02", "\x0f"], there_and_back()),
        place("self-check", vec!["\x0b"], there_and_back()),
        place(
            "search: typing",
            vec!["\x06"],
            vec!["帳", "號", " ", "清", "\x7f", "\x7f", "\x7f", "\x7f"],
        ),
        place("evidence: form", from_clause(&["\x05"]), vec![DOWN, UP]),
        place(
            "evidence: what is known",
            from_clause(&["\x05", UP, UP, "\x1b[C", DOWN, DOWN]),
            vec![DOWN, UP],
        ),
        place("systems", vec!["\x14"], there_and_back()),
        place("one system", vec!["\x14", ENTER], there_and_back()),
        place("profile", vec!["\x02"], there_and_back()),
        place("export", vec!["\x18"], vec![DOWN, UP]),
        place("findings", vec!["\x01"], there_and_back()),
        place("one finding", vec!["\x01", ENTER], there_and_back()),
        place("actions", vec!["\x01", "\x15"], there_and_back()),
        place("review", vec!["\x12"], there_and_back()),
        place(
            "one clause over all systems",
            from_clause(&["\x15"]),
            there_and_back(),
        ),
        place("checks of one system", vec!["\x14", "\x15"], there_and_back()),
        place("journal", vec!["\x17"], there_and_back()),
        place("palette: typing", vec!["\x10"], vec!["應", "備", "\x7f", "\x7f"]),
        place("documents", vec!["\x10", "應備文件", ENTER], there_and_back()),
        place("verify", vec!["\x10", "核對報告", ENTER], vec![DOWN, UP]),
        place("help", vec!["\x07"], vec![DOWN, UP]),
    ]
}

/// Measures the screens whose names begin with `only` and prints a table. `peer` is the time the
/// minimal program takes.
pub fn measure(
    demo: &dyn Fn() -> CommandBuilder,
    large: &dyn Fn() -> CommandBuilder,
    peer: &mut [Duration],
    only: &str,
) {
    let of_peer = (median(peer), percentile(peer, 99));
    println!(
        "\nKey → frame. The minimal program: {:.2} ms, p99 {:.2} ms.",
        milliseconds(of_peer.0),
        milliseconds(of_peer.1)
    );
    println!(
        "\n| screen | demo | large | large / demo (aim < 2) | large / minimal | p99: large / minimal (aim ≤ 3) |\n\
         |---|---|---|---|---|---|"
    );
    for place in places().into_iter().filter(|place| place.name.starts_with(only)) {
        let mut demo = keys_at(demo(), crate::MARKER, &place);
        let mut large = keys_at(large(), crate::LARGE_MARKER, &place);
        let (small, big) = (median(&mut demo), median(&mut large));
        let slowest = percentile(&mut large, 99);
        let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
        println!(
            "| {} | {:.2} ms | {:.2} ms | {:.2} | {:.2} | {:.2} |",
            place.name,
            milliseconds(small),
            milliseconds(big),
            ratio(big, small),
            ratio(big, of_peer.0),
            ratio(slowest, of_peer.1)
        );
    }
}

fn keys_at(command: CommandBuilder, marker: &str, place: &Place) -> Vec<Duration> {
    let mut running = Running::start(command);
    running.shown(marker);
    // What the start still has to say comes first.
    thread::sleep(Duration::from_millis(300));
    for key in &place.way {
        running.press(key.as_bytes());
        thread::sleep(SETTLED);
    }
    running.forget();
    let keys = place.keys.iter().cycle().take(KEYS);
    let times = keys.map(|key| running.key_to_frame(key.as_bytes())).collect();
    running.leave();
    times
}
