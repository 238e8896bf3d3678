//! Why a pack could not be read.

use crate::error::Words;

/// Why a pack could not be read. Every message names the file, the place in it and the next step.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The folder itself cannot be used.
    #[error("{folder} is not a folder that can be read; give the folder that holds pack.json")]
    NotAFolder {
        /// The folder as it was named.
        folder: String,
    },
    /// A file of the pack is not there.
    #[error("{file} is missing; every pack has pack.json, and articles/NAME.json for each name listed there")]
    Missing {
        /// The file.
        file: String,
    },
    /// A link, folder or device stands where a file is needed. Links are refused because they could
    /// lead out of the folder.
    #[error("{file} is not an ordinary file; put the file itself into the folder, not a link to it")]
    NotAFile {
        /// The file.
        file: String,
    },
    /// The operating system refused.
    #[error("{file} cannot be read ({source}); check its permissions")]
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// Larger than any real pack.
    #[error("{file} is larger than {limit} bytes; a file of a pack holds one article as text")]
    TooLarge {
        /// The file.
        file: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// More articles than any real pack.
    #[error("{file}, at `articles`: more than {limit} articles; split the pack")]
    TooManyArticles {
        /// The file.
        file: String,
        /// The limit.
        limit: usize,
    },
    /// Not JSON, or not of the shape of a pack.
    #[error("{file}, at `{path}`: {detail}; compare with checklist/schema.json")]
    Json {
        /// The file.
        file: String,
        /// JSON path, `$` for the whole file.
        path: String,
        /// What was found and what was expected.
        detail: String,
    },
    /// Written for another version of this program.
    #[error("{file}, at `format`: pack format {found} is not known; this program reads format {known}")]
    Format {
        /// The file.
        file: String,
        /// The format found.
        found: u32,
        /// The format this program reads.
        known: u32,
    },
    /// An article name that is not a plain file name.
    #[error(
        "{file}, at `{path}`: `{name}` is not the name of an article file; use lower-case letters, digits and -, without folder and extension"
    )]
    ArticleName {
        /// The file.
        file: String,
        /// JSON path.
        path: String,
        /// The name found, shortened.
        name: String,
    },
}

impl PackError {
    /// What is wrong and what to do, to be worded.
    pub fn words(&self) -> Words {
        let of = |id| Words::new(id).with("file", self.file());
        match self {
            Self::NotAFolder { .. } => of("error.pack_not_a_folder"),
            Self::Missing { .. } => of("error.pack_missing_file"),
            Self::NotAFile { .. } => of("error.pack_not_a_file"),
            Self::Unreadable { source, .. } => of("error.pack_unreadable").with("cause", source),
            Self::TooLarge { limit, .. } => of("error.pack_too_large").with("limit", limit),
            Self::TooManyArticles { limit, .. } => of("error.pack_too_many").with("limit", limit),
            Self::Json { path, detail, .. } => {
                of("error.pack_json").with("place", path).with("cause", detail)
            }
            Self::Format { found, known, .. } => {
                of("error.pack_format").with("found", found).with("known", known)
            }
            Self::ArticleName { path, name, .. } => of("error.pack_article_name")
                .with("place", path)
                .with("name", name),
        }
    }

    /// The file at fault, as its messages name it.
    pub fn file(&self) -> &str {
        match self {
            Self::NotAFolder { folder } => folder,
            Self::Missing { file }
            | Self::NotAFile { file }
            | Self::Unreadable { file, .. }
            | Self::TooLarge { file, .. }
            | Self::TooManyArticles { file, .. }
            | Self::Json { file, .. }
            | Self::Format { file, .. }
            | Self::ArticleName { file, .. } => file,
        }
    }

    /// The JSON path of the fault, `$` for the whole file.
    pub fn path(&self) -> &str {
        match self {
            Self::Json { path, .. } | Self::ArticleName { path, .. } => path,
            Self::TooManyArticles { .. } => "articles",
            Self::Format { .. } => "format",
            _ => "$",
        }
    }
}
