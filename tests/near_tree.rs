//! Routemaps made as if by chance, the same each time: nearly trees, as the ways of a process are.

use routemaps::definition::{Choice, Routemap, Step, StepId, Target};

/// Returns a tree of `size` steps with a few ways more: a tenth as many down, a twentieth back up.
pub fn near_tree(seed: u64, size: usize) -> Routemap {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut ways: Vec<(usize, usize)> = (1..size).map(|step| (step - 1 - chance.below(step.min(6)), step)).collect();
    for _ in 0..size / 10 {
        let (one, other) = (chance.below(size), chance.below(size));
        if one < other {
            ways.push((one, other));
        }
    }
    for _ in 0..size / 20 {
        let (one, other) = (chance.below(size), chance.below(size));
        if one > other {
            ways.push((one, other));
        }
    }
    let choice = |to: usize| Choice { id: format!("to-{to}").as_str().into(), to: Target::Here(id(to)), ..Choice::default() };
    let step = |step: usize| Step {
        id: id(step),
        choices: ways.iter().filter(|(from, _)| *from == step).map(|(_, to)| choice(*to)).collect(),
        ..Step::default()
    };
    Routemap { start: id(0), steps: (0..size).map(step).collect(), ..Routemap::default() }
}

/// Returns the id of a step by its number.
pub fn id(step: usize) -> StepId {
    StepId(format!("s{step}"))
}

/// Numbers as if by chance, the same each time.
pub struct Chance(pub u64);

impl Chance {
    /// Returns a number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}
