//! A value whose readers are told when another is put in its place.
//!
//! Leptos' own signals, and the arena they stand in, are code of their own for each type of value, which every phone fetches: 5 KiB
//! of brotli for a routemap's page, 6 for the family's own pages. Here one trigger of Leptos, the same for all, does the telling.
//! What is watched stands in a part of the page that lasts as long as the page, or in an `Arc`.

use std::{
    mem,
    sync::{PoisonError, RwLock},
};

use leptos::prelude::{ArcTrigger, Notify, Track};

/// Keeps something for as long as there is a page: what its parts share, or an effect. No code lets go of it.
pub fn lasting<T>(something: T) -> &'static mut T {
    Box::leak(Box::new(something))
}

#[derive(Default)]
pub struct Watched<T> {
    value: RwLock<T>,
    changed: ArcTrigger,
}

impl<T> Watched<T> {
    pub fn new(value: T) -> Watched<T> {
        Watched { value: RwLock::new(value), changed: ArcTrigger::new() }
    }

    /// Tells whoever reads the value now when it changes.
    pub fn track(&self) {
        self.changed.track();
    }

    /// Calls `read` with the value.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// Calls `read` with the value, which is told of no change.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.value.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a value in the place of the one before, and tells its readers.
    pub fn set(&self, value: T) {
        // What was there is let go of once nothing holds its place any more.
        let before = mem::replace(&mut *self.value.write().unwrap_or_else(PoisonError::into_inner), value);
        drop(before);
        self.tell();
    }

    /// Changes the value, and tells nobody.
    pub fn change(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.value.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// Changes the value, and tells its readers.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.change(change);
        self.tell();
    }

    /// Tells the readers although the value is the same.
    pub fn tell(&self) {
        self.changed.notify();
    }
}

impl<T: Clone> Watched<T> {
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}
