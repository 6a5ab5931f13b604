//! The page around the panes: bar, columns and their boundaries, notices.

mod bar;
mod keys;
mod keys_list;
mod live;
mod page;
mod splitter;

pub(crate) use page::Page;
