//! Tokens to a tree by operator precedence, after the parser of jsonata-js: the same precedences, the same errors.

use super::Dialect;
use super::error::JsonataError;
use super::lexer::{Lexer, Slash, Token, TokenKind};
use super::raw::{Raw, RawKind, RawPair, RawTerm};
use super::regex::Regex;
use super::signature::Signature;
use crate::text::TextRange;
use std::sync::Arc;

/// How deep expressions may stand inside each other: brackets, arguments, right sides of operators.
const MAX_DEPTH: usize = 200;
/// How high the tree may become: a chain such as `1+1+1` grows by one for each operator.
const MAX_HEIGHT: usize = 600;

type Parsed = Result<Raw, JsonataError>;

pub(super) fn parse(text: &str, dialect: Dialect) -> Parsed {
    let lexer = Lexer::new(text, dialect == Dialect::Standard);
    let token = Token { kind: TokenKind::End, span: TextRange::empty(0) };
    let mut parser = Parser { lexer, token, end: 0, depth: 0 };
    parser.advance(Slash::OpensRegex)?;
    let root = parser.expression(0)?;
    if parser.token.kind != TokenKind::End {
        return Err(JsonataError::new("S0201").token(parser.token.kind.text()).at(parser.token.span));
    }
    Ok(root)
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    /// The token to be read next.
    token: Token,
    /// Where the token before that one ended.
    end: usize,
    depth: usize,
}

impl Parser<'_> {
    fn advance(&mut self, slash: Slash) -> Result<Token, JsonataError> {
        self.end = self.token.span.end;
        let next = self.lexer.next(slash)?;
        if matches!(next.kind, TokenKind::Operator("!" | "~")) {
            return Err(JsonataError::new("S0204").token(next.kind.text()).at(next.span));
        }
        Ok(std::mem::replace(&mut self.token, next))
    }

    fn is(&self, operator: &str) -> bool {
        matches!(self.token.kind, TokenKind::Operator(found) if found == operator)
    }

    fn expect(&mut self, operator: &'static str, slash: Slash) -> Result<Token, JsonataError> {
        if self.is(operator) {
            return self.advance(slash);
        }
        let code = if self.token.kind == TokenKind::End { "S0203" } else { "S0202" };
        let error = JsonataError::new(code).value(Some(operator.into())).at(self.token.span);
        Err(error.token(self.token.kind.text()))
    }

    /// Reads `operator` if it is next; what follows is an operand.
    fn eat(&mut self, operator: &'static str) -> Result<bool, JsonataError> {
        let found = self.is(operator);
        if found {
            self.advance(Slash::OpensRegex)?;
        }
        Ok(found)
    }

    fn expression(&mut self, binding_power: u32) -> Parsed {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(JsonataError::depth(MAX_DEPTH).at(self.token.span));
        }
        let first = self.advance(Slash::Divides)?;
        let mut left = self.operand(first)?;
        while binding_power < self.binding_power() {
            let operator = self.advance(Slash::OpensRegex)?;
            left = self.operator(left, &operator)?;
            if left.height > MAX_HEIGHT {
                return Err(JsonataError::depth(MAX_HEIGHT).at(operator.span));
            }
        }
        self.depth -= 1;
        Ok(left)
    }

    fn binding_power(&self) -> u32 {
        let TokenKind::Operator(operator) = self.token.kind else { return 0 };
        match operator {
            "[" | "(" | "@" | "#" => 80,
            "." => 75,
            "{" => 70,
            "*" | "/" | "%" => 60,
            "+" | "-" | "&" => 50,
            "=" | "<" | ">" | "^" | "!=" | "<=" | ">=" | "~>" | "in" | "?:" | "??" => 40,
            "and" => 30,
            "or" => 25,
            "?" => 20,
            ":=" => 10,
            _ => 0,
        }
    }

    /// A node from `start` to the last token read.
    fn node(&self, kind: RawKind, at: TextRange, start: usize) -> Raw {
        let height = 1 + kind.height_below();
        Raw { kind, at, span: TextRange::new(start, self.end), keep_array: false, height }
    }

    fn leaf(kind: RawKind, at: TextRange) -> Raw {
        Raw { kind, at, span: at, keep_array: false, height: 1 }
    }

    /// A token that begins an expression.
    #[inline(never)]
    fn operand(&mut self, token: Token) -> Parsed {
        let at = token.span;
        let kind = match token.kind {
            TokenKind::Name(name) => RawKind::Name(name),
            TokenKind::Variable(name) => RawKind::Variable(name),
            TokenKind::String(text) => RawKind::String(text),
            TokenKind::Number(number) => RawKind::Number(number),
            TokenKind::True => RawKind::True,
            TokenKind::False => RawKind::False,
            TokenKind::Null => RawKind::Null,
            TokenKind::Regex(pattern, flags) => {
                let regex = Regex::new(&pattern, flags).map_err(|reason| {
                    let message = format!("Invalid regular expression: /{pattern}/: {reason}");
                    JsonataError::with_message("S0303", message).at(at)
                })?;
                RawKind::Regex(Arc::new(regex))
            }
            TokenKind::End => RawKind::End,
            TokenKind::Operator(operator) => return self.prefix(operator, at),
        };
        Ok(Self::leaf(kind, at))
    }

    #[inline(never)]
    fn prefix(&mut self, operator: &'static str, at: TextRange) -> Parsed {
        match operator {
            "and" | "or" | "in" => Ok(Self::leaf(RawKind::Name(operator.into()), at)),
            "*" => Ok(Self::leaf(RawKind::Wildcard, at)),
            "**" => Ok(Self::leaf(RawKind::Descendants, at)),
            "%" => Ok(Self::leaf(RawKind::Parent, at)),
            "-" => {
                let operand = self.expression(70)?;
                Ok(self.node(RawKind::Negate(Box::new(operand)), at, at.start))
            }
            "(" => self.block(at),
            "[" => self.array(at),
            "{" => {
                let pairs = self.pairs()?;
                Ok(self.node(RawKind::Object(pairs), at, at.start))
            }
            "|" => self.transform(at),
            _ => Err(JsonataError::new("S0211").token(operator).at(at)),
        }
    }

    #[inline(never)]
    fn block(&mut self, at: TextRange) -> Parsed {
        let mut expressions = Vec::new();
        while !self.is(")") {
            expressions.push(self.expression(0)?);
            if !self.eat(";")? {
                break;
            }
        }
        self.expect(")", Slash::Divides)?;
        Ok(self.node(RawKind::Block(expressions), at, at.start))
    }

    #[inline(never)]
    fn array(&mut self, at: TextRange) -> Parsed {
        let mut items = Vec::new();
        while items.is_empty() && !self.is("]") || !items.is_empty() && self.eat(",")? {
            let item = self.expression(0)?;
            items.push(if self.is("..") { self.range(item)? } else { item });
        }
        self.expect("]", Slash::Divides)?;
        Ok(self.node(RawKind::Array(items), at, at.start))
    }

    fn range(&mut self, first: Raw) -> Parsed {
        let operator = self.advance(Slash::OpensRegex)?;
        let last = self.expression(0)?;
        Ok(self.binary("..", first, last, operator.span))
    }

    #[inline(never)]
    fn pairs(&mut self) -> Result<Vec<RawPair>, JsonataError> {
        let mut pairs = Vec::new();
        while pairs.is_empty() && !self.is("}") || !pairs.is_empty() && self.eat(",")? {
            let key = self.expression(0)?;
            self.expect(":", Slash::OpensRegex)?;
            pairs.push((key, self.expression(0)?));
        }
        self.expect("}", Slash::Divides)?;
        Ok(pairs)
    }

    #[inline(never)]
    fn transform(&mut self, at: TextRange) -> Parsed {
        let pattern = self.expression(0)?;
        self.expect("|", Slash::OpensRegex)?;
        let update = self.expression(0)?;
        let delete = if self.eat(",")? { Some(self.expression(0)?) } else { None };
        self.expect("|", Slash::OpensRegex)?;
        let kind = RawKind::Transform {
            pattern: Box::new(pattern),
            update: Box::new(update),
            delete: delete.map(Box::new),
        };
        Ok(self.node(kind, at, at.start))
    }

    /// An operator after its left operand.
    #[inline(never)]
    fn operator(&mut self, left: Raw, token: &Token) -> Parsed {
        let at = token.span;
        let TokenKind::Operator(operator) = token.kind else { return Ok(left) };
        match operator {
            "(" => self.call(left, at),
            "[" => self.filter(left, at),
            "^" => self.sort(left, at),
            "{" => {
                let pairs = self.pairs()?;
                let start = left.span.start;
                Ok(self.node(RawKind::Group(Box::new(left), pairs), at, start))
            }
            ":=" => self.bind(left, at),
            "@" | "#" => self.binding(operator, left, at),
            "?" => self.condition(left, at),
            "?:" | "??" => self.default(operator, left, at),
            operator => {
                let right = self.expression(right_power(operator))?;
                Ok(self.binary(operator, left, right, at))
            }
        }
    }

    fn binary(&self, operator: &'static str, left: Raw, right: Raw, at: TextRange) -> Raw {
        let start = left.span.start;
        self.node(RawKind::Binary(operator, Box::new(left), Box::new(right)), at, start)
    }

    #[inline(never)]
    fn call(&mut self, procedure: Raw, at: TextRange) -> Parsed {
        let (arguments, partial) = self.arguments()?;
        if matches!(&procedure.kind, RawKind::Name(name) if matches!(&**name, "function" | "λ")) {
            return self.lambda(&procedure, arguments, at);
        }
        let start = procedure.span.start;
        let kind = RawKind::Call { procedure: Box::new(procedure), arguments, partial };
        Ok(self.node(kind, at, start))
    }

    #[inline(never)]
    fn arguments(&mut self) -> Result<(Vec<Raw>, bool), JsonataError> {
        let (mut arguments, mut partial) = (Vec::new(), false);
        while arguments.is_empty() && !self.is(")") || !arguments.is_empty() && self.eat(",")? {
            let at = self.token.span;
            if self.eat("?")? {
                partial = true;
                arguments.push(Self::leaf(RawKind::Placeholder, at));
            } else {
                arguments.push(self.expression(0)?);
            }
        }
        self.expect(")", Slash::Divides)?;
        Ok((arguments, partial))
    }

    #[inline(never)]
    fn lambda(&mut self, name: &Raw, arguments: Vec<Raw>, at: TextRange) -> Parsed {
        let mut parameters = Vec::new();
        for (index, argument) in arguments.into_iter().enumerate() {
            let RawKind::Variable(name) = argument.kind else {
                let position = crate::value::Value::from(index + 1);
                return Err(JsonataError::new("S0208").value(Some(position)).at(argument.span));
            };
            parameters.push(name);
        }
        let signature = if self.is("<") { Some(Arc::new(self.signature()?)) } else { None };
        self.expect("{", Slash::OpensRegex)?;
        let body = self.expression(0)?;
        self.expect("}", Slash::OpensRegex)?;
        let kind = RawKind::Lambda { parameters, signature, body: Box::new(body) };
        Ok(self.node(kind, at, name.span.start))
    }

    /// The tokens up to the `>` that closes the signature, put together again.
    fn signature(&mut self) -> Result<Signature, JsonataError> {
        let start = self.token.span.start;
        let (mut depth, mut text) = (1, String::from("<"));
        while depth > 0 && !self.is("{") && self.token.kind != TokenKind::End {
            self.advance(Slash::OpensRegex)?;
            depth += if self.is(">") { -1 } else { i32::from(self.is("<")) };
            text.push_str(&self.token.kind.text());
        }
        self.expect(">", Slash::OpensRegex)?;
        let span = TextRange::new(start, self.end);
        Signature::parse(&text).map_err(|error| error.at(span))
    }

    #[inline(never)]
    fn filter(&mut self, mut left: Raw, at: TextRange) -> Parsed {
        let start = left.span.start;
        if self.is("]") {
            keep_array(&mut left);
            self.expect("]", Slash::OpensRegex)?;
            left.span = TextRange::new(start, self.end);
            return Ok(left);
        }
        let predicate = self.expression(0)?;
        self.expect("]", Slash::Divides)?;
        Ok(self.node(RawKind::Filter(Box::new(left), Box::new(predicate)), at, start))
    }

    #[inline(never)]
    fn sort(&mut self, left: Raw, at: TextRange) -> Parsed {
        self.expect("(", Slash::OpensRegex)?;
        let mut terms = Vec::new();
        loop {
            let descending = !self.eat("<")? && self.eat(">")?;
            terms.push(RawTerm { descending, expression: self.expression(0)? });
            if !self.eat(",")? {
                break;
            }
        }
        self.expect(")", Slash::OpensRegex)?;
        let start = left.span.start;
        Ok(self.node(RawKind::Sort(Box::new(left), terms), at, start))
    }

    #[inline(never)]
    fn bind(&mut self, left: Raw, at: TextRange) -> Parsed {
        let RawKind::Variable(name) = left.kind else {
            return Err(JsonataError::new("S0212").at(left.span));
        };
        let value = self.expression(9)?;
        Ok(self.node(RawKind::Bind(name, Box::new(value)), at, left.span.start))
    }

    #[inline(never)]
    fn binding(&mut self, operator: &'static str, left: Raw, at: TextRange) -> Parsed {
        let variable = self.expression(80)?;
        let RawKind::Variable(name) = variable.kind else {
            return Err(JsonataError::new("S0214").token(operator).at(variable.span));
        };
        let start = left.span.start;
        let kind = if operator == "@" {
            RawKind::Focus(Box::new(left), name)
        } else {
            RawKind::Index(Box::new(left), name)
        };
        Ok(self.node(kind, at, start))
    }

    #[inline(never)]
    fn condition(&mut self, condition: Raw, at: TextRange) -> Parsed {
        let then = self.expression(0)?;
        let otherwise = if self.eat(":")? { Some(self.expression(0)?) } else { None };
        let start = condition.span.start;
        let kind = RawKind::Condition {
            condition: Box::new(condition),
            then: Box::new(then),
            otherwise: otherwise.map(Box::new),
        };
        Ok(self.node(kind, at, start))
    }

    /// `a ?: b` and `a ?? b`, which came with 2.1.
    #[inline(never)]
    fn default(&mut self, operator: &'static str, left: Raw, at: TextRange) -> Parsed {
        let otherwise = Box::new(self.expression(0)?);
        let start = left.span.start;
        let only_if_missing = operator == "??";
        Ok(self.node(RawKind::Default { value: Box::new(left), otherwise, only_if_missing }, at, start))
    }
}

/// The binding power that the right side of a plain infix operator is read with: its own.
fn right_power(operator: &str) -> u32 {
    match operator {
        "." => 75,
        "*" | "/" | "%" => 60,
        "+" | "-" | "&" => 50,
        "and" => 30,
        "or" => 25,
        _ => 40,
    }
}

/// `a[0][]` keeps the array of `a`, below all its predicates.
fn keep_array(raw: &mut Raw) {
    let mut step = raw;
    while let RawKind::Filter(inner, _) = &mut step.kind {
        step = inner;
    }
    step.keep_array = true;
}
