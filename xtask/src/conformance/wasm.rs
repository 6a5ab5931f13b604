//! The same recordings in the page's worker: what WebAssembly makes of them must be what the native build makes of
//! them, byte for byte.

use super::{definition_text, request, test_state_request, test_state_world};
use crate::process::{Result, run, say};
use crate::{project, setup};
use asl_studio::lint;
use asl_studio::sim::test_state::{self, TestStateWorld};
use asl_studio::sim::{RunRequest, run_packed};
use asl_studio::value::Value;
use std::fmt::Write;
use std::fs;

/// Runs the cases natively and in the page that was built last, and compares.
pub(super) fn compare(cases: &[Value]) -> Result<()> {
    let tools = setup::for_tests()?;
    let lines: Vec<String> = cases.iter().filter_map(line).collect();
    let file = project::root().join("target/conformance.jsonl");
    fs::write(&file, lines.join("\n")).map_err(|error| format!("{}: {error}", file.display()))?;
    say(&format!("{} of {} recordings are runs or tests of a state", lines.len(), cases.len()));
    run(tools.command("node").arg(project::npm().join("conformance.mjs")).arg(file))
}

/// What the browser is to do, and what it is to come to; none for cases of other kinds.
fn line(case: &Value) -> Option<String> {
    let name = ("name", case.get("name").cloned()?);
    let task = match case.get("kind")?.as_str()? {
        "execution" => {
            let request = RunRequest { definition: definition_text(case).into(), ..request::request(case) };
            let request = serde_json::to_string(&request).ok()?;
            // What shares memory here shares none when it has been read from text, as the worker reads it.
            let bytes = run_packed(&serde_json::from_str(&request).ok()?, |_| false);
            let request = Value::from(request);
            Value::object([name, ("run", request), ("bytes", Value::from(hexadecimal(&bytes)))])
        }
        // The page's world is another than the recordings'; here only the answers count that need none of it.
        "test_state" if test_state_world(case).mocks == Default::default() => {
            let request = test_state_request(case);
            let answer = test_state::answer(&request, &TestStateWorld::default(), lint::refusal_of_text);
            let answer = match answer {
                Ok(response) => response.to_value().to_json(),
                Err(exception) => exception.to_string(),
            };
            Value::object([name, ("test", request), ("answer", Value::from(answer))])
        }
        _ => return None,
    };
    Some(task.to_json())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
