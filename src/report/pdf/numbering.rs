//! Drops objects that nothing refers to and numbers the others from 1, in time linear in their number.

use std::collections::{HashMap, HashSet};

use lopdf::{Document, Object, ObjectId};

/// Keeps what the trailer leads to; returns the new number of every object kept.
pub(super) fn compact(document: &mut Document) -> HashMap<ObjectId, ObjectId> {
    let kept = reachable(document);
    let mut objects = std::mem::take(&mut document.objects);
    objects.retain(|id, _| kept.contains(id));
    let numbers: HashMap<ObjectId, ObjectId> = objects
        .keys()
        .zip(1u32..)
        .map(|(id, new)| (*id, (new, 0)))
        .collect();
    let renumber = |id: &mut ObjectId| {
        if let Some(new) = numbers.get(id) {
            *id = *new;
        }
    };
    document
        .trailer
        .iter_mut()
        .for_each(|(_, value)| references(value, &renumber));
    document.max_id = u32::try_from(objects.len()).unwrap_or(u32::MAX);
    document.objects = objects
        .into_iter()
        .map(|(id, mut object)| {
            references(&mut object, &renumber);
            (numbers.get(&id).copied().unwrap_or(id), object)
        })
        .collect();
    numbers
}

fn reachable(document: &Document) -> HashSet<ObjectId> {
    let mut seen = HashSet::new();
    let mut open: Vec<&Object> = document.trailer.iter().map(|(_, value)| value).collect();
    while let Some(object) = open.pop() {
        match object {
            Object::Array(values) => open.extend(values),
            Object::Dictionary(dictionary) => open.extend(dictionary.iter().map(|(_, value)| value)),
            Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, value)| value)),
            Object::Reference(id) if seen.insert(*id) => open.extend(document.objects.get(id)),
            _ => {}
        }
    }
    seen
}

/// Changes every reference in `object`.
fn references(object: &mut Object, change: &impl Fn(&mut ObjectId)) {
    match object {
        Object::Array(values) => values.iter_mut().for_each(|value| references(value, change)),
        Object::Dictionary(dictionary) => dictionary
            .iter_mut()
            .for_each(|(_, value)| references(value, change)),
        Object::Stream(stream) => stream
            .dict
            .iter_mut()
            .for_each(|(_, value)| references(value, change)),
        Object::Reference(id) => change(id),
        _ => {}
    }
}
