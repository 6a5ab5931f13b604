use super::compile::{Direction, Instruction, Program};
use super::parse::Class;
use super::{Flags, Match, OutOfBudget};

/// How many undecided branches may be open at once.
const MAX_BRANCHES: usize = 500_000;

pub(super) fn find(
    program: &Program,
    text: &str,
    from: usize,
    budget: &mut u64,
) -> Result<Option<Match>, OutOfBudget> {
    let mut matcher = Matcher::new(program, text, budget);
    let starts = text.get(from..).unwrap_or_default().char_indices().map(|(offset, _)| from + offset);
    let starts = starts.chain([text.len()]).filter(|start| *start >= from);
    for start in starts {
        if let Some(end) = matcher.run(0, start)? {
            return Ok(Some(matcher.matched(start, end)));
        }
        matcher.reset();
    }
    Ok(None)
}

/// A choice to come back to, or something to undo on the way there.
enum Pending {
    Branch { at: usize, position: usize },
    Slot { slot: usize, before: Option<usize> },
    Mark { mark: usize, before: usize },
}

struct Matcher<'a> {
    program: &'a Program,
    text: &'a str,
    budget: &'a mut u64,
    /// Starts and ends of the groups.
    slots: Vec<Option<usize>>,
    marks: Vec<usize>,
    pending: Vec<Pending>,
}

impl<'a> Matcher<'a> {
    fn new(program: &'a Program, text: &'a str, budget: &'a mut u64) -> Self {
        let slots = vec![None; 2 * (program.group_count + 1)];
        Matcher { program, text, budget, slots, marks: vec![0; program.mark_count], pending: Vec::new() }
    }

    fn reset(&mut self) {
        self.slots.fill(None);
        self.pending.clear();
    }

    fn matched(&self, start: usize, end: usize) -> Match {
        let pairs = self.slots.chunks_exact(2).skip(1);
        let groups = pairs.map(|pair| Some(pair.first().copied()??..pair.get(1).copied()??));
        Match { range: start..end, groups: groups.collect() }
    }

    /// Runs from instruction `at` to an `Accept` and gives the place reached. Recurses for look-around only.
    fn run(&mut self, mut at: usize, mut position: usize) -> Result<Option<usize>, OutOfBudget> {
        let base = self.pending.len();
        let program = self.program;
        loop {
            self.spend()?;
            let instruction = program.instructions.get(at).unwrap_or(&Instruction::Accept);
            let next = match instruction {
                Instruction::Accept => return Ok(Some(position)),
                Instruction::Split(first, second) => {
                    self.pending.push(Pending::Branch { at: *second, position });
                    Some((*first, position))
                }
                Instruction::Jump(target) => Some((*target, position)),
                Instruction::Look { negative, next } => {
                    self.look(at + 1, position, *negative)?.then_some((*next, position))
                }
                simple => self.step(simple, position).map(|position| (at + 1, position)),
            };
            let Some((next_at, next_position)) = next.or_else(|| self.back_track(base)) else {
                return Ok(None);
            };
            (at, position) = (next_at, next_position);
        }
    }

    fn spend(&mut self) -> Result<(), OutOfBudget> {
        if *self.budget == 0 || self.pending.len() > MAX_BRANCHES {
            return Err(OutOfBudget);
        }
        *self.budget -= 1;
        Ok(())
    }

    /// Undoes down to the last open branch above `base`.
    fn back_track(&mut self, base: usize) -> Option<(usize, usize)> {
        while self.pending.len() > base {
            match self.pending.pop()? {
                Pending::Branch { at, position } => return Some((at, position)),
                undo => self.undo(&undo),
            }
        }
        None
    }

    fn undo(&mut self, pending: &Pending) {
        match *pending {
            Pending::Branch { .. } => {}
            Pending::Slot { slot, before } => set(&mut self.slots, slot, before),
            Pending::Mark { mark, before } => set(&mut self.marks, mark, before),
        }
    }

    /// Whether the condition holds. Its open branches are dropped; the groups of a positive one stay.
    fn look(&mut self, at: usize, position: usize, negative: bool) -> Result<bool, OutOfBudget> {
        let base = self.pending.len();
        let found = self.run(at, position)?.is_some();
        let inner = self.pending.split_off(base.min(self.pending.len()));
        if negative {
            inner.iter().rev().for_each(|pending| self.undo(pending));
        } else {
            let undoable = inner.into_iter().filter(|pending| !matches!(pending, Pending::Branch { .. }));
            self.pending.extend(undoable);
        }
        Ok(found != negative)
    }

    /// Executes an instruction that neither branches nor jumps; nothing if it does not match here.
    fn step(&mut self, instruction: &Instruction, position: usize) -> Option<usize> {
        match instruction {
            Instruction::Char(wanted, direction) => {
                let flags = self.program.flags;
                self.read(position, *direction, |c| same(c, *wanted, flags))
            }
            Instruction::Any(direction) => self.read(position, *direction, |c| !is_line_end(c)),
            Instruction::Class(class, direction) => {
                let flags = self.program.flags;
                self.read(position, *direction, |c| contains(class, c, flags))
            }
            Instruction::Start => self.at_start(position).then_some(position),
            Instruction::End => self.at_end(position).then_some(position),
            Instruction::WordBoundary(wanted) => (self.at_boundary(position) == *wanted).then_some(position),
            Instruction::BackReference(group, direction) => self.back_reference(*group, position, *direction),
            Instruction::Save(slot) => {
                self.save(*slot, Some(position));
                Some(position)
            }
            Instruction::Forget(first, end) => {
                (2 * first..2 * end).for_each(|slot| self.save(slot, None));
                Some(position)
            }
            Instruction::Mark(mark) => {
                let before = self.marks.get(*mark).copied().unwrap_or(0);
                self.pending.push(Pending::Mark { mark: *mark, before });
                set(&mut self.marks, *mark, position);
                Some(position)
            }
            Instruction::CheckMark(mark) => (self.marks.get(*mark) != Some(&position)).then_some(position),
            Instruction::Split(..)
            | Instruction::Jump(_)
            | Instruction::Look { .. }
            | Instruction::Accept => None,
        }
    }

    fn save(&mut self, slot: usize, value: Option<usize>) {
        let before = self.slots.get(slot).copied().flatten();
        self.pending.push(Pending::Slot { slot, before });
        set(&mut self.slots, slot, value);
    }

    fn before(&self, position: usize) -> Option<char> {
        self.text.get(..position)?.chars().next_back()
    }

    fn after(&self, position: usize) -> Option<char> {
        self.text.get(position..)?.chars().next()
    }

    fn read(&self, position: usize, direction: Direction, accepts: impl Fn(char) -> bool) -> Option<usize> {
        match direction {
            Direction::Forward => {
                self.after(position).filter(|c| accepts(*c)).map(|c| position + c.len_utf8())
            }
            Direction::Backward => {
                self.before(position).filter(|c| accepts(*c)).map(|c| position - c.len_utf8())
            }
        }
    }

    fn at_start(&self, position: usize) -> bool {
        self.before(position).is_none_or(|c| self.program.flags.multi_line && is_line_end(c))
    }

    fn at_end(&self, position: usize) -> bool {
        self.after(position).is_none_or(|c| self.program.flags.multi_line && is_line_end(c))
    }

    fn at_boundary(&self, position: usize) -> bool {
        self.before(position).is_some_and(is_word) != self.after(position).is_some_and(is_word)
    }

    /// A group that took no part matches nothing, everywhere.
    fn back_reference(&self, group: usize, position: usize, direction: Direction) -> Option<usize> {
        let (Some(Some(start)), Some(Some(end))) = (self.slots.get(2 * group), self.slots.get(2 * group + 1))
        else {
            return Some(position);
        };
        let flags = self.program.flags;
        let captured = self.text.get(*start..*end)?;
        let step = |position, c| self.read(position, direction, |read| same(read, c, flags));
        match direction {
            Direction::Forward => captured.chars().try_fold(position, step),
            Direction::Backward => captured.chars().rev().try_fold(position, step),
        }
    }
}

fn set<T>(places: &mut [T], at: usize, value: T) {
    if let Some(place) = places.get_mut(at) {
        *place = value;
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn same(a: char, b: char, flags: Flags) -> bool {
    a == b || (flags.ignore_case && canonical(a) == canonical(b))
}

fn contains(class: &Class, c: char, flags: Flags) -> bool {
    let within = |c: char| class.ranges.iter().any(|(low, high)| *low <= c && c <= *high);
    let found = within(c)
        || (flags.ignore_case
            && (within(canonical(c))
                || c.to_lowercase().any(|lower| within(lower) && canonical(lower) == canonical(c))));
    found != class.negated
}

/// Upper case where that is one character and does not turn a character beyond ASCII into ASCII (ECMA-262,
/// Canonicalize).
fn canonical(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) if c.is_ascii() || !single.is_ascii() => single,
        _ => c,
    }
}
