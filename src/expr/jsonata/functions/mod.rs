//! The built-in functions: one file per subject, and the table that says what each is called and takes.
//!
//! Invariants: arguments have passed the function's signature; a function never fails in any other way than by a
//! [`JsonataError`], whatever it is given.

mod aggregate;
mod array;
mod boolean;
mod date_parts;
mod date_picture;
mod date_time;
mod encoding;
mod evaluation;
mod format_number;
mod higher_order;
mod integer;
mod integer_picture;
mod numeric;
mod object;
pub(super) mod pattern;
mod step_functions;
mod string;
mod text;
mod words;

pub(super) use evaluation::clone_value;
pub(super) use text::to_text;

use super::Dialect;
use super::error::JsonataError;
use super::evaluate::{Evaluator, Outcome};
use super::item::Item;
use super::signature::Signature;
use std::sync::LazyLock;

/// A built-in function, in the order of [`TABLE`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Builtin {
    Abs,
    Append,
    Assert,
    Average,
    Base64Decode,
    Base64Encode,
    Boolean,
    Ceil,
    Clone,
    Contains,
    Count,
    DecodeUrl,
    DecodeUrlComponent,
    Distinct,
    Each,
    EncodeUrl,
    EncodeUrlComponent,
    Error,
    Eval,
    Exists,
    Filter,
    Floor,
    FormatBase,
    FormatInteger,
    FormatNumber,
    FromMillis,
    Hash,
    Join,
    Keys,
    Length,
    Lookup,
    Lowercase,
    Map,
    Match,
    Max,
    Merge,
    Millis,
    Min,
    Not,
    Now,
    Number,
    Pad,
    Parse,
    ParseInteger,
    Partition,
    Power,
    Random,
    SeededRandom,
    Range,
    Reduce,
    Replace,
    Reverse,
    Round,
    Shuffle,
    Sift,
    Single,
    Sort,
    Split,
    Spread,
    Sqrt,
    String,
    Substring,
    SubstringAfter,
    SubstringBefore,
    Sum,
    ToMillis,
    Trim,
    Type,
    Uppercase,
    Uuid,
    Zip,
}

/// Where a function exists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Everywhere,
    OnlyStandard,
    OnlyStepFunctions,
}

/// Name, signature, and how many parameters a higher-order function may pass to it: as many as its implementation in
/// jsonata-js declares.
struct Entry {
    builtin: Builtin,
    name: &'static str,
    signature: &'static str,
    arity: usize,
    known: Known,
}

const fn entry(builtin: Builtin, name: &'static str, signature: &'static str, arity: usize) -> Entry {
    Entry { builtin, name, signature, arity, known: Known::Everywhere }
}

const fn only(known: Known, entry: Entry) -> Entry {
    Entry { known, ..entry }
}

/// In the order of the names.
static TABLE: [Entry; 71] = [
    entry(Builtin::Abs, "abs", "<n-:n>", 1),
    entry(Builtin::Append, "append", "<xx:a>", 2),
    entry(Builtin::Assert, "assert", "<bs?:x>", 2),
    entry(Builtin::Average, "average", "<a<n>:n>", 1),
    entry(Builtin::Base64Decode, "base64decode", "<s-:s>", 1),
    entry(Builtin::Base64Encode, "base64encode", "<s-:s>", 1),
    entry(Builtin::Boolean, "boolean", "<x-:b>", 1),
    entry(Builtin::Ceil, "ceil", "<n-:n>", 1),
    entry(Builtin::Clone, "clone", "<(oa)-:o>", 1),
    entry(Builtin::Contains, "contains", "<s-(sf):b>", 2),
    entry(Builtin::Count, "count", "<a:n>", 1),
    entry(Builtin::DecodeUrl, "decodeUrl", "<s-:s>", 1),
    entry(Builtin::DecodeUrlComponent, "decodeUrlComponent", "<s-:s>", 1),
    entry(Builtin::Distinct, "distinct", "<x:x>", 1),
    entry(Builtin::Each, "each", "<o-f:a>", 2),
    entry(Builtin::EncodeUrl, "encodeUrl", "<s-:s>", 1),
    entry(Builtin::EncodeUrlComponent, "encodeUrlComponent", "<s-:s>", 1),
    entry(Builtin::Error, "error", "<s?:x>", 1),
    only(Known::OnlyStandard, entry(Builtin::Eval, "eval", "<sx?:x>", 2)),
    entry(Builtin::Exists, "exists", "<x:b>", 1),
    entry(Builtin::Filter, "filter", "<af>", 2),
    entry(Builtin::Floor, "floor", "<n-:n>", 1),
    entry(Builtin::FormatBase, "formatBase", "<n-n?:s>", 2),
    entry(Builtin::FormatInteger, "formatInteger", "<n-s:s>", 2),
    entry(Builtin::FormatNumber, "formatNumber", "<n-so?:s>", 3),
    entry(Builtin::FromMillis, "fromMillis", "<n-s?s?:s>", 3),
    only(Known::OnlyStepFunctions, entry(Builtin::Hash, "hash", "<ss?:s>", 2)),
    entry(Builtin::Join, "join", "<a<s>s?:s>", 2),
    entry(Builtin::Keys, "keys", "<x-:a<s>>", 1),
    entry(Builtin::Length, "length", "<s-:n>", 1),
    entry(Builtin::Lookup, "lookup", "<x-s:x>", 2),
    entry(Builtin::Lowercase, "lowercase", "<s-:s>", 1),
    entry(Builtin::Map, "map", "<af>", 2),
    entry(Builtin::Match, "match", "<s-f<s:o>n?:a<o>>", 3),
    entry(Builtin::Max, "max", "<a<n>:n>", 1),
    entry(Builtin::Merge, "merge", "<a<o>:o>", 1),
    entry(Builtin::Millis, "millis", "<:n>", 0),
    entry(Builtin::Min, "min", "<a<n>:n>", 1),
    entry(Builtin::Not, "not", "<x-:b>", 1),
    entry(Builtin::Now, "now", "<s?s?:s>", 2),
    entry(Builtin::Number, "number", "<(nsb)-:n>", 1),
    entry(Builtin::Pad, "pad", "<s-ns?:s>", 3),
    only(Known::OnlyStepFunctions, entry(Builtin::Parse, "parse", "<s?:x>", 1)),
    entry(Builtin::ParseInteger, "parseInteger", "<s-s:n>", 2),
    only(Known::OnlyStepFunctions, entry(Builtin::Partition, "partition", "<x?n?:a>", 2)),
    entry(Builtin::Power, "power", "<n-n:n>", 2),
    only(Known::OnlyStandard, entry(Builtin::Random, "random", "<:n>", 0)),
    only(Known::OnlyStepFunctions, entry(Builtin::SeededRandom, "random", "<n?:n>", 1)),
    only(Known::OnlyStepFunctions, entry(Builtin::Range, "range", "<nnn?:a>", 3)),
    entry(Builtin::Reduce, "reduce", "<afj?:j>", 3),
    entry(Builtin::Replace, "replace", "<s-(sf)(sf)n?:s>", 4),
    entry(Builtin::Reverse, "reverse", "<a:a>", 1),
    entry(Builtin::Round, "round", "<n-n?:n>", 2),
    entry(Builtin::Shuffle, "shuffle", "<a:a>", 1),
    entry(Builtin::Sift, "sift", "<o-f?:o>", 2),
    entry(Builtin::Single, "single", "<af?>", 2),
    entry(Builtin::Sort, "sort", "<af?:a>", 2),
    entry(Builtin::Split, "split", "<s-(sf)n?:a<s>>", 3),
    entry(Builtin::Spread, "spread", "<x-:a<o>>", 1),
    entry(Builtin::Sqrt, "sqrt", "<n-:n>", 1),
    entry(Builtin::String, "string", "<x-b?:s>", 1),
    entry(Builtin::Substring, "substring", "<s-nn?:s>", 3),
    entry(Builtin::SubstringAfter, "substringAfter", "<s-s:s>", 2),
    entry(Builtin::SubstringBefore, "substringBefore", "<s-s:s>", 2),
    entry(Builtin::Sum, "sum", "<a<n>:n>", 1),
    entry(Builtin::ToMillis, "toMillis", "<s-s?:n>", 2),
    entry(Builtin::Trim, "trim", "<s-:s>", 1),
    entry(Builtin::Type, "type", "<x:s>", 1),
    entry(Builtin::Uppercase, "uppercase", "<s-:s>", 1),
    only(Known::OnlyStepFunctions, entry(Builtin::Uuid, "uuid", "<:s>", 0)),
    entry(Builtin::Zip, "zip", "<a+>", 0),
];

static SIGNATURES: LazyLock<Vec<Signature>> =
    LazyLock::new(|| TABLE.iter().filter_map(|entry| Signature::parse(entry.signature).ok()).collect());

impl Builtin {
    /// The function that `$name` is where nothing else is bound to it.
    pub(super) fn by_name(name: &str, dialect: Dialect) -> Option<Builtin> {
        let first = TABLE.partition_point(|entry| entry.name < name);
        let same = TABLE.get(first..)?.iter().take_while(|entry| entry.name == name);
        same.into_iter().find(|entry| entry.is_known(dialect)).map(|entry| entry.builtin)
    }

    /// Its place in the table.
    fn index(self) -> usize {
        self as usize
    }

    pub(super) fn signature(self) -> &'static Signature {
        static NONE: LazyLock<Signature> = LazyLock::new(Signature::default);
        SIGNATURES.get(self.index()).unwrap_or(&NONE)
    }

    pub(super) fn arity(self) -> usize {
        TABLE.get(self.index()).map_or(0, |entry| entry.arity)
    }
}

impl Entry {
    fn is_known(&self, dialect: Dialect) -> bool {
        match self.known {
            Known::Everywhere => true,
            Known::OnlyStandard => dialect == Dialect::Standard,
            Known::OnlyStepFunctions => dialect == Dialect::StepFunctions,
        }
    }
}

/// The names of all functions of a dialect, without `$`.
pub fn function_names(dialect: Dialect) -> impl Iterator<Item = &'static str> {
    TABLE.iter().filter(move |entry| entry.is_known(dialect)).map(|entry| entry.name)
}

/// The arguments of a call; those left out are undefined.
pub(super) struct Arguments<'a> {
    items: Vec<Item>,
    context: &'a Item,
}

impl Arguments<'_> {
    fn get(&self, index: usize) -> &Item {
        self.items.get(index).unwrap_or(&Item::Undefined)
    }

    fn text(&self, index: usize) -> Option<&str> {
        self.get(index).as_str()
    }

    fn number(&self, index: usize) -> Option<f64> {
        self.get(index).as_f64()
    }
}

impl Evaluator<'_, '_> {
    /// Calls a built-in function with arguments that its signature has let through.
    #[inline(never)]
    pub(super) fn call_builtin(&mut self, builtin: Builtin, items: Vec<Item>, context: &Item) -> Outcome {
        let arguments = &Arguments { items, context };
        match builtin {
            Builtin::Abs => numeric::abs(arguments),
            Builtin::Append => array::append(self, arguments),
            Builtin::Assert => boolean::assert(arguments),
            Builtin::Average => aggregate::average(arguments),
            Builtin::Base64Decode => encoding::base64_decode(self, arguments),
            Builtin::Base64Encode => encoding::base64_encode(self, arguments),
            Builtin::Boolean => boolean::boolean(arguments),
            Builtin::Ceil => numeric::ceil(arguments),
            Builtin::Clone => clone_value(self, arguments.get(0)),
            Builtin::Contains => pattern::contains(self, arguments),
            Builtin::Count => aggregate::count(arguments),
            Builtin::DecodeUrl => encoding::decode_url(self, arguments),
            Builtin::DecodeUrlComponent => encoding::decode_url_component(self, arguments),
            Builtin::Distinct => array::distinct(self, arguments),
            Builtin::Each => higher_order::each(self, arguments),
            Builtin::EncodeUrl => encoding::encode_url(self, arguments),
            Builtin::EncodeUrlComponent => encoding::encode_url_component(self, arguments),
            Builtin::Error => boolean::error(arguments),
            Builtin::Eval => evaluation::eval(self, arguments),
            Builtin::Exists => boolean::exists(arguments),
            Builtin::Filter => higher_order::filter(self, arguments),
            Builtin::Floor => numeric::floor(arguments),
            Builtin::FormatBase => numeric::format_base(arguments),
            Builtin::FormatInteger => integer::format_integer(self, arguments),
            Builtin::FormatNumber => format_number::format_number(self, arguments),
            Builtin::FromMillis => date_time::from_millis(self, arguments),
            Builtin::Hash => step_functions::hash(arguments),
            Builtin::Join => string::join(self, arguments),
            Builtin::Keys => object::keys(self, arguments),
            Builtin::Length => string::length(arguments),
            Builtin::Lookup => object::lookup(arguments),
            Builtin::Lowercase => string::lowercase(self, arguments),
            Builtin::Map => higher_order::map(self, arguments),
            Builtin::Match => pattern::find_matches(self, arguments),
            Builtin::Max => aggregate::max(arguments),
            Builtin::Merge => object::merge(self, arguments),
            Builtin::Millis => Ok(Item::from(self.environment.now_millis)),
            Builtin::Min => aggregate::min(arguments),
            Builtin::Not => boolean::not(arguments),
            Builtin::Now => date_time::now(self, arguments),
            Builtin::Number => numeric::number(arguments),
            Builtin::Pad => string::pad(self, arguments),
            Builtin::Parse => step_functions::parse(self, arguments),
            Builtin::ParseInteger => integer::parse_integer(arguments),
            Builtin::Partition => step_functions::partition(self, arguments),
            Builtin::Power => numeric::power(arguments),
            Builtin::Random => Ok(Item::number(numeric::random(self))),
            Builtin::Range => step_functions::range(self, arguments),
            Builtin::Reduce => higher_order::reduce(self, arguments),
            Builtin::Replace => pattern::replace(self, arguments),
            Builtin::Reverse => array::reverse(self, arguments),
            Builtin::Round => numeric::round_argument(arguments),
            Builtin::SeededRandom => step_functions::random(self, arguments),
            Builtin::Shuffle => array::shuffle(self, arguments),
            Builtin::Sift => higher_order::sift(self, arguments),
            Builtin::Single => higher_order::single(self, arguments),
            Builtin::Sort => array::sort(self, arguments),
            Builtin::Split => pattern::split(self, arguments),
            Builtin::Spread => object::spread(self, arguments),
            Builtin::Sqrt => numeric::sqrt(arguments),
            Builtin::String => text::string(self, arguments),
            Builtin::Substring => string::substring(self, arguments),
            Builtin::SubstringAfter => string::substring_after(self, arguments),
            Builtin::SubstringBefore => string::substring_before(self, arguments),
            Builtin::Sum => aggregate::sum(arguments),
            Builtin::ToMillis => date_time::to_millis(self, arguments),
            Builtin::Trim => string::trim(self, arguments),
            Builtin::Type => boolean::type_of(arguments),
            Builtin::Uppercase => string::uppercase(self, arguments),
            Builtin::Uuid => step_functions::uuid(self),
            Builtin::Zip => array::zip(self, arguments),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_every_signature_parses() {
        assert!(TABLE.is_sorted_by(|a, b| a.name <= b.name));
        assert!(TABLE.iter().enumerate().all(|(index, entry)| entry.builtin.index() == index));
        assert_eq!(SIGNATURES.len(), TABLE.len());
        assert_eq!(Builtin::by_name("random", Dialect::StepFunctions), Some(Builtin::SeededRandom));
        assert_eq!(Builtin::by_name("eval", Dialect::StepFunctions), None);
        assert_eq!(Builtin::by_name("nothing", Dialect::Standard), None);
    }
}
