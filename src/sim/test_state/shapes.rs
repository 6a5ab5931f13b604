use super::request::ValidationMode;
use crate::value::Value;

/// The shapes, as text; see the head of the file.
const SHAPES: &str = include_str!("shapes.txt");

/// Checks a mocked result against what the API action gives (aws-behaviour 56). Members that the shape does not know,
/// and actions that the table does not know, pass.
///
/// # Errors
/// AWS's text about the first member that does not fit.
pub(super) fn check(service: &str, action: &str, result: &Value, mode: ValidationMode) -> Result<(), String> {
    if mode == ValidationMode::None {
        return Ok(());
    }
    let Some(section) = section(service) else { return Ok(()) };
    let head = format!("{action} -> ");
    let Some(shape) = section.iter().find_map(|line| line.strip_prefix(&head)) else { return Ok(()) };
    Checker { section: &section, mode }.check(result, shape, "")
}

/// The lines of a service.
fn section(service: &str) -> Option<Vec<&'static str>> {
    let wanted = format!("service {service}");
    let mut lines = SHAPES.lines().skip_while(|line| *line != wanted);
    lines.next()?;
    Some(lines.take_while(|line| !line.starts_with("service ")).collect())
}

struct Checker<'a> {
    section: &'a [&'static str],
    mode: ValidationMode,
}

impl Checker<'_> {
    fn check(&self, value: &Value, shape: &str, field: &str) -> Result<(), String> {
        if shape.len() == 1 {
            return plain(value, shape, field);
        }
        let head = format!("{shape} ");
        let Some(body) = self.section.iter().find_map(|line| line.strip_prefix(&head)) else { return Ok(()) };
        let mut words = body.split_ascii_whitespace();
        match words.next() {
            Some("{") => self.members(value, words, field),
            Some("[") => {
                let items = value.as_array().ok_or_else(|| must_be(field, "an array"))?;
                let shape = words.next().unwrap_or("?");
                items.iter().try_for_each(|item| self.check(item, shape, field))
            }
            Some("<") => {
                let members = value.as_object().ok_or_else(|| must_be(field, "an object"))?;
                let shape = words.next().unwrap_or("?");
                members.values().try_for_each(|member| self.check(member, shape, field))
            }
            Some(kind) => bounded(value, kind, words, field),
            None => Ok(()),
        }
    }

    fn members<'w>(
        &self,
        value: &Value,
        known: impl Iterator<Item = &'w str>,
        field: &str,
    ) -> Result<(), String> {
        let given = value.as_object().ok_or_else(|| must_be(field, "an object"))?;
        let known: Vec<(&str, &str)> = known.filter_map(|word| word.split_once(':')).collect();
        if self.mode == ValidationMode::Strict {
            let required = known.iter().filter_map(|(name, _)| name.strip_suffix('*'));
            for name in required {
                if !given.contains_key(name) {
                    return Err(failed(&format!("Required field '{name}' is missing")));
                }
            }
        }
        given.iter().try_for_each(|(name, member)| {
            let shape = known.iter().find(|(known, _)| known.strip_suffix('*').unwrap_or(known) == &**name);
            shape.map_or(Ok(()), |(_, shape)| self.check(member, shape, name))
        })
    }
}

/// Checks a value without bounds.
fn plain(value: &Value, kind: &str, field: &str) -> Result<(), String> {
    let (fits, wanted) = match kind {
        "s" | "t" | "B" => (value.as_str().is_some(), "a string"),
        "b" => (value.as_bool().is_some(), "a boolean"),
        "i" | "n" => (value.as_number().is_some(), "a number"),
        _ => (true, ""),
    };
    if fits { Ok(()) } else { Err(must_be(field, wanted)) }
}

/// Checks a value with bounds or a list of words.
fn bounded<'w>(
    value: &Value,
    kind: &str,
    words: impl Iterator<Item = &'w str>,
    field: &str,
) -> Result<(), String> {
    plain(value, kind, field)?;
    for word in words {
        if let Some((least, most)) = word.split_once("..") {
            let size =
                value.as_str().map_or_else(|| value.as_f64(), |text| Some(text.chars().count() as f64));
            within(size.unwrap_or(0.0), least, most, value.as_str().is_some(), field)?;
        } else if let Some(text) = value.as_str()
            && !word.split('|').any(|allowed| allowed == text)
        {
            return Err(failed(&format!("Field '{field}' is not an expected value")));
        }
    }
    Ok(())
}

fn within(size: f64, least: &str, most: &str, is_length: bool, field: &str) -> Result<(), String> {
    let too_small = least.parse::<f64>().is_ok_and(|least| size < least);
    let too_large = most.parse::<f64>().is_ok_and(|most| size > most);
    let reason = match (too_small, too_large, is_length) {
        (true, _, true) => "is smaller than the minimum length",
        (true, _, false) => "is less than the minimum value",
        (_, true, true) => "exceeds the maximum length",
        (_, true, false) => "exceeds the maximum value",
        _ => return Ok(()),
    };
    Err(failed(&format!("Field '{field}' {reason}")))
}

fn must_be(field: &str, wanted: &str) -> String {
    failed(&format!("Field '{field}' must be {wanted}"))
}

fn failed(what: &str) -> String {
    format!("Mock result schema validation error: {what}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_result(service: &str, action: &str, mode: ValidationMode, result: &str, expected: Option<&str>) {
        let result = Value::parse(result).unwrap();
        let expected = expected.map(failed);
        assert_eq!(check(service, action, &result, mode).err(), expected, "{result}");
    }

    #[test]
    fn results_have_the_shape_of_the_api() {
        let strict = ValidationMode::Strict;
        check_result("sfn", "startExecution", strict, "{}", Some("Required field 'ExecutionArn' is missing"));
        check_result("sfn", "startExecution", ValidationMode::Present, "{}", None);
        check_result("sfn", "startExecution", ValidationMode::None, "3", None);
        check_result(
            "lambda",
            "getFunction",
            strict,
            r#"{"Configuration": {"MemorySize": 127}}"#,
            Some("Field 'MemorySize' is less than the minimum value"),
        );
        check_result(
            "kms",
            "encrypt",
            strict,
            r#"{"CiphertextBlob": ""}"#,
            Some("Field 'CiphertextBlob' is smaller than the minimum length"),
        );
        check_result(
            "s3",
            "getObject",
            strict,
            r#"{"StorageClass": "Papyrus", "x": 1}"#,
            Some("Field 'StorageClass' is not an expected value"),
        );
        check_result(
            "eventbridge",
            "putEvents",
            strict,
            r#"{"Entries": {}}"#,
            Some("Field 'Entries' must be an array"),
        );
        check_result("unheard", "of", strict, "{}", None);
    }

    #[test]
    fn every_name_in_the_table_is_defined() {
        for service in SHAPES.lines().filter_map(|line| line.strip_prefix("service ")) {
            let section = section(service).unwrap();
            let defined = |name: &str| {
                name.len() == 1 || section.iter().any(|line| line.starts_with(&format!("{name} ")))
            };
            for line in section.iter().filter(|line| line.contains(" { ")) {
                let members = line.split_ascii_whitespace().filter_map(|word| word.split_once(':'));
                for (_, shape) in members {
                    assert!(defined(shape), "{service} {shape}");
                }
            }
            for (action, shape) in section.iter().filter_map(|line| line.split_once(" -> ")) {
                assert!(defined(shape), "{service} {action} {shape}");
            }
        }
    }
}
