//! The list of documents to have ready (應備文件清單): each distinct document that clauses in scope
//! ask for, near-duplicates merged, with the clauses it serves, what became of asking for it, and
//! whether it is attached.

mod names;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::assessment::{Assessment, DocumentRequest, Evidence, Link};
use super::pack::{Clause, ClauseId, EvidenceItem, Pack, Text};
use super::scope::Scope;
use names::key;

/// One item of a clause's evidence list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ItemRef {
    /// The clause.
    pub clause: ClauseId,
    /// Id of the item within the clause.
    pub item: String,
}

/// One document to have ready.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// What requests for it are stored under; the same for every clause that asks for it.
    pub key: String,
    /// Its name, as the first clause that asks for it has it.
    pub document: Text,
    /// The clauses in scope that ask for it.
    pub clauses: Vec<ClauseId>,
    /// The items that were merged into it.
    pub items: Vec<ItemRef>,
    /// Whether every clause that asks for it is one for which the guideline lists no evidence, so
    /// that asking for it is the checklist's own advice.
    pub own_advice: bool,
    /// Who keeps it: as it was asked for, else from the attached evidence; empty while unknown.
    pub custodian: String,
    /// By when it is wanted, `YYYY-MM-DD` or empty.
    pub due: String,
    /// When it came, `YYYY-MM-DD` or empty.
    pub received_on: String,
    /// Anything to remember.
    pub note: String,
    /// Whether any evidence is attached for it.
    pub attached: bool,
    /// Display numbers of that evidence (`E-003`).
    pub evidence: Vec<String>,
    /// Whether the day it was wanted by has passed and it neither came nor is attached.
    pub overdue: bool,
}

impl Document {
    /// Whether it is here: it came, or evidence is attached for it.
    pub fn is_here(&self) -> bool {
        self.attached || !self.received_on.is_empty()
    }
}

/// Every document the clauses in scope ask for, in the order of the clauses. `today` is
/// `YYYY-MM-DD`; what is overdue is reckoned from it.
pub fn documents(pack: &Pack, scope: &Scope, assessment: &Assessment, today: &str) -> Vec<Document> {
    let in_scope: BTreeSet<ClauseId> = scope
        .checks
        .iter()
        .filter(|check| check.in_scope())
        .map(|check| check.clause)
        .collect();
    let mut list = List::of(assessment);
    for clause in pack.clauses().filter(|clause| in_scope.contains(&clause.id)) {
        for item in &clause.evidence {
            list.take(clause, item);
        }
    }
    let requests: BTreeMap<&str, &DocumentRequest> = assessment
        .documents
        .values()
        .map(|request| (request.document.as_str(), request))
        .collect();
    let mut documents = list.documents;
    for document in &mut documents {
        if let Some(request) = requests.get(document.key.as_str()) {
            join(document, request);
        }
        document.overdue = !document.due.is_empty() && document.due.as_str() < today && !document.is_here();
    }
    documents
}

/// Whether any clause of the pack, in scope or not, asks for the document with this key.
pub fn is_document(pack: &Pack, wanted: &str) -> bool {
    pack.clauses()
        .flat_map(|clause| &clause.evidence)
        .any(|item| key(&item.zh_tw) == wanted)
}

/// The documents that words may mean: the one with this key or name in either language, else all
/// whose name holds the words.
pub fn documents_named<'a>(documents: &'a [Document], words: &str) -> Vec<&'a Document> {
    let wanted = key(words);
    let lower = words.trim().to_lowercase();
    let exact = documents.iter().find(|document| {
        document.key == wanted || document.key == lower || document.document.en.to_lowercase() == lower
    });
    if let Some(document) = exact {
        return vec![document];
    }
    let holds = |document: &&Document| {
        !lower.is_empty()
            && (document.document.zh_tw.to_lowercase().contains(&lower)
                || document.document.en.to_lowercase().contains(&lower))
    };
    documents.iter().filter(holds).collect()
}

/// The list as it is gathered.
struct List<'a> {
    documents: Vec<Document>,
    places: BTreeMap<String, usize>,
    pieces: BTreeMap<ClauseId, Vec<(&'a Link, &'a Evidence)>>,
}

impl<'a> List<'a> {
    fn of(assessment: &'a Assessment) -> Self {
        let mut pieces: BTreeMap<ClauseId, Vec<(&Link, &Evidence)>> = BTreeMap::new();
        for link in assessment.links.values() {
            if let Some(evidence) = assessment.evidence.get(&link.evidence) {
                pieces.entry(link.clause).or_default().push((link, evidence));
            }
        }
        for of_clause in pieces.values_mut() {
            of_clause.sort_by_key(|(_, evidence)| evidence.number);
        }
        Self {
            documents: Vec::new(),
            places: BTreeMap::new(),
            pieces,
        }
    }

    fn take(&mut self, clause: &Clause, item: &EvidenceItem) {
        let key = key(&item.zh_tw);
        let count = self.documents.len();
        let place = *self.places.entry(key.clone()).or_insert(count);
        if place == count {
            self.documents.push(empty(key, item));
        }
        let Some(document) = self.documents.get_mut(place) else {
            return;
        };
        if document.clauses.last() != Some(&clause.id) {
            document.clauses.push(clause.id);
        }
        document.items.push(ItemRef {
            clause: clause.id,
            item: item.id.clone(),
        });
        document.own_advice &= !clause.guidance_in_source;
        let pieces = self.pieces.get(&clause.id).map(Vec::as_slice);
        for (link, evidence) in pieces.unwrap_or_default() {
            if serves(link, &evidence.title, clause, item) {
                attach(document, evidence);
            }
        }
    }
}

fn empty(key: String, item: &EvidenceItem) -> Document {
    Document {
        key,
        document: Text {
            zh_tw: item.zh_tw.clone(),
            en: item.en.clone(),
        },
        clauses: Vec::new(),
        items: Vec::new(),
        own_advice: true,
        custodian: String::new(),
        due: String::new(),
        received_on: String::new(),
        note: String::new(),
        attached: false,
        evidence: Vec::new(),
        overdue: false,
    }
}

fn attach(document: &mut Document, evidence: &Evidence) {
    document.attached = true;
    if document.custodian.is_empty() {
        document.custodian.clone_from(&evidence.custodian);
    }
    let label = evidence.label();
    if !document.evidence.contains(&label) {
        document.evidence.push(label);
    }
}

fn join(document: &mut Document, request: &DocumentRequest) {
    if !request.custodian.is_empty() {
        document.custodian.clone_from(&request.custodian);
    }
    document.due.clone_from(&request.due);
    document.received_on.clone_from(&request.received_on);
    document.note.clone_from(&request.note);
}

/// Whether a tie serves an item: it names it, or names none and the item is the clause's only one
/// or bears the evidence's title.
fn serves(link: &Link, title: &str, clause: &Clause, item: &EvidenceItem) -> bool {
    match &link.item {
        Some(named) => *named == item.id,
        None => clause.evidence.len() == 1 || (!title.is_empty() && key(title) == key(&item.zh_tw)),
    }
}
