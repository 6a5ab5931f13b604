use super::csv;
use crate::asl::StatePath;
use crate::sim::books::Data;
use crate::sim::causes;
use crate::sim::engine::{Engine, Outcome};
use crate::sim::failure::Failure;
use crate::sim::frame::Frame;
use crate::sim::program::{NumberKind, ReaderCode, StateCode, plain_text};
use crate::sim::samples::Samples;
use crate::sim::world::{Object, Objects};
use crate::value::{Map, Value};
use std::sync::Arc;

/// What an ItemReader finds.
pub(super) struct Read {
    pub(super) values: Vec<Value>,
    /// Where the items come from, such as `S3://bucket/key`.
    pub(super) uri: Arc<str>,
}

/// How many items to read at most; none for all.
pub(super) fn max_items(engine: &mut Engine<'_>, frame: &Frame, reader: &ReaderCode) -> Outcome<Option<f64>> {
    super::number(
        engine,
        frame,
        reader.max_items.as_ref(),
        "ItemReader/ReaderConfig/MaxItems",
        NumberKind::Integer,
    )
}

/// Reads the items from the world's objects.
pub(super) fn read(
    engine: &mut Engine<'_>,
    frame: &Frame,
    (code, reader): (&StateCode, &ReaderCode),
    max_items: Option<f64>,
) -> Outcome<Read> {
    let max_items = max_items.unwrap_or(0.0);
    if max_items < 0.0 {
        return Err(failed(causes::MAX_ITEMS_NEGATIVE));
    }
    let (parameters, pointer) = evaluate(engine, frame, reader)?;
    let start = engine.execution.start.clone();
    let place = Bucket {
        objects: &start.objects,
        samples: start.samples.as_ref(),
        map: &code.path,
        parameters: &parameters,
    };
    let mut found = if reader.lists { place.list(reader)? } else { place.get(reader, &pointer)? };
    if max_items > 0.0 {
        found.truncate(max_items as usize);
    }
    Ok(Read { values: found, uri: place.uri().into() })
}

/// The reader's parameters, and its `ItemsPointer`.
fn evaluate(engine: &mut Engine<'_>, frame: &Frame, reader: &ReaderCode) -> Outcome<(Value, String)> {
    let input = frame.visit.effective.clone();
    let parameters = match &reader.parameters {
        Some(template) => {
            engine.evaluate(frame, Data::of(&input), |see| template.evaluate(see, "ItemReader/Arguments"))?
        }
        None => Value::empty_object(),
    };
    let pointer = match &reader.items_pointer {
        Some(template) => engine.evaluate(frame, Data::of(&input), |see| {
            template.evaluate(see, "ItemReader/ReaderConfig/ItemsPointer")
        })?,
        None => Value::from(""),
    };
    Ok((parameters, plain_text(&pointer)))
}

fn failed(cause: impl Into<Arc<str>>) -> Box<Failure> {
    Failure::named(causes::ITEM_READER_FAILED, cause)
}

/// The place that a reader reads from.
struct Bucket<'a> {
    objects: &'a Objects,
    /// What is wished for where objects are missing; none where they are not made up.
    samples: Option<&'a Samples>,
    map: &'a StatePath,
    parameters: &'a Value,
}

impl Bucket<'_> {
    fn parameter(&self, name: &str) -> &str {
        self.parameters.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    fn uri(&self) -> String {
        let key = self.parameter("Key");
        let separator = if key.is_empty() { "" } else { "/" };
        format!("S3://{}{separator}{key}", self.parameter("Bucket"))
    }

    /// Two items in the shape of what is read, with what the Map wishes of them.
    fn made_up(&self, reader: &ReaderCode) -> Option<Vec<Value>> {
        let wishes = self.samples?;
        let complete = |(index, item)| wishes.complete_item(self.map, index, item);
        Some((0..).zip(samples(reader)).map(complete).collect())
    }

    /// The items in one object.
    fn get(&self, reader: &ReaderCode, pointer: &str) -> Outcome<Vec<Value>> {
        let (bucket, key) = (self.parameter("Bucket"), self.parameter("Key"));
        let Some(object) = self.objects.get(bucket, key) else {
            return self.made_up(reader).ok_or_else(|| no_object(bucket, key));
        };
        match (reader.manifest_type.as_deref(), reader.input_type.as_deref()) {
            (Some("ATHENA_DATA"), _) => self.athena_manifest(&object.body, reader),
            (Some("S3_INVENTORY"), _) | (None, Some("MANIFEST")) => self.inventory(&object.body, reader),
            _ => parse(&object.body, reader, pointer),
        }
    }

    /// The objects of a bucket, or with `LOAD_AND_FLATTEN` the items in all of them.
    fn list(&self, reader: &ReaderCode) -> Outcome<Vec<Value>> {
        let (bucket, prefix) = (self.parameter("Bucket"), self.parameter("Prefix"));
        let listed: Vec<(&String, &Object)> = self.objects.list(bucket, prefix).collect();
        if listed.is_empty()
            && let Some(items) = self.made_up(reader)
        {
            return Ok(items);
        }
        if reader.transformation.as_deref() == Some("LOAD_AND_FLATTEN") {
            let parsed = listed.iter().map(|(_, object)| parse(&object.body, reader, ""));
            return Ok(parsed.collect::<Outcome<Vec<_>>>()?.into_iter().flatten().collect());
        }
        Ok(listed.into_iter().map(|(key, object)| entry(key, object)).collect())
    }

    /// The items in the data files that an Athena UNLOAD lists, one URI a line.
    fn athena_manifest(&self, manifest: &str, reader: &ReaderCode) -> Outcome<Vec<Value>> {
        let mut items = Vec::new();
        for uri in manifest.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let path = uri.strip_prefix("s3://").unwrap_or(uri);
            let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
            let object = self.objects.get(bucket, key).ok_or_else(|| no_object(bucket, key))?;
            items.extend(parse(&object.body, reader, "")?);
        }
        Ok(items)
    }

    /// The rows of the files that an S3 Inventory manifest lists.
    fn inventory(&self, manifest: &str, reader: &ReaderCode) -> Outcome<Vec<Value>> {
        let manifest =
            Value::parse(manifest).map_err(|error| failed(format!("the manifest is no JSON: {error}")))?;
        let schema = manifest.get("fileSchema").and_then(Value::as_str).unwrap_or("Bucket, Key");
        let headers: Vec<Arc<str>> = schema.split(',').map(|header| header.trim().into()).collect();
        let destination = manifest.get("destinationBucket").and_then(Value::as_str).unwrap_or_default();
        let bucket = destination.rsplit(':').next().filter(|bucket| !bucket.is_empty());
        let bucket = bucket.unwrap_or_else(|| self.parameter("Bucket"));
        let mut items = Vec::new();
        for file in manifest.get("files").and_then(Value::as_array).unwrap_or_default() {
            let key = file.get("key").and_then(Value::as_str).unwrap_or_default();
            let object = self.objects.get(bucket, key).ok_or_else(|| no_object(bucket, key))?;
            items.extend(csv::read(&object.body, reader.csv_delimiter, Some(&headers))?);
        }
        Ok(items)
    }
}

fn no_object(bucket: &str, key: &str) -> Box<Failure> {
    failed(format!("there is no object '{key}' in the bucket '{bucket}' of this dry run"))
}

/// An entry of ListObjectsV2 as an item (aws-behaviour 49: `Etag`, not `ETag`).
fn entry(key: &str, object: &Object) -> Value {
    let etag = object.etag.clone().unwrap_or_else(|| format!("\"{:032x}\"", object.body.len()));
    let modified = object.last_modified.unwrap_or(1_704_067_200);
    Value::object([
        ("Etag", Value::from(etag)),
        ("Key", Value::from(key)),
        ("LastModified", Value::from(modified as f64)),
        ("Size", Value::from(object.body.len())),
        ("StorageClass", Value::from(object.storage_class.as_deref().unwrap_or("STANDARD"))),
    ])
}

/// The items in an object's text.
fn parse(body: &str, reader: &ReaderCode, pointer: &str) -> Outcome<Vec<Value>> {
    match reader.input_type.as_deref() {
        Some("CSV") => csv::read(body, reader.csv_delimiter, reader.csv_headers.as_deref()),
        Some("JSONL") => body
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| Value::parse(line).map_err(|error| failed(format!("a line is no JSON: {error}"))))
            .collect(),
        _ => {
            let document =
                Value::parse(body).map_err(|error| failed(format!("the object is no JSON: {error}")))?;
            let list = point(&document, pointer).ok_or_else(|| failed(causes::NOT_ITERABLE))?;
            list.as_array().map(<[Value]>::to_vec).ok_or_else(|| failed(causes::NOT_ITERABLE))
        }
    }
}

/// The value at a JSON Pointer (RFC 6901).
fn point<'v>(document: &'v Value, pointer: &str) -> Option<&'v Value> {
    pointer.split('/').skip(1).try_fold(document, |value, token| {
        let token = token.replace("~1", "/").replace("~0", "~");
        match value {
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            _ => value.get(&token),
        }
    })
}

/// Two items in the shape of what is read.
fn samples(reader: &ReaderCode) -> Vec<Value> {
    let object = Object { body: "{}".to_owned(), ..Object::default() };
    (1..=2_i64)
        .map(|number| match &reader.csv_headers {
            _ if reader.lists => entry(&format!("sample-{number}"), &object),
            Some(headers) => {
                let cell = |header: &Arc<str>| (header.clone(), Value::from(format!("{header} {number}")));
                Value::object(headers.iter().map(cell))
            }
            None => Value::from(Map::from_iter([("id".into(), Value::from(number))])),
        })
        .collect()
}
