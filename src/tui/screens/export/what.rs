//! What can be written: the report, and what people ask for beside it.

use crate::engagement::request::ExportKind;

/// Something to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The gap report.
    Report,
    /// Something else to hand over.
    Export(ExportKind),
}

impl What {
    /// Everything, in the order it is offered.
    pub const ALL: [What; 6] = [
        What::Report,
        What::Export(ExportKind::Sheets),
        What::Export(ExportKind::ChecksCsv),
        What::Export(ExportKind::DocumentsXlsx),
        What::Export(ExportKind::DocumentsPdf),
        What::Export(ExportKind::Workbook),
    ];

    /// Id of its name.
    pub fn label(self) -> &'static str {
        match self {
            What::Report => "sheet.what_report",
            What::Export(ExportKind::Sheets) => "sheet.what_sheets",
            What::Export(ExportKind::ChecksCsv) => "sheet.what_csv",
            What::Export(ExportKind::DocumentsXlsx) => "sheet.what_documents",
            What::Export(ExportKind::DocumentsPdf) => "sheet.what_documents_pdf",
            What::Export(ExportKind::Workbook) => "sheet.what_workbook",
        }
    }

    /// Id of the words that say what it holds.
    pub fn about(self) -> &'static str {
        match self {
            What::Report => "attach.draft_means",
            What::Export(ExportKind::Sheets) => "sheet.about_sheets",
            What::Export(ExportKind::ChecksCsv) => "sheet.about_csv",
            What::Export(ExportKind::DocumentsXlsx) => "sheet.about_documents",
            What::Export(ExportKind::DocumentsPdf) => "sheet.about_documents_pdf",
            What::Export(ExportKind::Workbook) => "sheet.about_workbook",
        }
    }

    /// The ending of its file, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            What::Report => "pdf",
            What::Export(kind) => kind.ending(),
        }
    }

    /// Id of the name its file is proposed to have.
    pub fn file(self) -> &'static str {
        match self {
            What::Report => "attach.report_file",
            What::Export(ExportKind::Sheets | ExportKind::ChecksCsv) => "sheet.file_checks",
            What::Export(ExportKind::DocumentsXlsx | ExportKind::DocumentsPdf) => "sheet.file_documents",
            What::Export(ExportKind::Workbook) => "sheet.file_workbook",
        }
    }

    /// Id of the question before a file is replaced by it.
    pub fn replace_question(self) -> &'static str {
        match self {
            What::Report => "attach.replace_question",
            What::Export(_) => "sheet.replace_question",
        }
    }
}
