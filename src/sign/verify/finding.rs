//! What a check says when it refuses.

use crate::{model::signing::Refusal, sign::pdf::PdfError};

/// A refusal that does not yet know which field it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::sign) struct Finding {
    /// Stable id, see [`Refusal`].
    pub(in crate::sign) id: &'static str,
    /// Technical detail.
    pub(in crate::sign) detail: String,
}

/// What a check gives.
pub(in crate::sign) type Check<T> = Result<T, Finding>;

impl Finding {
    /// A finding with its detail.
    pub(super) fn new(id: &'static str, detail: impl Into<String>) -> Self {
        Self {
            id,
            detail: detail.into(),
        }
    }

    /// The same, as a failed check.
    pub(super) fn refuse<T>(id: &'static str, detail: impl Into<String>) -> Check<T> {
        Err(Self::new(id, detail))
    }

    /// The same fault, found in a timestamp.
    pub(super) fn of_timestamp(self) -> Self {
        if self.id.starts_with("timestamp_") {
            return self;
        }
        Self::new("timestamp_invalid", format!("{}: {}", self.id, self.detail))
    }

    /// The refusal of the signature in this field, or of the file.
    pub(in crate::sign) fn concerning(self, field: Option<&str>) -> Refusal {
        Refusal {
            id: self.id,
            field: field.map(str::to_owned),
            detail: self.detail,
        }
    }
}

impl From<PdfError> for Finding {
    fn from(error: PdfError) -> Self {
        let id = match error {
            PdfError::Encrypted => "encrypted",
            PdfError::Syntax { .. } => "structure_malformed",
            PdfError::Unsupported(_) => "structure_unsupported",
            PdfError::Limit(_) => "structure_too_large",
        };
        Self::new(id, error.to_string())
    }
}
