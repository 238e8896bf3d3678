//! The outline, nested by heading level, in document order (ISO 32000-1 §12.3.3).

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::super::ReportError;
use super::super::layout::page::{Bookmark, Spot};
use super::{failed, metadata};

/// Adds the outline, if there is anything to list.
pub(super) fn add(
    document: &mut Document,
    pages: &[ObjectId],
    bookmarks: &[Bookmark],
    height: f32,
) -> Result<(), ReportError> {
    if bookmarks.is_empty() {
        return Ok(());
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    let parents = parents(bookmarks);
    let (top, below) = children(&parents);
    let empty = Vec::new();
    // How many siblings stand before each bookmark.
    let mut places = vec![0; bookmarks.len()];
    for siblings in below.iter().chain([&top]) {
        for (place, index) in siblings.iter().enumerate() {
            if let Some(slot) = places.get_mut(*index) {
                *slot = place;
            }
        }
    }
    for (index, (bookmark, id)) in bookmarks.iter().zip(&ids).enumerate() {
        let parent = parents.get(index).copied().flatten();
        let siblings = match parent {
            Some(parent) => below.get(parent).unwrap_or(&empty),
            None => &top,
        };
        let place = places.get(index).copied().unwrap_or(0);
        let at = |position: Option<usize>| {
            position
                .and_then(|position| siblings.get(position))
                .and_then(|index| ids.get(*index))
                .copied()
        };
        let mut entry = dictionary! {
            "Title" => metadata::text_string(&bookmark.title),
            "Parent" => parent.and_then(|index| ids.get(index)).copied().unwrap_or(root),
        };
        if let Some(destination) = destination(pages, bookmark.spot, height) {
            entry.set("Dest", destination);
        }
        set(&mut entry, "Prev", at(place.checked_sub(1)));
        set(&mut entry, "Next", at(place.checked_add(1)));
        let below = below.get(index).unwrap_or(&empty);
        set(
            &mut entry,
            "First",
            below.first().and_then(|index| ids.get(*index)).copied(),
        );
        set(
            &mut entry,
            "Last",
            below.last().and_then(|index| ids.get(*index)).copied(),
        );
        if !below.is_empty() {
            // Negative: closed when the document opens, so that the chapters are seen at once.
            entry.set("Count", -i64::try_from(below.len()).unwrap_or(0));
        }
        document.set_object(*id, entry);
    }
    let mut outlines = dictionary! {
        "Type" => "Outlines",
        "Count" => i64::try_from(top.len()).unwrap_or(0),
    };
    set(
        &mut outlines,
        "First",
        top.first().and_then(|index| ids.get(*index)).copied(),
    );
    set(
        &mut outlines,
        "Last",
        top.last().and_then(|index| ids.get(*index)).copied(),
    );
    document.set_object(root, outlines);
    document
        .catalog_mut()
        .map_err(|error| failed(&error))?
        .set("Outlines", Object::Reference(root));
    Ok(())
}

/// For every bookmark the last one before it of a lower level.
fn parents(bookmarks: &[Bookmark]) -> Vec<Option<usize>> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    bookmarks
        .iter()
        .enumerate()
        .map(|(index, bookmark)| {
            open.retain(|(level, _)| *level < bookmark.level);
            let parent = open.last().map(|(_, index)| *index);
            open.push((bookmark.level, index));
            parent
        })
        .collect()
}

/// The bookmarks below none, and for every bookmark those directly below it.
fn children(parents: &[Option<usize>]) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut top = Vec::new();
    let mut below = vec![Vec::new(); parents.len()];
    for (index, parent) in parents.iter().enumerate() {
        match parent.and_then(|parent| below.get_mut(parent)) {
            Some(siblings) => siblings.push(index),
            None => top.push(index),
        }
    }
    (top, below)
}

fn set(dictionary: &mut Dictionary, key: &str, id: Option<ObjectId>) {
    if let Some(id) = id {
        dictionary.set(key, Object::Reference(id));
    }
}

/// An explicit destination: the page, scrolled to the place, zoom unchanged.
pub(super) fn destination(pages: &[ObjectId], spot: Spot, height: f32) -> Option<Object> {
    let page = pages.get(spot.page)?;
    let top = (height - spot.y + 6.0).min(height).round();
    Some(Object::Array(vec![
        Object::Reference(*page),
        "XYZ".into(),
        Object::Null,
        Object::Real(top),
        Object::Null,
    ]))
}
