//! `asl render`: the flowchart of a definition as an SVG picture.

use crate::Outcome;
use crate::arguments::Files;
use crate::files;
use asl_studio::document::Snapshot;
use asl_studio::layout::{Direction, LayoutRequest, lay_out};
use asl_studio::render::{Theme, svg_document};

pub(crate) const USAGE: &str = "FILE [-o OUT.svg] [--theme light|dark] [--direction down|right]";

#[derive(Default)]
struct Look {
    theme: Theme,
    direction: Direction,
}

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let mut look = Look::default();
    let read = Files::read(arguments, |option, value| look.set(option, value));
    let read = read.and_then(|wish| Ok((files::read(&wish.file)?, wish)));
    match read {
        Ok((text, wish)) => {
            let picture = picture(&wish.file, text, &look).map(|svg| svg + "\n");
            files::deliver(picture, wish.out.as_deref())
        }
        Err(reason) => Outcome::Misused(reason),
    }
}

fn picture(file: &str, text: String, look: &Look) -> Result<String, String> {
    let syntax = files::syntax_of(file, &text);
    let snapshot = Snapshot::of_syntax(text, syntax);
    if snapshot.definition().states().is_empty() {
        let syntax = snapshot.problems().first().map(|problem| {
            let place = snapshot.lines().line_column(snapshot.text(), problem.span.start);
            format!("{file}:{}:{}: {}", place.line + 1, place.column + 1, problem.message)
        });
        return Err(syntax.unwrap_or_else(|| format!("{file}:1:1: there are no states to draw")));
    }
    let graph = snapshot.graph();
    let layout = lay_out(&LayoutRequest::of(graph, look.direction));
    Ok(svg_document(graph, &layout, look.theme))
}

impl Look {
    fn set(&mut self, option: &str, value: &str) -> Result<(), String> {
        match (option, value) {
            ("theme", "light") => self.theme = Theme::Light,
            ("theme", "dark") => self.theme = Theme::Dark,
            ("direction", "down") => self.direction = Direction::Down,
            ("direction", "right") => self.direction = Direction::Right,
            ("theme" | "direction", _) => return Err(format!("--{option} does not know `{value}`")),
            _ => return Err(format!("there is no option --{option}")),
        }
        Ok(())
    }
}
