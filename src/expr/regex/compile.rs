use super::Flags;
use super::parse::{Class, Parsed, Pattern, Repeat};

/// More instructions than any sensible pattern needs; counted repetitions are unrolled.
const MAX_INSTRUCTIONS: usize = 20_000;

/// A pattern as instructions for the matcher.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) instructions: Vec<Instruction>,
    pub(super) group_count: usize,
    /// How many places the matcher remembers to notice empty rounds.
    pub(super) mark_count: usize,
    pub(super) flags: Flags,
}

/// Which way the matcher reads: look-behind reads backwards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Direction {
    Forward,
    Backward,
}

#[derive(Clone, Debug)]
pub(super) enum Instruction {
    Char(char, Direction),
    Any(Direction),
    Class(Class, Direction),
    Start,
    End,
    WordBoundary(bool),
    BackReference(usize, Direction),
    /// Remembers the place: twice the group's number, plus one for its end.
    Save(usize),
    /// Forgets the groups from the first to before the second.
    Forget(usize, usize),
    /// Goes on at the first, and at the second if that fails.
    Split(usize, usize),
    Jump(usize),
    /// Remembers where a round of a repetition begins.
    Mark(usize),
    /// Fails if the round has matched nothing.
    CheckMark(usize),
    /// Runs what follows up to `Accept` as a condition, then goes on at `next`.
    Look {
        negative: bool,
        next: usize,
    },
    Accept,
}

pub(super) fn compile(parsed: &Parsed, flags: Flags) -> Result<Program, &'static str> {
    let program = Program { instructions: Vec::new(), group_count: parsed.group_count, mark_count: 0, flags };
    let mut compiler = Compiler { program };
    compiler.emit_pattern(&parsed.pattern, Direction::Forward)?;
    compiler.emit(Instruction::Accept)?;
    Ok(compiler.program)
}

struct Compiler {
    program: Program,
}

impl Compiler {
    fn here(&self) -> usize {
        self.program.instructions.len()
    }

    fn emit(&mut self, instruction: Instruction) -> Result<usize, &'static str> {
        if self.here() >= MAX_INSTRUCTIONS {
            return Err("Regular expression too large");
        }
        self.program.instructions.push(instruction);
        Ok(self.here() - 1)
    }

    fn patch(&mut self, at: usize, instruction: Instruction) {
        if let Some(place) = self.program.instructions.get_mut(at) {
            *place = instruction;
        }
    }

    fn emit_pattern(&mut self, pattern: &Pattern, direction: Direction) -> Result<(), &'static str> {
        match pattern {
            Pattern::Char(c) => self.emit(Instruction::Char(*c, direction))?,
            Pattern::Any => self.emit(Instruction::Any(direction))?,
            Pattern::Class(class) => self.emit(Instruction::Class(class.clone(), direction))?,
            Pattern::Start => self.emit(Instruction::Start)?,
            Pattern::End => self.emit(Instruction::End)?,
            Pattern::WordBoundary(wanted) => self.emit(Instruction::WordBoundary(*wanted))?,
            Pattern::BackReference(group) => self.emit(Instruction::BackReference(*group, direction))?,
            Pattern::Sequence(terms) => return self.emit_sequence(terms, direction),
            Pattern::Alternatives(branches) => return self.emit_alternatives(branches, direction),
            Pattern::Group(number, inner) => return self.emit_group(*number, inner, direction),
            Pattern::Repeat(repeat) => return self.emit_repeat(repeat, direction),
            Pattern::Look { behind, negative, pattern } => {
                return self.emit_look(*behind, *negative, pattern);
            }
        };
        Ok(())
    }

    fn emit_sequence(&mut self, terms: &[Pattern], direction: Direction) -> Result<(), &'static str> {
        match direction {
            Direction::Forward => terms.iter().try_for_each(|term| self.emit_pattern(term, direction)),
            Direction::Backward => terms.iter().rev().try_for_each(|term| self.emit_pattern(term, direction)),
        }
    }

    fn emit_alternatives(&mut self, branches: &[Pattern], direction: Direction) -> Result<(), &'static str> {
        let Some((last, others)) = branches.split_last() else { return Ok(()) };
        let mut exits = Vec::new();
        for branch in others {
            let split = self.emit(Instruction::Split(0, 0))?;
            self.emit_pattern(branch, direction)?;
            exits.push(self.emit(Instruction::Jump(0))?);
            self.patch(split, Instruction::Split(split + 1, self.here()));
        }
        self.emit_pattern(last, direction)?;
        for exit in exits {
            self.patch(exit, Instruction::Jump(self.here()));
        }
        Ok(())
    }

    fn emit_group(
        &mut self,
        number: usize,
        inner: &Pattern,
        direction: Direction,
    ) -> Result<(), &'static str> {
        let backward = usize::from(direction == Direction::Backward);
        self.emit(Instruction::Save(2 * number + backward))?;
        self.emit_pattern(inner, direction)?;
        self.emit(Instruction::Save(2 * number + 1 - backward))?;
        Ok(())
    }

    fn emit_look(&mut self, behind: bool, negative: bool, pattern: &Pattern) -> Result<(), &'static str> {
        let direction = if behind { Direction::Backward } else { Direction::Forward };
        let look = self.emit(Instruction::Look { negative, next: 0 })?;
        self.emit_pattern(pattern, direction)?;
        self.emit(Instruction::Accept)?;
        self.patch(look, Instruction::Look { negative, next: self.here() });
        Ok(())
    }

    fn emit_repeat(&mut self, repeat: &Repeat, direction: Direction) -> Result<(), &'static str> {
        for _ in 0..repeat.min {
            self.emit_round(repeat, direction)?;
        }
        let Some(max) = repeat.max else { return self.emit_endless(repeat, direction) };
        let mut splits = Vec::new();
        for _ in repeat.min..max {
            splits.push(self.emit(Instruction::Split(0, 0))?);
            self.emit_checked_round(repeat, direction)?;
        }
        for split in splits {
            self.patch_split(split, self.here(), repeat.greedy);
        }
        Ok(())
    }

    fn emit_endless(&mut self, repeat: &Repeat, direction: Direction) -> Result<(), &'static str> {
        let split = self.emit(Instruction::Split(0, 0))?;
        self.emit_checked_round(repeat, direction)?;
        self.emit(Instruction::Jump(split))?;
        self.patch_split(split, self.here(), repeat.greedy);
        Ok(())
    }

    /// Enters the round that follows the split, or leaves to `exit`; a lazy repetition prefers to leave.
    fn patch_split(&mut self, split: usize, exit: usize, greedy: bool) {
        let enter = split + 1;
        let instruction =
            if greedy { Instruction::Split(enter, exit) } else { Instruction::Split(exit, enter) };
        self.patch(split, instruction);
    }

    fn emit_round(&mut self, repeat: &Repeat, direction: Direction) -> Result<(), &'static str> {
        let (first, end) = repeat.groups;
        if first < end {
            self.emit(Instruction::Forget(first + 1, end + 1))?;
        }
        self.emit_pattern(&repeat.pattern, direction)
    }

    fn emit_checked_round(&mut self, repeat: &Repeat, direction: Direction) -> Result<(), &'static str> {
        let mark = self.program.mark_count;
        self.program.mark_count += 1;
        self.emit(Instruction::Mark(mark))?;
        self.emit_round(repeat, direction)?;
        self.emit(Instruction::CheckMark(mark))?;
        Ok(())
    }
}
