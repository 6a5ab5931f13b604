//! `asl render`: the flowchart of a definition as an SVG picture.

use crate::Outcome;
use crate::arguments::{Argument, Arguments};
use crate::files;
use asl_studio::document::Snapshot;
use asl_studio::layout::{Direction, LayoutRequest, lay_out};
use asl_studio::render::{Theme, svg_document};

pub(crate) const USAGE: &str = "FILE [-o OUT.svg] [--theme light|dark] [--direction down|right]";

#[derive(Default)]
struct Wish {
    file: Option<String>,
    /// Where the picture goes; the standard output where none is named.
    out: Option<String>,
    theme: Theme,
    direction: Direction,
}

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let (file, wish) = match Wish::read(arguments) {
        Ok(read) => read,
        Err(reason) => return Outcome::Misused(reason),
    };
    let text = match files::read(&file) {
        Ok(text) => text,
        Err(reason) => return Outcome::Misused(reason),
    };
    let picture = picture(&file, text, &wish).map(|svg| svg + "\n");
    files::deliver(picture, wish.out.as_deref())
}

fn picture(file: &str, text: String, wish: &Wish) -> Result<String, String> {
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
    let layout = lay_out(&LayoutRequest::of(graph, wish.direction));
    Ok(svg_document(graph, &layout, wish.theme))
}

impl Wish {
    fn read(arguments: &[String]) -> Result<(String, Wish), String> {
        let mut wish = Wish::default();
        let mut arguments = Arguments::new(arguments);
        while let Some(argument) = arguments.next() {
            match argument {
                Argument::Operand(operand) if operand == "-o" => wish.out = Some(arguments.value("out")?),
                Argument::Operand(operand) if wish.file.is_none() => wish.file = Some(operand),
                Argument::Operand(operand) => return Err(format!("unexpected argument `{operand}`")),
                Argument::Option(option) => {
                    let value = arguments.value(&option)?;
                    wish.set(&option, value)?;
                }
            }
        }
        let file = wish.file.clone().ok_or("which definition?")?;
        Ok((file, wish))
    }

    fn set(&mut self, option: &str, value: String) -> Result<(), String> {
        match (option, value.as_str()) {
            ("out", _) => self.out = Some(value),
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
