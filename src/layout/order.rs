//! The order of the steps on the map, from its top to its bottom.
//!
//! It follows from the stages and the choices alone: where a step stands in its file changes nothing.

use super::next;
use crate::definition::{Routemap, Step};

/// Which of its ways a step is walked along first. It decides which way of a loop leads back up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Walk {
    FirstChoiceFirst,
    LastChoiceFirst,
}

/// Returns the indices of the steps from top to bottom: by stage, and in a stage so that what a step leads to stands below
/// it, its side branches first and the longest way last. A way leads back up if it comes to where it came from, or to an
/// earlier stage.
pub fn order(routemap: &Routemap, walk: Walk) -> Vec<usize> {
    let stage = |step: &Step| routemap.stages.iter().take_while(|stage| stage.id != step.stage).count();
    let stages: Vec<usize> = routemap.steps.iter().map(stage).collect();
    let (onward, finished) = onward(routemap, &stages, walk);
    let onward = longest_first(onward, &finished);
    // How many ways from above lead to each step that is not placed yet.
    let mut waits: Vec<usize> = vec![0; stages.len()];
    for to in onward.iter().flatten() {
        waits.get_mut(*to).into_iter().for_each(|count| *count = count.saturating_add(1));
    }
    let mut order = Vec::new();
    for stage in 0..=routemap.stages.len() {
        let is_open = |step: &&usize| stages.get(**step) == Some(&stage) && waits.get(**step) == Some(&0);
        let mut open: Vec<usize> = finished.iter().filter(is_open).copied().collect();
        while let Some(step) = open.pop() {
            order.push(step);
            for to in onward.get(step).into_iter().flatten() {
                let Some(count) = waits.get_mut(*to) else { continue };
                *count = count.saturating_sub(1);
                if *count == 0 && stages.get(*to) == Some(&stage) {
                    open.push(*to);
                }
            }
        }
    }
    order
}

/// Returns the ways of each step that lead down, each once, and the steps in the order in which a walk along all ways
/// leaves them behind: each after those below it.
fn onward(routemap: &Routemap, stages: &[usize], walk: Walk) -> (Vec<Vec<usize>>, Vec<usize>) {
    let ways = |step: usize| -> Vec<usize> {
        let choices = routemap.steps.get(step).map(|step| step.choices.as_slice()).unwrap_or_default();
        let mut ways: Vec<usize> = Vec::new();
        for to in choices.iter().filter_map(|choice| next(routemap, choice)).filter(|to| stages.get(*to) >= stages.get(step)) {
            if !ways.contains(&to) {
                ways.push(to);
            }
        }
        if walk == Walk::LastChoiceFirst {
            ways.reverse();
        }
        ways
    };
    let start = routemap.steps.iter().position(|step| step.id == routemap.start);
    // Steps that no way leads to begin walks of their own, in an order that no file changes.
    let mut others: Vec<usize> = (0..stages.len()).collect();
    others.sort_by_key(|step| routemap.steps.get(*step).map(|step| &step.id));
    let mut onward: Vec<Vec<usize>> = vec![Vec::new(); stages.len()];
    let mut was_seen = vec![false; stages.len()];
    let mut finished: Vec<usize> = Vec::new();
    for root in start.into_iter().chain(others) {
        if was_seen.get(root) != Some(&false) {
            continue;
        }
        was_seen.get_mut(root).into_iter().for_each(|seen| *seen = true);
        // The walk so far: each step, and its ways not tried yet.
        let mut walk: Vec<(usize, std::vec::IntoIter<usize>)> = vec![(root, ways(root).into_iter())];
        while let Some((step, left)) = walk.last_mut() {
            let step = *step;
            let Some(to) = left.next() else {
                finished.push(step);
                walk.pop();
                continue;
            };
            let leads_back = walk.iter().any(|(on_walk, _)| *on_walk == to);
            if !leads_back {
                onward.get_mut(step).into_iter().for_each(|ways| ways.push(to));
            }
            if was_seen.get(to) == Some(&false) {
                was_seen.get_mut(to).into_iter().for_each(|seen| *seen = true);
                walk.push((to, ways(to).into_iter()));
            }
        }
    }
    (onward, finished)
}

/// Sorts the ways of each step: first the one with the longest way below it.
fn longest_first(mut onward: Vec<Vec<usize>>, finished: &[usize]) -> Vec<Vec<usize>> {
    let mut lengths: Vec<usize> = vec![1; onward.len()];
    for step in finished {
        let below = onward.get(*step).into_iter().flatten().filter_map(|to| lengths.get(*to)).max().copied().unwrap_or_default();
        lengths.get_mut(*step).into_iter().for_each(|length| *length = below.saturating_add(1));
    }
    for ways in &mut onward {
        ways.sort_by_key(|to| std::cmp::Reverse(lengths.get(*to).copied()));
    }
    onward
}
