/// A member of the context object (AWS developer guide, "Accessing execution data from the Context object").
pub(in crate::assist) struct ContextMember {
    /// The way from the context object, with dots.
    pub(in crate::assist) path: &'static str,
    /// What is there.
    pub(in crate::assist) what: &'static str,
}

const fn member(path: &'static str, what: &'static str) -> ContextMember {
    ContextMember { path, what }
}

/// The context object's members; what contains before what is contained.
pub(in crate::assist) const CONTEXT: &[ContextMember] = &[
    member("Execution", "The execution that runs."),
    member("Execution.Id", "The ARN of the execution."),
    member("Execution.Input", "The input of the execution."),
    member("Execution.Name", "The name of the execution."),
    member("Execution.RoleArn", "The role that the execution runs with."),
    member("Execution.StartTime", "When the execution began, in ISO 8601."),
    member("Execution.RedriveCount", "How often the execution was redriven."),
    member("Execution.RedriveTime", "When the execution was redriven last."),
    member("State", "The state that runs."),
    member("State.EnteredTime", "When the state was entered, in ISO 8601."),
    member("State.Name", "The name of the state."),
    member("State.RetryCount", "How often the state was tried again."),
    member("StateMachine", "The state machine that runs."),
    member("StateMachine.Id", "The ARN of the state machine."),
    member("StateMachine.Name", "The name of the state machine."),
    member("Task", "The Task that waits for a callback."),
    member("Task.Token", "The token that ends the wait; for `.waitForTaskToken` and activities."),
    member("Map", "The iteration of the Map."),
    member("Map.Item", "The item that the iteration works on."),
    member("Map.Item.Index", "The number of the item, from 0."),
    member("Map.Item.Value", "The item itself."),
    member("Map.Item.Key", "The key of the item, when a JSON object is gone over."),
    member("Map.Item.Source", "Where the item comes from: `STATE_DATA` or an S3 object."),
];

/// The members of `$states` (AWS developer guide, "Transforming data with JSONata").
pub(in crate::assist) const STATES_MEMBERS: &[(&str, &str)] = &[
    ("input", "The input of the state."),
    ("result", "The result of the Task, Parallel or Map; in `Output` and `Assign`."),
    ("errorOutput", "Error and cause of what was caught; in `Output` and `Assign` of a catcher."),
    ("context", "The context object."),
];
