use super::{FieldKind, FieldSpec, JSONATA, ObjectKind, PATH};
use crate::asl::{QueryLanguage, StateType};
use StateType::{Choice, Fail, Map, Parallel, Pass, Succeed, Task, Wait};

const ALL: &[StateType] = &StateType::ALL;
const NOT_FAIL: &[StateType] = &[Task, Pass, Choice, Wait, Succeed, Parallel, Map];
const LEADS_ON: &[StateType] = &[Task, Pass, Wait, Parallel, Map];
const ASSIGNS: &[StateType] = &[Task, Pass, Choice, Wait, Parallel, Map];
const WORKS: &[StateType] = &[Task, Parallel, Map];
const MAX_SECONDS: i64 = 99_999_999;

const fn field(
    name: &'static str,
    states: &'static [StateType],
    language: Option<QueryLanguage>,
    kind: FieldKind,
    purpose: &'static str,
) -> FieldSpec {
    FieldSpec { name, states, language, kind, purpose }
}

/// All fields of states, in the order the inspector shows them.
pub const STATE_FIELDS: &[FieldSpec] = {
    use FieldKind::{
        Assignments, Boolean, Enum, Integer, Literal, Number, Object, Objects, Path, PathOrIntrinsic,
        PathOrNull, ReferencePath, ReferencePathOrNull, Resource, StateName, Template, Text, Timestamp,
    };
    &[
        field(
            "Type",
            ALL,
            None,
            Enum(&["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"]),
            "What kind of state this is.",
        ),
        field("Comment", ALL, None, Text, "A remark for people; Step Functions ignores it."),
        field(
            "QueryLanguage",
            ALL,
            None,
            Enum(&["JSONPath", "JSONata"]),
            "The language of this state's paths and expressions.",
        ),
        field(
            "Resource",
            &[Task],
            None,
            Resource,
            "The ARN of what the Task calls: a function, an activity or a service.",
        ),
        field(
            "InputPath",
            NOT_FAIL,
            PATH,
            PathOrNull,
            "Selects the part of the input that the state works on; `null` gives `{}`.",
        ),
        field(
            "Parameters",
            &[Task, Pass, Parallel, Map],
            PATH,
            Template,
            "Builds the effective input; keys ending in `.$` take paths.",
        ),
        field(
            "Arguments",
            &[Task, Parallel],
            JSONATA,
            Template,
            "Builds the effective input; strings may be `{% … %}` expressions.",
        ),
        field(
            "Credentials",
            &[Task],
            None,
            Object(ObjectKind::Credentials),
            "The role to call the resource with.",
        ),
        field(
            "TimeoutSeconds",
            &[Task],
            None,
            Integer(1, MAX_SECONDS),
            "Fails the Task with States.Timeout after so many seconds.",
        ),
        field("TimeoutSecondsPath", &[Task], PATH, Path, "Takes the timeout from the input."),
        field(
            "HeartbeatSeconds",
            &[Task],
            None,
            Integer(1, MAX_SECONDS),
            "Fails the Task when no heartbeat comes for so many seconds.",
        ),
        field("HeartbeatSecondsPath", &[Task], PATH, Path, "Takes the heartbeat interval from the input."),
        field("Result", &[Pass], PATH, Literal, "The result of the state, taken as it is."),
        field(
            "Choices",
            &[Choice],
            None,
            Objects(ObjectKind::ChoiceRule),
            "The rules; the first that holds decides.",
        ),
        field("Default", &[Choice], None, StateName, "Where to go when no rule holds."),
        field("Seconds", &[Wait], None, Integer(0, MAX_SECONDS), "Waits for so many seconds."),
        field("SecondsPath", &[Wait], PATH, Path, "Takes the seconds from the input."),
        field("Timestamp", &[Wait], None, Timestamp, "Waits until this instant."),
        field("TimestampPath", &[Wait], PATH, Path, "Takes the instant from the input."),
        field("Error", &[Fail], None, Text, "The name of the error."),
        field("ErrorPath", &[Fail], PATH, PathOrIntrinsic, "Takes the error's name from the input."),
        field("Cause", &[Fail], None, Text, "The explanation of the error."),
        field("CausePath", &[Fail], PATH, PathOrIntrinsic, "Takes the explanation from the input."),
        field(
            "Branches",
            &[Parallel],
            None,
            Objects(ObjectKind::Branch),
            "The machines that run side by side.",
        ),
        field(
            "ItemReader",
            &[Map],
            None,
            Object(ObjectKind::ItemReader),
            "Reads the items from a dataset in S3 (distributed Map).",
        ),
        field("ItemsPath", &[Map], PATH, ReferencePath, "Selects the array or object to go over."),
        field("Items", &[Map], JSONATA, Template, "The array or object to go over."),
        field("ItemSelector", &[Map], None, Template, "Builds the input of each iteration."),
        field(
            "ItemBatcher",
            &[Map],
            None,
            Object(ObjectKind::ItemBatcher),
            "Gives several items to one iteration (distributed Map).",
        ),
        field(
            "MaxConcurrency",
            &[Map],
            None,
            Integer(0, i64::MAX),
            "How many iterations run at a time; 0 leaves it to Step Functions.",
        ),
        field("MaxConcurrencyPath", &[Map], PATH, Path, "Takes the concurrency from the input."),
        field(
            "ToleratedFailureCount",
            &[Map],
            None,
            Integer(0, i64::MAX),
            "How many items may fail before the Map fails.",
        ),
        field("ToleratedFailureCountPath", &[Map], PATH, Path, "Takes the tolerated count from the input."),
        field(
            "ToleratedFailurePercentage",
            &[Map],
            None,
            Number(0, 100),
            "What share of items may fail before the Map fails.",
        ),
        field(
            "ToleratedFailurePercentagePath",
            &[Map],
            PATH,
            Path,
            "Takes the tolerated share from the input.",
        ),
        field("Label", &[Map], None, Text, "A name for the Map Run (distributed Map)."),
        field(
            "ItemProcessor",
            &[Map],
            None,
            Object(ObjectKind::MapBody),
            "The machine that runs for each item.",
        ),
        field("Iterator", &[Map], None, Object(ObjectKind::MapBody), "The old name of ItemProcessor."),
        field(
            "ResultWriter",
            &[Map],
            None,
            Object(ObjectKind::ResultWriter),
            "Writes the results to S3 (distributed Map).",
        ),
        field("ResultSelector", WORKS, PATH, Template, "Builds a new result out of the result."),
        field(
            "ResultPath",
            &[Task, Pass, Parallel, Map],
            PATH,
            ReferencePathOrNull,
            "Where the result goes in the input; `null` drops it.",
        ),
        field(
            "OutputPath",
            NOT_FAIL,
            PATH,
            PathOrNull,
            "Selects the part that goes on to the next state; `null` gives `{}`.",
        ),
        field("Output", NOT_FAIL, JSONATA, Template, "Builds what goes on to the next state."),
        field("Assign", ASSIGNS, None, Assignments, "Sets workflow variables."),
        field("Retry", WORKS, None, Objects(ObjectKind::Retrier), "Tries again after errors."),
        field("Catch", WORKS, None, Objects(ObjectKind::Catcher), "Leads on after errors."),
        field("Next", LEADS_ON, None, StateName, "The state that comes next."),
        field("End", LEADS_ON, None, Boolean, "Whether the machine ends here."),
    ]
};
