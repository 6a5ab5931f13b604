use std::iter::Peekable;
use std::str::Chars;

/// How deep groups may nest.
pub(super) const MAX_DEPTH: usize = 60;

/// A pattern as a tree.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Pattern {
    Char(char),
    /// `.`
    Any,
    Class(Class),
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`, or `\B` if false
    WordBoundary(bool),
    Sequence(Vec<Pattern>),
    Alternatives(Vec<Pattern>),
    /// A capture group and its number, from 1.
    Group(usize, Box<Pattern>),
    BackReference(usize),
    Repeat(Box<Repeat>),
    Look {
        behind: bool,
        negative: bool,
        pattern: Box<Pattern>,
    },
}

#[derive(Clone, PartialEq, Debug)]
pub(super) struct Repeat {
    pub(super) pattern: Pattern,
    pub(super) min: u32,
    /// `None` for no upper bound.
    pub(super) max: Option<u32>,
    pub(super) greedy: bool,
    /// The capture groups inside, half open: they are forgotten at the start of every round.
    pub(super) groups: (usize, usize),
}

/// A set of characters.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Class {
    pub(super) negated: bool,
    pub(super) ranges: Vec<(char, char)>,
}

impl Class {
    fn of(ranges: &[(char, char)]) -> Class {
        Class { negated: false, ranges: ranges.to_vec() }
    }

    /// Adds the characters that are not in `ranges`.
    fn add_complement(&mut self, ranges: &[(char, char)]) {
        let mut next = '\0';
        for (low, high) in ranges {
            if let Some(before) = char::from_u32(*low as u32 - u32::from(*low > '\0')).filter(|_| next < *low)
            {
                self.ranges.push((next, before));
            }
            next = char::from_u32(*high as u32 + 1).unwrap_or(char::MAX);
        }
        self.ranges.push((next, char::MAX));
    }
}

const DIGITS: [(char, char); 1] = [('0', '9')];
const WORD: [(char, char); 4] = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
/// ECMA-262 `WhiteSpace` and `LineTerminator`, in order.
const SPACE: [(char, char); 10] = [
    ('\t', '\r'),
    (' ', ' '),
    ('\u{a0}', '\u{a0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200a}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202f}', '\u{202f}'),
    ('\u{205f}', '\u{205f}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{feff}', '\u{feff}'),
];

/// A pattern and the number of its capture groups.
pub(super) struct Parsed {
    pub(super) pattern: Pattern,
    pub(super) group_count: usize,
}

pub(super) fn parse(text: &str) -> Result<Parsed, &'static str> {
    let names = group_names(text);
    let mut parser = Parser { chars: text.chars().peekable(), groups: 0, names, depth: 0 };
    let pattern = parser.alternatives()?;
    if parser.chars.peek().is_some() {
        return Err("Unmatched ')'");
    }
    Ok(Parsed { pattern, group_count: parser.groups })
}

/// The names of all capture groups in order, needed before parsing: a reference may come first.
fn group_names(text: &str) -> Vec<Option<String>> {
    let (mut names, mut in_class, mut chars) = (Vec::new(), false, text.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => names.extend(opens_capture(chars.as_str())),
            _ => {}
        }
    }
    names
}

/// What follows a `(`: nothing for a group that does not capture, else the name if it has one.
fn opens_capture(rest: &str) -> Option<Option<String>> {
    let Some(special) = rest.strip_prefix('?') else { return Some(None) };
    let name = special.strip_prefix('<').filter(|name| !name.starts_with(['=', '!']))?;
    Some(Some(name.split('>').next().unwrap_or_default().to_owned()))
}

struct Parser<'a> {
    chars: Peekable<Chars<'a>>,
    groups: usize,
    names: Vec<Option<String>>,
    depth: usize,
}

impl Parser<'_> {
    fn eat(&mut self, wanted: char) -> bool {
        self.chars.next_if_eq(&wanted).is_some()
    }

    fn eat_all(&mut self, wanted: &str) -> bool {
        let mut ahead = self.chars.clone();
        let found = wanted.chars().all(|c| ahead.next() == Some(c));
        if found {
            self.chars = ahead;
        }
        found
    }

    fn alternatives(&mut self) -> Result<Pattern, &'static str> {
        let mut branches = vec![self.sequence()?];
        while self.eat('|') {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Pattern::Alternatives(branches) })
    }

    fn sequence(&mut self) -> Result<Pattern, &'static str> {
        let mut terms = Vec::new();
        while let Some(c) = self.chars.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let groups_before = self.groups;
            let atom = self.atom()?;
            terms.push(self.quantified(atom, groups_before)?);
        }
        Ok(Pattern::Sequence(terms))
    }

    fn atom(&mut self) -> Result<Pattern, &'static str> {
        let Some(c) = self.chars.next() else { return Ok(Pattern::Sequence(Vec::new())) };
        Ok(match c {
            '.' => Pattern::Any,
            '^' => Pattern::Start,
            '$' => Pattern::End,
            '(' => self.group()?,
            '[' => Pattern::Class(self.class()?),
            '\\' => self.escape()?,
            '*' | '+' | '?' => return Err("Nothing to repeat"),
            '{' if self.braces().is_some() => return Err("Nothing to repeat"),
            c => Pattern::Char(c),
        })
    }

    fn quantified(&mut self, pattern: Pattern, groups_before: usize) -> Result<Pattern, &'static str> {
        let (min, max) = match self.chars.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                let mut ahead = self.chars.clone();
                ahead.next();
                std::mem::swap(&mut self.chars, &mut ahead);
                let Some(bounds) = self.braces() else {
                    self.chars = ahead;
                    return Ok(pattern);
                };
                return self.repeat(pattern, bounds, groups_before);
            }
            _ => return Ok(pattern),
        };
        self.chars.next();
        self.repeat(pattern, (min, max), groups_before)
    }

    fn repeat(
        &mut self,
        pattern: Pattern,
        (min, max): (u32, Option<u32>),
        groups_before: usize,
    ) -> Result<Pattern, &'static str> {
        if matches!(pattern, Pattern::Start | Pattern::End | Pattern::WordBoundary(_))
            || matches!(pattern, Pattern::Look { behind: true, .. })
        {
            return Err("Nothing to repeat");
        }
        if max.is_some_and(|max| max < min) {
            return Err("numbers out of order in {} quantifier");
        }
        let greedy = !self.eat('?');
        let groups = (groups_before, self.groups);
        Ok(Pattern::Repeat(Box::new(Repeat { pattern, min, max, greedy, groups })))
    }

    /// `n}`, `n,}` or `n,m}`; anything else leaves the place and means a literal brace.
    fn braces(&mut self) -> Option<(u32, Option<u32>)> {
        let before = self.chars.clone();
        let bounds = self.bounds();
        if bounds.is_none() {
            self.chars = before;
        }
        bounds
    }

    fn bounds(&mut self) -> Option<(u32, Option<u32>)> {
        let min = self.integer()?;
        let max = if self.eat(',') {
            if matches!(self.chars.peek(), Some('}')) { None } else { Some(self.integer()?) }
        } else {
            Some(min)
        };
        self.eat('}').then_some((min, max))
    }

    fn integer(&mut self) -> Option<u32> {
        let mut digits = None;
        while let Some(digit) = self.chars.peek().and_then(|c| c.to_digit(10)) {
            self.chars.next();
            digits = Some(digits.unwrap_or(0u32).saturating_mul(10).saturating_add(digit));
        }
        digits
    }

    fn group(&mut self) -> Result<Pattern, &'static str> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("Regular expression too large");
        }
        let look = [("?=", false, false), ("?!", false, true), ("?<=", true, false), ("?<!", true, true)];
        let found = look.into_iter().find(|(prefix, ..)| self.eat_all(prefix));
        let pattern = if let Some((_, behind, negative)) = found {
            Pattern::Look { behind, negative, pattern: Box::new(self.alternatives()?) }
        } else if self.eat_all("?:") {
            self.alternatives()?
        } else {
            self.capture()?
        };
        self.depth -= 1;
        if self.eat(')') { Ok(pattern) } else { Err("Unterminated group") }
    }

    fn capture(&mut self) -> Result<Pattern, &'static str> {
        if self.eat_all("?<") {
            self.group_name().ok_or("Invalid capture group name")?;
        } else if self.eat('?') {
            return Err("Invalid group");
        }
        self.groups += 1;
        let number = self.groups;
        Ok(Pattern::Group(number, Box::new(self.alternatives()?)))
    }

    fn escape(&mut self) -> Result<Pattern, &'static str> {
        let Some(&c) = self.chars.peek() else { return Err("\\ at end of pattern") };
        if let Some(class) = self.class_escape(c) {
            self.chars.next();
            return Ok(Pattern::Class(class));
        }
        Ok(match c {
            'b' | 'B' => {
                self.chars.next();
                Pattern::WordBoundary(c == 'b')
            }
            '1'..='9' => self.back_reference(),
            'k' if self.names.iter().any(Option::is_some) => {
                self.chars.next();
                self.named_reference()?
            }
            _ => Pattern::Char(self.character_escape()),
        })
    }

    fn class_escape(&self, letter: char) -> Option<Class> {
        let ranges: &[(char, char)] = match letter.to_ascii_lowercase() {
            'd' => &DIGITS,
            'w' => &WORD,
            's' => &SPACE,
            _ => return None,
        };
        let mut class = Class::default();
        if letter.is_ascii_uppercase() {
            class.add_complement(ranges);
            return Some(class);
        }
        Some(Class::of(ranges))
    }

    /// `\1` refers back if there are that many groups, and is an octal character otherwise (annex B).
    fn back_reference(&mut self) -> Pattern {
        let before = self.chars.clone();
        let number = self.integer().unwrap_or(0) as usize;
        if (1..=self.names.len()).contains(&number) {
            return Pattern::BackReference(number);
        }
        self.chars = before;
        Pattern::Char(self.character_escape())
    }

    /// The name of a capture group, an identifier, up to its `>`.
    fn group_name(&mut self) -> Option<String> {
        let name: String = self.chars.by_ref().take_while(|c| *c != '>').collect();
        let is_start = |c: char| c.is_alphabetic() || matches!(c, '$' | '_');
        let is_name = name.starts_with(is_start) && name.chars().all(|c| is_start(c) || c.is_alphanumeric());
        is_name.then_some(name)
    }

    fn named_reference(&mut self) -> Result<Pattern, &'static str> {
        if !self.eat('<') {
            return Err("Invalid named reference");
        }
        let name: String = self.chars.by_ref().take_while(|c| *c != '>').collect();
        let index = self.names.iter().position(|known| known.as_deref() == Some(&*name));
        index.map(|index| Pattern::BackReference(index + 1)).ok_or("Invalid named capture referenced")
    }

    /// The character of an escape that stands for one; `\` was read.
    fn character_escape(&mut self) -> char {
        let Some(c) = self.chars.next() else { return '\\' };
        match c {
            't' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            'x' => self.hex(2).unwrap_or('x'),
            'u' => self.hex(4).unwrap_or('u'),
            '0'..='7' => self.octal(c),
            'c' => match self.chars.next_if(char::is_ascii_alphabetic) {
                Some(letter) => char::from(letter as u8 % 32),
                None => 'c',
            },
            c => c,
        }
    }

    fn hex(&mut self, count: usize) -> Option<char> {
        let digits: String = self.chars.clone().take(count).take_while(char::is_ascii_hexdigit).collect();
        let code = (digits.len() == count).then(|| u32::from_str_radix(&digits, 16).ok()).flatten()?;
        for _ in 0..count {
            self.chars.next();
        }
        Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn octal(&mut self, first: char) -> char {
        let mut code = first.to_digit(8).unwrap_or(0);
        while let Some(digit) = self.chars.peek().and_then(|c| c.to_digit(8)).filter(|d| code * 8 + d < 256) {
            self.chars.next();
            code = code * 8 + digit;
        }
        char::from_u32(code).unwrap_or('\0')
    }

    fn class(&mut self) -> Result<Class, &'static str> {
        let mut class = Class { negated: self.eat('^'), ranges: Vec::new() };
        loop {
            if self.eat(']') {
                return Ok(class);
            }
            let low = self.class_atom(&mut class)?;
            let mut ahead = self.chars.clone();
            let is_range = ahead.next() == Some('-') && !matches!(ahead.peek(), Some(']') | None);
            if !is_range {
                class.ranges.extend(low.map(|low| (low, low)));
                continue;
            }
            self.chars.next();
            let high = self.class_atom(&mut class)?;
            match (low, high) {
                (Some(low), Some(high)) if low > high => return Err("Range out of order in character class"),
                (Some(low), Some(high)) => class.ranges.push((low, high)),
                (low, high) => class.ranges.extend(low.into_iter().chain(high).chain(['-']).map(|c| (c, c))),
            }
        }
    }

    /// One member of a class; a class escape such as `\d` is added at once and gives nothing.
    fn class_atom(&mut self, class: &mut Class) -> Result<Option<char>, &'static str> {
        match self.chars.next() {
            None => Err("Unterminated character class"),
            Some('\\') => {
                let Some(&c) = self.chars.peek() else { return Err("\\ at end of pattern") };
                if let Some(escaped) = self.class_escape(c) {
                    self.chars.next();
                    class.ranges.extend(escaped.ranges);
                    return Ok(None);
                }
                if self.eat('b') {
                    return Ok(Some('\u{8}'));
                }
                Ok(Some(self.character_escape()))
            }
            Some(c) => Ok(Some(c)),
        }
    }
}
