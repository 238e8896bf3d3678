//! What can be wrong in a pack, as data.

/// How the wording of a requirement and its obligation cells disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModalFault {
    /// A cell says must, the text has no binding word.
    MustWithoutWord,
    /// A cell says should, the text has no recommending word.
    ShouldWithoutWord,
    /// The text binds, no cell says must.
    WordWithoutMust,
    /// The text recommends, no cell says should.
    WordWithoutShould,
}

/// What is wrong in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The folder cannot be used.
    Folder,
    /// A file is not there.
    MissingFile,
    /// A link, folder or device stands where a file is needed.
    NotAFile,
    /// The operating system refused, with its message.
    Unreadable(String),
    /// Larger than this many bytes.
    TooLarge(u64),
    /// More than this many articles.
    TooManyArticles(usize),
    /// An article file that `pack.json` does not list.
    UnlistedFile,
    /// Not a plain file name.
    ArticleName(String),
    /// Another pack format.
    Format(u32),
    /// Not JSON, or not of the shape of a pack, with the parser's message.
    Shape(String),

    /// A text without characters.
    EmptyText,
    /// White space at the beginning or end.
    EdgeSpace,
    /// A control or direction character, with its code point.
    ControlCharacter(u32),
    /// A Chinese text of several words without a Chinese character.
    NoChinese,
    /// Chinese characters in an English text.
    ChineseInEnglish(String),
    /// A mainland term, with the term used in Taiwan.
    MainlandTerm {
        /// The term found.
        found: &'static str,
        /// What is said in Taiwan.
        better: &'static str,
    },
    /// A simplified character.
    SimplifiedCharacter(char),

    /// An id that is not written in the plain form.
    BadId(String),
    /// A profile field whose id is a key of the profile file itself.
    ReservedId(String),
    /// An id, number or name that stands twice.
    DuplicateId(String),

    /// A clause id out of order.
    ClauseSequence {
        /// The id found.
        found: String,
        /// The id that belongs here.
        expected: String,
    },
    /// A number that is not greater than the one before it.
    Order {
        /// The number found.
        found: u16,
        /// The one before it.
        after: u16,
    },
    /// A chapter lists an article that the pack does not have.
    UnknownArticle(u16),
    /// A clause named by the examiner's page or a contradiction that the pack does not have.
    UnknownClause(String),
    /// An article that its chapter does not list.
    NotInChapter {
        /// The article.
        article: u16,
        /// The chapter it names.
        chapter: u16,
    },
    /// An article listed under a chapter that is not its own.
    OtherChapter {
        /// The article.
        article: u16,
        /// The chapter it names.
        chapter: u16,
    },

    /// A condition the pack does not define.
    UnknownCondition(String),
    /// An event that would switch a clause on or off.
    EventEffect(String),
    /// A trigger that is not an event.
    TriggerWithoutEvent(String),
    /// A condition that no clause uses.
    UnusedCondition(String),
    /// A contradiction that rests on an event, which nobody is asked about.
    EventPremise(String),
    /// A contradiction that rests on no answer to a clause or condition.
    NoAnswerPremise,
    /// A figure that counts things without words for them, or one of time with such words.
    CountedWords,

    /// An organisation clause with different cells for core and non-core systems.
    OrganisationCore,
    /// A clause cell that is not the strongest of its parts; the cell is named as in the file.
    NotStrongest {
        /// Cell, e.g. `class1.core`.
        cell: &'static str,
        /// Id of the level the parts give.
        expected: &'static str,
    },
    /// Class 2 is bound more strongly than Class 1.
    Class2Stronger,
    /// Non-core systems are bound more strongly than core systems.
    NoncoreStronger,
    /// A single part.
    SinglePart,
    /// Part ids other than a, b, c …; the id that belongs here.
    PartId(String),
    /// Wording and cells disagree.
    Modal(ModalFault),

    /// Evidence ids other than e1, e2, …; the id that belongs here.
    EvidenceId(String),
    /// A procedure without an examine step.
    NoExamine,
    /// A figure that is not a plain decimal.
    FigureValue(String),
    /// A unit that is not one word in English.
    FigureUnit(String),

    /// A licence the pack does not define.
    UnknownLicence(String),
    /// A class without a name.
    UnnamedClass(&'static str),
    /// A rule reads a field the pack does not define.
    UnknownField(String),
    /// A rule reads a field as something it is not.
    FieldKind {
        /// The field.
        field: String,
        /// What the rule needs.
        needs: &'static str,
    },
    /// A criterion reads a field that is not asked of its licence.
    FieldNotAsked {
        /// The field.
        field: String,
        /// The licence.
        licence: String,
    },
    /// A grade that no profile can hold.
    UnknownGrade(String),
    /// A rule, sum or list without members.
    EmptyRule,
    /// A bound that is always or never reached.
    Bound(String),
    /// A field that no rule reads.
    UnusedField(String),
}

impl Problem {
    /// The stable id of the rule that is broken.
    pub fn rule(&self) -> &'static str {
        match self {
            Problem::Folder => "folder",
            Problem::MissingFile => "missing_file",
            Problem::NotAFile => "not_a_file",
            Problem::Unreadable(_) => "unreadable",
            Problem::TooLarge(_) => "too_large",
            Problem::TooManyArticles(_) => "too_many_articles",
            Problem::UnlistedFile => "unlisted_file",
            Problem::ArticleName(_) => "article_name",
            Problem::Format(_) => "format",
            Problem::Shape(_) => "shape",
            Problem::EmptyText => "empty_text",
            Problem::EdgeSpace => "edge_space",
            Problem::ControlCharacter(_) => "control_character",
            Problem::NoChinese => "no_chinese",
            Problem::ChineseInEnglish(_) => "chinese_in_english",
            Problem::MainlandTerm { .. } => "mainland_term",
            Problem::SimplifiedCharacter(_) => "simplified_character",
            Problem::BadId(_) => "bad_id",
            Problem::ReservedId(_) => "reserved_id",
            Problem::DuplicateId(_) => "duplicate_id",
            Problem::ClauseSequence { .. } => "clause_sequence",
            Problem::Order { .. } => "order",
            Problem::UnknownArticle(_) => "unknown_article",
            Problem::UnknownClause(_) => "unknown_clause",
            Problem::NotInChapter { .. } => "not_in_chapter",
            Problem::OtherChapter { .. } => "other_chapter",
            Problem::UnknownCondition(_) => "unknown_condition",
            Problem::EventEffect(_) => "event_effect",
            Problem::TriggerWithoutEvent(_) => "trigger_without_event",
            Problem::UnusedCondition(_) => "unused_condition",
            Problem::EventPremise(_) => "event_premise",
            Problem::NoAnswerPremise => "no_answer_premise",
            Problem::CountedWords => "counted_words",
            Problem::OrganisationCore => "organisation_core",
            Problem::NotStrongest { .. } => "not_strongest",
            Problem::Class2Stronger => "class2_stronger",
            Problem::NoncoreStronger => "noncore_stronger",
            Problem::SinglePart => "single_part",
            Problem::PartId(_) => "part_id",
            Problem::Modal(_) => "modal",
            Problem::EvidenceId(_) => "evidence_id",
            Problem::NoExamine => "no_examine",
            Problem::FigureValue(_) => "figure_value",
            Problem::FigureUnit(_) => "figure_unit",
            Problem::UnknownLicence(_) => "unknown_licence",
            Problem::UnnamedClass(_) => "unnamed_class",
            Problem::UnknownField(_) => "unknown_field",
            Problem::FieldKind { .. } => "field_kind",
            Problem::FieldNotAsked { .. } => "field_not_asked",
            Problem::UnknownGrade(_) => "unknown_grade",
            Problem::EmptyRule => "empty_rule",
            Problem::Bound(_) => "bound",
            Problem::UnusedField(_) => "unused_field",
        }
    }
}
