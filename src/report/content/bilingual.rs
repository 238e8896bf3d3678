//! Chinese and English side by side: the report is written once in each language and the two are laid
//! together block by block. Paragraphs, lists and boxed notices become two columns; in tables and facts
//! both texts stand one below the other where they differ.

use super::merged;
use crate::report::blocks::{
    Bar, Bars, Block, Callout, Cell, Column, Cover, Document, Heading, List, Row, Series, SignatureBox,
    Table, Text, Toc,
};

/// One document out of two that say the same. Where the second is built otherwise, both stand in full, one
/// after the other: nothing is lost.
pub(super) fn side_by_side(left: Document, right: Document) -> Document {
    Document {
        title: merged::words(&left.title, &right.title, " / "),
        subject: merged::words(&left.subject, &right.subject, " / "),
        author: left.author,
        language: left.language,
        also: Some(right.language),
        header_left: merged::words(&left.header_left, &right.header_left, " / "),
        header_right: merged::words(&left.header_right, &right.header_right, " / "),
        footer: merged::words(&left.footer, &right.footer, " / "),
        cover: match (left.cover, right.cover) {
            (Some(left), Some(right)) => Some(cover(left, right)),
            (left, right) => left.or(right),
        },
        watermark: match (left.watermark, right.watermark) {
            (Some(left), Some(right)) => Some(merged::words(&left, &right, " ")),
            (left, right) => left.or(right),
        },
        blocks: blocks(left.blocks, right.blocks),
    }
}

fn cover(left: Cover, right: Cover) -> Cover {
    let facts = match left.facts.len() == right.facts.len() {
        true => {
            let pairs = left.facts.into_iter().zip(right.facts);
            pairs
                .map(|((left, words), (right, other))| {
                    (merged::words(&left, &right, "\n"), merged::lines(&words, &other))
                })
                .collect()
        }
        false => left.facts.into_iter().chain(right.facts).collect(),
    };
    Cover {
        above: merged::words(&left.above, &right.above, "\n"),
        organisation: merged::words(&left.organisation, &right.organisation, "\n"),
        also: if left.title == right.title {
            String::new()
        } else {
            right.title
        },
        title: left.title,
        subtitle: merged::words(&left.subtitle, &right.subtitle, "\n"),
        facts,
        notice: merged::lines(&left.notice, &right.notice),
    }
}

fn blocks(left: Vec<Block>, right: Vec<Block>) -> Vec<Block> {
    if left.len() != right.len() {
        return left.into_iter().chain(right).collect();
    }
    let pairs = left.into_iter().zip(right);
    pairs.flat_map(|(left, right)| both(left, right)).collect()
}

fn both(left: Block, right: Block) -> Vec<Block> {
    if left == right {
        return vec![left];
    }
    match (left, right) {
        (Block::Heading(left), Block::Heading(right)) => vec![heading(left, &right).into()],
        (Block::Paragraph(left), Block::Paragraph(right)) => match merged::sharing(&left.text, &right.text) {
            _ if merged::is_alike(&left.text.words(), &right.text.words()) => vec![left.into()],
            Some(text) => {
                let mut whole = left;
                whole.text = text;
                vec![whole.into()]
            }
            None => vec![pair(left.into(), right.into())],
        },
        (Block::List(left), Block::List(right)) if is_same_list(&left, &right) => vec![left.into()],
        (Block::List(left), Block::List(right)) => vec![pair(left.into(), right.into())],
        (Block::Callout(left), Block::Callout(right)) => vec![callout(left, right)],
        (Block::KeyValue(left), Block::KeyValue(right)) if left.len() == right.len() => {
            let pairs = left.iter().zip(&right);
            let facts = pairs.map(|((label, value), (other_label, other_value))| {
                (
                    merged::lines(label, other_label),
                    merged::lines(value, other_value),
                )
            });
            vec![Block::KeyValue(facts.collect())]
        }
        (Block::Table(left), Block::Table(right)) if has_same_shape(&left, &right) => {
            vec![table(left, &right).into()]
        }
        (Block::Bars(left), Block::Bars(right)) => vec![bars(left, &right).into()],
        (Block::Toc(left), Block::Toc(right)) => vec![
            Toc {
                title: merged::words(&left.title, &right.title, " "),
                ..left
            }
            .into(),
        ],
        (Block::Signatures(left), Block::Signatures(right)) => {
            let boxes = left.into_iter().zip(right);
            vec![Block::Signatures(
                boxes.map(|(left, right)| signature(left, &right)).collect(),
            )]
        }
        (Block::OneOf(left), Block::OneOf(right)) if left.len() == right.len() => {
            let lengths = left.into_iter().zip(right);
            let mut lengths: Vec<Vec<Block>> = lengths.map(|(left, right)| blocks(left, right)).collect();
            // What fits no page at any length is told in full.
            lengths.extend(lengths.first().cloned());
            vec![Block::OneOf(lengths)]
        }
        (left, right) => vec![left, right],
    }
}

fn pair(left: Block, right: Block) -> Block {
    Block::Pair(Box::new((left, right)))
}

fn heading(left: Heading, right: &Heading) -> Heading {
    let also = if merged::is_alike(&left.text, &right.text) {
        String::new()
    } else {
        right.text.clone()
    };
    Heading { also, ..left }
}

fn is_same_list(left: &List, right: &List) -> bool {
    let alike = |(left, right): (&Text, &Text)| merged::is_alike(&left.words(), &right.words());
    left.items.len() == right.items.len() && left.items.iter().zip(&right.items).all(alike)
}

fn callout(left: Callout, right: Callout) -> Block {
    let same = left.body == right.body && left.title == right.title;
    match same {
        true => left.into(),
        false => pair(left.into(), right.into()),
    }
}

fn has_same_shape(left: &Table, right: &Table) -> bool {
    let cells = |table: &Table| table.rows.iter().map(|row| row.cells.len()).collect::<Vec<_>>();
    left.columns.len() == right.columns.len() && cells(left) == cells(right)
}

fn table(left: Table, right: &Table) -> Table {
    let columns = left.columns.into_iter().zip(&right.columns);
    let columns = columns.map(|(left, right)| Column {
        title: merged::lines(&left.title, &right.title),
        ..left
    });
    let rows = left.rows.into_iter().zip(&right.rows);
    Table {
        columns: columns.collect(),
        rows: rows.map(|(left, right)| row(left, right)).collect(),
        caption: merged::lines(&left.caption, &right.caption),
    }
}

fn row(left: Row, right: &Row) -> Row {
    let merge = match left.band {
        true => merged::row,
        false => merged::lines,
    };
    let cells = left.cells.iter().zip(&right.cells);
    let cells = cells.map(|(left, right)| Cell {
        text: merge(&left.text, &right.text),
        shade: left.shade,
    });
    Row {
        cells: cells.collect(),
        ..left
    }
}

fn bars(left: Bars, right: &Bars) -> Bars {
    let series = left.series.into_iter().zip(&right.series);
    let bars = left.bars.into_iter().zip(&right.bars);
    Bars {
        series: series
            .map(|(left, right)| Series {
                label: merged::words(&left.label, &right.label, " "),
                ..left
            })
            .collect(),
        bars: bars
            .map(|(left, right)| Bar {
                label: merged::words(&left.label, &right.label, "\n"),
                note: merged::words(&left.note, &right.note, "\n"),
                ..left
            })
            .collect(),
    }
}

fn signature(left: SignatureBox, right: &SignatureBox) -> SignatureBox {
    SignatureBox {
        role: left.role,
        title: merged::words(&left.title, &right.title, " "),
        digital: merged::words(&left.digital, &right.digital, " "),
        paper: merged::words(&left.paper, &right.paper, " "),
        date: merged::words(&left.date, &right.date, " "),
        expected: left
            .expected
            .iter()
            .zip(&right.expected)
            .map(|(left, right)| merged::words(left, right, " "))
            .collect(),
        certificate: left.certificate,
    }
}
