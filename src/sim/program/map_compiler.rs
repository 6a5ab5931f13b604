use super::compiler::StateCompiler;
use super::map::{BatcherCode, ItemsCode, MapCode, ReaderCode, WriterCode};
use super::{Kind, Template};
use crate::asl::{Field, QueryLanguage};
use crate::json::NodeId;
use crate::sim::WorkflowType;
use std::sync::Arc;

impl StateCompiler<'_> {
    pub(super) fn map(&mut self) -> Kind {
        let (Some(node), Some(&body)) = (self.state.node, self.state.children.first()) else {
            self.invalid("Map has no ItemProcessor");
            return Kind::Unknown;
        };
        let tree = self.definition.tree();
        let config = tree.get(self.definition.machine(body).node, "ProcessorConfig");
        let word = |key: &str| config.and_then(|config| self.word(config, key));
        let mode = word("Mode");
        // An ItemReader or a ResultWriter needs the distributed mode; AWS refuses them without it.
        let distributed = mode.as_deref() == Some("DISTRIBUTED");
        let selector = ["ItemSelector", "Parameters"].into_iter().find(|key| tree.get(node, key).is_some());
        Kind::Map(Box::new(MapCode {
            body,
            distributed,
            child_type: match word("ExecutionType").as_deref() {
                Some("EXPRESS") => WorkflowType::Express,
                _ => WorkflowType::Standard,
            },
            label: self.word(node, "Label"),
            items: self.items(node),
            item_selector: selector.and_then(|key| self.template_in(node, key)),
            max_concurrency: self.amount("MaxConcurrency"),
            tolerated_count: self.amount("ToleratedFailureCount"),
            tolerated_percentage: self.amount("ToleratedFailurePercentage"),
            reader: self.reader(node),
            batcher: self.batcher(node),
            writer: self.writer(node),
        }))
    }

    fn items(&mut self, node: NodeId) -> ItemsCode {
        match self.language {
            QueryLanguage::JsonPath => ItemsCode::Path(self.path_or_null("ItemsPath")),
            QueryLanguage::Jsonata => {
                self.template_in(node, "Items").map_or(ItemsCode::Input, ItemsCode::Template)
            }
        }
    }

    fn reader(&mut self, map: NodeId) -> Option<ReaderCode> {
        let node = self.definition.tree().get(map, "ItemReader")?;
        let resource = self.word(node, "Resource").unwrap_or_default();
        let config = self.definition.tree().get(node, "ReaderConfig");
        let word = |this: &Self, key: &str| config.and_then(|config| this.word(config, key));
        let headers = config.map_or(Field::Missing, |config| {
            Field::<Vec<Arc<str>>>::read(self.definition.tree(), config, "CSVHeaders")
        });
        if word(self, "InputType").as_deref() == Some("PARQUET") {
            self.not_covered("an ItemReader's InputType PARQUET");
        }
        Some(ReaderCode {
            lists: resource.ends_with(":listObjectsV2"),
            parameters: self.parameters_in(node),
            input_type: word(self, "InputType"),
            manifest_type: word(self, "ManifestType"),
            transformation: word(self, "Transformation"),
            csv_headers: headers.value().cloned(),
            csv_delimiter: delimiter(word(self, "CSVDelimiter").as_deref()),
            items_pointer: config.and_then(|config| self.template_in(config, "ItemsPointer")),
            max_items: config.and_then(|config| self.amount_in(config, "MaxItems")),
        })
    }

    fn batcher(&mut self, map: NodeId) -> Option<BatcherCode> {
        let node = self.definition.tree().get(map, "ItemBatcher")?;
        Some(BatcherCode {
            max_items: self.amount_in(node, "MaxItemsPerBatch"),
            max_bytes: self.amount_in(node, "MaxInputBytesPerBatch"),
            batch_input: self.template_in(node, "BatchInput"),
        })
    }

    fn writer(&mut self, map: NodeId) -> Option<WriterCode> {
        let node = self.definition.tree().get(map, "ResultWriter")?;
        let config = self.definition.tree().get(node, "WriterConfig");
        let word = |this: &Self, key: &str| config.and_then(|config| this.word(config, key));
        Some(WriterCode {
            exports: self.definition.tree().get(node, "Resource").is_some(),
            parameters: self.parameters_in(node),
            transformation: word(self, "Transformation"),
        })
    }

    fn parameters_in(&mut self, node: NodeId) -> Option<Template> {
        let key = if self.language == QueryLanguage::Jsonata { "Arguments" } else { "Parameters" };
        self.template_in(node, key)
    }

    fn word(&self, object: NodeId, key: &str) -> Option<Arc<str>> {
        Field::<Arc<str>>::read(self.definition.tree(), object, key).value().cloned()
    }
}

fn delimiter(name: Option<&str>) -> char {
    match name {
        Some("PIPE") => '|',
        Some("SEMICOLON") => ';',
        Some("SPACE") => ' ',
        Some("TAB") => '\t',
        _ => ',',
    }
}
