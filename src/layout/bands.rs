use super::{
    engine::{Place, Placed},
    flow::Flow,
    layers::{Item, Role},
    sizes,
    traversal::Traversal,
};

/// How much of the flow each layer takes. A layer that only passing edges cross takes nothing and is left out of
/// routes.
pub(super) struct Bands {
    bands: Vec<Band>,
}

#[derive(Clone, Copy, Default)]
struct Band {
    top: f64,
    height: f64,
    holds_nodes: bool,
}

impl Bands {
    /// The bands of the layers of `flow`.
    pub(super) fn of(flow: &Flow, traversal: &Traversal, placed: &Placed) -> Bands {
        let mut bands = vec![Band::default(); placed.layers.count];
        for Item { layer, role, height, .. } in &placed.layers.items {
            let band = &mut bands[*layer];
            band.height = band.height.max(*height);
            band.holds_nodes |= *role == Role::Node;
        }
        let mut bands = Bands { bands };
        let steps = bands.widest_steps(flow, traversal, placed);
        bands.stack(&steps);
        bands
    }

    /// Where the layer begins.
    pub(super) fn top(&self, layer: usize) -> f64 {
        self.bands[layer].top
    }

    /// Where the layer ends.
    pub(super) fn bottom(&self, layer: usize) -> f64 {
        self.bands[layer].top + self.bands[layer].height
    }

    /// Whether anything but passing edges lies in the layer.
    pub(super) fn is_occupied(&self, layer: usize) -> bool {
        self.bands[layer].height > 0.0
    }

    /// For each layer, how far the widest step across goes between it and the occupied layer before.
    fn widest_steps(&self, flow: &Flow, traversal: &Traversal, placed: &Placed) -> Vec<f64> {
        let mut steps = vec![0.0_f64; self.bands.len()];
        for (index, _) in flow.edges.iter().enumerate().filter(|(_, edge)| !edge.is_loop()) {
            let (upper, lower) = traversal.ends(flow, index);
            let passes = placed.passes(index).filter(|place| self.is_occupied(place.layer));
            let ends = |node| (!traversal.is_back[index]).then(|| placed.place(node));
            let places: Vec<Place> = ends(upper).into_iter().chain(passes).chain(ends(lower)).collect();
            for pair in places.windows(2) {
                let layer = pair[1].layer;
                steps[layer] = steps[layer].max((pair[1].across - pair[0].across).abs());
            }
        }
        steps
    }

    fn stack(&mut self, steps: &[f64]) {
        let mut before: Option<Band> = None;
        for (band, step) in self.bands.iter_mut().zip(steps) {
            if let Some(before) = before {
                band.top = before.top + before.height;
                if band.height > 0.0 {
                    band.top += gap(before, *band, *step);
                }
            }
            if band.height > 0.0 {
                before = Some(*band);
            }
        }
    }
}

fn gap(before: Band, after: Band, step: f64) -> f64 {
    let between_nodes = before.holds_nodes && after.holds_nodes;
    let least = if between_nodes { sizes::RANK_GAP } else { sizes::LABEL_RANK_GAP };
    (least + (step * sizes::SLOPE_SHARE).min(sizes::SLOPE_MAX)).round()
}
