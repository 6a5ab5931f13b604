use super::{FieldKind, FieldSpec, JSONATA, PATH, STATE_FIELDS};
use crate::asl::{QueryLanguage, StateType};
use FieldKind::{
    Condition, Enum, Integer, Number, Object, Objects, Path, ReferencePath, ReferencePathOrNull, StateName,
    States, Template, Text, Texts,
};

/// The kinds of objects a definition is made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ObjectKind {
    /// The definition itself.
    Top,
    /// An entry of `Branches`.
    Branch,
    /// An `ItemProcessor` or `Iterator`.
    MapBody,
    /// A state of that type.
    State(StateType),
    /// An entry of `Retry`.
    Retrier,
    /// An entry of `Catch`.
    Catcher,
    /// An entry of `Choices`.
    ChoiceRule,
    /// A condition inside `And`, `Or` or `Not`.
    NestedRule,
    /// The role of a Task.
    Credentials,
    /// How a Map runs its body.
    ProcessorConfig,
    /// Where a distributed Map reads its items.
    ItemReader,
    /// How it reads them.
    ReaderConfig,
    /// How a distributed Map puts items together.
    ItemBatcher,
    /// Where a distributed Map writes its results.
    ResultWriter,
    /// How it writes them.
    WriterConfig,
}

impl ObjectKind {
    /// The fields that such an object takes, in either language. Of a Choice rule without the comparison operators.
    pub fn fields(self) -> impl Iterator<Item = &'static FieldSpec> {
        let (table, state_type) = self.rows();
        table.iter().filter(move |field| state_type.is_none_or(|only| field.states.contains(&only)))
    }

    fn rows(self) -> (&'static [FieldSpec], Option<StateType>) {
        match self {
            ObjectKind::State(state_type) => (STATE_FIELDS, Some(state_type)),
            other => (other.table(), None),
        }
    }

    /// The row of a field.
    pub fn field(self, name: &str) -> Option<&'static FieldSpec> {
        let (table, state_type) = self.rows();
        let is_here = |field: &&FieldSpec| state_type.is_none_or(|only| field.states.contains(&only));
        table.iter().find(|field| field.name == name && is_here(field))
    }

    /// The fields that every such object has, in the order in which AWS lists them.
    pub fn required(self) -> &'static [&'static str] {
        match self {
            ObjectKind::Top | ObjectKind::Branch | ObjectKind::MapBody => &["States", "StartAt"],
            ObjectKind::State(StateType::Task) => &["Resource"],
            ObjectKind::State(StateType::Choice) => &["Choices"],
            ObjectKind::State(StateType::Parallel) => &["Branches"],
            ObjectKind::Retrier => &["ErrorEquals"],
            ObjectKind::Catcher => &["ErrorEquals", "Next"],
            ObjectKind::ChoiceRule => &["Next"],
            ObjectKind::ItemReader => &["Resource"],
            ObjectKind::State(_)
            | ObjectKind::NestedRule
            | ObjectKind::Credentials
            | ObjectKind::ProcessorConfig
            | ObjectKind::ReaderConfig
            | ObjectKind::ItemBatcher
            | ObjectKind::ResultWriter
            | ObjectKind::WriterConfig => &[],
        }
    }

    fn table(self) -> &'static [FieldSpec] {
        match self {
            ObjectKind::Top => TOP,
            ObjectKind::Branch => BRANCH,
            ObjectKind::MapBody => MAP_BODY,
            ObjectKind::State(_) => STATE_FIELDS,
            ObjectKind::Retrier => RETRIER,
            ObjectKind::Catcher => CATCHER,
            ObjectKind::ChoiceRule => CHOICE_RULE,
            ObjectKind::NestedRule => NESTED_RULE,
            ObjectKind::Credentials => CREDENTIALS,
            ObjectKind::ProcessorConfig => PROCESSOR_CONFIG,
            ObjectKind::ItemReader => ITEM_READER,
            ObjectKind::ReaderConfig => READER_CONFIG,
            ObjectKind::ItemBatcher => ITEM_BATCHER,
            ObjectKind::ResultWriter => RESULT_WRITER,
            ObjectKind::WriterConfig => WRITER_CONFIG,
        }
    }
}

const fn row(
    name: &'static str,
    language: Option<QueryLanguage>,
    kind: FieldKind,
    purpose: &'static str,
) -> FieldSpec {
    FieldSpec { name, states: &[], language, kind, purpose }
}

const MAX_SECONDS: i64 = 99_999_999;
const COMMENT: FieldSpec = row("Comment", None, Text, "A remark for people; Step Functions ignores it.");
const START_AT: FieldSpec = row("StartAt", None, StateName, "The state that runs first.");
const STATES: FieldSpec = row("States", None, States, "The states, by name.");
const ASSIGN: FieldSpec = row("Assign", None, FieldKind::Assignments, "Sets workflow variables.");
const NEXT: FieldSpec = row("Next", None, StateName, "The state that comes next.");
const LANGUAGES: FieldKind = Enum(&["JSONPath", "JSONata"]);

const TOP: &[FieldSpec] = &[
    COMMENT,
    START_AT,
    STATES,
    row("Version", None, Enum(&["1.0"]), "The version of the States Language; 1.0 where missing."),
    row(
        "TimeoutSeconds",
        None,
        Integer(0, MAX_SECONDS),
        "Fails the execution with States.Timeout after so many seconds.",
    ),
    row("QueryLanguage", None, LANGUAGES, "The language of all states that do not name another."),
];

const BRANCH: &[FieldSpec] = &[COMMENT, START_AT, STATES];

const MAP_BODY: &[FieldSpec] = &[
    COMMENT,
    row("ProcessorConfig", None, Object(ObjectKind::ProcessorConfig), "Inline or distributed."),
    START_AT,
    STATES,
];

const PROCESSOR_CONFIG: &[FieldSpec] = &[
    row(
        "Mode",
        None,
        Enum(&["INLINE", "DISTRIBUTED"]),
        "Whether each iteration runs in this execution or in one of its own.",
    ),
    row(
        "ExecutionType",
        None,
        Enum(&["STANDARD", "EXPRESS"]),
        "The kind of the child executions (distributed Map).",
    ),
];

const RETRIER: &[FieldSpec] = &[
    row("ErrorEquals", None, Texts, "The names of the errors that are tried again."),
    row("IntervalSeconds", None, Integer(0, MAX_SECONDS), "Seconds before the first retry; 1 where missing."),
    row("MaxAttempts", None, Integer(0, MAX_SECONDS), "How often to try again; 3 where missing."),
    row("BackoffRate", None, Number(1, i64::MAX), "Factor from one delay to the next; 2 where missing."),
    row("MaxDelaySeconds", None, Integer(1, 31_622_400), "The longest delay."),
    row("JitterStrategy", None, Enum(&["NONE", "FULL"]), "Whether delays are spread at random."),
    COMMENT,
];

const CATCHER: &[FieldSpec] = &[
    row("ErrorEquals", None, Texts, "The names of the errors that are caught."),
    NEXT,
    row("ResultPath", PATH, ReferencePathOrNull, "Where the error goes in the input."),
    row("Output", JSONATA, Template, "Builds what goes on to the next state."),
    ASSIGN,
    COMMENT,
];

const CHOICE_RULE: &[FieldSpec] = &[
    row("Condition", JSONATA, Condition, "The rule fires when this expression is true."),
    row("Variable", PATH, ReferencePath, "The path to the value that is compared."),
    row("And", PATH, Objects(ObjectKind::NestedRule), "Fires when all conditions hold."),
    row("Or", PATH, Objects(ObjectKind::NestedRule), "Fires when one of the conditions holds."),
    row("Not", PATH, Object(ObjectKind::NestedRule), "Fires when the condition does not hold."),
    NEXT,
    row("Output", JSONATA, Template, "Builds what goes on when this rule fires."),
    ASSIGN,
    COMMENT,
];

const NESTED_RULE: &[FieldSpec] = &[
    row("Variable", PATH, ReferencePath, "The path to the value that is compared."),
    row("And", PATH, Objects(ObjectKind::NestedRule), "Holds when all conditions hold."),
    row("Or", PATH, Objects(ObjectKind::NestedRule), "Holds when one of the conditions holds."),
    row("Not", PATH, Object(ObjectKind::NestedRule), "Holds when the condition does not."),
    COMMENT,
];

const CREDENTIALS: &[FieldSpec] = &[
    row("RoleArn", None, Text, "The ARN of the role to assume."),
    row("RoleArn.$", PATH, FieldKind::PathOrIntrinsic, "Takes the role from the input."),
];

const ITEM_READER: &[FieldSpec] = &[
    row("Resource", None, FieldKind::Resource, "`s3:getObject` or `s3:listObjectsV2`."),
    row("ReaderConfig", None, Object(ObjectKind::ReaderConfig), "What the dataset looks like."),
    row("Parameters", PATH, Template, "Bucket, and Key or Prefix."),
    row("Arguments", JSONATA, Template, "Bucket, and Key or Prefix."),
];

const READER_CONFIG: &[FieldSpec] = &[
    row(
        "InputType",
        None,
        Enum(&["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"]),
        "The form of the dataset.",
    ),
    row("ManifestType", None, Enum(&["ATHENA_DATA", "S3_INVENTORY"]), "What wrote the manifest."),
    row(
        "Transformation",
        None,
        Enum(&["NONE", "LOAD_AND_FLATTEN"]),
        "Whether listed objects are read as well.",
    ),
    row("CSVHeaderLocation", None, Enum(&["FIRST_ROW", "GIVEN"]), "Where the names of the columns stand."),
    row("CSVHeaders", None, Texts, "The names of the columns."),
    row(
        "CSVDelimiter",
        None,
        Enum(&["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]),
        "What stands between two columns.",
    ),
    row("ItemsPointer", None, Text, "A JSON Pointer to the items in a JSON file."),
    row("MaxItems", None, Integer(i64::MIN, i64::MAX), "How many items are read at most."),
    row("MaxItemsPath", PATH, Path, "Takes the number from the input."),
];

const ITEM_BATCHER: &[FieldSpec] = &[
    row("MaxItemsPerBatch", None, Integer(1, i64::MAX), "How many items one iteration gets."),
    row("MaxItemsPerBatchPath", PATH, Path, "Takes the number from the input."),
    row("MaxInputBytesPerBatch", None, Integer(1, 262_144), "How large the input of an iteration gets."),
    row("MaxInputBytesPerBatchPath", PATH, Path, "Takes the size from the input."),
    row("BatchInput", None, Template, "JSON that every iteration gets."),
];

const RESULT_WRITER: &[FieldSpec] = &[
    row("Resource", None, FieldKind::Resource, "`s3:putObject`."),
    row("WriterConfig", None, Object(ObjectKind::WriterConfig), "What the results look like."),
    row("Parameters", PATH, Template, "Bucket and Prefix."),
    row("Arguments", JSONATA, Template, "Bucket and Prefix."),
];

const WRITER_CONFIG: &[FieldSpec] = &[
    row("OutputType", None, Enum(&["JSON", "JSONL"]), "The form of the results."),
    row("Transformation", None, Enum(&["NONE", "COMPACT", "FLATTEN"]), "What of the results is written."),
];
