use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An object in S3.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Object {
    /// Its content as text.
    pub body: String,
    /// When it was written; epoch seconds.
    pub last_modified: Option<i64>,
    /// Its ETag, with quotes; made of the body where absent.
    #[serde(rename = "etag", alias = "eTag")]
    pub etag: Option<String>,
    /// Its storage class; `STANDARD` where absent.
    pub storage_class: Option<String>,
}

/// The objects that an ItemReader finds: by bucket, by key.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Objects(pub BTreeMap<String, BTreeMap<String, Object>>);

impl Objects {
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
