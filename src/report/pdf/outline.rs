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
    for (index, (bookmark, id)) in bookmarks.iter().zip(&ids).enumerate() {
        let parent = parents.get(index).copied().flatten();
        let siblings = children(&parents, parent);
        let place = siblings.iter().position(|sibling| *sibling == index).unwrap_or(0);
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
        let below = children(&parents, Some(index));
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
    let top = children(&parents, None);
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

/// The bookmarks directly below `parent`.
fn children(parents: &[Option<usize>], parent: Option<usize>) -> Vec<usize> {
    parents
        .iter()
        .enumerate()
        .filter(|(_, of)| **of == parent)
        .map(|(index, _)| index)
        .collect()
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
