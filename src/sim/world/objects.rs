use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An object in S3.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", from = "Written")]
pub struct Object {
    /// Its content as text.
    pub body: String,
    /// When it was written; epoch seconds.
    pub last_modified: Option<i64>,
    /// Its ETag, with quotes; made of the body where absent.
    pub etag: Option<String>,
    /// Its storage class; `STANDARD` where absent.
    pub storage_class: Option<String>,
}

/// An object as it is written: its body alone, or with what else is known of it.
#[derive(Deserialize)]
#[serde(untagged, rename_all_fields = "camelCase", deny_unknown_fields)]
enum Written {
    Body(String),
    Whole {
        body: String,
        last_modified: Option<i64>,
        #[serde(alias = "eTag")]
        etag: Option<String>,
        storage_class: Option<String>,
    },
}

impl From<Written> for Object {
    fn from(written: Written) -> Self {
        match written {
            Written::Body(body) => Object { body, ..Object::default() },
            Written::Whole { body, last_modified, etag, storage_class } => {
                Object { body, last_modified, etag, storage_class }
            }
        }
    }
}

/// The objects that an ItemReader finds: by bucket, by key.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Objects(pub BTreeMap<String, BTreeMap<String, Object>>);

impl Objects {
    /// Reads the JSON of objects by bucket and key, each a text or `{"body": …}`; or says what is wrong.
    ///
    /// ```
    /// use asl_studio::sim::Objects;
    /// let objects = Objects::from_json(r#"{"orders": {"today.json": "[1, 2]"}}"#).unwrap();
    /// assert_eq!(objects.get("orders", "today.json").unwrap().body, "[1, 2]");
    /// assert!(Objects::from_json(r#"{"orders": ["today.json"]}"#).is_err());
    /// ```
    pub fn from_json(json: &str) -> Result<Self, String> {
        serde_json::from_str(json).map_err(|error| {
            format!("objects are by bucket, by key, a text or an object with its `body` as text: {error}")
        })
    }

    /// The object of that key.
    pub fn get(&self, bucket: &str, key: &str) -> Option<&Object> {
        self.0.get(bucket)?.get(key)
    }

    /// The objects whose keys begin with `prefix`, in the order of their keys.
    pub fn list<'objects>(
        &'objects self,
        bucket: &str,
        prefix: &'objects str,
    ) -> impl Iterator<Item = (&'objects String, &'objects Object)> {
        let objects = self.0.get(bucket).into_iter().flatten();
        objects.filter(move |(key, _)| key.starts_with(prefix))
    }
}
