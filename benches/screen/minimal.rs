//! The least a program with this kind of screen can do: open an SQLite file as a workbook is
//! opened, read as many rows as the guideline has clauses, draw a list beside a text, move on keys.

use std::io::{BufWriter, stdout};
use std::path::Path;

use crossterm::event::{Event, KeyCode, KeyModifiers, read};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Constraint, Layout};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use rusqlite::Connection;

/// Words that its first frame shows.
pub const MARKER: &str = "項目 1 ";
/// As many rows as the guideline has clauses.
const ROWS: usize = 92;

/// Writes the file it reads.
pub fn make_file(path: &Path) {
    let connection = open(path);
    connection
        .execute_batch("CREATE TABLE item (number INTEGER PRIMARY KEY, title TEXT, body TEXT) STRICT")
        .unwrap();
    let body = "至少每半年檢視一次各系統帳號與權限是否仍然適當，並留存紀錄。".repeat(8);
    for number in 1..=ROWS {
        let title = format!("項目 {number} 帳號與權限審查");
        connection
            .execute("INSERT INTO item VALUES (?1, ?2, ?3)", (number, title, &body))
            .unwrap();
    }
}

fn open(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
        .unwrap();
    connection
}

/// Runs it until Ctrl-Q.
pub fn run(path: &Path) {
    let connection = open(path);
    let mut statement = connection
        .prepare("SELECT title, body FROM item ORDER BY number")
        .unwrap();
    let rows: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(|row| row.unwrap())
        .collect();
    enable_raw_mode().unwrap();
    execute!(stdout(), EnterAlternateScreen).unwrap();
    let mut terminal = Terminal::new(CrosstermBackend::new(BufWriter::new(stdout()))).unwrap();
    let mut selected = 0;
    loop {
        draw(&mut terminal, &rows, selected);
        match read().unwrap() {
            Event::Key(key) if key.code == KeyCode::Down => selected = (selected + 1).min(rows.len() - 1),
            Event::Key(key) if key.code == KeyCode::Up => selected = selected.saturating_sub(1),
            Event::Key(key)
                if key.code == KeyCode::Char('q') && key.modifiers.contains(KeyModifiers::CONTROL) =>
            {
                break;
            }
            _ => {}
        }
    }
    execute!(stdout(), LeaveAlternateScreen).unwrap();
    disable_raw_mode().unwrap();
}

type Screen = Terminal<CrosstermBackend<BufWriter<std::io::Stdout>>>;

fn draw(terminal: &mut Screen, rows: &[(String, String)], selected: usize) {
    queue!(terminal.backend_mut(), BeginSynchronizedUpdate).unwrap();
    terminal
        .draw(|frame| {
            let [left, right] =
                Layout::horizontal([Constraint::Percentage(34), Constraint::Fill(1)]).areas(frame.area());
            let height = usize::from(left.height);
            let first = selected
                .saturating_sub(height / 2)
                .min(rows.len().saturating_sub(height));
            let lines: Vec<Line<'_>> = rows
                .iter()
                .enumerate()
                .skip(first)
                .take(height)
                .map(|(number, (title, _))| {
                    Line::from(format!("{} {title}", if number == selected { ">" } else { " " }))
                })
                .collect();
            frame.render_widget(Paragraph::new(lines), left);
            let (title, body) = &rows[selected];
            let width = usize::from(right.width);
            let mut text = vec![Line::from(title.as_str())];
            text.extend(
                zicha::text::wrap(body, width)
                    .into_iter()
                    .map(|line| Line::from(&body[line.visible])),
            );
            frame.render_widget(Paragraph::new(text), right);
        })
        .unwrap();
    execute!(terminal.backend_mut(), EndSynchronizedUpdate).unwrap();
}
