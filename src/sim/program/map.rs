use super::{Amount, PathCode, Template};
use crate::asl::MachineId;
use crate::sim::WorkflowType;
use std::sync::Arc;

/// A Map.
#[derive(Debug)]
pub(in crate::sim) struct MapCode {
    /// The machine that runs for each item.
    pub(in crate::sim) body: MachineId,
    /// Whether iterations are child executions.
    pub(in crate::sim) distributed: bool,
    /// What child executions are.
    pub(in crate::sim) child_type: WorkflowType,
    pub(in crate::sim) label: Option<Arc<str>>,
    pub(in crate::sim) items: ItemsCode,
    pub(in crate::sim) item_selector: Option<Template>,
    pub(in crate::sim) max_concurrency: Option<Amount>,
    pub(in crate::sim) tolerated_count: Option<Amount>,
    pub(in crate::sim) tolerated_percentage: Option<Amount>,
    pub(in crate::sim) reader: Option<ReaderCode>,
    pub(in crate::sim) batcher: Option<BatcherCode>,
    pub(in crate::sim) writer: Option<WriterCode>,
}

/// Where a Map's items come from without an ItemReader.
#[derive(Debug)]
pub(in crate::sim) enum ItemsCode {
    /// `ItemsPath`
    Path(PathCode),
    /// `Items`
    Template(Template),
    /// The input of a JSONata Map without `Items`.
    Input,
}

/// `ItemReader`
#[derive(Debug)]
pub(in crate::sim) struct ReaderCode {
    /// Whether the Resource is `s3:listObjectsV2` rather than `s3:getObject`.
    pub(in crate::sim) lists: bool,
    /// `Parameters` or `Arguments`
    pub(in crate::sim) parameters: Option<Template>,
    pub(in crate::sim) input_type: Option<Arc<str>>,
    pub(in crate::sim) manifest_type: Option<Arc<str>>,
    pub(in crate::sim) transformation: Option<Arc<str>>,
    /// `CSVHeaders`; none where the first row holds them.
    pub(in crate::sim) csv_headers: Option<Vec<Arc<str>>>,
    pub(in crate::sim) csv_delimiter: char,
    pub(in crate::sim) items_pointer: Option<Template>,
    pub(in crate::sim) max_items: Option<Amount>,
}

/// `ItemBatcher`
#[derive(Debug)]
pub(in crate::sim) struct BatcherCode {
    pub(in crate::sim) max_items: Option<Amount>,
    pub(in crate::sim) max_bytes: Option<Amount>,
    pub(in crate::sim) batch_input: Option<Template>,
}

/// `ResultWriter`
#[derive(Debug)]
pub(in crate::sim) struct WriterCode {
    /// Whether it has a `Resource`, so that the results go to S3.
    pub(in crate::sim) exports: bool,
    pub(in crate::sim) parameters: Option<Template>,
    /// `WriterConfig.Transformation`
    pub(in crate::sim) transformation: Option<Arc<str>>,
}
