use super::{guide, specification};
use crate::asl::fields::ObjectKind;

/// What help says about a field beyond its row in the table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::assist) struct FieldNote {
    /// The value where the field is missing.
    pub(in crate::assist) default: Option<&'static str>,
    /// Where to read on.
    pub(in crate::assist) link: String,
}

/// The note of a field of such an object.
pub(in crate::assist) fn note(owner: ObjectKind, field: &str) -> FieldNote {
    FieldNote { default: default(owner, field), link: link(owner, field) }
}

/// ASL specification; AWS developer guide; reference b1 to b5 and b11.
fn default(owner: ObjectKind, field: &str) -> Option<&'static str> {
    use crate::asl::StateType::Task;
    Some(match (owner, field) {
        (_, "InputPath" | "OutputPath" | "ResultPath" | "ItemsPath") => "`$`",
        (ObjectKind::State(Task), "TimeoutSeconds") => "99999999",
        (ObjectKind::Top, "TimeoutSeconds") => "none: up to a year, in an Express workflow five minutes",
        (_, "QueryLanguage") if owner == ObjectKind::Top => "JSONPath",
        (_, "QueryLanguage") => "that of the state machine",
        (_, "Version") => "1.0",
        (_, "MaxConcurrency") => "0: as many as Step Functions allows (40 inline, 10,000 distributed)",
        (_, "ToleratedFailureCount" | "ToleratedFailurePercentage") => {
            "0: the first failed item fails the Map"
        }
        (ObjectKind::Retrier, "IntervalSeconds") => "1",
        (ObjectKind::Retrier, "MaxAttempts") => "3; 0 never tries again",
        (ObjectKind::Retrier, "BackoffRate") => "2.0",
        (ObjectKind::Retrier, "JitterStrategy") => "NONE",
        (ObjectKind::ProcessorConfig, "Mode") => "INLINE",
        (ObjectKind::ProcessorConfig, "ExecutionType") => "none: a distributed Map has to say it",
        (ObjectKind::ReaderConfig, "CSVDelimiter") => "COMMA",
        (ObjectKind::ReaderConfig, "Transformation") | (ObjectKind::WriterConfig, "Transformation") => "NONE",
        (ObjectKind::WriterConfig, "OutputType") => "JSON",
        (ObjectKind::State(_), "Output") => "the result, or the input where there is none",
        (ObjectKind::Catcher, "Output") => "error and cause",
        (ObjectKind::State(_), "Items") => "the input of the state",
        _ => return None,
    })
}

fn link(owner: ObjectKind, field: &str) -> String {
    use crate::asl::StateType::{Choice, Fail, Map, Parallel, Pass, Succeed, Task, Wait};
    match field {
        "InputPath" | "OutputPath" => return guide("input-output-inputpath-params"),
        "Parameters" | "ResultSelector" => return guide("input-output-inputpath-params"),
        "ResultPath" => return guide("input-output-resultpath"),
        "Arguments" | "Output" | "Items" | "Condition" | "QueryLanguage" => {
            return guide("transforming-data");
        }
        "Assign" => return guide("workflow-variables"),
        "Retry" | "Catch" => return guide("concepts-error-handling"),
        "Credentials" => return guide("concepts-access-cross-acct-resources"),
        "ItemReader" => return guide("input-output-itemreader"),
        "ItemSelector" => return guide("input-output-itemselector"),
        "ItemBatcher" => return guide("input-output-itembatcher"),
        "ResultWriter" => return guide("input-output-resultwriter"),
        "ItemsPath" => return guide("input-output-itemspath"),
        "Comment" | "Next" | "End" | "Type" => return specification("state-fields"),
        _ => {}
    }
    match owner {
        ObjectKind::Top | ObjectKind::Branch => specification("toplevelfields"),
        ObjectKind::MapBody | ObjectKind::ProcessorConfig => guide("state-map-distributed"),
        ObjectKind::Retrier | ObjectKind::Catcher => guide("concepts-error-handling"),
        ObjectKind::ChoiceRule | ObjectKind::NestedRule => guide("state-choice"),
        ObjectKind::Credentials => guide("concepts-access-cross-acct-resources"),
        ObjectKind::ItemReader | ObjectKind::ReaderConfig => guide("input-output-itemreader"),
        ObjectKind::ItemBatcher => guide("input-output-itembatcher"),
        ObjectKind::ResultWriter | ObjectKind::WriterConfig => guide("input-output-resultwriter"),
        ObjectKind::State(state_type) => guide(match state_type {
            Task => "state-task",
            Pass => "state-pass",
            Choice => "state-choice",
            Wait => "state-wait",
            Succeed => "state-succeed",
            Fail => "state-fail",
            Parallel => "state-parallel",
            Map => "state-map",
        }),
    }
}
