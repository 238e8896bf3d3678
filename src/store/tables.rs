//! Which table holds which kind of record, and how a record's JSON fields map to columns.

use rusqlite::types::{ToSqlOutput, Value as SqlValue};
use rusqlite::{Connection, Row, params_from_iter};
use serde_json::{Map, Value};

use crate::model::change::Kind;

/// How a column stores a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Text,
    Integer,
    Boolean,
    Json,
}

/// A table of records of one kind; its first column is the uid.
pub(super) struct Table {
    name: &'static str,
    columns: &'static [(&'static str, Column)],
}

use Column::{Boolean, Integer, Json, Text};

const SYSTEMS: Table = Table {
    name: "systems",
    columns: &[
        ("uid", Text),
        ("position", Integer),
        ("id", Text),
        ("name", Text),
        ("core", Boolean),
        ("core_reason", Text),
        ("core_confirmed_by", Text),
        ("core_confirmed_on", Text),
        ("shared", Text),
        ("vendor", Text),
        ("conditions", Json),
        ("grounds", Json),
    ],
};

const ANSWERS: Table = Table {
    name: "answers",
    columns: &[
        ("uid", Text),
        ("clause", Text),
        ("target", Text),
        ("part", Text),
        ("state", Text),
        ("note", Text),
        ("methods", Json),
        ("sample", Json),
        ("alternative", Text),
        ("alternative_basis", Json),
        ("risk_accepted", Json),
        ("limitation", Json),
        ("reviewer", Text),
        ("prepared_by", Text),
        ("prepared_at", Text),
    ],
};

const EVIDENCE: Table = Table {
    name: "evidence",
    columns: &[
        ("uid", Text),
        ("number", Integer),
        ("kind", Text),
        ("title", Text),
        ("location", Text),
        ("sha256", Text),
        ("size", Integer),
        ("files", Integer),
        ("modified", Text),
        ("dated", Text),
        ("valid_until", Text),
        ("version", Text),
        ("issuer", Text),
        ("covers_from", Text),
        ("covers_to", Text),
        ("sensitivity", Text),
        ("interview", Json),
        ("custody", Json),
        ("custodian", Text),
        ("attached_by", Text),
        ("attached_at", Text),
    ],
};

const LINKS: Table = Table {
    name: "links",
    columns: &[
        ("uid", Text),
        ("evidence", Text),
        ("clause", Text),
        ("target", Text),
        ("item", Text),
        ("locator", Text),
        ("proves", Text),
    ],
};

const FINDINGS: Table = Table {
    name: "findings",
    columns: &[
        ("uid", Text),
        ("number", Integer),
        ("clause", Text),
        ("target", Text),
        ("also", Json),
        ("found_on", Text),
        ("rating", Text),
        ("rating_basis", Text),
        ("repeats", Text),
        ("condition", Text),
        ("cause", Text),
        ("effect", Text),
        ("recommendation", Text),
        ("response", Text),
    ],
};

const ACTIONS: Table = Table {
    name: "actions",
    columns: &[
        ("uid", Text),
        ("finding", Text),
        ("description", Text),
        ("owner", Text),
        ("due", Text),
        ("started_on", Text),
        ("done", Boolean),
        ("done_on", Text),
        ("verified_on", Text),
        ("verified_by", Text),
        ("verification", Text),
        ("dropped", Text),
    ],
};

const EARLIER: Table = Table {
    name: "earlier_findings",
    columns: &[
        ("uid", Text),
        ("number", Integer),
        ("source", Text),
        ("document", Text),
        ("dated", Text),
        ("condition", Text),
        ("clauses", Json),
        ("deadline", Text),
        ("state", Text),
        ("note", Text),
    ],
};

const DOCUMENTS: Table = Table {
    name: "documents",
    columns: &[
        ("uid", Text),
        ("document", Text),
        ("custodian", Text),
        ("due", Text),
        ("received_on", Text),
        ("note", Text),
    ],
};

const REVIEWS: Table = Table {
    name: "reviews",
    columns: &[
        ("uid", Text),
        ("clause", Text),
        ("target", Text),
        ("state", Text),
        ("by", Text),
        ("at", Text),
        ("note", Text),
        ("seen", Json),
    ],
};

const SIGN_OFFS: Table = Table {
    name: "sign_offs",
    columns: &[
        ("uid", Text),
        ("role", Text),
        ("by", Text),
        ("title", Text),
        ("at", Text),
        ("digest", Text),
        ("count", Integer),
        ("note", Text),
    ],
};

const EXPORTS: Table = Table {
    name: "exports",
    columns: &[
        ("uid", Text),
        ("format", Text),
        ("file", Text),
        ("sha256", Text),
        ("digest", Text),
        ("signed_as", Text),
        ("added_to", Text),
        ("at", Text),
    ],
};

/// The table of a kind; none for the workbook and the profile, which are single objects.
pub(super) fn table_of(kind: Kind) -> Option<&'static Table> {
    match kind {
        Kind::Workbook | Kind::Profile => None,
        Kind::System => Some(&SYSTEMS),
        Kind::Answer => Some(&ANSWERS),
        Kind::Evidence => Some(&EVIDENCE),
        Kind::Link => Some(&LINKS),
        Kind::Finding => Some(&FINDINGS),
        Kind::Action => Some(&ACTIONS),
        Kind::Earlier => Some(&EARLIER),
        Kind::Document => Some(&DOCUMENTS),
        Kind::Review => Some(&REVIEWS),
        Kind::SignOff => Some(&SIGN_OFFS),
        Kind::Export => Some(&EXPORTS),
    }
}

impl Table {
    /// Writes records, replacing those with their uids.
    pub(super) fn put<'a>(
        &self,
        connection: &Connection,
        records: impl Iterator<Item = &'a Value>,
    ) -> rusqlite::Result<()> {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let places = vec!["?"; names.len()].join(", ");
        let updates: Vec<String> = names
            .iter()
            .skip(1)
            .map(|name| format!("{name} = excluded.{name}"))
            .collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({places}) ON CONFLICT (uid) DO UPDATE SET {}",
            self.name,
            names.join(", "),
            updates.join(", ")
        );
        let mut statement = connection.prepare_cached(&sql)?;
        for record in records {
            let values = self
                .columns
                .iter()
                .map(|(name, column)| column.sql_of(record.get(*name)));
            statement.execute(params_from_iter(values))?;
        }
        Ok(())
    }

    /// Removes the record with this uid.
    pub(super) fn remove(&self, connection: &Connection, uid: &str) -> rusqlite::Result<()> {
        connection
            .prepare_cached(&format!("DELETE FROM {} WHERE uid = ?", self.name))?
            .execute([uid])?;
        Ok(())
    }

    /// Reads every record as a JSON object.
    pub(super) fn all(&self, connection: &Connection) -> rusqlite::Result<Vec<Value>> {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let sql = format!("SELECT {} FROM {}", names.join(", "), self.name);
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement.query_and_then([], |row| self.record(row))?;
        rows.collect()
    }

    fn record(&self, row: &Row<'_>) -> rusqlite::Result<Value> {
        let mut record = Map::new();
        for (index, (name, column)) in self.columns.iter().enumerate() {
            let value = column.json_of(row.get(index)?)?;
            if !value.is_null() {
                record.insert((*name).to_owned(), value);
            }
        }
        Ok(Value::Object(record))
    }
}

impl Column {
    fn sql_of(self, value: Option<&Value>) -> ToSqlOutput<'static> {
        let sql = match (self, value) {
            (_, None | Some(Value::Null)) => SqlValue::Null,
            (Column::Json, Some(value)) => SqlValue::Text(value.to_string()),
            (_, Some(Value::String(text))) => SqlValue::Text(text.clone()),
            (_, Some(Value::Bool(flag))) => SqlValue::Integer(i64::from(*flag)),
            (_, Some(Value::Number(number))) => number.as_i64().map_or(SqlValue::Null, SqlValue::Integer),
            (_, Some(value)) => SqlValue::Text(value.to_string()),
        };
        ToSqlOutput::Owned(sql)
    }

    fn json_of(self, value: SqlValue) -> rusqlite::Result<Value> {
        Ok(match (self, value) {
            (_, SqlValue::Null) => Value::Null,
            (Column::Json, SqlValue::Text(text)) => {
                serde_json::from_str(&text).map_err(|fault| unreadable(&fault))?
            }
            (Column::Boolean, SqlValue::Integer(flag)) => Value::Bool(flag != 0),
            (_, SqlValue::Integer(number)) => Value::from(number),
            (_, SqlValue::Text(text)) => Value::String(text),
            (_, SqlValue::Real(_) | SqlValue::Blob(_)) => Value::Null,
        })
    }
}

/// A stored value that does not read back as what it should be.
pub(super) fn unreadable(fault: &serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, fault.to_string().into())
}
