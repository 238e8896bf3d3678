//! 參 組織分類與系統清冊: the class, every criterion with its inputs, the figures and where they come from.

use std::collections::BTreeSet;

use super::systems;
use super::view::View;
use crate::lang::{class_result_name, field_value};
use crate::model::classify::{CriterionResult, ForeignRegime, OTHERWISE, OVERRIDE};
use crate::model::pack::ProfileField;
use crate::model::profile::{FieldValue, LicenceFacts, Profile};
use crate::model::rule::Truth;
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// A figure of the profile as the report prints it.
pub(super) struct Figure {
    /// Its label, with the licence where the value is that licence's own.
    pub(super) label: String,
    /// Its value, or that it is not known.
    pub(super) value: String,
    /// The period it covers; may be empty.
    pub(super) period: String,
    /// The document it stands in; may be empty.
    pub(super) document: String,
    /// Whether a criterion of the firm's licences reads it.
    pub(super) decides: bool,
}

/// The chapter.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, view.tr("report.classification"))
            .anchor("classification")
            .into(),
    ];
    blocks.extend(facts(view));
    blocks
}

/// The same facts in an annex.
pub(super) fn in_annex(view: &View<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::note(view.tr("annex.classification_intro")).into()];
    blocks.extend(facts(view));
    blocks
}

fn facts(view: &View<'_>) -> Vec<Block> {
    let heading = |id| Block::heading(2, view.tr(id)).unlisted().into();
    let mut blocks = vec![
        heading("report.class_result"),
        result(view),
        heading("report.class_criteria"),
        criteria(view),
        heading("report.class_figures"),
        figure_table(view).into(),
    ];
    let remarks = remarks(view);
    if !remarks.is_empty() {
        blocks.push(heading("report.class_remarks"));
        blocks.push(Block::bullets(remarks));
    }
    blocks.extend(systems::blocks(view));
    blocks
}

/// The class in words, with the attribute of a foreign group.
pub(super) fn class_words(view: &View<'_>) -> String {
    let result = &view.input.scope.classification;
    let class = class_result_name(view.input.pack, result.class, view.lang);
    match result.foreign_regime {
        ForeignRegime::FollowParent => view.fill("report.class_with_foreign", &[("class", &class)]),
        ForeignRegime::Domestic => class,
    }
}

/// The one ground that led to the class.
pub(super) fn ground(view: &View<'_>) -> String {
    let result = &view.input.scope.classification;
    let pack = view.input.pack;
    if result.criterion == OVERRIDE {
        let computed = class_result_name(pack, result.computed, view.lang);
        return view.fill("report.class_override", &[("computed", &computed)]);
    }
    if result.criterion == OTHERWISE {
        return view.lang.of(&pack.classification.otherwise.basis).to_owned();
    }
    match basis(view, &result.criterion) {
        Some(basis) => basis.to_owned(),
        None => view.labelled(view.tr("report.class_missing"), &missing(view)),
    }
}

fn basis<'a>(view: &View<'a>, criterion: &str) -> Option<&'a str> {
    let criteria = &view.input.pack.classification.criteria;
    let known = criteria.iter().find(|known| known.id == criterion)?;
    Some(view.lang.of(&known.basis))
}

/// Labels of what could still change the class.
fn missing(view: &View<'_>) -> String {
    let missing = &view.input.scope.classification.missing;
    view.list(missing.iter().map(|field| label(view, field)))
}

fn label<'a>(view: &View<'a>, field: &str) -> &'a str {
    match view.input.pack.profile_field(field) {
        Some(field) => view.lang.of(&field.label),
        None => view.tr("model.field_licences"),
    }
}

fn licence_name<'s>(view: &View<'s>, licence: &'s str) -> &'s str {
    view.input
        .pack
        .licence(licence)
        .map_or(licence, |known| view.lang.of(&known.name))
}

fn result(view: &View<'_>) -> Block {
    let result = &view.input.scope.classification;
    let licences = view
        .profile()
        .licences
        .iter()
        .map(|licence| licence_name(view, licence));
    let licences = view.list(licences);
    let regime = &view.input.pack.classification.foreign_regime;
    let foreign = match result.foreign_regime {
        ForeignRegime::FollowParent => &regime.follow_parent,
        ForeignRegime::Domestic => &regime.domestic,
    };
    let mut facts: Vec<(&str, Text)> = vec![
        (
            view.tr("report.class_class"),
            Text::default().bold(class_words(view)),
        ),
        (
            view.tr("report.class_licences"),
            text(view.or_not_given(&licences)),
        ),
        (view.tr("report.class_ground"), text(ground(view))),
    ];
    if let Some(licence) = &result.licence {
        facts.push((view.tr("report.class_led_by"), text(licence_name(view, licence))));
    }
    if !result.missing.is_empty() {
        facts.push((
            view.tr("report.class_missing"),
            Text::default().bold(missing(view)),
        ));
    }
    facts.push((view.tr("report.class_foreign"), text(view.lang.of(foreign))));
    Block::facts(facts)
}

fn criteria(view: &View<'_>) -> Block {
    let considered = &view.input.scope.classification.considered;
    if considered.is_empty() {
        return Block::paragraph(view.tr("report.class_no_criteria")).into();
    }
    let columns = [
        Column::new(view.tr("report.class_criterion"), 4.2),
        Column::new(view.tr("report.class_inputs"), 3.2),
        Column::new(view.tr("report.class_truth"), 1.1),
    ];
    Table::new(columns)
        .rows(considered.iter().map(|criterion| criterion_row(view, criterion)))
        .into()
}

fn criterion_row(view: &View<'_>, result: &CriterionResult) -> Row {
    let inputs = result.inputs.iter().map(|(field, value)| {
        let value = field_value(view.input.pack, field, value.as_ref(), view.lang);
        view.labelled(label(view, field), &value)
    });
    let inputs = inputs.collect::<Vec<_>>().join("\n");
    let truth = match result.truth {
        Truth::True => Cell::shaded(Text::default().bold(view.tr("report.class_true")), Tone::Accent),
        Truth::False => view.tr("report.class_false").into(),
        Truth::Unknown(_) => Cell::shaded(Text::default().bold(view.tr("report.class_unknown")), Tone::Alert),
    };
    let basis = basis(view, &result.criterion).unwrap_or(&result.criterion);
    Row::new([Cell::from(basis), Cell::from(inputs), truth])
}

/// Every figure asked of the firm's licences, a licence's own value after the general one.
pub(super) fn figures(view: &View<'_>) -> Vec<Figure> {
    let considered = view.input.scope.classification.considered.iter();
    let read: BTreeSet<&str> = considered
        .flat_map(|result| &result.inputs)
        .map(|(field, _)| field.as_str())
        .collect();
    let open = open_for_regime(view);
    let fields = view.input.pack.profile_fields.iter();
    // What was entered is told, even of a licence the firm no longer holds; a fact that is not known
    // and that nothing depends on is not worth a line.
    let told = fields.filter(|field| {
        let id = field.id.as_str();
        let depended_on = read.contains(id) || open.iter().any(|open| open == id);
        is_entered(view.profile(), id) || (is_asked(view, field) && depended_on)
    });
    told.flat_map(|field| figures_of(view, field, read.contains(field.id.as_str())))
        .collect()
}

/// The unknown facts on which the regime of a foreign group depends.
fn open_for_regime(view: &View<'_>) -> Vec<String> {
    let facts = LicenceFacts {
        pack: view.input.pack,
        profile: view.profile(),
        licence: None,
    };
    match view
        .input
        .pack
        .classification
        .foreign_regime
        .rule
        .evaluate(&facts)
    {
        Truth::Unknown(fields) => fields,
        _ => Vec::new(),
    }
}

/// Whether a value of a field was entered, or where it is taken from.
fn is_entered(profile: &Profile, field: &str) -> bool {
    profile.figures.contains_key(field)
        || profile.figure_sources.contains_key(field)
        || profile.by_licence.values().any(|own| own.contains_key(field))
}

fn is_asked(view: &View<'_>, field: &ProfileField) -> bool {
    field.licences.is_empty()
        || field
            .licences
            .iter()
            .any(|licence| view.profile().licences.contains(licence))
}

fn figures_of(view: &View<'_>, field: &ProfileField, decides: bool) -> Vec<Figure> {
    let profile = view.profile();
    let source = profile.figure_sources.get(&field.id).cloned().unwrap_or_default();
    let figure = |label: String, value: Option<&FieldValue>| Figure {
        label,
        value: field_value(view.input.pack, &field.id, value, view.lang),
        period: source.period.clone(),
        document: source.document.clone(),
        decides,
    };
    let held = profile.licences.iter();
    let given_up = profile.by_licence.keys();
    let given_up = given_up.filter(|licence| !profile.licences.contains(licence));
    let own: Vec<Figure> = held
        .chain(given_up)
        .filter_map(|licence| {
            let value = profile.by_licence.get(licence)?.get(&field.id)?;
            let values = [
                ("label", view.lang.of(&field.label)),
                ("licence", licence_name(view, licence)),
            ];
            Some(figure(view.fill("report.class_figure_of", &values), Some(value)))
        })
        .collect();
    let general = profile.figures.get(&field.id);
    let mut all = Vec::new();
    if general.is_some() || own.is_empty() {
        all.push(figure(view.lang.of(&field.label).to_owned(), general));
    }
    all.extend(own);
    all
}

fn figure_table(view: &View<'_>) -> Table {
    let columns = [
        Column::new(view.tr("report.class_figure"), 2.6),
        Column::new(view.tr("report.class_value"), 1.9),
        Column::new(view.tr("report.class_period"), 1.5),
        Column::new(view.tr("report.class_document"), 2.2),
    ];
    let rows = figures(view).into_iter().map(|figure| {
        let (period, document) = (
            view.or_not_given(&figure.period),
            view.or_not_given(&figure.document),
        );
        Row::new([&figure.label, &figure.value, period, document])
    });
    Table::new(columns).rows(rows)
}

fn remarks<'a>(view: &View<'a>) -> Vec<&'a str> {
    let remarks = view.input.pack.classification.remarks.iter();
    let held = remarks.filter(|remark| view.profile().licences.contains(&remark.licence));
    held.map(|remark| view.lang.of(&remark.text)).collect()
}
